import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

/**
 * A private Dovecot 2.3 for tests: own configuration, certificate, state and mailboxes below one folder, on free ports of 127.0.0.1, IMAPS and LMTP.
 * Nothing of the machine's own Dovecot is read or changed. As root the mailboxes belong to `nobody`, since Dovecot serves no mail as root.
 */

export type DovecotUser = { readonly user: string; readonly password: string };

export type TestDovecot = {
  readonly imapsPort: number;
  readonly lmtpPort: number;
  /** The certificate that signs itself, for 127.0.0.1 and localhost. */
  readonly caPem: string;
  /** Ends all connections and the server; the mailboxes stay. */
  readonly halt: () => Promise<void>;
  /** After `halt`: the same server on the same ports. */
  readonly resume: () => Promise<void>;
  /** Ends the server and removes every file that it had. */
  readonly stop: () => Promise<void>;
};

const SERVERS = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/opt/dovecot/sbin'];
const PROGRAMS = ['/usr/lib/dovecot', '/usr/libexec/dovecot', '/usr/local/libexec/dovecot', '/opt/homebrew/opt/dovecot/libexec/dovecot'];
const NOBODY = 65_534;
const START_TRIES = 200;
const START_STEP_MS = 50;
const END_MS = 10_000;

const binary = (): string | undefined => SERVERS.map((folder) => join(folder, 'dovecot')).find((path) => existsSync(path));

/** Whether Dovecot is installed, with IMAP and LMTP. */
export const dovecotAvailable = (): boolean => binary() !== undefined && PROGRAMS.some((folder) => existsSync(join(folder, 'imap')) && existsSync(join(folder, 'lmtp')));

/** `dir` must exist, and everybody must be able to pass through it. Rejects with the server's own log where it does not come up. */
export async function startDovecot({ dir, users }: { readonly dir: string; readonly users: readonly DovecotUser[] }): Promise<TestDovecot> {
  const home = join(dir, 'dovecot');
  mkdirSync(home, { mode: 0o755 });
  chmodSync(dir, 0o755);
  makeCertificate(home);
  const asRoot = userInfo().uid === 0;
  for (const { user } of users) {
    mkdirSync(join(home, 'mail', user), { recursive: true });
    if (asRoot) chownSync(join(home, 'mail', user), NOBODY, NOBODY);
  }
  writeFileSync(join(home, 'users'), users.map(({ user, password }) => `${user}:{PLAIN}${password}\n`).join(''), { mode: 0o644 });
  const [imapsPort, lmtpPort] = [await freePort(), await freePort()];
  writeFileSync(join(home, 'dovecot.conf'), configuration(home, imapsPort, lmtpPort, asRoot));
  let master = await launch(home, [imapsPort, lmtpPort]);
  return {
    imapsPort,
    lmtpPort,
    caPem: readFileSync(join(home, 'cert.pem'), 'utf8'),
    halt: () => end(master),
    resume: async () => {
      master = await launch(home, [imapsPort, lmtpPort]);
    },
    stop: async () => {
      await end(master);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function makeCertificate(home: string): void {
  const names = 'subjectAltName=IP:127.0.0.1,DNS:localhost';
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', '/CN=localhost', '-addext', names, '-keyout', join(home, 'key.pem'), '-out', join(home, 'cert.pem')],
    { stdio: 'pipe' },
  );
}

function configuration(home: string, imapsPort: number, lmtpPort: number, asRoot: boolean): string {
  const own = userInfo();
  const mail = asRoot ? { uid: NOBODY, gid: NOBODY } : { uid: own.uid, gid: own.gid };
  return [general(home), mailboxes(home, mail.uid, mail.gid), services(imapsPort, lmtpPort), asRoot ? '' : unprivileged(own.username)].join('\n');
}

/** Without root nothing can change its user or its root folder, so every service is who we are. */
const unprivileged = (username: string): string => `
default_internal_user = ${username}
default_login_user = ${username}
default_internal_group = ${execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim()}
${['anvil', 'imap-login', 'stats'].map((service) => `service ${service} {\n  chroot =\n}`).join('\n')}
`;

const general = (home: string): string => `
base_dir = ${home}/run
state_dir = ${home}/state
log_path = ${home}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = required
ssl_cert = <${home}/cert.pem
ssl_key = <${home}/key.pem
auth_mechanisms = plain login
auth_failure_delay = 0
mail_fsync = never
`;

const mailboxes = (home: string, uid: number, gid: number): string => `
mail_home = ${home}/mail/%u
mail_location = maildir:~/Maildir
mail_uid = ${uid}
mail_gid = ${gid}
first_valid_uid = ${uid}
passdb {
  driver = passwd-file
  args = username_format=%u ${home}/users
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${home}/mail/%u
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Junk {
    auto = create
    special_use = \\Junk
  }
}
`;

/** A wrong password in one test must not slow down the logins of the others, which come from the same address: hence no penalty. */
const services = (imapsPort: number, lmtpPort: number): string => `
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = ${imapsPort}
    ssl = yes
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtpPort}
  }
}
`;

/** Runs the server until its own input ends, which it also does when we are killed. */
const TETHER = '"$0" -F -c "$1" & server=$!; exec 3<&0; (cat <&3 >/dev/null; kill $server) & wait $server';

/** In its own process group, so that its end can be made sure of with all that it has started. */
async function launch(home: string, ports: readonly number[]): Promise<ChildProcess> {
  const complaints = openSync(join(home, 'start.log'), 'a');
  const master = spawn('/bin/sh', ['-c', TETHER, binary() ?? 'dovecot', join(home, 'dovecot.conf')], { stdio: ['pipe', 'ignore', complaints], detached: true });
  closeSync(complaints);
  const log = (): string => ['start.log', 'dovecot.log'].map((name) => join(home, name)).filter((path) => existsSync(path)).map((path) => readFileSync(path, 'utf8')).join('');
  for (let tries = 0; tries < START_TRIES; tries += 1) {
    if (master.exitCode !== null || master.signalCode !== null) break;
    if ((await Promise.all(ports.map(answers))).every(Boolean)) return master;
    await new Promise((resolve) => setTimeout(resolve, START_STEP_MS));
  }
  killGroup(master);
  throw new Error(`Dovecot did not start: ${log()}`);
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function end(master: ChildProcess): Promise<void> {
  if (master.exitCode !== null || master.signalCode !== null) return;
  const gone = once(master, 'exit');
  master.stdin?.end();
  const force = setTimeout(() => killGroup(master), END_MS);
  await gone;
  clearTimeout(force);
  // Its children end by themselves, unless one hangs.
  killGroup(master);
}

function killGroup(master: ChildProcess): void {
  if (master.pid === undefined) return;
  try {
    process.kill(-master.pid, 'SIGKILL');
  } catch {
    // No process of the group is left.
  }
}
