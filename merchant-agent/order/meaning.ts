/** What a sentence can say: types, and the one way to leave it open. */
import type { Money } from '../../clearinghouse/protocol/money.ts';
import type { OpenReason } from './order.ts';

/** `skus`: the items that are meant, one where it is sure. */
export type Pair = { readonly skus: readonly string[]; readonly quantity: number };

/** `instead`: the quantity that a correction says stood there before. */
export type Correction = { readonly instead: number | null };
/** A sum that the buyer states, of pieces or of money. */
export type Claim = { readonly pieces: number } | { readonly money: Money } | { /** That so many of one thing stay so many. */ readonly still: number };

export type Meaning =
  | { readonly kind: 'nothing'; readonly readAs: string }
  | { readonly kind: 'order'; readonly pairs: readonly Pair[]; readonly correction: Correction | null; readonly claims: readonly Claim[] }
  /** `pair` in the place of one of `from`; without a quantity of its own, in the same. */
  | { readonly kind: 'exchange'; readonly from: readonly string[]; readonly pair: { readonly skus: readonly string[]; readonly quantity: number | null }; /** Where the thing was not named: what comes in the place of each. */ readonly into?: ReadonlyMap<string, string> }
  /** One of `skus` is wanted no more. */
  | { readonly kind: 'cancel'; readonly skus: readonly string[] }
  /** Harmless where what is spoken of is ordered elsewhere. */
  | { readonly kind: 'mention'; readonly skus: readonly string[] }
  /** Harmless unless one of them is ordered. */
  | { readonly kind: 'unwanted'; readonly skus: readonly string[] }
  | { readonly kind: 'wanting'; readonly skus: readonly string[] }
  | { readonly kind: 'count'; readonly quantity: number; readonly labelled: boolean; readonly isCorrection: boolean; /** The quantity that it says stood there before. */ readonly instead: number | null }
  | { readonly kind: 'open'; readonly reason: OpenReason; readonly skus: readonly string[]; readonly quantity: number | null };

export const open = (reason: OpenReason, skus: readonly string[] = [], quantity: number | null = null): Meaning => ({ kind: 'open', reason, skus, quantity });
