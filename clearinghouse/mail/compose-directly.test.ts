/** The two roads to one mail: what is written directly is what nodemailer's composer makes, byte for byte. */
import test from 'ava';
import fc from 'fast-check';
import { bank, evidenceOf, examples, owed } from '../notices/fixtures/examples.ts';
import { roadExamples } from '../notices/fixtures/road-examples.ts';
import { renderNotice } from '../notices/index.ts';
import type { MailDraft } from '../protocol/letter.ts';
import { checkDraft, type CheckedDraft } from './checked-draft.ts';
import { composeDirectly } from './compose-directly.ts';
import { composeGenerally } from './compose-generally.ts';

const DOMAIN = 'bank.example';
const DRAFT: MailDraft = {
  from: { name: 'Sendai Credit Union', address: 'pay@bank.example' },
  to: 'hana@mail.example',
  replyTo: 'pay+q7.x@bank.example',
  subject: 'Pay JPY 4,741 to Green Tea House? [K7F3-K29Q]',
  messageId: 'n17.9f3a@bank.example',
  inReplyTo: 'order-1@mail.example',
  references: ['order-0@mail.example', 'order-1@mail.example'],
  date: Date.UTC(2026, 10, 21, 1, 32, 5),
  autoSubmitted: 'auto-generated',
  label: 'question; reference=K7F3-K29Q',
  text: 'Pay JPY 4,741 to Green Tea House?\n\nAnswer with the word OK and your password.\n',
  html: '<p style="margin:0">Pay JPY 4,741 to Green Tea House?</p>\n',
  attachments: [],
};

const directly = (draft: CheckedDraft): string | null => {
  const mail = composeDirectly(draft);
  return mail === null ? null : `${mail.header}\r\n${mail.body}`;
};
const generally = async (draft: CheckedDraft): Promise<string> => (await composeGenerally(draft)).toString('latin1');

test('every notice that the bank writes, in every language', async (t) => {
  let written = 0;
  for (const [name, facts] of Object.entries({ ...examples, ...roadExamples })) {
    for (const language of ['en', 'ja'] as const) {
      const { subject, text, html, attachments, label } = renderNotice(owed(facts, language), bank, evidenceOf(facts));
      const draft = checkDraft({ ...DRAFT, subject, text, html, attachments, label, messageId: `${name}.${language}@bank.example` }, DOMAIN);
      const direct = directly(draft);
      written += direct === null ? 0 : 1;
      if (direct !== null) t.is(direct, await generally(draft), `${name}.${language}`);
    }
  }
  // Statements have files whose type names a character set; all else goes the short way.
  t.true(written > 100, `${written} notices were written directly`);
});

const plain = (maxLength: number) => fc.string({ unit: 'grapheme', maxLength }).filter((text) => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text));
const words = fc.array(fc.oneof(plain(30), fc.constantFrom('=?utf-8?Q?a?=', '"', 'お支払い', ' ', 'Green Tea House', '=', '  ', '.', 'x'.repeat(80))), { maxLength: 12 }).map((all) => all.join(''));
const body = fc.array(fc.oneof(words, fc.constantFrom('', 'x'.repeat(77), ' ', '.', '--', 'From here', `${'お'.repeat(40)}。`)), { maxLength: 12 }).map((lines) => `${lines.join('\n')}\n`);
const id = fc.tuple(fc.stringMatching(/^[a-z0-9.+$%{}-]{1,100}$/), fc.constantFrom('mail.example', 'xn--r8jz45g.jp', 'a-very-long-name-of-a-host.somewhere.mail.example')).map((sides) => sides.join('@'));
const file = fc.record({ filename: fc.oneof(fc.stringMatching(/^[A-Za-z0-9_.-]{1,45}$/), plain(20), fc.constantFrom('receipt.tlog-proof', 'a b.csv', "it's.csv", '-x.bin')), contentType: fc.constantFrom('application/octet-stream', 'application/json', 'text/csv; charset=utf-8', 'text/plain', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'), content: fc.uint8Array({ maxLength: 400 }) });
const drafts = fc.record({
  from: fc.record({ name: fc.oneof(plain(40), fc.constantFrom('', 'Bank, "north"', '書留銀行')), address: fc.constant('pay@bank.example') }),
  to: fc.oneof(id, fc.constantFrom('taro..y@docomo.ne.jp', '.x@mail.example', 'a=b@mail.example', '佐藤@mail.example')),
  replyTo: fc.oneof(id.map((address) => address.replace(/@.*/, '@bank.example')), fc.constant(null)),
  subject: words,
  messageId: fc.stringMatching(/^[a-z0-9.]{1,60}$/).map((local) => `${local}@bank.example`),
  inReplyTo: fc.oneof(id, fc.constant(null)),
  references: fc.array(id, { maxLength: 4 }),
  label: fc.constantFrom('question', `refused; ${'code=x '.repeat(14)}`, undefined),
  text: body,
  html: body,
  attachments: fc.array(file, { maxLength: 3 }),
});

test('any draft, or it is left to the general composer', async (t) => {
  let written = 0;
  await fc.assert(
    fc.asyncProperty(drafts, async ({ label, ...some }) => {
      const given = { ...DRAFT, ...some, ...(label === undefined ? {} : { label }) };
      const draft = fits(given);
      if (draft === null) return;
      const direct = directly(draft);
      if (direct === null) return;
      written += 1;
      t.is(direct, await generally(draft));
    }),
    { numRuns: 1_500 },
  );
  t.true(written > 100, `${written} drafts were written directly`);
});

function fits(draft: MailDraft): CheckedDraft | null {
  try {
    return checkDraft(draft, DOMAIN);
  } catch {
    return null;
  }
}

test('what is seldom is left to the general composer', (t) => {
  const bytes = new Uint8Array(4);
  const seldom: readonly Partial<MailDraft>[] = [
    { to: 'taro..y@docomo.ne.jp' },
    { to: '佐藤@mail.example' },
    { subject: ' ' },
    { subject: 'see =?utf-8?Q?a b?= here' },
    { text: 'no line end' },
    { html: '' },
    { html: `${'x'.repeat(40_000)}\n` },
    { attachments: [{ filename: '明細.csv', contentType: 'text/csv', content: bytes }] },
    { attachments: [{ filename: 'a.csv', contentType: 'text/csv; charset=utf-8', content: bytes }] },
    { attachments: [{ filename: 'a.bin', contentType: 'application/octet-stream', content: new Uint8Array() }] },
  ];
  for (const some of seldom) t.is(directly(checkDraft({ ...DRAFT, ...some }, DOMAIN)), null, JSON.stringify(some));
  t.not(directly(checkDraft(DRAFT, DOMAIN)), null);
});
