/** Who pays whom in a run, and the two mails of each payment that depend on nobody's answer: written and signed before the clock runs. */
import { randomBytes } from 'node:crypto';
import { currencyOf, money } from '../../clearinghouse/protocol/money.ts';
import { suggestSecret } from '../../clearinghouse/protocol/secret.ts';
import type { Clearing } from '../../clearinghouse/stages/clear.ts';
import { PAY } from '../demo/world.ts';
import { makeDomain, signMail, writeMail, type MailDomain } from '../test-mail.ts';

export type Person = { readonly name: string; readonly address: string; readonly domain: MailDomain };

export type Cast = { readonly domains: readonly MailDomain[]; readonly buyers: readonly Person[]; readonly shops: readonly Person[] };

/** One payment to be made: `order` and `forward` are signed mails, `total` is in yen. */
export type Deal = { readonly key: string; readonly buyer: Person; readonly shop: Person; readonly password: string; readonly total: number; readonly order: Buffer; readonly forward: Buffer };

const MOST_DOMAINS = 4;
/** Of each buyer, in yen. */
export const DEPOSIT = 1_000_000_000n;
const LETTERS = 26;

/** Buyers and shops share a few domains each, as people share providers: each domain costs an RSA key. */
export function makeCast(buyers: number, shops: number): Cast {
  const domainsOf = (kind: string, count: number): readonly MailDomain[] => Array.from({ length: Math.min(count, MOST_DOMAINS) }, (_, index) => makeDomain(`${kind}${index}.example`));
  const [buying, selling] = [domainsOf('buyers', buyers), domainsOf('shops', shops)];
  const people = (word: string, count: number, domains: readonly MailDomain[]): readonly Person[] =>
    Array.from({ length: count }, (_, index) => {
      const domain = domains[index % domains.length];
      if (domain === undefined) throw new RangeError('a run needs a buyer and a shop');
      return { name: `${word} ${nameOf(index)}`, address: `${word.toLowerCase()}${index}@${domain.name}`, domain };
    });
  return { domains: [...buying, ...selling], buyers: people('Buyer', buyers, buying), shops: people('Shop', shops, selling) };
}

/** A, B, … Z, BA: names of people have letters. */
const nameOf = (index: number): string => (index < LETTERS ? '' : nameOf(Math.floor(index / LETTERS))) + String.fromCharCode(65 + (index % LETTERS));

/** Opens their accounts; each buyer has more than a run can spend. */
export async function openAccounts({ buyers, shops }: Cast, clearing: Clearing): Promise<void> {
  const yen = currencyOf('JPY');
  if (yen === null) throw new Error('JPY is no currency');
  for (const { name, address } of [...buyers, ...shops]) await clearing.instruct({ kind: 'open-party', name, language: 'en', addresses: [address], currencies: [yen], balanceInReceipts: false });
  for (const [index, { address }] of buyers.entries()) await clearing.instruct({ kind: 'deposit', address, amount: money(yen, DEPOSIT), reference: `CASH-${index}`, by: ['Hana', 'Ken'] });
}

/** `count` payments from number `first` on, each buyer's in turn, at another shop each time. Totals differ, so that none looks like a repetition of another. */
export function makeDeals({ buyers, shops }: Cast, count: number, first = 0): readonly Deal[] {
  return Array.from({ length: count }, (_, at) => {
    const index = first + at;
    const [buyer, shop] = [buyers[index % buyers.length], shops[(index + Math.floor(index / buyers.length)) % shops.length]];
    if (buyer === undefined || shop === undefined) throw new RangeError('a run needs a buyer and a shop');
    return makeDeal(`d${index}`, buyer, shop, 1_000 + (index % 3_989));
  });
}

function makeDeal(key: string, buyer: Person, shop: Person, total: number): Deal {
  const password = suggestSecret(randomBytes(5));
  const date = Date.now();
  const order = signed(buyer, { to: shop.address, cc: PAY, subject: `Order ${key}`, text: `2 Sencha 100g\n1 bamboo whisk ${key}\n\nPassword: ${password}\nUp to: 5,000 JPY\n`, date, messageId: `order.${key}@${buyer.domain.name}` });
  const text = `Invoice: GT-${key}\nTotal: ${total.toLocaleString('en-US')} JPY\n`;
  const forward = signed(shop, { to: PAY, subject: `Fwd: Order ${key}`, text, date, messageId: `forward.${key}@${shop.domain.name}`, attachments: [{ filename: 'order.eml', type: 'message/rfc822', content: order }] });
  return { key, buyer, shop, password, total, order, forward };
}

/** The buyer's consent to a question that has come. */
export const answerTo = ({ key, buyer, password }: Deal, question: { readonly subject: string; readonly replyTo: string; readonly messageId: string }): Buffer =>
  signed(buyer, { to: question.replyTo, subject: `Re: ${question.subject}`, text: `OK ${password}\n`, date: Date.now(), messageId: `answer.${key}@${buyer.domain.name}`, inReplyTo: question.messageId });

type Draft = Omit<Parameters<typeof writeMail>[0], 'from'>;

const signed = ({ name, address, domain }: Person, draft: Draft): Buffer => signMail(writeMail({ from: `${name} <${address}>`, ...draft }), domain, { time: draft.date });
