/** A text with holes: what has to differ from one copy to the next is cut out once, and put in for each. */

import type { Sealer } from '../../../clearinghouse/store/common/sealing.ts';

/** Everything that differs between two copies. Ids are those of the copy's first row of each table; rows after it count on from there. */
export type Copy = {
  readonly ids: Readonly<Record<IdColumn, number>>;
  readonly buyer: number;
  readonly merchant: number;
  /** Milliseconds that its times are later than the template's. */
  readonly later: number;
  /** Without the hyphen. */
  readonly reference: string;
  /** Tells the copy from all others: letters and digits, beginning with a letter. */
  readonly name: string;
  /** Of the bank that gets it. */
  readonly sealer: Sealer;
};

export const ID_COLUMNS = ['payment_id', 'letter_id', 'sequence', 'entry_number', 'notice_number', 'transfer_number', 'posting_number', 'hold_number', 'instruction_id'] as const;
export type IdColumn = (typeof ID_COLUMNS)[number];

/** A pattern without groups, and what stands in its place; the match may tell more. */
export type Hole = { readonly pattern: string; readonly fill: (match: string) => (copy: Copy) => string };

export type Stencil = (copy: Copy) => string;

/** The first hole that matches at a place counts. */
export function cut(text: string, holes: readonly Hole[]): Stencil {
  const every = new RegExp(holes.map(({ pattern }) => `(${pattern})`).join('|'), 'g');
  const pieces: (string | ((copy: Copy) => string))[] = [];
  let at = 0;
  for (const match of text.matchAll(every)) {
    const hole = holes[match.slice(1).findIndex((group) => group !== undefined)];
    if (hole === undefined) throw new Error(`a match of no hole: ${match[0]}`);
    pieces.push(text.slice(at, match.index), hole.fill(match[0]));
    at = match.index + match[0].length;
  }
  if (at === 0) return () => text;
  pieces.push(text.slice(at));
  return (copy) => {
    let made = '';
    for (const piece of pieces) made += typeof piece === 'string' ? piece : piece(copy);
    return made;
  };
}

export const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
