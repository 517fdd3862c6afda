/** What both standards say, in one shape: an e-invoice as it is written, before anybody has added it up. Names in brackets are terms of EN 16931. */
import type { Money } from '../protocol/money.ts';
import type { Currency } from '../protocol/money.ts';
import type { EInvoiceLine } from '../protocol/reading.ts';

/** The sums that the document states; null where it does not. */
export type StatedSums = {
  /** Of line net amounts (BT-106). */
  readonly lines: Money | null;
  /** Of allowances and charges of the whole document (BT-107, BT-108), both above zero. */
  readonly allowances: Money | null;
  readonly charges: Money | null;
  /** Without VAT (BT-109), of VAT (BT-110), with VAT (BT-112). */
  readonly net: Money | null;
  readonly tax: Money | null;
  readonly gross: Money | null;
  /** Paid before (BT-113), rounding (BT-114), due for payment (BT-115). */
  readonly prepaid: Money | null;
  readonly rounding: Money | null;
  readonly payable: Money;
};

export type InvoiceDocument = {
  readonly typeCode: string;
  readonly number: string;
  readonly currency: Currency;
  readonly sellerName: string | null;
  /** Another than the seller is named as the one to be paid (BG-10). */
  readonly paysAnother: boolean;
  readonly notes: readonly string[];
  readonly items: readonly EInvoiceLine[];
  /** Of the whole document, signed. */
  readonly allowancesAndCharges: readonly EInvoiceLine[];
  /** One for each VAT category and rate (BG-23). */
  readonly taxes: readonly EInvoiceLine[];
  readonly stated: StatedSums;
};
