/** A paid order for the tests. */
import { currency, GOODS, priced } from '../../invoice/testing/orders.ts';
import type { ToldOrder } from '../orders-csv.ts';

export const TOLD_AT = Date.UTC(2026, 10, 21, 2, 5, 0);

export const paidOrder = (changed: Partial<ToldOrder> = {}): ToldOrder => {
  const { lines, total } = priced(currency('JPY'), GOODS, false);
  return { reference: 'K7F3-K29Q', invoice: 'GT-1042', total, paidAt: Date.UTC(2026, 10, 21, 2, 4, 7), buyer: { name: 'Takao Sasaki', address: 'takao@buyer.example' }, lines, entry: 'board.bank.example/board/2026#2', toldAt: TOLD_AT, ...changed };
};
