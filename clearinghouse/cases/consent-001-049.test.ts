/** Cases 1–49: what a buyer writes in answer to a question, as signed mail, and whether the money moves. */
import test, { type ExecutionContext } from 'ava';
import type { TestMail } from '../../scripts/test-mail.ts';
import { ANSWERS, HTML_REPLIES, QUOTE } from './fixtures/answers.ts';
import { openBank, outcomeOf, SHOP, told, type CaseBank, type Outcome, type Ruling } from './testing/bank.ts';
import { answer, answerFields, answerMail, ask, askedBy, bringMail, bytesOf, forwardMail, forwardText, letter, makeQuestions, newBuyer, nextId, orderText, PW, signed, signedBytes, stateOf, takeOrder, TOTAL, type Asked } from './testing/trade.ts';

let bank: CaseBank;
let question: () => Promise<Asked>;

test.before(async () => {
  bank = await openBank('consent');
  question = makeQuestions(bank);
});
test.after.always(async () => {
  await bank?.stop();
});

/** The outcome is what was recorded, money moved for a consent alone, and the payment's state says the same. */
async function checkOutcome(t: ExecutionContext, asked: Asked, ruling: Ruling, outcome: Outcome): Promise<void> {
  const why = JSON.stringify([ruling.disposition, ruling.findings.filter((finding) => finding.hit)]);
  t.is(outcomeOf(ruling), outcome, why);
  t.is(ruling.moved, outcome === 'CONSENT' ? TOTAL : 0n);
  t.is(await bank.balance(asked.buyer), outcome === 'CONSENT' ? 10_000n - TOTAL : 10_000n);
  t.is(await stateOf(bank, asked), outcome === 'CONSENT' ? 'settled' : outcome === 'REFUSED' ? 'ended' : 'awaiting-answer');
}

async function checkAnswer(t: ExecutionContext, text: string | null, outcome: Outcome, more: Partial<TestMail> = {}): Promise<Ruling> {
  const asked = await question();
  const ruling = await answer(bank, asked, text, more);
  await checkOutcome(t, asked, ruling, outcome);
  return ruling;
}

/** A title without invisible or direction characters. */
const shown = (text: string): string => JSON.stringify(text).slice(1, -1).replace(/[\p{Cf}\u00a0\u3000\ufffd]/gu, (character) => `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`).slice(0, 90);

for (const [number, text, outcome] of ANSWERS) {
  test.serial(`case ${number}: ${shown(text)}`, (t) => checkAnswer(t, `${text}\n`, outcome).then(() => undefined));
}

test.serial('case 4: the same in full width from ISO-2022-JP, whose minus decodes to U+2212 or U+FF0D', async (t) => {
  await checkAnswer(t, 'ＯＫ　４Ｋ７Ｍ－２２２２\n', 'CONSENT', { charset: 'iso-2022-jp' });
  await checkAnswer(t, 'ＯＫ　４Ｋ７Ｍ\u2212２２２２\n', 'CONSENT');
});

test.serial('case 11: the cells of an HTML table, joined without a blank', async (t) => {
  await checkAnswer(t, null, 'CONSENT', { html: '<table><tr><td>OK</td><td>4K7M-2222</td></tr></table>' });
});

for (const [client, html] of HTML_REPLIES) {
  test.serial(`case 39: an HTML reply of ${client} with OK and the password above the quotation`, async (t) => {
    await checkAnswer(t, null, 'CONSENT', { html });
    await checkAnswer(t, null, 'UNCLEAR', { html: html.replace('OK 4K7M-2222', 'Thank you.') });
  });
}

const TYPED_BELOW = `<div dir="ltr"><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Sat, 21 Nov 2026 at 10:40, Example Bank &lt;pay@bank.example&gt; wrote:<br></div><blockquote class="gmail_quote">Green Tea House asks for JPY 4,741.<br>Answer with the word OK and your password.</blockquote><div><br></div><div>OK ${PW}</div></div></div>`;

test.serial('case 21: typed below the quotation in Gmail, which puts it into the element of the quotation; of a forward nothing there is the sender\'s', async (t) => {
  await checkAnswer(t, `${QUOTE}\nOK ${PW}\n`, 'CONSENT', { html: TYPED_BELOW });
  await checkAnswer(t, null, 'CONSENT', { html: TYPED_BELOW });
  const forwarded = TYPED_BELOW.replace(/On Sat.*?wrote:/, '---------- Forwarded message ---------').replaceAll('blockquote', 'p');
  await checkAnswer(t, null, 'UNCLEAR', { html: forwarded });
});

test.serial('case 40: the plain text says OK, the HTML says NO; and the other way about', async (t) => {
  await checkAnswer(t, `OK ${PW}\n`, 'UNCLEAR', { html: `<p>NO ${PW}</p>` });
  await checkAnswer(t, `NO ${PW}\n`, 'UNCLEAR', { html: `<p>OK ${PW}</p>` });
});

test.serial('case 41: nothing but a winmail.dat', async (t) => {
  const tnef = Buffer.concat([Buffer.from([0x78, 0x9f, 0x3e, 0x22]), Buffer.from(`OK ${PW}`)]);
  await checkAnswer(t, null, 'UNCLEAR', { attachments: [{ filename: 'winmail.dat', type: 'application/ms-tnef', content: tnef }] });
});

test.serial('case 42: an empty body with the consent in the Subject', async (t) => {
  await checkAnswer(t, '\n', 'UNCLEAR', { subject: `OK ${PW}` });
});

test.serial('case 43: the consent in an attached text file', async (t) => {
  const file = { filename: 'answer.txt', type: 'text/plain', content: Buffer.from(`OK ${PW}\r\n`) };
  await checkAnswer(t, '\n', 'UNCLEAR', { attachments: [file] });
  await checkAnswer(t, null, 'UNCLEAR', { attachments: [file] });
  await checkAnswer(t, null, 'UNCLEAR', { attachments: [{ ...file, disposition: 'inline' }] });
});

test.serial('case 44: a JIS body without a charset is decoded', async (t) => {
  for (const label of [[], ['Content-Type: text/plain; charset=us-ascii'], ['Content-Type: text/plain']]) {
    const asked = await question();
    const raw = bytesOf([...answerFields(bank, asked), ...label], '\x1b$B>5G\'$7$^$9\x1b(B 4K7M-2222\n');
    await checkOutcome(t, asked, await bank.bring(signedBytes(bank, raw)), 'CONSENT');
  }
});

test.serial('case 45: UTF-7 is refused by gate 0, and answered by nothing', async (t) => {
  const asked = await question();
  const raw = bytesOf([...answerFields(bank, asked), 'Content-Type: text/plain; charset=utf-7'], `+AE8ASw- ${PW}\n`);
  const ruling = await bank.bring(signedBytes(bank, raw));
  await checkOutcome(t, asked, ruling, 'SILENCE');
  t.regex(ruling.findings.find((finding) => finding.code === 'unreadable')?.detail ?? '', /^charset-utf-7/);
  t.deepEqual(told(ruling), []);
});

test.serial('case 47: the same consent mail delivered twice has one effect', async (t) => {
  const asked = await question();
  const raw = signed(bank, answerMail(bank, asked, `OK ${PW}\n\n${QUOTE}`));
  await checkOutcome(t, asked, await bank.bring(raw), 'CONSENT');
  const copies = [raw, Buffer.concat([Buffer.from('Received: from b by c; Sat, 21 Nov 2026 01:40:00 +0000\r\n'), raw])];
  for (const [index, copy] of copies.entries()) {
    const again = await bank.bring(copy);
    t.is(again.duplicate, index === 0, 'the very bytes are the same letter, a copy by another way is not');
    t.is(again.moved, 0n);
    t.deepEqual(told(again), []);
  }
  t.is(await bank.balance(asked.buyer), 10_000n - TOTAL);
});

test.serial('case 48: a consent to an amount that has changed: not paid, asked anew', async (t) => {
  const buyer = await newBuyer(bank);
  const order = await takeOrder(bank, buyer);
  const first = askedBy(await bringMail(bank, forwardMail(bank, buyer)), buyer, order);
  const changed = await bringMail(bank, forwardMail(bank, buyer, { text: forwardText(buyer, orderText(buyer), 'Total: 4,800 JPY\n') }));
  t.deepEqual(told(changed), [`question ${buyer}`]);
  const ruling = await answer(bank, first, `OK ${PW}\n`);
  t.is(ruling.disposition?.code, 'old-question');
  t.is(ruling.moved, 0n);
  t.deepEqual(told(ruling), [`question ${buyer}`]);
  const paid = await answer(bank, askedBy(changed, buyer, order), `OK ${PW}\n`);
  t.is(paid.moved, 4_800n);
});

test.serial('case 48: a consent after the time for it is refused', async (t) => {
  const asked = await ask(bank);
  bank.world.now += 74 * 3_600_000;
  const late = await answer(bank, asked, `OK ${PW}\n`);
  t.not(outcomeOf(late), 'CONSENT');
  t.is(late.moved, 0n);
  t.is(await stateOf(bank, asked), 'ended');
  t.is(await bank.balance(asked.buyer), 10_000n);
});

test.serial('case 49: the right password of another payment of the same buyer', async (t) => {
  const buyer = await newBuyer(bank);
  const order = await takeOrder(bank, buyer);
  const asked = askedBy(await bringMail(bank, forwardMail(bank, buyer)), buyer, order);
  const other = '1 Genmaicha\n\nPassword: heron-4404-moss\nUp to: 5,000 JPY\n';
  const second = await takeOrder(bank, buyer, { text: other });
  const askedToo = askedBy(await bringMail(bank, letter(bank, SHOP, { subject: 'Fwd: Order', text: forwardText(buyer, other), messageId: nextId('tea.example') })), buyer, second);
  const ruling = await answer(bank, asked, 'OK heron-4404-moss\n');
  await checkOutcome(t, asked, ruling, 'WRONG_PASSWORD');
  t.true(told(ruling).includes(`wrong-password ${buyer}`));
  t.is((await answer(bank, askedToo, 'OK heron-4404-moss\n')).moved, TOTAL);
});

test.serial('cases 1 to 49 leave the books whole', async (t) => {
  t.deepEqual(await bank.store.audit(), []);
  t.deepEqual(bank.world.faults, []);
});
