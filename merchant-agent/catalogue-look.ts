/** The shop's catalogue as it stands in its file at this moment: read anew each time, so that a change of prices needs no restart. */
import { statSync } from 'node:fs';
import { loadCatalogue } from './catalogue/load-catalogue.ts';
import type { CatalogueFault } from '../clearinghouse/protocol/catalogue/row.ts';
import { codeOf, pathOf } from './config.ts';
import type { Config } from './config.ts';
import type { CatalogueLook } from './steps/parts.ts';

export type CatalogueCheck = { readonly ok: true; readonly look: CatalogueLook & { readonly ok: true } } | { readonly ok: false; readonly trouble: string; readonly faults: readonly CatalogueFault[] };

/** One line: what was found, what was expected, what to do. */
export const faultText = ({ row, column, found, expected, toDo }: CatalogueFault): string => `${[row === null ? '' : `row ${row}`, column ?? ''].filter((part) => part !== '').join(', ') || 'catalogue'}: found ${found === '' ? 'nothing' : found}; expected ${expected} (${toDo})`;

/** `file`: another one than the configuration's. */
export function checkCatalogueFile(config: Config, file: string = config.catalogue.file): CatalogueCheck {
  const path = pathOf(config, file);
  const broken = (trouble: string, faults: readonly CatalogueFault[] = []): CatalogueCheck => ({ ok: false, trouble: `${path}: ${trouble}`, faults });
  let reading: ReturnType<typeof loadCatalogue>;
  let writtenAt: number;
  try {
    // Before it is read: a file that is written meanwhile then counts as the older one, and pieces rather twice than not at all.
    writtenAt = statSync(path).mtimeMs;
    reading = loadCatalogue(path);
  } catch (error) {
    // It is the file that can't be read, as it is while somebody saves it: not a fault of the program.
    return broken(`can't be read (${codeOf(error)}); expected a CSV or SQLite file`);
  }
  if (!reading.ok) return broken(`${reading.faults.length} faults, the first: ${reading.faults[0] === undefined ? '' : faultText(reading.faults[0])}`, reading.faults);
  const { currency } = reading.catalogue;
  if (currency !== config.catalogue.currency) return broken(`found prices in ${currency}; expected ${config.catalogue.currency} (catalogue.currency)`);
  return { ok: true, look: { ok: true, catalogue: reading.catalogue, writtenAt } };
}

export const catalogueLook = (config: Config) => async (): Promise<CatalogueLook> => {
  const check = checkCatalogueFile(config);
  return check.ok ? check.look : { ok: false, trouble: check.trouble };
};
