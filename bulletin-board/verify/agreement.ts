/** Whether the files of one receipt say the same. Each may open its commitment and still tell another story: that must never be proved. */
import { sameBytes } from '../format/encoding.ts';
import { placeText, type LeafKind, type OpenedField, type SaltedField } from '../format/entry.ts';
import { receiptFiles, type Evidence } from '../format/evidence.ts';
import { shown } from '../format/malformed.ts';

/** Two files of a receipt contradict each other: which, what was found, what was expected. */
export class Disagreement extends Error {
  override readonly name = 'Disagreement';
}

/** Throws `Disagreement`. */
export const disagree = (what: string, found: string, expected: string): never => {
  throw new Disagreement(`${what}: found ${found}; expected ${expected}`);
};

/** Null where it is hidden or not there. */
export const valueIn = (fields: readonly OpenedField[] | null, name: string): string | null => fields?.find((field): field is SaltedField => 'name' in field && field.name === name)?.value ?? null;

/** Null agrees with everything: it says nothing. */
function same(what: string, found: string | null, expected: string | null): void {
  if (found !== null && expected !== null && found !== expected) disagree(what, shown(found), shown(expected));
}

/** Faces have minutes (`2026-11-21T10:32Z`), details more. What is no time stays as it is, and agrees with no minute. */
const minuteOf = (time: string | null): string | null => time?.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d):\d\d(?:\.\d{1,9})?Z$/, '$1Z') ?? null;

/** The name before the address, as details have it: `Green Tea House <shop@tea.example>`. */
const nameOf = (party: string | null): string | null => party?.replace(/ <[^<>]*>$/, '') ?? null;

export type Told = { readonly kind: LeafKind; readonly face: readonly SaltedField[] | null; readonly opening: readonly OpenedField[] | null };

/** Every field that stands in both, under whichever name. Throws `Disagreement`. */
export function requireOneStory({ kind, face, opening }: Told): void {
  if (face !== null) same(`kind in ${receiptFiles.face}`, valueIn(face, 'kind') ?? '', kind);
  const inOpening = (what: string): string => `${what} in ${receiptFiles.opening}`;
  same(inOpening('reference'), valueIn(opening, 'reference'), valueIn(face, 'reference'));
  same(inOpening('time'), minuteOf(valueIn(opening, 'at')), valueIn(face, 'time'));
  same(inOpening('ordered'), minuteOf(valueIn(opening, 'ordered')), valueIn(face, 'ordered'));
  same(`shop in ${receiptFiles.face}`, valueIn(face, 'shop'), nameOf(valueIn(opening, 'payee')));
}

/** What evidence.json says that other files say too. Throws `Disagreement`. */
export function requireSameEvidence(evidence: Evidence, { kind, face, opening }: Told, entry: Uint8Array, place: string): void {
  const inEvidence = (what: string): string => `${what} in ${receiptFiles.evidence}`;
  if (!sameBytes(evidence.entry, entry)) disagree(inEvidence('entry'), 'other bytes', `those of ${receiptFiles.entry}`);
  same(inEvidence('place'), placeText(evidence.origin, evidence.index), place);
  same(inEvidence('kind'), evidence.kind, kind);
  same(inEvidence('reference'), evidence.reference, valueIn(face, 'reference') ?? valueIn(opening, 'reference'));
  same(inEvidence('event_time'), evidence.eventTime, valueIn(opening, 'at'));
  same(inEvidence('event_time'), minuteOf(evidence.eventTime), valueIn(face, 'time'));
  const order = valueIn(opening, 'order-message-id');
  if (order !== '') same(inEvidence('answers'), evidence.answers, order);
}
