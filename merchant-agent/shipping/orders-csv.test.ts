/** orders.csv: each paid order on one whole line, once, and nothing in it that a spreadsheet would run. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import fc from 'fast-check';
import test from 'ava';
import { csvCell } from './csv.ts';
import { appendOrder } from './orders-csv.ts';
import { readCsv } from './testing/csv-reader.ts';
import { paidOrder } from './testing/orders.ts';

function fileIn(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-orders-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'orders.csv');
}

const read = (file: string): string => readFileSync(file, 'utf8');
const references = (file: string): readonly string[] => readCsv(read(file).slice(1)).slice(1).map((row) => row.at(-1) ?? '');

const FIRST = '2026-11-21T02:05:00.000Z,2026-11-21T02:04:07.000Z,GT-1042,JPY,4741,Takao Sasaki,takao@buyer.example,2 x Sencha 100g / 1 x Bamboo whisk,board.bank.example/board/2026#2,K7F3-K29Q';

test('a header once, then one line for each order', (t) => {
  const file = fileIn(t);
  t.is(appendOrder(file, paidOrder()), 'written');
  t.is(appendOrder(file, paidOrder({ reference: 'ZZZZ-0001', invoice: 'GT-1043', paidAt: null })), 'written');
  const [header, first, second, end] = read(file).split('\r\n');
  t.is(header, '\uFEFFtold,paid,invoice,currency,total,name,address,goods,entry,reference');
  t.is(first, FIRST);
  t.regex(second ?? '', /^2026-11-21T02:05:00\.000Z,,GT-1043,.*,ZZZZ-0001$/);
  t.is(end, '');
});

test('told twice, written once', (t) => {
  const file = fileIn(t);
  appendOrder(file, paidOrder());
  const before = read(file);
  t.is(appendOrder(file, paidOrder({ toldAt: 0, invoice: 'other' })), 'there');
  t.is(read(file), before);
});

test('after a crash at any byte there is one whole line for each order', (t) => {
  const file = fileIn(t);
  // Every column may look like the last one, and a character may be cut in two.
  const look = { invoice: 'GT26-1042', buyer: { name: '佐々木, "隆夫" AAAA-1111', address: 'BBBB-2222' }, entry: 'CCCC-3333' };
  appendOrder(file, paidOrder(look));
  const one = readFileSync(file);
  appendOrder(file, paidOrder({ reference: 'ZZZZ-0001', ...look }));
  const two = readFileSync(file);
  for (let cut = 0; cut <= two.length; cut += 1) {
    writeFileSync(file, two.subarray(0, cut));
    // Any order may come first after the restart.
    const order = cut % 2 === 0 ? ['K7F3-K29Q', 'ZZZZ-0001'] : ['ZZZZ-0001', 'K7F3-K29Q'];
    for (const reference of order) appendOrder(file, paidOrder({ reference, ...look }));
    t.deepEqual([...references(file)].sort(), ['K7F3-K29Q', 'ZZZZ-0001'], `cut at ${cut} of ${two.length}`);
  }
  t.true(two.length > one.length);
});

test('what a person wrote into the file stays', (t) => {
  const file = fileIn(t);
  appendOrder(file, paidOrder());
  writeFileSync(file, `${read(file).replaceAll('\r\n', '\n')}remember: call Takao`);
  appendOrder(file, paidOrder({ reference: 'ZZZZ-0001' }));
  t.regex(read(file), /\nremember: call Takao\r\n2026.*ZZZZ-0001\r\n$/);
  t.is(appendOrder(file, paidOrder()), 'there', 'LF or CRLF, quoted or not');
});

test('a last line of a person that begins with a digit stays; what a crash left of a row goes, wherever it was cut', (t) => {
  for (const note of ['3 parcels are back', '2026: call Takao', '2026-11-21 Takao paid in cash']) {
    const file = fileIn(t);
    appendOrder(file, paidOrder());
    writeFileSync(file, `${read(file)}${note}`);
    appendOrder(file, paidOrder({ reference: 'ZZZZ-0001' }));
    t.true(read(file).includes(`\r\n${note}\r\n2026`), note);
  }
  const whole = fileIn(t);
  appendOrder(whole, paidOrder());
  const before = read(whole).length;
  appendOrder(whole, paidOrder({ reference: 'ZZZZ-0001' }));
  const both = read(whole);
  for (const left of [1, 4, 11, 24, 25, 40]) {
    const file = fileIn(t);
    writeFileSync(file, both.slice(0, before + left));
    appendOrder(file, paidOrder({ reference: 'ZZZZ-0001' }));
    t.is(read(file), both, `${left} characters of the row`);
  }
});

test('a spreadsheet that saved the file with other separators is understood', (t) => {
  const file = fileIn(t);
  writeFileSync(file, 'told;reference\r\n"2026-11-21";"K7F3-K29Q"\r\n');
  t.is(appendOrder(file, paidOrder()), 'there');
});

test('a folder that is not there, and a reference that is none, are faults', (t) => {
  t.throws(() => appendOrder(join(fileIn(t), 'below', 'orders.csv'), paidOrder()), { code: 'ENOENT' });
  t.throws(() => appendOrder(fileIn(t), paidOrder({ reference: 'K7F3' })), { instanceOf: RangeError });
});

test('cells: quotation marks, lines, formulas', (t) => {
  t.is(csvCell('plain'), 'plain');
  t.is(csvCell('a, "b"'), '"a, ""b"""');
  t.is(csvCell('a\r\nb\u2028c'), 'a b c');
  t.is(csvCell('=HYPERLINK("http://evil.example";"x")'), '"\'=HYPERLINK(""http://evil.example"";""x"")"');
  t.is(csvCell(' +81 3 1234'), "'+81 3 1234");
  t.is(csvCell('-1'), "'-1");
  t.is(csvCell('@SUM(A1)'), "'@SUM(A1)");
  t.is(csvCell('＝1+1'), "'＝1+1");
  t.is(csvCell('tea;=1+1'), '"tea;\'=1+1"');
  t.is(csvCell('"=1+1"'), '"""\'=1+1"""');
  t.is(csvCell('takao@buyer.example'), 'takao@buyer.example');
});

const tricky = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.stringMatching(/^[=+\-@,;"\r\n\t |ab＝]{0,12}$/));

test('whatever buyers are called, each order is one record of ten cells that runs nothing', (t) => {
  fc.assert(
    fc.property(tricky, tricky, tricky, (name, address, goods) => {
      const file = fileIn(t);
      const order = paidOrder({ buyer: { name, address } });
      appendOrder(file, { ...order, lines: order.lines.map((line) => ({ ...line, name: goods })) });
      const rows = readCsv(read(file).slice(1));
      t.deepEqual(rows.map((row) => row.length), [10, 10]);
      for (const cell of rows[1] ?? []) t.notRegex(cell, /^[=+\-@＝＋－＠]|[\r\n\t]/);
      for (const cell of read(file).split('\r\n')[1]?.split(/[;,|]/) ?? []) t.notRegex(cell, /^ *"* *[=+\-@＝＋－＠]/, 'at any separator');
    }),
    { numRuns: 200 },
  );
});
