/** Logs of one board, one for each year: each names its successor's keys in its last entry, and the next begins with its final checkpoint. */
import { openCheckpoint, type OpenedCheckpoint } from '../format/checkpoint.ts';
import { base64, fromBase64, sameBytes } from '../format/encoding.ts';
import type { ContinuesLeaf } from '../format/entry.ts';
import { parseKey, type VerifierKey } from '../format/key.ts';
import { Malformed } from '../format/malformed.ts';
import type { TrustPolicy } from '../format/policy.ts';
import type { ReadFile } from '../ports.ts';
import { auditOne, type AuditedLog, type OneAudit } from './audit-log.ts';
import { collectFindings, NoLog, Unreachable, type Findings } from './finding.ts';

/** `audited`: entry by entry. `signed`: its end is signed for, and it was not at hand. `broken`: the two do not join. */
export type ChainLink = { readonly origin: string; readonly size: number; readonly checked: 'audited' | 'signed' | 'broken' };

/** The logs before, the newest first. The chain holds from the last that is not broken. */
export type Chain = { readonly from: string; readonly to: string; readonly links: readonly ChainLink[] };

/** The files of another log of the same board, where they are at hand. `own`: the verified origin of the log that is audited. */
export type Sibling = (origin: string, own: string) => ReadFile | null;

export type Walk = Omit<OneAudit, 'read' | 'faces'> & { readonly sibling: (origin: string) => ReadFile | null };

const MOST_LOGS = 200;

const trusting = (keys: readonly VerifierKey[]): TrustPolicy => ({ logs: keys.map((key) => ({ key, url: null })), witnesses: [], groups: [], quorum: null });

/** Follows the chain back from a log that was audited. What breaks it is a finding. */
export async function followBack(log: AuditedLog, walk: Walk): Promise<Chain> {
  const links: ChainLink[] = [];
  let newer: AuditedLog = log;
  let from = log.head.origin;
  while (newer.continues !== null && links.length < MOST_LOGS) {
    const signed = signedEnd(newer.continues, newer.head.origin, walk.findings);
    if (signed === null) break;
    const { link, log: older } = await joinOlder(signed, newer.head, walk);
    links.push(link);
    if (link.checked !== 'broken') from = link.origin;
    if (older === null) break;
    newer = older;
  }
  return { from, to: log.head.origin, links };
}

type SignedEnd = { readonly head: OpenedCheckpoint; readonly keys: readonly VerifierKey[] };

function signedEnd(leaf: ContinuesLeaf, origin: string, findings: Findings): SignedEnd | null {
  try {
    const keys = leaf.keys.map(parseKey);
    return { head: openCheckpoint(fromBase64(leaf.checkpoint), { log: keys, witnesses: [] }), keys };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    findings.add('refused', 'chain', `${origin}#0`, error.message);
    return null;
  }
}

async function joinOlder({ head, keys }: SignedEnd, newer: OpenedCheckpoint, walk: Walk): Promise<{ readonly link: ChainLink; readonly log: AuditedLog | null }> {
  const { origin, size } = head;
  const { findings } = walk;
  const older = await auditSibling(origin, keys, walk, findings);
  if (older === null) return { link: { origin, size, checked: 'signed' }, log: null };
  const broken = older === 'refused' ? `found a log ${origin} that is refused; expected the one that is continued` : wrongEnd(older, head, newer);
  if (broken === null && older !== 'refused') {
    // Its newest database was lost, and it was given up as it stood: what the next log begins with fits, and the last word is missing.
    if (older.ends === null) findings.add('unjudged', 'chain', origin, `found no entry "ends" at its end; expected one that names the keys of ${newer.origin}: it was given up as it was published, and only ${newer.origin} says that it goes on there`);
    return { link: { origin, size, checked: 'audited' }, log: older };
  }
  findings.add('refused', 'chain', origin, broken ?? '');
  return { link: { origin, size, checked: 'broken' }, log: null };
}

/** Null where it joins. */
function wrongEnd({ head, ends, whole }: AuditedLog, signed: OpenedCheckpoint, newer: OpenedCheckpoint): string | null {
  if (head.size !== signed.size || !sameBytes(head.root, signed.root)) return `found ${head.size} entries with the root ${base64(head.root)}; expected ${signed.size} with ${base64(signed.root)}, as ${newer.origin} says`;
  if (!whole) return 'found a log that is not whole; expected all its entries';
  if (ends === null) return null;
  const unnamed = newer.logKeys.find((key) => !ends.next.includes(key.text));
  return unnamed === undefined ? null : `found an end that does not name the key ${unnamed.id} of ${newer.origin}; expected all keys that sign it`;
}

/** Null: it is not at hand. Findings go to `findings`, with the origin before their place. */
export async function auditSibling(origin: string, keys: readonly VerifierKey[], walk: Walk, findings: Findings): Promise<AuditedLog | 'refused' | null> {
  const read = walk.sibling(origin);
  if (read === null) return null;
  const own = collectFindings();
  try {
    const log = await auditOne({ ...walk, read, policy: trusting(keys), faces: false, findings: own });
    for (const { weight, code, place, what } of own.list()) findings.add(weight, code, place.includes(origin) ? place : `${origin}/${place}`, what);
    return log === null || own.worst() === 'refused' ? 'refused' : log;
  } catch (error) {
    if (error instanceof NoLog) return null;
    if (!(error instanceof Unreachable)) throw error;
    findings.add('unjudged', 'unreachable', origin, error.message);
    return null;
  }
}
