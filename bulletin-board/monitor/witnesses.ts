/** What the witnesses hold of a log, held against the bank's own tree. */
import { placeText } from '../format/entry.ts';
import type { OpenedCheckpoint } from '../format/checkpoint.ts';
import type { TrustPolicy } from '../format/policy.ts';
import type { ReadFile } from '../ports.ts';
import { openServed, type MonitoredLog } from './checkpoints.ts';
import { finding, type Finding } from './findings.ts';
import { compareHeads, type Head } from './heads.ts';

/** Where a witness's copy is read: null, it holds none of this log; rejects with a reason for people. Bounded in time and bytes. */
export type WitnessHead = { readonly name: string; readonly read: (origin: string) => Promise<Uint8Array | null> };

/** A copy as it came: a text says why none did. */
export type Copy = { readonly witness: string; readonly origin: string; readonly bytes: Uint8Array | string | null };

export async function readCopies(origins: readonly string[], heads: readonly WitnessHead[]): Promise<readonly Copy[]> {
  const asked = origins.flatMap((origin) => heads.map((head) => ({ origin, head })));
  return Promise.all(asked.map(async ({ origin, head: { name, read } }) => ({ witness: name, origin, bytes: await read(origin).catch((error: unknown) => (error instanceof Error ? error.message : String(error))) })));
}

/** A sound copy that is to be judged by its age, once it is known when the entries that it lacks were published. */
export type Aged = { readonly witness: string; readonly log: MonitoredLog; readonly size: number; /** Milliseconds. */ readonly cosignedAt: number };

export type JudgedCopy = { readonly findings: readonly Finding[]; readonly aged: Aged | null; readonly unprovable: boolean };

const said = (...findings: readonly Finding[]): JudgedCopy => ({ findings, aged: null, unprovable: false });

/** `log`: its row, read after the copies were. `served`: the public checkpoint, where there is a sound one. */
export async function judgeCopy({ witness, bytes }: Copy, log: MonitoredLog, served: OpenedCheckpoint | null, read: ReadFile, policy: TrustPolicy): Promise<JudgedCopy> {
  const { origin } = log;
  if (typeof bytes === 'string') return said(finding('witness-silent', witness, `the witness ${witness} did not say what it holds of ${origin}: ${bytes}`));
  if (bytes === null) return log.state === 'ended' || log.publishedSize === 0 ? said() : said(finding('witness-silent', witness, `the witness ${witness} holds nothing of ${origin}`));
  const copy = openServed(log, bytes, policy);
  if (typeof copy === 'string') return said(finding('witness-bad', witness, `what the witness ${witness} serves as its copy of ${origin} is refused: ${copy}`));
  if (copy.origin !== origin) return said(finding('witness-bad', witness, `the witness ${witness} serves ${copy.origin} where its copy of ${origin} is expected`));
  const { head } = log;
  if (head === null || copy.size > head.size) {
    return said(finding('witness-ahead', witness, `the witness ${witness} holds ${origin} with ${copy.size} entries, signed by the log; the database has signed ${head === null ? 'none' : `only ${head.size}`}`));
  }
  // The tiles of the stored head are on the disk before it is; the checkpoint's are those that everybody reads.
  const newer: Head = served !== null && copy.size <= served.size ? served : head;
  const comparison = copy.size === 0 ? 'consistent' : await compareHeads(read, copy, newer);
  if (comparison === 'fork') return said(forked(witness, origin, copy, newer));
  return { ...judgeAge(witness, log, copy, policy), unprovable: comparison === 'unprovable' };
}

const forked = (witness: string, origin: string, copy: Head, newer: Head): Finding =>
  finding('witness-fork', witness, `the witness ${witness} holds another log under the key of ${origin}: its ${copy.size} entries are ${copy.size === newer.size ? 'not' : 'no beginning of'} our ${newer.size}`);

function judgeAge(witness: string, log: MonitoredLog, copy: OpenedCheckpoint, policy: TrustPolicy): Pick<JudgedCopy, 'findings' | 'aged'> {
  const key = policy.witnesses.find(({ name }) => name === witness)?.key;
  const own = copy.cosignatures.find((one) => one.key.text === key?.text);
  if (own === undefined) return { findings: [finding('witness-bad', witness, `the witness ${witness} serves a copy of ${log.origin} without its own signature`)], aged: null };
  return { findings: [], aged: { witness, log, size: copy.size, cosignedAt: own.time * 1_000 } };
}

export type Patience = {
  /** How long a witness may lack what is published, milliseconds. */
  readonly behind: number;
  /** How old the signature of one that lacks nothing may be: a quiet log is cosigned anew daily. */
  readonly quiet: number;
  /** How far its clock may be ahead of ours, milliseconds: by a time in the future it would never be old. */
  readonly ahead: number;
};

/** The place of the first entry that a copy lacks: when it was published, the pass over the ledger finds out. */
export const lackingPlace = ({ log, size }: Aged): string => placeText(log.origin, size);

/** `publishedAt`: of the first entry that the copy lacks, where it is known. */
export function judgeStale({ witness, log, size, cosignedAt }: Aged, served: Head, publishedAt: number | null, now: number, { behind, quiet, ahead }: Patience): readonly Finding[] {
  if (log.state !== 'active' && log.state !== 'ending') return [];
  if (cosignedAt - now > ahead) return [finding('witness-bad', witness, `the witness ${witness} dates its signature of ${log.origin} ${new Date(cosignedAt).toISOString()}, which is yet to come: how old it is can't be known`)];
  const lacks = size < served.size;
  const since = lacks ? (publishedAt ?? cosignedAt) : cosignedAt;
  if (now - since <= (lacks ? behind : quiet)) return [];
  const what = lacks ? `lacks entries of ${log.origin} that were published` : `signed its copy of ${log.origin}, which is expected anew every day,`;
  return [finding('witness-stale', witness, `the witness ${witness} ${what} more than ${Math.floor((now - since) / 3_600_000)} hours ago (it holds ${size} of ${served.size} entries)`)];
}
