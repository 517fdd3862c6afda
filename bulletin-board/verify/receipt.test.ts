import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import { continuesEntry, endsEntry, FIRST_TIME, paymentEntries, withdrawnEntry } from '../fixtures/entries.ts';
import { logKeysOf } from '../fixtures/keys.ts';
import { makeLog } from '../fixtures/make-log.ts';
import { receiptOf as receiptFilesOf } from '../fixtures/receipt.ts';
import { fromUtf8, utf8 } from '../format/encoding.ts';
import { parseEvidence, evidenceBytes, type Evidence } from '../format/evidence.ts';
import { fieldDigest } from '../format/commitment.ts';
import { openingText, parseOpening } from '../format/entry.ts';
import { formatProof } from '../format/proof.ts';
import { parsePolicy, type TrustPolicy } from '../format/policy.ts';
import { vector, vectorJson, vectorKey } from '../format/fixtures/vectors.ts';
import { receiptOfFiles } from './mail.ts';
import { checkReceipt, type ReceiptFiles, type ReceiptVerdict } from './receipt.ts';
import { describeReceipt, sentence } from './receipt-text.ts';
import { folderReader } from './folder.ts';
import { makeTileReader } from './tiles.ts';

const ORIGIN = 'bank.example/board/2026';
const folder = mkdtempSync(join(tmpdir(), 'kakitome-receipt-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

const log = makeLog(folder, { origin: ORIGIN, entries: [...paymentEntries(20, 'fixture'), withdrawnEntry(ORIGIN, 3, FIRST_TIME, 'fixture'), endsEntry(logKeysOf('bank.example/board/2027', 'fixture', false).map(({ key }) => key.text))], witnesses: 2, mlDsa: true });
const policy = parsePolicy(log.policy);
const keyOnly: TrustPolicy = { ...policy, witnesses: [], groups: [], quorum: null };
const good: ReceiptFiles = receiptOfFiles(await receiptFilesOf(log, 5));

const only = (verdict: ReceiptVerdict) => (verdict.outcome === 'refused' ? null : verdict.facts);
const code = (files: ReceiptFiles, trust: TrustPolicy | null = policy): string => {
  const verdict = checkReceipt(files, trust);
  return `${verdict.outcome} ${verdict.code}`;
};

test('a whole receipt under a policy: what, where, when, by whom, and what it does not prove', (t) => {
  const verdict = checkReceipt(good, policy);
  t.is(verdict.outcome, 'proved');
  t.like(only(verdict), { kind: 'settled', place: `${ORIGIN}#5`, treeSize: 22, time: '2026-11-02T10:00:05.000Z', quorum: 'met', hidden: 0, signedAt: '2026-11-02T10:00:22.000Z' });
  t.deepEqual(only(verdict)?.signedBy.map(({ key }) => key), [...log.keys]);
  t.deepEqual(only(verdict)?.cosignedBy.map(({ name, at }) => [name, at]), [['witness1.example', '2026-11-02T10:00:23.000Z'], ['witness2.example', '2026-11-02T10:00:23.000Z']]);
  t.deepEqual(verdict.unproved, ['words', 'delivery', 'goods', 'identity', 'time', 'claimed']);
  t.deepEqual(JSON.parse(JSON.stringify(verdict)), verdict, 'plain data');
});

test('one sentence, in English and in Japanese', (t) => {
  const verdict = checkReceipt(good, policy);
  const reference = only(verdict)?.reference ?? '';
  t.regex(reference, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  const [first = '', second = ''] = only(verdict)?.signedBy.map(({ id }) => id) ?? [];
  t.is(sentence(verdict, 'en'), `Proved: payment ${reference} was recorded as settled at 2026-11-02 10:00 UTC, as entry 5 of the log ${ORIGIN}, signed by the log’s key ${first} and ${second} and cosigned by witness1.example, witness2.example.`);
  t.is(sentence(verdict, 'ja'), `証明されました：支払い ${reference} は2026-11-02 10:00 UTC に「決済」として台帳 ${ORIGIN} の記録 5に載っています。台帳の鍵 ${first}・${second} の署名と witness1.example・witness2.example の連署があります。`);
  const text = describeReceipt(verdict, 'en');
  t.deepEqual(text.rows.find(([label]) => label === 'Total'), ['Total', 'JPY 1002']);
  t.true(text.unproved.includes('That any mail was delivered or read.'));
  const japanese = describeReceipt(verdict, 'ja');
  t.deepEqual(japanese.rows[0], ['種別', '決済']);
  t.true(japanese.unproved.every((line) => /[\u3040-\u30ff]/.test(line)));
});

test('only the key that came with it: not judged, and the keys to compare are told', (t) => {
  const verdict = checkReceipt(good, null);
  t.is(`${verdict.outcome} ${verdict.code}`, 'unjudged key');
  t.deepEqual(verdict.outcome === 'unjudged' ? verdict.compare : [], [...log.keys]);
  t.true(verdict.unproved.includes('own-key'));
  t.regex(sentence(verdict, 'en'), /^Not fully judged: .*only if that key is the bank’s\.$/);
  t.regex(sentence(verdict, 'ja'), /^完全には判定できません/);
});

test('no key at all: nobody\'s signature is claimed', (t) => {
  const verdict = checkReceipt({ ...good, keys: null }, null);
  t.is(`${verdict.outcome} ${verdict.code}`, 'unjudged key');
  t.deepEqual(only(verdict)?.signedBy, []);
  t.true(verdict.unproved.includes('no-key'));
  t.regex(sentence(verdict, 'en'), /nobody’s signature was checked/);
  t.is(code({ ...good, keys: null, proof: utf8(fromUtf8(good.proof).replace(/^index \d+$/m, 'index 4')) }, null), 'refused inclusion');
});

test('a key alone proves it, and says that no witness was heard', (t) => {
  const verdict = checkReceipt(good, keyOnly);
  t.is(verdict.outcome, 'proved');
  t.is(only(verdict)?.quorum, 'none-asked');
  t.true(verdict.unproved.includes('no-witness'));
});

test('too few witnesses: not judged in full', (t) => {
  const line = fromUtf8(good.proof).split('\n').find((one) => one.includes('witness2')) ?? '';
  const files = { ...good, proof: utf8(fromUtf8(good.proof).replace(`${line}\n`, '')) };
  t.is(code(files), 'unjudged quorum');
  t.regex(sentence(checkReceipt(files, policy), 'en'), /fewer witnesses have cosigned/);
  t.is(code(files, keyOnly), 'proved null');
});

test('somebody else\'s key, and somebody else\'s log, are refused', (t) => {
  const other = logKeysOf(ORIGIN, 'other', false).map(({ key }) => ({ key, url: null }));
  t.is(code(good, { ...keyOnly, logs: other }), 'refused no-log-signature');
  t.is(code(good, { ...keyOnly, logs: logKeysOf('shop.example/board/2026', 'other', false).map(({ key }) => ({ key, url: null })) }), 'refused origin');
  t.is(code(good, { ...keyOnly, logs: [] }), 'refused origin');
  const keys = utf8(`${other[0]?.key.text}\n`);
  t.is(code({ ...good, keys }), 'refused no-log-signature');
  t.is(code({ ...good, keys: utf8(`${fromUtf8(good.keys ?? utf8(''))}${other[0]?.key.text}\n`) }), 'refused no-log-signature', 'a second key under the same name');
});

test('what is not there is said to be unproved', (t) => {
  const verdict = checkReceipt({ entry: good.entry, proof: good.proof, face: null, opening: null, evidence: null, keys: null }, policy);
  t.is(verdict.outcome, 'proved');
  t.like(only(verdict), { reference: null, time: null, face: null, details: null, claimed: null });
  t.deepEqual(verdict.unproved, ['words', 'delivery', 'goods', 'identity', 'time', 'no-face', 'no-opening']);
  t.regex(sentence(verdict, 'en'), /payment \(reference not shown\) was recorded as settled, as entry 5/);
});

test('a receiver who may see less: hidden fields stay hidden, the rest is proved', (t) => {
  const opening = utf8(openingText(parseOpening(good.opening ?? utf8('')).map((field) => ('name' in field && field.name !== 'total' ? { digest: Buffer.from(fieldDigest({ ...field, salt: Buffer.from(field.salt, 'base64') })).toString('base64') } : field))));
  const verdict = checkReceipt({ ...good, opening }, policy);
  t.is(verdict.outcome, 'proved');
  t.deepEqual(only(verdict)?.details, [{ name: 'total', value: 'JPY 1002' }]);
  t.is(only(verdict)?.hidden, 8);
  t.true(verdict.unproved.includes('hidden'));
});

// Files that contradict each other

const evidence = (change: Partial<Evidence>): ReceiptFiles => ({ ...good, evidence: evidenceBytes({ ...parseEvidence(good.evidence ?? utf8('')), ...change }) });
const other: ReceiptFiles = receiptOfFiles(await receiptFilesOf(log, 4));

const contradictions: readonly (readonly [string, ReceiptFiles, string, RegExp])[] = [
  ['evidence of another kind', evidence({ kind: 'returned' }), 'disagreement', /kind in evidence\.json: found "returned"; expected "settled"/],
  ['evidence of another index', evidence({ index: 6 }), 'disagreement', /place in evidence\.json/],
  ['evidence of another log', evidence({ origin: 'shop.example/board/2026' }), 'disagreement', /place in evidence\.json/],
  ['evidence of another entry', evidence({ entry: other.entry }), 'disagreement', /entry in evidence\.json/],
  ['evidence of another reference', evidence({ reference: 'K7F3-K29Q' }), 'disagreement', /reference in evidence\.json: found "K7F3-K29Q"/],
  ['evidence of another time', evidence({ eventTime: '2026-11-02T10:00:06.000Z' }), 'disagreement', /event_time in evidence\.json/],
  ['evidence of another minute, without an opening', { ...evidence({ eventTime: '2026-11-02T10:01:05.000Z' }), opening: null }, 'disagreement', /event_time/],
  ['the face of another entry', { ...good, face: other.face }, 'face', /does not open this entry/],
  ['the opening of another entry', { ...good, opening: other.opening }, 'opening', /does not open this entry/],
  ['another entry', { ...good, entry: other.entry }, 'inclusion', /does not lead/],
  ['the proof of another entry', { ...good, proof: other.proof }, 'inclusion', /does not lead/],
  ['keys that are none', { ...good, keys: utf8('key\n') }, 'key', /expected a verifier key/],
  ['keys with CR', { ...good, keys: utf8(fromUtf8(good.keys ?? utf8('')).replaceAll('\n', '\r\n')) }, 'encoding', /control character/],
];
for (const [name, files, expected, found] of contradictions) {
  test(`refused: ${name}`, (t) => {
    const verdict = checkReceipt(files, policy);
    t.is(`${verdict.outcome} ${verdict.code}`, `refused ${expected}`);
    t.regex(verdict.outcome === 'refused' ? verdict.found : '', found);
    t.not(checkReceipt(files, null).outcome, 'proved');
    t.regex(sentence(verdict, 'en'), /^Refused, this proves nothing: /);
    t.regex(sentence(verdict, 'ja'), /^不合格です/);
  });
}

test('without an ML-DSA-44 signature that a known key of the log made, nothing is proved', (t) => {
  const lines = fromUtf8(good.proof).split('\n');
  const stripped = utf8(lines.filter((line) => !(line.startsWith('\u2014') && line.length > 1_000)).join('\n'));
  t.is(code({ ...good, keys: null, proof: stripped }), 'refused no-log-signature');
  t.is(code({ ...good, keys: null, proof: stripped }, { ...keyOnly, logs: keyOnly.logs.slice(0, 1) }), 'proved null', 'who knows one key only');
});

test('a log\'s own entries and withdrawals can be shown too', async (t) => {
  const tiles = makeTileReader(folderReader(log.folder), log.head.size);
  const show = async (index: number, face: Uint8Array | null): Promise<ReceiptVerdict> =>
    checkReceipt({ entry: await tiles.entry(index), proof: formatProof({ index, hashes: await tiles.inclusionProof(index), extra: null, checkpoint: log.head.checkpoint }), face, opening: null, evidence: null, keys: null }, policy);
  t.regex(sentence(await show(20, utf8(log.entryAt(20).face ?? '')), 'en'), /withdrawn at 2026-11-02 10:00 UTC, as entry 20/);
  t.regex(sentence(await show(21, null), 'en'), /entry 21 of the log .* is the end of its log/);
  t.is((await show(21, good.face)).outcome, 'refused');
});

test('a log turned: the old receipt verifies with the old key alone', (t) => {
  const next = makeLog(folder, { origin: 'bank.example/board/2027', entries: [continuesEntry(log.head.checkpoint, log.keys)] });
  t.is(code(good, { ...keyOnly, logs: [...keyOnly.logs, ...parsePolicy(next.policy).logs] }), 'proved null');
  t.is(code(good, parsePolicy(next.policy)), 'refused origin');
});

// The vectors

test('vectors: all proofs to reject are refused', (t) => {
  const trust: TrustPolicy = { logs: [{ key: vectorKey('log'), url: null }], witnesses: [], groups: [], quorum: null };
  const proofs = vectorJson<readonly { readonly name: string; readonly check: string }[]>('negative/manifest.json').filter(({ check }) => check === 'proof');
  t.is(proofs.length, 13);
  for (const { name } of proofs) {
    const files = { entry: vector(`negative/${name}/p.entry`), proof: vector(`negative/${name}/p.tlog-proof`), face: null, opening: null, evidence: null, keys: null };
    t.is(checkReceipt(files, trust).outcome, 'refused', name);
    t.is(checkReceipt(files, null).outcome, 'refused', `${name} without a key`);
  }
});

// Altered receipts

/** Of evidence.json the address and the Message-ID are covered by nothing, and said to be so; the proof's head without ML-DSA stays good. */
const covered = ['entry', 'proof', 'face', 'opening', 'keys'] as const;
const plain = makeLog(folder, { origin: 'plain.example/board/2026', entries: 20, witnesses: 1 });
const plainFiles: ReceiptFiles = receiptOfFiles(await receiptFilesOf(plain, 7));

test('property: one byte changed, anywhere, and it is never proved', (t) => {
  const trust = parsePolicy(plain.policy);
  t.is(code(plainFiles, trust), 'proved null');
  fc.assert(
    fc.property(fc.constantFrom(...covered), fc.nat(), fc.integer({ min: 1, max: 255 }), (name, where, change) => {
      const bytes = Uint8Array.from(plainFiles[name] ?? []);
      bytes[where % bytes.length] = (bytes[where % bytes.length] ?? 0) ^ change;
      t.not(checkReceipt({ ...plainFiles, [name]: bytes }, trust).outcome, 'proved', `${name} at ${where % bytes.length}`);
      t.not(checkReceipt({ ...plainFiles, [name]: bytes }, null).outcome, 'proved');
    }),
    { numRuns: 400 },
  );
});

test('every byte of every file, one bit each: refused', (t) => {
  const trust = parsePolicy(plain.policy);
  for (const name of ['entry', 'face', 'opening', 'keys'] as const) {
    const bytes = plainFiles[name] ?? new Uint8Array();
    for (let at = 0; at < bytes.length; at += 1) {
      const altered = Uint8Array.from(bytes, (byte, place) => (place === at ? byte ^ (1 << at % 8) : byte));
      t.is(checkReceipt({ ...plainFiles, [name]: altered }, trust).outcome, 'refused', `${name} at ${at}`);
    }
  }
});

test('property: whatever is given in place of a file, it is judged and never thrown at', (t) => {
  const junk = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 200 }).map(utf8), fc.json().map(utf8), fc.constantFrom('[', '{"v":1,"fields":', '{"a":').map((text) => utf8(text.repeat(50_000))));
  fc.assert(
    fc.property(fc.constantFrom(...covered, 'evidence' as const), junk, (name, bytes) => {
      t.is(checkReceipt({ ...good, [name]: bytes }, policy).outcome, 'refused');
    }),
    { numRuns: 300 },
  );
});

test('gigantic files are refused unread', (t) => {
  const big = utf8(`${fromUtf8(good.proof).split('\n\n')[0]}\n${'A'.repeat(20_000_000)}`);
  for (const name of [...covered, 'evidence'] as const) t.is(checkReceipt({ ...good, [name]: big }, policy).outcome, 'refused', name);
});
