/**
 * What an order is to the shop's helper: words that a buyer wrote, and what of them is sure. Types alone. The reading knows nothing of
 * where the words came from: a mail today, the order page tomorrow.
 */
import type { Catalogue, Item } from '../../clearinghouse/protocol/catalogue/item.ts';
import type { Money } from '../../clearinghouse/protocol/money.ts';

export type { Catalogue, Item };

/** A quantity of one item that the buyer asks for, for sure. */
export type OrderedItem = {
  readonly sku: string;
  /** 1 to 9,999 pieces. */
  readonly quantity: number;
  /** The numbers (from 0) of the lines that say so, corrections included. */
  readonly lines: readonly number[];
};

export type OpenReason =
  /** Something is asked for that no name in the catalogue fits. */
  | 'unknown-item'
  /** More than one item fits. */
  | 'which-item'
  /** No quantity can be read, or more than one. */
  | 'which-quantity'
  /** More than the shop has. */
  | 'out-of-stock'
  /** A correction, a condition, a question, a wish for a change: a person has to read it. */
  | 'needs-a-person'
  /** Nothing was ordered at all. */
  | 'nothing-ordered';

/** A point that keeps the order from being forwarded by itself. */
export type OpenPoint = {
  readonly reason: OpenReason;
  /** From 0; null: of the mail as a whole. */
  readonly line: number | null;
  /** The words in question as the buyer wrote them, at most 120 characters. */
  readonly text: string;
  /** What it may mean; empty where nothing fits. */
  readonly candidates: readonly { readonly sku: string; readonly quantity: number | null }[];
};

/** Each line of the text with what it was taken for: for the draft and for `order show`. */
export type LineNote = { readonly line: number; readonly text: string; readonly readAs: string };

/** Sure is an order with items and without open points. */
export type OrderReading = {
  readonly items: readonly OrderedItem[];
  readonly open: readonly OpenPoint[];
  readonly notes: readonly LineNote[];
};

/** What becomes of what a buyer tells behind an order in words of their own, which may take it back: `ask`: it is open. `pass`: passed over unless it looks as if it did. */
export type ToldBehind = 'ask' | 'pass';

export const isSure = (reading: OrderReading): boolean => reading.open.length === 0 && reading.items.length > 0;

/** How the shop adds shipping and tax. */
export type PriceRules = {
  /** True: unit prices and shipping contain the tax; the tax is then told, not added. */
  readonly taxIncluded: boolean;
  readonly shipping: {
    /** Zero: shipping is free. */
    readonly fee: Money;
    /** From this sum of goods on shipping is free; null: never. */
    readonly freeFrom: Money | null;
    /** In hundredths of a percent. */
    readonly taxRate: number;
  };
};

export type PricedLine = {
  /** null: shipping. */
  readonly sku: string | null;
  readonly name: string;
  readonly quantity: number;
  readonly unit: Money;
  /** quantity × unit. */
  readonly amount: Money;
  readonly taxRate: number;
};

/** One tax rate of an invoice, rounded once (half up), as EN 16931 (BR-CO-17) and Japan's qualified invoices want it. */
export type TaxLine = { readonly rate: number; readonly net: Money; readonly tax: Money };

/** An invoice without its number. Σ amounts (+ Σ taxes where they are not included) = total. */
export type PricedOrder = {
  readonly lines: readonly PricedLine[];
  readonly taxes: readonly TaxLine[];
  readonly taxIncluded: boolean;
  readonly total: Money;
};
