/** Answers to a wallet page and to the mail that tells of a card: the token in the address shows that our mail was read, the signature whose answer it is. */
import { timingSafeEqual } from 'node:crypto';
import { tagOf } from '../protocol/address.ts';
import { cardLettersIn, showsCardLetters } from '../protocol/card-letters.ts';
import { ownText } from '../protocol/layout.ts';
import type { Reading } from '../protocol/reading.ts';
import type { Disposition } from './decision.ts';
import { addressesOf, effect, find, partyOf, refused, setAside, type Desk } from './desk.ts';
import { endKey, isEndedKey } from './ended-keys.ts';
import { threadIds } from './fact-keys.ts';
import { saveCard, tellLocked } from './numbers.ts';
import { owe } from './owe.ts';
import type { Address, Card, Wallet } from './party.ts';
import { publicSentence, type RefusalCode } from './refusals.ts';
import { schemeWithWallet, secondRoadFrom } from './roads.ts';
import { staffTask } from './staff.ts';
import { tellRefusal } from './tell-refusal.ts';

/** null: the letter answers nothing of the kind. */
export function decideEnrolment(desk: Desk, reading: Reading, sender: Address): Disposition | null {
  const tag = reading.headers.recipients.flatMap((address) => tagOf(address, desk.context.bank.paymentAddress)?.toLowerCase() ?? []).find((one) => /^[wc]\.[0-9a-z]{16}$/.test(one));
  if (tag === undefined || isSomethingElse(reading)) return null;
  const token = tag.slice(2);
  return tag.startsWith('w') ? takeKey(desk, reading, sender, token) : activate(desk, reading, sender, token);
}

/** A cheque or an order in answer to our mail is what it is. */
const isSomethingElse = (reading: Reading): boolean =>
  ((reading.cheques ?? []).length > 0 || reading.text?.passwords.some((line) => !line.quoted) === true) && !linesOf(reading).some((line) => KEY_LINE.test(line) || showsCardLetters(line, false));

const same = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

const KEY_LINE = /^(?:wallet key|ウォレット鍵|小切手の鍵) ?: ?([A-Za-z0-9_-]{43})$/i;

/** What the sender wrote: our own mail below it shows an example. */
const linesOf = ({ text }: Reading): readonly string[] => (text === null ? [] : ownText(text.lines, text.separators).own.map((line) => text.lines[line] ?? '').slice(0, 500));

function takeKey(desk: Desk, reading: Reading, sender: Address, token: string): Disposition {
  const { offer, wallet } = partyOf(desk, sender.party).roads;
  if (find(desk, 'enrol-token', offer === null || !same(offer.token, token), sender.address) || offer === null) return setAside('not-your-question');
  // A new address waits: whoever has put themselves into the account's addresses enrols no wallet by it on the same day.
  if (find(desk, 'address-too-new', desk.context.now < sender.usableFrom, sender.address)) return tell(desk, reading, sender, 'address-too-new');
  if (find(desk, 'enrol-late', desk.at > offer.until + desk.context.policy.graceSpan, '')) return tell(desk, reading, sender, 'too-late');
  const keys = [...new Set(linesOf(reading).flatMap((line) => KEY_LINE.exec(line)?.[1] ?? []))];
  const [key] = keys;
  if (find(desk, 'wallet-key', key === undefined || keys.length > 1, `${keys.length} keys`) || key === undefined) return tell(desk, reading, sender, 'wallet-key-missing');
  if (wallet?.key === key) return { kind: 'nothing-new', code: 'same key' };
  const party = partyOf(desk, sender.party);
  if (find(desk, 'wallet-key-ended', isEndedKey(party.roads, key), sender.address)) return tell(desk, reading, sender, 'wallet-key-ended');
  const scheme = schemeWithWallet(party.roads);
  const enrolled: Wallet = { key, since: desk.context.now };
  effect(desk, { kind: 'party-saved', party: { ...party, roads: { ...endKey(party.roads), scheme, wallet: enrolled, offer: null } } });
  tellAll(desk, sender, { kind: 'wallet-enrolled', key, replaced: wallet !== null, address: sender.address, missing: party.roads.missing, scheme, fullFrom: secondRoadFrom(desk.context, enrolled) });
  return { kind: 'advanced', code: 'wallet-enrolled' };
}

function activate(desk: Desk, reading: Reading, sender: Address, token: string): Disposition {
  const { card } = partyOf(desk, sender.party).roads;
  if (find(desk, 'card-token', card === null || !same(card.token, token), sender.address) || card === null) return setAside('not-your-question');
  if (card.state === 'active') return { kind: 'nothing-new', code: 'card is active' };
  if (find(desk, 'card-locked', card.state === 'locked')) return tell(desk, reading, sender, 'card-locked');
  const ids = cardLettersIn(linesOf(reading));
  // However many were written at once: a mail that guesses is a try.
  if (find(desk, 'card-id', ids.length !== 1 || ids[0] !== card.id, `${ids.length} card numbers`)) return ids.length > 0 ? wrongId(desk, reading, sender, card) : tell(desk, reading, sender, 'card-id-wrong');
  saveCard(desk, sender.party, { ...card, state: 'active', wrongAt: [] });
  tellAll(desk, sender, { kind: 'card-active', count: card.count, inOrder: desk.context.policy.numbersInOrder });
  return { kind: 'advanced', code: 'card-active' };
}

/** Tries count like wrong numbers: whoever has only the mailbox does not guess the card. */
function wrongId(desk: Desk, reading: Reading, sender: Address, card: Card): Disposition {
  const wrongAt = [...card.wrongAt.filter((at) => desk.context.now - at < 86_400_000), desk.context.now];
  const locks = wrongAt.length >= desk.context.policy.wrongNumbers;
  if (locks) staffTask(desk, 'card-locked', `The card of ${sender.address} was locked: its activation was tried ${wrongAt.length} times with another number.`, null);
  saveCard(desk, sender.party, { ...card, wrongAt, state: locks ? 'locked' : card.state });
  if (locks) tellLocked(desk, sender.party);
  return tell(desk, reading, sender, locks ? 'card-locked' : 'card-id-wrong');
}

function tell(desk: Desk, reading: Reading, sender: Address, code: RefusalCode): Disposition {
  const language = partyOf(desk, sender.party).language;
  const facts = { kind: 'enrolment-refused', code, sentence: publicSentence(code, language), subject: reading.headers.subject.slice(0, 80) } as const;
  tellRefusal(desk, { address: sender.address, language }, facts, { paymentId: null, inReplyTo: reading.headers.messageId }, threadIds(reading));
  return refused(code);
}

/** Every address of the party hears of it: a thief in one mailbox is seen in the others. */
function tellAll(desk: Desk, sender: Address, facts: Parameters<typeof owe>[3]): void {
  const { language } = partyOf(desk, sender.party);
  for (const row of addressesOf(desk.facts, sender.party)) owe(desk, row.address, language, facts, { paymentId: null });
}
