/** Names by which an order could be read wrongly: those of two items. What a name alone can be is looked at with its row. */
import { foldText } from '../order/lexicon.ts';
import { namesOf } from '../order/names.ts';
import type { CatalogueFault, NumberedItem } from '../../clearinghouse/protocol/catalogue/row.ts';
import type { Item } from '../order/order.ts';

/** Names that are the same to the reader of orders, or the same but for a size that one of them leaves out. */
export function sharedNames(items: readonly NumberedItem[]): CatalogueFault[] {
  const rows = new Map(items.map(({ row, item }) => [item.sku, row]));
  const owners = new Map<string, { readonly sku: string; readonly name: string }>();
  const faults: CatalogueFault[] = [];
  for (const { row, item } of items) {
    for (const key of new Set(item.names.map(keyOf))) {
      const other = owners.get(key);
      const name = item.names.find((one) => keyOf(one) === key) ?? '';
      if (other === undefined) owners.set(key, { sku: item.sku, name });
      else if (other.sku !== item.sku) faults.push(shared(row, name, `a name that row ${rows.get(other.sku)} does not have`));
    }
  }
  return [...faults, ...containedNames(items, owners, rows)];
}

function containedNames(items: readonly NumberedItem[], owners: ReadonlyMap<string, { readonly sku: string; readonly name: string }>, rows: ReadonlyMap<string, number>): CatalogueFault[] {
  const faults: CatalogueFault[] = [];
  for (const { row, item } of items) {
    for (const bare of bareKeys(item)) {
      const owner = owners.get(bare);
      if (owner !== undefined && owner.sku !== item.sku) faults.push(shared(rows.get(owner.sku) ?? row, owner.name, `a name that differs from that of row ${row} in more than the size it leaves out`));
    }
  }
  return faults;
}

const shared = (row: number, name: string, expected: string): CatalogueFault => ({ row, column: 'other names', found: name.slice(0, 80), expected, toDo: 'add the size or a word, so that an order tells them apart' });

/** As the reader of orders compares names: without case, accents, blanks and signs. */
const keyOf = (name: string): string => foldText(name).replace(/[^\p{L}\p{N}]/gu, '');

/** Names of the item without their sizes. */
function bareKeys(item: Item): Set<string> {
  const forms = [...namesOf({ currency: item.unit.currency, items: [item] }).bare];
  return new Set(forms.map(keyOf).filter((key) => key !== '' && !item.names.some((name) => keyOf(name) === key)));
}
