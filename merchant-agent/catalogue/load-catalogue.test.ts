import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'ava';
import { teaShop, teaShopCsv } from '../order/fixtures/catalogue.ts';
import type { CatalogueReading } from '../../clearinghouse/protocol/catalogue/read-rows.ts';
import { checkCatalogue } from './check-catalogue.ts';
import { loadCatalogue } from './load-catalogue.ts';
import type { CatalogueRow } from '../../clearinghouse/protocol/catalogue/row.ts';

const folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
test.after.always(() => rmSync(folder, { recursive: true }));

let files = 0;
function load(text: string | Uint8Array): CatalogueReading {
  files += 1;
  const path = join(folder, `${files}.csv`);
  writeFileSync(path, text);
  return loadCatalogue(path);
}
const faults = (reading: CatalogueReading): string[] => (reading.ok ? [] : reading.faults.map(({ row, column, found }) => `${row} ${column}: ${found}`));

const HEAD = 'sku,name,other names,price,currency,tax,stock';
const row = (cells: string): string[] => faults(load(`${HEAD}\n${cells}\nOTHER-1,Other thing,,100,JPY,10,`));

test('the tea shop’s price list is its catalogue', (t) => {
  const read = load(teaShopCsv);
  t.deepEqual(read, { ok: true, catalogue: teaShop });
});

test('semicolons, any order of columns, byte order mark, CRLF, bars between names, no stock column', (t) => {
  const read = load('\uFEFFname;price;sku;currency;tax;other names\r\nSencha 100 g;1080;S-1;JPY;8;煎茶100g|Grüner Sencha\r\n"Whisk; bamboo";1 650;W-1;jpy;10 %;\r\n');
  t.deepEqual(read.ok && read.catalogue.items.map(({ sku, names, unit, taxRate, stock }) => [sku, names, unit.minor, taxRate, stock]), [
    ['S-1', ['Sencha 100 g', '煎茶100g', 'Grüner Sencha'], 1080n, 800, null], ['W-1', ['Whisk; bamboo'], 1650n, 1000, null],
  ]);
});

test('decimals of the currency; never a float', (t) => {
  const read = load(`${HEAD}\nA-1,Tea,,0.29,EUR,7.7,5\nB-1,Cup,,1.5,EUR,19,`);
  t.deepEqual(faults(read), ['3 price: 1.5']);
  const fine = load(`${HEAD}\nA-1,Tea,,0.29,EUR,7.7,5`);
  t.deepEqual(fine.ok && [fine.catalogue.items[0]?.unit.minor, fine.catalogue.items[0]?.taxRate], [29n, 770]);
});

test('each fault with its row and what was found', (t) => {
  t.deepEqual(row('A-1,Tea,,100,JPY,10,'), []);
  t.deepEqual(row('OTHER-1,Tea,,100,JPY,10,'), ['3 sku: OTHER-1']);
  t.deepEqual(row('a b,Tea,,100,JPY,10,'), ['2 sku: a b']);
  t.deepEqual(row('A-1,,,100,JPY,10,'), ['2 name: ']);
  t.deepEqual(row('A-1,Tea,,0,JPY,10,'), ['2 price: 0']);
  t.deepEqual(row('A-1,Tea,,-5,JPY,10,'), ['2 price: -5']);
  t.deepEqual(row('A-1,Tea,,1.080,JPY,10,'), ['2 price: 1.080']);
  t.deepEqual(row('A-1,Tea,,about 5,JPY,10,'), ['2 price: about 5']);
  t.deepEqual(row('A-1,Tea,,5,QQQ,10,'), ['2 currency: QQQ']);
  t.deepEqual(row('A-1,Tea,,5,EUR,10,'), ['3 currency: JPY']);
  t.deepEqual(row('A-1,Tea,,5,JPY,ten,'), ['2 tax: ten']);
  t.deepEqual(row('A-1,Tea,,5,JPY,100,'), ['2 tax: 100']);
  t.deepEqual(row('A-1,Tea,,5,JPY,10,-1'), ['2 stock: -1']);
  t.deepEqual(row('A-1,Tea,,5,JPY,10,1.5'), ['2 stock: 1.5']);
  t.is(row('A-1,Te\u202Ea,,5,JPY,10,').length, 1);
  t.is(row('A-1,"Te\u0007a",,5,JPY,10,').length, 1);
});

test('names that mean something else', (t) => {
  for (const name of ['5', '2 x', '100', '2x tea', 'tea x2', 'Password', 'Code: tea', 'Total', 'Total tea', 'OK tea', 'はい', '!!']) t.is(row(`A-1,${name},,5,JPY,10,`).length, 1, name);
  for (const name of ['No. 5 tea', 'Totalrausch', 'Okra', 'Blend 5', 'Codename', '7-spice mix']) t.deepEqual(row(`A-1,${name},,5,JPY,10,`).filter((one) => !/^2 name: No/.test(one)), [], name);
});

test('names that an order can’t tell apart', (t) => {
  t.deepEqual(row('A-1,Tea,other-thing,5,JPY,10,'), ['3 other names: Other thing']);
  t.deepEqual(faults(load(`${HEAD}\nA-1,Sencha,,5,JPY,10,\nA-2,Sencha 200 g,,9,JPY,10,`)), ['2 other names: Sencha']);
  t.deepEqual(faults(load(`${HEAD}\nA-1,Sencha 100 g,,5,JPY,10,\nA-2,Sencha 200 g,,9,JPY,10,`)), []);
  t.deepEqual(faults(load(`${HEAD}\nA-1,Matcha,,5,JPY,10,\nA-2,Matcha whisk,,9,JPY,10,`)), []);
});

test('the file as a whole', (t) => {
  t.deepEqual(faults(load('')), ['null null: an empty file']);
  t.deepEqual(faults(load(HEAD)), ['null null: no row']);
  t.deepEqual(faults(load('sku,name,price,currency\nA,B,1,JPY')), ['1 tax: no such column']);
  t.deepEqual(faults(load(`${HEAD},colour\n`)), ['1 null: colour']);
  t.deepEqual(faults(load(`${HEAD},tax\n`)), ['1 tax: tax']);
  t.deepEqual(faults(load(`${HEAD}\nA-1,Tea,5`)), ['2 null: 3 cells']);
  t.deepEqual(faults(load(`${HEAD}\nA-1,"Tea`)), ['2 null: "Tea']);
  t.deepEqual(faults(load(Buffer.from(`${HEAD}\nA-1,T\xE9,,5,JPY,10,`, 'latin1'))), ['null null: bytes that are no UTF-8']);
  t.throws(() => loadCatalogue(join(folder, 'none.csv')), { code: 'ENOENT' });
});

test('a table of SQLite says the same', (t) => {
  const path = join(folder, 'shop.sqlite');
  const database = new DatabaseSync(path);
  database.exec('CREATE TABLE items (sku TEXT, name TEXT, other_names TEXT, price, currency TEXT, tax, stock INTEGER)');
  const insert = database.prepare('INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?)');
  for (const { sku, names, unit, taxRate, stock } of teaShop.items) insert.run(sku, names[0] ?? '', names.slice(1).join('|'), unit.minor, unit.currency, taxRate / 100, stock);
  t.deepEqual(loadCatalogue(path), { ok: true, catalogue: teaShop });
  database.exec("UPDATE items SET price = 'free' WHERE sku = 'SEN-50'");
  t.deepEqual(faults(loadCatalogue(path)), ['1 price: free']);
  database.exec('ALTER TABLE items DROP COLUMN tax');
  database.close();
  t.deepEqual(faults(loadCatalogue(path)), ['null tax: no such column']);
});

test('rows that did not come from a file', (t) => {
  const one: CatalogueRow = { row: 7, cells: { sku: 'A-1', name: 'Tea', 'other names': '', price: '5', currency: 'JPY', tax: '', stock: '' } };
  t.deepEqual(checkCatalogue([one]), [{ row: 7, column: 'tax', found: '', expected: 'a percentage from 0 to 99.99, like 10 or 7.7', toDo: 'write the rate of tax' }]);
  t.deepEqual(checkCatalogue(Array.from({ length: 5001 }, () => one)).length, 1);
});
