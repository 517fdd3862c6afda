/** Cards as poppler sees them: fonts, page boxes, what stands on which page and where. */
import test from 'ava';
import fc from 'fast-check';
import { settlementCard } from './card.ts';
import type { CardOptions } from './card-options.ts';
import { japanesePostcode } from './postal.ts';
import { boxesOf, fontsOf, pagesOf, textOf, wordsOf, type SeenWord } from './testing/poppler.ts';
import { cardEn, cardJa, cards, someNumbers } from './testing/samples.ts';
import { UnprintableError } from './unprintable.ts';

const named = ({ form, language }: CardOptions): string => `${form}, ${language}`;
/** The sample cards, printed once. */
const made = new Map<CardOptions, Promise<Uint8Array>>();
const printed = (options: CardOptions): Promise<Uint8Array> => {
  const bytes = made.get(options) ?? settlementCard(options);
  made.set(options, bytes);
  return bytes;
};
const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;
const close = (text: string): string => text.normalize('NFKC').replace(/\s/g, '');
/** Paper beyond the trim of a postcard. */
const MARGIN = 12;
/** What stands inside of a postcard's trim: the words beyond it are for the printer. */
const onCard = (words: readonly SeenWord[]): readonly SeenWord[] => words.filter(({ top }) => top >= MARGIN);

for (const options of cards) {
  test(`two pages, every font embedded, nothing secret on the first: ${named(options)}`, async (t) => {
    const bytes = await printed(options);
    t.is(pagesOf(bytes), 2);
    const fonts = fontsOf(bytes);
    t.is(fonts.length, 2);
    for (const font of fonts) t.deepEqual(font, { name: font.name, embedded: true, subset: true, unicode: true });
    for (const args of [[], ['-layout'], ['-raw']]) {
      const outside = close(textOf(bytes, 1, args));
      t.true(outside.includes(close(options.to.name)) && outside.includes(close(options.bank.name)));
      t.false(outside.includes(options.cardId));
      for (const number of options.numbers) t.false(outside.includes(number), number);
    }
    t.false(Buffer.from(bytes).includes(options.cardId), 'nor in what the file tells of itself');
  });

  test(`all numbers with their indexes, in order, and what one has to know: ${named(options)}`, async (t) => {
    const inner = textOf(await printed(options), 2, ['-raw']);
    const rows = [...inner.matchAll(/^(\d\d) (\d{4}) (\d{4})$/gm)].map(([, index, one, other]) => `${index} ${one}${other}`);
    t.deepEqual(rows, options.numbers.map((number, at) => `${String(at + 1).padStart(2, '0')} ${number}`));
    const text = close(inner);
    const { cardId, bank, language, asked, form } = options;
    const ja = ['決済番号', `カード番号${cardId}`, '封', 'メールに', '電話では、決して番号を教えないでください', '一度に書く番号はひとつだけ', '発行日2026年11月21日', asked === 'in-order' ? '求められた順に' : 'どれでも使えます'];
    const en = ['Settlement numbers', `Card ${cardId}`, form === 'postcard' ? 'the seal' : 'the envelope', 'answer the bank\'s mail', 'Never tell a number by telephone', 'never two at once', 'Issued 21 November 2026', asked === 'in-order' ? 'in the order asked' : 'Any number that you have not used'];
    for (const words of [...(language === 'ja' ? ja : en), bank.telephone, bank.paymentAddress]) t.true(text.includes(close(words)), words);
  });
}

test('a postcard is a sheet of 200 × 148 mm with 3 mm of bleed, and room for marks', async (t) => {
  const bytes = await printed(cardJa);
  for (const page of [1, 2]) {
    const boxes = boxesOf(bytes, page);
    const sizeOf = (name: string): readonly number[] => { const box = boxes.get(name); return box === undefined ? [] : [box.left, box.bottom, box.right - box.left, box.top - box.bottom]; };
    const expected = { MediaBox: [0, 0, 224, 172], BleedBox: [9, 9, 206, 154], TrimBox: [12, 12, 200, 148] };
    for (const [name, mm] of Object.entries(expected)) sizeOf(name).forEach((value, at) => t.true(Math.abs(value - (mm[at] ?? 0)) < 0.1, `${name} ${value}`));
  }
});

test('a letter is A4', async (t) => {
  const bytes = await settlementCard({ ...cardEn, form: 'letter' });
  for (const name of ['MediaBox', 'TrimBox', 'BleedBox']) {
    const box = boxesOf(bytes, 1).get(name);
    t.true(Math.abs((box?.right ?? 0) - 210) < 0.1 && Math.abs((box?.top ?? 0) - 297) < 0.1);
  }
});

test('the same card gives the same bytes', async (t) => {
  for (const options of cards) t.true(same(await settlementCard(structuredClone(options)), await printed(options)), named(options));
  t.false(same(await printed(cardJa), await settlementCard({ ...cardJa, issuedAt: cardJa.issuedAt + 1_000 })));
});

test('a Japanese postcode stands in its frames, another one below the address', async (t) => {
  const digits = onCard(wordsOf(await printed(cardJa), 1)).filter(({ text, top }) => /^\d$/.test(text) && top < MARGIN + 20);
  t.is(digits.map(({ text }) => text).join(''), '1640023');
  // The middles of the frames, from the right edge and from the upper one.
  const middles = [52.85, 45.85, 38.85, 31.25, 24.45, 17.65, 10.85];
  digits.forEach(({ left, right, top, bottom }, at) => {
    t.true(Math.abs(MARGIN + 200 - (middles[at] ?? 0) - (left + right) / 2) < 0.3, `digit ${at}`);
    t.true(top > MARGIN + 11 && bottom < MARGIN + 21);
  });
  for (const postcode of ['〒164-0023', '１６４－００２３', '1640023', '164 0023', '164ー0023']) t.is(japanesePostcode(postcode), '1640023');
  for (const postcode of [null, '', 'H91 E2K3', '10115', '164-00234']) t.is(japanesePostcode(postcode), null);
  const abroad = textOf(await settlementCard({ ...cardEn, to: { ...cardEn.to, postcode: 'H91 E2K3', address: ['Galway', 'Ireland'] } }), 1, ['-raw']);
  t.regex(abroad, /POSTCARD/);
  t.regex(abroad, /Galway\nIreland\nH91 E2K3\n/);
});

test('numbers are behind the pattern, and nothing to read is in glue, fold or on the pattern', async (t) => {
  const bytes = await printed(cardJa);
  const inner = onCard(wordsOf(bytes, 2));
  t.is(inner.filter(({ text, left }) => /^\d{4}$/.test(text) && left > MARGIN + 100).length, 60, 'all on the back of the pattern');
  for (const word of inner) t.true(word.left >= MARGIN + 6 && word.right <= MARGIN + 194 && word.bottom <= MARGIN + 142 && (word.right < MARGIN + 96 || word.left > MARGIN + 104), word.text);
  for (const word of onCard(wordsOf(bytes, 1))) t.true(word.left > MARGIN + 104 && word.right <= MARGIN + 194, word.text);
});

const long = ['あ'.repeat(60), '寿限無寿限無五劫の擦り切れ'.repeat(5).slice(0, 60), 'W'.repeat(60), 'Maria Magdalena von und zu Hohenlohe-Waldenburg-Schillingsfürst', '東京 Tokyo タワー Tower '.repeat(4).slice(0, 60)];

test('names and addresses of 60 characters stay in their places', async (t) => {
  for (const at of [0, 2, 4]) {
    const name = long[at] ?? '';
    const address = [long[(at + 1) % long.length] ?? '', long[(at + 2) % long.length] ?? '', long[(at + 3) % long.length] ?? ''];
    const to = { name, postcode: at === 2 ? null : '164-0023', address };
    const postcard = onCard(wordsOf(await settlementCard({ ...cardJa, to }), 1));
    for (const word of postcard) t.true(word.left > MARGIN + 104 && word.right < MARGIN + 192.5 && word.bottom < MARGIN + 140, word.text);
    // The address ends above "personal", which stands at 97 mm.
    t.true(postcard.filter(({ top }) => top > MARGIN + 93 && top < MARGIN + 97).length === 0);
    const letter = await settlementCard({ ...cardEn, form: 'letter', to });
    const [top, bottom] = to.postcode === null ? [56, 90.2] : [13, 46];
    const shown = wordsOf(letter, 1).filter((word) => word.left < 98 && word.top < 95);
    t.true(shown.length > 4);
    for (const word of shown) t.true(word.left >= 24 && word.right <= 100.5 && word.top >= top && word.bottom <= bottom, word.text);
    const read = close(textOf(letter, 1, ['-raw']));
    for (const text of [name, ...address]) t.true(read.includes(close(text)), 'whole');
  }
});

test('what can not be shown whole is told, and nothing is printed', async (t) => {
  for (const [character, to] of [['ễ', { name: 'Nguyễn An' }], ['𠮷', { address: ['奈良県𠮷野郡'] }], ['👍', { name: 'A 👍' }], ['ש', { address: ['x', 'שלום'] }]] as const) {
    for (const form of ['postcard', 'letter'] as const) {
      const error = await t.throwsAsync(settlementCard({ ...cardJa, form, to: { ...cardJa.to, ...to } }), { instanceOf: UnprintableError });
      t.like(error.trouble, { reason: 'character', character });
      t.true(error.message.includes(`"${character}" (U+`));
    }
  }
  const crowded = await t.throwsAsync(settlementCard({ ...cardJa, to: { ...cardJa.to, address: Array.from({ length: 8 }, () => 'あ'.repeat(60)) } }), { instanceOf: UnprintableError });
  t.is(crowded.trouble.reason, 'room');
  const { message } = await t.throwsAsync(settlementCard({ ...cardJa, bank: { ...cardJa.bank, name: '銀'.repeat(400) } }), { instanceOf: UnprintableError });
  t.false(cardJa.numbers.some((number) => message.includes(number)));
});

test('variants and composed letters are shown by the letters that the fonts have', async (t) => {
  const to = { ...cardJa.to, name: '葛\u{E0100}西 José\u0020Zoë'.normalize('NFD') };
  t.true(close(textOf(await settlementCard({ ...cardJa, to }), 1)).includes('葛西JoséZoë様'));
});

test('cards that are none are refused, without a word of their numbers', async (t) => {
  const wrong: readonly Partial<CardOptions>[] = [
    { numbers: [] }, { numbers: someNumbers(61, 8) }, { digits: 7 }, { digits: 6, numbers: someNumbers(3, 6) }, { digits: 11, numbers: someNumbers(3, 11) },
    { numbers: ['04721937', '04721937'] }, { numbers: ['0472 1937'], digits: 9 }, { cardId: 'K7F3Q' }, { cardId: 'K7F3QO' }, { cardId: 'k7f3q9' },
  ];
  for (const each of wrong) {
    const error = await t.throwsAsync(settlementCard({ ...cardJa, ...each }), { instanceOf: RangeError });
    t.notRegex(error.message, /\d{4}/);
  }
});

test('property: any number of numbers, of any length, is on the inner page alone', async (t) => {
  await t.notThrowsAsync(fc.assert(
    fc.asyncProperty(fc.constantFrom(...cards), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 7, max: 10 }), async (options, count, digits) => {
      const numbers = someNumbers(count, digits);
      const bytes = await settlementCard({ ...options, digits, numbers });
      // Of a short card both columns stand on one line.
      const lines = textOf(bytes, 2, ['-raw']).split('\n').filter((line) => /^\d\d \d{3,4} [\d ]+$/.test(line));
      const rows = lines.flatMap((line) => [...line.matchAll(/(?<!\d)\d\d (\d{3,4}(?: \d{3,4}){1,2})(?!\d)/g)]).map(([, number = '']) => number.replaceAll(' ', ''));
      if (rows.join() !== numbers.join()) throw new Error(`${rows.length} of ${count}`);
      const outside = close(textOf(bytes, 1));
      if (numbers.some((number) => outside.includes(number))) throw new Error('a number outside');
    }),
    { numRuns: 6, examples: [[cardJa, 60, 10], [{ ...cardEn, form: 'letter' }, 60, 10], [cardEn, 1, 7], [cardJa, 2, 7], [cardJa, 3, 10]] },
  ));
});
