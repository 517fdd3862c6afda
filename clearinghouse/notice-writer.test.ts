/** Mails written in their own thread: the same as in this one, questions before receipts, and what can't be written holds up no other. */
import { generateKeyPairSync } from 'node:crypto';
import test, { type ExecutionContext } from 'ava';
import type { NoticeEvidence, OwedNotice } from './core/notice.ts';
import { makeMailSigner } from './mail/compose.ts';
import { makeWriteNotice } from './notice-mail.ts';
import { startNoticeWriter, type NoticeWriter } from './notice-writer.ts';
import { bank, evidenceOf, examples, owed } from './notices/fixtures/examples.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const signer = { domain: 'bank.example', selector: 'k1', privateKey };

function writerFor(t: ExecutionContext): NoticeWriter {
  const writer = startNoticeWriter({ bank, signer });
  t.teardown(writer.stop);
  return writer;
}

function example(name: string): { readonly notice: OwedNotice; readonly evidence: NoticeEvidence | null } {
  const facts = examples[name];
  if (facts === undefined) throw new Error(`no example ${name}`);
  return { notice: owed(facts, 'en'), evidence: evidenceOf(facts) };
}

const textOf = (mail: Uint8Array): string => Buffer.from(mail).toString('latin1');

test('every notice is the mail that this thread would write, byte for byte', async (t) => {
  const { write } = writerFor(t);
  const here = makeWriteNotice(bank, makeMailSigner(signer));
  for (const name of Object.keys(examples)) {
    const { notice, evidence } = example(name);
    t.is(textOf(await write(notice, evidence)), textOf(await here(notice, evidence)), name);
  }
});

test('a question goes before receipts that wait already', async (t) => {
  const { write } = writerFor(t);
  const [receipt, question] = [example('receipt-buyer-board'), example('question')];
  await write(question.notice, null);
  const ended: string[] = [];
  const receipts = Array.from({ length: 40 }, () => write(receipt.notice, receipt.evidence).then(() => ended.push('receipt')));
  await Promise.all([...receipts, write(question.notice, null).then(() => ended.push('question'))]);
  t.true(ended.indexOf('question') < 20, ended.join(' '));
});

test('what can\'t be written is told with its reason, and holds up no other', async (t) => {
  const { write } = writerFor(t);
  const { notice } = example('question');
  const [bad, good] = await Promise.allSettled([write({ ...notice, to: 'two@buyer.example, three@buyer.example' }, null), write(notice, null)]);
  t.is(bad.status, 'rejected');
  t.regex(bad.status === 'rejected' ? String(bad.reason) : '', /address/i);
  t.is(good.status, 'fulfilled');
});

test('after its end it answers no more, and says so', async (t) => {
  const writer = startNoticeWriter({ bank, signer });
  const { notice } = example('question');
  const told = t.throwsAsync(writer.write(notice, null), { message: /was stopped/ });
  await writer.stop();
  await told;
  await t.throwsAsync(writer.write(notice, null), { message: /was stopped/ });
});
