/** A catalogue's rows as items by which orders in people's own words are read: no two items may share a name. */
import type { CatalogueReading } from '../../clearinghouse/protocol/catalogue/read-rows.ts';
import { readRows } from '../../clearinghouse/protocol/catalogue/read-rows.ts';
import type { CatalogueFault, CatalogueRow } from '../../clearinghouse/protocol/catalogue/row.ts';
import { sharedNames } from './name-faults.ts';

/** Every fault of the rows; empty where they are a catalogue. */
export function checkCatalogue(rows: readonly CatalogueRow[]): readonly CatalogueFault[] {
  const reading = readCatalogue(rows);
  return reading.ok ? [] : reading.faults;
}

export const readCatalogue = (rows: readonly CatalogueRow[]): CatalogueReading => readRows(rows, sharedNames);
