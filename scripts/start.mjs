/**
 * `node scripts/start.mjs VERB [arguments]`: sets up what is missing, then runs scripts/VERB.ts on Node 24.
 * Ends with that script's exit code (128 + number for a signal). Runs on Node 20.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, runWithSetUp, say } from './setup.mjs';
import { runTethered } from './setup/child.mjs';

const [verb = '', ...args] = process.argv.slice(2);
const script = join(root, 'scripts', `${verb}.ts`);

if (/^[a-z][a-z-]*$/.test(verb) && existsSync(script)) {
  await runWithSetUp({ developing: true }, (node) => runTethered(node, script, args, { cwd: root }));
} else {
  say(`usage: node scripts/start.mjs VERB [arguments], where scripts/VERB.ts exists; there is no verb "${verb}" (try: demo, test)`);
  process.exitCode = 2;
}
