/** Senders beyond ASCII, with real signatures: who they are is read from raw UTF-8 (RFC 6532), and nobody else passes for them. */
import test, { type ExecutionContext } from 'ava';
import { makeDomain } from '../../scripts/test-mail.ts';
import { BOUNCE, PAY } from '../stories/people.ts';
import { noticeOf, openBank, told, type CaseBank } from './testing/bank.ts';
import { checkNothing } from './testing/checks.ts';
import { answer, answerFields, answerMail, askedBy, bringMail, bytesOf, forwardMail, orderMail, orderText, PW, signed, signedBytes, takeOrder, TOTAL, type Asked } from './testing/trade.ts';

const CORREO = makeDomain('correo.example');
const IDN = makeDomain('xn--r8jz45g.jp');
const EVIL = makeDomain('evil.example');
const HOMOGLYPH = makeDomain('xn--80ak6aa92e.example');
const JOSE = 'josé@correo.example';
const SATO = '佐藤@xn--r8jz45g.jp';

const RAW = { rawUtf8: true } as const;

let bank: CaseBank;
let asked: Asked;

test.before(async () => {
  bank = await openBank('international', { domains: [CORREO, IDN, EVIL, HOMOGLYPH] });
  await bank.open('Eve', 'eve@evil.example', 10_000n);
  await bank.open('José', JOSE, 10_000n);
  const order = await takeOrder(bank, JOSE, RAW);
  asked = askedBy(await bringMail(bank, forwardMail(bank, JOSE)), JOSE, order);
});
test.after.always(async () => {
  await bank?.stop();
});

const consents = (fields: readonly string[]): Buffer => bytesOf([...fields, 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit'], `OK ${PW}\n`);

/** A consent with that From, signed by that domain: nothing comes of it. */
async function refusedFrom(t: ExecutionContext, from: string | Buffer, domain: string): Promise<void> {
  const raw = consents(answerFields(bank, asked, 'FROM'));
  const at = raw.indexOf('FROM');
  const ruling = await bank.bring(signedBytes(bank, Buffer.concat([raw.subarray(0, at), Buffer.from(from), raw.subarray(at + 4)]), domain));
  await checkNothing(t, bank, asked, ruling);
  // Ambiguous as a whole, or of nobody that we know.
  t.true(ruling.disposition?.kind === 'set-aside' || ruling.disposition?.kind === 'refused', `${String(from)}: ${ruling.disposition?.kind}`);
  t.deepEqual(told(ruling), [], String(from));
}

test.serial('aligned SPF alone is not enough for this sender either', async (t) => {
  const ruling = await bank.bring(consents(answerFields(bank, asked)), { from: JOSE, clientAddress: '127.0.0.1', helo: 'mail.correo.example' });
  await checkNothing(t, bank, asked, ruling);
  t.deepEqual(ruling.disposition, { kind: 'set-aside', code: 'weak-sender' });
});

test.serial('From with an encoded word inside the address, mojibake, percent signs, a look-alike: nobody, though the domain has signed', async (t) => {
  for (const from of [
    '=?utf-8?q?jos=C3=A9?=@correo.example', 'José <=?utf-8?b?am9zw6k=?=@correo.example>', 'José <jos=?utf-8?q?=C3=A9?=@correo.example>', 'josÃ©@correo.example', 'jos%C3%A9@correo.example', 'jose@correo.example', 'jos\u200bé@correo.example', 'josé\u3000@correo.example', 'jоsé@correo.example',
    'josé＠correo.example', 'josé@ｃｏｒｒｅｏ.example', Buffer.from('jos\xe9@correo.example', 'latin1'),
  ]) await refusedFrom(t, from, 'correo.example');
});

test.serial('From that names José for one reader and Eve for another: not José', async (t) => {
  for (const from of ['=?utf-8?q?jos=C3=A9=40correo=2Eexample?= <eve@evil.example>', '"josé@correo.example" <eve@evil.example>', 'josé@correo.example <eve@evil.example>', '<=?utf-8?q?jos=C3=A9=40correo.example?=@evil.example>', 'josé@correo.example@evil.example', 'josé@correo.example']) await refusedFrom(t, from, 'evil.example');
});

test.serial('a homoglyph of the domain is another domain, whoever signs for it', async (t) => {
  await refusedFrom(t, 'josé@аррӏе.example', 'xn--80ak6aa92e.example');
  await refusedFrom(t, 'josé@xn--80ak6aa92e.example', 'xn--80ak6aa92e.example');
});

test.serial('the buyer’s own consent, with decomposed letters, is taken', async (t) => {
  const ruling = await answer(bank, asked, `OK ${PW}\n`, { from: 'José Núñez <jose\u0301@correo.example>', ...RAW });
  t.deepEqual([ruling.disposition?.code, ruling.moved], ['settled', TOTAL], JSON.stringify(ruling.findings.filter((finding) => finding.hit)));
});

test.serial('an IDN buyer whose client writes U-labels orders, is asked and pays', async (t) => {
  await bank.open('佐藤 孝夫', SATO, 10_000n);
  const order = orderMail(bank, SATO, { from: '佐藤　孝夫 <佐藤@例え.jp>', ...RAW });
  t.is((await bank.bring(signed(bank, order, {}, IDN))).disposition?.code, 'order-received');
  const forward = await bringMail(bank, forwardMail(bank, '佐藤@例え.jp', { text: `Total: 4,741 JPY\n\n---------- Forwarded message ---------\nFrom: 佐藤 <佐藤@例え.jp>\nSubject: Order\nTo: <shop@tea.example>\n\n${orderText(SATO)}` }));
  const question = noticeOf(forward, 'question');
  t.is(question?.notice.to, SATO);
  const own: Asked = { buyer: SATO, orderId: order.messageId, orderText: '', questionId: question?.notice.messageId ?? '', replyTo: question?.notice.replyTo ?? '', subject: 'x', questionText: '' };
  const ruling = await bank.bring(signed(bank, answerMail(bank, own, `OK ${PW}\n`, { from: '佐藤@例え.jp', ...RAW }), {}, IDN));
  t.is(ruling.disposition?.code, 'settled', JSON.stringify(ruling.findings.filter((finding) => finding.hit)));
  t.is(ruling.moved, TOTAL);
});

test.serial('a report of an internationalised server about a notice to such an address marks it (RFC 6533)', async (t) => {
  const notices = bank.world.sent.filter(({ notice }) => notice.to === JOSE).map(({ notice }) => notice);
  const reports = [['message/delivery-status', 'utf-8; \\x{E9}ve@evil.example'], ['message/delivery-status', 'utf-8; jos\\x{E9}@correo.example'], ['message/global-delivery-status', 'utf-8; josé@correo.example']] as const;
  for (const [index, [type, recipient]] of reports.entries()) {
    const body = `--b\nContent-Type: text/plain\n\nfailed\n--b\nContent-Type: ${type}\nContent-Transfer-Encoding: 8bit\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: ${recipient}\nAction: failed\nStatus: 5.6.7\n\n--b--\n`;
    const to = BOUNCE.replace('@', `+${notices[index]?.id}@`);
    const ruling = await bank.bring(bytesOf(['From: mailer-daemon@mx.example', `To: ${to}`, 'Subject: failed', `Date: ${new Date(bank.world.now).toUTCString().replace('GMT', '+0000')}`, `Message-ID: <dsn${index}@mx.example>`, 'MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=delivery-status; boundary=b'], body), { from: '', to: [to] });
    t.deepEqual(told(ruling), []);
    t.is(ruling.disposition?.code === 'report about another address', index === 0, `${recipient}: ${ruling.disposition?.code}`);
    const row = (await bank.store.listParties()).flatMap(({ addresses }) => addresses).find(({ address }) => address === JOSE);
    t.is(row?.undeliverable === null, index === 0, recipient);
  }
});

test.serial('a forward with the order attached as message/global is the order', async (t) => {
  const buyer = 'zoë@correo.example';
  await bank.open('Zoë', buyer, 10_000n);
  const mail = { from: buyer, to: 'shop@tea.example', cc: PAY, subject: 'Order', text: orderText(buyer), date: bank.world.now, messageId: 'zoe@correo.example', ...RAW };
  const order = signed(bank, mail);
  await bank.bring(order);
  const forward = await bringMail(bank, forwardMail(bank, buyer, { text: 'Total: 4,741 JPY\n', attachments: [{ filename: 'order.u8msg', type: 'message/global', content: order }] }));
  t.is(noticeOf(forward, 'question')?.notice.to, buyer, JSON.stringify([forward.disposition, forward.findings.filter((finding) => finding.hit)]));
});
