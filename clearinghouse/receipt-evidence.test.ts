/** Receipts prove themselves to a stranger, or are never made. */
import { createHmac, hash } from 'node:crypto';
import test from 'ava';
import { utf8 } from '../bulletin-board/format/encoding.ts';
import { faceText, parseFace, parseLeaf, parseOpening, type SaltedField } from '../bulletin-board/format/entry.ts';
import { parseEvidence, receiptFiles } from '../bulletin-board/format/evidence.ts';
import { parseKey } from '../bulletin-board/format/key.ts';
import { formatProof, parseProof, verifyProof } from '../bulletin-board/format/proof.ts';
import type { OwedNotice, ReceiptEvidence } from './core/notice.ts';
import { bank } from './notices/fixtures/examples.ts';
import { renderNotice } from './notices/index.ts';
import { makeProve } from './receipt-evidence.ts';
import type { PublishedEntry } from './store/store.ts';
import { boardOf, BUYERS, contentOf, DETAILS, entryOf, type Given, INDEX, MERCHANTS, ORIGIN, PUBLIC_URL, receipt, salt } from './testing/receipts.ts';

const opened = (evidence: ReceiptEvidence): readonly string[] => parseOpening(contentOf(evidence, receiptFiles.opening)).map((field) => ('digest' in field ? '(hidden)' : field.name));

test('buyer and shop each get all files, and in the opening what is theirs', async (t) => {
  const entry = entryOf();
  const board = boardOf(t, entry);
  const prove = makeProve({ ...board, publicUrl: PUBLIC_URL });
  const [buyers, shops] = [await prove(receipt(BUYERS), entry), await prove(receipt(MERCHANTS), entry)];
  t.deepEqual(opened(buyers), ['reference', 'payer', 'payee', 'total', '(hidden)', 'ordered', 'at', 'order-message-id', '(hidden)']);
  t.deepEqual(opened(shops), ['reference', 'payer', 'payee', 'total', 'invoice', 'ordered', 'at', '(hidden)', '(hidden)']);
  for (const evidence of [buyers, shops]) {
    t.is(evidence.attachments.map(({ filename }) => filename).join(' '), 'entry.bin receipt.tlog-proof face.json opening.json evidence.json log.vkey');
    for (const { filename, contentType } of evidence.attachments) t.is(contentType, filename === 'evidence.json' ? 'application/json' : 'application/octet-stream');
    t.is(Buffer.from(contentOf(evidence, 'entry.bin')).toString(), entry.leaf);
    t.is(Buffer.from(contentOf(evidence, 'face.json')).toString(), entry.face ?? '');
    t.is(Buffer.from(contentOf(evidence, 'log.vkey')).toString(), board.log.keys.map((key) => `${key}\n`).join(''));
    t.like(evidence, { origin: ORIGIN, index: INDEX, keys: board.log.keys, url: 'https://board.bank.example/entry/2026/2' });
  }
  t.notRegex(Buffer.concat(shops.attachments.map(({ content }) => content)).toString(), /8d1f@buyer/);
  t.notRegex(Buffer.concat(buyers.attachments.map(({ content }) => content)).toString(), /R-77/);
});

test('a stranger with the files alone can check all of it', async (t) => {
  const entry = entryOf();
  const board = boardOf(t, entry);
  const evidence = await makeProve({ ...board, publicUrl: null })(receipt(BUYERS), entry);
  const keys = Buffer.from(contentOf(evidence, 'log.vkey')).toString().trimEnd().split('\n').map(parseKey);
  const leafBytes = contentOf(evidence, 'entry.bin');
  const proved = verifyProof(leafBytes, contentOf(evidence, 'receipt.tlog-proof'), { log: keys, witnesses: board.log.witnesses.map(({ key }) => parseKey(key)) });
  t.deepEqual([proved.index, proved.checkpoint.origin, proved.checkpoint.size, proved.checkpoint.cosignatures.length], [INDEX, ORIGIN, 7, 1]);
  // The commitments by Node's own hashes.
  const leaf = parseLeaf(leafBytes);
  if (leaf.kind !== 'settled') throw new Error(leaf.kind);
  const digest = ({ name, value, salt: key }: SaltedField): Buffer => createHmac('sha256', Buffer.from(key, 'base64')).update(JSON.stringify([name, value])).digest();
  const digests = parseOpening(contentOf(evidence, 'opening.json')).map((field) => ('digest' in field ? Buffer.from(field.digest, 'base64') : digest(field)));
  t.is(hash('sha256', Buffer.concat([Buffer.from('kakitome/board-details/v1\0'), ...digests]), 'base64'), leaf.details);
  t.is(hash('sha256', Buffer.concat([Buffer.from('kakitome/board-face/v1\0'), ...parseFace(contentOf(evidence, 'face.json')).map(digest)]), 'base64'), leaf.face);
  const told = parseEvidence(contentOf(evidence, 'evidence.json'));
  t.deepEqual({ ...told, entry: Buffer.from(told.entry).toString() }, { kind: 'settled', eventTime: '2026-11-21T02:04:07.000Z', origin: ORIGIN, index: INDEX, entry: entry.leaf, reference: 'K7F3-K29Q', url: null, answers: '8d1f@buyer.example' });
});

test('the shop is told nothing of the mail that the buyer sent us', async (t) => {
  const entry = entryOf();
  const evidence = await makeProve({ ...boardOf(t, entry), publicUrl: null })(receipt(MERCHANTS), entry);
  t.is(parseEvidence(contentOf(evidence, 'evidence.json')).answers, null);
});

test('a face that was withdrawn is left out, and the details with it', async (t) => {
  const entry = entryOf();
  const board = boardOf(t, entry);
  const evidence = await makeProve({ ...board, publicUrl: null })(receipt(BUYERS), { ...entry, face: null, details: [] });
  t.deepEqual(evidence.attachments.map(({ filename }) => filename), ['entry.bin', 'receipt.tlog-proof', 'evidence.json', 'log.vkey']);
  t.regex(renderNotice(receipt(BUYERS), bank, evidence).text, /has been withdrawn/);
});

test('a receipt with a wrong proof never leaves', async (t) => {
  const entry = entryOf();
  const board = boardOf(t, entry);
  const proof = await board.proofOf(ORIGIN, INDEX);
  const stranger = boardOf(t, entry, ORIGIN, 'stranger');
  const elsewhere = boardOf(t, entry, 'other.example/board/2026');
  const parsed = parseProof(proof);
  const changed = (change: Partial<typeof parsed>): Uint8Array => formatProof({ ...parsed, ...change });
  const text = Buffer.from(proof).toString();
  const proofs: Readonly<Record<string, Uint8Array>> = {
    'of another entry': await board.proofOf(ORIGIN, INDEX + 1),
    'with another index': changed({ index: INDEX + 1 }),
    'with a hash too few': changed({ hashes: parsed.hashes.slice(1) }),
    'with a hash too many': changed({ hashes: [...parsed.hashes, new Uint8Array(32)] }),
    'with another hash': changed({ hashes: parsed.hashes.map((one, at) => (at === 0 ? new Uint8Array(32) : one)) }),
    'under another log\'s signature': changed({ checkpoint: stranger.log.head.checkpoint }),
    'of another log': await elsewhere.proofOf('', INDEX),
    'with a size that nobody signed': utf8(text.replace('\n7\n', '\n8\n')),
    'with CR LF': utf8(text.replaceAll('\n', '\r\n')),
    'cut off': proof.subarray(0, proof.length - 9),
    'empty': new Uint8Array(),
  };
  for (const [name, bytes] of Object.entries(proofs)) {
    await t.throwsAsync(makeProve({ ...board, publicUrl: null, proofOf: () => Promise.resolve(bytes) })(receipt(BUYERS), entry), undefined, name);
  }
  for (const keys of [stranger.log.keys, elsewhere.log.keys, [], ['no key'], board.log.keys.slice(1)]) {
    await t.throwsAsync(makeProve({ ...board, publicUrl: null, keysOf: () => Promise.resolve(keys) })(receipt(BUYERS), entry), undefined, keys.join());
  }
  await t.throwsAsync(makeProve({ ...elsewhere, publicUrl: null })(receipt(BUYERS), entry), { message: /its proof is of other\.example/ });
  await t.notThrowsAsync(makeProve({ ...board, publicUrl: null })(receipt(BUYERS), entry));
});

test('the same leaf at another place is another entry', async (t) => {
  const entry = entryOf();
  const board = boardOf(t, entry, ORIGIN, 'fixture', [INDEX, 5]);
  const prove = makeProve({ ...board, publicUrl: null, proofOf: () => board.proofOf(ORIGIN, 5) });
  await t.throwsAsync(prove(receipt(BUYERS), entry), { message: /its proof is of board\.bank\.example\/board\/2026#5/ });
});

test('proved is what the receipt says, and opened is what was committed to', async (t) => {
  const entry = entryOf();
  const board = boardOf(t, entry);
  const prove = makeProve({ ...board, publicUrl: null });
  const [first, ...rest] = entry.details;
  if (first === undefined || BUYERS.kind !== 'receipt-buyer') throw new Error('no field');
  const wrong: Readonly<Record<string, readonly [notice: OwedNotice, entry: PublishedEntry]>> = {
    'its details do not open': [receipt(BUYERS), { ...entry, details: [{ ...first, value: 'ZZZZ-ZZZZ' }, ...rest] }],
    'details do not open, another salt': [receipt(BUYERS), { ...entry, details: [{ ...first, salt: salt('other') }, ...rest] }],
    'details do not open, another order': [receipt(BUYERS), { ...entry, details: [...rest, first] }],
    'details do not open, one too few': [receipt(BUYERS), { ...entry, details: rest }],
    'its face does not open': [receipt(BUYERS), { ...entry, face: (entry.face ?? '').replace('K7F3', 'ZZZZ') }],
    'its face does not open, another time': [receipt(BUYERS), { ...entry, face: (entry.face ?? '').replace('02:04Z', '02:05Z') }],
    'its face does not open, a field more': [receipt(BUYERS), { ...entry, face: faceText([...parseFace(utf8(entry.face ?? '')), { name: 'alias', value: 'T.S.', salt: salt('alias') }]) }],
    'the face is not canonical': [receipt(BUYERS), { ...entry, face: `${entry.face ?? ''} ` }],
    'another leaf': [receipt(BUYERS), { ...entry, leaf: entry.leaf.replace('settled', 'returned') }],
    'another kind': [receipt(BUYERS), { ...entry, kind: 'returned' }],
    'another place': [receipt(BUYERS), { ...entry, index: INDEX + 1 }],
    'another entry': [receipt(BUYERS, { waitsForEntry: 'ZZZZZZZZ.settled' }), entry],
    'another total': [receipt({ ...BUYERS, total: { ...BUYERS.total, minor: 4742n } }), entry],
    'another reference': [receipt({ ...BUYERS, reference: 'ZZZZ-ZZZZ' }), entry],
    'no receipt': [receipt({ kind: 'address-removed', address: 'a@b.example' }), entry],
  };
  for (const [name, [notice, given]] of Object.entries(wrong)) await t.throwsAsync(prove(notice, given), undefined, name);
});

test('an entry whose face is of another payment, or of another kind, is no entry for this receipt', async (t) => {
  for (const face of [[['kind', 'settled'], ['reference', 'ZZZZ-ZZZZ']], [['kind', 'returned'], ['reference', 'K7F3-K29Q']], [['kind', 'settled']]] as const) {
    const entry = entryOf({ face });
    await t.throwsAsync(makeProve({ ...boardOf(t, entry), publicUrl: null })(receipt(BUYERS), entry), { message: /the receipt says/ });
  }
});

test('a receipt whose files contradict each other never leaves', async (t) => {
  const replaced = (name: string, value: string): NonNullable<Given['details']> => DETAILS.map((field) => (field[0] === name ? [name, value, field[2]] : field));
  const face = [['kind', 'settled'], ['reference', 'K7F3-K29Q'], ['time', '2026-11-21T02:04Z'], ['ordered', '2026-11-21T02:03Z'], ['shop', 'Green Tea House']] as const;
  const prove = (given: Given) => makeProve({ ...boardOf(t, entryOf(given)), publicUrl: null })(receipt(BUYERS), entryOf(given));
  await t.notThrowsAsync(prove({ face }));
  const wrong: Readonly<Record<string, readonly [given: Given, says: RegExp]>> = {
    shop: [{ face, details: replaced('payee', 'Mallory <shop@tea.example>') }, /shop in face\.json/],
    ordered: [{ face, details: replaced('ordered', '2026-11-21T02:04:00.000Z') }, /ordered in opening\.json/],
    time: [{ face, details: replaced('at', '2026-11-21T02:05:00.000Z') }, /time in opening\.json/],
    order: [{ face, details: replaced('order-message-id', 'other@buyer.example') }, /answers in evidence\.json/],
    misplaced: [{ face, details: DETAILS.map((field) => (field[0] === 'payer' ? ['tota1', 'JPY 1', field[2]] : field)) }, /found the field "tota1" at place 1/],
    unknown: [{ face: [...face, ['Quorum', 'met']] }, /found the field "Quorum"/],
  };
  for (const [name, [given, message]] of Object.entries(wrong)) await t.throwsAsync(prove(given), { message }, name);
});

test('whatever stands in the details, the opening opens', async (t) => {
  const hostile = ['"quotes" \\ and \u0000 \u001F', '\u202Egnihton\u202C\u2066', '\uD800 alone', '</script><script>', '長'.repeat(3_500), 'x'.repeat(10_000), '', 'a\r\nb\nc', '\u2028\u2029', '__proto__'];
  for (const value of hostile) {
    const entry = entryOf({ details: DETAILS.map(([name, old, readers]) => (name === 'invoice' ? [name, value, ['buyer']] : name === 'letter' ? [name, value, ['merchant']] : [name, old, readers])) });
    const board = boardOf(t, entry);
    for (const facts of [BUYERS, MERCHANTS]) {
      const evidence = await makeProve({ ...board, publicUrl: null })(receipt(facts), entry);
      const fields = parseOpening(contentOf(evidence, 'opening.json'));
      const shown = fields.flatMap((field) => ('digest' in field || field.name !== (facts === BUYERS ? 'invoice' : 'letter') ? [] : [field.value]));
      t.deepEqual(shown, [value]);
    }
  }
});
