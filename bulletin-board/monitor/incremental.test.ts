import { renameSync, rmSync, writeFileSync } from 'node:fs';
import test from 'ava';
import { committed, detailsOf, fixtureReference, minute, paymentEntries, paymentEntry, salted, timeOf, type FixtureEntry } from '../fixtures/entries.ts';
import { makeLog } from '../fixtures/make-log.ts';
import { DETAILS_DOMAIN, FACE_DOMAIN } from '../format/commitment.ts';
import { faceText, leafBytes, type ChangeKind } from '../format/entry.ts';
import { facePath } from '../format/tile.ts';
import { monitorLimits, type MonitorResult } from '../monitor.ts';
import { parsePlace, placeText } from './place.ts';
import { changeOf, codesOf, flip, foundOf, HOUR, ORIGIN, rowOf, SEED, smallBank, withdrawLast } from './testing/small-bank.ts';

test('an incremental run looks at what came after, and finds what is wrong there', async (t) => {
  const bank = smallBank(t, 300);
  const first = await bank.run();
  bank.grow(520);
  const second = await bank.run({ since: first.next });
  t.deepEqual([codesOf(second), second.full, second.checked.entries, second.checked.faces], [[], false, 220, 220]);
  for (const [path, code, edit] of [['tile/entries/001', 'bundle-differs', flip(9_000)], [facePath(400), 'face-false', flip(20)], ['tile/0/001', 'tile-differs', flip(7_000)]] as const) {
    bank.edit(path, edit);
    t.deepEqual(codesOf(await bank.run({ since: first.next })), [code]);
    bank.edit(path, edit);
  }
  t.deepEqual(codesOf(await bank.run({ since: second.next })), []);
});

test('a payment may be posted before it is accepted, and be paid without having been accepted', async (t) => {
  const kinds = ['posted', 'accepted', 'settled', 'posted', 'settled', 'settled', 'posted'] as const;
  const payments = [1, 1, 1, 2, 2, 3, 4];
  const entries = kinds.map((kind, index) => entryOfKind(index, kind, payments[index] ?? 0));
  const bank = smallBank(t, 0);
  bank.log = makeLog(bank.root, { origin: ORIGIN, entries, witnesses: 2, seed: SEED });
  bank.row = rowOf(bank.log);
  bank.now = timeOf(7) + HOUR;
  for (const [index, entry] of entries.entries()) {
    const payment = payments[index] ?? 0;
    bank.ledger.set(payment, [...(bank.ledger.get(payment) ?? []), changeOf(index, entry, payment)]);
  }
  const first = await bank.run({ full: true });
  t.deepEqual([codesOf(first), first.checked.entries], [[], 7]);
  t.deepEqual(codesOf(await bank.run({ since: first.next })), []);
  const [, ...rest] = bank.ledger.get(2) ?? [];
  bank.ledger.set(2, rest);
  t.deepEqual(codesOf(await bank.run({ full: true })), ['entry-unknown'], 'a post that the ledger does not know');
});

test('the second refund of a payment, and the third, are refunds', async (t) => {
  const entries = (['accepted', 'settled', 'refunded', 'refunded', 'refunded'] as const).map((kind, index) => entryOfKind(index, kind, 1));
  const bank = smallBank(t, 0);
  bank.log = makeLog(bank.root, { origin: ORIGIN, entries, witnesses: 2, seed: SEED });
  bank.row = rowOf(bank.log);
  bank.now = timeOf(5) + HOUR;
  const changes = entries.map((entry, index) => changeOf(index, entry, 1)).map((change, index) => (index < 3 ? change : { ...change, name: `${change.name}.${index - 1}` }));
  bank.ledger.set(1, changes);
  t.regex(changes[4]?.name ?? '', /\.refunded\.3$/);
  t.deepEqual(codesOf(await bank.run({ full: true })), []);
  bank.ledger.set(1, changes.map((change) => ({ ...change, name: change.name.replace('refunded.3', 'settled.3') })));
  t.deepEqual(codesOf(await bank.run({ full: true })), ['entry-bad'], 'a number excuses no other kind');
});

/** An entry of any kind, its face with the reference of the payment. */
function entryOfKind(index: number, kind: ChangeKind, payment: number): FixtureEntry {
  const face = salted([['kind', kind], ['reference', fixtureReference(payment, SEED)], ['time', minute(timeOf(index))]], SEED, String(index), kind);
  const details = salted(detailsOf({}), SEED, String(index), 'details');
  return { leaf: leafBytes({ kind, face: committed(FACE_DOMAIN, face), details: committed(DETAILS_DOMAIN, details) }), face: faceText(face), opening: null };
}

test('an incremental run finds a rewritten past by what the last run saw, a full one too', async (t) => {
  const bank = smallBank(t, 7);
  const { next } = await bank.run();
  // All is made anew, signed with the stolen key, and the database fits.
  const other = makeLog(bank.root, { origin: ORIGIN, entries: paymentEntries(8, 'other'), witnesses: 2, seed: SEED });
  bank.log = other;
  bank.row = rowOf(other);
  for (let index = 0; index < 8; index += 1) bank.set(index, changeOf(index, paymentEntry(index, 'other')));
  t.deepEqual(codesOf(await bank.run()), [], 'without memory it is a sound log');
  t.deepEqual(codesOf(await bank.run({ since: next })), ['checkpoint-fork']);
  const full = await bank.run({ since: next, full: true });
  t.deepEqual(codesOf(full), ['checkpoint-fork']);
  t.deepEqual(codesOf(await bank.run({ since: full.next })), ['checkpoint-fork']);
});

test('database and files restored together to an earlier day are found by what the last run saw', async (t) => {
  const bank = smallBank(t, 7);
  const { next } = await bank.run();
  rmSync(bank.root, { recursive: true });
  bank.log = makeLog(bank.root, { origin: ORIGIN, entries: 5, witnesses: 2, seed: SEED });
  bank.row = rowOf(bank.log);
  bank.set(5, null);
  bank.set(6, null);
  t.deepEqual(codesOf(await bank.run({ since: next })), ['checkpoint-behind']);
});

test('database and files restored together to a day before the first entry, or before the log, are found too, run after run', async (t) => {
  const bank = smallBank(t, 7);
  const first = await bank.run();
  rmSync(bank.root, { recursive: true });
  bank.ledger.clear();
  bank.row = { ...bank.row, assigned: 0, head: null, publishedSize: 0 };
  const options = { witnessHeads: [] };
  t.deepEqual(codesOf(await bank.run(options)), [], 'without memory it is a log that was just begun');
  for (const more of [options, { ...options, full: true }, { ...options, logs: () => Promise.resolve([]) }]) {
    const emptied = await bank.run({ ...more, since: first.next });
    t.deepEqual(codesOf(emptied), ['checkpoint-behind']);
    t.regex(emptied.findings[0]?.sentence ?? '', /^found no .*; the last run of the monitor saw 7/);
    t.deepEqual(emptied.next.logs, first.next.logs);
    t.deepEqual(codesOf(await bank.run({ ...more, since: emptied.next })), ['checkpoint-behind']);
  }
});

test('what only a full run finds stays found: the next run is full again', async (t) => {
  const bank = smallBank(t, 300);
  const first = await bank.run();
  bank.grow(301);
  bank.edit(facePath(4), flip(20));
  t.deepEqual(codesOf(await bank.run({ since: first.next })), [], 'an old face is not read again');
  const full = await bank.run({ since: first.next, full: true });
  t.deepEqual(codesOf(full), ['face-false']);
  const again = await bank.run({ since: full.next });
  t.deepEqual([codesOf(again), again.full], [['face-false'], true]);
  bank.edit(facePath(4), flip(20));
  const healed = await bank.run({ since: again.next });
  t.deepEqual([codesOf(healed), healed.full, (await bank.run({ since: healed.next })).full], [[], true, false]);
});

test('what is remembered of a log grows while an alarm lasts, and never shrinks', async (t) => {
  const bank = smallBank(t, 7);
  const first = await bank.run();
  const sizes = ({ next }: MonitorResult): readonly number[] => next.logs.map(({ peaks }) => peaks.size);
  bank.grow(9);
  bank.edit(facePath(8), flip(20));
  const alarmed = await bank.run({ since: first.next });
  t.deepEqual([codesOf(alarmed), sizes(alarmed), alarmed.next.sound], [['face-false'], [9], false]);
  bank.grow(11);
  bank.edit(facePath(8), flip(20));
  const still = await bank.run({ since: alarmed.next });
  t.deepEqual([codesOf(still), sizes(still), still.full], [['face-false'], [11], true], 'what was passed over is still looked at');
  rmSync(bank.root, { recursive: true });
  bank.log = makeLog(bank.root, { origin: ORIGIN, entries: 9, witnesses: 2, seed: SEED });
  bank.row = rowOf(bank.log);
  for (const index of [9, 10]) bank.set(index, null);
  const back = await bank.run({ since: still.next });
  t.deepEqual([codesOf(back), sizes(back)], [['checkpoint-behind'], [11]]);
  t.deepEqual(codesOf(await bank.run({ since: back.next })), ['checkpoint-behind']);
});

test('payments at rest are left out; those that are open, waiting or young are looked at again', async (t) => {
  const bank = smallBank(t, 40);
  bank.now = timeOf(40) + 30 * 24 * HOUR;
  const far = { ...monitorLimits, batch: 3, witnesses: { behind: 1e15, quiet: 1e15, ahead: 1e15 } };
  t.is((await bank.run({ limits: far })).next.payment, 18, 'all but the last batch, of which nothing later is known');
  t.is((await bank.run({ limits: { ...far, recent: 365 * 24 * HOUR } })).next.payment, 0);
  const closing = bank.change(15);
  bank.set(15, { ...closing, name: 'K7F3K29Q.settled' });
  t.is((await bank.run({ limits: far })).next.payment, 6, 'payment 8 is accepted and not closed');
  bank.set(15, closing);
  const { at, leaf, face } = foundOf(bank, 15);
  bank.ledger.get(8)?.push({ name: 'K7F3K29Q.settled', expected: true, found: { at, leaf, face, erased: false, place: null, publishedAt: null } });
  const waiting = await bank.run({ limits: far });
  t.deepEqual([codesOf(waiting), waiting.next.payment], [['entries-late'], 6], 'an entry of payment 8 waits');
});

test('a new entry of an old payment is found among the older ones, with all that can be wrong with it', async (t) => {
  const bank = smallBank(t, 40);
  bank.now = timeOf(40) + 30 * 24 * HOUR;
  const limits = { ...monitorLimits, batch: 3, witnesses: { behind: 1e15, quiet: 1e15, ahead: 1e15 } };
  const first = await bank.run({ limits });
  t.is(first.next.payment, 18);
  withdrawLast(bank, (entries) => makeLog(bank.root, { origin: ORIGIN, entries, witnesses: 2, seed: SEED }), 4);
  t.deepEqual(codesOf(await bank.run({ since: first.next, limits })), []);
  writeFileSync(bank.file(facePath(4)), paymentEntry(4, SEED).face ?? '');
  t.deepEqual(codesOf(await bank.run({ since: first.next, limits })), ['face-left']);
});

test('a place is read back as it was written, and nothing else is one', async (t) => {
  const bank = smallBank(t, 300);
  const { next } = await bank.run();
  t.deepEqual(parsePlace(placeText(next)), next);
  for (const text of ['', '{}', 'null', placeText(next).trim(), placeText(next).replace('"size":300', '"size":301'), placeText(next).replace('"payment":', '"payment":-'), `${placeText(next)} `]) t.is(parsePlace(text), null, text);
  renameSync(bank.log.folder, `${bank.log.folder}-away`);
  t.deepEqual(codesOf(await bank.run({ since: next })), ['checkpoint-missing']);
});
