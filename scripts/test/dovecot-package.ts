/**
 * Sees to the one system piece that the tests need: a Dovecot server with IMAP and LMTP. On Debian, as root, the
 * missing packages are installed, without starting the system's own mail service. Elsewhere it says why not.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { dovecotAvailable } from '../dovecot.ts';
import { aptGet } from './apt-get.ts';

const packages = ['dovecot-core', 'dovecot-imapd', 'dovecot-lmtpd'];
const policyFile = '/usr/sbin/policy-rc.d';

/** Makes sure of Dovecot: `undefined` when it is there, else the reason why it is missing. `say` tells what is installed. */
export function provideDovecot(say: (line: string) => void): string | undefined {
  if (dovecotAvailable()) return undefined;
  const obstacle = obstacleToInstalling();
  if (obstacle !== undefined) return obstacle;
  say(`Installing Debian packages for the IMAP tests: ${packages.join(', ')} (not started as a system service)`);
  const failure = withoutStartingServices(installPackages);
  if (failure !== undefined) return failure;
  return dovecotAvailable() ? undefined : 'apt-get ended well, but no dovecot with imap and lmtp is there';
}

function obstacleToInstalling(): string | undefined {
  if (!existsSync('/etc/debian_version') || !existsSync('/usr/bin/apt-get')) return 'this is not a Debian system';
  if (process.getuid?.() !== 0) return `not root; run: sudo apt-get install --no-install-recommends ${packages.join(' ')}`;
  return undefined;
}

function installPackages(): string | undefined {
  const install = ['install', '--yes', '--no-install-recommends', ...packages];
  if (listsKnowPackages() && aptGet(install) === undefined) return undefined;
  const failure = aptGet(['update']) ?? aptGet(install);
  // A service manager would start at the next boot what the packages have registered; the tests need no such thing.
  if (failure === undefined && existsSync('/run/systemd/system')) {
    spawnSync('systemctl', ['disable', 'dovecot.service', 'dovecot.socket'], { stdio: 'ignore' });
  }
  return failure;
}

function listsKnowPackages(): boolean {
  const known = spawnSync('apt-cache', ['show', ...packages], { encoding: 'utf8' });
  return known.status === 0 && packages.every((name) => known.stdout.includes(`Package: ${name}\n`));
}

/** Debian's own switch against starting services during installation. An administrator's policy, where there is one, stays. */
function withoutStartingServices<T>(work: () => T): T {
  if (existsSync(policyFile)) return work();
  writeFileSync(policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return work();
  } finally {
    rmSync(policyFile, { force: true });
  }
}
