import { beginsLikeConsent } from '../../protocol/consent.ts';
import { partyOf } from '../desk.ts';
import type { ClaimRule } from './rule.ts';

/** Does a line that the question will repeat begin with a consent word? */
export const consentInInvoice: ClaimRule = {
  name: 'consent-in-invoice',
  check: ({ desk, claim, merchant }) => {
    const texts = [...claim.lines.map((line) => line.text), claim.invoice ?? '', partyOf(desk, merchant.party).name];
    const caught = texts.findIndex((text) => beginsLikeConsent(text));
    return caught === -1 ? null : { code: 'consent-in-invoice', detail: `text ${caught + 1} of ${texts.length}` };
  },
};
