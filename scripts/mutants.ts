/**
 * `npm run mutants -- [--mutate clearinghouse/core/fee.ts,…] [--share 0.05] [--concurrency 2] …`: mutation testing of `core/` and `schemes/` by Stryker; every mutant has to
 * survive the stories and their own tests (mutation/runner.ts). What is known from before is not run again. Stryker is a package of its own below mutation/, fetched at the
 * first run: nobody else needs it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const place = join(import.meta.dirname, 'mutation');
const entry = join(place, 'node_modules/@stryker-mutator/core/bin/stryker.js');

const { dependencies } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) as { readonly dependencies: Readonly<Record<string, string>> };
const manifest = join(place, 'node_modules/@stryker-mutator/core/package.json');
const installed = existsSync(manifest) ? (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }).version : null;
if (installed !== dependencies['@stryker-mutator/core']) {
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', place], { cwd: place, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`npm ci in ${place} ended with ${status}; expected the npm registry to be reachable`);
}
const further = process.argv.slice(2);
const at = further.indexOf('--share');
const [share = '1'] = at === -1 ? [] : further.splice(at, 2).slice(1);
if (!(Number(share) > 0 && Number(share) <= 1)) throw new RangeError(`--share: found "${share}"; expected a number above 0, at most 1`);
// What a sample leaves out is nobody's result: the next whole run must not take it for one. What runs while a module is loaded takes a process for each.
const sampled = share === '1' ? [] : ['--force', '--ignoreStatic', '--incrementalFile', 'scripts/mutation/.state/sample.json'];
const { status } = spawnSync(process.execPath, [entry, 'run', 'scripts/mutation/stryker.config.json', ...sampled, ...further], { cwd: root, stdio: 'inherit', env: { ...process.env, KAKITOME_MUTANTS_SHARE: share } });
process.exitCode = status ?? 1;
