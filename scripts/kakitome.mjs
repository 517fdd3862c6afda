#!/usr/bin/env node
/**
 * The `kakitome` command for Node 20 and newer: sets up what is missing (on stderr, so that stdout is the
 * command's alone), then runs clearinghouse/cli/index.ts on Node 24 in the caller's folder.
 */
import { join } from 'node:path';
import { root, runWithSetUp } from './setup.mjs';
import { runTethered } from './setup/child.mjs';

const command = join(root, 'clearinghouse', 'cli', 'index.ts');
// The daemon has half a dozen threads, and each would keep much of what it once took (see latency.ts --backlog).
process.env.MALLOC_ARENA_MAX ??= '2';
await runWithSetUp({ developing: false }, (node) => runTethered(node, command, process.argv.slice(2), { nodeArguments: ['--max-semi-space-size=4'] }));
