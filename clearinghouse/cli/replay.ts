/** `kakitome replay`: makes every decision again in an empty store and compares ledger and board. Changes nothing. Exit code 1 where anything differs. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDecide } from '../core/decide.ts';
import type { Office } from '../office.ts';
import type { Difference } from '../replay/difference.ts';
import { replay as replayStore, type Replayed } from '../replay/replay.ts';
import { schemes } from '../schemes/index.ts';
import { openSqliteStore } from '../store/sqlite/open.ts';
import { mistake } from './mistake.ts';
import { show, type Json } from './print.ts';
import { withOffice } from './session.ts';
import { beforeSignal } from './signals.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

export const replay: Verb = (parent, run) =>
  void parent
    .command('replay')
    .description('make every decision again from the letters\' readings and the instructions, in an empty store; compare ledger and board; exit code 1 where anything differs')
    .option('--limit <count>', 'so many differences are told', '100')
    .addHelpText('after', examples('replay', 'replay --json --limit 10'))
    .action(run(runReplay));

const BUSY_TIMEOUT = 10_000;
const NOTE_EVERY = 10_000;

type Options = { readonly limit: string };

function runReplay(terminal: Terminal, { limit }: Options): Promise<ExitCode> {
  const most = Number.parseInt(limit, 10);
  if (String(most) !== limit || most < 1) throw mistake('--limit', `"${limit}"`, 'a whole number from 1 on');
  return withOffice(terminal, async (office) => {
    const told: Difference[] = [];
    const replayed = await replayOffice(office, (difference) => void (told.length < most && told.push(difference)), (decisions) => {
      if (decisions % NOTE_EVERY < 256) terminal.note(`${decisions} decisions made again`);
    });
    show(terminal, replayText(replayed, told), replayShape(replayed, told));
    return replayed.differences === 0 ? 0 : 1;
  });
}

/** The rebuilt store is sealed with a key that nobody keeps, and is gone at the end, also where a signal ends it. */
async function replayOffice(office: Office, tell: (difference: Difference) => void, progress: (decisions: number) => void): Promise<Replayed> {
  let folder: string | null = null;
  // Other threads may begin a file in it meanwhile.
  const remove = (): void => void (folder !== null && rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  // Before there is a folder: a signal between the two would leave it.
  const over = beforeSignal(remove);
  try {
    folder = mkdtempSync(join(tmpdir(), 'kakitome-replay-'));
    const rebuilt = await openSqliteStore({ path: join(folder, 'rebuilt.db'), letterKey: randomBytes(32), busyTimeoutMs: BUSY_TIMEOUT });
    try {
      return await replayStore({ kept: office.store, rebuilt, decide: makeDecide(schemes), keys: office.rulebook.keys, assumed: office.rulebook, tell, progress });
    } finally {
      await rebuilt.close();
    }
  } finally {
    remove();
    over();
  }
}

function replayText({ decisions, underAssumedRules, differences, logs, leaves, finished }: Replayed, told: readonly Difference[]): string {
  const lines = told.flatMap(({ place, kept, replayed }) => [`${place}`, `  kept      ${kept}`, `  replayed  ${replayed}`]);
  return [
    `${decisions} decisions were made again.${leaves === 0 ? '' : ` ${leaves} leaves of the public board in ${logs} ${logs === 1 ? 'log' : 'logs'} were hashed again.`}`,
    ...(underAssumedRules === 0 ? [] : [`Of ${underAssumedRules} it was not kept under which configuration they were made: they were made again under the present one.`]),
    ...(differences === 0 ? ['Ledger and board are the same.'] : [`DIFFERENT (${differences}${told.length < differences ? `, the first ${told.length} are told` : ''})`, ...lines]),
    ...(finished ? [] : ['What follows the last of these was not looked at.']),
  ].join('\n');
}

const replayShape = (replayed: Replayed, told: readonly Difference[]): Json => ({ ok: replayed.differences === 0, ...replayed, told: told.map((difference) => ({ ...difference })) });
