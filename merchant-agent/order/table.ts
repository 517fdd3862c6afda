/** Tables whose head says what their columns are. Each row becomes one line of an order, so that numbers of lines, codes and sums are not taken for quantities. */
import { readAmount } from '../../clearinghouse/protocol/money.ts';
import type { Currency } from '../../clearinghouse/protocol/money.ts';
import { foldText } from './lexicon.ts';
import { nameAt, type Names } from './names.ts';
import type { Catalogue } from './order.ts';
import { COLUMN_WORDS, PIECES, SUM_ROW, type ColumnKind } from './words/columns.ts';

const kinds: ReadonlyMap<string, ColumnKind> = new Map((Object.keys(COLUMN_WORDS) as ColumnKind[]).flatMap((kind) => COLUMN_WORDS[kind].split('|').map((word): [string, ColumnKind] => [foldText(word), kind])));

/** What parts cells, where it is not a blank. */
const SIGNS: readonly RegExp[] = [/ ?\| ?/, / ?; ?/, / ?[,、] ?(?![0-9]{3}(?![0-9]))/];
const MOST_COLUMNS = 8;
const MOST_WORDS = 24;
/** A title of a column, a name or a sum has no more words. */
const [TITLE_WORDS, NAME_WORDS, SUM_WORDS] = [3, 8, 4];

/** `sign`: null where blanks part the cells. */
type Table = { readonly sign: RegExp | null; readonly columns: readonly ColumnKind[] };
type Row = { readonly quantity: string; readonly name: string; readonly price: string };

/**
 * The same lines, as many as before: where a table is understood as a whole its rows as `3 x Name @price`, and its head empty. A row that can be read in two ways, or
 * goods below the last row that is understood, leave the table as it is. `lines` are normalised: one blank between words.
 */
export function withoutTables(lines: readonly string[], names: Names, catalogue: Catalogue): readonly string[] {
  const plain = [...lines];
  lines.forEach((line, at) => {
    const table = plain[at] === line ? headOf(line) : null;
    if (table === null) return;
    const rows = rowsBelow(lines, at, table, catalogue);
    const end = at + 1 + rows.length;
    if (rows.length === 0 || lines.slice(end).some((below) => namesGoods(below, names))) return;
    plain.splice(at, rows.length + 1, '', ...rows);
  });
  return plain;
}

function namesGoods(line: string, names: Names): boolean {
  const text = foldText(line);
  return [...text].some((_letter, at) => nameAt(text, at, names).length > 0);
}

function headOf(line: string): Table | null {
  if (line.length > 120) return null;
  for (const sign of [...SIGNS, null]) {
    const columns = sign === null ? titlesOf(line.split(' ')) : cellsOf(line, sign).map((cell) => kinds.get(foldText(cell)) ?? null);
    if (columns === null || columns.length < 2 || columns.length > MOST_COLUMNS) continue;
    const known = columns.filter((kind) => kind !== null);
    if (known.length === columns.length && new Set(known).size === known.length && known.includes('name') && known.includes('quantity')) return { sign, columns: known };
  }
  return null;
}

/** The titles that the words are, the longest first; null where a word belongs to none. */
function titlesOf(words: readonly string[]): readonly ColumnKind[] | null {
  if (words.length === 0) return [];
  for (let count = Math.min(TITLE_WORDS, words.length); count > 0; count -= 1) {
    const kind = kinds.get(foldText(words.slice(0, count).join(' ')));
    const rest = kind === undefined ? null : titlesOf(words.slice(count));
    if (kind !== undefined && rest !== null) return [kind, ...rest];
  }
  return null;
}

const cellsOf = (line: string, sign: RegExp): readonly string[] => line.replace(/^[ |]+|[ |]+$/g, '').split(sign).map((cell) => cell.trim());

/** As far as they are understood, as they are to be read. */
function rowsBelow(lines: readonly string[], head: number, table: Table, catalogue: Catalogue): readonly string[] {
  const rows: string[] = [];
  for (const line of lines.slice(head + 1)) {
    const row = /^[-=_+|: ]+$/.test(line) ? '' : (sumOf(line, table) ?? rowOf(line, table, catalogue));
    if (row === null) break;
    rows.push(row);
  }
  return rows.some((row) => / x /.test(row)) ? rows : [];
}

/** `Subtotal | | | 18,550` and `Total HT 11 300` in a form that says no more. */
function sumOf(line: string, { sign }: Table): string | null {
  const [label = '', sum = ''] = (sign === null ? [/^\D*/.exec(line)?.[0].trim() ?? '', line.replace(/^\D*/, '')] : cellsOf(line, sign).filter((cell) => cell !== ''));
  return SUM_ROW.test(foldText(label)) && isSum(sum) ? `${TOTAL.exec(label)?.[0] ?? 'Total'} ${closed(sum)}` : null;
}

const TOTAL = /[合小总總共][\p{Script=Han}]/u;

function rowOf(line: string, table: Table, catalogue: Catalogue): string | null {
  const { sign, columns } = table;
  const words = sign === null ? line.split(' ') : [];
  if (words.length > MOST_WORDS) return null;
  const found = (sign === null ? dealt(words, columns) : [cellsOf(line, sign)]).flatMap((cells) => understood(cells, columns, catalogue) ?? []);
  const [row] = found;
  if (row === undefined || found.some((other) => other.name !== row.name || other.quantity !== row.quantity)) return null;
  return `${row.quantity} x ${row.name}${row.price === '' ? '' : ` @${row.price}`}`;
}

/** All ways in which the words fall to the columns, in their order, none of them empty. */
function dealt(words: readonly string[], [column, ...others]: readonly ColumnKind[]): readonly (readonly string[])[] {
  if (column === undefined) return words.length === 0 ? [[]] : [];
  const most = Math.min(column === 'name' ? NAME_WORDS : column === 'price' || column === 'sum' ? SUM_WORDS : column === 'quantity' ? 2 : 1, words.length - others.length);
  const ways: (readonly string[])[] = [];
  for (let count = 1; count <= most; count += 1) {
    const cell = words.slice(0, count).join(' ');
    if (fits(column, cell)) for (const rest of dealt(words.slice(count), others)) ways.push([cell, ...rest]);
  }
  return ways;
}

function fits(column: ColumnKind, cell: string): boolean {
  if (column === 'position') return /^(?:pos\.?)?#?[0-9]{1,4}[.)]?$/i.test(cell);
  if (column === 'code') return /[0-9]/.test(cell) && /^[\p{L}0-9./_-]{1,24}$/u.test(cell);
  if (column === 'quantity') return quantityOf(cell) !== null;
  if (column === 'unit') return PIECES.test(foldText(cell));
  if (column === 'name') return /\p{L}{2}|[\p{Script=Han}]/u.test(cell) && /^[\p{L}\p{N}]/u.test(cell) && cell.length <= 80;
  return isSum(cell);
}

const isSum = (cell: string): boolean => /^[^\p{L}\p{N}]{0,2}[1-9]/u.test(cell.replace(/^JPY ?/, '')) && /^(?:[A-Z]{3} ?)?[^\p{L}\p{N}]{0,2} ?[0-9]{1,3}(?:(?:[ .,'’]?[0-9]{3})*)(?:[.,][0-9]{2})? ?(?:[A-Z]{3}|円|日元|[€$£¥])?$/u.test(cell);

/** `12`, `12 pcs`, `12袋`: pieces, and nothing that makes more of them. */
function quantityOf(cell: string): string | null {
  const [, digits, piece = ''] = /^([1-9][0-9]{0,3}) ?(\D*)$/u.exec(cell) ?? [];
  return digits === undefined || (piece !== '' && !PIECES.test(foldText(piece))) ? null : digits;
}

function understood(cells: readonly string[], columns: readonly ColumnKind[], catalogue: Catalogue): Row | null {
  if (cells.length !== columns.length || columns.some((column, at) => !fits(column, cells[at] ?? ''))) return null;
  const cell = (kind: ColumnKind): string => cells[columns.indexOf(kind)] ?? '';
  const [quantity, price] = [quantityOf(cell('quantity')) ?? '', closed(cell('price'))];
  return isGoods(cell('code'), catalogue) || !agrees(BigInt(quantity), price, closed(cell('sum')), catalogue.currency) ? null : { quantity, name: cell('name'), price };
}

/** A code that is one of the catalogue's may name another thing than the column beside it. */
const isGoods = (code: string, { items }: Catalogue): boolean => code !== '' && items.some(({ sku }) => foldText(sku) === foldText(code));

/** `2 400` in one piece. */
const closed = (sum: string): string => sum.replace(/(?<=[0-9])[ '’](?=[0-9]{3}(?![0-9]))/g, '');

/** Quantity times price is the sum, where both stand there. */
function agrees(quantity: bigint, price: string, sum: string, currency: Currency): boolean {
  const [one, all] = [price, sum].map((text) => (text === '' ? null : readAmount(text, currency)));
  if ([one, all].some((reading) => reading !== null && reading?.ok !== true)) return false;
  return one?.ok !== true || all?.ok !== true || one.money.minor * quantity === all.money.minor;
}
