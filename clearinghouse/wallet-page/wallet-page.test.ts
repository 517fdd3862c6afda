/** The file itself, as text. In a browser: browser.test.ts. */
import { createHash } from 'node:crypto';
import test from 'ava';
import fc from 'fast-check';
import { dataBlock, markup } from './markup.ts';
import { texts } from './sections.ts';
import { madeOptions } from './testing/options.ts';
import { makeWalletPage, walletPageHash } from './wallet-page.ts';

const sha256 = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** What stands between the tags of elements of that name, with their attributes before it. */
const elements = (html: string, name: string): readonly (readonly [attributes: string, content: string])[] =>
  [...html.matchAll(new RegExp(`<${name}([^>]*)>([^]*?)</${name}>`, 'g'))].map(([, attributes = '', content = '']) => [attributes, content]);

test('one file: nothing from elsewhere, nothing inline but its own script and style, which the policy names', async (t) => {
  const { html, sha256: hash } = await makeWalletPage(madeOptions());
  const [[, style] = ['', ''], ...styles] = elements(html, 'style');
  const [[type, data] = ['', ''], [attributes, script] = ['', ''], ...scripts] = elements(html, 'script');
  t.deepEqual([styles.length, scripts.length, attributes], [0, 0, '']);
  t.is(type, ' type="application/json" id="given"');
  t.deepEqual((JSON.parse(data) as { options: unknown }).options, madeOptions());
  const policy = `default-src 'none'; script-src '${sha256(script)}'; style-src '${sha256(style)}'; connect-src 'none'; form-action 'none'; base-uri 'none'`.replaceAll("'", '&#39;');
  t.true(html.includes(`<meta http-equiv="Content-Security-Policy" content="${policy}">`));
  t.true(html.indexOf('Content-Security-Policy') < html.indexOf('<style>'));
  const shell = html.replace(script, '').replace(style, '').replace(data, '');
  t.notRegex(shell, /\son[a-z]+=|\sstyle=|\ssrc=|<link|<img|<iframe|<object|<base|https?:|javascript:/i);
  t.notRegex(style, /url\(|@import/);
  t.notRegex(script, /localStorage|sessionStorage|indexedDB|document\.cookie|XMLHttpRequest|WebSocket|sendBeacon|EventSource|\beval\(/);
  t.is(hash, createHash('sha256').update(Buffer.from(html)).digest('hex'));
  t.is(hash, walletPageHash(html));
  t.true(html.length < 200_000, `${html.length} characters`);
});

test('the licences of what is in the script go along', async (t) => {
  const { html } = await makeWalletPage(madeOptions());
  for (const name of ['age-encryption', '@noble/ciphers', '@noble/curves', '@noble/hashes', '@noble/post-quantum', '@scure/base']) t.true(html.includes(`/* ${name}\n`), name);
  t.is([...html.matchAll(/Redistribution and use in source and binary forms|Permission is hereby granted/g)].length, 6);
});

test('the same options in any order give the same bytes, others give other bytes', async (t) => {
  const { html } = await makeWalletPage(madeOptions());
  const turned = Object.fromEntries(Object.entries(madeOptions()).reverse()) as ReturnType<typeof madeOptions>;
  t.is((await makeWalletPage({ ...turned, currencies: ['JPY', 'EUR', 'JPY'] })).html, html);
  for (const other of [{ language: 'ja' }, { enrolTo: null }, { account: 'taro@mail.example' }, { currencies: ['EUR'] }] as const) t.not((await makeWalletPage(madeOptions(other))).html, html);
});

test('hostile names stay names', async (t) => {
  const plain = (await makeWalletPage(madeOptions())).html;
  const count = (html: string, what: string): number => html.split(what).length;
  for (const name of ['</script><script>alert(1)</script>', '<!--<script>', '</title><img src=x onerror=alert(1)>', '"><base href=//evil.example>', '$& $1 $` ${1+1} {{1}}', '\u2028\u2029&lt;/script&gt;', '</style><style>*{}', "'; default-src *"]) {
    const { html } = await makeWalletPage(madeOptions({ bankName: name, telephone: name }));
    for (const tag of ['<script', '</script', '<style', '</style', '<!--', '<img', '<base', '</title']) t.is(count(html.toLowerCase(), tag), count(plain.toLowerCase(), tag), `${tag} of ${name}`);
    const [[, data] = ['', '']] = elements(html, 'script');
    const given = (JSON.parse(data) as { options: { bankName: string; telephone: string } }).options;
    t.deepEqual([given.bankName, given.telephone], [name, name]);
    t.true(html.includes(markup`<p class="bank">${name}</p>`.text));
  }
});

test('a block of data can’t be left, whatever is in it', (t) => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('</script', '<!--', ']]>', '&amp;', '\u2028', '\\u003c', '\\'))), (parts) => {
      const { text } = dataBlock({ value: parts.join('') });
      t.notRegex(text, /[<>&\u2028\u2029]/);
      t.deepEqual(JSON.parse(text), { value: parts.join('') });
    }),
  );
});

test('options that no page could work with are refused', async (t) => {
  for (const wrong of [
    { recipient: 'age1qqqq' }, { recipient: madeOptions().recipient.replace(/.$/, (last) => (last === 'q' ? 'p' : 'q')) }, { recipient: `age1pq1${'q'.repeat(58)}` }, { recipient: 'AGE-SECRET-KEY-1' },
    { account: 'Hana <hana@mail.example>' }, { bankAddress: 'pay@BANK.example' }, { enrolTo: '' }, { currencies: [] }, { currencies: ['eur'] }, { currencies: ['XYZ'] }, { language: 'de' as 'en' },
  ]) await t.throwsAsync(makeWalletPage(madeOptions(wrong)), { instanceOf: RangeError }, JSON.stringify(wrong));
});

test('both languages have all texts, and name the same values', (t) => {
  const values = madeOptions();
  for (const name of Object.keys(texts.en) as (keyof typeof texts.en)[]) {
    const [en, ja] = [texts.en[name], texts.ja[name]];
    t.is(typeof en, typeof ja, name);
    if (typeof en !== 'function' || typeof ja !== 'function' || name === 'day') continue;
    const told = [en, ja].map((text) => (text as (options: typeof values) => string)(values));
    for (const value of [values.account, values.bankAddress, values.enrolTo ?? '', values.telephone, values.bankName]) t.is(told[0]?.includes(value), told[1]?.includes(value), `${name}: ${value}`);
  }
  t.is(texts.en.secretRules.length, texts.ja.secretRules.length);
});
