/** A proved payment and what was ordered by it: what mail, table and webhook tell. Types alone. */
import type { Money } from '../../clearinghouse/protocol/money.ts';
import type { PricedLine } from '../order/order.ts';

export type PaidOrder = {
  /** As people see it, `K7F3-K29Q`: one payment, one reference. */
  readonly reference: string;
  readonly invoice: string;
  readonly total: Money;
  /** Milliseconds since 1970; null: the proof tells none. */
  readonly paidAt: number | null;
  readonly buyer: { readonly name: string | null; readonly address: string };
  /** Of the invoice, shipping included. */
  readonly lines: readonly PricedLine[];
  /** The place of the public entry, `board.bank.example/board/2026#1234`. */
  readonly entry: string;
};
