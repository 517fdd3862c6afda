/**
 * Plays a decision's effects on the working set, so that the next input of the group sees them. The store plays the same list on the disk;
 * the checks here are the first of the pair, the database's constraints the second.
 */
import { MAX_MINOR } from '../protocol/money.ts';
import type { Account, Transfer } from './account.ts';
import type { Effect } from './decision.ts';
import { blockKey, type Facts } from './facts.ts';

/** Throws (a fault: the decision was wrong) where an effect would break the ledger. */
export function applyEffects(facts: Facts, effects: readonly Effect[]): void {
  for (const effect of effects) applyEffect(facts, effect);
}

function applyEffect(facts: Facts, effect: Effect): void {
  switch (effect.kind) {
    case 'party-saved':
      facts.parties.set(effect.party.id, effect.party);
      facts.nextPartyId = Math.max(facts.nextPartyId, effect.party.id + 1);
      return;
    case 'address-saved':
      facts.addresses.set(effect.address.address, effect.address);
      return;
    case 'account-opened':
      if (!facts.accounts.has(effect.account.id)) facts.accounts.set(effect.account.id, effect.account);
      return;
    case 'payment-saved':
      facts.payments.set(effect.payment.id, effect.payment);
      facts.nextPaymentId = Math.max(facts.nextPaymentId, effect.payment.id + 1);
      return;
    case 'transferred':
      applyTransfer(facts, effect.transfer);
      return;
    case 'held':
      changeAccount(facts, effect.account, 0n, effect.amount);
      return;
    case 'released':
      changeAccount(facts, effect.account, 0n, -effect.amount);
      return;
    case 'notice':
      facts.notices.set(effect.notice.id, effect.notice);
      return;
    case 'number-spent':
      spendNumber(facts, effect.card, effect.index);
      return;
    case 'card-voided':
      facts.cards.delete(effect.card);
      return;
    case 'blocked':
      facts.blocks.add(blockKey(effect.buyer, effect.merchant));
      return;
    case 'tallied':
      facts.tallies.push({ scope: effect.scope, name: effect.name, day: effect.day, amount: effect.amount });
      return;
    case 'entry':
    case 'entry-erased':
    case 'deadline':
    case 'staff-task':
    case 'staff-task-done':
    case 'notice-ended':
    case 'letter-set-aside':
    case 'letter-reopened':
      return;
    default:
      return effect satisfies never;
  }
}

function spendNumber(facts: Facts, card: string, index: number): void {
  const numbers = facts.cards.get(card);
  if (numbers?.live.has(index) !== true) throw new Error(`card ${card}: number ${index} is not there to be spent`);
  facts.cards.set(card, { ...numbers, live: new Map([...numbers.live].filter(([at]) => at !== index)) });
}

function applyTransfer(facts: Facts, transfer: Transfer): void {
  const sum = transfer.postings.reduce((total, posting) => total + posting.amount, 0n);
  if (sum !== 0n) throw new Error(`transfer ${transfer.id}: postings sum to ${sum}, expected 0`);
  for (const posting of transfer.postings) {
    const account = changeAccount(facts, posting.account, posting.amount, 0n);
    if (account.currency !== transfer.currency) throw new Error(`transfer ${transfer.id}: account ${account.id} is in ${account.currency}, expected ${transfer.currency}`);
  }
}

function changeAccount(facts: Facts, id: string, balance: bigint, held: bigint): Account {
  const account = facts.accounts.get(id);
  if (account === undefined) throw new Error(`account ${id} is not in the working set`);
  const next: Account = { ...account, balance: account.balance + balance, held: account.held + held };
  if (next.held < 0n) throw new Error(`account ${id}: held ${next.held} is below 0`);
  if (next.floor !== null && next.balance - next.held < next.floor) throw new Error(`account ${id}: available ${next.balance - next.held} is below its floor ${next.floor}`);
  if (next.balance > MAX_MINOR || next.balance < -MAX_MINOR) throw new Error(`account ${id}: balance ${next.balance} is beyond what can be kept`);
  facts.accounts.set(id, next);
  return next;
}
