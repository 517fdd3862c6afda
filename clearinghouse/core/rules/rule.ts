/** One question asked of a claim. A rule looks, it changes nothing; `detail` is for staff and holds no secret. */
import type { ClaimView } from '../claims.ts';
import type { RefusalCode } from '../refusals.ts';

export type Caught = { readonly code: RefusalCode; readonly detail: string };
export type ClaimRule = { readonly name: string; readonly check: (view: ClaimView) => Caught | null };
