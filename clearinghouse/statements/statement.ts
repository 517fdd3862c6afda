/** What a statement holds. All its renderings are pure functions of this: the same data, the same bytes. Times in milliseconds since 1970. */
import type { TransferKind } from '../core/account.ts';
import type { Language } from '../core/party.ts';
import type { Currency, Money } from '../protocol/money.ts';

/** One booking on the account. */
export type StatementRow = {
  readonly number: number;
  readonly transferId: string;
  readonly kind: TransferKind;
  readonly at: number;
  /** Voucher number of a booking by hand, or the payment's reference as shown. */
  readonly reference: string;
  /** Minor units; below zero: it left the account. */
  readonly amount: bigint;
  readonly balanceAfter: bigint;
  /** The other side of a payment; null: booked by hand. */
  readonly other: { readonly name: string; readonly address: string } | null;
  readonly invoice: string | null;
};

export type Statement = {
  readonly bank: { readonly name: string; readonly telephone: string; readonly address: string };
  readonly timeZone: string;
  readonly language: Language;
  readonly party: { readonly name: string; readonly addresses: readonly string[] };
  readonly account: string;
  readonly currency: Currency;
  /** 2026-10: what was booked in from ≤ at < until, which is the whole month, or all of it until now. */
  readonly month: string;
  readonly from: number;
  readonly until: number;
  readonly isRunning: boolean;
  readonly madeAt: number;
  readonly opening: bigint;
  readonly closing: bigint;
  /** Oldest first. Empty where there are more than `mostRows`. */
  readonly rows: readonly StatementRow[];
  readonly isWhole: boolean;
  /** Held at that moment for payments that wait; only where the month is running. */
  readonly held: bigint | null;
};

/** An account with more entries in a month gets its balances by mail, and the entries from staff. */
export const mostRows = 20_000;

/** What an entry is to the owner of the account. */
export type Movement = 'deposit' | 'withdrawal' | 'received' | 'paid' | 'refund-received' | 'refund-given' | 'fee' | 'collection';

export const movements: readonly Movement[] = ['deposit', 'received', 'refund-received', 'withdrawal', 'paid', 'refund-given', 'fee', 'collection'];

export function movementOf({ kind, amount }: Pick<StatementRow, 'kind' | 'amount'>): Movement {
  switch (kind) {
    case 'payment':
      return amount < 0n ? 'paid' : 'received';
    case 'refund':
      return amount < 0n ? 'refund-given' : 'refund-received';
    case 'deposit':
    case 'withdrawal':
    case 'fee':
    case 'collection':
      return kind;
    default:
      return kind satisfies never;
  }
}

export type Total = { readonly movement: Movement; readonly count: number; readonly amount: bigint };

/** Those that there are, what came in first. */
export function totalsOf({ rows }: Pick<Statement, 'rows'>): readonly Total[] {
  const groups = Map.groupBy(rows, movementOf);
  return movements.flatMap((movement) => {
    const own = groups.get(movement) ?? [];
    return own.length === 0 ? [] : [{ movement, count: own.length, amount: own.reduce((sum, row) => sum + row.amount, 0n) }];
  });
}

export const amountIn = ({ currency }: Pick<Statement, 'currency'>, minor: bigint): Money => ({ currency, minor });

/** Throws where balances and entries do not agree: such a statement never leaves. */
export function checkSums(statement: Statement): Statement {
  const { account, opening, closing, rows, isWhole } = statement;
  if (!isWhole) return statement;
  let balance = opening;
  for (const row of rows) {
    balance += row.amount;
    if (balance !== row.balanceAfter) throw new Error(`statement of ${account}: after ${row.transferId} the balance is ${balance}, noted as ${row.balanceAfter}`);
  }
  if (balance !== closing) throw new Error(`statement of ${account}: the entries lead to ${balance}, the ledger says ${closing}`);
  return statement;
}
