/** Elements as text, read back by a parser that is not ours. */
import fc from 'fast-check';
import test from 'ava';
import { parseXml } from './testing/xml-tree.ts';
import { leaf, node, xmlDocument } from './xml.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('what XML has no place for is left out, and so are elements without content', (t) => {
  const text = xmlDocument(node('a', [leaf('b', 'x\u0000\u0007\uFFFE\uD800y'), leaf('c', ''), null, node('d', [leaf('e', '')])], { note: '1 < "2"' }));
  t.is(text, '<?xml version="1.0" encoding="UTF-8"?>\n<a note="1 &lt; &quot;2&quot;">\n  <b>xy</b>\n</a>\n');
});

test('any text comes back as it was, but for what XML has no place for', (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
      const plain = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
      const tree = parseXml(bytes(xmlDocument(node('a', [leaf('b', text, { c: text })]))));
      t.is(tree.children[0]?.text, plain);
      t.is(tree.children[0]?.attributes['c'], plain);
    }),
  );
});
