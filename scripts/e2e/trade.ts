/** One sale: the buyer's order, the shop's forward, the bank's question, the buyer's answer. */
import { BUYER, SHOP } from '../demo/play.ts';
import type { Delivered } from '../demo/provider.ts';
import { PAY } from '../demo/world.ts';
import type { TestMail } from '../test-mail.ts';
import { deliver, signed, type Bank, type Door } from './bank.ts';

export type Trade = { readonly key: string; readonly password: string; readonly total: string };

export const TRADE: Trade = { key: 'tea', password: 'maple-7731-crow', total: '4,741' };

const orderText = (trade: Trade): string => `2 Sencha 100g\n1 bamboo whisk ${trade.key}\n\nPassword: ${trade.password}\nUp to: 5,000 JPY\n`;

export const orderMail = (trade: Trade, date = Date.now()): TestMail => ({ from: `Takao Sasaki <${BUYER}>`, to: SHOP, cc: PAY, subject: `Order ${trade.key}`, text: orderText(trade), date, messageId: `order.${trade.key}@buyer.example` });

export function forwardMail(trade: Trade, date = Date.now()): TestMail {
  const text = `Invoice: GT-${trade.key}\nTotal: ${trade.total} JPY\n\n---------- Forwarded message ----------\nFrom: Takao Sasaki <${BUYER}>\nSubject: Order ${trade.key}\nTo: ${SHOP}\nCc: ${PAY}\n\n${orderText(trade)}`;
  return { from: SHOP, to: PAY, subject: `Fwd: Order ${trade.key}`, text, date, messageId: `forward.${trade.key}@tea.example` };
}

export const replyAddress = (question: Delivered): string => question.mail.replyTo?.value[0]?.address ?? '';

/** An answer to the question; `text` is its first line. */
export const answerMail = (trade: Trade, question: Delivered, text = `OK ${trade.password}`): TestMail => ({
  from: BUYER,
  to: replyAddress(question),
  subject: `Re: ${question.mail.subject ?? ''}`,
  text: `${text}\n`,
  date: Date.now(),
  messageId: `answer.${trade.key}@buyer.example`,
  inReplyTo: (question.mail.messageId ?? '').replace(/[<>]/g, ''),
});

export const sendOrder = (bank: Bank, trade: Trade, door: Door = 'smtp'): Promise<number> => deliver(bank, door, { from: BUYER, to: PAY }, signed(bank, orderMail(trade)));
export const sendForward = (bank: Bank, trade: Trade, door: Door = 'smtp'): Promise<number> => deliver(bank, door, { from: SHOP, to: PAY }, signed(bank, forwardMail(trade)));
export const sendAnswer = (bank: Bank, trade: Trade, question: Delivered, door: Door = 'smtp'): Promise<number> =>
  deliver(bank, door, { from: BUYER, to: replyAddress(question) }, signed(bank, answerMail(trade, question)));

export const takeQuestion = (bank: Bank, trade: Trade): Promise<Delivered> =>
  bank.provider.take(BUYER, (mail) => (mail.subject ?? '').startsWith(`Pay JPY ${trade.total}`) && (mail.references ?? '').includes(`order.${trade.key}@`), 60_000);

export async function ask(bank: Bank, trade: Trade): Promise<Delivered> {
  await sendOrder(bank, trade);
  await sendForward(bank, trade);
  return takeQuestion(bank, trade);
}

/** Resolves with the buyer's when both receipts are there. */
export async function takeReceipts(bank: Bank, question: Delivered): Promise<Delivered> {
  const reference = /\[([0-9A-Z]{4}-[0-9A-Z]{4})\]/.exec(question.mail.subject ?? '')?.[1] ?? 'none';
  const receipt = await bank.provider.take(BUYER, (mail) => (mail.subject ?? '').startsWith('Paid') && (mail.subject ?? '').includes(reference), 60_000);
  await bank.provider.take(SHOP, (mail) => (mail.subject ?? '').startsWith('Paid, ship') && (mail.subject ?? '').includes(reference), 60_000);
  return receipt;
}

export async function pay(bank: Bank, trade: Trade): Promise<Delivered> {
  const question = await ask(bank, trade);
  await sendAnswer(bank, trade, question);
  return takeReceipts(bank, question);
}
