/** Who follows deploy/README.md for a bank in one process gets one that runs as its unit says. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import test from 'ava';
import { asUnit, startOnMachine, untilReady } from './machine.ts';
import { readUnit, stepsOf } from './unit.ts';

const root = join(import.meta.dirname, '..', '..');
const deploy = join(root, 'deploy');
const NOBODY = 65_534;

test('the steps of the page for one process, done: the unit starts the bank, which writes where it may; the web server reads the board and nothing else', async (t) => {
  t.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-machine-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const steps = stepsOf(readFileSync(join(deploy, 'README.md'), 'utf8'), '\n## One process\n');
  t.true(['useradd', 'kakitome init', 'kakitome-board'].every((word) => steps.includes(word)), steps);
  // What the page leaves to the reader: the board is switched on. Ports are any free ones.
  const edits = [
    ['enabled = false', 'enabled = true'], ['#host = "board', 'host = "board'], ['#retention', 'retention'], ['folder = "public"', 'folder = "/var/lib/kakitome-board"'],
    ['#.board.site.', '[board.site]'], ['#listen = "127.0.0.1:8080"', 'listen = "127.0.0.1:0"'], ['listen = "127.0.0.1:2[45]2[45]"', 'listen = "127.0.0.1:0"'],
  ];
  const edit = `sed -i ${edits.map(([from, to]) => `-e 's@^${from}@${to}@'`).join(' ')} kakitome.toml`;
  const unit = readUnit(join(deploy, 'systemd', 'kakitome.service'));
  // The command has the environment of the units, and takes nothing in it for a command.
  const environment = [
    'mkdir /etc/kakitome', `echo "console.error('the environment was read for ' + process.env.KAKITOME_CALLER)" > /etc/kakitome/told.cjs`,
    `echo 'OTHER=$(touch /etc/kakitome/done)' > /etc/kakitome/environment`, 'echo KAKITOME_CALLER=mori >> /etc/kakitome/environment',
    // The last line may have no end.
    'printf NODE_OPTIONS=--require=/etc/kakitome/told.cjs >> /etc/kakitome/environment', 'export SUDO_USER=sato',
  ];
  const forgotten = 'rm /etc/kakitome/environment';
  const bank = startOnMachine(folder, root, [...environment, steps, 'cd /var/lib/kakitome', edit, 'kakitome board begin', forgotten, asUnit(unit)].join('\n'));
  t.teardown(() => bank.kill('SIGKILL'));
  const { ended, said } = await untilReady(bank);
  t.regex(said(), /^kakitome is ready: .*board /m, said());
  t.regex(said(), /the environment was read for sato$/m);
  t.false(existsSync(join(folder, 'etc', 'kakitome', 'done')));

  const own = join(folder, 'lib', 'kakitome');
  const open = join(folder, 'lib', 'kakitome-board');
  const { gid } = statSync(open);
  const reads = (path: string): boolean => spawnSync('cat', [path], { uid: NOBODY, gid }).status === 0;
  // The log is published a moment later.
  const published = (): readonly string[] => readdirSync(open, { recursive: true, encoding: 'utf8' }).filter((name) => !/\/?\.writing/.test(name)).map((name) => join(open, name)).filter((path) => statSync(path).isFile());
  for (let looks = 0; !published().some((path) => path.endsWith('/log.json')) && looks < 300; looks += 1) await setTimeout(100);
  const files = published();
  t.true(files.length >= 2, said());
  t.deepEqual(files.filter((path) => !reads(path)), []);
  t.deepEqual(files.filter((path) => (statSync(path).mode & 0o007) !== 0), []);
  t.deepEqual(readdirSync(own).filter((name) => statSync(join(own, name)).uid !== statSync(own).uid), [], 'all of it is the bank\'s');
  t.deepEqual(['kakitome.toml', 'kakitome.db', 'keys/letter.key'].filter((name) => reads(join(own, name))), []);
  bank.kill('SIGTERM');
  t.is(await ended, 0, said());
});
