/** The bank's own accounts, opened where they are needed for the first time. */
import type { Currency } from '../protocol/money.ts';
import { bankAccountId, type AccountId, type BankAccountName } from './account.ts';
import { accountOf, effect, type Desk } from './desk.ts';

export function bankAccount(desk: Desk, name: BankAccountName, currency: Currency): AccountId {
  const id = bankAccountId(name, currency);
  if (accountOf(desk.facts, id) === null) effect(desk, { kind: 'account-opened', account: { id, party: null, currency, balance: 0n, held: 0n, floor: null } });
  return id;
}
