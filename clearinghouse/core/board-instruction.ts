/** Instructions about the public board: what a party shows there, what is erased, and what waits too long. */
import { parsePlace, placeText } from '../../bulletin-board/format/entry.ts';
import { aliasTrouble, reasonTrouble } from '../protocol/alias.ts';
import type { Disposition, EntryFact, Finding, Instruction } from './decision.ts';
import { effect, find, lacksPeople, partyOf, refused, registered, savePayment, type Desk } from './desk.ts';
import { writeWithdrawal } from './entries.ts';
import { lateProofKey } from './keys.ts';
import { nameOf, oweSide, shownReference } from './owe.ts';
import { matched, withKeys } from './verbs.ts';

type Of<K extends Instruction['kind']> = Extract<Instruction, { kind: K }>;

const SEEN_PUBLISHED = 'entry-published';
const SEEN_RECEIPT = 'receipt-waits';

const recorded = (code: string): Disposition => ({ kind: 'recorded', code });

/** Holds for entries that are written from now on. */
export function setBoardFace(desk: Desk, { address, face }: Of<'set-board-face'>): Disposition {
  const row = registered(desk.facts, address);
  if (row === null) return refused('address-unknown');
  const trouble = face.alias === null ? null : aliasTrouble(face.alias);
  if (trouble !== null) {
    find(desk, 'alias-unfit', true, trouble);
    return refused('alias-unfit');
  }
  effect(desk, { kind: 'party-saved', party: { ...partyOf(desk, row.party), boardFace: face } });
  return recorded('board-face-set');
}

/** Erases the face and all that we keep of its salts; the leaf and its place stay, so that the log still audits. */
export function withdrawFace(desk: Desk, { entryId, reason, by }: Of<'withdraw-face'>): Disposition {
  if (lacksPeople(desk, by)) return refused('two-people');
  const trouble = reasonTrouble(reason);
  if (trouble !== null) {
    find(desk, 'reason-unfit', true, trouble);
    return refused('reason-unfit');
  }
  const entry = desk.facts.entries.get(entryId);
  if (entry === undefined) return refused('entry-unknown');
  if (entry.kind === 'withdrawn') return refused('entry-lasting');
  if (entry.erasedAt !== null) return refused('entry-withdrawn');
  seeBoard(desk, entry);
  if (!hasPlace(entry)) return refused('entry-unpublished');
  if (entry.receiptWaits) return refused('receipt-waits');
  writeWithdrawal(desk, entry, reason);
  effect(desk, { kind: 'entry-erased', entryId, at: desk.context.now });
  desk.about.add(entry.paymentId);
  return recorded('withdrawn');
}

/**
 * Publication and sending are no inputs of the core. A decision that looks at them keeps what it saw, so that it can be made again: the place as
 * detail, and whether the receipt waits.
 */
function seeBoard(desk: Desk, { place, receiptWaits }: EntryFact): void {
  find(desk, SEEN_PUBLISHED, place !== null, place === null ? '' : placeText(place.origin, place.index));
  find(desk, SEEN_RECEIPT, receiptWaits);
}

/** What the findings of an earlier decision say of the board as it then was; null: it did not look, or by a program that kept nothing of it. */
export function seenOfBoard(findings: readonly Finding[]): Pick<EntryFact, 'place' | 'receiptWaits'> | null {
  const [published, receipt] = [SEEN_PUBLISHED, SEEN_RECEIPT].map((code) => findings.find((finding) => finding.code === code));
  if (published === undefined || receipt === undefined) return null;
  return { place: published.hit ? parsePlace(published.detail) : null, receiptWaits: receipt.hit };
}

const hasPlace = (entry: EntryFact): entry is EntryFact & { readonly place: NonNullable<EntryFact['place']> } => entry.place !== null;

/** The money has moved and the receipts wait, for the board or because it does not prove them: both sides are told plainly, once (9-rules 22). */
export function proofLate(desk: Desk, { entryId }: Of<'proof-late'>): Disposition {
  const entry = desk.facts.entries.get(entryId);
  if (entry === undefined) throw new Error(`entry ${entryId} is not in the working set`);
  seeBoard(desk, entry);
  if (entry.kind !== 'settled' || (entry.place !== null && !entry.receiptWaits)) return recorded('proof-late');
  const before = desk.facts.payments.get(entry.paymentId);
  if (before === undefined) throw new Error(`payment ${entry.paymentId} is not in the working set`);
  // Several processes may look for what is late, and each gives the instruction.
  if (before.keys.includes(lateProofKey(entryId))) return recorded('proof-late');
  const payment = matched(savePayment(desk, withKeys(before, [lateProofKey(entryId)])));
  const paidAt = payment.state.name === 'settled' ? payment.state.at : entry.at;
  const common = { kind: 'proof-follows', reference: shownReference(payment), invoice: payment.claim.invoice, total: payment.claim.total, paidAt } as const;
  oweSide(desk, payment, payment.buyer, { ...common, side: 'buyer', other: nameOf(desk, payment.merchant) }, { inReplyTo: payment.order.messageId });
  oweSide(desk, payment, payment.merchant, { ...common, side: 'merchant', other: nameOf(desk, payment.buyer) });
  return recorded('proof-late');
}
