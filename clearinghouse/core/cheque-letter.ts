/**
 * Cheque files in a buyer's mail (design 8 §6). A file that does not open, or was signed by nobody whom the buyer has enrolled, changes nothing: it is
 * void, its sender is told, and the true cheque is as good as before. Only a cheque with the buyer's own signature can change a payment's state.
 * Sealed, opened once by the reader, then spent with its payment or void: nothing else happens to a cheque.
 */
import type { ChequeReading, Reading } from '../protocol/reading.ts';
import type { Disposition } from './decision.ts';
import { accountsOf, addressesOf, effect, find, partyOf, paymentsWith, refused, registered, savePayment, type Desk } from './desk.ts';
import { lacksKey, withoutWallet } from './ended-keys.ts';
import { threadIds } from './fact-keys.ts';
import { chequeKey, chequeScope, dayOf, secretKeys } from './keys.ts';
import { openingScheme, begunScheme } from './opening.ts';
import { owe, shownReference } from './owe.ts';
import type { Address } from './party.ts';
import { isOpen, type Cheque, type Payment, type Side } from './payment.ts';
import { isFromBefore } from './before-restore.ts';
import { chequeMisfit, isAlwaysAsked, isSecondRoad } from './roads.ts';
import { dropClaim } from './stricter-copy.ts';
import { staffTask } from './staff.ts';
import { hasLapsed } from './verbs.ts';
import type { ChequeVoid } from './void-road.ts';
import { tellRefusal } from './tell-refusal.ts';

type Opened = Extract<ChequeReading, { ok: true }>;

/** All cheques of a letter; what came of the last that changed something, else of the last. Null: it has none. */
export function decideCheques(desk: Desk, reading: Reading, sender: Address): Disposition | null {
  const all = (reading.cheques ?? []).map((cheque) => decideCheque(desk, reading, cheque, sender));
  return all.findLast((one) => one.kind === 'advanced') ?? all.at(-1) ?? null;
}

function decideCheque(desk: Desk, reading: Reading, cheque: ChequeReading, sender: Address): Disposition {
  if (!cheque.ok) return voidFile(desk, reading, sender, cheque.code, cheque, null);
  if (desk.context.now < sender.usableFrom) return voidFile(desk, reading, sender, 'address-too-new', cheque, null);
  const { wallet } = partyOf(desk, sender.party).roads;
  if (wallet === null || isFromBefore(desk.context, wallet.since)) return voidFile(desk, reading, sender, 'no-wallet', cheque, null);
  if (wallet.key !== cheque.key) return voidFile(desk, reading, sender, 'other-signer', cheque, null);
  if (registered(desk.facts, cheque.account)?.party !== sender.party) return voidFile(desk, reading, sender, 'other-account', cheque, null);
  const came = comeBefore(desk, cheque, sender.party);
  if (came === 'same') return { kind: 'nothing-new', code: 'same cheque' };
  if (came === 'other') return doubled(desk, reading, cheque, sender);
  const own = paymentsWith(desk.facts, secretKeys(cheque.secret)).filter((payment) => payment.buyer?.party === sender.party);
  const payment = own.findLast((one) => isOpen(one) && one.order !== null) ?? own.findLast(isOpen) ?? null;
  const trouble = troubleOf(desk, cheque, payment, own);
  if (trouble === 'other-payee' && payment !== null && isAnyShops(payment) && !hasLapsed(desk, payment) && chequeMisfit(desk.at, { ...payment, merchant: null, claim: null }, kept(desk, cheque)) === null) return claimedByOther(desk, reading, cheque, sender, payment);
  if (trouble !== null) return voidFile(desk, reading, sender, trouble, cheque, payment ?? own.at(-1) ?? null);
  noteFile(desk, cheque);
  const evidence = { kind: 'evidence', evidence: { road: 'cheque', cheque: kept(desk, cheque) }, buyer: { party: sender.party, address: sender.address }, secret: cheque.secret, messageId: reading.headers.messageId } as const;
  return payment === null ? openingScheme(desk, sender.party, false).step(desk, null, evidence) : begunScheme(desk, payment).step(desk, payment, evidence);
}

/** The order names no shop, or more than one, and it waits: for a cheque, for money, or for the answer that was asked in the cheque's place. */
const isAnyShops = ({ state, order }: Payment): boolean =>
  (state.name === 'awaiting-roads' || state.name === 'awaiting-funds' || state.name === 'awaiting-answer') && order !== null && order.named.length !== 1;

/** The buyer's own word is in the cheque: a shop that it does not name has claimed an order that named nobody, or several. Its claim goes, the cheque stays. */
function claimedByOther(desk: Desk, reading: Reading, cheque: Opened, sender: Address, before: Payment): Disposition {
  const payment = dropClaim(desk, before, 'order-unknown');
  noteFile(desk, cheque);
  return begunScheme(desk, payment).step(desk, payment, { kind: 'evidence', evidence: { road: 'cheque', cheque: kept(desk, cheque) }, buyer: { party: sender.party, address: sender.address }, secret: cheque.secret, messageId: reading.headers.messageId });
}

/** Only what was taken is noted: one that did not fit a claim may be sent again when the claim is mended. */
function noteFile(desk: Desk, { account, serial, file }: Opened): void {
  effect(desk, { kind: 'tallied', scope: chequeScope(account, serial), name: file, day: dayOf(desk.context.now), amount: 1n });
}

/** The same file again is nothing new, another one under its serial an alarm, from whichever address of the party. */
function comeBefore(desk: Desk, cheque: Opened, party: number): 'new' | 'same' | 'other' {
  const scope = chequeScope(cheque.account, cheque.serial);
  const files = desk.facts.tallies.filter((tally) => tally.scope === scope).map((tally) => tally.name);
  find(desk, 'cheque-before', files.length > 0, `serial ${cheque.serial}, ${files.length} files`);
  if (files.includes(cheque.file)) return 'same';
  const elsewhere = paymentsWith(desk.facts, [chequeKey(party, cheque.serial)]).some((payment) => payment.roads?.cheque?.serial === cheque.serial && payment.roads.cheque.file !== cheque.file);
  return files.length > 0 || elsewhere ? 'other' : 'new';
}

/**
 * The buyer's key has signed two cheques of one number: somebody else may hold it. Its wallet ends here, so that neither these nor any other cheque of it
 * pays unasked; what the account asks for besides stays (core/ended-keys.ts).
 */
function doubled(desk: Desk, reading: Reading, cheque: Opened, sender: Address): Disposition {
  staffTask(desk, 'cheque-doubled', `Two different cheques of ${sender.address} bear the serial ${cheque.serial}; both are void, and the wallet is closed. The buyer's wallet secret may be known to somebody else: speak with the buyer, then send a new page (\`kakitome wallet enrol\`).`, null);
  const first = paymentsWith(desk.facts, [chequeKey(sender.party, cheque.serial)]).find((payment) => isOpen(payment) && payment.roads?.cheque?.serial === cheque.serial) ?? null;
  if (first !== null) dropCheque(desk, first);
  const party = partyOf(desk, sender.party);
  const roads = withoutWallet(party.roads);
  const asks = isAlwaysAsked(desk, roads);
  effect(desk, { kind: 'party-saved', party: { ...party, roads } });
  for (const other of addressesOf(desk.facts, sender.party)) if (other.address !== sender.address) owe(desk, other.address, party.language, { kind: 'wallet-revoked', asks, ...(lacksKey(roads) ? { needed: true } : {}) }, { paymentId: null });
  return voidFile(desk, reading, sender, 'doubled', cheque, first, asks);
}

/** The payment goes on without it: what the scheme does without a cheque follows in its time. */
export function dropCheque(desk: Desk, payment: Payment): Payment {
  const next = { ...payment, roads: { cheque: null, post: payment.roads?.post ?? null } };
  return savePayment(desk, next);
}

/** A cheque of tomorrow would be good for longer than a week. */
const CLOCKS_APART = 3_600_000;

function troubleOf(desk: Desk, cheque: Opened, payment: Payment | null, own: readonly Payment[]): ChequeVoid | null {
  const payee = registered(desk.facts, cheque.payee);
  if (payee === null) return 'payee-unknown';
  if (cheque.issuedAt > desk.at + CLOCKS_APART) return 'times-unfit';
  const last = own.at(-1);
  if (payment === null && last !== undefined) return last.state.name === 'settled' ? 'already-paid' : 'too-late';
  const buyer = registered(desk.facts, cheque.account);
  if (buyer === null || !accountsOf(desk.facts, buyer.party).some((account) => account.currency === cheque.most.currency)) return 'currency';
  if (payment?.steppedUp === true && !isSecondRoad(desk, partyOf(desk, buyer.party).roads.wallet)) return 'wallet-too-new';
  const known = payment ?? { buyer: { party: buyer.party, address: buyer.address }, merchant: null, order: null, claim: null };
  return chequeMisfit(desk.at, known, kept(desk, cheque));
}

const kept = (desk: Desk, { serial, file, payee, most, expiresAt, key }: Opened): Cheque => {
  const row = registered(desk.facts, payee);
  return { letterId: desk.letterId ?? 0, receivedAt: desk.at, serial, file, payee: row?.party ?? 0, most, expiresAt, key };
};

/** A cheque that came before its order and does not fit it. */
export function voidEarly(desk: Desk, buyer: Side, { serial, most }: Cheque, why: ChequeVoid): void {
  const facts = { kind: 'cheque-void', why, serial, most, payee: null, reference: null, subject: '' } as const;
  owe(desk, buyer.address, partyOf(desk, buyer.party).language, facts, { paymentId: null });
}

/** Its writer is told which file it was, why it is void and what to do; the payment stays as it is. */
function voidFile(desk: Desk, reading: Reading, sender: Address, why: ChequeVoid, cheque: ChequeReading, payment: Payment | null, asks?: boolean): Disposition {
  find(desk, 'cheque-void', true, `${why}, file ${cheque.file.slice(0, 16)}`);
  if (payment !== null) desk.about.add(payment.id);
  const language = partyOf(desk, sender.party).language;
  const facts = { kind: 'cheque-void', why, serial: cheque.ok ? cheque.serial : null, most: cheque.ok ? cheque.most : null, payee: cheque.ok ? cheque.payee : null, reference: payment === null ? null : shownReference(payment), subject: reading.headers.subject.slice(0, 80), ...(asks === undefined ? {} : { asks }), ...(why === 'address-too-new' ? { usableFrom: sender.usableFrom } : {}) } as const;
  tellRefusal(desk, { address: sender.address, language }, facts, { paymentId: payment?.id ?? null, inReplyTo: reading.headers.messageId }, threadIds(reading));
  return refused('cheque-void');
}
