/**
 * The log that goes on from an audited one. Its name is a hint, of whoever wrote it: what counts is that its first entry stands under its
 * signed checkpoint, and holds a checkpoint that the audited log has signed.
 */
import { openCheckpoint, type OpenedCheckpoint } from '../format/checkpoint.ts';
import { base64, fromBase64, fromUtf8 } from '../format/encoding.ts';
import { parseLeaf, type EndsLeaf } from '../format/entry.ts';
import { leafHash } from '../format/hash.ts';
import { isKeyName, parseKey, parseListedKey, sameKey, type VerifierKey } from '../format/key.ts';
import { Malformed } from '../format/malformed.ts';
import { verifyConsistency, verifyInclusion } from '../format/tree.ts';
import type { ReadFile } from '../ports.ts';
import { auditSibling, type Walk } from './audit-chain.ts';
import { hasGrown, type AuditedLog, type OneAudit } from './audit-log.ts';
import { Unreachable } from './finding.ts';
import { LOG_FILE } from './limits.ts';
import { makeTileReader } from './tiles.ts';

type LaterLog = {
  readonly origin: string;
  readonly keys: readonly VerifierKey[];
  /** Its keys come from the log before, or from the policy, and not only from itself. */
  readonly vouched: boolean;
  /** The checkpoint with which it begins: the audited log's last word. */
  readonly continued: OpenedCheckpoint;
};

/** `hinted`: its origin, where the log itself says that one goes on and none is at hand that does. */
export type Later = { readonly log: LaterLog | null; readonly hinted: string | null; /** What the log says of itself. */ readonly about: AboutLog };

type Hint = { readonly origin: string; readonly keys: readonly VerifierKey[] | null; /** Said by the log, not only thought of. */ readonly said: boolean };

/** Beside its folder a log may have one that goes on from it. */
export async function findLater({ head, ends }: Pick<AuditedLog, 'head' | 'ends'>, read: ReadFile, walk: Walk): Promise<Later> {
  const about = await aboutLog(read);
  let hinted: string | null = null;
  for (const hint of hintsOf(head.origin, ends, about)) {
    const log = await laterAt(hint, head, walk);
    if (log !== null) return { log, hinted: null, about };
    if (hint.said) hinted ??= hint.origin;
  }
  return { log: null, hinted, about };
}

function hintsOf(origin: string, ends: EndsLeaf | null, about: AboutLog): readonly Hint[] {
  const named = ends?.next.map(parseKey) ?? [];
  const [first] = named;
  const following = yearBeside(origin, 1);
  const hints: readonly Hint[] = [
    ...(first === undefined ? [] : [{ origin: first.name, keys: named, said: true }]),
    ...(about.next === null ? [] : [{ origin: about.next, keys: null, said: true }]),
    ...(following === null ? [] : [{ origin: following, keys: null, said: false }]),
  ];
  return hints.filter((one, at) => one.origin !== origin && hints.findIndex((other) => other.origin === one.origin) === at);
}

/** Null: it is named otherwise than by its year. */
export const yearBeside = (origin: string, years: number): string | null => (/\/\d{4}$/.test(origin) ? `${origin.slice(0, -4)}${String(Number(origin.slice(-4)) + years).padStart(4, '0')}` : null);

export type AboutLog = { readonly previous: string | null; readonly next: string | null; readonly keys: readonly VerifierKey[] };

const nothingAbout: AboutLog = { previous: null, next: null, keys: [] };

/** What a log says of itself. Nobody signs it, and whatever it is besides is no finding. */
export async function aboutLog(read: ReadFile): Promise<AboutLog> {
  try {
    const bytes = await read(LOG_FILE);
    const value: unknown = bytes === null ? null : JSON.parse(fromUtf8(bytes));
    if (typeof value !== 'object' || value === null) return nothingAbout;
    const { previous, next, keys } = value as { readonly previous?: unknown; readonly next?: unknown; readonly keys?: unknown };
    const named = (name: unknown): string | null => (typeof name === 'string' && isKeyName(name) ? name : null);
    return { previous: named(previous), next: named(next), keys: Array.isArray(keys) ? keys.map(parseListedKey) : [] };
  } catch (error) {
    if (error instanceof Malformed || error instanceof Unreachable || error instanceof SyntaxError) return nothingAbout;
    throw error;
  }
}

/** Null: there is none, or it does not go on from this log. */
async function laterAt(hint: Hint, before: OpenedCheckpoint, walk: Walk): Promise<LaterLog | null> {
  const { origin } = hint;
  const read = walk.sibling(origin);
  if (read === null) return null;
  try {
    const bytes = await read('checkpoint');
    if (bytes === null) return null;
    const named = walk.policy.logs.map(({ key }) => key).filter(({ name }) => name === origin);
    const given = [...named, ...(hint.keys ?? []).filter((key) => !named.some((one) => sameKey(one, key)))];
    const keys = given.length > 0 ? given : (await aboutLog(read)).keys.filter(({ name }) => name === origin);
    const head = openCheckpoint(bytes, { log: keys, witnesses: [] });
    const continued = await continuedBy(head, before, read);
    if (continued === null && hint.keys !== null) judgeNamed(head, before, walk);
    return continued === null ? null : { origin, keys, vouched: given.length > 0, continued };
  } catch (error) {
    if (!(error instanceof Malformed) && !(error instanceof Unreachable)) throw error;
    if (!hint.said) return null;
    if (error instanceof Unreachable) walk.findings.add('note', 'unreachable', origin, error.message);
    else walk.findings.add('unjudged', 'chain', origin, `${error.message} (of the log that goes on from ${before.origin})`);
    return null;
  }
}

/** The end of a log names the keys of the next one: that one must begin where it ended. */
function judgeNamed({ origin, size }: OpenedCheckpoint, before: OpenedCheckpoint, { findings }: Walk): void {
  if (size === 0) findings.add('unjudged', 'chain', origin, `found no entry yet in the log whose keys the end of ${before.origin} names; expected a first one that goes on from there`);
  else findings.add('refused', 'chain', `${origin}#0`, `found a first entry that does not go on from ${before.origin}, whose end names the keys of this log; expected "continues" with its final checkpoint`);
}

/** The checkpoint in the first entry, proved to stand there and signed by the keys of the log before; null: the log continues another one, or none. */
async function continuedBy(head: OpenedCheckpoint, before: OpenedCheckpoint, read: ReadFile): Promise<OpenedCheckpoint | null> {
  if (head.size === 0) return null;
  const tiles = makeTileReader(read, head.size);
  const [entry, hashes] = await Promise.all([tiles.entry(0), tiles.inclusionProof(0)]);
  if (!verifyInclusion(leafHash(entry), 0, head.size, hashes, head.root)) throw new Malformed('inclusion', `found a first entry of ${head.origin} that is not in its signed tree; expected it there`);
  const leaf = parseLeaf(entry);
  if (leaf.kind !== 'continues' || !leaf.keys.some((key) => before.logKeys.some(({ text }) => text === key))) return null;
  return openCheckpoint(fromBase64(leaf.checkpoint), { log: before.logKeys, witnesses: [] });
}

/**
 * Both say how the older log ended: no entry may have come since, and none be missing. Anybody can make a log that holds an old public checkpoint: where the
 * key of the later one is known from itself only, it counts as far as this log's own signatures do.
 */
export async function compareLater({ head, ends }: AuditedLog, { origin, continued, vouched }: LaterLog, audit: OneAudit): Promise<void> {
  const { findings } = audit;
  const { size, root } = continued;
  const found = `found ${head.size} entries with the root ${base64(head.root)}; expected ${size} with ${base64(root)}, at which ${origin} goes on`;
  if (head.size < size) {
    const moving = await hasGrown(audit, head);
    findings.add(moving ? 'unjudged' : 'refused', moving ? 'moving' : 'rollback', head.origin, `found ${head.size} entries; expected ${size} with ${base64(root)}, which its key has signed${moving ? ' (the log went on while it was read; audit it again)' : ''}`);
  } else if (await contradict(head, continued, audit.read)) {
    findings.add('refused', 'chain', head.origin, `${found}: its key signed both, and they contradict each other`);
  } else if (head.size > size && vouched) {
    findings.add('refused', 'chain', head.origin, `${found}: the log was ended there, and its key signed more than one end`);
  } else if (head.size > size && ends === null) {
    findings.add('unjudged', 'chain', head.origin, `found ${origin}, a log whose key is not known here and which says that it goes on from ${size} entries; expected to know its key, for this log has ${head.size}: give that key too`);
  } else if (head.size === size && ends === null) {
    findings.add('note', 'chain', head.origin, `found no entry "ends" at its end: it was given up as it was published, and ${origin} ${vouched ? 'goes on from it' : 'says that it goes on from it (its key is not known here)'}`);
  }
}

/** Of two heads that one key has signed, the larger first. False too where the tiles do not tell: they have their own findings. */
async function contradict(head: OpenedCheckpoint, before: OpenedCheckpoint, read: ReadFile): Promise<boolean> {
  try {
    return !verifyConsistency(before.size, head.size, before.root, head.root, await makeTileReader(read, head.size).consistencyProof(before.size));
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}

export type LaterWithdrawals = { readonly withdrawn: ReadonlySet<number>; /** Why more may be withdrawn than that; null: all logs that go on were seen. */ readonly excuse: string | null };

const MOST_LOGS = 200;

/** Indices of `log` that later logs withdraw: those whose keys come from elsewhere than from themselves. */
export async function laterWithdrawals(log: AuditedLog, first: Later, walk: Walk): Promise<LaterWithdrawals> {
  const withdrawn = new Set<number>();
  const seen = new Set([log.head.origin]);
  let { log: later, hinted } = first;
  while (later !== null) {
    const { origin, keys, vouched } = later;
    if (!vouched) return { withdrawn, excuse: `the log ${origin} goes on from it and may withdraw it; its key is not known here: give it too` };
    const read = walk.sibling(origin);
    const audited = read === null || seen.has(origin) || seen.size > MOST_LOGS ? null : await auditSibling(origin, keys, walk, walk.findings);
    if (read === null || audited === null || audited === 'refused' || !audited.whole) return { withdrawn, excuse: `the log ${origin} goes on from it and may withdraw it, and could not be audited` };
    seen.add(origin);
    for (const index of audited.withdrawn.get(log.head.origin) ?? []) withdrawn.add(index);
    ({ log: later, hinted } = await findLater(audited, read, walk));
  }
  return { withdrawn, excuse: hinted === null ? null : `the log ${hinted} that goes on may withdraw it, and is not at hand` };
}
