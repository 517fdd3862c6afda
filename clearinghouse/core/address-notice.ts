/** What the notices about a party's addresses say, those about what is suspended (9-rules 24), and that of its limits. */
import type { PartyLimits } from './party.ts';

export type AddressNotice =
  | { readonly kind: 'address-added'; readonly address: string; readonly usableFrom: number }
  | { readonly kind: 'address-removed'; readonly address: string }
  /** An answer: the mail had no effect, since none has come from this address for so long. */
  | { readonly kind: 'address-idle'; readonly address: string }
  | { readonly kind: 'address-resumed'; readonly address: string }
  /** An answer: the mail was received before the books were put back to a copy. */
  | { readonly kind: 'before-restore'; readonly sentAt: number; readonly restoredAt: number }
  | { readonly kind: 'party-suspended' }
  | { readonly kind: 'party-resumed' }
  /** Staff have set them; null: it has none of its own any more. */
  | { readonly kind: 'limits-set'; readonly limits: PartyLimits | null };
