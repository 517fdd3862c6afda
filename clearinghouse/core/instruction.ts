/** Instructions: whatever changes state and is no letter. Given by staff through the command, or by our own stages. */
import { canonicalAddress, splitAddress } from '../protocol/address.ts';
import { formatMoney, MAX_MINOR, type Currency, type Money } from '../protocol/money.ts';
import { available, cashAccountId, partyAccountId, type Account } from './account.ts';
import type { Disposition, Instruction } from './decision.ts';
import { collectClaim } from './collection.ts';
import { proofLate, setBoardFace, withdrawFace } from './board-instruction.ts';
import { decideDispute } from './dispute.ts';
import { enrolWallet, issueCard, openCheque, revokeWallet, setScheme, voidCard } from './enrolment.ts';
import { accountOf, addressesOf, drawId, effect, find, lacksPeople, partyOf, refused, registered, tallySum, type Desk } from './desk.ts';
import { foldName } from './facts.ts';
import { dayOf, voucherScope } from './keys.ts';
import { owe } from './owe.ts';
import { withdrawOwn } from './own-money.ts';
import { isOpen } from './payment.ts';
import { decideRefund, endRefundsAt } from './refund.ts';
import { registerScopes } from './register.ts';
import { stopPayment } from './restored.ts';
import { schemeOf } from './scheme.ts';
import { newPartyTerms } from './party.ts';
import { statementDue } from './statement.ts';
import { renameParty, setFee, setLimits, setStatements } from './terms.ts';
import { staffTask, taskDone } from './staff.ts';
import { openOf, resumeAddress, resumeParty, suspendParty } from './suspension.ts';
import { noticeCameBack } from './undeliverable.ts';
import { isVoucherUsed } from './voucher.ts';

type Of<K extends Instruction['kind']> = Extract<Instruction, { kind: K }>;

const recorded = (code: string): Disposition => ({ kind: 'recorded', code });

const deciders: { readonly [K in Instruction['kind']]: (desk: Desk, instruction: Of<K>) => Disposition } = {
  'open-party': openParty,
  'add-address': addAddress,
  'remove-address': removeAddress,
  'suspend-party': suspendParty,
  'resume-party': resumeParty,
  'resume-address': resumeAddress,
  'stop-payment': stopPayment,
  deposit: book,
  withdraw: book,
  'withdraw-own': withdrawOwn,
  'set-board-face': setBoardFace,
  'withdraw-face': withdrawFace,
  'proof-late': proofLate,
  'decide-refund': decideRefund,
  'decide-dispute': decideDispute,
  'collect-claim': collectClaim,
  'rename-party': renameParty,
  'set-fee': setFee,
  'set-statements': setStatements,
  'set-limits': setLimits,
  'set-scheme': setScheme,
  'enrol-wallet': enrolWallet,
  'revoke-wallet': revokeWallet,
  'open-cheque': openCheque,
  'issue-card': issueCard,
  'void-card': voidCard,
  'statement-due': statementDue,
  'requeue-letter': requeueLetter,
  'import-letter': () => recorded('imported'),
  'give-up-letter': giveUpLetter,
  'task-done': taskDone,
  'notice-failed': noticeFailed,
};

/** The list above pairs each kind with its own instruction; TypeScript does not follow that through an indexed call. */
export function decideInstruction<K extends Instruction['kind']>(desk: Desk, instruction: Of<K>): Disposition {
  const decide: (desk: Desk, instruction: Of<K>) => Disposition = deciders[instruction.kind as K];
  return decide(desk, instruction);
}

function requeueLetter(desk: Desk, { letterId }: Of<'requeue-letter'>): Disposition {
  effect(desk, { kind: 'letter-reopened', letterId });
  return recorded('requeued');
}

function giveUpLetter(desk: Desk, { letterId, reason }: Of<'give-up-letter'>): Disposition {
  effect(desk, { kind: 'letter-set-aside', letterId, code: 'reader-crash' });
  staffTask(desk, 'reader-crash', `Letter ${letterId} could not be read: ${reason}.`, null);
  return recorded('given-up');
}

function openParty(desk: Desk, { name, language, addresses, currencies, balanceInReceipts }: Of<'open-party'>): Disposition {
  if ([...desk.facts.parties.values()].some((party) => foldName(party.name) === foldName(name))) return refused('name-taken');
  for (const address of addresses) {
    const trouble = addressTrouble(desk, address);
    if (trouble !== null) return trouble;
  }
  const at = desk.context.now;
  const id = desk.facts.nextPartyId;
  effect(desk, { kind: 'party-saved', party: { id, name, language, openedAt: at, suspendedAt: null, balanceInReceipts, ...newPartyTerms } });
  for (const address of addresses) effect(desk, { kind: 'address-saved', address: { address, party: id, addedAt: at, usableFrom: at, provenAt: null, removedAt: null, undeliverable: null } });
  for (const currency of currencies) openAccount(desk, id, currency);
  const limits = { perPayment: [], perDay: [] };
  for (const address of addresses.filter((one) => hasAsked(desk, one))) owe(desk, address, language, { kind: 'registered', name, address, currencies, limits, by: 'staff' }, { paymentId: null });
  return recorded('opened');
}

/** Whoever asks by REGISTER reads that we write when the account is open; somebody whom staff register unasked has spoken with them. */
const hasAsked = (desk: Desk, address: string): boolean => tallySum(desk.facts, registerScopes(address)[0], 'register', 0, dayOf(desk.context.now)) > 0n;

function openAccount(desk: Desk, party: number, currency: Currency): void {
  effect(desk, { kind: 'account-opened', account: { id: partyAccountId(party, currency), party, currency, balance: 0n, held: 0n, floor: 0n } });
  if (accountOf(desk.facts, cashAccountId(currency)) === null) {
    effect(desk, { kind: 'account-opened', account: { id: cashAccountId(currency), party: null, currency, balance: 0n, held: 0n, floor: null } });
  }
}

function addressTrouble(desk: Desk, address: string): Disposition | null {
  if (canonicalAddress(address) !== address) throw new Error(`address ${address} is not in canonical form`);
  if (registered(desk.facts, address) !== null) return refused('address-taken');
  return isOurs(desk, address) ? refused('address-is-ours') : null;
}

/** The bank's own addresses, with any tag: what it mails to one of them would come back to itself, or to its staff as if they were customers. */
function isOurs(desk: Desk, address: string): boolean {
  const { paymentAddress, bounceAddress, staffAddress, boardAddress, pageAddress } = desk.context.bank;
  const bare = (text: string): string => {
    const { local, domain } = splitAddress(text);
    return `${local.split('+')[0]}@${domain}`.toLowerCase();
  };
  // Rules that an older program kept do not name all of them.
  const ours = [paymentAddress, bounceAddress, staffAddress, boardAddress, pageAddress].filter((own) => typeof own === 'string');
  return ours.some((own) => bare(own) === bare(address));
}

/** A new address of a known party waits before it may order, and all others hear of it (9-rules 24). */
function addAddress(desk: Desk, { party, address, by }: Of<'add-address'>): Disposition {
  if (lacksPeople(desk, by)) return refused('two-people');
  if (!desk.facts.parties.has(party)) return refused('party-unknown');
  const trouble = addressTrouble(desk, address);
  if (trouble !== null) return trouble;
  const at = desk.context.now;
  const usableFrom = at + desk.context.policy.newAddressWait;
  const { language } = partyOf(desk, party);
  for (const row of addressesOf(desk.facts, party)) owe(desk, row.address, language, { kind: 'address-added', address, usableFrom }, { paymentId: null });
  effect(desk, { kind: 'address-saved', address: { address, party, addedAt: at, usableFrom, provenAt: null, removedAt: null, undeliverable: null } });
  return recorded('address-added');
}

/** Whatever is open from this address ends first: nobody could answer for it any more. */
function removeAddress(desk: Desk, { address, by }: Of<'remove-address'>): Disposition {
  if (lacksPeople(desk, by)) return refused('two-people');
  const row = registered(desk.facts, address);
  if (row === null) return refused('address-unknown');
  for (const payment of openOf(desk, partyOf(desk, row.party))) {
    const isFromHere = payment.buyer?.address === address || payment.merchant?.address === address;
    if (isFromHere && isOpen(payment)) schemeOf(desk.schemes, payment.scheme, payment.schemeVersion).step(desk, payment, { kind: 'ended', reason: 'stopped' });
  }
  const { language } = partyOf(desk, row.party);
  effect(desk, { kind: 'address-saved', address: { ...row, removedAt: desk.context.now } });
  endRefundsAt(desk, row);
  for (const other of addressesOf(desk.facts, row.party)) owe(desk, other.address, language, { kind: 'address-removed', address }, { paymentId: null });
  return recorded('address-removed');
}

function book(desk: Desk, instruction: Of<'deposit'> | Of<'withdraw'>): Disposition {
  const { address, amount, reference, by } = instruction;
  const row = registered(desk.facts, address);
  if (row === null) return refused('address-unknown');
  const account = accountOf(desk.facts, partyAccountId(row.party, amount.currency));
  if (account === null) return refused('no-account');
  const trouble = bookingTrouble(desk, instruction, account);
  if (trouble !== null) return trouble;
  const sign = instruction.kind === 'deposit' ? 1n : -1n;
  const postings = [
    { account: cashAccountId(amount.currency), amount: -sign * amount.minor },
    { account: account.id, amount: sign * amount.minor },
  ];
  effect(desk, { kind: 'transferred', transfer: { id: drawId(desk, 'transfer'), kind: instruction.kind === 'deposit' ? 'deposit' : 'withdrawal', currency: amount.currency, paymentId: null, at: desk.context.now, reference, by, postings } });
  effect(desk, { kind: 'tallied', scope: voucherOf(instruction), name: 'booked', day: dayOf(desk.context.now), amount: 1n });
  find(desk, 'two-people', by.length < 2, `booked by ${by.length === 0 ? 'nobody named' : by.join(', ')}`);
  return recorded(`${instruction.kind} ${formatMoney(amount)}`);
}

function bookingTrouble(desk: Desk, instruction: Of<'deposit'> | Of<'withdraw'>, account: Account): Disposition | null {
  const { kind, amount, reference, by } = instruction;
  if (amount.minor <= 0n) return refused('not-positive');
  if (reference.trim() === '') return refused('reference-missing');
  if (isVoucherUsed(desk, kind, instruction)) return refused('voucher-used');
  if (lacksPeople(desk, by)) return refused('two-people');
  if (kind === 'withdraw') return lacks(account, amount) ? refused('funds-short') : null;
  const cash = accountOf(desk.facts, cashAccountId(amount.currency));
  if (cash === null) throw new Error(`the bank has no cash account in ${amount.currency}`);
  return account.balance + amount.minor > MAX_MINOR || cash.balance - amount.minor < -MAX_MINOR ? refused('amount-too-large') : null;
}

const voucherOf = ({ kind, address, amount, reference }: Of<'deposit'> | Of<'withdraw'>): string => voucherScope(kind, address, amount, reference);

const lacks = (account: Account, amount: Money): boolean => available(account).minor < amount.minor;

function noticeFailed(desk: Desk, { noticeId, reply }: Of<'notice-failed'>): Disposition {
  const notice = desk.facts.notices.get(noticeId);
  if (notice === undefined) throw new Error(`notice ${noticeId} is not in the working set`);
  noticeCameBack(desk, notice, 'failed', reply);
  staffTask(desk, 'notice-failed', `The notice "${notice.facts.kind}" to ${notice.to} could not be delivered: ${reply}`, notice.paymentId);
  return recorded('notice-failed');
}
