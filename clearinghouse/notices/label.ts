/**
 * The header field `Kakitome-Notice` of every notice, for programs of its receiver: `<kind>`, then `; reference=K7F3-K29Q` and `; code=<refusal>`
 * where the facts have them; of money that went back to the buyer `; returned=all` (with what went back before) or `; returned=part`, of a closed dispute its
 * `; outcome=upheld`, likewise with `; returned=all` or `part`. Signed like the rest of the header; it says nothing that the text does not say. What the notice is about stands in
 * In-Reply-To and in the text: a program that acts on money looks at the proof, never at this.
 */
import type { NoticeFacts } from '../core/notice.ts';
import type { RefusalCode } from '../core/refusals.ts';
import { isShownReference } from '../protocol/reference.ts';

/** Codes that tell the shop more than the sentence that it is given: of the buyer's FRAUD it reads nothing, and of another shop's claim what it reads of an order that is not there. */
const TOLD_AS: Readonly<Partial<Record<string, string>>> = { 'blocked-by-buyer': 'refused', 'claimed-by-other-shop': 'order-unknown' } satisfies Partial<Record<RefusalCode, string>>;

const CODE = /^[a-z][a-z0-9-]{0,40}$/;

export function noticeLabel(facts: NoticeFacts): string {
  const reference = 'reference' in facts && facts.reference !== null && isShownReference(facts.reference) ? `; reference=${facts.reference}` : '';
  const told = 'code' in facts ? ((facts.kind === 'forward-refused' ? TOLD_AS[facts.code] : undefined) ?? facts.code) : '';
  const code = CODE.test(told) ? `; code=${told}` : '';
  return `${facts.kind}${reference}${code}${afterwards(facts)}`;
}

/** By which a shop's program knows that there is nothing to ship any more. */
function afterwards(facts: NoticeFacts): string {
  if (facts.kind === 'refund-receipt') return `; returned=${facts.total.minor >= facts.paid.minor ? 'all' : 'part'}`;
  return facts.kind === 'dispute-closed' ? `; outcome=${facts.outcome}${upheldFor(facts)}` : '';
}

/** Staff may uphold a dispute for a part: the rest stays paid. */
function upheldFor({ outcome, left }: Extract<NoticeFacts, { kind: 'dispute-closed' }>): string {
  if (outcome !== 'upheld' || left === undefined) return '';
  return `; returned=${left.minor <= 0n ? 'all' : 'part'}`;
}
