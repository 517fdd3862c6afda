/** The files that go with an invoice: the UBL document wherever one can be made of the facts, the PDF where the shop wants it. */
import type { OutgoingAttachment } from '../clearinghouse/protocol/letter.ts';
import type { Config } from './config.ts';
import type { InvoiceFacts } from './invoice/invoice.ts';
import { pdfInvoice } from './invoice/pdf.ts';
import { ublGaps, ublInvoice } from './invoice/ubl.ts';

export const invoiceFiles =
  ({ invoice }: Pick<Config, 'invoice'>) =>
  async (facts: InvoiceFacts): Promise<readonly OutgoingAttachment[]> => {
    const name = facts.number.replace(/[^A-Za-z0-9.-]/g, '-');
    const ubl = ublGaps(facts).length > 0 ? [] : [{ filename: `${name}.xml`, contentType: 'application/xml', content: ublInvoice(facts) }];
    const pdf = invoice.pdf ? [{ filename: `${name}.pdf`, contentType: 'application/pdf', content: await pdfInvoice(facts) }] : [];
    return [...ubl, ...pdf];
  };
