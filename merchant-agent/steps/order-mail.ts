import { createHash } from 'node:crypto';
import { ALTERNATIVES_DIFFER } from '../../clearinghouse/protocol/consent.ts';
import { readAmount } from '../../clearinghouse/protocol/money.ts';
import type { Money } from '../../clearinghouse/protocol/money.ts';
import { canonicalAddress, mailboxOf } from '../../clearinghouse/protocol/address.ts';
import { readOrder } from '../../clearinghouse/protocol/order.ts';
import { memberOf as memberLine } from '../../clearinghouse/protocol/page-order.ts';
import type { OrderReading as DirectMail } from '../../clearinghouse/protocol/order.ts';
import { postOf } from '../../clearinghouse/protocol/post.ts';
import { SECRET_MARK_CLOSE, SECRET_MARK_OPEN } from '../../clearinghouse/protocol/reading.ts';
import type { PasswordLine, Reading, TextReading, Verdict } from '../../clearinghouse/protocol/reading.ts';
import { sameSecret } from '../../clearinghouse/protocol/secret.ts';
import type { OrderDetail } from '../store/store.ts';
import type { Shop } from './shop.ts';
import { leftOutOf } from './left-out.ts';
import { plainLine } from './tell-text.ts';

/**
 * A buyer's mail as the order that it is, by the same readers as the bank's. Pure. What keeps an order from being forwarded by itself is a doubt: the
 * words for each stand in draft-words.ts.
 */
export type Doubt =
  | 'not-authenticated'
  | 'other-payee'
  | 'not-addressed'
  | 'several-passwords'
  | 'weak-password'
  | 'same-password'
  | 'several-ceilings'
  | 'ceiling-unreadable'
  | 'above-ceiling'
  | 'forwarded'
  | 'text-doubtful'
  | 'attachment'
  | 'words-apart'
  | 'unsure'
  | 'cannot-invoice'
  | 'above-limit'
  | 'our-fault'
  | 'asked';

export type OrderMail = { readonly identity: string; readonly buyer: string; readonly secretDigests: readonly string[]; readonly detail: OrderDetail };

const MASK = '••••';
const MOST_WORDS = 200;
/** More lines than the reader of orders takes: it then says that a person has to look. */
const MOST_LEFT_OUT = 401;

/** Passwords as they may be shown to the shop's own people: not at all. */
export const shownLine = (line: string): string => line.replace(new RegExp(`${SECRET_MARK_OPEN}\\d+${SECRET_MARK_CLOSE}`, 'g'), MASK);

/**
 * `html`: the mail read by its HTML alone, null where it has no plain text beside it. `hasFiles`: something
 * attached that may hold words of the order. `hasStruck`: something in the HTML is struck out, which no text shows.
 */
export type Beside = { readonly html: Reading | null; readonly hasFiles: boolean; readonly hasStruck: boolean };

/** A mail that is an order, as the bank reads it. */
export type Ordering = { readonly reading: Reading; readonly text: TextReading; readonly from: string; readonly mail: DirectMail; readonly secretDigests: readonly string[] };

/** Null where the mail is no order at all: automatic, from nobody, or without a password line in its own text. */
export function orderingOf(reading: Reading): Ordering | null {
  const { text, verdict, automatic } = reading;
  if (reading.refusal !== null || automatic !== null || text === null || verdict.address === null) return null;
  const mail = readOrder(text);
  const [secret] = mail.secrets;
  return secret === undefined ? null : { reading, text, from: verdict.address, mail, secretDigests: secret.digests };
}

export function orderMailOf({ reading, text, from, mail, secretDigests }: Ordering, buyerName: string | null, shop: Shop, beside: Beside): OrderMail {
  const { verdict, headers } = reading;
  const member = memberOf(reading, mail, shop);
  const posted = namesBoard(headers, shop);
  const lines = orderLinesOf(text, mail, posted).filter((at) => at !== member?.line).map((at) => shownLine(text.lines[at] ?? ''));
  const detail: OrderDetail = {
    subject: plainLine(headers.subject, 200),
    buyerName: buyerName === null || member !== null ? null : plainLine(buyerName),
    lines,
    leftOut: leftOutOf(text, mail.orderLines).slice(0, MOST_LEFT_OUT).map(shownLine),
    shown: beside.html === null ? null : shownOtherwise(beside.html, text.passwords, lines, posted),
    apart: [],
    words: text.lines.slice(0, MOST_WORDS).map(shownLine).join('\n'),
    ...(member === null ? {} : { fromPage: true }),
    ...(reading.orderCommitment === undefined || member !== null || !(posted || shop.board?.every === true) ? {} : { post: { commitment: reading.orderCommitment, orderedAt: headers.date, looks: 0, nextAt: 0, found: null } }),
    upTo: mail.upTo === null ? null : plainLine(mail.upTo.text, 80),
    reading: null,
    priced: null,
    doubts: [...doubtsOf(reading, mail, shop), ...(member === null && (isOfPage(verdict, shop) || namedMembers(text, mail).length > 0) ? (['unsure'] satisfies Doubt[]) : []), ...(beside.hasStruck ? (['text-doubtful'] satisfies Doubt[]) : []), ...(beside.hasFiles ? (['attachment'] satisfies Doubt[]) : [])],
  };
  return { identity: identityOf(reading), buyer: member?.address ?? from, secretDigests, detail };
}

/**
 * The order's own lines as the HTML shows them; null where they are the same words. Nothing (`[]`) where it can't be read, and where it does not hold the
 * password as such: it may then stand among its words, unmasked.
 */
function shownOtherwise({ text }: Reading, passwords: readonly PasswordLine[], lines: readonly string[], posted: boolean): readonly string[] | null {
  const isKnown = text !== null && text.passwords.length > 0 && text.passwords.every((one) => passwords.some((other) => sameSecret(one.digests, other.digests)));
  const shown = text === null || !isKnown ? [] : orderLinesOf(text, readOrder(text), posted).map((at) => shownLine(text.lines[at] ?? ''));
  return wordsIn(shown) === wordsIn(lines) ? null : shown;
}

/** In a mail to the board the line `Post:` is what its writer says to everybody, and no line of the order; in others somebody may order a `Board: oak`. */
const orderLinesOf = ({ lines }: TextReading, { orderLines }: DirectMail, posted: boolean): readonly number[] => (posted ? orderLines.filter((at) => postOf(lines[at] ?? '') === null) : orderLines);

const namesBoard = ({ to, cc }: Reading['headers'], { board }: Shop): boolean => board !== null && board.address !== null && [...to, ...cc].includes(board.address);

const isOfPage = ({ strength, address }: Verdict, { orderPage }: Shop): boolean => orderPage !== null && strength === 'signed' && address === orderPage;

/** Lines that name a member of the bank, as only the order page has to. */
const namedMembers = ({ lines }: TextReading, { orderLines }: DirectMail): readonly number[] => orderLines.filter((at) => memberLine(lines[at] ?? '') !== null);

/**
 * Who orders by the bank's order page: its mails are its own, and the member stands in one line of theirs. Null for every other mail, and where there is not
 * just one such line; of the page itself nobody takes an order, and a person looks. That the member is who he says, only the bank can tell.
 */
function memberOf({ verdict, text }: Reading, mail: DirectMail, shop: Shop): { readonly line: number; readonly address: string } | null {
  if (!isOfPage(verdict, shop)) return null;
  const named = text === null ? [] : namedMembers(text, mail);
  const [line] = named;
  const address = line === undefined || named.length > 1 ? null : canonicalAddress(memberLine(text?.lines[line] ?? '') ?? '');
  return line === undefined || address === null ? null : { line, address };
}

const wordsIn = (lines: readonly string[]): string => lines.join(' ').normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** The same mail by two ways is one order: by its signature alone, since a Message-ID may be unsigned; without one by what two copies of one mail share. */
function identityOf({ verdict, headers, bodyHash }: Reading): string {
  const { signature } = verdict;
  const parts = signature === null ? ['unsigned', verdict.address, headers.date, headers.messageId, bodyHash] : ['signed', verdict.address, signature.b];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function doubtsOf({ verdict, headers, text, originals, findings }: Reading, mail: DirectMail, shop: Shop): readonly Doubt[] {
  const written = [...headers.to, ...headers.cc];
  const payee = mail.payTo === null ? null : mail.payTo.text;
  const isOurs = payee === null || mailboxOf(payee) === shop.address || payee.toLowerCase() === shop.name.toLowerCase();
  const found: readonly (readonly [Doubt, boolean])[] = [
    ['not-authenticated', verdict.strength !== 'signed'],
    ['other-payee', !isOurs || mail.severalPayTo],
    ['not-addressed', payee === null && !written.includes(shop.address)],
    ['several-passwords', mail.secrets.length > 1],
    ['weak-password', mail.secrets.some(({ weakness }) => weakness !== null)],
    ['several-ceilings', mail.severalUpTo],
    ['forwarded', originals.length > 0 || (text?.separators.length ?? 0) > 0 || text?.passwords.some(({ quoted }) => quoted) === true],
    ['text-doubtful', findings.some(({ code, hit }) => hit && (code === 'text-trouble' || code === ALTERNATIVES_DIFFER))],
  ];
  return found.filter(([, hit]) => hit).map(([doubt]) => doubt);
}

const OF_PRICE: readonly string[] = ['ceiling-unreadable', 'above-ceiling', 'above-limit', 'asked'] satisfies Doubt[];

/** The doubts of an order whose lines a person has set: what was said of the price before is said of theirs, or not any more. */
export const doubtsAnew = (detail: OrderDetail, total: Money, shop: Shop): readonly string[] => [...detail.doubts.filter((doubt) => !OF_PRICE.includes(doubt)), ...doubtsOfPrice(detail, total, shop)];

/** What the price adds to the doubts. A ceiling without a currency is in the total's. */
export function doubtsOfPrice({ upTo }: OrderDetail, total: Money, { mode, askAbove }: Shop): readonly Doubt[] {
  const ceiling = upTo === null ? null : readAmount(upTo, total.currency);
  const above = (limit: Money | null): boolean => limit !== null && (limit.currency !== total.currency || total.minor > limit.minor);
  const found: readonly (readonly [Doubt, boolean])[] = [
    ['ceiling-unreadable', ceiling?.ok === false],
    ['above-ceiling', ceiling?.ok === true && above(ceiling.money)],
    ['above-limit', above(askAbove)],
    ['asked', mode === 'ask'],
  ];
  return found.filter(([, hit]) => hit).map(([doubt]) => doubt);
}
