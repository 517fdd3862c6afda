/** The audit of one log by itself: its checkpoint, all its entries and tiles, what was seen of it before. */
import { openCheckpoint, type OpenedCheckpoint } from '../format/checkpoint.ts';
import { base64, fromUtf8, sameBytes } from '../format/encoding.ts';
import { parseLeaf, parsePlace, placeText, type ContinuesLeaf, type EndsLeaf, type Leaf } from '../format/entry.ts';
import { Malformed } from '../format/malformed.ts';
import { quorumMet, type TrustPolicy } from '../format/policy.ts';
import type { ReadFile } from '../ports.ts';
import { checkFaces, type FaceCheck } from './audit-faces.ts';
import { walkTree } from './audit-tree.ts';
import { NoLog, type Counts, type Findings } from './finding.ts';

/** A head that was audited before. */
export type KnownHead = { readonly size: number; readonly root: Uint8Array };

export type OneAudit = {
  readonly read: ReadFile;
  readonly policy: TrustPolicy;
  /** Which of the policy's logs this may be. */
  readonly origins: readonly string[];
  /** What was seen before, by the verified origin. */
  readonly previous: (origin: string) => KnownHead | null;
  readonly progress: (done: number, total: number, origin: string) => void;
  readonly faces: boolean;
  readonly strict: boolean;
  readonly signal: AbortSignal | null;
  readonly atOnce: number;
  readonly findings: Findings;
};

/** `whole`: all entries were had. */
export type AuditedLog = {
  readonly head: OpenedCheckpoint;
  readonly note: string;
  /** The head that it was compared with; null: none is known. */
  readonly previous: KnownHead | null;
  readonly whole: boolean;
  readonly counts: Counts;
  readonly continues: ContinuesLeaf | null;
  /** Null where it is not the last entry, too. */
  readonly ends: EndsLeaf | null;
  /** Indices that `withdrawn` entries of this log name, by origin. */
  readonly withdrawn: ReadonlyMap<string, ReadonlySet<number>>;
  readonly faces: FaceCheck | null;
};

/** Null: its checkpoint is refused. Rejects with `NoLog` where there is none, and with what `read` rejects with. */
export async function auditOne(audit: OneAudit): Promise<AuditedLog | null> {
  const { findings } = audit;
  const bytes = await audit.read('checkpoint');
  if (bytes === null) throw new NoLog('found no checkpoint; expected the folder or address of a log');
  const head = openHead(bytes, audit);
  if (head === null) return null;
  const previous = audit.previous(head.origin);
  if (previous !== null && previous.size > head.size) findings.add('refused', 'rollback', head.origin, `found ${head.size} entries; expected at least the ${previous.size} that were seen before`);
  const known = previous !== null && previous.size <= head.size ? previous : null;
  const book = keepBook(head, audit);
  const tree = await walkTree({
    read: audit.read,
    size: head.size,
    findings,
    sizes: known === null ? [] : [known.size],
    visit: book.visit,
    passed: async (done) => {
      await book.faces?.check();
      audit.progress(done, head.size, head.origin);
    },
    signal: audit.signal,
    ahead: audit.atOnce,
  });
  if (tree !== null) compareRoots(findings, head, tree.root, known, known === null ? null : (tree.roots.get(known.size) ?? null));
  return { head, note: fromUtf8(bytes), previous, whole: tree !== null, ...book, counts: book.counts, ends: book.ends(), continues: book.continues() };
}

function openHead(bytes: Uint8Array, { policy, origins, findings }: OneAudit): OpenedCheckpoint | null {
  try {
    const head = openCheckpoint(bytes, { log: policy.logs.map(({ key }) => key).filter(({ name }) => origins.includes(name)), witnesses: policy.witnesses.map(({ key }) => key) });
    if (!quorumMet(policy, head.cosignatures.map(({ key }) => key))) findings.add('unjudged', 'quorum', 'checkpoint', `found ${head.cosignatures.length} cosignatures of known witnesses; expected the quorum "${policy.quorum}"`);
    return head;
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    findings.add('refused', error.code, 'checkpoint', error.message);
    return null;
  }
}

/** Whether this log, and no other in its place, has more entries by now: what is missing here may stand there. */
export async function hasGrown({ read, policy }: OneAudit, { origin, size }: Pick<OpenedCheckpoint, 'origin' | 'size'>): Promise<boolean> {
  const bytes = await read('checkpoint');
  try {
    return bytes !== null && openCheckpoint(bytes, { log: policy.logs.map(({ key }) => key).filter(({ name }) => name === origin), witnesses: [] }).size > size;
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}

function compareRoots(findings: Findings, head: OpenedCheckpoint, root: Uint8Array, known: KnownHead | null, before: Uint8Array | null): void {
  if (!sameBytes(root, head.root)) findings.add('refused', 'root', 'checkpoint', `found the signed root ${base64(head.root)}; expected ${base64(root)}, which the ${head.size} entries make`);
  if (known === null || before === null) return;
  const sameSize = known.size === head.size;
  // What was signed counts as well: entries that were put right again do not undo a second signature.
  if (sameBytes(before, known.root) && (!sameSize || sameBytes(head.root, known.root))) return;
  if (sameSize) findings.add('refused', 'same-size', head.origin, `found a second root for ${known.size} entries; expected ${base64(known.root)}, which was seen before`);
  else findings.add('refused', 'fork', head.origin, `found another root of the first ${known.size} entries; expected ${base64(known.root)}, which was seen before`);
}

type Book = {
  readonly visit: (index: number, entry: Uint8Array) => void;
  readonly counts: Counts;
  readonly continues: () => ContinuesLeaf | null;
  readonly ends: () => EndsLeaf | null;
  readonly withdrawn: ReadonlyMap<string, ReadonlySet<number>>;
  readonly faces: FaceCheck | null;
};

/** What is kept of the entries while they pass. */
function keepBook({ origin, size }: OpenedCheckpoint, { read, findings, strict, faces, atOnce }: OneAudit): Book {
  const counts = { posted: 0, accepted: 0, settled: 0, returned: 0, refunded: 0, disputed: 0, 'dispute-closed': 0, withdrawn: 0, ends: 0, continues: 0, unreadable: 0 };
  const withdrawn = new Map<string, Set<number>>();
  const faceCheck = faces ? checkFaces(read, findings, atOnce) : null;
  let continues: ContinuesLeaf | null = null;
  let ends: EndsLeaf | null = null;
  const place = (leaf: ContinuesLeaf | EndsLeaf, index: number): void => {
    const expected = leaf.kind === 'continues' ? 0 : size - 1;
    if (index !== expected) findings.add('refused', 'own-leaf', placeText(origin, index), `found an entry "${leaf.kind}" at ${index}; expected it at ${expected} only`);
    else if (leaf.kind === 'continues') continues = leaf;
    else ends = leaf;
  };
  const visit = (index: number, entry: Uint8Array): void => {
    const leaf = readLeaf(entry);
    counts[leaf?.kind ?? 'unreadable'] += 1;
    if (leaf === null) {
      if (strict || counts.unreadable === 1) findings.add(strict ? 'refused' : 'note', 'unreadable', placeText(origin, index), 'found an entry of no known form; expected one in its canonical form');
      return;
    }
    if (leaf.kind === 'continues' || leaf.kind === 'ends') return place(leaf, index);
    if (leaf.kind === 'withdrawn') {
      const of = parsePlace(leaf.of);
      withdrawn.set(of.origin, (withdrawn.get(of.origin) ?? new Set()).add(of.index));
    }
    faceCheck?.expect(index, leaf);
  };
  return { visit, counts, withdrawn, faces: faceCheck, continues: () => continues, ends: () => ends };
}

function readLeaf(entry: Uint8Array): Leaf | null {
  try {
    return parseLeaf(entry);
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}
