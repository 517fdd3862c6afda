/** `kakitome board status`: the logs, how far they are published, what waits. */
import { openCheckpoint } from '../../../bulletin-board/format/checkpoint.ts';
import { parseKey, type VerifierKey } from '../../../bulletin-board/format/key.ts';
import { Malformed } from '../../../bulletin-board/format/malformed.ts';
import { parseNote } from '../../../bulletin-board/format/note.ts';
import type { LogRow, SignedHead } from '../../../bulletin-board/ports.ts';
import { checkpointBytes } from '../../../bulletin-board/sequencer/log.ts';
import { readWitnesses } from '../../board.ts';
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
  return withOffice(terminal, async ({ config, store, clock, rulebook }) => {
    const witnesses = readWitnesses(config).witnesses.map(({ key }) => key);
    const logs = await store.listLogs();
    const waiting = await store.waitingEntries();
    const zone = rulebook.bank.timeZone;
    const age = waiting === null ? 0 : clock.now() - waiting.oldestAt;
    const line = waiting === null ? 'Nothing waits for publication.' : `${waiting.count} entries wait for publication, the oldest for ${showSpan(age)}.`;
    const text = logs.length === 0 ? `This bank has no board yet (\`kakitome board begin\`). ${line}` : [...logs.map((log) => logText(log, readHead(log, witnesses), zone, clock.now())), line].join('\n\n');
    show(terminal, text, { logs: logs.map((log) => logShape(log, readHead(log, witnesses))), waiting: waiting === null ? null : { entries: waiting.count, oldest: timeJson(waiting.oldestAt) } });
    return age > STALLED_AFTER ? 1 : 0;
  });
}

/** What the stored head proves: what is shown as signed is signed, and whoever is named as a cosigner has cosigned. */
type ReadHead = { readonly words: string; readonly cosigners: readonly string[]; /** Lines of nobody that the policy of this bank names. */ readonly others: number };

function readHead({ head, keys }: LogRow, witnesses: readonly VerifierKey[]): ReadHead {
  if (head === null) return { words: '', cosigners: [], others: 0 };
  const log = keys.map(parseKey);
  try {
    const words = `${parseNote(head.note).signatures.length} signatures, ${openCheckpoint(head.note, { log, witnesses: [] }).logKeys.length} verified`;
    // Each by itself: a line under a known name that is not its own must not hide the others.
    const cosigners = witnesses.filter((key) => hasCosigned(head, log, key)).map(({ name }) => name);
    return { words, cosigners, others: head.cosignatures.length - cosigners.length };
  } catch (error) {
    return { words: `NOT signed by this log: ${error instanceof Error ? error.message : String(error)}`, cosigners: [], others: head.cosignatures.length };
  }
}

function hasCosigned(head: SignedHead, log: readonly VerifierKey[], key: VerifierKey): boolean {
  try {
    return openCheckpoint(checkpointBytes(head), { log, witnesses: [key] }).cosignatures.length > 0;
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}

const cosignedWords = ({ cosigners, others }: ReadHead): string =>
  `${cosigners.join(', ') || 'nobody'}${others === 0 ? '' : ` (and ${others} ${others === 1 ? 'line' : 'lines'} that no witness of board.witnesses has signed)`}`;

function logText(log: LogRow, read: ReadHead, zone: string, now: number): string {
  const { head } = log;
  return labelled([
    [log.origin, log.adoptedFrom === null ? log.state : `${log.state}: given up as it was published`],
    ['entries', `${log.publishedSize} published, ${head?.size ?? 0} signed, ${log.assigned} numbered`],
    ['head', head === null ? 'none yet' : `${showTime(head.signedAt, zone)}, ${read.words}`],
    ...(head !== null && head.signedAt > now + CLOCK_STEP ? [['clock', `this machine's is ${showSpan(head.signedAt - now)} behind the head: until it is past it, heads are signed with that time, and all goes on`] as const] : []),
    ['cosigned by', cosignedWords(read)],
    ['began', showTime(log.beganAt, zone)],
    ...(log.endedAt === null ? [] : [['ended', showTime(log.endedAt, zone)] as const]),
    ['promise', log.retention],
    ...log.keys.map((key, at) => [at === 0 ? 'key' : '', key.length > 100 ? `${key.slice(0, 60)}… (ML-DSA-44)` : key] as const),
  ]);
}

const logShape = (log: LogRow, { cosigners, others }: ReadHead): Json => ({
  origin: log.origin,
  state: log.state,
  keys: log.keys,
  published: log.publishedSize,
  size: log.head?.size ?? 0,
  assigned: log.assigned,
  signedAt: log.head === null ? null : timeJson(log.head.signedAt),
  cosignedBy: cosigners,
  otherCosignatures: others,
  began: timeJson(log.beganAt),
  ended: log.endedAt === null ? null : timeJson(log.endedAt),
  retention: log.retention,
});
