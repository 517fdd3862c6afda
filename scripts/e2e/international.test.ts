/** A buyer beyond ASCII on both sides of the @, over real SMTP (SMTPUTF8, RFC 6531) and LMTP: order, question, answer, receipts. */
import anyTest, { type TestFn } from 'ava';
import { currencyOf, money } from '../../clearinghouse/protocol/money.ts';
import { SHOP } from '../demo/play.ts';
import { PAY } from '../demo/world.ts';
import { signMail, writeMail, type TestMail } from '../test-mail.ts';
import { balanceOf, checkBooks, deliver, domainOf, DOMAINS, quiet, setScene, written, type Door, type Scene } from './bank.ts';
import { answerMail, orderMail, replyAddress, TRADE } from './trade.ts';

const test = anyTest as TestFn<Scene>;

const SATO = '佐藤@例え.jp';
const KEPT = '佐藤@xn--r8jz45g.jp';
const DOMAIN = 'xn--r8jz45g.jp';
const ALIKE = '佐籐@例え.jp';

test.before(async (t) => {
  const scene = await setScene('international', '', { domains: [...DOMAINS, DOMAIN] });
  t.context = scene;
  const JPY = currencyOf('JPY');
  if (JPY === null) throw new Error('no yen');
  const { clearing } = scene.world.clearinghouse().office;
  await clearing.instruct({ kind: 'open-party', name: '佐藤 孝夫', language: 'en', addresses: [KEPT], currencies: [JPY], balanceInReceipts: false });
  await clearing.instruct({ kind: 'deposit', address: KEPT, amount: money(JPY, 10_000n), reference: 'CASH-0002', by: ['Hana', 'Ken'] });
});
test.after.always((t) => t.context.leave());

/** As a mail program with SMTPUTF8 writes it: raw UTF-8 in From, the domain in U-labels. */
const signedBySato = (scene: Scene, mail: TestMail, from = SATO): Buffer => signMail(writeMail({ ...mail, from: `佐藤　孝夫 <${from}>`, rawUtf8: true }), domainOf(scene, DOMAIN), { time: mail.date });
const send = (scene: Scene, door: Door, mail: TestMail, from = SATO): Promise<number> => deliver(scene, door, { from, to: mail.to.startsWith('pay') ? mail.to : PAY }, signedBySato(scene, mail, from));

test.serial('order by SMTP, forward with U-labels, question over SMTPUTF8, answer by LMTP, receipts', async (t) => {
  const scene = t.context;
  t.is(await send(scene, 'smtp', orderMail(TRADE)), 250);
  const text = `Invoice: GT-tea\nTotal: 4,741 JPY\n\n---------- Forwarded message ----------\nFrom: 佐藤 孝夫 <${SATO}>\nSubject: Order tea\nTo: ${SHOP}\nCc: ${PAY}\n\n${orderMail(TRADE).text}`;
  const forward = signMail(writeMail({ from: SHOP, to: PAY, subject: 'Fwd: Order tea', text, date: Date.now(), messageId: 'forward@tea.example' }), domainOf(scene, 'tea.example'), { time: Date.now() });
  t.is(await deliver(scene, 'smtp', { from: SHOP, to: PAY }, forward), 250);
  const question = await scene.provider.take(SATO, (mail) => (mail.subject ?? '').startsWith('Pay JPY 4,741'), 60_000);
  t.deepEqual(question.to, [SATO], 'the one mailbox that it is for');
  t.regex(question.raw.toString('utf8'), /^To: 佐藤@例え\.jp\r$/m);
  t.is(replyAddress(question).replace(/\+.*@/, '@'), PAY);
  t.is(await send(scene, 'lmtp', answerMail(TRADE, question)), 250);
  await scene.provider.take(SATO, (mail) => (mail.subject ?? '').startsWith('Paid'), 60_000);
  const receipt = await scene.provider.take(SHOP, (mail) => (mail.subject ?? '').startsWith('Paid, ship'), 60_000);
  t.true(receipt.mail.text?.replace(/\s+/g, ' ').includes(`佐藤 孝夫 (${SATO} [${DOMAIN}])`), receipt.mail.text);
  t.is(await balanceOf(scene, KEPT), 10_000n - 4_741n);
  await quiet(scene);
  await checkBooks(t, scene);
});

test.serial('a look-alike at the same domain, signed by it, is nobody: silence', async (t) => {
  const scene = t.context;
  const before = written(scene).length;
  for (const door of ['smtp', 'lmtp'] as const) t.is(await send(scene, door, { from: ALIKE, to: PAY, subject: 'BALANCE', text: 'BALANCE\n', date: Date.now(), messageId: `alike.${door}@${DOMAIN}` }, ALIKE), 250);
  await quiet(scene);
  t.is(written(scene).length, before);
  await checkBooks(t, scene);
});
