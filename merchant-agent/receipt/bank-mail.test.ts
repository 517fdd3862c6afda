/** Mails of the bank, and mails of those who would like the shop to ship for nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { makeDnsCache, DNS_SETTINGS } from '../../clearinghouse/mail/resolver.ts';
import type { DnsCache } from '../../clearinghouse/mail/resolver.ts';
import type { MailDraft, OutgoingAttachment } from '../../clearinghouse/protocol/letter.ts';
import { DETAILS } from '../../clearinghouse/testing/receipts.ts';
import { startDns } from '../../scripts/dns.ts';
import type { DemoDns } from '../../scripts/dns.ts';
import { signMail, writeMail } from '../../scripts/test-mail.ts';
import { makeHeadCheck } from '../board/receipt-heads.ts';
import { checkBankMail } from './bank-mail.ts';
import type { BankMail, BankSettings } from './bank-mail.ts';
import type { ReasonCode } from './reasons.ts';
import { BANK, NOW, receiptOf, replaced, signed, THIEF, trusting, unsigned, type Receipt } from './testing/bank.ts';

const DAY = 86_400_000;

let dns: DemoDns;
let cache: DnsCache;
test.before(async () => {
  dns = await startDns({ records: [...BANK.records, ...THIEF.records] });
  // Each name is asked for once, and a busy machine has time to answer.
  cache = makeDnsCache({ ...DNS_SETTINGS, servers: [{ address: dns.address, port: dns.port }], timeoutMs: 60_000, budgetMs: 120_000 }, () => 0);
});
test.after.always(() => dns.stop());

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-heads-'));
  folders.push(folder);
  return folder;
};
test.after.always(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const settingsOf = ({ board }: Receipt, changed: Partial<BankSettings> = {}): BankSettings => ({
  bankAddress: 'pay@bank.example',
  bankName: 'Example Bank',
  ownAddresses: ['shop@tea.example'],
  trust: trusting(...board.log.keys),
  dns: cache,
  language: 'en',
  checkHead: makeHeadCheck({ policy: () => trusting(...board.log.keys), url: 'http://127.0.0.1:9', stateFile: join(newFolder(), 'board-seen.json'), now: () => NOW }),
  ...changed,
});

const PAID: BankMail = {
  kind: 'paid',
  reference: 'K7F3-K29Q',
  invoice: 'R-77',
  total: { currency: 'JPY', minor: 4_741n } as Extract<BankMail, { kind: 'paid' }>['total'],
  paidAt: Date.UTC(2026, 10, 21, 2, 4, 7),
  payerShown: 'Takao Sasaki <takao@buyer.example>',
  entry: { origin: 'board.bank.example/board/2026', index: 2 },
};

test.serial('a receipt of the bank proves itself, as often as it comes', async (t) => {
  const receipt = await receiptOf(t);
  const mail = await signed(receipt.draft);
  t.deepEqual(await checkBankMail(mail, NOW, settingsOf(receipt)), PAID);
  t.deepEqual(await checkBankMail(mail, NOW + 3_600_000, settingsOf(receipt)), PAID);
});

test("last year's log is still good, and a key of another log beside it changes nothing", async (t) => {
  const [last, current] = [await receiptOf(t, { origin: 'board.bank.example/board/2025', seed: 'last year' }), await receiptOf(t)];
  const both = settingsOf(current, { trust: trusting(...last.board.log.keys, ...current.board.log.keys) });
  t.like(await checkBankMail(await signed(last.draft), NOW, both), { kind: 'paid', entry: { origin: 'board.bank.example/board/2025', index: 2 } });
  t.like(await checkBankMail(await signed(current.draft), NOW, both), { kind: 'paid' });
});

test.serial('notices of the bank are told by their mark, and ship nothing', async (t) => {
  const receipt = await receiptOf(t);
  const labels: readonly (readonly [label: string, expected: object])[] = [
    ['forward-refused; reference=K7F3-K29Q; code=no-total', { notice: 'forward-refused', reference: 'K7F3-K29Q', code: 'no-total' }],
    ['forward-waiting; reference=K7F3-K29Q', { notice: 'forward-waiting', reference: 'K7F3-K29Q', code: null }],
    ['ended-merchant; reference=K7F3-K29Q', { notice: 'ended-merchant', reference: 'K7F3-K29Q', code: null }],
    ['proof-follows; reference=K7F3-K29Q', { notice: 'proof-follows', reference: 'K7F3-K29Q', code: null }],
    ['help', { notice: 'help', reference: null, code: null, givesBack: null }],
    ['refund-receipt; reference=K7F3-K29Q; returned=all', { notice: 'refund-receipt', givesBack: 'all' }],
    ['refund-receipt; reference=K7F3-K29Q; returned=part', { notice: 'refund-receipt', givesBack: 'part' }],
    ['refund-receipt; reference=K7F3-K29Q', { notice: 'refund-receipt', givesBack: 'part' }],
    ['dispute-closed; reference=K7F3-K29Q; outcome=upheld; returned=all', { notice: 'dispute-closed', givesBack: 'all' }],
    ['dispute-closed; reference=K7F3-K29Q; outcome=upheld; returned=part', { notice: 'dispute-closed', givesBack: 'part' }],
    ['dispute-closed; reference=K7F3-K29Q; outcome=upheld', { notice: 'dispute-closed', givesBack: 'unsaid' }],
    ['dispute-closed; reference=K7F3-K29Q; outcome=rejected; returned=all', { notice: 'dispute-closed', givesBack: null }],
    ['dispute-closed; reference=K7F3-K29Q; outcome=rejected', { notice: 'dispute-closed', givesBack: null }],
    ['ended-merchant; returned=all', { notice: 'ended-merchant', givesBack: null }],
  ];
  for (const [label, expected] of labels) {
    const mail = await signed({ ...receipt.draft, label, attachments: [] });
    t.like(await checkBankMail(mail, NOW, settingsOf(receipt)), { kind: 'notice', ...expected, inReplyTo: ['f1@tea.example'], references: ['f1@tea.example'] });
  }
});

test.serial('what has nothing to do with the bank is left alone, without a question to DNS', async (t) => {
  const receipt = await receiptOf(t);
  const order = writeMail({ from: 'Takao <takao@buyer.example>', to: 'shop@tea.example', cc: 'pay@bank.example', subject: 'Order', text: '2 Sencha\n\nPassword: maple-7731\n', date: NOW, messageId: 'o1@buyer.example' });
  const colleague = writeMail({ from: 'Hana at Example Bank <hana@bank.example>', to: 'shop@tea.example', subject: 'Lunch?', text: 'Paid, ship', date: NOW, messageId: 'o2@bank.example' });
  const before = dns.asked().length;
  for (const mail of [order, colleague, Buffer.from('no mail at all'), new Uint8Array()]) t.deepEqual(await checkBankMail(mail, NOW, settingsOf(receipt)), { kind: 'other' });
  t.is(dns.asked().length, before);
  const letter = await signed((({ label: _, ...draft }) => ({ ...draft, subject: 'Opening hours', attachments: [] }))(receipt.draft));
  t.deepEqual(await checkBankMail(letter, NOW, settingsOf(receipt)), { kind: 'other' }, 'a letter of the bank that is no notice');
});

test.serial('DNS that does not answer is no verdict', async (t) => {
  const receipt = await receiptOf(t);
  dns.behave('slow._domainkey.bank.example', 'servfail');
  const slow = await signed(receipt.draft, { ...BANK, selector: 'slow' });
  t.like(await checkBankMail(slow, NOW, settingsOf(receipt)), { kind: 'retry', cause: 'dns', claims: { reference: 'K7F3-K29Q', subject: receipt.draft.subject, paid: true } });
});

test.serial('a receipt that was under way for days proves itself as long as its signature is good', async (t) => {
  const receipt = await receiptOf(t);
  const mail = await signed({ ...receipt.draft, date: NOW - 6 * DAY }, BANK, NOW - 6 * DAY);
  t.deepEqual(await checkBankMail(mail, NOW, settingsOf(receipt)), PAID);
});

type Attack = (receipt: Receipt) => Promise<Uint8Array> | Uint8Array;

const withFiles = ({ draft }: Receipt, attachments: readonly OutgoingAttachment[]): Promise<Uint8Array> => signed({ ...draft, attachments });
const byThief = (draft: MailDraft, name: string): MailDraft => ({ ...draft, from: { name, address: 'pay@evil.example' } });
const flipped = (content: Uint8Array): Uint8Array => {
  const text = Buffer.from(content).toString();
  return Buffer.from(text.replace('JPY 4741', 'JPY 4742'));
};

const attacks: Readonly<Record<string, readonly [code: ReasonCode, attack: Attack]>> = {
  'no signature': ['not-signed', async ({ draft }) => unsigned(await signed(draft))],
  "another domain's mail with the bank's name": ['other-sender', ({ draft }) => signed(byThief(draft, 'Example Bank'), THIEF)],
  "another domain's mail with the bank's address as its name": ['other-sender', ({ draft }) => signed(byThief({ ...draft, subject: 'Hello' }, 'pay@bank.example'), THIEF)],
  "another domain's mail that bears nothing of the bank but its files": ['other-sender', ({ draft }) => signed(byThief((({ label: _, ...rest }) => ({ ...rest, subject: 'Hello' }))(draft), 'Somebody'), THIEF)],
  "a plain mail that says paid in the subject": ['other-sender', () => writeMail({ from: 'takao@buyer.example', to: 'shop@tea.example', subject: 'Paid, ship: JPY 4,741, invoice R-77 [K7F3-K29Q]', text: 'Paid. Please ship.', date: NOW, messageId: 'x1@buyer.example' })],
  "the bank's From under another domain's signature": ['signature-bad', async ({ draft }) => signMail(Buffer.from(unsigned(await signed(draft))), THIEF, { time: NOW })],
  'a body that was changed on the way': ['signature-bad', async ({ draft }) => Buffer.from(Buffer.from(await signed(draft)).toString('latin1').replace('Please ship', 'PLEASE SHIP'), 'latin1')],
  'a subject that was changed on the way': ['signature-bad', async ({ draft }) => Buffer.from(Buffer.from(await signed(draft)).toString('latin1').replace(/^Subject: /m, 'Subject: Urgent '), 'latin1')],
  'an old notice, sent again': ['signature-old', ({ draft }) => signed({ ...draft, label: 'ended-merchant; reference=K7F3-K29Q', attachments: [], date: NOW - 3 * DAY }, BANK, NOW - 3 * DAY)],
  'an old "paid" without its proof': ['signature-old', ({ draft }) => signed({ ...draft, attachments: [], date: NOW - 3 * DAY }, BANK, NOW - 3 * DAY)],
  'a receipt behind the end of its signature': ['signature-old', ({ draft }) => signed({ ...draft, date: NOW - 8 * DAY }, BANK, NOW - 8 * DAY)],
  'an old signature under a Date of today': ['signature-old', ({ draft }) => signed(draft, BANK, NOW - 3 * DAY)],
  'a mail from the future': ['signature-old', ({ draft }) => signed({ ...draft, date: NOW + DAY }, BANK, NOW + DAY)],
  'a second mark on top': ['signature-bad', async ({ draft }) => Buffer.concat([Buffer.from('Kakitome-Notice: receipt-merchant\r\n'), await signed(draft)])],
  'a mark that the signature does not cover': ['label-bad', async ({ draft }) => signMail(Buffer.from(unsigned(await signed(draft))), BANK, { time: NOW })],
  'no mark': ['label-missing', ({ draft }) => signed((({ label: _, ...rest }) => rest)(draft))],
  "another shop's receipt, resent": ['other-receiver', ({ draft }) => signed({ ...draft, to: 'other@shop.example' })],
  'two From': ['unreadable', async ({ draft }) => Buffer.concat([Buffer.from('From: pay@bank.example\r\n'), await signed(draft)])],
  'no files': ['no-proof', (receipt) => withFiles(receipt, [])],
  'the entry without its proof': ['no-proof', (receipt) => withFiles(receipt, receipt.attachments.filter(({ filename }) => filename !== 'receipt.tlog-proof'))],
  'two proofs': ['no-proof', (receipt) => withFiles(receipt, [...receipt.attachments, ...receipt.attachments.filter(({ filename }) => filename === 'receipt.tlog-proof')])],
  'a proof that is cut off': ['proof-bad', (receipt) => withFiles(receipt, replaced(receipt.attachments, 'receipt.tlog-proof', (content) => content.subarray(0, content.length - 9)))],
  'an empty proof': ['proof-bad', (receipt) => withFiles(receipt, replaced(receipt.attachments, 'receipt.tlog-proof', () => new Uint8Array()))],
  'an opening that is cut off': ['proof-bad', (receipt) => withFiles(receipt, replaced(receipt.attachments, 'opening.json', (content) => content.subarray(0, 40)))],
  'an opening with another total': ['proof-bad', (receipt) => withFiles(receipt, replaced(receipt.attachments, 'opening.json', flipped))],
  'no opening': ['details-hidden', (receipt) => withFiles(receipt, receipt.attachments.filter(({ filename }) => filename !== 'opening.json'))],
  'huge files': ['unreadable', (receipt) => withFiles(receipt, replaced(receipt.attachments, 'opening.json', () => new Uint8Array(3_000_000)))],
  'a mark with another reference': ['other-reference', ({ draft }) => signed({ ...draft, label: 'receipt-merchant; reference=ZZZZ-ZZZZ' })],
  'a mark without a reference': ['other-reference', ({ draft }) => signed({ ...draft, label: 'receipt-merchant' })],
};

for (const [name, [code, attack]] of Object.entries(attacks)) {
  test.serial(`${name}: suspicious, with a reason for the shopkeeper`, async (t) => {
    const receipt = await receiptOf(t);
    const mail = await attack(receipt);
    const found = await checkBankMail(mail, NOW, settingsOf(receipt));
    if (found.kind !== 'suspicious') throw new Error(JSON.stringify(found, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)));
    t.deepEqual(found.codes, [code]);
    t.regex(found.reasons[0] ?? '', /^[A-Z][^\n]{20,}\.$/);
    const japanese = await checkBankMail(mail, NOW, settingsOf(receipt, { language: 'ja' }));
    t.regex(japanese.kind === 'suspicious' ? (japanese.reasons[0] ?? '') : '', /[ぁ-ん]/);
  });
}

/** Receipts that the bank itself signed, of entries that do not say: paid, to this shop, in full view. */
const entries: Readonly<Record<string, readonly [code: ReasonCode, given: Parameters<typeof receiptOf>[1]]>> = {
  'an entry that says accepted': ['not-settled', { kind: 'accepted' }],
  'an entry that says returned': ['not-settled', { kind: 'returned' }],
  'a payment to another shop': ['other-payee', { details: changedDetail('payee', 'Other Shop <other@shop.example>') }],
  'a payment to a shop whose name is ours': ['other-payee', { details: changedDetail('payee', 'Green Tea House <shop@tea.example> <other@shop.example>') }],
  'a payee that is hidden': ['details-hidden', { details: DETAILS.map(([name, value, readers]) => [name, value, name === 'payee' ? [] : readers]) }],
};

function changedDetail(name: string, value: string): typeof DETAILS {
  return DETAILS.map((detail) => (detail[0] === name ? [name, value, detail[2]] : detail));
}

for (const [name, [code, given]] of Object.entries(entries)) {
  test.serial(`${name} ships nothing`, async (t) => {
    const receipt = await receiptOf(t, given);
    t.like(await checkBankMail(await signed(receipt.draft), NOW, settingsOf(receipt)), { kind: 'suspicious', codes: [code] });
  });
}

test.serial('a proof counts only under the keys that the shop has, whatever keys come along', async (t) => {
  const [receipt, stranger, elsewhere] = [await receiptOf(t), await receiptOf(t, { seed: 'stranger' }), await receiptOf(t, { origin: 'board.evil.example/board/2026', seed: 'elsewhere' })];
  const codes = async (one: Receipt, changed: Partial<BankSettings> = {}): Promise<unknown> => {
    const found = await checkBankMail(await signed(one.draft), NOW, settingsOf(receipt, changed));
    return found.kind === 'suspicious' ? found.codes : found.kind;
  };
  t.deepEqual(await codes(stranger), ['proof-bad'], 'the same name, signed with another key');
  t.is(await codes(elsewhere), 'retry');
  t.is(await codes(receipt, { trust: trusting() }), 'retry');
  t.is(await codes(receipt, { trust: { ...trusting(...receipt.board.log.keys), witnesses: [], groups: [], quorum: 'nobody' } }), 'retry');
});

test.serial('a receipt that the bank signed waits for a policy file that names its log; without the signature it does not', async (t) => {
  const [receipt, last] = [await receiptOf(t), await receiptOf(t, { origin: 'board.bank.example/board/2025', seed: 'last year' })];
  const lacking = settingsOf(receipt, { trust: trusting(...last.board.log.keys) });
  const mail = await signed(receipt.draft);
  const found = await checkBankMail(mail, NOW, lacking);
  t.like(found, { kind: 'retry', cause: 'policy', claims: { reference: 'K7F3-K29Q', paid: true } });
  t.regex(found.kind === 'retry' ? found.reason : '', /policy file does not name: .*board\/2026/);
  t.deepEqual(await checkBankMail(mail, NOW, settingsOf(receipt)), PAID);
  t.is((await checkBankMail(await signed({ ...receipt.draft, date: NOW - 6 * DAY }, BANK, NOW - 6 * DAY), NOW, lacking)).kind, 'retry', 'also one that came late');
  t.like(await checkBankMail(unsigned(mail), NOW, lacking), { kind: 'suspicious', codes: ['not-signed'] });
});

test.serial('a proof of another entry, of the head before, or with another face is no proof', async (t) => {
  const receipt = await receiptOf(t);
  const other = await receiptOf(t, { details: changedDetail('total', 'JPY 4741').map(([name, value, readers]) => [name, name === 'invoice' ? 'R-78' : value, readers]), seed: 'other' });
  const file = (one: Receipt, name: string): Uint8Array => one.attachments.find(({ filename }) => filename === name)?.content ?? new Uint8Array();
  const swapped = async (name: string, content: Uint8Array): Promise<unknown> => {
    const found = await checkBankMail(await withFiles(receipt, replaced(receipt.attachments, name, () => content)), NOW, settingsOf(receipt));
    return found.kind === 'suspicious' ? found.codes : found.kind;
  };
  t.deepEqual(await swapped('receipt.tlog-proof', await receipt.board.proofOf('', 3)), ['proof-bad']);
  t.deepEqual(await swapped('entry.bin', file(other, 'entry.bin')), ['proof-bad']);
  t.deepEqual(await swapped('opening.json', file(other, 'opening.json')), ['proof-bad']);
  t.deepEqual(await swapped('face.json', Buffer.from(Buffer.from(file(receipt, 'face.json')).toString().replace('K7F3', 'ZZZZ'))), ['proof-bad']);
  t.deepEqual(await swapped('evidence.json', Buffer.from(Buffer.from(file(receipt, 'evidence.json')).toString().replace('"K7F3-K29Q"', '"ZZZZ-ZZZZ"'))), ['contradiction']);
  t.deepEqual(await swapped('receipt.tlog-proof', Buffer.from(Buffer.from(file(receipt, 'receipt.tlog-proof')).toString().replace('\n7\n', '\n6\n'))), ['proof-bad'], 'a smaller head that nobody signed');
});

test.serial('what a suspicious mail claims is told, as a claim', async (t) => {
  const receipt = await receiptOf(t);
  const found = await checkBankMail(unsigned(await signed(receipt.draft)), NOW, settingsOf(receipt));
  t.like(found, { kind: 'suspicious', claims: { reference: 'K7F3-K29Q' } });
});

test.serial('a shop with two addresses hears the bank at either, and nobody else does', async (t) => {
  const receipt = await receiptOf(t);
  const mail = await signed({ ...receipt.draft, to: 'orders@tea.example' });
  t.is((await checkBankMail(mail, NOW, settingsOf(receipt))).kind, 'suspicious');
  t.is((await checkBankMail(mail, NOW, settingsOf(receipt, { ownAddresses: ['shop@tea.example', 'orders@tea.example'] }))).kind, 'paid');
});

test.serial('a receipt whose log is another than the one that was seen before is suspicious, and ships nothing; the one that goes on with it ships', async (t) => {
  const [receipt, other] = [await receiptOf(t), await receiptOf(t, { details: DETAILS.map(([name, value, readers]) => [name, name === 'letter' ? '13' : value, readers] as const) })];
  const settings = settingsOf(receipt);
  t.deepEqual(await checkBankMail(await signed(receipt.draft), NOW, settings), PAID);
  const found = await checkBankMail(await signed(other.draft), NOW, settings);
  t.like(found, { kind: 'suspicious', codes: ['two-histories'] });
  t.regex(found.kind === 'suspicious' ? (found.reasons[0] ?? '') : '', /two histories, both signed.*signed heads of 7 and of 7 entries/);
  t.deepEqual(await checkBankMail(await signed(receipt.draft), NOW, settings), PAID);
});
