/** The public checkpoint of a log, held against what the database says of it. */
import { openCheckpoint, type OpenedCheckpoint } from '../format/checkpoint.ts';
import { parseKey, type VerifierKey } from '../format/key.ts';
import { Malformed } from '../format/malformed.ts';
import { quorumMet, type TrustPolicy } from '../format/policy.ts';
import { rootOf, type Peaks } from '../format/tree.ts';
import type { LogRow, ReadFile } from '../ports.ts';
import { finding, type Finding } from './findings.ts';
import { compareHeads } from './heads.ts';

/** What the monitor has to know of a log. */
export type MonitoredLog = Pick<LogRow, 'origin' | 'keys' | 'state' | 'assigned' | 'head' | 'publishedSize' | 'adoptedFrom'>;

/** The checkpoint as it is served: null, there is none; a text, why it is refused. */
export type Served = OpenedCheckpoint | string | null;

/** The keys that the policy names for this log; where it names none, those that the database has. */
export function keysOf({ origin, keys }: Pick<MonitoredLog, 'origin' | 'keys'>, policy: TrustPolicy): readonly VerifierKey[] {
  const named = policy.logs.map(({ key }) => key).filter((key) => key.name === origin);
  return named.length > 0 ? named : keys.map(parseKey);
}

export async function readServed(log: MonitoredLog, read: ReadFile, policy: TrustPolicy): Promise<Served> {
  const bytes = await read('checkpoint');
  return bytes === null ? null : openServed(log, bytes, policy);
}

export function openServed(log: MonitoredLog, bytes: Uint8Array, policy: TrustPolicy): Exclude<Served, null> {
  try {
    return openCheckpoint(bytes, { log: keysOf(log, policy), witnesses: policy.witnesses.map(({ key }) => key) });
  } catch (error) {
    if (error instanceof Malformed) return error.message;
    throw error;
  }
}

export type Judged = {
  readonly findings: readonly Finding[];
  /** Null: there is no checkpoint by which entries could be judged. */
  readonly checkpoint: OpenedCheckpoint | null;
  /** Fewer entries are served than were published. */
  readonly behind: boolean;
  /** The tiles do not lead from the checkpoint to the stored head. */
  readonly unprovable: boolean;
};

const unusable = (...findings: readonly Finding[]): Judged => ({ findings, checkpoint: null, behind: false, unprovable: false });

/** `before` and `after`: the log's row, read before and after the checkpoint was; between the two the sequencer may have gone on. */
export async function judgeServed(served: Served, before: MonitoredLog, after: MonitoredLog, read: ReadFile): Promise<Judged> {
  const { origin } = before;
  if (served === null) {
    const expected = `expected the checkpoint of ${before.publishedSize} entries`;
    return unusable(...(before.publishedSize === 0 ? [] : [finding('checkpoint-missing', origin, `found no public checkpoint of ${origin}; ${expected}`)]));
  }
  if (typeof served === 'string') return unusable(finding('checkpoint-bad', origin, `the public checkpoint of ${origin} is refused: ${served}`));
  const { size } = served;
  const { head } = after;
  if (head === null || size > head.size) {
    const signed = head === null ? 'none' : `only ${head.size}`;
    return unusable(finding(after.state === 'ended' ? 'checkpoint-after-end' : 'checkpoint-ahead', origin, `the public checkpoint of ${origin} covers ${size} entries; the database has signed ${signed}${after.state === 'ended' ? ', and the log has ended' : ''}`));
  }
  const comparison = await compareHeads(read, served, head);
  if (comparison === 'fork') {
    return unusable(finding('checkpoint-fork', origin, `the public checkpoint of ${origin} with ${size} entries is no beginning of the head with ${head.size} entries in the database; both are signed`));
  }
  const behind = size < before.publishedSize;
  const late = finding('checkpoint-behind', origin, `the public checkpoint of ${origin} covers ${size} entries; ${before.publishedSize} were published`);
  return { findings: behind ? [late] : [], checkpoint: served, behind, unprovable: comparison === 'unprovable' };
}

/** `goesOn`: what is served is proved to begin with what was known. */
export type History = { readonly findings: readonly Finding[]; readonly goesOn: boolean };

/** `known`: what the last run saw of this log, and found sound. The database may be restored together with the files: neither then shows it. */
export async function judgeHistory(known: Peaks, served: OpenedCheckpoint, behind: boolean, read: ReadFile): Promise<History> {
  const { origin, size } = served;
  const broken = (code: 'checkpoint-behind' | 'checkpoint-fork', what: string): History => ({ findings: [finding(code, origin, what)], goesOn: false });
  if (known.size > size) return behind ? { findings: [], goesOn: false } : broken('checkpoint-behind', `the public checkpoint of ${origin} covers ${size} entries; the last run of the monitor saw ${known.size}`);
  const comparison = known.size === 0 ? 'consistent' : await compareHeads(read, { size: known.size, root: rootOf(known) }, served);
  if (comparison === 'fork') return broken('checkpoint-fork', `the ${size} public entries of ${origin} do not begin with the ${known.size} that the last run of the monitor saw; both are signed`);
  return { findings: [], goesOn: comparison === 'consistent' };
}

/** Of a log of which there is nothing (no `what`): so it is before its first entry, and no more once the last run saw one. */
export function judgeNothing(origin: string, known: Peaks, what: string): readonly Finding[] {
  return known.size === 0 ? [] : [finding('checkpoint-behind', origin, `found no ${what} of ${origin}; the last run of the monitor saw ${known.size} entries`)];
}

/** Late cosignatures may still come to a head that was signed after `signedBefore`. */
export function judgeQuorum(served: OpenedCheckpoint, { origin, head }: MonitoredLog, policy: TrustPolicy, signedBefore: number): readonly Finding[] {
  const cosigners = served.cosignatures.map(({ key }) => key);
  if (head === null || head.signedAt > signedBefore || quorumMet(policy, cosigners)) return [];
  const names = policy.witnesses.filter(({ key }) => cosigners.some((one) => one.text === key.text)).map(({ name }) => name);
  return [finding('quorum-missing', origin, `the public checkpoint of ${origin} is cosigned by ${names.join(', ') || 'nobody'}; the policy asks for ${policy.quorum ?? 'nobody'}`)];
}
