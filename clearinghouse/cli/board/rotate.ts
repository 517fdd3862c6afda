/** `kakitome board rotate`: the yearly turn. Ends the log with a final checkpoint and begins the next one with it. */
import { setTimeout } from 'node:timers/promises';
import { openDirectory } from '../../../bulletin-board/directory.ts';
import type { BoardReport, LogRow } from '../../../bulletin-board/ports.ts';
import { LEASE } from '../../../bulletin-board/sequencer/leader.ts';
import { openLog, requireKeys } from '../../../bulletin-board/sequencer/opening.ts';
import { cosignersOf, openSequencer, readWitnesses } from '../../board.ts';
import { beginLog, boardFolder, currentLog, isFreeName, originOf, signerOf, yearOf } from '../../board-logs.ts';
import type { Office } from '../../office.ts';
import { mistake } from '../mistake.ts';
import { show } from '../print.ts';
import { reportTo, withOffice } from '../session.ts';
import { examples, type ExitCode, type Terminal, type Verb } from '../verb.ts';
import { requireBoard, requireLogName } from './require-board.ts';
import { rotateLost } from './rotate-lost.ts';

export const boardRotate: Verb = (parent, run) =>
  void parent
    .command('rotate')
    .description('the yearly turn: end the log with a final checkpoint and begin the next, which begins with it; old receipts stay good. Safe to repeat')
    .option('--name <name>', 'the name of the next log (default: this year)')
    .option('--lost', 'the newest database, or the key of the log, is lost for good: give the log up as it is published, without an entry that ends it; first stop `kakitome start`')
    .addHelpText('after', examples('board rotate', 'board rotate --name 2027b'))
    .action(run(rotate));

type Options = { readonly name?: string; readonly lost?: true };

const PATIENCE = 60_000;
const LOOK = 250;

function rotate(terminal: Terminal, { name, lost }: Options): Promise<ExitCode> {
  if (name !== undefined) requireLogName(name);
  return withOffice(terminal, async (office) => {
    requireBoard(office.config);
    const before = currentLog(await office.store.listLogs());
    if (before === undefined) throw mistake('board rotate', 'no log', 'one that can end (`kakitome board begin` makes the first)');
    return lost === true ? giveUpLost(terminal, office, name, before) : turnOnce(terminal, office, name ?? yearOf(office.clock.now()), before);
  });
}

async function turnOnce(terminal: Terminal, office: Office, name: string, before: LogRow): Promise<ExitCode> {
  const { store, config } = office;
  if (before.state === 'active' && before.origin === originOf(config, name)) return showDone(terminal, before);
  await requireTurnable(terminal, office, before);
  const begun = (await store.listLogs()).find((log) => log.state === 'next')?.origin ?? (await begin(office, name));
  terminal.note(`${before.origin} ends, ${begun} begins`);
  await turn(terminal, office, begun);
  return showTurned(terminal, office, [before.origin], begun, '');
}

async function giveUpLost(terminal: Terminal, office: Office, name: string | undefined, before: LogRow): Promise<ExitCode> {
  const done = await rotateLost({ office, report: boardReport(terminal), nameNext: async () => freeName(office, name) });
  if (done === null) {
    if (name !== undefined && before.origin === originOf(office.config, name)) return showDone(terminal, before);
    throw mistake('board rotate --lost', `the key of ${before.origin}, and in the database all that is published of it`, 'one of them lost (nothing is lost: run `kakitome board rotate` without --lost)');
  }
  const unknown = done.unknown === 0 ? '' : `\nOf its published entries ${done.unknown} are not in this database; \`kakitome board monitor --full\` says so too. Whoever has their receipts can prove them.`;
  const takenBack = done.takenBack === 0 ? '' : `\n${done.takenBack} entries that were not published yet go to the next log.`;
  return showTurned(terminal, office, done.ended, done.active, `${unknown}${takenBack}`);
}

/** A repetition after all was done. */
function showDone(terminal: Terminal, log: LogRow): ExitCode {
  show(terminal, `${log.origin} goes on: the board has turned to it already, and nothing is left to do (a second log of a year: --name 2027b).`, { ended: null, active: log.origin, keys: log.keys });
  return 0;
}

async function showTurned(terminal: Terminal, office: Office, ended: readonly string[], active: string, more: string): Promise<ExitCode> {
  const next = (await office.store.listLogs()).find((log) => log.origin === active);
  if (next === undefined) throw new Error(`the log ${active} is not in the database`);
  const keys = next.keys.map((key) => `  ${key}`).join('\n');
  show(terminal, `${ended.join(' and ')} ${ended.length === 1 ? 'has' : 'have'} ended; ${active} goes on from it.${more}\nIts keys, to be made known and copied like the first ones:\n${keys}`, { ended: ended.at(-1) ?? null, active, keys: next.keys });
  return 0;
}

/** A log that can't be signed for would stay between two states: nothing is begun then. One that is being published was looked at by whoever does it. */
async function requireTurnable(terminal: Terminal, { store, config, clock, chance }: Office, log: LogRow): Promise<void> {
  const signer = signerOf(config, log.origin);
  requireKeys(log, signer);
  const holder = `${process.pid}-${chance.seed().slice(0, 12)}`;
  if ((await store.lead(holder, clock.now(), clock.now() + LEASE)) === 'refused') return;
  try {
    const row = (await store.listLogs()).find(({ origin }) => origin === log.origin) ?? log;
    await openLog({ store, root: openDirectory(boardFolder(config)), report: boardReport(terminal), signerOf: () => signer, cosigners: cosignersOf(readWitnesses(config)) }, row);
  } finally {
    await store.unlead(holder);
  }
}

async function begin(office: Office, name: string): Promise<string> {
  return (await beginLog(office, await freeName(office, name))).origin;
}

/** The name that was asked for; where none was, the first of this year that no log has and no key. */
async function freeName({ config, store, clock }: Office, asked: string | undefined): Promise<string> {
  const year = yearOf(clock.now());
  const logs = await store.listLogs();
  const free = asked ?? ['', ...'bcdefghijklmnopqrstuvwxyz'].map((letter) => `${year}${letter}`).find((name) => isFreeName(config, logs, name));
  if (free === undefined || logs.some(({ origin }) => origin === originOf(config, free))) throw mistake('--name', `the log ${originOf(config, asked ?? year)} already`, 'a name that no log has (for a second log of a year: --name 2027b)');
  return free;
}

const boardReport = (terminal: Terminal): BoardReport => (level, code, detail) => reportTo(terminal)(level, code, { detail: JSON.stringify(detail) });

/** The daemon does it, where one runs; else it is done here. Both are the same sequencer, and only one of them leads. */
async function turn(terminal: Terminal, office: Office, begun: string): Promise<void> {
  const sequencer = openSequencer(office, readWitnesses(office.config), boardReport(terminal));
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
