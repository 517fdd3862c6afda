/** Many payments at once by two-mail: buyers order by mail, the shop forwards, buyers answer their questions. The world's servers try again until a mail is taken. */
import { currencyOf, money, type Currency } from '../../clearinghouse/protocol/money.ts';
import type { Office } from '../../clearinghouse/office.ts';
import { PAY } from '../demo/world.ts';
import type { Delivered, Provider } from '../demo/provider.ts';
import { signMail, writeMail, type MailDomain } from '../test-mail.ts';

export const SHOP = 'shop@tea.example';
export const PRICE = 1_000n;

export type Burst = {
  readonly buyerDomain: MailDomain;
  readonly shopDomain: MailDomain;
  readonly buyers: number;
  /** Hands one mail to the bank; rejects where it is not taken. */
  readonly hand: (from: string, to: string, raw: Uint8Array) => Promise<void>;
};

const buyerOf = ({ buyers }: Burst, index: number): string => `buyer${index % buyers}@buyer.example`;
const passwordOf = (index: number): string => `burst-${String(index).padStart(4, '0')}-crow`;
const orderText = (index: number): string => `1 Sencha tin ${index}\n\nPassword: ${passwordOf(index)}\nUp to: 1,000 JPY\n`;

const TRIES = 1_800;
const AGAIN = 100;

/** Servers in the world try again: a bank that is down for a moment loses nothing. */
async function deliver({ hand }: Burst, from: string, to: string, raw: Uint8Array): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    try {
      return await hand(from, to, raw);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN));
    }
  }
  throw new Error('the bank did not come back');
}

export async function order(burst: Burst, index: number): Promise<void> {
  const from = buyerOf(burst, index);
  const raw = writeMail({ from, to: SHOP, cc: PAY, subject: `Order ${index}`, text: orderText(index), date: Date.now(), messageId: `order.${index}@buyer.example` });
  await deliver(burst, from, PAY, signMail(raw, burst.buyerDomain, { time: Date.now() }));
}

export async function forward(burst: Burst, index: number): Promise<void> {
  const text = `Invoice: B-${index}\nTotal: 1,000 JPY\n\n---------- Forwarded message ----------\nFrom: ${buyerOf(burst, index)}\nSubject: Order ${index}\nTo: ${SHOP}\n\n${orderText(index)}`;
  const raw = writeMail({ from: SHOP, to: PAY, subject: `Fwd: Order ${index}`, text, date: Date.now(), messageId: `forward.${index}@tea.example` });
  await deliver(burst, SHOP, PAY, signMail(raw, burst.shopDomain, { time: Date.now() }));
}

/** Answers a question with the password that belongs to its invoice; a question that comes twice is answered twice, as people do. */
async function answer(burst: Burst, question: Delivered): Promise<void> {
  const text = question.mail.text ?? '';
  const index = Number(/\bB-(\d+)\b/.exec(text)?.[1]);
  const replyTo = question.mail.replyTo?.value[0]?.address ?? '';
  const from = buyerOf(burst, index);
  const inReplyTo = (question.mail.messageId ?? '').replace(/[<>]/g, '');
  const raw = writeMail({ from, to: replyTo, subject: `Re: ${question.mail.subject ?? ''}`, text: `OK ${passwordOf(index)}\n`, date: Date.now(), messageId: `answer.${index}.${Date.now()}@buyer.example`, inReplyTo });
  await deliver(burst, from, replyTo, signMail(raw, burst.buyerDomain, { time: Date.now() }));
}

export type Answering = {
  /** Subjects of the shop's receipts: one for each payment. */
  readonly receipts: ReadonlySet<string>;
  /** Message-IDs of each receipt's copies. */
  readonly copies: ReadonlyMap<string, ReadonlySet<string>>;
  readonly saved: readonly Buffer[];
  readonly answered: () => Promise<unknown>;
};

/** From now on every question is answered, and the shop's receipts are kept. */
export function answerAll(burst: Burst, provider: Provider): Answering {
  const receipts = new Set<string>();
  const copies = new Map<string, Set<string>>();
  const saved: Buffer[] = [];
  const answers: Promise<void>[] = [];
  provider.onDelivered((delivered) => {
    const subject = delivered.mail.subject ?? '';
    if ((delivered.mail.messageId ?? '').startsWith('<q.')) return void answers.push(answer(burst, delivered));
    // What says that the proof follows bears none.
    if (!delivered.to.includes(SHOP) || !/paid/i.test(subject) || delivered.mail.attachments.length === 0) return undefined;
    receipts.add(subject);
    copies.set(subject, (copies.get(subject) ?? new Set()).add(delivered.mail.messageId ?? ''));
    saved.push(delivered.raw);
    return undefined;
  });
  return { receipts, copies, saved, answered: () => Promise.all(answers) };
}

/** Orders and forwards of these payments, some at a time; half of the forwards come before their order. */
export async function sendAll(burst: Burst, from: number, to: number): Promise<void> {
  const queue = Array.from({ length: to - from }, (_, at) => from + at);
  const senders = Array.from({ length: 8 }, async () => {
    for (let index = queue.shift(); index !== undefined; index = queue.shift()) {
      if (index % 2 === 0) await forward(burst, index).then(() => order(burst, index));
      else await order(burst, index).then(() => forward(burst, index));
    }
  });
  await Promise.all(senders);
}

/** The shop, and buyers who have enough for their share of the payments. */
export async function openParties(office: Office, buyers: number, payments: number): Promise<void> {
  const JPY: Currency | null = currencyOf('JPY');
  if (JPY === null) throw new Error('JPY is no currency');
  const open = (name: string, address: string): Promise<unknown> => office.clearing.instruct({ kind: 'open-party', name, language: 'en', addresses: [address], currencies: [JPY], balanceInReceipts: false });
  await open('Green Tea House', SHOP);
  for (let index = 0; index < buyers; index += 1) {
    const address = `buyer${index}@buyer.example`;
    await open(`Buyer ${index}`, address);
    await office.clearing.instruct({ kind: 'deposit', address, amount: money(JPY, BigInt(Math.ceil(payments / buyers)) * PRICE), reference: `CASH-${index}`, by: ['Hana', 'Ken'] });
  }
}

export async function until(holds: () => boolean | Promise<boolean>, what: string, seconds = 240): Promise<void> {
  for (const end = Date.now() + seconds * 1_000; Date.now() < end; ) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`never: ${what}`);
}
