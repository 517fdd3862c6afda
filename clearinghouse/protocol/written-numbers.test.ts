/** What in a mail may be a printed number: found wherever its sender wrote it, never in another's words, and bounded. */
import test from 'ava';
import { findSeparators } from './layout.ts';
import { makeReading } from './make-reading.ts';
import { normalise } from './normalise.ts';
import type { ParsedMail, Verdict } from './reading.ts';
import { makeDigest } from './secret.ts';
import { withoutPlace } from './settlement-number.ts';
import { isNumberAlone, writtenNumbers, zeroed } from './written-numbers.ts';

const digest = makeDigest([{ version: 1, key: Buffer.alloc(32, 7) }]);
const verdict: Verdict = { strength: 'signed', address: 'takao@buyer.example', signature: null, findings: [] };

function found(text: string, subject = ''): readonly string[] {
  const { lines } = normalise(text);
  return writtenNumbers(subject, lines, findSeparators(lines), digest).map(({ digits }) => digits);
}

test('a number is found in every way in which people write it', (t) => {
  for (const text of ['48210937', '4821 0937', 'OK maple\n4821-0937', '(4821 0937)', 'No. 01: 4821 0937', '01 4821 0937', 'NO 4821\u30000937', '４８２１　０９３７です', '| a\n4821 0937', '4821\n0937', '4821.0937', '12 4821 0937 5510 2231', '*4821 0937*', '4 8 2 1 0 9 3 7']) t.true(found(text).includes('48210937'), text);
  t.true(found('', 'Re: 4821 0937').includes('48210937'));
  t.deepEqual(writtenNumbers('', ['4821 0937'], [], digest), [{ digits: '48210937', number: digest('4821-0937') }]);
});

test('what another hand wrote, and what is shorter or longer, is none', (t) => {
  for (const text of ['> 4821 0937', '| 4821 0937', '482109', '48210937551', 'Thanks\n\nOn Sat, 21 Nov 2026 at 10:32, Mirai Pay wrote:\n4821 0937', 'OK\n\n-----Original Message-----\nFrom: Mirai Pay <pay@bank.example>\nSubject: Pay?\n\n4821 0937', '2 Sencha 100g @ 1,080', '①②③④⑤⑥⑦⑧']) t.deepEqual(found(text).filter((digits) => digits.includes('4821')), [], text);
});

test('however many figures a mail holds, few readings are kept, in time linear in its length', (t) => {
  const began = performance.now();
  for (const text of ['1 '.repeat(500_000), '7'.repeat(1_000_000), '4821 0937\n'.repeat(20_000), '12345 '.repeat(100_000)]) t.true(found(text).length <= 250);
  t.true(performance.now() - began < 5_000);
  t.is(found('4821 0937\n'.repeat(100)).filter((digits) => digits === '48210937').length, 1);
});

test('the place of a number on its card is told from the password before it', (t) => {
  for (const place of ['01', '#01', '# 1', '№1', 'No. 1', 'No.1', 'no 01:', 'nr. 1', 'number 01', '(01)', '01)', '第1番', '1番', '番号1']) t.is(withoutPlace(`maple-7731-crow ${place}`), 'maple-7731-crow', place);
  for (const text of ['maple-7731-crow', 'river 1234', 'casino1', 'kimono1', '']) t.is(withoutPlace(text), null, text);
});

test('a consent is stored without the number, wherever it stands below it; a sentence of a shop keeps its figures', (t) => {
  const kept = (text: string, originals: ParsedMail['originals'] = []): string => {
    const headers = { messageId: 'm@buyer.example', inReplyTo: [], references: [], subject: '', date: 0, to: [], cc: [], recipients: [] };
    const parsed: ParsedMail = { refusal: null, findings: [], automatic: null, resent: false, bounce: null, headers, bodyHash: '', text, alternative: null, originals };
    return (makeReading(parsed, verdict, digest).text?.lines ?? []).join('\n');
  };
  for (const text of ['OK maple-7731-crow\n4821 0937', 'OK maple-7731-crow\n\nNo. 01: 4821-0937', 'OK 4821 0937 maple-7731-crow', 'OK, my number is 4821 0937 and the word maple-7731-crow']) t.notRegex(kept(text), /4821|0937/, text);
  t.regex(kept('OK, it was sent.\nThe parcel has the number 4821 0937 there.'), /4821 0937/);
  const original = { messageId: null, date: null, verdict, text: '2 Sencha\nPassword: maple-7731-crow' };
  t.regex(kept('OK\nTotal: 1 000 000 JPY', [original]), /1 000 000/);
});

test('a whole card in one mail, each number on a password line, is no text that is kept, and all of its numbers are seen', (t) => {
  const numbers = Array.from({ length: 30 }, (_, at) => String(48_210_937 + 1_371 * at));
  const headers = { messageId: 'm@buyer.example', inReplyTo: [], references: [], subject: '', date: 0, to: [], cc: [], recipients: [] };
  const parsed: ParsedMail = { refusal: null, findings: [], automatic: null, resent: false, bounce: null, headers, bodyHash: '', text: numbers.map((number) => `Password: ${number}`).join('\n'), alternative: null, originals: [] };
  const { text, written = [], findings } = makeReading(parsed, verdict, digest);
  t.deepEqual(text?.lines, []);
  t.true(findings.some(({ hit, detail }) => hit && detail === 'too-many-passwords'));
  t.deepEqual(numbers.filter((number) => !written.some(({ digits }) => digits === number)), []);
});

test('zeros stand for the figures alone: what reads like an invoice number stays one', (t) => {
  t.is(zeroed('No. 4821 0937, please', [{ digits: '48210937' }]), 'No. 00000000, please');
  t.is(zeroed('148210937', [{ digits: '48210937' }]), '148210937');
  t.true(isNumberAlone('No. 01: 4821 0937'));
  t.false(isNumberAlone('The parcel has the number 4821 0937'));
});
