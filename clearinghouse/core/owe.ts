/** Owing a notice: who gets it, in which language, under which Message-ID, and how often. Words come later. */
import { withTag } from '../protocol/address.ts';
import { SILENCE_ASKED } from '../protocol/reading.ts';
import { showReference } from '../protocol/reference.ts';
import type { Desk } from './desk.ts';
import { accountsOf, addressesOf, drawId, effect, partyOf, registered, tallySum } from './desk.ts';
import { isIdle } from './idle.ts';
import { dayOf } from './keys.ts';
import type { NoticeFacts, OwedNotice, PartyName } from './notice.ts';
import type { Address, Language, PartyId } from './party.ts';
import type { Payment, Side } from './payment.ts';

export type Options = {
  readonly paymentId: number | null;
  readonly replyTo?: string | null;
  readonly inReplyTo?: string | null;
  readonly references?: readonly string[];
  readonly reply?: boolean;
  readonly messageId?: string;
  readonly waitsForEntry?: string | null;
};

/** An answer (`reply`) travels with the null return path, so that it can never start a loop (RFC 3834 §4); other notices have their own bounce address. */
export function owe(desk: Desk, to: string, language: Language, facts: NoticeFacts, options: Options): OwedNotice {
  const id = drawId(desk, 'notice');
  const domain = desk.context.bank.paymentAddress.slice(desk.context.bank.paymentAddress.lastIndexOf('@') + 1);
  const notice: OwedNotice = {
    id,
    messageId: options.messageId ?? `n.${id}@${domain}`,
    to,
    language,
    facts: inOwnCurrency(desk, to, facts),
    paymentId: options.paymentId,
    letterId: desk.letterId,
    replyTo: options.replyTo ?? null,
    inReplyTo: options.inReplyTo ?? null,
    references: options.references ?? (options.inReplyTo == null ? [] : [options.inReplyTo]),
    autoSubmitted: options.reply === true ? 'auto-replied' : 'auto-generated',
    nullReturnPath: options.reply === true,
    waitsForEntry: options.waitsForEntry ?? null,
    owedAt: desk.context.now,
  };
  effect(desk, { kind: 'notice', notice });
  return notice;
}

/** What holds an example to copy is told the reader's own currency: in any other the copied mail would be refused. */
function inOwnCurrency(desk: Desk, to: string, facts: NoticeFacts): NoticeFacts {
  if (facts.kind !== 'help' && facts.kind !== 'order-refused' && facts.kind !== 'forward-refused') return facts;
  const row = registered(desk.facts, to);
  const [account] = row === null ? [] : accountsOf(desk.facts, row.party);
  return account === undefined ? facts : { ...facts, currency: account.currency };
}

/** To one side of a payment, at the address which took part in it. */
export function oweSide(desk: Desk, payment: Payment, side: Side, facts: NoticeFacts, options: Omit<Options, 'paymentId'> = {}): OwedNotice {
  return owe(desk, side.address, partyOf(desk, side.party).language, facts, { ...options, paymentId: payment.id });
}

/** To the buyer's other registered addresses (9-rules 16): whoever has taken over one mailbox is seen in the others. An address that is suspended may be somebody else's. */
export function oweOthers(desk: Desk, payment: Payment, side: Side, facts: NoticeFacts, options: Omit<Options, 'paymentId'> = {}): readonly OwedNotice[] {
  const others = addressesOf(desk.facts, side.party).filter((row) => row.address !== side.address && !isIdle(desk.context, row));
  return others.map((row) => owe(desk, row.address, partyOf(desk, side.party).language, facts, { ...options, paymentId: payment.id }));
}

/** Where an answer to the question goes: the token routes, it proves nothing. */
export const questionAddress = (desk: Desk, payment: Payment, question: { readonly token: string }): string =>
  withTag(desk.context.bank.paymentAddress, `q.${payment.reference.toLowerCase()}.${question.token}`);

/**
 * A help or error answer, capped for its address and kind (9-rules 31; 5 §4.1). `limit` tightens the cap for this kind; under one name `once` the
 * address is written to once only (the name is kept as long as tallies are read, eight days). Help that nobody asked for is not sent to a letter
 * that asks programs not to answer.
 */
export function answer(desk: Desk, to: { readonly address: string; readonly language: Language }, facts: NoticeFacts, options: Options & { readonly limit?: number; readonly once?: string }): void {
  const unasked = facts.kind === 'answer-unclear' || (facts.kind === 'help' && !facts.asked) || (facts.kind === 'status' && facts.unread === true);
  if (unasked && desk.findings.some(({ code, hit }) => code === SILENCE_ASKED && hit)) return;
  const { policy } = desk.context;
  const day = dayOf(desk.context.now);
  const name = `answer:${facts.kind}`;
  const ofKind = tallySum(desk.facts, to.address, name, day, day);
  const ofAll = tallySum(desk.facts, to.address, 'answer', day, day);
  if (ofKind >= BigInt(options.limit ?? policy.answersPerKindAndDay) || ofAll >= BigInt(policy.answersPerDay)) {
    desk.findings.push({ code: 'answer-capped', hit: true, detail: `${facts.kind}: ${ofKind} of this kind, ${ofAll} in all today` });
    return;
  }
  const { once } = options;
  if (once !== undefined && desk.facts.tallies.some((row) => row.scope === to.address && row.name === once)) {
    desk.findings.push({ code: 'answer-capped', hit: true, detail: `told already: ${once}` });
    return;
  }
  owe(desk, to.address, to.language, facts, { ...options, reply: true });
  if (once !== undefined) effect(desk, { kind: 'tallied', scope: to.address, name: once, day, amount: 1n });
  effect(desk, { kind: 'tallied', scope: to.address, name, day, amount: 1n }, { kind: 'tallied', scope: to.address, name: 'answer', day, amount: 1n });
}

export const nameOf = (desk: Desk, side: Side): PartyName => ({ name: partyOf(desk, side.party).name, address: side.address });

export const shownReference = (payment: Payment): string => showReference(payment.reference);

/** The address that staff registered first for a party and is still in use, one that is not suspended before all others: where notices go that belong to no letter. */
export function mainAddress(desk: Desk, party: PartyId): string | null {
  const rank = (row: Address): number => (isIdle(desk.context, row) ? 1 : 0);
  const rows = [...addressesOf(desk.facts, party)].sort((a, b) => rank(a) - rank(b) || a.addedAt - b.addedAt || a.address.localeCompare(b.address));
  return rows[0]?.address ?? null;
}

/** The address that took part; another of the same party where that one is gone, or somebody else's by now. Null: the party has none. */
export function reachable(desk: Desk, side: Side): Side | null {
  if (registered(desk.facts, side.address)?.party === side.party) return side;
  const address = mainAddress(desk, side.party);
  return address === null ? null : { party: side.party, address };
}
