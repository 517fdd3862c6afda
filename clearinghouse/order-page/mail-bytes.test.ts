/** The order's mail in bytes, read by other people's library. */
import test from 'ava';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import type { AddressObject } from 'mailparser';
import { orderMailBytes } from './mail-bytes.ts';
import type { OrderMail } from './ports.ts';

const MAIL: OrderMail = {
  messageId: 'o.0123@bank.example', from: { name: 'Example Bank order page', address: 'order-page@bank.example' }, to: ['shop@gt.example', 'pay@bank.example'], replyTo: 'taro@example.jp',
  subject: "Order from Green Tea House's order page", date: Date.UTC(2026, 10, 21, 12), text: '2 x Sencha 100g\n\nMember: taro@example.jp\nPassword: 8305 1172\n',
};
const addresses = (field: AddressObject | AddressObject[] | undefined): string[] => [field ?? []].flat().flatMap(({ value }) => value.map(({ address }) => address ?? ''));

/** Readers trim blanks at the ends, each in its own way. */
const tidy = (text: string | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();

test('one mail to two, plain where it can be', async (t) => {
  const bytes = orderMailBytes(MAIL);
  const mail = await simpleParser(bytes, {});
  t.deepEqual([addresses(mail.from), addresses(mail.to), addresses(mail.replyTo)], [[MAIL.from.address], [...MAIL.to], ['taro@example.jp']]);
  t.deepEqual([mail.from?.value[0]?.name, mail.subject, mail.messageId, mail.date?.getTime(), mail.text], [MAIL.from.name, MAIL.subject, `<${MAIL.messageId}>`, MAIL.date, MAIL.text]);
  t.true(bytes.includes('Password: 8305 1172\r\n'));
  t.false(/(?<!\r)\n/.test(bytes.toString('latin1')));
  t.deepEqual(orderMailBytes(MAIL), bytes);
  t.false(bytes.includes('Auto-Submitted'));
});

test('any words of any language come through, in lines that are not too long', async (t) => {
  const line = fc.string({ unit: 'grapheme', maxLength: 120 }).map((text) => text.replace(/[\p{Cc}\p{Cs}\u2028\u2029\ufeff]/gu, ''));
  await fc.assert(fc.asyncProperty(line, line, line, async (name, subject, item) => {
    const bytes = orderMailBytes({ ...MAIL, from: { ...MAIL.from, name: `X${name}` }, subject: `${subject}。`, text: `1 x ${item}\n煎茶\n` });
    const mail = await simpleParser(bytes, {});
    t.is(tidy(mail.subject), tidy(`${subject}。`));
    t.is(tidy(mail.from?.value[0]?.name), tidy(`X${name}`));
    t.is(mail.text, `1 x ${item}\n煎茶\n`);
    t.true(bytes.toString('latin1').split('\r\n').every((one) => one.length <= 76));
  }), { numRuns: 100 });
});

test('an odd local part is quoted; what no header may hold is our own fault', async (t) => {
  t.deepEqual(addresses((await simpleParser(orderMailBytes({ ...MAIL, replyTo: 'taro..y@docomo.example' }), {})).replyTo), ['taro..y@docomo.example']);
  t.true(orderMailBytes({ ...MAIL, replyTo: 'taro..y@docomo.example' }).includes('Reply-To: "taro..y"@docomo.example\r\n'));
  t.false(orderMailBytes({ ...MAIL, replyTo: null }).includes('Reply-To'));
  const bad: readonly Partial<OrderMail>[] = [{ subject: 'a\r\nBcc: eve@evil.example' }, { from: { name: 'a\nb', address: MAIL.from.address } }, { replyTo: '佐藤@example.jp' }, { replyTo: 'a@b.example, c@d.example' }, { to: ['Shop <shop@gt.example>', MAIL.to[1]] }, { messageId: 'x>\r\nBcc: y' }];
  for (const more of bad) t.throws(() => orderMailBytes({ ...MAIL, ...more }), { instanceOf: RangeError, message: /^order mail: / }, JSON.stringify(more));
});
