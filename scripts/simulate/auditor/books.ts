/** The auditor's own ledger: every transfer once, its postings sum to nothing, and the bank's balances are what follows from them. */
import type { Account, Transfer } from '../../../clearinghouse/core/account.ts';
import { readReference } from '../../../clearinghouse/protocol/reference.ts';
import type { DecisionRow } from '../../../clearinghouse/store/store.ts';
import { Violation } from '../violation.ts';
import { judgeBooking, judgeFee, judgeRefund } from './after.ts';
import { judgePayment } from './evidence.ts';
import type { Eyes } from './eyes.ts';

/** Takes in what has moved on any account since the last look, and compares: each account has and holds what was seen to come of it, and all together have nothing. */
export async function checkBooks(eyes: Eyes, decisions: readonly DecisionRow[]): Promise<void> {
  for (const { effects } of decisions) for (const effect of effects) setAside(eyes, effect);
  const accounts = await eyes.store().listAccounts();
  const fresh: Transfer[] = [];
  for (const account of accounts) if (account.balance !== (eyes.balances.get(account.id) ?? 0n)) fresh.push(...(await takeIn(eyes, account)));
  for (const transfer of fresh.sort((one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind))) await judge(eyes, transfer, decisions);
  const sum = new Map<string, bigint>();
  for (const account of accounts) {
    checkAccount(eyes, account);
    sum.set(account.currency, (sum.get(account.currency) ?? 0n) + account.balance);
  }
  for (const [currency, total] of sum) if (total !== 0n) throw new Violation(`all accounts in ${currency} together have ${total}, not 0: money was made or lost`);
}

/** Decisions say what they set aside and free; whether it is what was asked `checkHolds` says. */
function setAside(eyes: Eyes, effect: string): void {
  const [, verb, amount, account] = /^(held|released) (\d+) in (\S+)$/.exec(effect) ?? [];
  if (account !== undefined) eyes.holds.set(account, (eyes.holds.get(account) ?? 0n) + (verb === 'held' ? 1n : -1n) * BigInt(amount ?? ''));
}

function checkAccount(eyes: Eyes, { id, balance, held, party }: Account): void {
  const own = eyes.balances.get(id) ?? 0n;
  if (own !== balance) throw new Violation(`account ${id} has ${balance}; by the transfers it is ${own}`);
  if (held < 0n) throw new Violation(`account ${id} holds ${held}`);
  if (party !== null && balance - held < 0n) throw new Violation(`account ${id} has ${balance} and holds ${held}: it is under its floor`);
  if (held !== (eyes.holds.get(id) ?? 0n)) throw new Violation(`account ${id} holds ${held}; by what was set aside and freed it is ${eyes.holds.get(id) ?? 0n}`);
  if (id.startsWith('bank:claims:') && balance > 0n) throw new Violation(`account ${id} has ${balance}: merchants can't owe less than nothing`);
}

/** What one decision may do after another in the same look. */
const KINDS: readonly Transfer['kind'][] = ['deposit', 'withdrawal', 'collection', 'payment', 'fee', 'refund'];

async function takeIn(eyes: Eyes, account: Account): Promise<readonly Transfer[]> {
  const rows = await eyes.store().listPostings(account.id, 200);
  const fresh = rows.map((row) => row.transfer).filter(({ id }) => !eyes.transfers.has(id)).reverse();
  for (const transfer of fresh) {
    eyes.transfers.add(transfer.id);
    const [, refunded] = /^r\.([^.]+)\./.exec(transfer.id) ?? [];
    if (refunded !== undefined) eyes.refunds.set(refunded, (eyes.refunds.get(refunded) ?? 0) + 1);
    if (transfer.postings.reduce((sum, one) => sum + one.amount, 0n) !== 0n) throw new Violation(`transfer ${transfer.id} makes or loses money`);
    for (const { account: id, amount } of transfer.postings) eyes.balances.set(id, (eyes.balances.get(id) ?? 0n) + amount);
  }
  return fresh;
}

async function judge(eyes: Eyes, transfer: Transfer, decisions: readonly DecisionRow[]): Promise<void> {
  if (transfer.kind === 'deposit' || transfer.kind === 'withdrawal' || transfer.kind === 'collection') return judgeBooking(eyes, transfer);
  const payment = await eyes.store().findPayment(`ref:${readReference(transfer.reference) ?? ''}`);
  if (payment === null || payment.id !== transfer.paymentId) throw new Violation(`transfer ${transfer.id} belongs to no payment`);
  const about = decisions.filter((one) => one.about.includes(payment.id));
  switch (transfer.kind) {
    case 'payment':
      return judgePayment(eyes, transfer, payment, about);
    case 'fee':
      return judgeFee(eyes, transfer, payment);
    case 'refund':
      return judgeRefund(eyes, transfer, payment, about);
    default:
      return transfer.kind satisfies never;
  }
}
