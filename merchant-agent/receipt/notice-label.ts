/** The header field by which the bank's notices tell programs their kind: `receipt-merchant; reference=K7F3-K29Q; code=no-total`. */
import { isShownReference } from '../../clearinghouse/protocol/reference.ts';

export const LABEL_FIELD = 'kakitome-notice';

/**
 * `reference` is as people see it. `givesBack`: whether the customer has got back all that was paid for it, so that there is nothing to ship, or a part; `unsaid`:
 * a dispute was decided for them at a bank of an older program, whose label does not say for how much; null: nothing went back by it. Parameters that are not known are passed over.
 */
export type NoticeLabel = { readonly kind: string; readonly reference: string | null; readonly code: string | null; readonly givesBack: 'all' | 'part' | 'unsaid' | null };

const WORD = /^[a-z][a-z0-9-]{0,40}$/;

/** Null for what is no label: a kind that is no word, a parameter twice, a reference or code that is none. */
export function readLabel(value: string): NoticeLabel | null {
  const [kind = '', ...parameters] = value.split(';').map((part) => part.trim());
  const read = new Map<string, string>();
  for (const parameter of parameters) {
    const equals = parameter.indexOf('=');
    const name = parameter.slice(0, Math.max(0, equals));
    if (!WORD.test(name) || read.has(name)) return null;
    read.set(name, parameter.slice(equals + 1));
  }
  const [reference = null, code = null] = [read.get('reference'), read.get('code')];
  if (!WORD.test(kind) || (reference !== null && !isShownReference(reference)) || (code !== null && !WORD.test(code))) return null;
  return { kind, reference, code, givesBack: givesBack(kind, read) };
}

function givesBack(kind: string, read: ReadonlyMap<string, string>): NoticeLabel['givesBack'] {
  const returned = read.get('returned');
  if (kind === 'refund-receipt') return returned === 'all' ? 'all' : 'part';
  if (kind !== 'dispute-closed' || read.get('outcome') !== 'upheld') return null;
  return returned === 'all' || returned === 'part' ? returned : 'unsaid';
}
