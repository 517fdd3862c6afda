/** Receipts prove themselves to a stranger, or are never made; and their files come out of the mail byte for byte. */
import { createHmac, generateKeyPairSync, hash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import { paymentEntry, type FixtureEntry } from '../bulletin-board/fixtures/entries.ts';
import { makeLog, type MadeLog } from '../bulletin-board/fixtures/make-log.ts';
import { commitmentText, DETAILS_DOMAIN, FACE_DOMAIN } from '../bulletin-board/format/commitment.ts';
import { fromBase64, utf8 } from '../bulletin-board/format/encoding.ts';
import { faceText, leafText, parseFace, parseLeaf, parseOpening, type SaltedField } from '../bulletin-board/format/entry.ts';
import { parseEvidence, receiptFiles } from '../bulletin-board/format/evidence.ts';
import { parseKey } from '../bulletin-board/format/key.ts';
import { parsePolicy } from '../bulletin-board/format/policy.ts';
import { formatProof, parseProof, verifyProof } from '../bulletin-board/format/proof.ts';
import { receiptOfMail } from '../bulletin-board/verify/mail.ts';
import { checkReceipt } from '../bulletin-board/verify/receipt.ts';
import { makeTileReader } from '../bulletin-board/verify/tiles.ts';
import type { DetailField } from './core/decision.ts';
import type { NoticeFacts, OwedNotice, ReceiptEvidence } from './core/notice.ts';
import { makeMailSigner } from './mail/compose.ts';
import { bank, examples, owed } from './notices/fixtures/examples.ts';
import { renderNotice } from './notices/index.ts';
import type { OutgoingAttachment } from './protocol/letter.ts';
import { makeProve } from './receipt-evidence.ts';
import type { PublishedEntry } from './store/store.ts';

const ORIGIN = 'board.bank.example/board/2026';
const ID = 'K7F3K29Q.settled';
const AT = Date.UTC(2026, 10, 21, 2, 4, 7);
const INDEX = 2;

const salt = (name: string): string => Buffer.from(hash('sha256', `salt of ${name}`, 'buffer')).toString('base64');
const salted = (fields: readonly (readonly [string, string])[]): readonly SaltedField[] => fields.map(([name, value]) => ({ name, value, salt: salt(name) }));
const committed = (domain: string, fields: readonly SaltedField[]): string => commitmentText(domain, fields.map((field) => ({ ...field, salt: fromBase64(field.salt) })));

const DETAILS: readonly (readonly [name: string, value: string, readers: DetailField['readers']])[] = [
  ['reference', 'K7F3-K29Q', ['buyer', 'merchant']],
  ['payer', 'Takao Sasaki <takao@buyer.example>', ['buyer', 'merchant']],
  ['total', 'JPY 4741', ['buyer', 'merchant']],
  ['order-message-id', '8d1f@buyer.example', ['buyer']],
  ['forward-message-id', '77a@tea.example', ['merchant']],
  ['letter', '12', []],
];

type Given = { readonly details?: readonly (readonly [string, string, DetailField['readers']])[]; readonly face?: readonly (readonly [string, string])[] };

/** An entry as the core writes it. */
function entryOf({ details = DETAILS, face = [['kind', 'settled'], ['reference', 'K7F3-K29Q'], ['time', '2026-11-21T02:04Z']] }: Given = {}): PublishedEntry {
  const private_ = details.map(([name, value, readers]) => ({ name, value, salt: salt(`private ${name}`), readers }));
  const public_ = salted(face);
  const leaf = leafText({ kind: 'settled', face: committed(FACE_DOMAIN, public_), details: committed(DETAILS_DOMAIN, private_) });
  return { id: ID, kind: 'settled', paymentId: 1, at: AT, origin: ORIGIN, index: INDEX, leaf, face: faceText(public_), details: private_ };
}

type Board = { readonly log: MadeLog; readonly proofOf: (origin: string, index: number) => Promise<Uint8Array>; readonly keysOf: () => Promise<readonly string[]> };

/** A log of seven entries with this one in it, two log keys, one witness. */
function boardOf(t: ExecutionContext, entry: PublishedEntry, origin = ORIGIN, seed = 'fixture', places: readonly number[] = [INDEX]): Board {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-receipt-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const entries = Array.from({ length: 7 }, (_, at): FixtureEntry => (places.includes(at) ? { leaf: utf8(entry.leaf), face: entry.face, opening: null } : paymentEntry(at, 'receipts')));
  const log = makeLog(folder, { origin, entries, witnesses: 1, mlDsa: true, seed });
  const tiles = makeTileReader((path) => Promise.resolve(readFileSync(join(log.folder, path))), log.head.size);
  const proofOf = async (_: string, index: number): Promise<Uint8Array> => formatProof({ index, hashes: await tiles.inclusionProof(index), extra: null, checkpoint: log.head.checkpoint });
  return { log, proofOf, keysOf: () => Promise.resolve(log.keys) };
}

const factsOf = (name: 'receipt-buyer-board' | 'receipt-merchant-board'): NoticeFacts => {
  const facts = examples[name];
  if (facts === undefined) throw new Error('no example');
  return facts;
};
const BUYERS = factsOf('receipt-buyer-board');
const MERCHANTS = factsOf('receipt-merchant-board');
const receipt = (facts: NoticeFacts, more: Partial<OwedNotice> = {}): OwedNotice => ({ ...owed(facts, 'en'), waitsForEntry: ID, inReplyTo: facts.kind === 'receipt-buyer' ? '8d1f@buyer.example' : null, ...more });

const PUBLIC_URL = 'https://board.bank.example';
const contentOf = ({ attachments }: ReceiptEvidence, name: string): Uint8Array => attachments.find(({ filename }) => filename === name)?.content ?? new Uint8Array();
const opened = (evidence: ReceiptEvidence): readonly string[] => parseOpening(contentOf(evidence, receiptFiles.opening)).map((field) => ('digest' in field ? '(hidden)' : field.name));

test('buyer and shop each get all files, and in the opening what is theirs', async (t) => {
  const entry = entryOf();
  const board = boardOf(t, entry);
  const prove = makeProve({ ...board, publicUrl: PUBLIC_URL });
  const [buyers, shops] = [await prove(receipt(BUYERS), entry), await prove(receipt(MERCHANTS), entry)];
  t.deepEqual(opened(buyers), ['reference', 'payer', 'total', 'order-message-id', '(hidden)', '(hidden)']);
  t.deepEqual(opened(shops), ['reference', 'payer', 'total', '(hidden)', 'forward-message-id', '(hidden)']);
  for (const evidence of [buyers, shops]) {
    t.is(evidence.attachments.map(({ filename }) => filename).join(' '), 'entry.bin receipt.tlog-proof face.json opening.json evidence.json log.vkey');
    for (const { filename, contentType } of evidence.attachments) t.is(contentType, filename === 'evidence.json' ? 'application/json' : 'application/octet-stream');
    t.is(Buffer.from(contentOf(evidence, 'entry.bin')).toString(), entry.leaf);
    t.is(Buffer.from(contentOf(evidence, 'face.json')).toString(), entry.face ?? '');
    t.is(Buffer.from(contentOf(evidence, 'log.vkey')).toString(), board.log.keys.map((key) => `${key}\n`).join(''));
    t.like(evidence, { origin: ORIGIN, index: INDEX, keys: board.log.keys, url: 'https://board.bank.example/entry/2026/2' });
  }
  t.notRegex(Buffer.concat(shops.attachments.map(({ content }) => content)).toString(), /8d1f@buyer/);
  t.notRegex(Buffer.concat(buyers.attachments.map(({ content }) => content)).toString(), /77a@tea/);
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

test('whatever stands in the details, the opening opens', async (t) => {
  const hostile = ['"quotes" \\ and \u0000 \u001F', '\u202Egnihton\u202C\u2066', '\uD800 alone', '</script><script>', '長'.repeat(3_500), 'x'.repeat(10_000), '', 'a\r\nb\nc', '\u2028\u2029', '__proto__'];
  for (const value of hostile) {
    const entry = entryOf({ details: [...DETAILS, ['invoice', value, ['buyer']], ['__proto__', value, ['merchant']]] });
    const board = boardOf(t, entry);
    for (const facts of [BUYERS, MERCHANTS]) {
      const evidence = await makeProve({ ...board, publicUrl: null })(receipt(facts), entry);
      const fields = parseOpening(contentOf(evidence, 'opening.json'));
      const shown = fields.flatMap((field) => ('digest' in field || field.name !== (facts === BUYERS ? 'invoice' : '__proto__') ? [] : [field.value]));
      t.deepEqual(shown, [value]);
    }
  }
});

// Through the mail

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const sign = makeMailSigner({ domain: 'bank.example', selector: 'k1', privateKey });

async function mailOf(notice: OwedNotice, evidence: ReceiptEvidence): Promise<Uint8Array> {
  const { messageId, inReplyTo, references, replyTo, autoSubmitted } = notice;
  const rendered = renderNotice(notice, bank, evidence);
  return sign({ from: { name: bank.name, address: bank.paymentAddress }, to: notice.to, date: AT, messageId, inReplyTo, references, replyTo, autoSubmitted, ...rendered });
}

type Part = { readonly filename: string; readonly type: string; readonly content: string };
const hex = (bytes: Uint8Array | ArrayBuffer): string => Buffer.from(bytes as Uint8Array).toString('hex');
const partOf = ({ filename, contentType, content }: OutgoingAttachment): Part => ({ filename, type: contentType.replace(/;.*/, ''), content: hex(content) });

/** By two parsers. The first one guesses a type by the file's name where there is only application/octet-stream. */
async function partsOf(mail: Uint8Array): Promise<readonly (readonly Part[])[]> {
  const one = await simpleParser(Buffer.from(mail));
  const other = await PostalMime.parse(mail);
  const guess = (filename: string, type: string): string => (filename !== receiptFiles.evidence && filename.endsWith('.json') && !filename.startsWith('payment-') ? 'application/octet-stream' : type);
  return [
    one.attachments.map(({ filename = '', contentType, content }) => ({ filename, type: guess(filename, contentType), content: hex(content) })),
    other.attachments.map(({ filename, mimeType, content }) => ({ filename: filename ?? '', type: mimeType, content: typeof content === 'string' ? content : hex(content) })),
  ];
}

test('all files come out of the signed mail byte for byte, by both parsers, each sent as base64', async (t) => {
  const entry = entryOf();
  const board = boardOf(t, entry);
  for (const facts of [BUYERS, MERCHANTS]) {
    for (const language of ['en', 'ja'] as const) {
      const notice = receipt(facts, { language });
      const evidence = await makeProve({ ...board, publicUrl: PUBLIC_URL })(notice, entry);
      const mail = await mailOf(notice, evidence);
      const expected = renderNotice(notice, bank, evidence).attachments.map(partOf);
      for (const parts of await partsOf(mail)) t.deepEqual(parts, expected);
      const source = Buffer.from(mail).toString('latin1');
      const heads = source.split(/\r\n\r\n/).filter((block) => /Content-Disposition: attachment/.test(block));
      t.is(heads.length, expected.length);
      for (const head of heads) t.regex(head, /Content-Transfer-Encoding: base64/);
      t.notRegex(source, /Content-Disposition: inline/i);
      for (const name of Object.values(receiptFiles)) t.true(source.includes(`filename=${name}`) || source.includes(`filename="${name}"`), name);
      t.false(source.includes('c2sp.org/tlog-proof@v1'));
    }
  }
});

test('whoever saves the mail proves the payment with it, and sees what is theirs', async (t) => {
  const entry = entryOf();
  const board = boardOf(t, entry);
  for (const [facts, details] of [[BUYERS, 'reference payer total order-message-id'], [MERCHANTS, 'reference payer total forward-message-id']] as const) {
    const evidence = await makeProve({ ...board, publicUrl: PUBLIC_URL })(receipt(facts), entry);
    const verdict = checkReceipt(await receiptOfMail(await mailOf(receipt(facts), evidence)), parsePolicy(board.log.policy));
    if (verdict.outcome !== 'proved') throw new Error(JSON.stringify(verdict));
    t.like(verdict.facts, { kind: 'settled', origin: ORIGIN, index: INDEX, reference: 'K7F3-K29Q', hidden: 2, quorum: 'met' });
    t.is(verdict.facts.details?.map(({ name }) => name).join(' '), details);
  }
  const withdrawn = await makeProve({ ...board, publicUrl: null })(receipt(BUYERS), { ...entry, face: null, details: [] });
  t.is(checkReceipt(await receiptOfMail(await mailOf(receipt(BUYERS), withdrawn)), parsePolicy(board.log.policy)).outcome, 'proved');
});

test('property: any bytes come out as they went in', async (t) => {
  const entry = entryOf();
  const notice = receipt(BUYERS);
  const evidence = await makeProve({ ...boardOf(t, entry), publicUrl: null })(notice, entry);
  const nasty = fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.array(fc.constantFrom('\r', '\n', '\r\n', '.', '\0', 'From ', '=', '--', ' ', '\u2014 x\n'), { maxLength: 60 }).map((all) => utf8(all.join(''))));
  await t.notThrowsAsync(
    fc.assert(
      fc.asyncProperty(nasty, nasty, async (first, second) => {
        const attachments = evidence.attachments.map((one, at) => (at === 0 ? { ...one, content: first } : at === 1 ? { ...one, content: second } : one));
        for (const parts of await partsOf(await mailOf(notice, { ...evidence, attachments }))) {
          if (JSON.stringify(parts) !== JSON.stringify(attachments.map(partOf))) throw new Error('other bytes');
        }
      }),
      { numRuns: 40 },
    ),
  );
});
