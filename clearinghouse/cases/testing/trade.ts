/** One sale as mails of real bytes: order, forward, question, answer. */
import { signMail, writeMail, type MailDomain, type SignOptions, type TestMail } from '../../../scripts/test-mail.ts';
import { PAY } from '../../stories/people.ts';
import { noticeOf, SHOP, type CaseBank, type Ruling } from './bank.ts';

/** The password of every payment of the cases (5 §5). */
export const PW = '4K7M-2222';
export const TOTAL = 4_741n;

/** A payment whose buyer has been asked. */
export type Asked = { readonly buyer: string; readonly orderId: string; readonly orderText: string; readonly questionId: string; readonly replyTo: string; readonly subject: string; readonly questionText: string };

let written = 0;
/** Message-IDs follow the order in which a file writes its mails. */
export const nextId = (domain: string): string => `m${(written += 1)}@${domain}`;

export const domainIn = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** A letter to the bank with the usual fields. */
export const letter = (bank: CaseBank, from: string, more: Partial<TestMail> = {}): TestMail => ({ from, to: PAY, subject: 'Hello', text: '', date: bank.world.now, messageId: nextId(domainIn(from)), ...more });

/** Signed by the domain in From, unless another is named. */
export function signed(bank: CaseBank, mail: TestMail, options: Partial<SignOptions> = {}, by?: MailDomain): Buffer {
  return signMail(writeMail(mail), by ?? bank.domain(domainIn(mail.from.replace(/>$/, ''))), { time: bank.world.now, ...options });
}

/** Signs bytes that a case has made by hand. */
export const signedBytes = (bank: CaseBank, raw: Uint8Array, domain = 'buyer.example', options: Partial<SignOptions> = {}): Buffer => signMail(raw, bank.domain(domain), { time: bank.world.now, ...options });

/** A mail of exactly these fields and this body; line ends become CRLF. */
export const bytesOf = (fields: readonly string[], body: string): Buffer => Buffer.from(`${[...fields, '', body].join('\n').replace(/\r?\n/g, '\r\n')}`, 'utf8');

/** The usual fields of an answer, without Content-Type. */
export const answerFields = (bank: CaseBank, asked: Asked, from = asked.buyer): readonly string[] => [
  `From: ${from}`,
  `To: ${asked.replyTo}`,
  `Subject: Re: ${asked.subject}`,
  `Date: ${new Date(bank.world.now).toUTCString().replace('GMT', '+0000')}`,
  `Message-ID: <${nextId('buyer.example')}>`,
  `In-Reply-To: <${asked.questionId}>`,
  'MIME-Version: 1.0',
];

let buyers = 0;

/** A new buyer with an account. */
export async function newBuyer(bank: CaseBank, address?: string): Promise<string> {
  buyers += 1;
  const buyer = address ?? `b${buyers}@buyer.example`;
  await bank.open(`Buyer ${buyers}`, buyer, 10_000n);
  return buyer;
}

/** The words of an order; each buyer's differ, so that orders with one password are told apart. */
export const orderText = (buyer: string, password = PW): string => `2 Sencha 100g\n1 bamboo whisk\nplease deliver to the house of ${buyer.slice(0, buyer.indexOf('@'))}\n\nPassword: ${password}\nUp to: 5,000 JPY\n`;

export const orderMail = (bank: CaseBank, buyer: string, more: Partial<TestMail> = {}): TestMail => letter(bank, buyer, { to: SHOP, cc: PAY, subject: 'Order', text: orderText(buyer), ...more });

export const INVOICE = 'Invoice: GT-1042\n2 x Sencha 100g @ 1,080\n1 x Bamboo whisk @ 1,650\nShipping: 500\nTax (10%): 431\nTotal: 4,741 JPY\n';

/** A forward in Gmail's English form; `inner` is what stands below its header block. */
export const forwardText = (buyer: string, inner: string, invoice = 'Total: 4,741 JPY\n'): string =>
  `${invoice}\n---------- Forwarded message ---------\nFrom: <${buyer}>\nDate: Sat, 21 Nov 2026 at 10:32\nSubject: Order\nTo: <${SHOP}>\nCc: <${PAY}>\n\n${inner}`;

export const forwardMail = (bank: CaseBank, buyer: string, more: Partial<TestMail> = {}): TestMail =>
  letter(bank, SHOP, { subject: 'Fwd: Order', text: forwardText(buyer, orderText(buyer)), ...more });

export const bringMail = (bank: CaseBank, mail: TestMail, options: Partial<SignOptions> = {}): Promise<Ruling> => bank.bring(signed(bank, mail, options));

/** Takes the order; throws where it is not taken. */
export async function takeOrder(bank: CaseBank, buyer: string, more: Partial<TestMail> = {}): Promise<TestMail> {
  const mail = orderMail(bank, buyer, more);
  const ruling = await bringMail(bank, mail);
  if (ruling.disposition?.code !== 'order-received') throw new Error(`the order was ${JSON.stringify(ruling.disposition)}: ${JSON.stringify(ruling.findings.filter((finding) => finding.hit))}`);
  return mail;
}

/** What a forward that is matched has asked, or throws. */
export function askedBy(ruling: Ruling, buyer: string, order: TestMail): Asked {
  const question = noticeOf(ruling, 'question');
  if (question === undefined) throw new Error(`no question was asked: ${JSON.stringify(ruling.disposition)} ${JSON.stringify(ruling.findings.filter((finding) => finding.hit))}`);
  const { notice, rendered } = question;
  return { buyer, orderId: order.messageId, orderText: order.text ?? '', questionId: notice.messageId, replyTo: notice.replyTo ?? '', subject: rendered.subject, questionText: rendered.text };
}

/** A new buyer orders, the shop forwards, the buyer is asked for 4,741 yen. */
export async function ask(bank: CaseBank, address?: string): Promise<Asked> {
  const buyer = await newBuyer(bank, address);
  const order = await takeOrder(bank, buyer);
  return askedBy(await bringMail(bank, forwardMail(bank, buyer)), buyer, order);
}

/** The buyer's reply to the question. */
export const answerMail = (bank: CaseBank, asked: Asked, text: string | null, more: Partial<TestMail> = {}): TestMail =>
  letter(bank, asked.buyer, { to: asked.replyTo, subject: `Re: ${asked.subject}`, text, inReplyTo: asked.questionId, ...more });

export const answer = (bank: CaseBank, asked: Asked, text: string | null, more: Partial<TestMail> = {}): Promise<Ruling> => bringMail(bank, answerMail(bank, asked, text, more));

/** The state of the payment that the question is about. */
export async function stateOf(bank: CaseBank, asked: Asked): Promise<string> {
  const rows = await bank.store.listPayments({ state: null, party: null, limit: 10_000 });
  return rows.find((payment) => payment.questions.some((question) => question.messageIds.includes(asked.questionId)))?.state.name ?? 'unknown';
}

/** Questions that are still open serve the next case; a spent one is replaced. */
export function makeQuestions(bank: CaseBank): () => Promise<Asked> {
  let current: Asked | null = null;
  return async () => {
    if (current === null || (await stateOf(bank, current)) !== 'awaiting-answer') current = await ask(bank);
    return current;
  };
}
