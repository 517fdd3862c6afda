/** What merchants owe the bank: laid out for them in disputes, less what was collected. Added up from the ledger itself. */
import { bankAccountId, partyAccountId } from '../core/account.ts';
import { DISPUTED } from '../core/keys.ts';
import type { PartyId } from '../core/party.ts';
import { money, type Currency, type Money } from '../protocol/money.ts';
import type { Store } from '../store/store.ts';

export type Debt = { readonly party: PartyId; readonly owed: Money };

const ALL = 1_000_000;

/** By currency and party; who owes nothing is not in it. */
export async function debtsOf(store: Store): Promise<readonly Debt[]> {
  const currencies = [...new Set((await store.listAccounts({ party: null })).map(({ currency }) => currency))].sort();
  const debts: Debt[] = [];
  for (const currency of currencies) debts.push(...(await debtsIn(store, currency)));
  return debts;
}

async function debtsIn(store: Store, currency: Currency): Promise<readonly Debt[]> {
  const postings = await store.listPostings(bankAccountId('claims', currency), ALL);
  if (postings.length === 0) return [];
  const payments = await store.listPayments({ state: 'settled', party: null, key: DISPUTED, limit: ALL });
  const merchants = new Map(payments.map(({ id, merchant }) => [id, merchant?.party]));
  const owed = new Map<PartyId, bigint>();
  for (const { transfer, amount } of postings) {
    const payer = transfer.postings.find((one) => /^party:\d+:/.test(one.account) && one.amount < 0n)?.account;
    const party = transfer.paymentId === null ? partyIn(payer, currency) : merchants.get(transfer.paymentId);
    if (party === undefined) throw new Error(`transfer ${transfer.id} on the claims account belongs to no merchant`);
    owed.set(party, (owed.get(party) ?? 0n) - amount);
  }
  return [...owed].filter(([, minor]) => minor !== 0n).sort(([a], [b]) => a - b).map(([party, minor]) => ({ party, owed: money(currency, minor) }));
}

function partyIn(account: string | undefined, currency: Currency): PartyId | undefined {
  const party = Number(/^party:(\d+):/.exec(account ?? '')?.[1]);
  return Number.isSafeInteger(party) && account === partyAccountId(party, currency) ? party : undefined;
}
