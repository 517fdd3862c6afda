/** `kakitome letter list`, the newest first. */
import type { Disposition } from '../core/decision.ts';
import type { LetterRow, Store } from '../store/store.ts';
import { readLimit, readOneOf } from './find.ts';
import { mistake } from './mistake.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { letterJson, showDisposition, showTime } from './shapes.ts';
import { table } from './table.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly disposition?: string; readonly waiting?: boolean; readonly limit: string };

export const DISPOSITIONS: readonly Disposition['kind'][] = Object.keys({
  advanced: true,
  answered: true,
  recorded: true,
  'nothing-new': true,
  refused: true,
  'set-aside': true,
} satisfies Record<Disposition['kind'], true>) as Disposition['kind'][];

export const letterList: Verb = (parent, run) =>
  void parent
    .command('list')
    .description('letters, the newest first')
    .option('--disposition <kind>', `only those that ended so: ${DISPOSITIONS.join(', ')}`)
    .option('--waiting', 'only those that are not decided yet')
    .option('--limit <number>', 'at most so many', '50')
    .addHelpText('after', examples('letter list --disposition set-aside', 'letter list --waiting --json'))
    .action(run(listLetters));

async function listLetters(terminal: Terminal, options: Options): Promise<ExitCode> {
  const disposition = options.disposition === undefined ? null : readOneOf('--disposition', options.disposition, DISPOSITIONS);
  if (disposition !== null && options.waiting === true) throw mistake('--waiting', 'also --disposition', 'one of the two: what waits has no disposition yet');
  const limit = readLimit(options.limit);
  return withOffice(terminal, async ({ store, rulebook }) => {
    const letters = options.waiting === true ? await waiting(store, limit) : await store.listLetters({ disposition, stage: null, limit });
    show(terminal, letters.length === 0 ? 'No such letters.' : letterTable(letters, rulebook.bank.timeZone), { letters: letters.map(letterJson) });
    return 0;
  });
}

async function waiting(store: Store, limit: number): Promise<readonly LetterRow[]> {
  const [unread, read] = await Promise.all((['unread', 'read'] as const).map((stage) => store.listLetters({ disposition: null, stage, limit })));
  return [...(unread ?? []), ...(read ?? [])].sort((a, b) => b.letterId - a.letterId).slice(0, limit);
}

export function letterTable(letters: readonly LetterRow[], timeZone: string): string {
  return table(
    [{ title: 'Letter', align: 'right' }, { title: 'Received' }, { title: 'By' }, { title: 'Bytes', align: 'right' }, { title: 'From (unproved)' }, { title: 'Came to' }],
    letters.map((row) => [String(row.letterId), showTime(row.receivedAt, timeZone), row.intake, String(row.size), row.from ?? '-', showOutcome(row, timeZone)]),
  );
}

/** How it ended, or what it waits for. */
export function showOutcome({ disposition, stage, attempts, nextTryAt }: LetterRow, timeZone: string): string {
  if (disposition !== null) return showDisposition(disposition);
  const tries = attempts === 0 ? '' : `, ${attempts} ${attempts === 1 ? 'try' : 'tries'}`;
  return `waiting (${stage}${tries}${nextTryAt === null ? '' : `, next ${showTime(nextTryAt, timeZone)}`})`;
}
