/**
 * Cards of printed settlement numbers (source document 001): which number of whose card a password is, what is kept of the numbers, and what follows
 * from a wrong one. A number that was accepted is spent, whatever becomes of its order.
 */
import { macOf } from '../protocol/mac.ts';
import type { Reading, SecretDigests, SpokenNumber, WrittenNumber } from '../protocol/reading.ts';
import { readSettlementNumber } from '../protocol/settlement-number.ts';
import { zeroed } from '../protocol/written-numbers.ts';
import type { CoreKeys } from './context.ts';
import { addressesOf, effect, find, partyOf, type Desk } from './desk.ts';
import { isFromBefore } from './before-restore.ts';
import { isIdle } from './idle.ts';
import { owe } from './owe.ts';
import type { CardStanding } from './road-notice.ts';
import type { Card, PartyId } from './party.ts';
import type { RefusalCode } from './refusals.ts';
import type { BesideNumber, StoodBefore } from './scheme.ts';
import { staffTask } from './staff.ts';

const DAY = 86_400_000;

const keyed = (keys: CoreKeys, words: readonly (string | number)[]): string => macOf(keys.token, words.join('|')).toString('base64url');

/** What is kept of a live number: bound to party, card and index, over one digest of the number (protocol/secret.ts). */
export const liveDigest = (keys: CoreKeys, party: PartyId, card: string, index: number, digest: string): string => keyed(keys, ['number', party, card, index, digest]);

/** What is kept of every number for ever, so that none is given to the same buyer twice. */
export const issuedDigest = (keys: CoreKeys, party: PartyId, digest: string): string => keyed(keys, ['issued', party, digest]);

/** `null`: the password is no matter of a card. */
export type NumberReading = { readonly ok: true; readonly index: number } | { readonly ok: false; readonly code: RefusalCode } | null;

/** The index that is asked for next; null: any is taken, or none is left. */
export function askedNext(desk: Desk, card: Card): number | null {
  if (!desk.context.policy.numbersInOrder) return null;
  const left = [...(desk.facts.cards.get(card.id)?.live.keys() ?? [])];
  return left.length === 0 ? null : Math.min(...left);
}

/**
 * `digits`: the password as digits, null where it is none. Whoever has a card pays with its numbers alone, where the password looks like one. `elsewhere`: it
 * was used before, for another shop.
 */
export function readNumber(desk: Desk, party: PartyId, digits: string | null, secret: SecretDigests, elsewhere: boolean, stood?: StoodBefore): NumberReading {
  const { card } = partyOf(desk, party).roads;
  if (card === null || digits === null || readSettlementNumber(digits) === null) return null;
  if (find(desk, 'card-inactive', card.state === 'sent' || isFromBefore(desk.context, card.madeAt))) return { ok: false, code: 'card-inactive' };
  if (find(desk, 'card-locked', card.state === 'locked')) return { ok: false, code: 'card-locked' };
  const { asked, index } = stood ?? standing(desk, party, card, secret);
  const fits = index !== null && (asked === null || index === asked);
  find(desk, 'number', !fits, fits ? `number ${index}` : 'none that is asked for');
  if (fits) return { ok: true, index };
  return { ok: false, code: index === null && wasIssued(desk, party, card, secret) ? usedAgain(desk, party, elsewhere) : wrong(desk, party) };
}

const standing = (desk: Desk, party: PartyId, card: Card, secret: SecretDigests): StoodBefore => ({ asked: askedNext(desk, card), index: indexOf(desk, party, card, secret) });

/** Of the ways to read what stands behind a password the one whose number is live and asked for, or live, or of the card at all; null: there is none. */
export function besideNumber(desk: Desk, party: PartyId, said: readonly SpokenNumber[], { written }: Reading): BesideNumber | null {
  const { card } = partyOf(desk, party).roads;
  const [first] = said;
  // Read by an older program: nothing of its letter is spent before it is told.
  if (first === undefined || card === null || written === undefined) return first ?? null;
  const read = said.map(({ digits, number }) => ({ digits, number, stood: standing(desk, party, card, number) }));
  const live = read.filter(({ stood }) => stood.index !== null);
  return live.find(({ stood }) => stood.asked === null || stood.index === stood.asked) ?? live[0] ?? read.find(({ number }) => wasIssued(desk, party, card, number)) ?? read[0] ?? null;
}

function indexOf(desk: Desk, party: PartyId, card: Card, secret: SecretDigests): number | null {
  // One question for each run of figures of a letter: only what was ever printed for them is compared with every number that is left.
  if (!wasIssued(desk, party, card, secret)) return null;
  const { keys } = desk.context;
  let found: number | null = null;
  for (const [index, live] of desk.facts.cards.get(card.id)?.live ?? []) {
    if (secret.some((digest) => liveDigest(keys, party, card.id, index, digest) === live)) found = index;
  }
  return found;
}

const wasIssued = (desk: Desk, party: PartyId, card: Card, secret: SecretDigests): boolean =>
  secret.some((digest) => desk.facts.cards.get(card.id)?.issued.has(issuedDigest(desk.context.keys, party, digest)) === true);

/** The number is dead from here on; it may be shown to its owner. */
export function spendNumber(desk: Desk, party: PartyId, index: number, digits: string): void {
  const { card } = partyOf(desk, party).roads;
  if (card === null) throw new Error(`party ${party} has no card`);
  effect(desk, { kind: 'number-spent', card: card.id, index });
  saveCard(desk, party, { ...card, lastUsed: { index, number: digits, at: desk.context.now } });
}

/**
 * Spends what of a mail of its owner's is a live number, whatever became of the mail: it lies in a mailbox now, and is meant to prove more than the mailbox
 * (9-rules 16). Also one that is not asked for yet, or whose card is not active. True: there was one.
 */
export function spendSeen(desk: Desk, party: PartyId, reading: Reading): boolean {
  const live = numbersOf(reading).filter((one) => spendSpoken(desk, party, one));
  return live.length > 0 && find(desk, 'number-seen', true, `${live.length} spent`);
}

/** All that may be a printed number in what the sender wrote. */
export function numbersOf({ text, numbers = [], answer, written = [] }: Reading): readonly WrittenNumber[] {
  const ordered = numbers.flatMap((digits, at) => (digits === null ? [] : [{ digits, number: text?.passwords[at]?.digests ?? [] }]));
  return [...ordered, ...(answer?.numbers ?? []), ...written];
}

/**
 * The letter as it is stored and shown further on: zeros for the figures of a live number of its sender's. An order and a forward stay as they are, since each is compared
 * with the other word by word.
 */
export function withoutLiveNumbers(desk: Desk, party: PartyId, reading: Reading): Reading {
  const { card } = partyOf(desk, party).roads;
  const { text, originals, headers, command, written = [] } = reading;
  const live = card === null ? [] : written.filter(({ number }) => indexOf(desk, party, card, number) !== null);
  if (live.length === 0) return reading;
  const isCompared = text === null || text.passwords.length > 0 || originals.length > 0;
  return {
    ...reading,
    headers: { ...headers, subject: zeroed(headers.subject, live) },
    text: isCompared ? text : { ...text, lines: text.lines.map((line) => zeroed(line, live)) },
    command: command !== null && 'rest' in command ? { ...command, rest: zeroed(command.rest, live) } : command,
  };
}

/** True: it was a live number of theirs, and is spent now. */
export function spendSpoken(desk: Desk, party: PartyId, said: WrittenNumber | undefined): boolean {
  const { card } = partyOf(desk, party).roads;
  const index = card === null || said === undefined ? null : indexOf(desk, party, card, said.number);
  if (index !== null && said !== undefined) spendNumber(desk, party, index, said.digits);
  return index !== null;
}

/** Whether the next number of their card can be asked of a party, as a second road beside the mailbox. */
export function canAskNumber(desk: Desk, party: PartyId): boolean {
  const { card } = partyOf(desk, party).roads;
  return card?.state === 'active' && !isFromBefore(desk.context, card.madeAt) && (desk.facts.cards.get(card.id)?.live.size ?? 0) > 0;
}

/** What its owner may be shown of a card; null: there is none. */
export function cardStanding(desk: Desk, party: PartyId): CardStanding | null {
  const { card } = partyOf(desk, party).roads;
  if (card === null) return null;
  return { state: card.state, lastUsed: card.lastUsed, asked: askedNext(desk, card), left: desk.facts.cards.get(card.id)?.live.size ?? 0 };
}

/** First the buyer is told; a second time is an alarm, and so is the first for another shop (9-rules 35). */
function usedAgain(desk: Desk, party: PartyId, elsewhere: boolean): RefusalCode {
  const { card } = partyOf(desk, party).roads;
  if (card === null) throw new Error(`party ${party} has no card`);
  const again = card.again + 1;
  const where = elsewhere ? ', for another shop than before' : '';
  if (again > 1 || elsewhere) staffTask(desk, 'number-again', `A settlement number of party ${party} that was used before came again${where}, ${again === 1 ? 'once' : `${again} times`} so far: somebody may ask the buyer for numbers.`, null);
  saveCard(desk, party, { ...card, again });
  return 'number-used';
}

function wrong(desk: Desk, party: PartyId): RefusalCode {
  const { card } = partyOf(desk, party).roads;
  if (card === null) throw new Error(`party ${party} has no card`);
  const { now, policy } = desk.context;
  const wrongAt = [...card.wrongAt.filter((at) => now - at < DAY), now];
  const locks = wrongAt.length >= policy.wrongNumbers;
  if (locks) staffTask(desk, 'card-locked', `The card of party ${party} was locked after ${wrongAt.length} wrong numbers in 24 hours.`, null);
  saveCard(desk, party, { ...card, wrongAt, state: locks ? 'locked' : card.state });
  if (locks) tellLocked(desk, party);
  return locks ? 'card-locked' : 'number-wrong';
}

/** Every address of theirs, whatever was told today: refusals are capped, and an order page answers nobody. One that is suspended may be somebody else's. */
export function tellLocked(desk: Desk, party: PartyId): void {
  if (desk.context.policy.tellsOfCards !== true) return;
  const { language } = partyOf(desk, party);
  for (const row of addressesOf(desk.facts, party)) if (!isIdle(desk.context, row)) owe(desk, row.address, language, { kind: 'card-locked' }, { paymentId: null });
}

export function saveCard(desk: Desk, party: PartyId, card: Card | null): void {
  const row = partyOf(desk, party);
  effect(desk, { kind: 'party-saved', party: { ...row, roads: { ...row.roads, card } } });
}
