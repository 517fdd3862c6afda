/** Names by which an order could be read wrongly: those of two items, and those that mean something else to the bank or to the reader. */
import { afterLabel, foldWord, vocabularyOf, wordAtStart } from '../../clearinghouse/protocol/vocabulary.ts';
import { CONSENT_WORDS, PASSWORD_LABELS, REFUSAL_WORDS, TOTAL_LABELS } from '../../clearinghouse/protocol/words.ts';
import { foldText } from '../order/lexicon.ts';
import { namesOf } from '../order/names.ts';
import type { Item } from '../order/order.ts';
import type { CatalogueFault, NumberedItem } from './row.ts';

const passwordLabels = vocabularyOf(PASSWORD_LABELS);
const totalLabels = vocabularyOf(TOTAL_LABELS);
const answers = vocabularyOf([...CONSENT_WORDS, ...REFUSAL_WORDS]);

export function nameFaults(items: readonly NumberedItem[]): CatalogueFault[] {
  return [...items.flatMap(({ row, item }) => item.names.flatMap((name, at) => oddName(row, name, at))), ...sharedNames(items)];
}

function oddName(row: number, name: string, at: number): CatalogueFault[] {
  const fault = (expected: string): CatalogueFault[] => [{ row, column: at === 0 ? 'name' : 'other names', found: name.slice(0, 80), expected, toDo: 'choose another name' }];
  if (/^[\p{N}\p{P}\p{S}\s]*$/u.test(name)) return fault('a name with letters: a number alone is read as a quantity');
  if (/^[0-9]+ ?[x×*@]|[x×*@] ?[0-9]+$/i.test(name)) return fault('a name that does not look like a quantity');
  if (isLabel(name, passwordLabels)) return fault('a name that is no word for a password');
  if (wordAtStart(name, totalLabels)?.bordered === true) return fault('a name that does not begin like the total of an invoice');
  if (wordAtStart(name, answers)?.bordered === true) return fault('a name that does not begin like an answer to the bank');
  return [];
}

const isLabel = (name: string, labels: ReturnType<typeof vocabularyOf>): boolean => afterLabel(name, labels) !== null || wordAtStart(name, labels)?.word === foldWord(name);

/** Names that are the same to the reader of orders, or the same but for a size that one of them leaves out. */
function sharedNames(items: readonly NumberedItem[]): CatalogueFault[] {
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
