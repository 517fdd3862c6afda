import { domainToASCII } from 'node:url';
import test from 'ava';
import fc from 'fast-check';
import { fromPunycode } from './punycode.ts';

test('labels as registries print them', (t) => {
  for (const [encoded, text] of [['r8jz45g', '例え'], ['mnchen-3ya', 'münchen'], ['p1ai', 'рф'], ['fa-hia', 'faß'], ['3e0b707e', '한국'], ['hxajbheg2az3al', 'παράδειγμα'], ['55qx5d', '公司']] as const) t.is(fromPunycode(encoded), text);
});

test('what is no Punycode', (t) => {
  for (const encoded of ['', '-', 'zz', 'ZZ', 'a_b', '99999999', 'é', '0'.repeat(63), 'z'.repeat(59)]) t.notThrows(() => fromPunycode(encoded), encoded);
  for (const encoded of ['', 'zz', 'a_b!', '99999999', 'é']) t.is(fromPunycode(encoded), null, encoded);
});

test('property: it reads what the host parser writes', (t) => {
  const label = fc.string({ unit: fc.constantFrom(...'abz019éüßñ例えのサ藤한글бдяδω'), minLength: 1, maxLength: 12 }).filter((text) => /[^\x00-\x7f]/.test(text));
  fc.assert(fc.property(label, (text) => {
    const ascii = domainToASCII(`${text}.example`).split('.')[0] ?? '';
    if (ascii.startsWith('xn--')) t.is(fromPunycode(ascii.slice(4)), text);
  }), { numRuns: 1_000 });
});
