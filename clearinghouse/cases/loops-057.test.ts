/** Case 57: two daemons that are each other's customers, with a gateway between them that gives the mail of each a new sender. */
import test from 'ava';
import type { TestMail } from '../../scripts/test-mail.ts';
import { PAY } from '../stories/people.ts';
import type { SentNotice } from '../stories/world.ts';
import { openBank, told, type CaseBank } from './testing/bank.ts';
import { letter, signed } from './testing/trade.ts';

const PARTNER = 'pay@evil.example';
/** Beyond this many mails the test has failed, and must end. */
const MOST = 20;

/** The notice as the other daemon gets it: from its customer, signed; `marks` whether the gateway keeps what tells a program's mail. */
function carried(bank: CaseBank, { notice, rendered }: SentNotice, marks: boolean, text: string): Buffer {
  const headers: NonNullable<TestMail['headers']> = marks ? [['Auto-Submitted', notice.autoSubmitted], ['X-Auto-Response-Suppress', 'All'], ['X-Loop', PAY]] : [];
  const thread = notice.inReplyTo === null ? {} : { inReplyTo: notice.inReplyTo };
  return signed(bank, letter(bank, PARTNER, { subject: rendered.subject, text, headers, messageId: notice.messageId, ...thread }));
}

const FIRST_WORDS = ['HELP\n', 'What is this?\n', 'BALANCE\n', 'STATUS\n', 'CANCEL\n', '1 tea\n\nPassword: 111111\n', 'FRAUD\n'];

for (const marks of [true, false]) {
  test(`case 57: two daemons answer each other at most three times${marks ? '' : ', also when every mark of a program is lost on the way'}`, async (t) => {
    const banks = await Promise.all([openBank('one'), openBank('two')]);
    try {
      for (const bank of banks) await bank.open('The other bank', PARTNER);
      for (const words of FIRST_WORDS) {
        const counts = [0, 0];
        let turn = 0;
        const [first] = banks;
        let ruling = await first.bring(signed(first, letter(first, PARTNER, { subject: 'Hello', text: words })));
        for (let mails = 0; mails < MOST && ruling.notices.length > 0; mails += 1) {
          counts[turn] = (counts[turn] ?? 0) + ruling.notices.length;
          t.true(told(ruling).every((line) => line.endsWith(PARTNER)));
          const next = banks[1 - turn];
          const [sent] = ruling.notices;
          if (next === undefined || sent === undefined) break;
          ruling = await next.bring(carried(next, sent, marks, sent.rendered.text));
          turn = 1 - turn;
        }
        t.true(counts.every((count) => count <= (marks ? 1 : 3)), `${JSON.stringify(words)}: ${counts.join(' and ')} mails`);
        t.true((counts[0] ?? 0) + (counts[1] ?? 0) < MOST);
      }
      for (const bank of banks) t.deepEqual(await bank.store.audit(), []);
    } finally {
      for (const bank of banks) await bank.stop();
    }
  });
}
