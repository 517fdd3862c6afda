import test from 'ava';
import fc from 'fast-check';
import { encode, wrap } from 'nodemailer/lib/qp';
import { quotedPrintable } from './quoted-printable.ts';

/** nodemailer's own, which was in use before. */
const ended = (text: string): string => `${text}\r\n`;
const theirs = (text: string): string => wrap(encode(text), 76);

const word = fc.oneof(
  fc.constantFrom(' ', '.', '=', '\r\n', ' \r\n', '\t', '?', '!', ',', '-', '<p style="a=b">', 'お支払い', '、', '🍵', 'é', 'ー'.repeat(30), 'x'.repeat(76), 'x'.repeat(75), '='.repeat(26)),
  fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => !/\p{Cc}/u.test(text)),
  fc.nat({ max: 90 }).map((length) => 'a'.repeat(length)),
);

test('every text comes out as nodemailer writes it', (t) => {
  fc.assert(fc.property(fc.array(word, { maxLength: 60 }), (words) => {
    for (const text of [words.join(''), ended(words.join(''))]) t.is(quotedPrintable(text), theirs(text));
  }), { numRuns: 3_000 });
});

test('lines of every length around the limit, in one byte and in three, with an escape or a blank at every place', (t) => {
  for (const mark of ['', '=', ' ', '.', 'お', 'é', '🍵', '\r\n']) {
    for (let before = 0; before < 90; before += 1) {
      for (const after of ['', 'b'.repeat(60), '支'.repeat(40), '=\r\n', `${'c'.repeat(30)} d`]) {
        for (const text of [`${'a'.repeat(before)}${mark}${after}`, `${'払'.repeat(before)}${mark}${after}`].map(ended)) t.is(quotedPrintable(text), theirs(text), JSON.stringify(text));
      }
    }
  }
});

test('no line is longer than 76, and what is decoded is what was written', (t) => {
  const text = `<p style="margin:0">${'ご注文のお支払い、'.repeat(40)}=20 and ${'word '.repeat(60)}</p>\r\nend \r\n`;
  const encoded = quotedPrintable(text);
  t.true(encoded.split('\r\n').every((line) => line.length <= 76));
  const bytes = encoded.replaceAll('=\r\n', '').replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  t.is(Buffer.from(bytes, 'latin1').toString(), text);
});
