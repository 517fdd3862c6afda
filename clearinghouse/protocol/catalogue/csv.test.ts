import test from 'ava';
import fc from 'fast-check';
import { readCsv } from './csv.ts';

const cells = (text: string): unknown => {
  const read = readCsv(text);
  return read.ok ? read.rows.map((row) => row.cells) : [read.line, read.expected];
};

test('commas, semicolons, quotes, byte order mark, both line ends, empty lines', (t) => {
  t.deepEqual(cells('a,b\r\n1,"2, ""3"""\r\n'), [['a', 'b'], ['1', '2, "3"']]);
  t.deepEqual(cells('\uFEFFa;b\n1;2,5\n\n'), [['a', 'b'], ['1', '2,5']]);
  t.deepEqual(cells('a,b\n"1\n2",'), [['a', 'b'], ['1\n2', '']]);
  t.deepEqual(cells('"a;b",c\n1,2'), [['a;b', 'c'], ['1', '2']]);
  t.deepEqual(cells(''), []);
});

test('rows are numbered by the line on which they begin', (t) => {
  const read = readCsv('a,b\n"1\n2",3\n4,5');
  t.deepEqual(read.ok && read.rows.map(({ line }) => line), [1, 2, 4]);
});

test('a stray or open quote mark is a fault, not mended', (t) => {
  t.deepEqual(cells('a,b\n"1"2,3'), [2, ', or the end of the line behind a closing quote mark']);
  t.deepEqual(cells('a,b\n1,"2'), [2, 'a closing quote mark']);
  t.deepEqual(cells('a,b\n1,2"3"'), [['a', 'b'], ['1', '2"3"']]);
});

test('what is written is read', (t) => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', 'ü', ' ') });
  fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
    const text = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\r\n');
    t.deepEqual(cells(`head,er\n${text}`), [['head', 'er'], ...rows]);
  }));
});
