/** `kakitome letter import`: mails from files, byte for byte, as if they had come in. */
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { hintsOf } from '../mail/hints.ts';
import { storePath } from '../database.ts';
import type { Office } from '../office.ts';
import type { LetterRow } from '../store/store.ts';
import { runningDaemon } from './daemon-lock.ts';
import { readPastTime } from './find.ts';
import { instruct, userName } from './instruct.ts';
import { showOutcome } from './letter-list.ts';
import { workOff } from './letter-work.ts';
import { mistake } from './mistake.ts';
import { show } from './print.ts';
import { reportTo, withOffice } from './session.ts';
import { letterJson } from './shapes.ts';
import { table } from './table.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly receivedAt?: string };
type Read = { readonly file: string; readonly bytes: Uint8Array };
type Kept = { readonly file: string; readonly letterId: number; readonly duplicate: boolean };

export const letterImport: Verb = (parent, run) =>
  void parent
    .command('import')
    .description('take mails from files (.eml, byte for byte), check and decide them like any other')
    .argument('<file...>', 'one mail each')
    .option('--received-at <time>', 'when the mailbox had them, with its zone; stands in the journal with your user name (default: now)')
    .addHelpText('after', examples('letter import order.eml', 'letter import lost/*.eml --received-at 2026-11-20T18:00:00+09:00'))
    .action(run(importLetters));

function importLetters(terminal: Terminal, files: readonly string[], options: Options): Promise<ExitCode> {
  return withOffice(terminal, async (office) => {
    const receivedAt = options.receivedAt === undefined ? office.clock.now() : readPastTime('--received-at', options.receivedAt, office.clock.now());
    // All are read before the first is kept: a wrong name in the list changes nothing.
    const read = files.map((file) => readMail(file, office.config.intake.max_bytes));
    const kept: Kept[] = [];
    for (const mail of read) kept.push(await keep(office, mail, receivedAt));
    const daemon = await isDaemonRunning(office);
    if (!daemon) await workOff(office, reportTo(terminal));
    const rows = await outcomes(office, kept, daemon ? PATIENCE : 0);
    print(terminal, kept, rows, office.rulebook.bank.timeZone);
    return 0;
  });
}

/** Whether somebody else reads and decides what is kept here. On a server: on whatever machine. */
async function isDaemonRunning({ config, spread, clock }: Office): Promise<boolean> {
  if (spread === null) return runningDaemon(storePath(config)) !== null;
  const roles = (await spread.processes(clock.now())).flatMap((process) => process.roles.split(','));
  return roles.includes('read') && roles.includes('clear');
}

function readMail(file: string, most: number): Read {
  const bytes = readBytes(file);
  if (bytes.length === 0) throw mistake(file, 'an empty file', 'one mail');
  if (bytes.length > most) throw mistake(file, `${bytes.length} bytes`, `at most ${most} (intake.max_bytes)`);
  return { file, bytes };
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw mistake(file, (error as NodeJS.ErrnoException).code ?? String(error), 'a file that can be read (nothing was imported)');
  }
}

async function keep(office: Office, { file, bytes }: Read, receivedAt: number): Promise<Kept> {
  const envelope = { from: null, to: [], clientAddress: null, helo: null };
  const { letterId, duplicate } = await office.store.keepLetter({ bytes, receivedAt, intake: 'file', envelope, place: null }, hintsOf(bytes), office.clock.now());
  if (!duplicate) await instruct(office, { kind: 'import-letter', letterId, receivedAt, by: [userName()] }, file);
  return { file, letterId, duplicate };
}

const LOOK_AGAIN = 200;
/** How often a running daemon's work is waited for: half a minute in all. */
const PATIENCE = 150;

async function outcomes({ store }: Office, kept: readonly Kept[], patience: number): Promise<readonly (LetterRow | null)[]> {
  for (let left = patience; ; left -= 1) {
    const rows = await Promise.all(kept.map(async ({ letterId }) => (await store.findLetter(letterId))?.row ?? null));
    if (left <= 0 || rows.every((row) => row?.disposition != null)) return rows;
    await pause(LOOK_AGAIN);
  }
}

function print(terminal: Terminal, kept: readonly Kept[], rows: readonly (LetterRow | null)[], timeZone: string): void {
  const outcome = (at: number): string => {
    const row = rows[at];
    return row == null ? 'not there' : showOutcome(row, timeZone);
  };
  const text = table(
    [{ title: 'File' }, { title: 'Letter', align: 'right' }, { title: '' }, { title: 'Came to' }],
    kept.map(({ file, letterId, duplicate }, at) => [file, String(letterId), duplicate ? 'had been kept already' : 'kept', outcome(at)]),
  );
  show(terminal, text, {
    letters: kept.map(({ file, duplicate, letterId }, at) => {
      const row = rows[at];
      return { file, duplicate, ...(row == null ? { letter: letterId } : letterJson(row)) };
    }),
  });
}
