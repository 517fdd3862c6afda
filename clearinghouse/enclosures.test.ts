/** What goes along with notices: the form of membership and the wallet page, made by the thread of the running bank. */
import { createHash, randomBytes } from 'node:crypto';
import test from 'ava';
import { formDay, formNumberFor } from './core/form.ts';
import { dayOf } from './core/keys.ts';
import type { NoticeFacts } from './core/notice.ts';
import { makeEnclose, startEnclosureMaker, type EnclosureParts } from './enclosures.ts';
import { bank, owed } from './notices/fixtures/examples.ts';
import { renderNotice } from './notices/index.ts';
import { readFormNumber } from './protocol/form-number.ts';
import { newIdentity } from './sealing/age-keys.ts';

const keys = { reference: new Uint8Array(32), token: new Uint8Array(32).fill(7) };
const { recipient } = newIdentity(randomBytes(32));
const parts: EnclosureParts = { bank, postalAddress: ['1-2-3 Chuo', 'Tokyo 104-0061'], keys, recipient };
const asking: NoticeFacts = { kind: 'register', address: 'hana@new.example', offered: null };
const offered: NoticeFacts = { kind: 'register', address: 'hana@new.example', offered: { currencies: [], limits: { perPayment: [], perDay: [] }, until: 0 } };
const wallet = { kind: 'wallet-page', account: 'takao@buyer.example', until: 0, again: false, currencies: ['JPY'] } as unknown as NoticeFacts;
const never = (): never => {
  throw new Error('nothing is made here');
};

test('the thread makes form and page; the mails tell number and hash, and carry the files', async (t) => {
  const maker = startEnclosureMaker();
  try {
    const enclose = makeEnclose(parts, maker.make);
    const answer = owed(asking, 'ja');
    const page = { ...owed(wallet, 'en'), replyTo: 'pay+w.0123456789abcdef@bank.example' };
    const [form, walletPage] = await Promise.all([enclose(answer), enclose(page)]);
    const number = formNumberFor(keys, 'hana@new.example', dayOf(answer.owedAt));
    t.is(form?.number, number);
    const mail = renderNotice(answer, bank, form);
    t.true(mail.text.includes(number), mail.text);
    t.deepEqual(mail.attachments.map(({ filename, contentType }) => [filename, contentType]), [[`application-${number}.pdf`, 'application/pdf']]);
    t.is(Buffer.from(mail.attachments[0]?.content ?? []).subarray(0, 5).toString(), '%PDF-');
    const letter = renderNotice(page, bank, walletPage);
    const [file] = letter.attachments;
    t.like(file, { filename: 'wallet.html', contentType: 'text/html' });
    const html = Buffer.from(file?.content ?? []).toString();
    for (const part of ['pay+w.0123456789abcdef@bank.example', recipient, 'takao@buyer.example']) t.true(html.includes(part), part);
    t.is(walletPage?.sha256, createHash('sha256').update(html).digest('hex'));
    t.true(letter.text.includes((walletPage?.sha256 ?? '?').slice(0, 32)));
    // The same notice again, as after a crash before its bytes were kept.
    t.deepEqual(await enclose(answer), form);
    await t.throwsAsync(makeEnclose({ ...parts, bank: { ...bank, name: 'אבג' } }, maker.make)(answer), { message: /not in the fonts/ });
  } finally {
    await maker.stop();
  }
});

test('no form where people open accounts by themselves, and none without an address to send it to; no page without a key of the bank', async (t) => {
  t.is(await makeEnclose(parts, never)(owed(offered, 'en')), null);
  t.is(await makeEnclose({ ...parts, postalAddress: [] }, never)(owed(asking, 'en')), null);
  await t.throwsAsync(makeEnclose({ ...parts, recipient: null }, never)(owed(wallet, 'en')), { message: /no wallet key; expected wallet-1.age-key .*wallet rotate/ });
  await t.throwsAsync(makeEnclose(parts, never)(owed({ kind: 'wallet-revoked' }, 'en')), { message: /nothing goes along/ });
});

test('a form number is one address\'s on one day, and is found again by it alone', (t) => {
  const number = formNumberFor(keys, 'hana@new.example', 20_000);
  t.deepEqual(readFormNumber(number), { kind: 'form-number', number });
  t.is(formNumberFor(keys, 'hana@new.example', 20_000), number);
  t.is(formDay(keys, 'hana@new.example', number, 20_050, 400), 20_000);
  t.is(formDay(keys, 'hana@new.example', number, 20_400, 400), 20_000);
  t.is(formDay(keys, 'hana@new.example', number, 20_401, 400), null);
  t.is(formDay(keys, 'hana@new.example', number, 19_999, 400), null);
  t.is(formDay(keys, 'ichiro@new.example', number, 20_050, 400), null);
  t.is(formDay({ ...keys, token: new Uint8Array(32) }, 'hana@new.example', number, 20_050, 400), null);
});
