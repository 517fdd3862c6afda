/** Whoever does not prove who they are, and whatever no person wrote, is answered by nothing and moves no money. */
import anyTest, { type ExecutionContext, type TestFn } from 'ava';
import type { Disposition } from '../../clearinghouse/core/decision.ts';
import { BUYER, SHOP } from '../demo/play.ts';
import type { Delivered } from '../demo/provider.ts';
import { BANK_DOMAIN, PAY } from '../demo/world.ts';
import { writeMail, type TestMail } from '../test-mail.ts';
import { balanceOf, checkBooks, deliver, DEPOSIT, lastLetter, newest, PATIENT, quiet, setScene, signed, written, type Door, type Envelope, type Scene } from './bank.ts';
import { answerMail, ask, orderMail, replyAddress, takeReceipts, TRADE } from './trade.ts';

type Asked = { readonly scene: Scene; readonly question: Delivered };
const test = anyTest as TestFn<Asked>;

/** A letter with the right password, to the right address, that is nobody's word. */
type Silent = {
  readonly title: string;
  readonly ends: Disposition['kind'];
  readonly code: string | RegExp;
  readonly door?: Door;
  /** Else the buyer's, to the question's reply address. */
  readonly envelope?: (asked: Asked) => Partial<Envelope>;
  readonly raw: (asked: Asked, messageId: string) => Uint8Array;
};

const EVE = 'eve@evil.example';
const okay = ({ question }: Asked, messageId: string, more: Partial<TestMail> = {}): TestMail => ({ ...answerMail(TRADE, question), messageId, ...more });
const withFields = (...headers: readonly (readonly [string, string])[]): Pick<TestMail, 'headers'> => ({ headers });
/** Fields that a server puts on top of a mail that it passes on. */
const onTop = (fields: string, raw: Uint8Array): Buffer => Buffer.concat([Buffer.from(fields), raw]);
const RESENT = `Resent-From: <${SHOP}>\r\nResent-To: <${PAY}>\r\nResent-Date: Sat, 21 Nov 2026 10:40:00 +0900\r\nResent-Message-ID: <again@tea.example>\r\n`;

const fromEve = (asked: Asked, id: string, From: string, more: Partial<TestMail> = {}): Buffer => signed(asked.scene, okay(asked, id, { from: EVE, ...withFields(['From', From]), ...more }));
const eves = (): Partial<Envelope> => ({ from: EVE });
const nobodys = (): Partial<Envelope> => ({ from: '' });

const unproved: readonly Silent[] = [
  { title: 'unsigned mail by LMTP', ends: 'set-aside', code: 'not-authenticated', door: 'lmtp', raw: (asked, id) => writeMail(okay(asked, id)) },
  { title: 'unsigned mail with aligned SPF', ends: 'set-aside', code: 'weak-sender', raw: (asked, id) => writeMail(okay(asked, id)) },
  { title: 'unsigned mail with another domain\'s SPF', ends: 'set-aside', code: 'not-authenticated', envelope: eves, raw: (asked, id) => writeMail(okay(asked, id)) },
  {
    title: 'a forged Authentication-Results',
    ends: 'set-aside',
    code: 'not-authenticated',
    envelope: eves,
    raw: (asked, id) => onTop(`Authentication-Results: mx.${BANK_DOMAIN}; dkim=pass header.d=buyer.example; spf=pass; dmarc=pass header.from=buyer.example\r\n`, writeMail(okay(asked, id))),
  },
  { title: 'another domain\'s signature', ends: 'set-aside', code: 'not-authenticated', envelope: eves, raw: (asked, id) => signed(asked.scene, okay(asked, id), 'evil.example') },
  { title: 'a signed mail whose text was changed', ends: 'set-aside', code: 'not-authenticated', door: 'lmtp', raw: (asked, id) => Buffer.concat([signed(asked.scene, okay(asked, id, { text: 'NO\n' })), Buffer.from('OK maple-7731-crow\r\n')]) },
  { title: 'the buyer\'s address as a quoted name', ends: 'set-aside', code: 'unknown-sender', envelope: eves, raw: (asked, id) => fromEve(asked, id, `"${BUYER}" <${EVE}>`) },
  { title: 'the buyer\'s address as an encoded name', ends: 'set-aside', code: 'unknown-sender', envelope: eves, raw: (asked, id) => fromEve(asked, id, `=?utf-8?B?${Buffer.from(`Takao <${BUYER}>`).toString('base64')}?= <${EVE}>`) },
  { title: 'the buyer\'s address in a comment', ends: 'set-aside', code: 'unreadable', envelope: eves, raw: (asked, id) => fromEve(asked, id, `${EVE} (${BUYER})`) },
  { title: 'the buyer\'s address in Sender and Reply-To', ends: 'set-aside', code: 'unknown-sender', envelope: eves, raw: (asked, id) => signed(asked.scene, okay(asked, id, { from: EVE, ...withFields(['Sender', BUYER], ['Reply-To', BUYER]) })) },
  ...['HELP', 'BALANCE', 'REGISTER', '1 tea\n\nPassword: maple-7731-crow'].map((text): Silent => ({
    title: `a signed stranger writes ${text.split('\n')[0] ?? ''}`,
    ends: 'set-aside',
    code: 'unknown-sender',
    envelope: () => ({ from: EVE, to: PAY }),
    raw: ({ scene }, messageId) => signed(scene, { from: EVE, to: PAY, subject: 'Hello', text: `${text}\n`, date: Date.now(), messageId }),
  })),
];

function report(asked: Asked, messageId: string): Uint8Array {
  const status = `Reporting-MTA: dns; mail.buyer.example\r\n\r\nFinal-Recipient: rfc822; ${BUYER}\r\nAction: failed\r\nStatus: 5.1.1\r\n`;
  const attachments = [
    { filename: null, type: 'message/delivery-status', content: Buffer.from(status), encoding: '7bit' as const },
    { filename: null, type: 'message/rfc822', content: asked.question.raw },
  ];
  return writeMail({ ...okay(asked, messageId), from: 'MAILER-DAEMON@mail.buyer.example', subject: 'Undelivered Mail Returned to Sender', attachments });
}

const automatic = (title: string, more: Partial<TestMail>, envelope: () => Partial<Envelope> = () => ({})): Silent => ({
  title,
  ends: 'recorded',
  code: 'automatic',
  envelope,
  raw: (asked, id) => signed(asked.scene, okay(asked, id, more)),
});

const machines: readonly Silent[] = [
  { title: 'a bounce to the payment address', ends: 'set-aside', code: 'not-authenticated', envelope: () => ({ from: '', to: PAY }), raw: report },
  { title: 'a bounce to the question\'s address', ends: 'set-aside', code: 'not-authenticated', door: 'lmtp', envelope: nobodys, raw: report },
  automatic('a vacation reply from the buyer\'s own address', withFields(['Auto-Submitted', 'auto-replied'])),
  automatic('a vacation reply known by its return path alone', {}, nobodys),
  automatic('a vacation reply of an older program', withFields(['X-Autoreply', 'yes'], ['Precedence', 'bulk'])),
  automatic('a copy by a mailing list', withFields(['List-Id', '<tea-lovers.buyer.example>'], ['List-Post', '<mailto:tea-lovers@buyer.example>'])),
  automatic('a mail that bears our X-Loop', withFields(['X-Loop', PAY])),
  { title: 'our own question comes back', ends: 'set-aside', code: 'unknown-sender', envelope: nobodys, raw: ({ question }) => question.raw },
  { title: 'our own question comes back, redirected', ends: 'set-aside', code: 'unknown-sender', raw: ({ question }) => onTop(RESENT, question.raw) },
  { title: 'the shop redirects the order', ends: 'nothing-new', code: /^same as \d+$/, envelope: () => ({ from: SHOP, to: PAY }), raw: ({ scene }) => onTop(RESENT, signed(scene, orderMail(TRADE, orderedAt))) },
  { title: 'the shop redirects an order that the bank never had', ends: 'nothing-new', code: 'redirected copy', envelope: () => ({ from: SHOP, to: PAY }), raw: ({ scene }, messageId) => onTop(RESENT, signed(scene, { ...orderMail(TRADE), text: '1 tea\n\nPassword: otter-2210-lake\n', messageId })) },
  { title: 'the buyer\'s very answer, redirected', ends: 'nothing-new', code: 'redirected copy', raw: (asked) => onTop(RESENT, signed(asked.scene, answerMail(TRADE, asked.question))) },
];

const orderedAt = Date.now();

let leave: (() => Promise<void>) | undefined;

test.before(async (t) => {
  const scene = await setScene('silence', PATIENT);
  ({ leave } = scene);
  await deliver(scene, 'smtp', { from: BUYER, to: PAY }, signed(scene, orderMail(TRADE, orderedAt)));
  t.context = { scene, question: await ask(scene, TRADE) };
});

test.after.always(async () => {
  await leave?.();
});

async function checkSilence(t: ExecutionContext<Asked>, silent: Silent, index: number): Promise<void> {
  const { scene, question } = t.context;
  await quiet(scene);
  const before = written(scene).length;
  const after = (await newest(scene))?.letterId ?? 0;
  const envelope = { from: BUYER, to: replyAddress(question), ...silent.envelope?.(t.context) };
  t.is(await deliver(scene, silent.door ?? 'smtp', envelope, silent.raw(t.context, `silent.${index}@buyer.example`)), 250);
  const { decision } = await lastLetter(scene, after);
  t.is(decision.disposition.kind, silent.ends);
  if (typeof silent.code === 'string') t.is(decision.disposition.code, silent.code);
  else t.regex(decision.disposition.code, silent.code);
  await quiet(scene);
  t.deepEqual(written(scene).slice(before).map((mail) => mail.mail.subject), [], 'no mail leaves the bank');
  const [payment] = await scene.store().listPayments({ state: null, party: null, limit: 10 });
  t.is(payment?.state.name, 'awaiting-answer', 'the question stays open');
  t.is(await balanceOf(scene, BUYER), DEPOSIT, 'no money moves');
}

for (const [index, silent] of [...unproved, ...machines].entries()) test.serial(`silence: ${silent.title}`, checkSilence, silent, index);

test.serial('after all of it the buyer\'s own answer pays, once, though somebody had brought the very same mail before under no name', async (t) => {
  const { scene, question } = t.context;
  const raw = signed(scene, answerMail(TRADE, question));
  await deliver(scene, 'smtp', { from: '', to: replyAddress(question) }, raw);
  await quiet(scene);
  t.is(await balanceOf(scene, BUYER), DEPOSIT, 'no money moves');
  for (const _time of [1, 2]) await deliver(scene, 'smtp', { from: BUYER, to: replyAddress(question) }, raw);
  await takeReceipts(scene, question);
  t.is(await balanceOf(scene, BUYER), DEPOSIT - 4_741n);
  t.is(await balanceOf(scene, SHOP), 4_741n);
  await checkBooks(t, scene);
});
