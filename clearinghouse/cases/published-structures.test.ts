/** Case 103 with what has been published on MIME that filters and clients read apart: a consent only where every reader shows it first. */
import test from 'ava';
import { PUBLISHED_STRUCTURES } from './fixtures/published-structures.ts';
import { openBank, outcomeOf, type CaseBank } from './testing/bank.ts';
import { answerFields, makeQuestions, PW, signedBytes, type Asked } from './testing/trade.ts';

let bank: CaseBank;
let question: () => Promise<Asked>;

test.before(async () => {
  bank = await openBank('published');
  question = makeQuestions(bank);
});
test.after.always(async () => {
  await bank?.stop();
});

/** Odd, and read alike by all readers that were tried (the two parsers and Python's). */
const READ_ALIKE: readonly string[] = [
  'a boundary with a percent escape, extended',
  'a boundary in encoded pieces',
  'a boundary in pieces in the other order',
  'blanks around the equals sign',
  'two semicolons',
  'a semicolon in the quoted boundary',
  'a boundary that ends with two dashes',
  'a boundary that begins with two dashes',
  'a boundary of 71 characters',
  'a boundary that is folded',
  'a part behind the closing border',
  'text behind the closing border',
  'text before the first border',
  'a part of nothing but its border',
  'a type of the future',
  'header set',
  'alternatives, the last of a type that nobody knows',
  'alternatives with a calendar',
  'alternatives with AMP',
  'alternatives, one an attachment',
  'TNEF beside the text',
  'base64 in lower case with a colon',
  'an encoding that is folded',
  'base64 without its padding',
  'quoted-printable with small letters',
  'quoted-printable with an equals sign at the very end',
  'a charset in the HTML that is another',
  'a charset that only the HTML names',
  'an empty disposition',
  'a header block that ends with a blank line of blanks',
  'MIME-Version 2.0',
  'tag characters',
];

for (const [what, given, body] of PUBLISHED_STRUCTURES) {
  test.serial(`case 103: ${what}`, async (t) => {
    const asked = await question();
    const fields = [...answerFields(bank, asked).filter((field) => !given.some((other) => other.startsWith('MIME-Version') && field.startsWith('MIME-Version'))), ...given];
    const text = [...fields, '', body.replaceAll('PW', PW)].join('\n');
    const raw = Buffer.from(text.replaceAll('\n', '\r\n').replaceAll('\u2424', '\n'), 'utf8');
    const ruling = await bank.bring(signedBytes(bank, raw));
    t.not(ruling.disposition, null);
    t.is(outcomeOf(ruling) === 'CONSENT', READ_ALIKE.includes(what), JSON.stringify([ruling.disposition, ruling.findings.filter((finding) => finding.hit)]));
  });
}

test.serial('after them the books are whole', async (t) => {
  t.deepEqual(await bank.store.audit(), []);
  t.deepEqual(READ_ALIKE.filter((what) => !PUBLISHED_STRUCTURES.some(([name]) => name === what)), []);
});
