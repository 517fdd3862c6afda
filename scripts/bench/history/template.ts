/**
 * What a small bank has stored of one payment, and of one account that was opened and paid into, with all that differs between two of them cut out:
 * so a large history is of the same rows that the real program writes.
 */
import { createHash, randomBytes } from 'node:crypto';
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
import { decisionLabel, entryLabel, keyHash, noticeBytesLabel, noticeLabel, paymentLabel, readingLabel, sha256Of } from '../../../clearinghouse/store/common/labels.ts';
import type { Sealer } from '../../../clearinghouse/store/common/sealing.ts';
import { cut, ID_COLUMNS, literally, type Copy, type Hole, type IdColumn, type Stencil } from './stencil.ts';

type Stored = Readonly<Record<string, SQLOutputValue>>;
export type Maker = (copy: Copy) => SQLInputValue;
/** `values` in the order of `columns`. */
export type RowTemplate = { readonly table: string; readonly columns: readonly string[]; readonly values: readonly Maker[] };
/** `rows` of one copy: how many ids it takes of each kind. */
/** `shared`: what all copies refer to. */
export type Template = { readonly shared: readonly One[]; readonly rows: readonly RowTemplate[]; readonly taken: Readonly<Record<IdColumn, number>> };

/** Of the row itself, in the order in which they may be written. */
const PAYMENT_TABLES: readonly (readonly [table: string, rows: string])[] = [
  ['letters', 'SELECT * FROM letters WHERE letter_id IN (SELECT letter_id FROM decisions WHERE sequence IN (SELECT sequence FROM decision_about WHERE payment_id = :payment)) ORDER BY letter_id'],
  ['readings', 'SELECT * FROM readings WHERE letter_id IN (SELECT letter_id FROM decisions WHERE sequence IN (SELECT sequence FROM decision_about WHERE payment_id = :payment)) ORDER BY letter_id'],
  ['decisions', 'SELECT * FROM decisions WHERE sequence IN (SELECT sequence FROM decision_about WHERE payment_id = :payment) ORDER BY sequence'],
  ['decision_about', 'SELECT * FROM decision_about WHERE payment_id = :payment ORDER BY sequence'],
  ['payments', 'SELECT * FROM payments WHERE payment_id = :payment'],
  ['spent_secrets', 'SELECT * FROM spent_secrets WHERE payment_id = :payment'],
  ['transfers', 'SELECT * FROM transfers WHERE payment_id = :payment'],
  ['holds', 'SELECT * FROM holds WHERE payment_id = :payment'],
  ['entries', 'SELECT * FROM entries WHERE payment_id = :payment ORDER BY entry_number'],
  ['notices', 'SELECT * FROM notices WHERE payment_id = :payment ORDER BY notice_number'],
  ['notice_bytes', 'SELECT notice_bytes.*, notice_id FROM notice_bytes JOIN notices USING (notice_number) WHERE payment_id = :payment ORDER BY notice_number'],
];

const LABELS: Readonly<Record<string, (row: Stored) => string>> = {
  readings: (row) => readingLabel(Number(row['letter_id']), Number(row['turn'])),
  decisions: (row) => decisionLabel(Number(row['sequence'])),
  payments: (row) => paymentLabel(Number(row['payment_id'])),
  entries: (row) => entryLabel(String(row['entry_id'])),
  notices: (row) => noticeLabel(String(row['notice_id'])),
  notice_bytes: (row) => noticeBytesLabel(String(row['notice_id'])),
};

/** The newest settled payment of the bank at `path`, whose addresses earlier ones have proven, so that it sets nothing of them. The tables that hold money in motion (postings, balances, tallies) are the writer's own. */
export function paymentTemplate(path: string, sealer: Sealer): Template & { readonly total: number; readonly currency: string; readonly at: number } {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const payment = database.prepare("SELECT payment_id, currency, total, opened_at, sealed FROM payments WHERE state = 'settled' ORDER BY payment_id DESC LIMIT 1").get();
    if (payment === undefined) throw new Error('the small bank has no settled payment');
    const id = Number(payment['payment_id']);
    const stored = PAYMENT_TABLES.flatMap(([table, sql]) => database.prepare(sql).all({ payment: id }).map((row) => ({ table, row })));
    const { total, currency, opened_at: at } = payment;
    const opened = sealer.openText(paymentLabel(id), payment['sealed'] as Uint8Array);
    const shared = database.prepare('SELECT * FROM rulebooks').all().map((row) => ({ table: 'rulebooks', row }));
    const { keys } = JSON.parse(opened) as { readonly keys: readonly string[] };
    return { shared, ...templateOf(stored, keys, holesOf(stored, opened, addressesIn(database)), sealer), total: Number(total), currency: String(currency), at: Number(at) };
  } finally {
    database.close();
  }
}

type One = { readonly table: string; readonly row: Stored };

const addressesIn = (database: DatabaseSync): ReadonlyMap<number, readonly [address: string, name: string]> =>
  new Map(database.prepare('SELECT address, party_id, name FROM addresses JOIN parties USING (party_id)').all().map((row) => [Number(row['party_id']), [String(row['address']), String(row['name'])]]));

export const personAddress = (party: number): string => `p${party}@people.example`;
/** Names of people have letters. */
export const personName = (party: number): string => `Person ${[...String(party)].map((digit) => 'ABCDEFGHIJ'.charAt(Number(digit))).join('')}`;

const DAY_MS = 86_400_000;
/** As far from its neighbours as the real ones, which are drawn by chance: what looks for them finds no page in the cache that it would not have found. */
const hashOf = (name: string, what: string, encoding: 'hex' | 'base64url'): string => createHash('sha256').update(`${name} ${what}`).digest(encoding);

/** `opened`: the payment itself, as it is sealed. */
function holesOf(stored: readonly One[], opened: string, people: ReadonlyMap<number, readonly [string, string]>): readonly Hole[] {
  const payment = stored.find(({ table }) => table === 'payments')?.row ?? {};
  const [id, reference] = [Number(payment['payment_id']), String(payment['reference'])];
  const sides = [['buyer_party', (copy: Copy) => copy.buyer], ['merchant_party', (copy: Copy) => copy.merchant]] as const;
  const deal = /"messageId":"order\.(d\d+)@/.exec(opened)?.[1] ?? '';
  const tokens = [...opened.matchAll(/"token":"(\w+)"/g)].map(([, token = '']) => token);
  const idsOf = (table: string, column: IdColumn): readonly number[] => stored.filter((one) => one.table === table).map(({ row }) => Number(row[column]));
  const letters = idsOf('letters', 'letter_id');
  const own = stored.filter(({ table }) => table === 'notices').map(({ row }) => String(row['notice_id']));
  const hole = (pattern: string, fill: (copy: Copy, match: string) => string): Hole => ({ pattern, fill: (match) => (copy) => fill(copy, match) });
  return [
    hole(literally(reference), (copy) => copy.reference),
    hole(literally(`${reference.slice(0, 4)}-${reference.slice(4)}`), ({ reference: [...all] }) => `${all.slice(0, 4).join('')}-${all.slice(4).join('')}`),
    hole(reference.toLowerCase(), (copy) => copy.reference.toLowerCase()),
    hole('v1\\.[A-Za-z0-9_-]{43}', ({ name }) => `v1.${hashOf(name, 'secret', 'base64url')}`),
    ...[...own, ...tokens].map((id, index) => hole(literally(id), ({ name }) => hashOf(name, String(index), 'hex').slice(0, id.length))),
    ...letters.map((letter, index) => hole(`"letterId":${letter}\\b`, (copy) => `"letterId":${copy.ids.letter_id + index}`)),
    ...sides.flatMap(([column, of]) => {
      const party = Number(payment[column]);
      const [address = '', name = ''] = people.get(party) ?? [];
      return [
        hole(`"party":${party}\\b`, (copy) => `"party":${of(copy)}`),
        hole(`\\bparty:${party}\\b`, (copy) => `party:${of(copy)}`),
        hole(`\\bparty ${party}\\b`, (copy) => `party ${of(copy)}`),
        hole(literally(address), (copy) => personAddress(of(copy))),
        hole(`\\b${literally(name)}\\b`, (copy) => personName(of(copy))),
      ];
    }),
    hole(`\\bpaid:${Number(payment['buyer_party'])}:${Number(payment['merchant_party'])}:\\d+`, (copy) => `paid:${copy.buyer}:${copy.merchant}:${dayIn(copy, Number(payment['opened_at']))}`),
    hole(`\\bfirst:${Number(payment['buyer_party'])}:${Number(payment['merchant_party'])}\\b`, (copy) => `first:${copy.buyer}:${copy.merchant}`),
    hole(`\\binvoice:${Number(payment['merchant_party'])}:`, (copy) => `invoice:${copy.merchant}:`),
    hole(`"paymentId":${id}\\b`, (copy) => `"paymentId":${copy.ids.payment_id}`),
    hole(`"id":${id},"reference"`, (copy) => `"id":${copy.ids.payment_id},"reference"`),
    hole(`\\b${deal}\\b`, (copy) => copy.name),
    hole(`\\b${deal.toUpperCase()}\\b`, (copy) => copy.name.toUpperCase()),
    hole('\\b1[5-9]\\d{11}\\b', (copy, match) => String(Number(match) + copy.later)),
  ];
}

const dayIn = (copy: Copy, at: number): number => Math.floor((at + copy.later) / DAY_MS);

/** Which of its payment's ids one is, by column and id: others stand between them, where payments overlap. */
type Places = ReadonlyMap<string, number>;

/** `keys`: of the payment, which stand as hashes. */
function templateOf(stored: readonly One[], keys: readonly string[], holes: readonly Hole[], sealer: Sealer): Omit<Template, 'shared'> {
  const known = ID_COLUMNS.map((column) => [column, [...new Set(stored.map(({ row }) => row[column]).filter((value) => typeof value === 'number'))].sort((a, b) => a - b)] as const);
  const places: Places = new Map(known.flatMap(([column, ids]) => ids.map((id, index) => [`${column} ${id}`, index] as const)));
  const taken = Object.fromEntries(known.map(([column, ids]) => [column, ids.length])) as Record<IdColumn, number>;
  return { rows: [...stored.map((one) => rowTemplate(one, places, holes, sealer)), ...keys.map((key) => keyTemplate(cut(key, holes)))], taken };
}

const keyTemplate = (key: Stencil): RowTemplate => ({ table: 'payment_keys', columns: ['key_hash', 'payment_id'], values: [(copy) => keyHash(key(copy)), (copy) => copy.ids.payment_id] });

function rowTemplate({ table, row }: One, places: Places, holes: readonly Hole[], sealer: Sealer): RowTemplate {
  // The bytes of a notice are named by its id, which is no column of theirs.
  const columns = Object.keys(row).filter((column) => table !== 'notice_bytes' || column !== 'notice_id');
  const label = LABELS[table];
  return {
    table, columns,
    values: columns.map((column): Maker => {
      const value = row[column] ?? null;
      if (table === 'notice_bytes' && column === 'sha256' && label !== undefined) return hashMaker(cut(sealer.openText(label(row), row['sealed'] as Uint8Array), holes));
      if (column === 'sealed' && label !== undefined) return sealedMaker(label(row), cut(sealer.openText(label(row), value as Uint8Array), holes), table, places, holes);
      return valueMaker(column, value, places, holes);
    }),
  };
}

function sealedMaker(label: string, plain: Stencil, table: string, places: Places, holes: readonly Hole[]): Maker {
  const relabel = labelMaker(label, table, places, holes);
  return (copy) => copy.sealer.sealText(relabel(copy), plain(copy));
}

const hashMaker = (plain: Stencil): Maker => (copy) => sha256Of(Buffer.from(plain(copy)));

/** `reading:3.1`, `decision:7`, `payment:1` bear a number of their table; the others a name in the text. */
function labelMaker(label: string, table: string, places: Places, holes: readonly Hole[]): Stencil {
  const column = ({ readings: 'letter_id', decisions: 'sequence', payments: 'payment_id' } as const)[table];
  if (column === undefined) return cut(label, holes);
  const [word = '', number = '', rest = ''] = /^(\w+:)(\d+)(.*)$/.exec(label)?.slice(1) ?? [];
  const offset = places.get(`${column} ${number}`) ?? 0;
  return (copy) => `${word}${copy.ids[column] + offset}${rest}`;
}

const HASHES = new Map<string, number>([['raw_sha256', 32], ['same_mail_hash', 16]]);

function valueMaker(column: string, value: SQLOutputValue, places: Places, holes: readonly Hole[]): Maker {
  if (value === null) return () => null;
  const hash = HASHES.get(column);
  if (hash !== undefined) return () => randomBytes(hash);
  if (typeof value === 'string') return cut(value, holes);
  if (typeof value !== 'number') return () => value as SQLInputValue;
  const id = ID_COLUMNS.find((one) => one === column);
  if (id !== undefined) {
    const offset = places.get(`${column} ${value}`) ?? 0;
    return (copy) => copy.ids[id] + offset;
  }
  if (column === 'buyer_party') return (copy) => copy.buyer;
  if (column === 'merchant_party') return (copy) => copy.merchant;
  return column === 'at' || column.endsWith('_at') ? (copy) => (value === 0 ? 0 : value + copy.later) : () => value;
}
