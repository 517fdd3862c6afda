/** Statements over real mail: asked for, and by themselves when the bank's clock has passed the end of the month. */
import { PDFDocument } from '@cantoo/pdf-lib';
import test from 'ava';
import { monthAfter, monthOf, monthStart } from '../../clearinghouse/protocol/calendar.ts';
import { breaksOf, parseXml } from '../../clearinghouse/statements/testing/camt-rules.ts';
import { BUYER, SHOP } from '../demo/play.ts';
import type { Delivered } from '../demo/provider.ts';
import { PAY } from '../demo/world.ts';
import { checkBooks, deliver, quiet, setScene, signed } from './bank.ts';

const HOUR = 3_600_000;

const fileOf = ({ mail }: Delivered, ending: string): Buffer => {
  const found = mail.attachments.find(({ filename }) => filename?.endsWith(ending) === true);
  if (found === undefined) throw new Error(`no ${ending} in ${mail.attachments.map(({ filename }) => filename).join(', ')}`);
  return found.content;
};

test('asked for, and by itself after the month is over: text, CSV, PDF, camt.053', async (t) => {
  t.timeout(180_000);
  const scene = await setScene('statements');
  try {
    const { office } = scene.world.clearinghouse();
    const { timeZone } = office.rulebook.bank;
    const month = monthOf(office.clock.now(), timeZone);
    await office.clearing.instruct({ kind: 'set-statements', address: SHOP, statements: 'monthly', by: ['Hana'] });
    const messageId = 'statement.1@buyer.example';
    await deliver(scene, 'smtp', { from: BUYER, to: PAY }, signed(scene, { from: BUYER, to: PAY, subject: 'Statement', text: `STATEMENT ${month}\n`, date: Date.now(), messageId }));
    const asked = await scene.provider.take(BUYER, (mail) => mail.inReplyTo === `<${messageId}>`, 60_000);
    t.regex(asked.mail.text ?? '', /Deposit +1,000,000 +1,000,000\n +Voucher CASH-0001/);
    t.regex(fileOf(asked, '.csv').toString('utf8'), /^\uFEFFtime,entry,/);
    t.is((await PDFDocument.load(fileOf(asked, '.pdf'))).getPageCount(), 1);
    t.is(asked.mail.attachments.length, 2);

    scene.advance(monthStart(monthAfter(month), timeZone) + 3 * HOUR - office.clock.now());
    const byItself = await scene.provider.take(SHOP, (mail) => mail.subject?.startsWith('Statement of') === true, 60_000);
    t.regex(byItself.mail.text ?? '', /Nothing was booked\./);
    t.deepEqual(breaksOf(parseXml(fileOf(byItself, '.camt053.xml').toString('utf8'))), []);
    await quiet(scene);
    const statements = (await scene.store().listNotices({ payment: null, status: null, limit: 99 })).filter(({ notice }) => notice.facts.kind === 'statement');
    t.is(statements.length, 2);
    await checkBooks(t, scene);
  } finally {
    await scene.leave();
  }
});
