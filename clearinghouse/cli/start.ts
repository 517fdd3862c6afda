/** `kakitome start`: the clearinghouse, all of it or some of its roles, until a signal ends it. */
import { loadConfig, requireRestorePast, type Config } from '../config.ts';
import { isOnServer, lookAtPages, requireStore, storePath } from '../database.ts';
import type { Clearinghouse } from '../main.ts';
import { systemClock } from '../office.ts';
import { parseRoles, ROLES, type Role } from '../roles.ts';
import { takeDaemonLock } from './daemon-lock.ts';
import { quoted } from './find.ts';
import { makeLog, type Log } from './log.ts';
import { TELEPHONE_MISSING } from './kakitome-toml.ts';
import { mistake } from './mistake.ts';
import { tellOwnClock } from './own-clock.ts';
import { show } from './print.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

export const start: Verb = (parent, run) =>
  void parent
    .command('start')
    .description('run the clearinghouse until SIGTERM or Ctrl-C: intake ends first, work in hand is finished; a second signal ends at once')
    .option('--role <roles>', `only some of ${ROLES.join(',')}, where store.url is set; other processes do the others, and any number the same (default: all)`)
    .addHelpText('after', examples('start', 'start --config /srv/bank/kakitome.toml', 'start --role receive', 'start --role read,clear,send'))
    .action(run(startDaemon));

type Options = { readonly role?: string };

async function startDaemon(terminal: Terminal, options: Options): Promise<ExitCode> {
  const config = loadConfig(terminal.config);
  requireRestorePast(config, systemClock.now());
  const roles = rolesOf(config, options);
  requireStore(config);
  // On a server any number of processes may work; what one alone may do they lease from each other.
  const release = isOnServer(config) ? (): void => undefined : takeDaemonLock(storePath(config));
  // Also where the process ends by a fault or a second signal.
  process.once('exit', release);
  const log = makeLog(config.log.level);
  const stopWatching = watchFaults(log);
  const signals = listenForSignals();
  try {
    // What is damaged would be written over, and every copy that is made from here on with it.
    lookAtPages(config);
    // All other verbs do without the mail libraries, which take longest to load.
    const { startClearinghouse } = await import('../main.ts');
    const house = await startClearinghouse(config, log.report, {}, roles);
    show(terminal, readyLine(house, config, roles), { ready: true, roles, ports: house.ports, imap: imapOf(config, roles).map(({ user, host, port }) => `${user} at ${host}:${port}`) });
    log.report('info', 'ready', house.ports);
    tellPlaceholder(config, log);
    void tellOwnClock(house.office.store, house.office.clock.now(), log.report);
    log.report('info', 'stopping', { signal: await signals.first });
    await house.stop();
    log.report('info', 'stopped', {});
    return 0;
  } finally {
    signals.stop();
    stopWatching();
    release();
  }
}

/** Customers see it on the first day. */
function tellPlaceholder({ bank }: Config, { report }: Log): void {
  if (bank.telephone === TELEPHONE_MISSING) report('warn', 'telephone-not-set', { key: 'bank.telephone', advice: 'each mail to a customer shows the placeholder of init' });
}

function rolesOf(config: Config, { role }: Options): readonly Role[] {
  if (role === undefined) return ROLES;
  const roles = parseRoles(role);
  if ('unknown' in roles) throw mistake('--role', quoted(roles.unknown), `some of ${ROLES.join(', ')}, with commas between them`);
  if (!isOnServer(config)) throw mistake('--role', `${role} while the database is a file`, `no --role, or store.url in ${config.file}: on a file one process does all (\`kakitome store copy\` takes it to a server)`);
  return roles;
}

const imapOf = ({ intake }: Config, roles: readonly Role[]): Config['intake']['imap'] => (roles.includes('receive') ? intake.imap : []);

/** A fault that ends the process is in the log with its stack; how it ends is index.ts' affair. */
function watchFaults(log: Log): () => void {
  process.on('uncaughtExceptionMonitor', log.fatal);
  return () => void process.off('uncaughtExceptionMonitor', log.fatal);
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

function listenForSignals(): { readonly first: Promise<string>; readonly stop: () => void } {
  const { promise, resolve } = Promise.withResolvers<string>();
  let asked = false;
  const listener = (signal: string): void => {
    if (asked) process.exit(1);
    asked = true;
    resolve(signal);
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return {
    first: promise,
    stop: () => {
      for (const signal of SIGNALS) process.off(signal, listener);
    },
  };
}

function readyLine({ ports }: Clearinghouse, config: Config, roles: readonly Role[]): string {
  const { intake, board } = config;
  const ways = [
    ports.lmtp === null ? [] : [`LMTP ${intake.lmtp?.listen.host}:${ports.lmtp}`],
    ports.smtp === null ? [] : [`SMTP ${intake.smtp?.listen.host}:${ports.smtp}`],
    imapOf(config, roles).map(({ user, host, port }) => `IMAP ${user} at ${host}:${port}`),
    ports.console === null ? [] : [`console ${config.console?.listen.host}:${ports.console}`],
    ports.site === null ? [] : [`board ${board.site?.listen.host}:${ports.site}`],
  ].flat();
  const does = roles.length === ROLES.length ? [] : [`role ${roles.join(', ')}`];
  return `kakitome is ready: ${[...does, ...ways].join(', ')}. SIGTERM or Ctrl-C ends it.`;
}
