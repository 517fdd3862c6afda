/** `kakitome start`: the clearinghouse, all roles in this process, until a signal ends it. */
import { loadConfig, type Config } from '../config.ts';
import { storePath } from '../office.ts';
import type { Clearinghouse } from '../main.ts';
import { takeDaemonLock } from './daemon-lock.ts';
import { makeLog, type Log } from './log.ts';
import { requireDatabase } from './session.ts';
import { show } from './print.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

export const start: Verb = (parent, run) =>
  void parent
    .command('start')
    .description('run the clearinghouse until SIGTERM or Ctrl-C: intake ends first, work in hand is finished; a second signal ends at once')
    .addHelpText('after', examples('start', 'start --config /srv/bank/kakitome.toml'))
    .action(run(startDaemon));

async function startDaemon(terminal: Terminal): Promise<ExitCode> {
  const config = loadConfig(terminal.config);
  requireDatabase(config);
  const release = takeDaemonLock(storePath(config));
  // Also where the process ends by a fault or a second signal.
  process.once('exit', release);
  const log = makeLog(config.log.level);
  const stopWatching = watchFaults(log);
  const signals = listenForSignals();
  try {
    // All other verbs do without the mail libraries, which take longest to load.
    const { startClearinghouse } = await import('../main.ts');
    const house = await startClearinghouse(config, log.report);
    show(terminal, readyLine(house, config), { ready: true, ports: house.ports, imap: config.intake.imap.map(({ user, host, port }) => `${user} at ${host}:${port}`) });
    log.report('info', 'ready', house.ports);
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

function readyLine({ ports }: Clearinghouse, config: Config): string {
  const { intake, board } = config;
  const ways = [
    ports.lmtp === null ? [] : [`LMTP ${intake.lmtp?.listen.host}:${ports.lmtp}`],
    ports.smtp === null ? [] : [`SMTP ${intake.smtp?.listen.host}:${ports.smtp}`],
    intake.imap.map(({ user, host, port }) => `IMAP ${user} at ${host}:${port}`),
    ports.console === null ? [] : [`console ${config.console?.listen.host}:${ports.console}`],
    ports.site === null ? [] : [`board ${board.site?.listen.host}:${ports.site}`],
  ].flat();
  return `kakitome is ready: ${ways.join(', ')}. SIGTERM or Ctrl-C ends it.`;
}
