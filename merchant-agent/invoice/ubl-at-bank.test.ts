/** The document, read by the bank's own reader of e-invoices: number and sums are those of the text beside it. */
import fc from 'fast-check';
import test from 'ava';
import { readInvoiceFile } from '../../clearinghouse/einvoice/index.ts';
import { exponentOf } from '../../clearinghouse/protocol/money.ts';
import { invoiceTrouble } from './invoice-text.ts';
import { ublInvoice } from './ubl.ts';
import { currencies, example, facts, orders } from './testing/orders.ts';

test('the bank takes the document with the number and the total of the text', (t) => {
  t.like(readInvoiceFile(ublInvoice(example())), { ok: true, format: 'ubl', number: 'GT-1042', total: { currency: 'JPY', minor: 4_741n } });
  fc.assert(
    fc.property(orders(currencies.filter((one) => exponentOf(one) <= 2)), (order) => {
      const one = facts(order);
      if (invoiceTrouble(one) === null) t.like(readInvoiceFile(ublInvoice(one)), { ok: true, number: one.number, total: order.total });
    }),
    { numRuns: 150 },
  );
});
