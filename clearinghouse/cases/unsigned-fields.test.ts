/** What a shop that has its customer's signed mail in hand can change in the fields that the signature does not cover, and brings to the bank first. */
import test from 'ava';
import { PAY } from '../stories/people.ts';
import { openBank, SHOP, told, type CaseBank, type Ruling } from './testing/bank.ts';
import { bringMail, forwardText, letter, newBuyer, orderMail, signed, signedBytes } from './testing/trade.ts';
import { writeMail, type TestMail } from '../../scripts/test-mail.ts';

/** As Outlook.com signs: neither To nor the thread. */
const OUTLOOK = ['from', 'date', 'subject', 'message-id', 'content-type', 'mime-version'];
/** As Gmail signs: neither Content-Type nor Content-Transfer-Encoding. */
const GMAIL = ['from', 'from', 'to', 'to', 'cc', 'cc', 'subject', 'subject', 'date', 'message-id', 'mime-version', 'in-reply-to', 'references'];

let bank: CaseBank;

test.before(async () => {
  bank = await openBank('unsigned');
});
test.after.always(async () => {
  await bank?.stop();
});

const changed = (mail: Buffer, from: string, to: string): Buffer => Buffer.from(mail.toString('latin1').replace(from, to), 'latin1');
const words = (line: string): string => `2 Sencha 100g\n\nPassword: maple-7731-crow\n${line}\n`;

/** An order in plain text, signed as Gmail signs. */
function orderOf(buyer: string, body: Buffer, charset = 'utf-8'): Buffer {
  const head = changed(writeMail({ ...orderMail(bank, buyer), text: '' }), 'charset=utf-8', `charset=${charset}`).toString('latin1');
  return signedBytes(bank, Buffer.concat([Buffer.from(head.replace(/Content-Transfer-Encoding: .*\r\n/, 'Content-Transfer-Encoding: 8bit\r\n'), 'latin1'), body]), 'buyer.example', { fields: GMAIL });
}

const forwardOf = (buyer: string, line: string): Promise<Ruling> => bringMail(bank, letter(bank, SHOP, { subject: 'Fwd: Order', text: forwardText(buyer, words(line), 'Total: 9,800 JPY\n') }));

for (const [line, charset] of [['上限：5,000 JPY', 'windows-1251'], ['Jusqu\'à : 4 500 JPY', 'windows-1252'], ['上限：5,000 JPY', 'shift_jis']] as const) {
  test.serial(`case 72: a ceiling as ${charset} (${line}): nobody's order, and the true mail counts`, async (t) => {
    const buyer = await newBuyer(bank);
    const order = orderOf(buyer, Buffer.from(words(line).replaceAll('\n', '\r\n')));
    const first = await bank.bring(changed(order, 'charset=utf-8', `charset=${charset}`));
    t.is(first.disposition?.kind, 'set-aside', JSON.stringify(first.disposition));
    t.deepEqual(told(first), []);
    t.is((await bank.bring(order)).disposition?.code, 'order-received');
    t.is((await forwardOf(buyer, line)).disposition?.code, 'above-ceiling');
  });
}

test.serial('case 72: what an old client writes in ISO-8859-1 is taken; where nothing shows the charset its sender is asked to write anew', async (t) => {
  const western = await newBuyer(bank);
  t.is((await bank.bring(orderOf(western, Buffer.from(words('Höchstens: 5000 JPY').replaceAll('\n', '\r\n'), 'latin1'), 'iso-8859-1'))).disposition?.code, 'order-received');
  t.is((await forwardOf(western, 'Höchstens: 5000 JPY')).disposition?.code, 'above-ceiling');
  const japanese = Buffer.concat([Buffer.from(words('').trimEnd().replaceAll('\n', '\r\n')), Buffer.from([0x0d, 0x0a, 0x8f, 0xe3, 0x8c, 0xc0, 0x81, 0x46]), Buffer.from('5000 JPY\r\n')]);
  for (const charset of ['shift_jis', 'iso-8859-1', 'windows-1251']) {
    const buyer = await newBuyer(bank);
    const ruling = await bank.bring(orderOf(buyer, japanese, charset));
    t.deepEqual(ruling.disposition, { kind: 'refused', code: 'unreadable' }, charset);
    t.deepEqual(told(ruling), [`help ${buyer}`]);
    t.true(ruling.findings.some(({ code, detail }) => code === 'unreadable' && detail.startsWith('unsigned-charset')), JSON.stringify(ruling.findings.filter(({ hit }) => hit)));
  }
});

const cancelOf = (buyer: string, order: TestMail, fields: readonly string[]): Buffer =>
  signed(bank, letter(bank, buyer, { to: SHOP, cc: PAY, subject: 'Re: Order', text: 'CANCEL\n', html: '<div>CANCEL</div>', inReplyTo: order.messageId }), { fields: [...fields] });

test.serial('case 72: a CANCEL made unreadable or empty by its Content-Type: the true one counts', async (t) => {
  for (const [type, ends] of [['multipart/mixed', 'unreadable'], ['multipart/encrypted', 'mail in a running order']] as const) {
    const buyer = await newBuyer(bank);
    const order = orderMail(bank, buyer);
    await bringMail(bank, order);
    const cancel = cancelOf(buyer, order, GMAIL);
    t.is((await bank.bring(changed(cancel, 'multipart/alternative', type))).disposition?.code, ends);
    t.deepEqual((await bank.bring(cancel)).disposition, { kind: 'advanced', code: 'cancelled' }, type);
  }
});

test.serial('case 73: a CANCEL made a reply to another order by its thread ends neither; alone it ends the one that is open', async (t) => {
  const buyer = await newBuyer(bank);
  const [first, second] = [orderMail(bank, buyer), orderMail(bank, buyer, { text: '3 tea\n\nPassword: maple-7732-crow\n' })];
  await bringMail(bank, first);
  await bringMail(bank, second);
  const cancel = cancelOf(buyer, first, OUTLOOK);
  for (const raw of [changed(cancel, first.messageId, second.messageId), cancel]) t.deepEqual((await bank.bring(raw)).disposition, { kind: 'refused', code: 'thread-unsigned' });
  t.deepEqual((await bringMail(bank, letter(bank, buyer, { text: 'CANCEL\n', inReplyTo: second.messageId }))).disposition, { kind: 'advanced', code: 'cancelled' });
  const again = Buffer.concat([Buffer.from('Received: from a by b; Sat, 21 Nov 2026 01:40:00 +0000\r\n'), cancel]);
  t.deepEqual((await bank.bring(again)).disposition, { kind: 'advanced', code: 'cancelled' });
});
