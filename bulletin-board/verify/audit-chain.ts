/** Logs of one board, one for each year: each names its successor's keys in its last entry, and the next begins with its final checkpoint. */
import { openCheckpoint, type OpenedCheckpoint } from '../format/checkpoint.ts';
import { base64, fromBase64, sameBytes } from '../format/encoding.ts';
import type { ContinuesLeaf } from '../format/entry.ts';
import { parseKey, sameKey, type VerifierKey } from '../format/key.ts';
import { Malformed } from '../format/malformed.ts';
import { quorumMet, type TrustPolicy } from '../format/policy.ts';
import type { ReadFile } from '../ports.ts';
import { auditOne, type AuditedLog, type OneAudit } from './audit-log.ts';
import { collectFindings, NoLog, Unreachable, type Findings } from './finding.ts';

/** `audited`: entry by entry. `signed`: its end is signed for, and it was not at hand. `broken`: the two do not join. */
export type ChainLink = { readonly origin: string; readonly size: number; readonly checked: 'audited' | 'signed' | 'broken' };

/** The logs before, the newest first. The chain holds from the last that is not broken. */
export type Chain = { readonly from: string; readonly to: string; readonly links: readonly ChainLink[] };

/** The files of another log of the same board, where they are at hand. `own`: the verified origin of the log that is audited. */
export type Sibling = (origin: string, own: string) => ReadFile | null;

export type Walk = Omit<OneAudit, 'read' | 'faces' | 'origins'> & { readonly sibling: (origin: string) => ReadFile | null };

const MOST_LOGS = 200;

/**
 * Whom to trust for a log that another one vouches for. Where the policy names keys of that log they must have signed too, and its quorum is asked for: whoever
 * gives a key knows better than the next year's log does, which might have been made by a thief. `keys` alone are asked for where it names none.
 */
function policyFor(origin: string, keys: readonly VerifierKey[], { logs, witnesses, groups, quorum }: TrustPolicy): TrustPolicy {
  const named = logs.filter(({ key }) => key.name === origin);
  const others = keys.filter((key) => !named.some((one) => sameKey(one.key, key)));
  return { logs: [...named, ...others.map((key) => ({ key, url: null }))], witnesses, groups, quorum: named.length === 0 ? null : quorum };
}

/** Follows the chain back from a log that was audited. What breaks it is a finding. `oldest`: the last that was audited. */
export async function followBack(log: AuditedLog, walk: Walk): Promise<{ readonly chain: Chain; readonly oldest: AuditedLog }> {
  const links: ChainLink[] = [];
  let newer: AuditedLog = log;
  let from = log.head.origin;
  while (newer.continues !== null && links.length < MOST_LOGS) {
    const signed = signedEnd(newer.continues, newer.head.origin, walk);
    if (signed === null) break;
    const { link, log: older } = await joinOlder(signed, newer.head, walk);
    links.push(link);
    if (link.checked !== 'broken') from = link.origin;
    if (older === null) break;
    newer = older;
  }
  return { chain: { from, to: log.head.origin, links }, oldest: newer };
}

type SignedEnd = { readonly head: OpenedCheckpoint; readonly keys: readonly VerifierKey[] };

function signedEnd(leaf: ContinuesLeaf, origin: string, { policy, findings }: Walk): SignedEnd | null {
  try {
    const keys = leaf.keys.map(parseKey);
    const note = fromBase64(leaf.checkpoint);
    const { logs, witnesses } = policyFor(openCheckpoint(note, { log: keys, witnesses: [] }).origin, keys, policy);
    return { head: openCheckpoint(note, { log: logs.map(({ key }) => key), witnesses: witnesses.map(({ key }) => key) }), keys };
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
  if (walk.policy.quorum !== null && policyFor(origin, keys, walk.policy).quorum === null) findings.add('note', 'quorum', origin, 'found no key of this log in the policy; the quorum was not asked of it');
  if (older === null) return { link: { origin, size, checked: judgeUnread(head, keys, walk) ? 'signed' : 'broken' }, log: null };
  const broken = older === 'refused' ? `found a log ${origin} that is refused; expected the one that is continued` : wrongEnd(older, head, newer);
  if (broken === null && older !== 'refused') {
    // Its newest database was lost, and it was given up as it stood: what the next log begins with fits, and the last word is missing.
    if (older.ends === null) findings.add('unjudged', 'chain', origin, `found no entry "ends" at its end; expected one that names the keys of ${newer.origin}: it was given up as it was published, and only ${newer.origin} says that it goes on there`);
    return { link: { origin, size, checked: 'audited' }, log: older };
  }
  findings.add('refused', 'chain', origin, broken ?? '');
  return { link: { origin, size, checked: 'broken' }, log: null };
}

/** An end that is only signed for: its cosignatures, and what was seen of that log. False: it contradicts what was seen. */
function judgeUnread({ origin, size, root, cosignatures }: OpenedCheckpoint, keys: readonly VerifierKey[], { policy, previous, findings }: Walk): boolean {
  const asked = policyFor(origin, keys, policy);
  if (!quorumMet(asked, cosignatures.map(({ key }) => key))) findings.add('unjudged', 'quorum', origin, `found ${cosignatures.length} cosignatures of known witnesses under its end; expected the quorum "${asked.quorum}"`);
  const seen = previous(origin);
  if (seen === null || seen.size === 0) return true;
  if (seen.size > size) findings.add('refused', 'rollback', origin, `found an end of ${size} entries; expected at least the ${seen.size} that were seen before`);
  else if (seen.size < size) findings.add('unjudged', 'chain', origin, `found only the signed end of ${size} entries; expected its files too, to compare their first ${seen.size} with those that were seen before`);
  else if (!sameBytes(seen.root, root)) findings.add('refused', 'same-size', origin, `found a second root for ${size} entries; expected ${base64(seen.root)}, which was seen before`);
  return seen.size < size || (seen.size === size && sameBytes(seen.root, root));
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
    const log = await auditOne({ ...walk, read, policy: policyFor(origin, keys, walk.policy), origins: [origin], faces: false, findings: own });
    for (const { weight, code, place, what } of own.list()) findings.add(weight, code, place.includes(origin) ? place : `${origin}/${place}`, what);
    return log === null || own.worst() === 'refused' ? 'refused' : log;
  } catch (error) {
    if (error instanceof NoLog) return null;
    if (!(error instanceof Unreachable)) throw error;
    findings.add('unjudged', 'unreachable', origin, error.message);
    return null;
  }
}
