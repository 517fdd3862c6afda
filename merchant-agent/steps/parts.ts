import type { WriteMail } from '../../clearinghouse/mail/compose-forward.ts';
import type { ReaderPool } from '../../clearinghouse/mail/reader-pool.ts';
import type { OutgoingAttachment, ReportEvent, SendMail } from '../../clearinghouse/protocol/letter.ts';
import type { LookAtBoard } from '../board/board-look.ts';
import type { InvoiceFacts } from '../invoice/invoice.ts';
import type { Catalogue, OpenPoint, OrderReading, PricedOrder } from '../order/order.ts';
import type { BankMail } from '../receipt/bank-mail.ts';
import type { MerchantStore, TellingRow } from '../store/store.ts';
import type { Shop } from './shop.ts';

/** `done`: taken. `later`: to be tried again after `waitMs`, or by the usual back-off where it is null. `dead`: it will never be taken. */
export type TellingResult = { readonly outcome: 'done' | 'dead'; readonly reply: string } | { readonly outcome: 'later'; readonly reply: string; readonly waitMs: number | null };

/** One that opened. */
export type WholeTelling = TellingRow & { readonly payload: string };

/** The catalogue and when its file was written (milliseconds), or why it can't be used; then orders wait. */
export type CatalogueLook = { readonly ok: true; readonly catalogue: Catalogue; readonly writtenAt: number } | { readonly ok: false; readonly trouble: string };

/** What a person typed in place of a draft's lines. `none`: nothing that looks like a line. */
export type Correction =
  | { readonly kind: 'priced'; readonly priced: PricedOrder }
  | { readonly kind: 'none' }
  /** Line by line what was read or why not; `fault`: what is wrong with the whole, such as both sums. */
  | { readonly kind: 'wrong'; readonly readAs: readonly (readonly [text: string, readAs: string])[]; readonly fault: string | null };

/** `open`: what keeps it from having a price. */
export type PriceResult = { readonly ok: true; readonly order: PricedOrder } | { readonly ok: false; readonly open: OpenPoint };

/** Reading and pricing, which know nothing of where an order's words came from. */
export type Pricing = {
  readonly read: (lines: readonly string[], catalogue: Catalogue) => OrderReading;
  readonly price: (reading: OrderReading, catalogue: Catalogue) => PriceResult;
  readonly correct: (lines: readonly string[], catalogue: Catalogue) => Correction;
};

/** What the steps work with. Everything that reaches outside of the process, and the clock, comes in here. */
export type Parts = {
  readonly store: MerchantStore;
  readonly shop: Shop;
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly tokenKey: Uint8Array;
  readonly read: ReaderPool['read'];
  readonly catalogue: () => Promise<CatalogueLook>;
  readonly pricing: Pricing;
  readonly write: WriteMail;
  readonly send: SendMail;
  /** The files that go with an invoice: UBL always, PDF where the shop wants it. */
  readonly invoiceFiles: (facts: InvoiceFacts) => Promise<readonly OutgoingAttachment[]>;
  readonly checkBankMail: (bytes: Uint8Array, receivedAt: number) => Promise<BankMail>;
  /** Null: nothing is looked for on the bank's board. */
  readonly lookAtBoard: LookAtBoard | null;
  readonly tell: (telling: WholeTelling) => Promise<TellingResult>;
  readonly report: ReportEvent;
};
