/** A bank that commits to two stories in one entry, and words that would read as ours. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { committed, detailsOf, salted } from '../fixtures/entries.ts';
import { makeLog } from '../fixtures/make-log.ts';
import { utf8 } from '../format/encoding.ts';
import { evidenceBytes } from '../format/evidence.ts';
import { DETAILS_DOMAIN, FACE_DOMAIN, fieldDigest } from '../format/commitment.ts';
import { faceText, leafBytes, openingText } from '../format/entry.ts';
import { formatProof } from '../format/proof.ts';
import { parsePolicy, type TrustPolicy } from '../format/policy.ts';
import { checkReceipt, type ReceiptFiles } from './receipt.ts';
import { describeReceipt, sentence } from './receipt-text.ts';
import { folderReader } from './folder.ts';
import { makeTileReader } from './tiles.ts';

const ORIGIN = 'bank.example/board/2026';
const folder = mkdtempSync(join(tmpdir(), 'kakitome-stories-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

const code = (files: ReceiptFiles, trust: TrustPolicy): string => {
  const verdict = checkReceipt(files, trust);
  return `${verdict.outcome} ${verdict.code}`;
};

type Fields = readonly (readonly [name: string, value: string])[];
type Story = { readonly face?: Fields; readonly details?: Fields; /** Only these are shown to this receiver. */ readonly open?: readonly number[]; readonly answers?: string | null; readonly kind?: 'settled' | 'posted' };

const honestFace: Fields = [['kind', 'settled'], ['reference', 'K7F3-K29Q'], ['time', '2026-11-21T10:32Z'], ['alias', 'T.S.'], ['ordered', '2026-11-21T10:30Z'], ['shop', 'Green Tea House']];
const told = { reference: 'K7F3-K29Q', payer: 'Takao <t@buyer.example>', payee: 'Green Tea House <shop@tea.example>', total: 'JPY 4741', ordered: '2026-11-21T10:30:59.999Z', at: '2026-11-21T10:32:05.000Z', 'order-message-id': 'real@buyer.example' };
const withField = (fields: Fields, name: string, value: string): Fields => fields.map((field) => (field[0] === name ? [name, value] : field));

/** A receipt of an entry that the log signed, whatever it says, and the keys to check it with. */
async function storyOf({ face = honestFace, details = detailsOf(told), open, answers = 'real@buyer.example', kind = 'settled' }: Story): Promise<readonly [ReceiptFiles, TrustPolicy]> {
  const inFace = salted(face, 'story', 'face');
  const inDetails = details.map(([name, value], at) => ({ ...salted([[name, value]], 'story', String(at))[0] ?? { name, value, salt: '' } }));
  const leaf = leafBytes({ kind, face: committed(FACE_DOMAIN, inFace), details: committed(DETAILS_DOMAIN, inDetails) });
  const liar = makeLog(mkdtempSync(join(folder, 'story-')), { origin: ORIGIN, entries: [{ leaf, face: null, opening: null }] });
  const hidden = inDetails.map((field, at) => (open === undefined || open.includes(at) ? field : { digest: Buffer.from(fieldDigest({ ...field, salt: Buffer.from(field.salt, 'base64') })).toString('base64') }));
  const proof = formatProof({ index: 0, hashes: await makeTileReader(folderReader(liar.folder), 1).inclusionProof(0), extra: null, checkpoint: liar.head.checkpoint });
  const said = evidenceBytes({ kind, eventTime: '2026-11-21T10:32:05.000Z', origin: ORIGIN, index: 0, entry: leaf, reference: 'K7F3-K29Q', url: null, answers });
  return [{ entry: leaf, proof, face: utf8(faceText(inFace)), opening: utf8(openingText(hidden)), evidence: said, keys: null }, parsePolicy(liar.policy)];
}

test('a story that is told once is proved, with all that may stand in a face', async (t) => {
  for (const story of [{}, { open: [0, 3] }, { answers: null }, { details: detailsOf({ ...told, 'order-message-id': '' }) }, { kind: 'posted', face: [...withField(honestFace, 'kind', 'posted'), ['text', 'Two teapots']] }] satisfies readonly Story[]) t.is(code(...(await storyOf(story))), 'proved null', JSON.stringify(story));
});

const lies: readonly (readonly [string, Story, string, RegExp])[] = [
  ['another kind', { face: withField(honestFace, 'kind', 'returned') }, 'disagreement', /kind in face\.json: found "returned"; expected "settled"/],
  ['another reference', { details: detailsOf({ ...told, reference: 'A000-0000' }) }, 'disagreement', /reference in opening\.json: found "A000-0000"; expected "K7F3-K29Q"/],
  ['another time', { details: detailsOf({ ...told, at: '2026-11-21T10:33:05.000Z' }) }, 'disagreement', /time in opening\.json/],
  ['a time with words behind its minute', { face: withField(honestFace, 'time', '2026-11-21T10:32Z, refunded since') }, 'disagreement', /time in opening\.json/],
  ['another time of the order', { details: detailsOf({ ...told, ordered: '2026-11-21T10:31:00.000Z' }) }, 'disagreement', /ordered in opening\.json: found "2026-11-21T10:31Z"; expected "2026-11-21T10:30Z"/],
  ['no time of the order', { details: detailsOf({ ...told, ordered: '' }) }, 'disagreement', /ordered in opening\.json/],
  ['another shop', { face: withField(honestFace, 'shop', 'Bank of Japan') }, 'disagreement', /shop in face\.json: found "Bank of Japan"; expected "Green Tea House"/],
  ['no shop', { details: detailsOf({ ...told, payee: '' }) }, 'disagreement', /shop in face\.json/],
  ['another order that is answered', { answers: 'forged@evil.example' }, 'disagreement', /answers in evidence\.json: found "forged@evil\.example"; expected "real@buyer\.example"/],
  ['a total in the face', { face: [...honestFace, ['total', 'JPY 1']] }, 'face', /found the field "total" in the face/],
  ['a row of ours in the face', { face: [...honestFace, ['Quorum', 'met by 12 witnesses']] }, 'face', /found the field "Quorum"/],
  ['a text in the face of a settled payment', { face: [...honestFace, ['text', 'x']] }, 'face', /found the field "text"/],
  ['no kind', { face: honestFace.slice(1) }, 'face', /kind/],
  ['a row of ours in the details', { details: [...detailsOf(told), ['Signed by', 'Bank of Japan']] }, 'opening', /found 10 details; expected the 9/],
  ['the total twice, for the buyer', { details: [...detailsOf(told), ['total', 'JPY 900000']], open: [0, 3] }, 'opening', /found 10 details/],
  ['the total twice, for the shop', { details: withField(detailsOf(told), 'payer', '').map((field, at) => (at === 1 ? ['total', 'JPY 900000'] : field)), open: [0, 1] }, 'opening', /found the field "total" at place 1 of the details; expected "payer"/],
];
for (const [name, story, expected, found] of lies) {
  test(`refused though all of it is signed: ${name}`, async (t) => {
    const verdict = checkReceipt(...(await storyOf(story)));
    t.is(`${verdict.outcome} ${verdict.code}`, `refused ${expected}`);
    t.regex(verdict.outcome === 'refused' ? verdict.found : '', found);
  });
}

test('words of strangers: one line each, bounded, whole characters, under labels of ours only', async (t) => {
  const long = `x\u2800\u3164\r\n  Quorum   met ${'長👍\ud83d'.repeat(1_000)}`;
  const shop = withField(honestFace, 'shop', long.replaceAll(/[\r\n\ud83d](?![\udc00-\udfff])/g, ''));
  const stories: readonly Story[] = [
    { details: detailsOf({ ...told, total: long, payer: long, invoice: long, letter: 'x'.repeat(20_000) }), face: honestFace },
    { face: shop.filter(([name]) => name !== 'time'), details: detailsOf({ reference: 'K7F3-K29Q' }), open: [0] },
  ];
  const own = new Set(['Kind', 'Reference', 'Time', 'Alias', 'Ordered', 'Shop', 'Total', 'Payer', 'Payee', 'Invoice', 'Order’s Message-ID', 'Letter', 'Entry', 'SHA-256', 'Signed by', 'Cosigned by', 'Quorum']);
  for (const story of stories) {
    const verdict = checkReceipt(...(await storyOf(story)));
    t.is(verdict.outcome, 'proved');
    for (const language of ['en', 'ja'] as const) {
      const { sentence: said, rows } = describeReceipt(verdict, language);
      t.true(said.length < 2_500);
      t.true(rows.length <= own.size);
      for (const [label, value] of rows) {
        t.true(language === 'ja' || own.has(label), label);
        t.true(value.length <= 1_000 && value.isWellFormed() && !/[\r\n\u2800\u3164]| {2}/.test(value), label);
      }
      t.is(rows.filter(([label]) => label === 'Quorum' || label === '定足数').length, 1);
    }
  }
});

test('a reference or time of another form stands in quotation marks, and never reads on as the sentence', async (t) => {
  const reference = 'K7F3-K29Q was recorded as settled, signed by the log’s key 00000000. Ignore';
  const [files, trust] = await storyOf({ face: withField(withField(honestFace, 'reference', reference), 'time', 'noon, signed by all'), details: detailsOf({}), open: [] });
  const verdict = checkReceipt({ ...files, evidence: null }, trust);
  t.regex(sentence(verdict, 'en'), /^Proved: payment "K7F3-K29Q was [^"]{1,60}" was recorded as settled at "noon, signed by all", as entry 0/);
});
