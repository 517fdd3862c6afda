import { GATE_LIMITS } from '../../clearinghouse/mail/gate.ts';
import { readHeaderBlock, valueOf } from '../../clearinghouse/mail/header-fields.ts';
import { readSubject } from '../../clearinghouse/mail/letter-headers.ts';
import { isQuoted } from '../../clearinghouse/protocol/layout.ts';
import type { Reading } from '../../clearinghouse/protocol/reading.ts';
import { answerDraft } from './answer-draft.ts';
import { takeBankMail } from './bank-mail.ts';
import { besideOf } from './beside-text.ts';
import { interestOf } from './interest.ts';
import { orderingOf, orderMailOf } from './order-mail.ts';
import type { Parts } from './parts.ts';
import { isOrderAwaited, mayStillBeProved, nextTry } from './retry.ts';
import { plainLine } from './tell-text.ts';
import { secretDigest } from './tokens.ts';
import { tellShopkeeper } from './tell-shopkeeper.ts';
import type { LetterRow } from '../store/store.ts';

const AT_ONCE = 20;
/** Notes in the history: an order that nothing proves, and one that was too many. */
const [UNPROVED, SURPLUS] = ['unproved', 'surplus'] as const;
const DAY = 86_400_000;
/** Anybody can write unproved orders: beyond so many a day they are set aside, so that nobody floods the shopkeeper. */
const MOST_UNPROVED = 50;
/** A letter that the reader can't survive so often is set aside for a person. */
const MOST_CRASHES = 3;

/** Reads letters whose time has come, one after the other; false: there was none. */
export async function readDue(parts: Parts): Promise<boolean> {
  const due = parts.store.dueLetters(parts.now(), AT_ONCE);
  for (const letter of due) {
    try {
      if (letter.bytes === null) await setAsideUnopened(parts, letter.id);
      else if (letter.crashes >= MOST_CRASHES) await setAsideDeadly(parts, letter);
      else await readCounted(parts, letter);
    } catch (error) {
      if (!isOurBug(error)) throw error;
      await crashed(parts, letter, `${error.name}: ${error.message}`);
    }
  }
  return due.length > 0;
}

/** What one letter does to the program and the next may not: it must not end the daemon again and again. Everything else (disk, database) ends it. */
export const isOurBug = (error: unknown): error is Error => error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;

/** One letter is read at a time: the one that was begun is the one at which the process ended (memory, a native fault), which else it would do at every start. */
async function readCounted(parts: Parts, letter: LetterRow): Promise<void> {
  parts.store.letterBegun(letter.id);
  try {
    await readOne(parts, letter);
  } finally {
    parts.store.letterSurvived(letter.id);
  }
}

async function setAsideDeadly(parts: Parts, letter: LetterRow): Promise<void> {
  parts.report('alarm', 'letter-ends-program', { letter: letter.id, crashes: letter.crashes });
  await leaveUnread(parts, letter.id, `the program ended while it was read, or could not read it, ${letter.crashes} times`);
}

async function readOne(parts: Parts, letter: LetterRow): Promise<void> {
  const interest = interestOf(letter.bytes, parts.shop, parts.tokenKey, parts.store.isOwnMessage);
  if (interest === null) return end(parts, letter, 'nothing', null);
  if (interest.kind === 'bank') return takeBankMail(parts, letter);
  const outcome = await parts.read({ bytes: letter.bytes, receivedAt: letter.receivedAt, intake: letter.intake, envelope: { from: null, to: [], clientAddress: null, helo: null }, place: null }, true);
  if (outcome.kind === 'crashed') return crashed(parts, letter, outcome.detail);
  if (outcome.kind === 'retry' && mayStillBeProved(parts, letter)) return parts.store.postponeLetter(letter.id, nextTry(parts, letter.tries));
  const reading = outcome.kind === 'retry' ? await readUnproved(parts, letter) : outcome.reading;
  if (reading === null) return crashed(parts, letter, 'it could not be read without DNS');
  if (interest.kind === 'reply') return answerDraft(parts, letter, reading, interest.draft);
  return takeOrder(parts, letter, reading, outcome.kind === 'retry');
}

/** Without a look-up: its verdict is then `none`, and a person decides. */
async function readUnproved(parts: Parts, letter: LetterRow): Promise<Reading | null> {
  const outcome = await parts.read({ bytes: letter.bytes, receivedAt: letter.receivedAt, intake: letter.intake, envelope: { from: null, to: [], clientAddress: null, helo: null }, place: null }, false);
  return outcome.kind === 'reading' ? outcome.reading : null;
}

/** A letter that is of no interest after all keeps nothing of itself but its digest. */
function end({ store }: Parts, letter: LetterRow, outcome: string, orderId: number | null): void {
  store.atomically(() => {
    store.endLetter(letter.id, outcome, orderId);
    if (orderId === null) store.forgetLetter(letter.id);
  });
}

/** It can't be read again: what was kept of it is damaged. */
async function setAsideUnopened(parts: Parts, letter: number): Promise<void> {
  parts.report('alarm', 'letter-damaged', { letter });
  await leaveUnread(parts, letter, 'what was kept of it does not open: the file of the database is damaged');
}

async function crashed(parts: Parts, letter: Pick<LetterRow, 'id' | 'crashes'>, detail: string): Promise<void> {
  const { store, report } = parts;
  report('alarm', 'letter-not-read', { letter: letter.id, crashes: letter.crashes + 1, detail });
  if (letter.crashes + 1 < MOST_CRASHES) return store.letterCrashed(letter.id, nextTry(parts, letter.crashes));
  await leaveUnread(parts, letter.id, detail);
}

async function leaveUnread(parts: Parts, letter: number, detail: string): Promise<void> {
  const { store } = parts;
  const together = (): void => {
    store.endLetter(letter, `could not be read: ${detail}`, null, true);
    store.note({ at: parts.now(), orderId: null, letterId: letter, kind: 'set-aside', detail });
  };
  await tellShopkeeper(parts, { name: `unread.${letter}`, order: null, subject: 'unread', lines: [detail] }, together);
}

/** `unasked`: DNS gave no answer, so it is not known who wrote it. */
async function takeOrder(parts: Parts, letter: LetterRow, reading: Reading, unasked: boolean): Promise<void> {
  const { store, shop, tokenKey } = parts;
  const unreadable = unreadableOf(reading);
  if (unreadable !== null) return setAside(parts, letter, reading, unreadable);
  const ordering = orderingOf(reading);
  if (ordering === null) return end(parts, letter, 'no order', null);
  const mail = orderMailOf(ordering, buyerNameOf(letter.bytes), shop, await besideOf(parts, letter));
  const isUnproved = reading.verdict.strength !== 'signed';
  if (isUnproved && store.countNotes(UNPROVED, parts.now() - DAY) >= MOST_UNPROVED) return leaveUnproved(parts, letter, unasked);
  const secret = secretDigest(tokenKey, mail.secretDigests);
  const at = parts.now();
  store.atomically(() => {
    const others = store.ordersWithSecret(mail.buyer, secret);
    const detail = others.length === 0 ? mail.detail : { ...mail.detail, doubts: [...mail.detail.doubts, 'same-password'] };
    const { messageId } = reading.headers;
    const id = store.addOrder({ identity: mail.identity, letterId: letter.id, buyer: mail.buyer, messageId, secret, receivedAt: letter.receivedAt, detail, at });
    store.endLetter(letter.id, id === null ? 'nothing new: the same mail by another way' : 'order', id);
    if (id === null) return;
    store.note({ at, orderId: id, letterId: letter.id, kind: 'received', detail: `from ${mail.buyer}` });
    if (isUnproved) store.note({ at, orderId: id, letterId: letter.id, kind: UNPROVED, detail: 'nothing proves who wrote it' });
  });
}

/** One too many today. Where DNS is to blame it waits, since it may be proved yet; a person hears of the others once a day. */
function leaveUnproved(parts: Parts, letter: LetterRow, unasked: boolean): void {
  const { store } = parts;
  parts.report('alarm', 'too-many-unproved-orders', { letter: letter.id, waits: unasked });
  if (unasked && isOrderAwaited(parts, letter)) return store.postponeLetter(letter.id, nextTry(parts, letter.tries));
  store.atomically(() => {
    store.endLetter(letter.id, 'unproved, and too many of them today', null, true);
    store.note({ at: parts.now(), orderId: null, letterId: letter.id, kind: SURPLUS, detail: 'unproved, and too many of them today' });
  });
}

/** Tells how many orders were set aside since it was told last; once a day. False: nothing was to be told. */
export async function tellSurplus(parts: Parts): Promise<boolean> {
  const { store } = parts;
  const at = parts.now();
  const last = store.lastTell('surplus') ?? 0;
  if (last <= at && at - last < DAY) return false;
  const surplus = store.countNotes(SURPLUS, last + 1);
  if (surplus === 0) return false;
  await tellShopkeeper(parts, { name: `surplus.${at}`, order: null, subject: 'surplus', lines: [String(surplus)] }, () => undefined);
  return true;
}

type Unreadable = { readonly subject: 'unread' | 'refused'; readonly trouble: string };

/** A mail to shop and bank that may be an order all the same. One that was refused before anybody asked who wrote it (too large, not well-formed) may come from anybody. */
function unreadableOf(reading: Reading): Unreadable | null {
  const trouble = reading.refusal?.code ?? (hidesPassword(reading) ? 'password-below-a-separator' : null);
  if (trouble === null) return null;
  if (reading.verdict.strength === 'signed') return { subject: 'unread', trouble };
  return reading.refusal !== null && reading.automatic === null ? { subject: 'refused', trouble } : null;
}

async function setAside(parts: Parts, letter: LetterRow, { verdict, refusal }: Reading, { subject, trouble }: Unreadable): Promise<void> {
  const { store } = parts;
  const together = (): void => {
    store.endLetter(letter.id, `unreadable: ${trouble}`, null, true);
    store.note({ at: parts.now(), orderId: null, letterId: letter.id, kind: 'set-aside', detail: trouble });
  };
  await tellShopkeeper(parts, { name: `${subject}.${letter.id}`, order: null, subject, lines: [trouble, refusal?.detail ?? '', verdict.address ?? ''] }, together);
}

/**
 * A gift note with `From:`, `To:` and a date looks like the head of a forwarded mail, and all below it like that mail. Where nothing was answered or forwarded it is
 * an order that neither the bank nor this program can read: a person has to know.
 */
function hidesPassword({ text, automatic, headers, originals }: Reading): boolean {
  if (text === null || automatic !== null || originals.length > 0 || text.passwords.some(({ quoted }) => !quoted)) return false;
  const begins = headers.inReplyTo.length === 0 && headers.references.length === 0 && !/^(?:re|aw|sv|antw|fwd?|wg|tr|rv|転送|返信)\s?[:：]/i.test(headers.subject);
  return begins && text.passwords.some(({ line }) => !isQuoted(text.lines[line] ?? ''));
}

/** The display name of From, for the invoice; it proves nothing. One with an address or digits (a password?) is none. */
function buyerNameOf(mail: Uint8Array): string | null {
  const bytes = Buffer.from(mail.buffer, mail.byteOffset, mail.byteLength);
  const from = valueOf(readHeaderBlock(bytes, 0, bytes.length, GATE_LIMITS).fields, 'from') ?? '';
  const open = from.lastIndexOf('<');
  const name = open < 1 ? '' : readSubject(from.slice(0, open)).replace(/^"(.*)"$/, '$1').replace(/[\p{Cc}\p{Cf}<>"\\]+/gu, ' ').trim();
  return name === '' || /[@\p{N}]/u.test(name) ? null : plainLine(name, 80);
}
