/** What a shop that has its customer's signed mail in hand can change in the fields that the signature does not cover, and brings to the bank first. */
import test from 'ava';
import { openBank, SHOP, told, type CaseBank, type Ruling } from './testing/bank.ts';
import { bringMail, forwardText, letter, newBuyer, orderMail, signedBytes } from './testing/trade.ts';
import { writeMail } from '../../scripts/test-mail.ts';

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
