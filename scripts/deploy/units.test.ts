/** What systemd says of the units of deploy/. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { provideSystemd } from '../test/systemd-package.ts';

const root = join(import.meta.dirname, '..', '..');
const units = join(root, 'deploy', 'systemd');

test('systemd takes every unit', (t) => {
  t.is(provideSystemd(() => undefined), undefined);
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-units-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const placed = readdirSync(units).map((file) => {
    const place = join(folder, file.replace('@.', '@worker.'));
    writeFileSync(place, readFileSync(join(units, file), 'utf8').replaceAll('/opt/kakitome', root));
    return place;
  });
  const verified = spawnSync('systemd-analyze', ['verify', '--man=no', ...placed], { encoding: 'utf8' });
  // Units of the machine's own may have faults too.
  const ours = verified.stderr.split('\n').filter((line) => /kakitome/.test(line) && !/Failed to (?:create|open|mount)|cgroup/i.test(line));
  t.deepEqual(ours, [], verified.stderr);
});
