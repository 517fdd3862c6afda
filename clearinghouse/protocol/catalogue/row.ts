/** The rows of a catalogue, and what can be wrong with one. Types alone. */
import type { Item } from './item.ts';

export type Column = 'sku' | 'name' | 'other names' | 'price' | 'currency' | 'tax' | 'stock';

/** One row as text. `row`: the line of the file, or the number of the row in the table, from 1. */
export type CatalogueRow = { readonly row: number; readonly cells: Readonly<Record<Column, string>> };

/** `row` null: of the catalogue as a whole. */
export type CatalogueFault = { readonly row: number | null; readonly column: Column | null; readonly found: string; readonly expected: string; readonly toDo: string };

/** An item with the row on which it stands. */
export type NumberedItem = { readonly row: number; readonly item: Item };
