/** What the files of a receipt prove, with entries that no bank of ours would write. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import fc from 'fast-check';
import test from 'ava';
import { committed, detailsOf, FIRST_TIME, minute, paymentEntry, salted, type FixtureEntry } from '../../bulletin-board/fixtures/entries.ts';
import { makeLog, type MadeLog } from '../../bulletin-board/fixtures/make-log.ts';
import { receiptMail, receiptOf, type NamedFile } from '../../bulletin-board/fixtures/receipt.ts';
import { DETAILS_DOMAIN, FACE_DOMAIN } from '../../bulletin-board/format/commitment.ts';
import { faceText, leafBytes, openingText, type DetailName } from '../../bulletin-board/format/entry.ts';
import { provedPayment } from './proved-payment.ts';
import type { ProofResult } from './proved-payment.ts';
import { trusting } from './testing/bank.ts';

const INDEX = 1;
/** The fixtures' evidence tells the time of entry 1. */
const AT = FIRST_TIME + 1_000;
const TOLD: Readonly<Partial<Record<DetailName, string>>> = { reference: 'K7F3-K29Q', payer: 'Takao <takao@buyer.example>', payee: 'Green Tea House <shop@tea.example>', total: 'JPY 4741', invoice: 'GT-1042', at: new Date(AT).toISOString(), 'order-message-id': 'order-1@buyer.example' };

function entryOf(told: Readonly<Partial<Record<DetailName, string>>>, kind: 'settled' | 'refunded' | 'disputed'): FixtureEntry {
  const face = salted([['kind', kind], ['reference', told.reference ?? ''], ['time', minute(AT)]], 'face');
  const details = salted(detailsOf(told), 'details');
  return { leaf: leafBytes({ kind, face: committed(FACE_DOMAIN, face), details: committed(DETAILS_DOMAIN, details) }), face: faceText(face), opening: openingText(details) };
}

type Made = { readonly log: MadeLog; readonly files: readonly NamedFile[] };

async function made(t: ExecutionContext, changed: Readonly<Partial<Record<DetailName, string>>> = {}, kind: 'settled' | 'refunded' | 'disputed' = 'settled'): Promise<Made> {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-proved-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const entries = Array.from({ length: 5 }, (_, at) => (at === INDEX ? entryOf({ ...TOLD, ...changed }, kind) : paymentEntry(at, 'others')));
  const log = makeLog(folder, { origin: 'board.bank.example/board/2026', entries });
  return { log, files: await receiptOf(log, INDEX) };
}

const judged = ({ log }: Made, files: readonly NamedFile[]): Promise<ProofResult> => provedPayment(receiptMail(files), { trust: trusting(...log.keys), payees: ['shop@tea.example'] });

test('all that is told stands in the opened details', async (t) => {
  const one = await made(t);
  t.like(await judged(one, one.files), { ok: true, payment: { reference: 'K7F3-K29Q', invoice: 'GT-1042', total: { currency: 'JPY', minor: 4_741n } as never, paidAt: AT, payerShown: 'Takao <takao@buyer.example>', entry: { origin: 'board.bank.example/board/2026', index: INDEX } } });
  const bare = await made(t, { invoice: '', total: 'EUR 47.41' });
  t.like(await judged(bare, bare.files), { ok: true, payment: { invoice: null, total: { currency: 'EUR', minor: 4_741n } } });
});

const refused: readonly (readonly [code: string, changed: Readonly<Partial<Record<DetailName, string>>>, kind?: 'refunded' | 'disputed'])[] = [
  ['not-settled', {}, 'refunded'],
  ['not-settled', {}, 'disputed'],
  ['other-payee', { payee: '' }],
  ['other-payee', { payee: 'shop@tea.example' }],
  ['other-payee', { payee: 'Green Tea House <shop@tea.example' }],
  ['other-payee', { payee: 'Green Tea House <shop@tea.example.evil.example>' }],
  ['other-payee', { payee: 'Green Tea House <shop@tea.example, other@shop.example>' }],
  ['details-unreadable', { total: 'JPY 4741.00' }],
  ['details-unreadable', { total: 'EUR 47.4' }],
  ['details-unreadable', { total: 'JPY -4741' }],
  ['details-unreadable', { total: 'JPY 0' }],
  ['details-unreadable', { total: 'JPY 99999999999999999' }],
  ['details-unreadable', { total: 'ZZZ 4741' }],
  ['details-unreadable', { total: '' }],
  ['details-unreadable', { reference: 'K7F3K29Q' }],
];

for (const [code, changed, kind] of refused) {
  test(`an entry ${kind ?? 'settled'} with ${JSON.stringify(changed)} is ${code}`, async (t) => {
    const one = await made(t, changed, kind);
    t.like(await judged(one, one.files), { ok: false, reason: { code } });
  });
}

test('one byte changed anywhere in the files proves nothing else', async (t) => {
  const one = await made(t);
  const proved = await judged(one, one.files);
  t.true(proved.ok);
  await fc.assert(
    fc.asyncProperty(fc.nat(one.files.length - 1), fc.nat(), fc.integer({ min: 1, max: 255 }), async (which, place, change) => {
      const files = one.files.map((file, at) => {
        if (at !== which) return file;
        const bytes = Uint8Array.from(file.bytes);
        bytes[place % bytes.length] = (bytes[place % bytes.length] ?? 0) ^ change;
        return { ...file, bytes };
      });
      const found = await judged(one, files);
      if (found.ok) t.deepEqual(found, proved);
    }),
    { numRuns: 150 },
  );
});
