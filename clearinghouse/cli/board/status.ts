/** `kakitome board status`: the logs, how far they are published, what waits. */
import { openCheckpoint } from '../../../bulletin-board/format/checkpoint.ts';
import { parseKey } from '../../../bulletin-board/format/key.ts';
import { parseNote, parseSignatureLine } from '../../../bulletin-board/format/note.ts';
import type { LogRow } from '../../../bulletin-board/ports.ts';
import { show, type Json } from '../print.ts';
import { withOffice } from '../session.ts';
import { showSpan, showTime, timeJson } from '../shapes.ts';
import { labelled } from '../table.ts';
import { examples, type ExitCode, type Terminal, type Verb } from '../verb.ts';

export const boardStatus: Verb = (parent, run) =>
  void parent
    .command('status')
    .description('the logs of the board: size, what is published, what waits; exit code 1 while an entry waits for more than an hour')
    .addHelpText('after', examples('board status', 'board status --json'))
    .action(run(status));

const STALLED_AFTER = 3_600_000;
const CLOCK_STEP = 5_000;

function status(terminal: Terminal): Promise<ExitCode> {
  return withOffice(terminal, async ({ store, clock, rulebook }) => {
    const logs = await store.listLogs();
    const waiting = await store.waitingEntries();
    const zone = rulebook.bank.timeZone;
    const age = waiting === null ? 0 : clock.now() - waiting.oldestAt;
    const line = waiting === null ? 'Nothing waits for publication.' : `${waiting.count} entries wait for publication, the oldest for ${showSpan(age)}.`;
    const text = logs.length === 0 ? `This bank has no board yet (\`kakitome board begin\`). ${line}` : [...logs.map((log) => logText(log, zone, clock.now())), line].join('\n\n');
    show(terminal, text, { logs: logs.map(logShape), waiting: waiting === null ? null : { entries: waiting.count, oldest: timeJson(waiting.oldestAt) } });
    return age > STALLED_AFTER ? 1 : 0;
  });
}

/** Names of those who have cosigned the head, as their lines say. */
const cosigners = ({ head }: LogRow): readonly string[] => (head?.cosignatures ?? []).map((line) => parseSignatureLine(line).name);

function logText(log: LogRow, zone: string, now: number): string {
  const { head } = log;
  return labelled([
    [log.origin, log.adoptedFrom === null ? log.state : `${log.state}: given up as it was published`],
    ['entries', `${log.publishedSize} published, ${head?.size ?? 0} signed, ${log.assigned} numbered`],
    ['head', head === null ? 'none yet' : `${showTime(head.signedAt, zone)}, ${signatureWords(log)}`],
    ...(head !== null && head.signedAt > now + CLOCK_STEP ? [['clock', `this machine's is ${showSpan(head.signedAt - now)} behind the head: until it is past it, heads are signed with that time, and all goes on`] as const] : []),
    ['cosigned by', cosigners(log).join(', ') || 'nobody'],
    ['began', showTime(log.beganAt, zone)],
    ...(log.endedAt === null ? [] : [['ended', showTime(log.endedAt, zone)] as const]),
    ['promise', log.retention],
    ...log.keys.map((key, at) => [at === 0 ? 'key' : '', key.length > 100 ? `${key.slice(0, 60)}… (ML-DSA-44)` : key] as const),
  ]);
}

/** The stored head is looked at with the log's keys: what is shown as signed is signed. */
function signatureWords({ head, keys }: LogRow): string {
  if (head === null) return '';
  try {
    const opened = openCheckpoint(head.note, { log: keys.map(parseKey), witnesses: [] });
    return `${parseNote(head.note).signatures.length} signatures, ${opened.logKeys.length} verified`;
  } catch (error) {
    return `NOT signed by this log: ${error instanceof Error ? error.message : String(error)}`;
  }
}

const logShape = (log: LogRow): Json => ({
  origin: log.origin,
  state: log.state,
  keys: log.keys,
  published: log.publishedSize,
  size: log.head?.size ?? 0,
  assigned: log.assigned,
  signedAt: log.head === null ? null : timeJson(log.head.signedAt),
  cosignedBy: cosigners(log),
  began: timeJson(log.beganAt),
  ended: log.endedAt === null ? null : timeJson(log.endedAt),
  retention: log.retention,
});
