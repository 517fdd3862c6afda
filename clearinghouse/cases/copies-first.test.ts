/** Whoever brings the bank a copy of somebody's mail before the mail itself comes must not make the true one void. */
import test from 'ava';
import { openBank, outcomeOf, told, type CaseBank } from './testing/bank.ts';
import { answerMail, makeQuestions, PW, signed, TOTAL, type Asked } from './testing/trade.ts';

let bank: CaseBank;
let question: () => Promise<Asked>;

test.before(async () => {
  bank = await openBank('copies');
  question = makeQuestions(bank);
});
test.after.always(async () => {
  await bank?.stop();
});

/** The same mail without its signature, under another Content-Type: From, Subject, Date, Message-ID and body stay. */
function copyAs(mail: Buffer, type: string): Buffer {
  const fields = mail.toString('latin1').split(/\r\n(?![ \t])/);
  const end = fields.indexOf('');
  const head = fields.slice(0, end).filter((field) => !/^(?:dkim-signature|content-type):/i.test(field));
  return Buffer.from([`Content-Type: ${type}`, ...head, ...fields.slice(end)].join('\r\n'), 'latin1');
}

for (const [what, type] of [
  ['of which two parsers make two texts', 'text/plain; charset=utf-16'],
  ['that gate 0 refuses', 'text/plain; charset=utf-7'],
] as const) {
  test.serial(`an unsigned copy ${what} comes first: nobody is told, and the true mail counts`, async (t) => {
    const asked = await question();
    const mail = signed(bank, answerMail(bank, asked, `OK ${PW}\n`));
    const first = await bank.bring(copyAs(mail, type));
    t.deepEqual(first.disposition, { kind: 'set-aside', code: 'unreadable' });
    t.deepEqual([first.moved, told(first)], [0n, []]);
    const second = await bank.bring(mail);
    t.is(outcomeOf(second), 'CONSENT', JSON.stringify(second.disposition));
    t.is(second.moved, TOTAL);
  });
}

test.serial('a copy dressed as a report about a notice of ours comes first: the true mail counts', async (t) => {
  const asked = await question();
  // Of a payment that is over: a report about the question itself would end this one.
  const notice = (await bank.store.listNotices({ payment: null, status: null, limit: 99 })).at(-1);
  const mail = signed(bank, answerMail(bank, asked, `OK ${PW}\n`));
  const report = await bank.bring(copyAs(mail, 'message/delivery-status'), { to: [`bounce+${notice?.notice.id ?? ''}@bank.example`] });
  t.is(report.disposition?.kind, 'recorded', JSON.stringify(report.disposition));
  t.is(outcomeOf(await bank.bring(mail)), 'CONSENT');
});

test.serial('the true mail that comes twice in other bytes still has one effect', async (t) => {
  const asked = await question();
  const mail = signed(bank, answerMail(bank, asked, `OK ${PW}\n`));
  t.is((await bank.bring(mail)).moved, TOTAL);
  const again = await bank.bring(Buffer.concat([Buffer.from('Received: from a by b; Sat, 21 Nov 2026 01:40:00 +0000\r\n'), mail]));
  t.is(again.disposition?.kind, 'nothing-new');
  t.is(again.moved, 0n);
});
