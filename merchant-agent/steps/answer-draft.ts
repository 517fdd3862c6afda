import { isClientSignature, ownText } from '../../clearinghouse/protocol/layout.ts';
import { tagOf } from '../../clearinghouse/protocol/address.ts';
import { normalise } from '../../clearinghouse/protocol/normalise.ts';
import type { Reading, TextReading } from '../../clearinghouse/protocol/reading.ts';
import type { Catalogue, PricedOrder } from '../order/order.ts';
import { invoiceTrouble } from '../invoice/invoice-text.ts';
import type { LetterRow, OrderRow } from '../store/store.ts';
import { draftOrder } from './draft-order.ts';
import { damageOf, setAsideDamaged } from './damaged.ts';
import { draftWords } from './draft-words.ts';
import { editableLines, LINES_BEGIN, LINES_END } from './draft-text.ts';
import type { Problem } from './draft-text.ts';
import { forwardOrder } from './forward-order.ts';
import { invoiceFactsOf, invoiceNumber } from './invoice-facts.ts';
import { doubtsAnew, shownLine } from './order-mail.ts';
import { canNumber } from './next-number.ts';
import { lookOnce } from './order-post.ts';
import type { Parts } from './parts.ts';
import { leftOf, readDraftTag } from './tokens.ts';
import type { DraftName } from './tokens.ts';
import { tellShopkeeper } from './tell-shopkeeper.ts';

/**
 * The shopkeeper's answer to a draft. It counts only with the draft's token (the caller has checked it), from one of the shopkeeper's addresses with a
 * DKIM signature (or as shop.reply_proof says), written by a person; its first own line is SEND or DROP.
 */
export async function answerDraft(parts: Parts, letter: LetterRow, reading: Reading, name: DraftName): Promise<void> {
  const { store, shop } = parts;
  const order = store.order(name.order);
  if (order === null || reading.automatic !== null) return store.atomically(() => end(parts, letter, order, 'no answer', 'automatic'));
  const { address, strength } = reading.verdict;
  const isTheirs = address !== null && shop.shopkeepers.includes(address);
  if (!isTheirs) return store.atomically(() => end(parts, letter, order, 'no answer', 'not from a shopkeeper'));
  if (shop.replyProof === 'dkim' && (strength !== 'signed' || !namesDraft(parts, reading, name))) {
    return tellShopkeeper(parts, { name: `unproved.${order.id}.${name.draft}`, order, subject: 'reply-unproved', lines: foundOf(reading) }, () => end(parts, letter, order, 'not taken', 'answer without a signature'));
  }
  if (order.state.name !== 'draft') return store.atomically(() => end(parts, letter, order, 'nothing new', `the order is ${order.state.name} already`));
  if (order.state.draft !== name.draft) {
    return tellShopkeeper(parts, { name: `stale.${letter.id}`, order, subject: 'reply-stale', lines: [] }, () => end(parts, letter, order, 'not taken', `draft ${name.draft} is not the newest`));
  }
  const { text } = reading;
  const word = text === null ? null : answerWord(text);
  if (text === null || word === null) return refuse(parts, letter, order, { kind: 'unclear', readAs: firstLine(text), fault: null });
  if (word === 'drop') {
    return store.atomically(() => {
      const at = parts.now();
      store.endLetter(letter.id, 'DROP', order.id);
      store.move(order.id, { name: 'dropped', since: at });
      store.note({ at, orderId: order.id, letterId: letter.id, kind: 'dropped', detail: `by ${address}` });
    });
  }
  const damage = damageOf(parts, order);
  if (damage !== null) return setAsideDamaged(parts, order, damage, () => end(parts, letter, order, 'not taken', 'the order is damaged'));
  return send(parts, letter, order, text, address);
}

/** Whether the signature covers a field that names this draft: else an old SEND could be sent again under another draft's token. */
function namesDraft({ shop, tokenKey }: Parts, { verdict, headers }: Reading, name: DraftName): boolean {
  const isSigned = (field: string): boolean => verdict.signature?.signedFields.includes(field) ?? false;
  const tags = [
    ...(isSigned('to') ? headers.to.map((address) => tagOf(address, shop.address) ?? '') : []),
    ...(isSigned('in-reply-to') ? headers.inReplyTo.map(leftOf) : []),
    ...(isSigned('references') ? headers.references.map(leftOf) : []),
  ];
  return tags.some((tag) => {
    const read = readDraftTag(tokenKey, tag);
    return read?.order === name.order && read.draft === name.draft;
  });
}

/** What was found of the sender's proof, so that it can be mended: no signature, no DMARC record, another domain. */
function foundOf({ verdict }: Reading): readonly string[] {
  const signed = verdict.signature === null ? [] : [`signed by ${verdict.signature.domain} over ${verdict.signature.signedFields.join(', ')}`];
  return [...verdict.findings.filter(({ hit }) => hit).map(({ code, detail }) => `${code}: ${detail}`), ...signed].slice(0, MOST_FOUND);
}

const MOST_FOUND = 12;

function end({ store, now }: Parts, letter: LetterRow, order: OrderRow | null, outcome: string, detail: string): void {
  store.endLetter(letter.id, outcome, order?.id ?? null);
  store.note({ at: now(), orderId: order?.id ?? null, letterId: letter.id, kind: 'answer', detail: `${outcome}: ${detail}` });
}

const ownLines = ({ lines, separators }: TextReading): readonly number[] => ownText(lines, separators).own;

/** The first line that the shopkeeper wrote, whole; null: neither word. */
export function answerWord(text: TextReading): 'send' | 'drop' | null {
  const first = text.lines[ownLines(text)[0] ?? -1] ?? '';
  const match = /^(send|drop)[.!。！]?$/i.exec(first.trim());
  return match === null ? null : match[1]?.toLowerCase() === 'send' ? 'send' : 'drop';
}

const firstLine = (text: TextReading | null): Problem['readAs'] => {
  const line = text === null ? undefined : text.lines[ownLines(text)[0] ?? -1];
  return line === undefined ? [] : [[shownLine(line), '?']];
};

/** `damaged`: something of the marks stands there, and no block between them. */
export type Corrected = { readonly typed: readonly string[]; readonly quoted: readonly string[]; readonly damaged: boolean };

/** The typed lines below SEND; where there are none, what stands between the marks of the quoted draft. */
export function correctedLines(text: TextReading): Corrected {
  const typed = ownLines(text).slice(1).map((at) => text.lines[at] ?? '').filter((line) => line !== LINES_BEGIN && line !== LINES_END && !isClosing(line));
  // The quote marks of a mail program alone: behind a bar stand the customer's words, and these may hold marks of their own.
  const bare = text.lines.map((line) => line.replace(/^(?:> ?)+/, ''));
  const [from, to] = [bare.lastIndexOf(LINES_BEGIN), bare.lastIndexOf(LINES_END)];
  const quoted = from === -1 || to < from ? [] : bare.slice(from + 1, to).filter((line) => line !== '');
  return { typed, quoted, damaged: quoted.length === 0 && text.lines.some((line) => MARK.test(line)) };
}

/** Whatever is left of a mark, also where a mail program quotes by bars. */
const MARK = /\[ ?\/? ?lines|\/ ?lines ?\]|\blines ?\]/i;

/** A name or a wish of good day below SEND is no line; anything else that is none keeps the answer from being taken, since it may be a correction in words. */
const isClosing = (line: string): boolean => !TAKES_BACK.test(line) && (isClientSignature(line) || NAME.test(line) || THANKS.test(line) || THANKS_JA.test(line));

const TAKES_BACK = /\b(?:drop|no|not|none|don'?t|never|without|but|stop|cancel|undo|wait|hold|halt|later|nein|nicht|non|annul\w*|storn\w*|espera)\b/i;
/** One word in Latin letters: in a script without blanks a whole sentence is one. */
const NAME = /^[\p{Script=Latin}\p{M}.'’-]+[,.!]?$/u;
/** With a name behind it at the most: whoever thanks and goes on may go on with a correction. */
const THANKS = /^(?:(?:many|best|kind|kindest|warm|with) )*(?:thanks|thank you|regards|wishes|cheers)(?: (?:a lot|so much|very much|again|in advance))?(?:[,.!]? [\p{Script=Latin}\p{M}.'’-]+)?[,.!]?$/iu;
const THANKS_JA = /^(?:以上[、。]?|どうぞ|何卒|どうも)?(?:(?:よろしく|宜しく)(?:(?:お願い|御願い)(?:し|いたし|致し|申し上げ)ます)?|お願い(?:し|いたし|致し)ます|(?:ありがとう|有難う|有り難う)(?:ございます|ございました)?)[。.!！]?$/u;

const squashed = (lines: readonly string[]): string => normalise(lines.join(' ')).lines.join('').replaceAll(' ', '');

async function send(parts: Parts, letter: LetterRow, order: OrderRow, text: TextReading, by: string): Promise<void> {
  const look = await parts.catalogue();
  if (!look.ok) {
    // It waits like an order: a correction is read with the catalogue.
    parts.report('alarm', 'catalogue-unusable', { orders: 1, trouble: look.trouble, advice: 'kakitome-merchant catalog check' });
    return parts.store.delayLetter(letter.id, parts.now() + 60_000);
  }
  const chosen = chooseLines(parts, order, text, look.catalogue);
  if ('problem' in chosen) return refuse(parts, letter, order, chosen.problem);
  const { priced } = chosen;
  const trouble = invoiceTrouble(invoiceFactsOf(parts.shop, order, priced, invoiceNumber(parts.shop, parts.store.nextCounter()), parts.now()));
  if (trouble !== null) return refuse(parts, letter, order, { kind: 'unreadable', readAs: [], fault: draftWords(parts.shop.language).troubles[trouble] });
  if (!(await canNumber(parts))) return parts.store.delayLetter(letter.id, parts.now() + 60_000);
  const looked = await lookOnce(parts, order);
  const doubts = doubtsAnew(looked.detail, priced.total, parts.shop);
  await forwardOrder(parts, { ...looked, detail: { ...looked.detail, doubts } }, priced, `SEND by ${by}`, () => parts.store.endLetter(letter.id, 'SEND', order.id));
}

function chooseLines({ pricing, shop }: Parts, order: OrderRow, text: TextReading, catalogue: Catalogue): { readonly priced: PricedOrder } | { readonly problem: Problem } {
  const { typed, quoted, damaged } = correctedLines(text);
  const { priced } = order.detail;
  // Quoted as it was, however the mail program has broken its lines.
  const proposed = priced === null ? null : editableLines(shop, order, priced);
  // What was meant to be corrected must not be forwarded as it was.
  if (proposed !== null && typed.length === 0 && damaged) return { problem: { kind: 'damaged', readAs: [], fault: null } };
  if (priced !== null && proposed !== null && typed.length === 0 && (quoted.length === 0 || squashed(quoted) === squashed(proposed))) return { priced };
  for (const lines of proposed === null ? [typed] : [typed, quoted]) {
    const correction = pricing.correct(lines, catalogue);
    switch (correction.kind) {
      case 'priced':
        return { priced: correction.priced };
      case 'wrong':
        return { problem: { kind: 'unreadable', readAs: correction.readAs, fault: correction.fault } };
      case 'none':
        continue;
      default:
        return correction satisfies never;
    }
  }
  return { problem: { kind: 'no-lines', readAs: [], fault: null } };
}

/** Answered by a new draft that says what was read: the old one can't be answered any more. */
async function refuse(parts: Parts, letter: LetterRow, order: OrderRow, problem: Problem): Promise<void> {
  if (order.state.name !== 'draft') throw new Error(`order ${order.id} is no draft`);
  const { reason, code } = order.state;
  await draftOrder(parts, order, { reason, code, told: order.detail.told ?? null }, () => end(parts, letter, order, 'not taken', problem.kind), problem);
}
