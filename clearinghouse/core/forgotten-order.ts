/** A merchant's lines without the order that they belong to: forgotten, sent as a picture, or typed as an answer to a notice of ours. */
import { numberedLines, readInvoice, type InvoiceReading } from '../protocol/invoice.ts';
import { ownText } from '../protocol/layout.ts';
import type { Reading } from '../protocol/reading.ts';
import { merchantCurrency } from './claims.ts';
import { paymentsWith, registered, type Desk } from './desk.ts';
import { threadIds } from './fact-keys.ts';
import { mailKey } from './keys.ts';
import type { Address } from './party.ts';

/**
 * What was read of the lines, where a mail to the bank alone holds a total of its sender's own or an e-invoice. Null: it is something else, also
 * where its sender is the buyer in its thread.
 */
export function linesWithoutOrder(desk: Desk, reading: Reading, sender: Address): InvoiceReading | null {
  const { text, headers, answer } = reading;
  const others = [...headers.to, ...headers.cc].map((address) => registered(desk.facts, address)).some((row) => row !== null && row.party !== sender.party);
  if (others || !headers.to.includes(desk.context.bank.paymentAddress) || (answer !== null && answer.word !== null)) return null;
  const thread = paymentsWith(desk.facts, threadIds(reading).map(mailKey));
  if (thread.some((payment) => payment.buyer?.party === sender.party)) return null;
  const own = text === null ? [] : numberedLines(text, ownText(text.lines, text.separators).own);
  const invoice = readInvoice(own, merchantCurrency(desk, sender));
  const hasTotal = invoice.ok || invoice.totals.length > 0;
  return hasTotal || (reading.invoices ?? []).length > 0 ? invoice : null;
}
