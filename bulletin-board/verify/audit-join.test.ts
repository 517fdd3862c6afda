/** Years that do not join are seen from both sides. */
import test, { type ExecutionContext } from 'ava';
import { continuesEntry, endsEntry, paymentEntries, type FixtureEntry } from '../fixtures/entries.ts';
import { makeLog, type MadeLog } from '../fixtures/make-log.ts';
import { parsePolicy } from '../format/policy.ts';
import type { AuditRequest } from './audit.ts';
import { audited, found, keysOf, origin, SEED, turned, webRoot, type Years } from './testing/years.ts';

/** 2026 ends and names 2027's keys; 2027 begins as it is given. */
function apart(t: ExecutionContext, begin: readonly FixtureEntry[] | ((first: MadeLog) => readonly FixtureEntry[])): Years {
  const root = webRoot(t);
  const first = makeLog(root, { origin: origin(2026), entries: [...paymentEntries(4, SEED), endsEntry(keysOf(2027))], seed: SEED });
  return { root, first, second: makeLog(root, { origin: origin(2027), entries: typeof begin === 'function' ? begin(first) : begin, seed: SEED }) };
}

const withKeysOf = ({ first, second }: Years): Partial<AuditRequest> => ({ policy: parsePolicy(`${[...first.keys, ...second.keys].map((key) => `log ${key}`).join('\n')}\nquorum none\n`) });

test('the log whose keys the end of another names, and that does not go on from there, refuses that one', async (t) => {
  const strange = makeLog(webRoot(t), { origin: origin(2025), entries: 3, seed: SEED });
  for (const years of [apart(t, paymentEntries(3, SEED)), apart(t, [continuesEntry(strange.head.checkpoint, strange.keys)])]) {
    for (const request of [{}, withKeysOf(years)]) {
      const result = await audited(years.first, request);
      t.deepEqual([result.outcome, ...found(result)], ['refused', `refused chain ${origin(2027)}#0`]);
      t.regex(result.findings[0]?.what ?? '', /does not go on from bank\.example\/board\/2026, whose end names the keys of this log/);
    }
  }
});

test('the log whose keys the end names has no entry yet: that is not judged, from either side', async (t) => {
  const years = apart(t, []);
  t.deepEqual(found(await audited(years.first)), [`unjudged chain ${origin(2027)}`]);
  t.deepEqual(found(await audited(years.second, withKeysOf(years))), [`unjudged chain ${origin(2027)}`]);
});

test('a log that begins anew beside one whose end names its keys is refused where the key of that one is known, and not judged elsewhere', async (t) => {
  const years = apart(t, paymentEntries(3, SEED));
  const known = await audited(years.second, withKeysOf(years));
  t.deepEqual([known.outcome, ...found(known)], ['refused', `refused chain ${origin(2027)}`]);
  t.regex(known.findings[0]?.what ?? '', /does not go on from bank\.example\/board\/2026, whose end names its keys/);
  const alone = await audited(years.second);
  t.deepEqual(found(alone), [`unjudged chain ${origin(2027)}`]);
  t.regex(alone.findings[0]?.what ?? '', /the key of that one is not known here: give it too/);
  t.deepEqual(found(await audited(years.second, { sibling: () => null })), [], 'the first log of a board begins so');
});

test('the beginning of the chain is judged wherever the audit began', async (t) => {
  const years = apart(t, [...paymentEntries(3, SEED), endsEntry(keysOf(2028))]);
  const third = makeLog(years.root, { origin: origin(2028), entries: [continuesEntry(years.second.head.checkpoint, keysOf(2027)), ...paymentEntries(1, SEED)], seed: SEED });
  t.deepEqual(found(await audited(third)), [`unjudged chain ${origin(2027)}`]);
});

test('an earlier log that ends without a word, that names other keys, or that is broken, says nothing against one that begins anew', async (t) => {
  for (const entries of [paymentEntries(3, SEED), [endsEntry(keysOf(2028))], []]) {
    const root = webRoot(t);
    makeLog(root, { origin: origin(2026), entries, seed: SEED });
    const second = makeLog(root, { origin: origin(2027), entries: paymentEntries(2, SEED), seed: SEED, previous: origin(2026) });
    t.deepEqual(found(await audited(second)), []);
  }
});

test('where the policy names other keys of the next log than the end does, it is not judged', async (t) => {
  const { first } = turned(t);
  const other = makeLog(webRoot(t), { origin: origin(2027), entries: 1, seed: 'other' });
  const policy = parsePolicy(`${[...first.keys, ...other.keys].map((key) => `log ${key}`).join('\n')}\nquorum none\n`);
  t.deepEqual(found(await audited(first, { policy })), [`unjudged chain ${origin(2027)}`]);
});
