/**
 * A machine as deploy/README.md makes one, as far as it is possible without systemd: in a mount namespace of its own /etc is a copy, /opt, /var/lib and
 * /usr/local/bin are empty folders, and the checkout stands at /opt/kakitome. Nothing outside is changed. Needs root on Linux.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UNSHARE } from '../test/mounts.ts';
import { writableOf, type Unit } from './unit.ts';

/** `dir` must exist; its `lib` is the machine's /var/lib. The script is run by `sh -eu` on the machine, and the process is what it becomes by `exec`. */
export function startOnMachine(dir: string, root: string, script: string): ChildProcess {
  const place = (name: string): string => join(dir, name);
  for (const name of ['opt', 'opt/kakitome', 'lib', 'bin']) mkdirSync(place(name), { mode: 0o755 });
  execFileSync('cp', ['--archive', '/etc', place('etc')]);
  const mounts = [[place('etc'), '/etc'], [place('opt'), '/opt'], [root, '/opt/kakitome'], [place('lib'), '/var/lib'], [place('bin'), '/usr/local/bin']];
  chmodSync(dir, 0o755);
  const file = place('script.sh');
  writeFileSync(file, `${mounts.map(([from = '', to = '']) => `mount --bind '${from}' '${to}'`).join('\n')}\n${script}\n`);
  return spawn('unshare', [...UNSHARE, 'sh', '-eu', file], { cwd: '/', env: { PATH: '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8' }, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The lines that do what the unit says with ProtectSystem=strict, PrivateTmp, User, UMask, WorkingDirectory, environment and capabilities, and its ExecStart word for word. */
export function asUnit(unit: Unit): string {
  return [
    ...writableOf(unit).map((path) => `mount --bind ${path} ${path}`),
    ...['/etc', '/opt', '/opt/kakitome', '/usr/local/bin', '/var/lib', '/'].map((path) => `mount -o remount,ro,bind ${path}`),
    'mount -t tmpfs -o mode=1777 tmpfs /tmp',
    'set -a',
    ...unit.all('EnvironmentFile').map((file) => (file.startsWith('-') ? `if [ -e ${file.slice(1)} ]; then . ${file.slice(1)}; fi` : `. ${file}`)),
    `cd ${unit.one('WorkingDirectory')}`,
    `umask ${unit.one('UMask')}`,
    `exec setpriv --reuid=${unit.one('User')} --regid=${unit.one('Group')} --init-groups --no-new-privs --bounding-set=-all -- ${unit.one('ExecStart')}`,
  ].join('\n');
}

/** Resolves when the bank says that it is ready, or when it has ended. */
export async function untilReady(bank: ChildProcess): Promise<{ readonly ended: Promise<number | null>; readonly said: () => string }> {
  let said = '';
  const ended = new Promise<number | null>((resolve) => bank.once('close', resolve));
  const ready = new Promise<void>((resolve) => {
    for (const stream of [bank.stdout, bank.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (/^kakitome is ready/m.test(said)) resolve();
      });
    }
  });
  await Promise.race([ready, ended]);
  return { ended, said: () => said };
}
