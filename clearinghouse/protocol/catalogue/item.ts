/** What a shop sells, as its catalogue says it. Types alone. */
import type { Currency, Money } from '../money.ts';

/** One thing that the shop sells. */
export type Item = {
  readonly sku: string;
  /** The first is the name that the shop writes on invoices; the others are how people call it, in any language. At least one. */
  readonly names: readonly string[];
  /** Of one piece, in the catalogue's currency and with or without tax as the shop's rules say. More than zero. */
  readonly unit: Money;
  /** In hundredths of a percent: 1000 is 10 %. */
  readonly taxRate: number;
  /** Pieces that can be sold; null: not counted. */
  readonly stock: number | null;
};

export type Catalogue = { readonly currency: Currency; readonly items: readonly Item[] };
