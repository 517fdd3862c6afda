/**
 * A log whose first entry names no earlier one begins anew. That is how the first log of a board begins, and how one would whose years were taken
 * away: where an earlier log is at hand and its end names this one's keys, it must have gone on from there.
 */
import { openCheckpoint } from '../format/checkpoint.ts';
import { parseLeaf } from '../format/entry.ts';
import { leafHash } from '../format/hash.ts';
import { Malformed } from '../format/malformed.ts';
import { verifyInclusion } from '../format/tree.ts';
import type { Walk } from './audit-chain.ts';
import { aboutLog, yearBeside } from './audit-later.ts';
import type { AuditedLog } from './audit-log.ts';
import { Unreachable } from './finding.ts';
import { makeTileReader } from './tiles.ts';

/** `said`: the earlier log that it names in log.json, a hint only. */
export async function judgeBeginning({ head, continues, whole }: AuditedLog, said: string | null, walk: Walk): Promise<void> {
  if (continues !== null || !whole) return;
  for (const origin of new Set([said, yearBeside(head.origin, -1)])) {
    if (origin === null || origin === head.origin) continue;
    const end = await endOf(origin, walk);
    if (end === null || !head.logKeys.some(({ text }) => end.next.includes(text))) continue;
    const what = `found a log that does not go on from ${origin}, whose end names its keys; expected a first entry "continues" with the final checkpoint of that one`;
    // Anybody can make an earlier log that names these keys.
    if (end.vouched && head.size > 0) walk.findings.add('refused', 'chain', head.origin, what);
    else walk.findings.add('unjudged', 'chain', head.origin, `${what} ${end.vouched ? '(it has no entry yet)' : '(the key of that one is not known here: give it too)'}`);
  }
}

/** The keys that the last entry of an earlier log names. Null: it is not at hand, or does not end with any. `vouched`: the policy names its keys. */
async function endOf(origin: string, { policy, sibling }: Walk): Promise<{ readonly next: readonly string[]; readonly vouched: boolean } | null> {
  const read = sibling(origin);
  if (read === null) return null;
  try {
    const bytes = await read('checkpoint');
    if (bytes === null) return null;
    const named = policy.logs.map(({ key }) => key).filter(({ name }) => name === origin);
    const { size, root } = openCheckpoint(bytes, { log: named.length > 0 ? named : (await aboutLog(read)).keys.filter(({ name }) => name === origin), witnesses: [] });
    if (size === 0) return null;
    const tiles = makeTileReader(read, size);
    const [entry, hashes] = await Promise.all([tiles.entry(size - 1), tiles.inclusionProof(size - 1)]);
    const leaf = verifyInclusion(leafHash(entry), size - 1, size, hashes, root) ? parseLeaf(entry) : null;
    return leaf?.kind === 'ends' ? { next: leaf.next, vouched: named.length > 0 } : null;
  } catch (error) {
    // Another log that is broken says nothing against this one.
    if (error instanceof Malformed || error instanceof Unreachable) return null;
    throw error;
  }
}
