/** What an invoice is made of. The text for the bank, the UBL document and the PDF are three views of these same facts. Types alone. */
import type { PricedOrder } from '../order/order.ts';

/** The shop as it stands on its invoices. */
export type Seller = {
  readonly name: string;
  /** Street and house, and whatever stands between the name and the city; empty lines are left out. */
  readonly addressLines: readonly string[];
  readonly city: string;
  readonly postalZone: string;
  /** ISO 3166-1 alpha-2 in upper case. */
  readonly country: string;
  /** The registration number for VAT or consumption tax, as it is written on invoices (`DE123456789`, `T1234567890123`); null: not registered. */
  readonly vatId: string | null;
  /** The number in the register of companies; null: none. */
  readonly companyId: string | null;
  /** The electronic address by the code list of the Peppol network (EAS); null: the mail address is used (`EM`). */
  readonly endpoint: { readonly scheme: string; readonly id: string } | null;
  readonly email: string;
  /** Told in the UBL document alone: what the buyer reads must not invite them to pay a second time. */
  readonly iban: string | null;
};

export type InvoiceLanguage = 'en' | 'ja';

export type InvoiceFacts = {
  /** Of the shop's own gapless sequence. */
  readonly number: string;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  /** IANA name: in which zone the date of issue is a date. */
  readonly timeZone: string;
  readonly seller: Seller;
  /** `address` is the mail address that the order came from. */
  readonly buyer: { readonly name: string | null; readonly address: string };
  readonly order: PricedOrder;
  readonly orderSubject: string | null;
  readonly language: InvoiceLanguage;
};
