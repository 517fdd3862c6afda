/** What may stand on the public board by somebody's choice. */
import test from 'ava';
import fc from 'fast-check';
import { ALIAS_CHARACTERS, aliasTrouble, REASON_CHARACTERS, reasonTrouble } from './alias.ts';
import { referenceOf, showReference } from './reference.ts';

test('initials, names and nicknames are aliases', (t) => {
  for (const text of ['T.S.', 'T. S.', 'T.Sasaki', 'TS', 'Takao S.', '佐々木', '佐々木　隆', 'たかお', 'はいじ', '예지', 'José-María', 'Søren Ø', "O'Neil", 'tea4two', 'Takao 1985', 'Mr. T', 'R2-D2', 'Ωμέγα', '…Jo', 'x'.repeat(20)]) {
    t.is(aliasTrouble(text), null, text);
  }
});

const REFUSED: readonly (readonly [expected: RegExp, texts: readonly string[]])[] = [
  [/^1 to 20 characters$/, ['', 'x'.repeat(21), '長'.repeat(21), 'x'.repeat(100_000)]],
  [/control, direction or invisible/, ['Ta\nkao', 'Ta\tkao', 'Ta\u0000kao', 'Ta\u202Ekao', '\u2066T\u2069', 'T\u200BS', 'T\u00ADS', 'T\u2028S', '\uD800T', '\uE000T', '\u3164', 'T\u00A0S', 'T\u{E0041}S']],
  [/no blank/, [' Takao', 'Takao ', 'T  S', '　T', 'T　　S']],
  [/NFC/, ['e\u0301', `a${'\u0316'.repeat(4)}`]],
  [/no </, ['<b>T</b>', '＜T＞']],
  [/web or mail address/, ['a@b', 'T＠S', 'tea.example', 'ＴＥＡ．ｊｐ', 'http://t', 'www.t', 'St.Mary', 'xn--a.example', 'a1.co', 't.co']],
  [/at most 4 digits/, ['T 03-1234', 'T12345', 'T１２３４５', 'T ٠١٢٣٤']],
  [/reference/, ['K7F3-K29Q', 'k7f3k29q', 'is K7F3 K29Q', 'Ｋ７Ｆ３－Ｋ２９Ｑ', 'ABCD-EFGH', 'for K7F3\u2013K29Q']],
  [/at least one letter/, ['1985', '03-12', '★', '---']],
  [/means consent/, ['OK', 'ok Takao', 'yes', '"OK" T', 'はい', 'ＯＫ']],
];

for (const [expected, texts] of REFUSED) {
  test(`no alias: expected ${expected.source}`, (t) => {
    for (const text of texts) t.regex(aliasTrouble(text) ?? 'taken', expected, JSON.stringify(text.slice(0, 60)));
  });
}

test('a reason is a sentence that names nobody', (t) => {
  for (const text of ['at the wish of the person concerned', 'published by mistake, 2026', 'self-help: the party asked', 'made 2026', '本人の希望による。訂正はしません。', 'OK was given to erase it', 'password mistaken customer', 'the time was wrong. Corrected.', 'x'.repeat(80)]) {
    t.is(reasonTrouble(text), null, text);
  }
  for (const text of ['', 'x'.repeat(81), 'asked by takao@buyer.example', 'see https://bank.example/x', 'payment K7F3-K29Q', 'telephone 03-1234-5678', 'a\nb', '\u202Eb', 'order 8d1f2k3m withdrawn']) {
    t.not(reasonTrouble(text), null, text);
  }
});

test('property: what is taken is short, visible, without address, long number or reference', (t) => {
  const pieces = fc.constantFrom('T', '.', 'S', ' ', 'ex', '@', '1', '23', '　', '\u202E', '\n', 'é', '\u0301', '佐', '<', 'www.', '-', 'K7F3', 'OK', '\u{1F600}', 'ｊｐ', '．');
  const text = fc.oneof(fc.array(pieces, { maxLength: 14 }).map((all) => all.join('')), fc.string({ unit: 'binary', maxLength: 30 }));
  t.notThrows(() =>
    fc.assert(
      fc.property(text, (given) => {
        for (const [trouble, most] of [[aliasTrouble, ALIAS_CHARACTERS], [reasonTrouble, REASON_CHARACTERS]] as const) {
          if (trouble(given) !== null) continue;
          const plain = given.normalize('NFKC');
          if ([...given].length > most || /[\p{C}@<>]|:\/\/|\d{5}|\p{L}{2}\.\p{L}{2}/u.test(plain)) throw new Error(JSON.stringify(given));
        }
      }),
      { numRuns: 2_000 },
    ),
  );
});

test('property: every reference is seen, however people write it', (t) => {
  const key = new Uint8Array(32).fill(7);
  t.notThrows(() =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 40 - 1 }), fc.constantFrom('', 'see ', '支払い '), (number, before) => {
        const shown = showReference(referenceOf(number, key));
        if (aliasTrouble(before + shown) === null || reasonTrouble(before + shown) === null) throw new Error(shown);
      }),
      { numRuns: 1_000 },
    ),
  );
});

test('hostile lengths cost nothing', (t) => {
  for (const unit of ['a.', 'K7F3', '\u0301', ' ', '-', '1']) t.not(reasonTrouble(unit.repeat(1_000_000)), null);
});
