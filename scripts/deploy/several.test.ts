/** Who follows deploy/README.md for a bank of several processes gets units that start: a machine that keeps the board, its database on the server of the other page. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import test from 'ava';
import { asUnit, startOnMachine, untilReady } from './machine.ts';
import { deployPrimary } from './servers.ts';
import { readUnit, stepsOf } from './unit.ts';

const root = join(import.meta.dirname, '..', '..');
const deploy = join(root, 'deploy');
const PASSWORDS = { kakitome: 'maple river 7', replicator: 'second river 8' };

test('the steps of the page for several processes, done: the board\'s process reaches the database by TLS, and publishes where web servers read', async (t) => {
  t.timeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-several-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const primary = await deployPrimary(folder, PASSWORDS);
  t.teardown(async () => {
    await primary.admin.end();
    await primary.stop();
  });
  const page = readFileSync(join(deploy, 'README.md'), 'utf8');
  const [alike, machine, bank] = ['\n## One process\n', '\n3. **Each machine of the bank**', '\n5. **The bank**'].map((words) => stepsOf(page, words));
  const passwords = Object.entries({ 'database-password': PASSWORDS.kakitome, 'redis-password': 'x', 'imap-password': 'x', 'smtp-password': 'x' });
  copyFileSync(join(primary.certificates, 'ca.pem'), join(folder, 'ca.pem'));
  const script = [
    'echo 127.0.0.1 db.midori.example >> /etc/hosts',
    ...(alike ?? '').split('\n').filter((line) => !/kakitome init|\.service/.test(line)),
    `cd ${folder}`,
    machine,
    ...passwords.map(([name, word]) => `echo '${word}' | install -o kakitome -g kakitome -m 0600 /dev/stdin /var/lib/kakitome/${name}`),
    // What differs here: the port of the test's server, any free one for the pages.
    `sed -i -e 's|@db.midori.example/|@db.midori.example:${primary.port}/|' -e 's|127.0.0.1:8090|127.0.0.1:0|' /var/lib/kakitome/*.toml`,
    (bank ?? '').replace('db.midori.example/', `db.midori.example:${primary.port}/`),
    asUnit(readUnit(join(deploy, 'systemd', 'kakitome@.service'), 'board')),
  ].join('\n');
  t.regex(script, /kakitome init .*--store-url/);
  const board = startOnMachine(folder, root, script);
  t.teardown(() => board.kill('SIGKILL'));
  const { ended, said } = await untilReady(board);
  t.regex(said(), /^kakitome is ready/m, said());
  const published = join(folder, 'lib', 'kakitome-board', 'board', 'logs.json');
  for (let looks = 0; !existsSync(published) && looks < 300; looks += 1) await setTimeout(100);
  t.true(existsSync(published), said());
  t.is(statSync(published).mode & 0o777, 0o640);
  t.is(statSync(published).gid, statSync(join(folder, 'lib', 'kakitome-board')).gid);
  t.notRegex(said(), /river/);
  board.kill('SIGTERM');
  t.is(await ended, 0, said());
});
