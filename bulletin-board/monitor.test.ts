import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import { changeOf, codesOf, flip, foundOf, HOUR, ORIGIN, rowOf, SEED, smallBank, viewOf, withdrawLast, type Bank, type Found } from './monitor/testing/small-bank.ts';
import { endsEntry, paymentEntry, paymentEntries, timeOf, withdrawnEntry } from './fixtures/entries.ts';
import { fixtureKey, logKeysOf } from './fixtures/keys.ts';
import { makeLog } from './fixtures/make-log.ts';
import { checkpointText } from './format/checkpoint.ts';
import { findingKinds } from './monitor/findings.ts';
import { monitorLimits, type MonitorOptions } from './monitor.ts';
import { formatNote } from './format/note.ts';
import { parsePolicy } from './format/policy.ts';
import { facePath } from './format/tile.ts';

test('a bank whose ledger and board agree has nothing told of it', async (t) => {
  for (const size of [0, 1, 2, 7, 256, 300, 515]) {
    const bank = smallBank(t, size);
    const result = await bank.run();
    t.deepEqual(result.findings, [], String(size));
    t.deepEqual([result.checked.entries, result.checked.changes, result.checked.faces, result.checked.witnessCopies], [size, size, size, 2]);
    t.true(result.full);
    t.is(result.next.logs[0]?.peaks.size, size);
  }
});

type Case = { readonly title: string; readonly code: string; readonly size?: number; readonly break: (bank: Bank) => Partial<MonitorOptions> | void };

const withFound = (bank: Bank, index: number, more: Partial<Found>): void => bank.set(index, { ...bank.change(index), found: { ...foundOf(bank, index), ...more } });

/** Another checkpoint of this log, signed by its key and the witnesses. */
function signed(size: number, root: Uint8Array, witnesses = 2, time = timeOf(0) / 1_000 + 10): Uint8Array {
  const text = checkpointText(ORIGIN, size, root);
  const keys = [...logKeysOf(ORIGIN, SEED, false), ...Array.from({ length: witnesses }, (_, at) => fixtureKey(`witness${at + 1}.example`, 4, SEED))];
  return formatNote(text, keys.map((key) => key.sign(text, time)));
}

const copies = (bank: Bank, first: () => Promise<Uint8Array | null>): Partial<MonitorOptions> => ({
  witnessHeads: [{ name: 'witness1.example', read: first }, { name: 'witness2.example', read: () => Promise.resolve(bank.log.head.checkpoint) }],
});

const cases: readonly Case[] = [
  { title: 'a change without an entry', code: 'entry-missing', break: (bank) => void bank.ledger.set(99, [{ name: 'K7F3K29Q.settled', expected: true, found: null }]) },
  { title: 'an entry without a change', code: 'entry-extra', break: (bank) => bank.set(2, { ...bank.change(2), expected: false }) },
  { title: 'two changes that claim one entry', code: 'entry-twice', break: (bank) => void bank.ledger.set(99, [{ ...bank.change(2), name: bank.change(2).name }]) },
  { title: 'a public entry that the ledger does not know', code: 'entry-unknown', break: (bank) => bank.set(3, null) },
  { title: 'another leaf in the database', code: 'leaf-differs', break: (bank) => withFound(bank, 3, { leaf: paymentEntry(5, SEED).leaf }) },
  { title: 'a leaf in the database that is none', code: 'leaf-differs', break: (bank) => withFound(bank, 3, { leaf: Buffer.from('{}') }) },
  { title: 'a waiting entry that is damaged in the database', code: 'entry-bad', break: (bank) => void bank.ledger.set(99, [{ ...changeOf(0), found: { ...foundOf(bank, 0), leaf: Buffer.from('{}'), place: null, publishedAt: null, at: bank.now } }]) },
  { title: 'a waiting entry of another kind than its change', code: 'entry-bad', break: (bank) => void bank.ledger.set(99, [{ ...changeOf(0), name: 'K7F3K29Q.settled', found: { ...foundOf(bank, 0), place: null, publishedAt: null, at: bank.now } }]) },
  { title: 'an altered bundle', code: 'bundle-differs', break: (bank) => bank.edit('tile/entries/000.p/7', flip(30)) },
  { title: 'an altered full bundle', code: 'bundle-differs', size: 300, break: (bank) => bank.edit('tile/entries/000', flip(3_000)) },
  { title: 'an altered tile', code: 'tile-differs', break: (bank) => bank.edit('tile/0/000.p/7', flip(70)) },
  { title: 'an altered upper tile', code: 'tile-differs', size: 300, break: (bank) => bank.edit('tile/1/000.p/1', flip(3)) },
  { title: 'bundle and tile altered alike', code: 'root-differs', break: (bank) => {
    const forged = makeLog(`${bank.root}/forged`, { origin: ORIGIN, entries: paymentEntries(7, 'forged'), seed: SEED });
    for (const path of ['tile/entries/000.p/7', 'tile/0/000.p/7']) writeFileSync(bank.file(path), readFileSync(`${forged.folder}/${path}`));
  } },
  { title: 'a bundle that is gone', code: 'file-bad', break: (bank) => rmSync(bank.file('tile/entries/000.p/7')) },
  { title: 'a bundle that is cut', code: 'file-bad', break: (bank) => bank.edit('tile/entries/000.p/7', (bytes) => bytes.subarray(0, -1)) },
  { title: 'a face that is gone', code: 'face-missing', break: (bank) => rmSync(bank.file(facePath(4))) },
  { title: 'a false face', code: 'face-false', break: (bank) => writeFileSync(bank.file(facePath(4)), readFileSync(bank.file(facePath(2)))) },
  { title: 'a face that is no face', code: 'face-false', break: (bank) => writeFileSync(bank.file(facePath(4)), Buffer.from([0xff, 0xfe])) },
  { title: 'a face in the database that its entry does not bear out', code: 'entry-bad', break: (bank) => withFound(bank, 4, { face: foundOf(bank, 2).face }) },
  { title: 'an erased face without a withdrawal', code: 'withdrawal-missing', break: (bank) => {
    withFound(bank, 4, { face: null, erased: true });
    rmSync(bank.file(facePath(4)));
  } },
  { title: 'an entry in a log that is not listed', code: 'log-unknown', break: (bank) => void bank.ledger.set(99, [{ ...changeOf(0), found: { ...foundOf(bank, 0), place: { origin: 'other/board/2026', index: 0 } } }]) },
  { title: 'an entry noted as published beyond the checkpoint', code: 'entry-not-public', break: (bank) => void bank.ledger.set(99, [{ ...changeOf(0), found: { ...foundOf(bank, 0), place: { origin: ORIGIN, index: 7 } } }]) },
  { title: 'no checkpoint', code: 'checkpoint-missing', break: (bank) => rmSync(bank.file('checkpoint')) },
  { title: 'a checkpoint without the log\'s signature', code: 'checkpoint-bad', break: (bank) => {
    const text = checkpointText(ORIGIN, 7, bank.log.head.root);
    writeFileSync(bank.file('checkpoint'), formatNote(text, [fixtureKey(ORIGIN, 1, 'thief').sign(text, 1)]));
  } },
  { title: 'a checkpoint whose signature is damaged', code: 'checkpoint-bad', break: (bank) => writeFileSync(bank.file('checkpoint'), bank.log.head.checkpoint.toString().length === 0 ? '' : Buffer.from(bank.log.head.checkpoint).toString('utf8').replace(`\n7\n`, '\n6\n')) },
  { title: 'a checkpoint behind', code: 'checkpoint-behind', break: (bank) => {
    const older = makeLog(`${bank.root}/older`, { origin: ORIGIN, entries: 5, witnesses: 2, seed: SEED });
    for (const path of ['checkpoint', 'tile/0/000.p/5', 'tile/entries/000.p/5']) writeFileSync(bank.file(path), readFileSync(`${older.folder}/${path}`));
  } },
  { title: 'a restored database: a checkpoint ahead', code: 'checkpoint-ahead', break: (bank) => {
    const older = makeLog(`${bank.root}/older`, { origin: ORIGIN, entries: 5, seed: SEED });
    bank.row = rowOf(older);
    bank.set(5, null);
    bank.set(6, null);
    // The witnesses' heads are looked at by a test of their own.
    return { witnessHeads: [] };
  } },
  { title: 'a checkpoint that went on after its log had ended', code: 'checkpoint-after-end', break: (bank) => {
    bank.row = { ...rowOf(makeLog(`${bank.root}/older`, { origin: ORIGIN, entries: 5, seed: SEED })), state: 'ended' };
    bank.set(5, null);
    bank.set(6, null);
    return { witnessHeads: [] };
  } },
  { title: 'another checkpoint of the same size', code: 'checkpoint-fork', break: (bank) => writeFileSync(bank.file('checkpoint'), signed(7, new Uint8Array(32).fill(1))) },
  { title: 'a smaller checkpoint of another log', code: 'checkpoint-fork', break: (bank) => {
    writeFileSync(bank.file('checkpoint'), signed(5, new Uint8Array(32).fill(1)));
    bank.row = { ...bank.row, publishedSize: 5 };
  } },
  { title: 'a witness ahead', code: 'witness-ahead', break: (bank) => copies(bank, () => Promise.resolve(signed(9, new Uint8Array(32).fill(1)))) },
  { title: 'a witness with another log of the same size', code: 'witness-fork', break: (bank) => copies(bank, () => Promise.resolve(signed(7, new Uint8Array(32).fill(1)))) },
  { title: 'a witness with a smaller other log', code: 'witness-fork', size: 300, break: (bank) => copies(bank, () => Promise.resolve(signed(5, new Uint8Array(32).fill(1)))) },
  { title: 'a witness that lacks what was published two hours ago', code: 'witness-stale', break: (bank) => {
    const older = makeLog(`${bank.root}/older`, { origin: ORIGIN, entries: 5, witnesses: 2, seed: SEED });
    bank.now = timeOf(5) + 2 * HOUR;
    return copies(bank, () => Promise.resolve(older.head.checkpoint));
  } },
  { title: 'a witness that has not cosigned a quiet log for two days', code: 'witness-stale', break: (bank) => {
    bank.now = timeOf(7) + 48 * HOUR;
    const fresh = signed(7, bank.log.head.root, 2, bank.now / 1_000 - 60);
    return { witnessHeads: [{ name: 'witness1.example', read: () => Promise.resolve(bank.log.head.checkpoint) }, { name: 'witness2.example', read: () => Promise.resolve(fresh) }] };
  } },
  { title: 'a witness whose clock is an hour ahead', code: 'witness-bad', break: (bank) => copies(bank, () => Promise.resolve(signed(7, bank.log.head.root, 2, bank.now / 1_000 + 3_600))) },
  { title: 'a witness that does not answer', code: 'witness-silent', break: (bank) => copies(bank, () => Promise.reject(new Error('connect ECONNREFUSED'))) },
  { title: 'a witness that holds nothing', code: 'witness-silent', break: (bank) => copies(bank, () => Promise.resolve(null)) },
  { title: 'a witness that serves a web page', code: 'witness-bad', break: (bank) => copies(bank, () => Promise.resolve(Buffer.from('<html></html>\n'))) },
  { title: 'a witness that has not signed its copy', code: 'witness-bad', break: (bank) => copies(bank, () => Promise.resolve(signed(7, bank.log.head.root, 0))) },
  { title: 'a checkpoint without the quorum', code: 'quorum-missing', break: (bank) => writeFileSync(bank.file('checkpoint'), signed(7, bank.log.head.root, 1)) },
  { title: 'an entry that waits for ten minutes', code: 'entries-late', break: (bank) => void bank.ledger.set(99, [{ ...changeOf(8), found: { ...foundOf(bank, 0), place: null, publishedAt: null, at: bank.now - HOUR / 6 } }]) },
];

for (const { title, code, size = 7, break: breakIt } of cases) {
  test(`exactly one finding: ${title}`, async (t) => {
    const bank = smallBank(t, size);
    const options = breakIt(bank) ?? {};
    const result = await bank.run(options);
    t.deepEqual(codesOf(result), [code], JSON.stringify(result.findings, null, 2));
    const [finding] = result.findings;
    t.is(finding?.severity, findingKinds[code as keyof typeof findingKinds].severity);
    t.not(finding?.name, '');
    t.regex(finding?.sentence ?? '', /^[a-zA-Z0-9].{20,}/s);
    // Found again, from where this run ended, as long as it is so.
    const again = await bank.run({ ...options, since: result.next });
    t.deepEqual(codesOf(again), [code]);
  });
}

test('every code is made by hand, here or above', (t) => {
  const made = new Set([...cases.map(({ code }) => code), 'face-left', 'entry-forgotten', 'withdrawal-forgotten', 'memory-unreadable']);
  t.deepEqual(Object.keys(findingKinds).filter((code) => !made.has(code)), []);
});

const withdrawing = (t: ExecutionContext): Bank => {
  const bank = smallBank(t, 7);
  withdrawLast(bank, (entries) => makeLog(bank.root, { origin: ORIGIN, entries, witnesses: 2, seed: SEED }), 4);
  return bank;
};

test('a withdrawn face is gone, and its withdrawal is an entry like another', async (t) => {
  t.deepEqual(codesOf(await withdrawing(t).run()), []);
});

test('a face that is left after its withdrawal', async (t) => {
  const bank = withdrawing(t);
  writeFileSync(bank.file(facePath(4)), paymentEntry(4, SEED).face ?? '');
  t.deepEqual(codesOf(await bank.run()), ['face-left']);
  // The sequencer erases it right after it has published the withdrawal.
  bank.now = timeOf(7) + 60_000;
  t.deepEqual(codesOf(await bank.run()), []);
});

test('a withdrawal that names another entry', async (t) => {
  const bank = smallBank(t, 7);
  const wrong = withdrawnEntry(ORIGIN, 3, timeOf(7), SEED);
  withdrawLast(bank, (entries) => makeLog(bank.root, { origin: ORIGIN, entries: [...entries.slice(0, 7), wrong], witnesses: 2, seed: SEED }), 4);
  const own = bank.ledger.get(3)?.find(({ name }) => name.endsWith('.withdrawn'));
  if (own?.found != null) bank.ledger.set(3, [...(bank.ledger.get(3) ?? []).filter((one) => one !== own), { ...own, found: { ...own.found, leaf: wrong.leaf, face: wrong.face } }]);
  const result = await bank.run();
  t.deepEqual(codesOf(result), ['withdrawal-missing']);
  t.regex(result.findings[0]?.sentence ?? '', /its withdrawal names board\.bank\.example\/board\/2026#3/);
});

test('a log that was given up: what was forgotten is one warning, what was there before is not forgotten', async (t) => {
  const bank = smallBank(t, 7);
  bank.row = { ...bank.row, state: 'ended', adoptedFrom: 4 };
  for (const index of [3, 5, 6]) bank.set(index, null);
  const result = await bank.run();
  t.deepEqual(result.findings.map(({ code, severity, name }) => [code, severity, name]), [['entry-unknown', 'alarm', `${ORIGIN}#3`], ['entry-forgotten', 'warn', ORIGIN]]);
  t.regex(result.findings[1]?.sentence ?? '', /given up with 2 published entries \(5 to 6\)/);
  t.regex(findingKinds['entry-forgotten'].advice, /--lost/);
  t.deepEqual(codesOf(await bank.run({ since: { sound: true, payment: 0, logs: [] } })), ['entry-forgotten', 'entry-unknown']);
  bank.row = { ...bank.row, adoptedFrom: null };
  t.deepEqual(codesOf(await bank.run()), ['entry-unknown', 'entry-unknown', 'entry-unknown']);
});

test('a withdrawal that the database forgot is told, that its copy of the face goes too', async (t) => {
  const bank = smallBank(t, 7);
  withdrawLast(bank, (entries) => makeLog(bank.root, { origin: ORIGIN, entries, witnesses: 2, seed: SEED }), 4);
  bank.set(4, changeOf(4));
  bank.ledger.set(3, (bank.ledger.get(3) ?? []).filter(({ name }) => !name.endsWith('.withdrawn')));
  bank.row = { ...bank.row, state: 'ended', adoptedFrom: 7 };
  t.deepEqual(codesOf(await bank.run()).toSorted(), ['entry-forgotten', 'withdrawal-forgotten']);
  bank.row = { ...bank.row, adoptedFrom: null };
  t.deepEqual(codesOf(await bank.run()).toSorted(), ['entry-unknown', 'face-missing']);
});

test('an hour without publication is an alarm; late entries are one finding, with their number and the oldest', async (t) => {
  const bank = smallBank(t, 7);
  for (const [number, age] of [[90, 2], [91, 3], [92, 1]] as const) {
    bank.ledger.set(number, [{ ...changeOf(8), name: `R${number}.accepted`, found: { ...foundOf(bank, 0), place: null, publishedAt: null, at: bank.now - age * HOUR } }]);
  }
  const result = await bank.run();
  t.deepEqual(result.findings.map(({ code, severity, name }) => [code, severity, name]), [['entries-late', 'alarm', 'R91.accepted']]);
  t.regex(result.findings[0]?.sentence ?? '', /^3 entries wait for publication, the oldest \(R91\.accepted\) for 180 minutes$/);
});

test('what a race between row and file would tell is looked at again before it is told', async (t) => {
  const bank = smallBank(t, 7);
  const ledger = viewOf(bank.ledger);
  let looked = 0;
  // Between the first reading of the row and that of the file the face is withdrawn.
  const racing: MonitorOptions['ledger'] = {
    ledgerChanges: async (after, limit) => {
      const read = await ledger.ledgerChanges(after, limit);
      if (read.changes.some(({ found }) => found?.place?.index === 4)) {
        looked += 1;
        if (looked === 1) withdrawLast(bank, (entries) => makeLog(`${bank.root}/later`, { origin: ORIGIN, entries, seed: SEED }), 4);
        if (looked === 1) rmSync(`${folder}/${facePath(4)}`);
        const withdrawal = bank.ledger.get(3)?.find(({ name }) => name.endsWith('.withdrawn'));
        if (looked === 1 && withdrawal?.found != null) bank.ledger.set(3, [bank.change(4), bank.change(5), { ...withdrawal, found: { ...withdrawal.found, publishedAt: bank.now + 1 } }]);
      }
      return read;
    },
  };
  const before = bank.row;
  const folder = bank.log.folder;
  const result = await bank.run({ ledger: racing, logs: () => Promise.resolve([before]), readLog: () => (path) => Promise.resolve(readIfThere(`${folder}/${path}`)) });
  t.is(looked, 2);
  t.deepEqual(codesOf(result), []);
});

function readIfThere(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

test('a log that was turned: its last entry and the first of the next are the log\'s own', async (t) => {
  const bank = smallBank(t, 7);
  const ends = endsEntry(logKeysOf('board.bank.example/board/2027', SEED, false).map(({ key }) => key.text));
  bank.log = makeLog(bank.root, { origin: ORIGIN, entries: [...paymentEntries(7, SEED), ends], witnesses: 2, seed: SEED });
  bank.row = { ...rowOf(bank.log), state: 'ending' };
  t.deepEqual(codesOf(await bank.run()), []);
  bank.row = { ...bank.row, state: 'active' };
  t.deepEqual(codesOf(await bank.run()), ['entry-unknown'], 'nothing ends a log that goes on');
});

test('5,000 payments are compared in batches; no file is read a second time but the newest ones', async (t) => {
  const bank = smallBank(t, 10_000);
  const asked: number[] = [];
  const reads = new Map<string, number>();
  const folder = bank.log.folder;
  const result = await bank.run({
    ledger: viewOf(bank.ledger, asked),
    limits: monitorLimits,
    readLog: () => (path) => {
      reads.set(path, (reads.get(path) ?? 0) + 1);
      return Promise.resolve(readIfThere(`${folder}/${path}`));
    },
  });
  t.deepEqual([codesOf(result), result.checked.changes, result.checked.entries, result.checked.faces], [[], 10_000, 10_000, 10_000]);
  t.deepEqual([asked.length, Math.max(...asked)], [26, 200]);
  t.true(Math.max(...[...reads].filter(([path]) => path.startsWith('tile/')).map(([, count]) => count)) <= 3);
});

test('a witness that lacks only what was just published is in time, however long the log was quiet before', async (t) => {
  const bank = smallBank(t, 7);
  const older = makeLog(`${bank.root}/older`, { origin: ORIGIN, entries: 6, witnesses: 2, seed: SEED });
  bank.now = timeOf(7) + 5 * HOUR;
  withFound(bank, 6, { publishedAt: bank.now - 60_000 });
  t.deepEqual(codesOf(await bank.run(copies(bank, () => Promise.resolve(older.head.checkpoint)))), []);
  withFound(bank, 6, { publishedAt: bank.now - 2 * HOUR });
  t.deepEqual(codesOf(await bank.run(copies(bank, () => Promise.resolve(older.head.checkpoint)))), ['witness-stale']);
});

test('a thousand damaged entries are counted, and some of them named', async (t) => {
  const bank = smallBank(t, 1_000);
  for (let index = 0; index < 1_000; index += 1) withFound(bank, index, { leaf: Buffer.from('{}') });
  const result = await bank.run({ limits: { ...monitorLimits, findingsOfCode: 10 } });
  t.deepEqual([result.counts, result.findings.length], [{ 'leaf-differs': 1_000 }, 10]);
});

test('the keys that the policy names hold over those in the database', async (t) => {
  const bank = smallBank(t, 7);
  const thief = fixtureKey(ORIGIN, 1, 'thief');
  const text = checkpointText(ORIGIN, 7, bank.log.head.root);
  writeFileSync(bank.file('checkpoint'), formatNote(text, [thief.sign(text, 1)]));
  bank.row = { ...bank.row, keys: [thief.key.text] };
  t.deepEqual(codesOf(await bank.run({ witnessHeads: [] })), ['checkpoint-bad']);
  t.deepEqual(codesOf(await bank.run({ witnessHeads: [], policy: parsePolicy('quorum none\n') })), []);
});

test('a fault of the disk is a fault, not a finding', async (t) => {
  const bank = smallBank(t, 7);
  await t.throwsAsync(bank.run({ readLog: () => () => Promise.reject(new Error('EIO')) }), { message: 'EIO' });
  await t.throwsAsync(bank.run({ ledger: { ledgerChanges: () => Promise.resolve({ changes: [], last: 0 }) } }), { instanceOf: RangeError });
});

