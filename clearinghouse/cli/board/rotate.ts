/** `kakitome board rotate`: the yearly turn. Ends the log with a final checkpoint and begins the next one with it. */
import { setTimeout } from 'node:timers/promises';
import { openSequencer, readWitnesses } from '../../board.ts';
import { abandonLog, beginLog, currentLog, requireLost, yearOf } from '../../board-logs.ts';
import type { Office } from '../../office.ts';
import { mistake } from '../mistake.ts';
import { show } from '../print.ts';
import { reportTo, withOffice } from '../session.ts';
import { examples, type ExitCode, type Terminal, type Verb } from '../verb.ts';
import { requireBoard } from './require-board.ts';

export const boardRotate: Verb = (parent, run) =>
  void parent
    .command('rotate')
    .description('the yearly turn: end the log with a final checkpoint and begin the next, which begins with it; old receipts stay good. Safe to repeat')
    .option('--name <name>', 'the name of the next log (default: this year)')
    .option('--lost', 'the newest database is lost for good: give the log up as it is published, without an entry that ends it')
    .addHelpText('after', examples('board rotate', 'board rotate --name 2027b'))
    .action(run(rotate));

type Options = { readonly name?: string; readonly lost?: true };

const PATIENCE = 60_000;
const LOOK = 250;

function rotate(terminal: Terminal, { name, lost }: Options): Promise<ExitCode> {
  return withOffice(terminal, async (office) => {
    requireBoard(office.config);
    const logs = await office.store.listLogs();
    const before = currentLog(logs);
    if (before === undefined) throw mistake('board rotate', 'no log', 'one that can end (`kakitome board begin` makes the first)');
    if (lost === true) await requireLost(office, before.origin);
    const begun = logs.find((log) => log.state === 'next')?.origin ?? (await begin(office, name, before.origin));
    terminal.note(`${before.origin} ends, ${begun} begins`);
    if (lost === true) await abandonLog(office, before.origin, begun);
    else await turn(terminal, office, begun);
    const next = (await office.store.listLogs()).find((log) => log.origin === begun);
    if (next === undefined) throw new Error(`the log ${begun} is not in the database`);
    show(terminal, `${before.origin} has ended; ${next.origin} goes on from it.\nIts keys, to be made known and copied like the first ones:\n${next.keys.map((key) => `  ${key}`).join('\n')}`, { ended: before.origin, active: next.origin, keys: next.keys });
    return 0;
  });
}

async function begin(office: Office, name: string | undefined, before: string): Promise<string> {
  const chosen = name ?? yearOf(office.clock.now());
  if (!/^[0-9]{4}[a-z0-9-]{0,20}$/.test(chosen)) throw mistake('--name', JSON.stringify(chosen), 'a year, which lower-case letters may follow, such as 2027 or 2027b');
  if ((await office.store.listLogs()).some((log) => log.origin.endsWith(`/${chosen}`))) throw mistake('board rotate', `the log ${before} of this year already`, 'a name that no log has (for a second log of a year: --name 2027b)');
  return (await beginLog(office, chosen)).origin;
}

/** The daemon does it, where one runs; else it is done here. Both are the same sequencer, and only one of them leads. */
async function turn(terminal: Terminal, office: Office, begun: string): Promise<void> {
  const sequencer = openSequencer(office, readWitnesses(office.config), (level, code, detail) => reportTo(terminal)(level, code, { detail: JSON.stringify(detail) }));
  try {
    await sequencer.start();
    for (const until = office.clock.now() + PATIENCE; office.clock.now() < until; await setTimeout(LOOK)) {
      while (await sequencer.round());
      if ((await office.store.listLogs()).some((log) => log.origin === begun && log.state === 'active')) return;
    }
  } finally {
    await sequencer.stop();
  }
  throw mistake('board rotate', `no end of the old log within ${PATIENCE / 1000} seconds`, 'a sequencer that works (see `kakitome board status`; the turn goes on by itself as soon as it can)');
}
