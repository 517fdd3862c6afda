/** Entries as both stores hold them: with their place in a log, and what is sealed opened. */
import type { DetailField } from '../../core/decision.ts';
import { fromJson } from '../../protocol/json.ts';
import type { EntryRow, PublishedEntry } from '../store.ts';
import { entryLabel } from './labels.ts';
import { bytes, integer, integerOrNull, text, textOrNull, word, type Row } from './rows.ts';
import type { Sealer } from './sealing.ts';

type Sealed = { readonly sealer: Sealer };
type Place = { readonly origin: string; readonly index: number };

export const placedEntries = `SELECT entries.entry_id AS entry_id, entries.kind AS kind, entries.payment_id AS payment_id, entries.at AS at, entries.for_board AS for_board, entries.leaf AS leaf,
    entries.face AS face, entries.sealed AS sealed, entries.published_at AS published_at, entries.erased_at AS erased_at, logs.origin AS origin, log_entries.idx AS idx
  FROM entries LEFT JOIN log_entries ON log_entries.entry_number = entries.entry_number LEFT JOIN logs ON logs.log_number = log_entries.log_number`;

/** Of a row that is published. */
export const toPublishedEntry = (database: Sealed, row: Row): PublishedEntry => ({
  id: text(row, 'entry_id'),
  kind: word(row, 'kind'),
  paymentId: integer(row, 'payment_id'),
  at: integer(row, 'at'),
  origin: text(row, 'origin'),
  index: integer(row, 'idx'),
  leaf: text(row, 'leaf'),
  face: textOrNull(row, 'face'),
  details: openDetails(database, row),
});

export const toEntryRow = (database: Sealed, row: Row): EntryRow => ({
  id: text(row, 'entry_id'),
  kind: word(row, 'kind'),
  paymentId: integer(row, 'payment_id'),
  at: integer(row, 'at'),
  forBoard: integer(row, 'for_board') === 1,
  leaf: text(row, 'leaf'),
  face: textOrNull(row, 'face') ?? '',
  details: openDetails(database, row),
  place: placeOf(row),
  publishedAt: integerOrNull(row, 'published_at'),
  erasedAt: integerOrNull(row, 'erased_at'),
});

/** Null: it has no index yet. */
export const placeOf = (row: Row): Place | null => (row['idx'] === null ? null : { origin: text(row, 'origin'), index: integer(row, 'idx') });

/** None where the entry was erased. Version 1 of the schema had names and values alone: they were for no board, and nobody can open them. */
export function openDetails({ sealer }: Sealed, row: Row): readonly DetailField[] {
  if (row['sealed'] === null) return [];
  const { details } = fromJson<{ readonly details: readonly DetailField[] | Readonly<Record<string, string>> }>(sealer.openText(entryLabel(text(row, 'entry_id')), bytes(row, 'sealed')));
  return isList(details) ? details : Object.entries(details).map(([name, value]) => ({ name, value, salt: '', readers: [] }));
}

const isList = (details: readonly DetailField[] | Readonly<Record<string, string>>): details is readonly DetailField[] => Array.isArray(details);
