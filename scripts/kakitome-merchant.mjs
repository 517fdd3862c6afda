#!/usr/bin/env node
/**
 * The `kakitome-merchant` command for Node 20 and newer: sets up what is missing (on stderr, so that stdout is the
 * command's alone), then runs merchant-agent/cli/index.ts on Node 24 in the caller's folder.
 */
import { join } from 'node:path';
import { root, runWithSetUp } from './setup.mjs';
import { runTethered } from './setup/child.mjs';

const command = join(root, 'merchant-agent', 'cli', 'index.ts');
await runWithSetUp({ developing: false }, (node) => runTethered(node, command, process.argv.slice(2)));
