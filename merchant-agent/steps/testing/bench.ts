/** A shop's desk for tests: real SQLite, real reading and DKIM over a DNS on loopback; the world outside (mail server, CSV, webhook, the bank's word) is played. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import type { ParsedMail } from 'mailparser';
import { makeMailWriter } from '../../../clearinghouse/mail/compose-forward.ts';
import { makeLetterReader } from '../../../clearinghouse/mail/read-letter.ts';
import type { LetterReader } from '../../../clearinghouse/mail/read-letter.ts';
import { GATE_LIMITS } from '../../../clearinghouse/mail/gate.ts';
import { DNS_SETTINGS } from '../../../clearinghouse/mail/resolver.ts';
import { currencyOf, money } from '../../../clearinghouse/protocol/money.ts';
import type { Money } from '../../../clearinghouse/protocol/money.ts';
import type { SendResult } from '../../../clearinghouse/protocol/letter.ts';
import { startDns } from '../../../scripts/dns.ts';
import type { DemoDns } from '../../../scripts/dns.ts';
import { makeDomain, signMail, writeMail } from '../../../scripts/test-mail.ts';
import type { MailDomain, TestMail } from '../../../scripts/test-mail.ts';
import type { LookAtBoard } from '../../board/board-look.ts';
import { invoiceFiles } from '../../invoice-files.ts';
import { teaShop } from '../../order/fixtures/catalogue.ts';
import { pricingOf } from '../../pricing.ts';
import type { BankMail } from '../../receipt/bank-mail.ts';
import { openMerchantStore } from '../../store/open.ts';
import type { MerchantStore } from '../../store/store.ts';
import { interestOf } from '../interest.ts';
import type { CatalogueLook, Parts, TellingResult, WholeTelling } from '../parts.ts';
import { settle } from '../run.ts';
import type { Shop } from '../shop.ts';

export const BUYER = 'takao@buyer.example';
export const SHOP = 'shop@tea.example';
export const HANA = 'hana@tea.example';
export const BANK = 'pay@bank.example';
export const NOON = Date.UTC(2026, 10, 21, 12);

const JPY = currencyOf('JPY');
export const yen = (minor: bigint): Money => {
  if (JPY === null) throw new Error('JPY is a currency');
  return money(JPY, minor);
};

export const SHOP_SETTINGS: Shop = {
  name: 'Green Tea House', address: SHOP, bank: BANK, bankName: 'Example Bank', orderPage: null, board: null, shopkeepers: [HANA], subAddresses: true, replyProof: 'dkim', language: 'en', timeZone: 'Asia/Tokyo',
  seller: { name: 'Green Tea House', addressLines: ['1-2-3 Sakai'], city: 'Sakai', postalZone: '590-0001', country: 'JP', vatId: 'T1234567890123', companyId: null, endpoint: null, email: SHOP, iban: null },
  rules: { taxIncluded: true, shipping: { fee: yen(500n), freeFrom: null, taxRate: 1000 } },
  invoicePrefix: 'GT-', mode: 'automatic', toldBehind: 'ask', askAbove: null, shipTo: 'pack@tea.example', webhook: true, keepFor: 400 * 86_400_000,
};

export const ORDER_TEXT = '2 Sencha 100 g\n1 Bamboo whisk\n\nPassword: maple-7731-crow\nUp to: 6,000 JPY\n';

export type Sent = { readonly to: string; readonly bytes: Uint8Array; readonly mail: ParsedMail };

/** What the world outside does; each may be replaced while a test runs. */
export type Outside = {
  send: (envelope: { readonly from: string; readonly to: string }, bytes: Uint8Array) => Promise<SendResult>;
  tell: (telling: WholeTelling) => Promise<TellingResult>;
  catalogue: () => Promise<CatalogueLook>;
  bankSays: (bytes: Uint8Array) => Promise<BankMail>;
  board: LookAtBoard;
};

export type Bench = {
  readonly folder: string;
  readonly domains: Readonly<Record<'buyer' | 'tea' | 'bank' | 'evil', MailDomain>>;
  readonly dns: DemoDns;
  readonly sent: Sent[];
  readonly told: WholeTelling[];
  readonly outside: Outside;
  readonly events: { readonly level: string; readonly event: string; readonly fields: Readonly<Record<string, unknown>> }[];
  readonly parts: () => Parts;
  readonly store: () => MerchantStore;
  readonly advance: (ms: number) => void;
  /** Keeps a mail as a watcher does: null where it is of no interest. */
  readonly arrive: (bytes: Uint8Array) => number | null;
  readonly settle: () => Promise<void>;
  /** Opens the same store again, as after a crash. `wrap` stands between the steps and their parts. */
  readonly restart: (wrap?: (parts: Parts) => Parts) => void;
  readonly order: (more?: Partial<TestMail>) => Buffer;
  readonly signed: (mail: TestMail, by?: MailDomain) => Buffer;
  readonly stop: () => Promise<void>;
};

/** Made once: RSA keys take their time. */
let madeDomains: Bench['domains'] | null = null;
const testDomains = (): Bench['domains'] => (madeDomains ??= { buyer: makeDomain('buyer.example'), tea: makeDomain('tea.example'), bank: makeDomain('bank.example'), evil: makeDomain('evil.example') });

/** Everything outside works. */
const goodWorld = (sent: Sent[], told: WholeTelling[]): Outside => ({
  send: async ({ to }, bytes) => {
    sent.push({ to, bytes, mail: await simpleParser(Buffer.from(bytes), {}) });
    return { outcome: 'accepted', reply: '250 taken' };
  },
  tell: async (telling) => {
    told.push(telling);
    return { outcome: 'done', reply: 'taken' };
  },
  catalogue: async () => ({ ok: true, catalogue: teaShop, writtenAt: NOON }),
  bankSays: async () => ({ kind: 'other' }),
  board: async () => ({ kind: 'posts', posts: [] }),
});

export async function openBench(shop: Partial<Shop> = {}): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-merchant-'));
  const domains = testDomains();
  const dns = await startDns({ records: Object.values(domains).flatMap((domain) => domain.records) });
  const settings: Shop = { ...SHOP_SETTINGS, ...shop };
  const [sent, told, events]: [Sent[], WholeTelling[], Bench['events'][number][]] = [[], [], []];
  let ahead = 0;
  let clock = NOON;
  const now = (): number => (clock += 1) + ahead;
  const outside = goodWorld(sent, told);
  const [letterKey, tokenKey] = [randomBytes(32), randomBytes(32)];
  const read: LetterReader = makeLetterReader({ peppers: [{ version: 1, key: tokenKey }], dns: { ...DNS_SETTINGS, servers: [{ address: '127.0.0.1', port: dns.port }] }, limits: GATE_LIMITS, authentication: { authservId: null, trustedSealers: [], acceptExactDkimWithoutDmarc: [] }, ownAddresses: [], ...(settings.board === null ? {} : { boardAddress: settings.bank }) }, () => performance.now());
  const open = (): MerchantStore => openMerchantStore({ path: join(folder, 'merchant.db'), key: letterKey, random: randomBytes, begin: { at: NOON, invoiceStart: 42 } });
  const partsOf = (store: MerchantStore): Parts => ({
    store,
    shop: settings,
    now,
    random: () => 0.5,
    tokenKey,
    read,
    catalogue: () => outside.catalogue(),
    pricing: pricingOf(settings),
    write: makeMailWriter({ domain: 'tea.example', selector: domains.tea.selector, privateKey: domains.tea.privateKey }),
    send: (envelope, bytes) => outside.send(envelope, bytes),
    invoiceFiles: invoiceFiles({ invoice: { prefix: 'GT-', start: 42, pdf: false } }),
    checkBankMail: (bytes) => outside.bankSays(bytes),
    lookAtBoard: settings.board === null ? null : (commitment) => outside.board(commitment),
    tell: (telling) => outside.tell(telling),
    report: (level, event, fields) => void events.push({ level, event, fields }),
  });
  let store = open();
  let parts = partsOf(store);
  const signed = (mail: TestMail, by = domains.buyer): Buffer => signMail(writeMail(mail), by, { time: mail.date });
  return {
    folder, domains, dns, sent, told, outside, events, signed,
    parts: () => parts,
    store: () => store,
    advance: (ms) => void (ahead += ms),
    arrive: (bytes) => (interestOf(bytes, settings, tokenKey, store.isOwnMessage) === null ? null : store.keepLetter({ bytes, receivedAt: now(), intake: 'imap', keptAt: now() }).letterId),
    settle: () => settle(parts),
    restart: (wrap = (same) => same) => {
      store.close();
      store = open();
      parts = wrap(partsOf(store));
    },
    order: (more = {}) => signed({ from: `Takao Sasaki <${BUYER}>`, to: SHOP, cc: BANK, subject: 'Order', text: ORDER_TEXT, date: NOON, messageId: 'order.1@buyer.example', ...more }),
    stop: async () => {
      store.close();
      await dns.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const sentTo = (bench: Bench, to: string): readonly Sent[] => bench.sent.filter((mail) => mail.to === to);
export const textOf = ({ mail }: Sent): string => mail.text ?? '';

/** The shopkeeper's answer to a draft as a mail program writes it. */
export function answerTo(draft: Sent, text: string, more: Partial<TestMail> = {}): TestMail {
  const quoted = textOf(draft).split('\n').map((line) => `> ${line}`).join('\n');
  return {
    from: `Hana <${HANA}>`,
    to: draft.mail.replyTo?.value[0]?.address ?? SHOP,
    subject: `Re: ${draft.mail.subject ?? ''}`,
    text: `${text}\n\nOn Sat, 21 Nov 2026 at 21:00, Green Tea House <${SHOP}> wrote:\n${quoted}\n`,
    date: NOON,
    messageId: `answer.${(draft.mail.messageId ?? '').slice(1, 12)}.${text.slice(0, 4).trim()}@tea.example`,
    inReplyTo: (draft.mail.messageId ?? '').replace(/[<>]/g, ''),
    ...more,
  };
}

export const proved = (invoice: string, total: Money, reference = 'K7F3-K29Q'): BankMail => ({ kind: 'paid', reference, invoice, total, paidAt: NOON, payerShown: `Takao Sasaki <${BUYER}>`, entry: { origin: 'board.bank.example/board/2026', index: 7 } });

/** Any mail in the bank's name; what it is worth says `outside.bankSays`. */
export const bankMail = (bench: Bench, more: Partial<TestMail> = {}): Buffer => bench.signed({ from: `Example Bank <${BANK}>`, to: SHOP, subject: 'Paid, ship', text: 'Paid.\n', date: NOON, messageId: `n.${randomBytes(4).toString('hex')}@bank.example`, ...more }, bench.domains.bank);
