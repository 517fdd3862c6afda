/** `kakitome-merchant start`: the agent in this process until a signal ends it, or once. */
import { databasePath, loadConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { makeLog } from '../log.ts';
import type { Log } from '../log.ts';
import { runOnce, startAgent } from '../main.ts';
import { mailboxName } from '../mailboxes.ts';
import { takeDaemonLock } from '../store/open.ts';
import { mistake } from './mistake.ts';
import { show } from './print.ts';
import { requireDatabase } from './session.ts';
import { examples } from './verb.ts';
import type { ExitCode, Terminal, Verb } from './verb.ts';

type Options = { readonly once?: boolean };

export const start: Verb = (parent, run) =>
  void parent
    .command('start')
    .description('watch the mailbox, forward orders, tell to ship, until SIGTERM or Ctrl-C; a second signal ends at once')
    .option('--once', 'read every mailbox to its end, do what is due now, and end (for cron); exit code 1 where a mailbox could not be read')
    .addHelpText('after', examples('start', 'start --once --config shop/merchant.toml'))
    .action(run(startAgentVerb));

async function startAgentVerb(terminal: Terminal, { once = false }: Options): Promise<ExitCode> {
  const config = loadConfig(terminal.config);
  requireDatabase(config);
  const release = takeDaemonLock(databasePath(config));
  if (release === null) throw mistake(databasePath(config), 'another `kakitome-merchant start` working on it', 'one at a time (stop that one, or use another store.path)');
  const log = makeLog(config.log.level);
  process.on('uncaughtExceptionMonitor', log.fatal);
  try {
    return once ? await workOnce(terminal, config, log) : await work(terminal, config, log);
  } finally {
    process.off('uncaughtExceptionMonitor', log.fatal);
    release();
  }
}

async function workOnce(terminal: Terminal, config: Config, log: Log): Promise<ExitCode> {
  const troubles = await runOnce(config, log.report);
  show(terminal, troubles.length === 0 ? 'Done.' : troubles.join('\n'), { done: troubles.length === 0, troubles });
  return troubles.length === 0 ? 0 : 1;
}

async function work(terminal: Terminal, config: Config, log: Log): Promise<ExitCode> {
  const signals = listenForSignals();
  const agent = await startAgent(config, log.report);
  try {
    const ways = [...config.mailbox.imap.map((mailbox) => `IMAP ${mailboxName(mailbox)}`), ...(agent.lmtpPort === null ? [] : [`LMTP ${config.mailbox.lmtp?.listen.host ?? ''}:${agent.lmtpPort}`])];
    show(terminal, `kakitome-merchant is ready: ${ways.join(', ')}. SIGTERM or Ctrl-C ends it.`, { ready: true, lmtp: agent.lmtpPort, imap: config.mailbox.imap.map(mailboxName) });
    log.report('info', 'ready', { lmtp: agent.lmtpPort });
    // A fault of a step ends the daemon: what is durable is whole, and whoever starts it again goes on from there.
    const ending = await Promise.race([signals.first, agent.ended.then(() => 'ended')]);
    log.report('info', 'stopping', { signal: ending });
  } finally {
    await agent.stop();
    signals.stop();
  }
  log.report('info', 'stopped', {});
  return 0;
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
