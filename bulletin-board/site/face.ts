/** A face as the pages may show it: read, held against its leaf, made fit for a line. */
import { faceOpens, parseFace, type Leaf, type SaltedField } from '../format/entry.ts';
import { Malformed } from '../format/malformed.ts';
import { facePath } from '../format/tile.ts';
import type { ReadFile } from '../ports.ts';
import { shownText } from './shown-text.ts';
import { minuteOf } from './times.ts';

/** `shown`: it opens its leaf. `false`: a file stands there and does not. `none`: this kind of entry has no face. */
export type FaceState = 'shown' | 'withdrawn' | 'missing' | 'false' | 'none';

export type Face = {
  readonly state: Exclude<FaceState, 'withdrawn'>;
  /** In the order of the file; empty unless shown. */
  readonly fields: readonly SaltedField[];
};

export const MAX_SHOWN = 60;
/** Of a buyer's own words in a post: as many as older programs took. */
export const MAX_TEXT = 140;

/** Never rejects for what a file says; only where the disk fails. */
export async function readFace(read: ReadFile, index: number, leaf: Leaf | null): Promise<Face> {
  if (leaf === null || leaf.kind === 'ends' || leaf.kind === 'continues') return { state: 'none', fields: [] };
  try {
    const bytes = await read(facePath(index));
    if (bytes === null) return { state: 'missing', fields: [] };
    const fields = parseFace(bytes);
    // A face that names another kind than its leaf is a lie as well.
    const opens = faceOpens(fields, leaf) && valueOf(fields, 'kind') === leaf.kind;
    return opens ? { state: 'shown', fields } : { state: 'false', fields: [] };
  } catch (error) {
    if (error instanceof Malformed) return { state: 'false', fields: [] };
    throw error;
  }
}

export const valueOf = (fields: readonly SaltedField[], name: string): string | null => fields.find((field) => field.name === name)?.value ?? null;

/** What lists and filters know of a face. */
export type FaceLine = {
  readonly state: FaceState;
  readonly reference: string | null;
  readonly at: number | null;
  readonly alias: string | null;
  readonly ordered: number | null;
  readonly shop: string | null;
  /** The words of a post. */
  readonly text: string | null;
};

export function lineOf({ state, fields }: Face): FaceLine {
  const shown = (name: string, most: number = MAX_SHOWN): string | null => {
    const value = valueOf(fields, name);
    return value === null ? null : shownText(value, most);
  };
  const minute = (name: string): number | null => minuteOf(valueOf(fields, name) ?? '');
  return { state, reference: shown('reference'), at: minute('time'), alias: shown('alias'), ordered: minute('ordered'), shop: shown('shop'), text: shown('text', MAX_TEXT) };
}
