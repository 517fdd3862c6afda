/** A finding of the auditor. */
import type { DealId } from './mail.ts';

/** An invariant that does not hold; the story of its payment says how it came to that. */
export class Violation extends Error {
  override readonly name = 'Violation';
  readonly deals: readonly DealId[];
  readonly payments: readonly number[];

  constructor(message: string, about: { readonly deals?: readonly (DealId | null)[]; readonly payments?: readonly number[] } = {}) {
    super(message);
    this.deals = (about.deals ?? []).filter((deal) => deal !== null);
    this.payments = about.payments ?? [];
  }
}
