/** Cases 50–60: what programs write is never a consent, and never starts a talk with the bank. */
import test, { type ExecutionContext } from 'ava';
import type { TestMail } from '../../scripts/test-mail.ts';
import { PAY } from '../stories/people.ts';
import { AUTOMATIC } from './fixtures/automatic.ts';
import { automaticBytes } from './testing/automatic-mail.ts';
import { hit, openBank, outcomeOf, told, type CaseBank, type Outcome, type Ruling } from './testing/bank.ts';
import { answer, answerMail, ask, letter, makeQuestions, PW, signed, signedBytes, stateOf, TOTAL, bringMail, type Asked } from './testing/trade.ts';

let bank: CaseBank;
let question: () => Promise<Asked>;

test.before(async () => {
  bank = await openBank('automatic');
  question = makeQuestions(bank);
});
test.after.always(async () => {
  await bank?.stop();
});

const header = (...headers: readonly (readonly [string, string])[]): Partial<TestMail> => ({ headers });

/** Nothing is paid, nothing is written to anybody, and the question stays open. */
async function checkSilence(t: ExecutionContext, asked: Asked, ruling: Ruling, outcome: Outcome, what = ''): Promise<void> {
  t.is(outcomeOf(ruling), outcome, `${what} ${JSON.stringify(ruling.disposition)}`);
  t.is(ruling.moved, 0n);
  t.deepEqual(told(ruling), [], what);
  t.is(await stateOf(bank, asked), 'awaiting-answer', what);
}

test.serial('case 50: a vacation reply from the buyer, signed, Auto-Submitted: auto-replied', async (t) => {
  const asked = await question();
  for (const value of ['auto-replied', 'auto-generated', 'Auto-Replied (vacation)']) {
    await checkSilence(t, asked, await answer(bank, asked, `OK ${PW}\n`, header(['Auto-Submitted', value])), 'IGNORED', value);
  }
  await checkSilence(t, asked, await answer(bank, asked, `OK ${PW}\n`, header(['Auto-Submitted', 'no'], ['Auto-Submitted', 'auto-replied'])), 'IGNORED', 'two fields');
  t.is((await answer(bank, asked, `OK ${PW}\n`, header(['Auto-Submitted', 'no']))).moved, TOTAL, 'written by a person');
});

test.serial('case 51: a vacation reply that only its Subject tells: one help mail to the payment, then silence, the next day too', async (t) => {
  const asked = await ask(bank);
  const helped: string[] = [];
  const away = async (copy: number): Promise<void> => {
    const ruling = await answer(bank, asked, `I am away until Monday and will read your mail then (${copy}).\n`, { subject: `Auto reply: ${asked.subject}` });
    t.is(outcomeOf(ruling), 'UNCLEAR');
    t.is(ruling.moved, 0n);
    helped.push(...told(ruling));
  };
  for (let copy = 0; copy < 6; copy += 1) await away(copy);
  await bank.wait(86_400_000, 0);
  await away(6);
  t.deepEqual(helped, [`answer-unclear ${asked.buyer}`]);
  t.is(await stateOf(bank, asked), 'awaiting-answer');
});

test.serial('case 52: bounces, complaints, receipts and vacation replies of more than sixty mail systems: no consent, no answer', async (t) => {
  t.true(new Set(AUTOMATIC.map(({ system }) => system)).size >= 60);
  const asked = await question();
  for (const mail of AUTOMATIC) {
    const returned = { to: asked.replyTo, recipient: asked.buyer, asked, now: bank.world.now };
    const own = mail.shape === 'vacation' || mail.shape === 'receipt';
    const raw = automaticBytes(mail, returned);
    const ruling = await bank.bring(own ? signedBytes(bank, raw) : raw, { from: own ? asked.buyer : '', to: [asked.replyTo] });
    await checkSilence(t, asked, ruling, own ? 'IGNORED' : 'SILENCE', mail.system);
  }
});

test.serial('case 52: the same by a way that does not know the envelope, and in the name of the buyer with a good signature', async (t) => {
  const asked = await question();
  for (const mail of AUTOMATIC) {
    const returned = { to: asked.replyTo, recipient: asked.buyer, asked, now: bank.world.now };
    await checkSilence(t, asked, await bank.bring(automaticBytes(mail, returned)), 'SILENCE', mail.system);
    const asBuyer = await bank.bring(signedBytes(bank, automaticBytes(mail, returned, asked.buyer)));
    t.is(asBuyer.moved, 0n, mail.system);
    t.is(await stateOf(bank, asked), 'awaiting-answer', mail.system);
    const plain = mail.shape === 'text' || mail.shape === 'mixed';
    t.true(plain || told(asBuyer).length === 0, mail.system);
  }
});

test.serial('case 53: a delivery report counts only at the return address of the very notice', async (t) => {
  const [dsn] = AUTOMATIC;
  const asked = await ask(bank);
  if (dsn === undefined) throw new Error('the table has no rows');
  const returned = { to: PAY, recipient: asked.buyer, asked, now: bank.world.now };
  await checkSilence(t, asked, await bank.bring(automaticBytes(dsn, returned), { from: '', to: [PAY] }), 'SILENCE');
  const id = /^n\.(\w+)@/.exec(asked.questionId)?.[1] ?? (await questionNotice(asked));
  const linked = await bank.bring(automaticBytes(dsn, { ...returned, to: `bounce+${id}@bank.example` }), { from: '', to: [`bounce+${id}@bank.example`] });
  t.deepEqual(linked.disposition, { kind: 'recorded', code: 'bounced' });
  t.is(linked.moved, 0n);
  t.not(await stateOf(bank, asked), 'settled');
});

const questionNotice = async (asked: Asked): Promise<string> => bank.world.sent.find(({ notice }) => notice.messageId === asked.questionId)?.notice.id ?? '';

test.serial('case 54: a read receipt', async (t) => {
  const asked = await question();
  for (const mail of AUTOMATIC.filter(({ shape }) => shape === 'receipt')) {
    const raw = automaticBytes(mail, { to: asked.replyTo, recipient: asked.buyer, asked, now: bank.world.now });
    await checkSilence(t, asked, await bank.bring(signedBytes(bank, raw)), 'IGNORED', mail.system);
  }
});

test.serial('case 55: the consent comes back by a mailing list', async (t) => {
  const asked = await question();
  for (const [name, value] of [['List-Id', '<talk.lists.example>'], ['List-Unsubscribe', '<mailto:off@lists.example>'], ['List-Post', '<mailto:talk@lists.example>'], ['Mailing-List', 'list talk@lists.example']] as const) {
    await checkSilence(t, asked, await answer(bank, asked, `OK ${PW}\n`, header([name, value])), 'IGNORED', name);
  }
});

test.serial('case 55: the Feedback-ID that Proton puts on every mail is no sign of a list', async (t) => {
  const ruling = await answer(bank, await question(), `OK ${PW}\n`, header(['Feedback-ID', '12345678:user:proton']));
  t.is(outcomeOf(ruling), 'CONSENT');
});

test.serial('case 56: a mail with the bank in X-Loop, or from the bank itself', async (t) => {
  const asked = await question();
  await checkSilence(t, asked, await answer(bank, asked, `OK ${PW}\n`, header(['X-Loop', PAY])), 'IGNORED');
  const own = letter(bank, PAY, { to: asked.replyTo, text: `OK ${PW}\n`, inReplyTo: asked.questionId });
  await checkSilence(t, asked, await bank.bring(signed(bank, own, {}, bank.domain('buyer.example'))), 'SILENCE');
});

test.serial('case 58: X-Auto-Response-Suppress on a good consent does not speak against it', async (t) => {
  const asked = await question();
  const ruling = await answer(bank, asked, `OK ${PW}\n`, header(['X-Auto-Response-Suppress', 'All']));
  t.is(outcomeOf(ruling), 'CONSENT');
  t.is(ruling.moved, TOTAL);
  t.true(told(ruling).includes(`receipt-buyer ${asked.buyer}`));
});

test.serial('case 58: where it stands on a mail that can not be used, the help is not sent', async (t) => {
  const asked = await ask(bank);
  const unclear = await answer(bank, asked, 'What is this?\n', header(['X-Auto-Response-Suppress', 'All']));
  t.is(outcomeOf(unclear), 'UNCLEAR');
  t.deepEqual(told(unclear), []);
  t.deepEqual(told(await bringMail(bank, letter(bank, asked.buyer, { text: 'What is this?\n', ...header(['X-Auto-Response-Suppress', 'OOF, AutoReply']) }))), []);
  t.deepEqual(told(await answer(bank, asked, 'What is this?\n')), [`answer-unclear ${asked.buyer}`], 'without it the help is sent');
});

test.serial('case 59: Precedence: bulk on a consent', async (t) => {
  const asked = await question();
  for (const value of ['bulk', 'junk', 'list', 'auto_reply', 'Bulk']) await checkSilence(t, asked, await answer(bank, asked, `OK ${PW}\n`, header(['Precedence', value])), 'IGNORED', value);
});

test.serial('case 60: 51 Received fields', async (t) => {
  const asked = await question();
  const mail = signed(bank, answerMail(bank, asked, `OK ${PW}\n`));
  const received = (count: number): Buffer => Buffer.concat([Buffer.from('Received: from a by b; Sat, 21 Nov 2026 01:40:00 +0000\r\n'.repeat(count)), mail]);
  const ruling = await bank.bring(received(51));
  t.deepEqual(ruling.disposition, { kind: 'set-aside', code: 'unreadable' });
  t.true(ruling.findings.some(({ detail }) => detail.startsWith('too-many-received')));
  t.is(ruling.moved, 0n);
  t.deepEqual(told(ruling), []);
  t.is((await bank.bring(received(50))).moved, TOTAL, 'fifty are still a mail');
});

test.serial('cases 50 to 60 leave the books whole', async (t) => {
  t.deepEqual(await bank.store.audit(), []);
  t.false(hit(await answer(bank, await ask(bank), `OK ${PW}\n`), 'automatic'));
});
