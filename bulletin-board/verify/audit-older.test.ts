/** What the policy, the quorum and the kept head say of an older log counts, whatever the log that goes on from it says. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { continuesEntry, endsEntry, paymentEntries } from '../fixtures/entries.ts';
import { witnessKeysOf } from '../fixtures/keys.ts';
import { makeLog, type MadeLog } from '../fixtures/make-log.ts';
import { parsePolicy, type TrustPolicy } from '../format/policy.ts';
import type { KnownHead } from './audit-log.ts';
import { audited, found, keysOf, origin, SEED, turned, webRoot } from './testing/years.ts';

const naming = (logs: readonly (readonly string[])[], ...lines: readonly string[]): TrustPolicy => parsePolicy(`${[...logs.flat().map((key) => `log ${key}`), ...(lines.length === 0 ? ['quorum none'] : lines)].join('\n')}\n`);
const seen = (log: string, size: number, root: Uint8Array) => (of: string): KnownHead | null => (of === log ? { size, root } : null);

/** 2027 goes on from another 2026, made under a fresh key that only 2027 names. */
function replaced(t: ExecutionContext): { readonly root: string; readonly other: MadeLog; readonly second: MadeLog } {
  const root = webRoot(t);
  const other = makeLog(root, { origin: origin(2026), entries: [...paymentEntries(4, 'other'), endsEntry(keysOf(2027))], seed: 'thief' });
  return { root, other, second: makeLog(root, { origin: origin(2027), entries: [continuesEntry(other.head.checkpoint, other.keys), ...paymentEntries(2, SEED)], seed: SEED }) };
}

test('an older log under another key than the policy names for it breaks the chain, at hand or not', async (t) => {
  const { root, second } = replaced(t);
  const policy = naming([keysOf(2026), keysOf(2027)]);
  t.is((await audited(second)).outcome, 'sound', 'a policy that does not name it takes the word of the newer log');
  for (const remove of [false, true]) {
    if (remove) rmSync(join(root, 'board/2026'), { recursive: true });
    const result = await audited(second, { policy });
    t.deepEqual(found(result), [`refused chain ${origin(2027)}#0`]);
    t.regex(result.findings[0]?.what ?? '', /found no signature of the log .*2026" by its key .*; expected one by each of its keys/);
    t.deepEqual(result.chain?.links, []);
  }
});

test('an older log under the keys that the policy names for it joins', async (t) => {
  const result = await audited(turned(t).second, { policy: naming([keysOf(2026), keysOf(2027)]) });
  t.is(result.outcome, 'sound', JSON.stringify(result.findings));
  t.is(result.chain?.links[0]?.checked, 'audited');
});

test('an older log that is not at hand: its signed end is held against what was seen of it', async (t) => {
  const { other, second, root } = replaced(t);
  rmSync(join(root, 'board/2026'), { recursive: true });
  const judged = async (size: number, bytes: Uint8Array): Promise<readonly string[]> => {
    const result = await audited(second, { previous: seen(origin(2026), size, bytes) });
    return [...found(result), result.chain?.links[0]?.checked ?? ''];
  };
  const { size, root: signed } = other.head;
  t.deepEqual(await judged(size, signed), ['signed']);
  t.deepEqual(await judged(0, new Uint8Array(32)), ['signed']);
  t.deepEqual(await judged(9, second.head.root), [`refused rollback ${origin(2026)}`, 'broken']);
  t.deepEqual(await judged(size, second.head.root), [`refused same-size ${origin(2026)}`, 'broken']);
  t.deepEqual(await judged(3, signed), [`unjudged chain ${origin(2026)}`, 'signed']);
});

test('the quorum of a policy that names an older log is asked of that log too; of one that it does not name it is said that it was not', async (t) => {
  const root = webRoot(t);
  const first = makeLog(root, { origin: origin(2026), entries: [...paymentEntries(4, SEED), endsEntry(keysOf(2027))], seed: SEED, next: origin(2027) });
  const second = makeLog(root, { origin: origin(2027), entries: [continuesEntry(first.head.checkpoint, first.keys), ...paymentEntries(2, SEED)], seed: SEED, witnesses: 1 });
  const quorum = [`witness one ${witnessKeysOf(1, SEED)[0]?.key.text ?? ''}`, 'quorum one'];
  const both = naming([first.keys, second.keys], ...quorum);
  t.deepEqual(found(await audited(second, { policy: both })), [`unjudged quorum ${origin(2026)}/checkpoint`]);
  t.deepEqual(found(await audited(second, { policy: both, sibling: () => null })), [`unjudged quorum ${origin(2026)}`]);
  const alone = await audited(second, { policy: naming([second.keys], ...quorum) });
  t.deepEqual([alone.outcome, ...found(alone)], ['sound', `note quorum ${origin(2026)}`]);
  t.regex(alone.findings[0]?.what ?? '', /the quorum was not asked of it/);
});
