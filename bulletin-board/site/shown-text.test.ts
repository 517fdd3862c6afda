import test from 'ava';
import fc from 'fast-check';
import { html } from './html.ts';
import { readListPath, listPath, listedKinds } from './pages/list-page.ts';
import { referenceFrom, shownText } from './shown-text.ts';
import { makeTimes, minuteOf } from './times.ts';
import { servedAt, yearOf } from './web-root.ts';
import { languageOf, type Language } from './words.ts';

test('a reference as people type it', (t) => {
  for (const text of ['K7F3-K29Q', 'k7f3k29q', ' k7f3 k29q ', 'Ｋ７Ｆ３－Ｋ２９Ｑ', 'K7F3‑K29Q', 'K-7-F-3-K-2-9-Q', 'Ｋ７Ｆ３ーＫ２９Ｑ']) t.is(referenceFrom(text), 'K7F3-K29Q', text);
  t.is(referenceFrom('IlO0-oLi1'), '1100-0111');
  for (const text of ['', 'K7F3-K29', 'K7F3-K29QQ', 'K7F3-K29U', 'K7F3_K29Q', '[K7F3-K29Q]', 'Ж7F3K29Q', ' '.repeat(1_000_000)]) t.is(referenceFrom(text), null, text.slice(0, 20));
});

test('texts of strangers have one line, no hidden character and an end', (t) => {
  t.is(shownText('a\u202Eb\u0000c\nd\u200Be\uFEFF', 60), 'a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFD');
  t.is(shownText('\uD800x', 60), '\uFFFDx');
  t.is(shownText('Z\u0301\u0301\u0301\u0301\u0301', 60), 'Z\u0301\u0301\u0301');
  t.is(shownText('店'.repeat(61), 60), `${'店'.repeat(60)}…`);
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.integer({ min: 1, max: 80 }), (text, most) => {
    const shown = shownText(text, most);
    t.true([...shown].length <= most + 1);
    t.notRegex(shown, /[\p{Cc}\p{Cs}\u2028-\u202E\u2066-\u2069\u200B\u200E\u200F]/u);
    t.is(shownText(shown, most + 1), shown, 'shown again it stays the same');
  }));
});

test('nothing put into a page as text becomes markup', (t) => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    const { markup } = html`<p title="${text}">${text}</p>`;
    t.notRegex(markup.slice('<p title="'.length, -'</p>'.length).replace('">', ''), /[<>"']/);
  }));
  t.is(html`${['<', html`<b>${'&'}</b>`, null, false, 0]}`.markup, '&lt;<b>&amp;</b>0');
});

test('the address of a list reads back as the list', (t) => {
  const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
  const shop = fc.string({ minLength: 1, maxLength: 60 }).filter((text) => shownText(text, 60) === text);
  const filter = fc.record({ day, kind: fc.constantFrom(...listedKinds), shop }, { requiredKeys: [] });
  const before = fc.option(fc.record({ year: fc.constantFrom('2026', '2026b'), index: fc.nat() }));
  fc.assert(fc.property(filter, before, (wanted, from) => {
    const address = { filter: wanted, before: from };
    t.deepEqual(readListPath(listPath(address).split('/').slice(2).map(decodeURIComponent)), address);
  }));
});

test('only canonical paths of a log lead into the folder', (t) => {
  t.is(servedAt('board/2026/tile/entries/x001/x234/067'), 'immutable');
  t.is(servedAt('board/2026b/face/x001/x234/067.json'), 'face');
  for (const path of ['', 'board', 'board/2026', 'board/2026/', 'board/../2026/checkpoint', 'board/./checkpoint', 'board/2026/../checkpoint', 'board/.writing/checkpoint', 'logs.json', '/board/logs.json', 'board/2026/logs.json']) t.is(servedAt(path), null, path);
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('.', '/', '0', 'x', 'p', '%', '2', 'e') }), (tail) => t.true(servedAt(`board/2026/${tail}`) === null || !tail.includes('..'))));
  t.is(yearOf('bank.example/board/2026b'), '2026b');
  for (const origin of ['bank.example/board/..', 'bank.example/2026', 'bank.example/board/2026/x', 'a b/board/2026']) t.is(yearOf(origin), null, origin);
});

test('times in a zone, and the minute of a face', (t) => {
  const tokyo = makeTimes('Asia/Tokyo');
  const at = Date.UTC(2026, 10, 21, 16, 5, 9);
  t.deepEqual([tokyo.day(at), tokyo.clock(at), tokyo.seconds(at)], ['2026-11-22', '01:05', '01:05:09']);
  t.is(minuteOf('2026-11-21T16:05Z'), Date.UTC(2026, 10, 21, 16, 5));
  for (const text of ['', '2026-11-21', '2026-13-21T16:05Z', '2026-11-21T16:05:00Z', '2026-11-21T16:05+01:00']) t.is(minuteOf(text), null, text);
  t.throws(() => makeTimes('Mars/Olympus'), { instanceOf: RangeError });
});

test('the language that a browser asks for', (t) => {
  const cases: readonly (readonly [string | undefined, Language])[] = [[undefined, 'en'], ['', 'en'], ['ja', 'ja'], ['ja-JP,ja;q=0.9,en;q=0.8', 'ja'], ['en;q=0.1, ja;q=0.2', 'ja'], ['*', 'en'], ['de, ja;q=0.001', 'ja'], [';;;q=,'.repeat(10_000), 'en']];
  for (const [header, language] of cases) t.is(languageOf(header), language, header?.slice(0, 30) ?? 'none');
});
