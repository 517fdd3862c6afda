import { beginsLikeConsent } from '../../protocol/consent.ts';
import type { EInvoiceReading } from '../../protocol/reading.ts';
import { partyOf } from '../desk.ts';
import type { ClaimRule } from './rule.ts';

/** Does a line that the question will repeat begin with a consent word? */
export const consentInInvoice: ClaimRule = {
  name: 'consent-in-invoice',
  check: ({ desk, claim, merchant, invoices = [] }) => {
    const texts = [...claim.lines.map((line) => line.text), claim.invoice ?? '', partyOf(desk, merchant.party).name, ...invoices.flatMap(wordsOf)];
    const caught = texts.findIndex((text) => beginsLikeConsent(text));
    return caught === -1 ? null : { code: 'consent-in-invoice', detail: `text ${caught + 1} of ${texts.length}` };
  },
};

/** Also where the text's lines are shown in place of the file's: the next question may be made of it. */
const wordsOf = (file: EInvoiceReading): readonly string[] => (file.ok ? [file.number, ...file.lines.map((line) => line.text)] : []);
