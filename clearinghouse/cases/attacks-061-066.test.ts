/** Cases 61–66: published ways to write a sender or a signature that two readers take for two people, each with the right words to the right question. */
import test, { type ExecutionContext } from 'ava';
import { FROM_ATTACKS, SIGNATURE_ATTACKS } from './fixtures/from-attacks.ts';
import { openBank, type CaseBank } from './testing/bank.ts';
import { checkNothing, checkUnproved, consent } from './testing/checks.ts';
import { answer, answerMail, makeQuestions, PW, signed, signedBytes, TOTAL, type Asked } from './testing/trade.ts';

let bank: CaseBank;
let question: () => Promise<Asked>;

test.before(async () => {
  bank = await openBank('attacks');
  question = makeQuestions(bank);
  await bank.open('Eve', 'eve@evil.example', 10_000n);
});
test.after.always(async () => {
  await bank?.stop();
});

for (const attack of FROM_ATTACKS) {
  test.serial(`case 61: ${attack.name}`, async (t) => {
    const asked = await question();
    const fields = attack.from.map((field) => field.replaceAll('VB64', Buffer.from(asked.buyer).toString('base64')).replaceAll('V', asked.buyer).replaceAll(/\bA\b/g, 'eve@evil.example'));
    for (const headers of [fields, [...fields].reverse()]) {
      const raw = consent(bank, asked, headers);
      for (const envelope of [{}, { from: asked.buyer, clientAddress: '127.0.0.1', helo: 'mail.evil.example' }, { from: '' }]) {
        await checkNothing(t, bank, asked, await bank.bring(signedBytes(bank, raw, 'evil.example', { fields: ['from', 'from', 'subject', 'date', 'message-id', 'to', 'content-type'] }), envelope), attack.name);
      }
    }
  });
}

async function checkSignature(t: ExecutionContext, { name, domain, selector }: (typeof SIGNATURE_ATTACKS)[number]): Promise<void> {
  const asked = await question();
  const raw = signedBytes(bank, consent(bank, asked, [`From: ${asked.buyer}`]), 'evil.example', { domain, selector });
  const before = bank.dns.asked().length;
  await checkUnproved(t, bank, asked, await bank.bring(raw), name);
  t.deepEqual(bank.dns.asked().slice(before).filter((line) => line.includes('evil.example')), [], 'no key of the attacker is asked for');
}

const holdsNul = ({ domain, selector }: (typeof SIGNATURE_ATTACKS)[number]): boolean => `${domain}${selector}`.includes('\0');
for (const attack of SIGNATURE_ATTACKS.filter((one) => !holdsNul(one))) test.serial(`case 61: ${attack.name}`, checkSignature, attack);
for (const attack of SIGNATURE_ATTACKS.filter(holdsNul)) test.serial(`case 62: ${attack.name}`, checkSignature, attack);

test.serial('case 63: l= and a consent that was appended', async (t) => {
  const asked = await question();
  const text = 'What is this?\r\n';
  const mail = signed(bank, answerMail(bank, asked, text), { extraTags: [`l=${text.length}`] });
  await checkUnproved(t, bank, asked, await bank.bring(Buffer.concat([mail, Buffer.from(`OK ${PW}\r\n`)])));
  const empty = signed(bank, answerMail(bank, asked, ''), { extraTags: ['l=0'] });
  await checkUnproved(t, bank, asked, await bank.bring(Buffer.concat([empty, Buffer.from(`OK ${PW}\r\n`)])));
  await checkUnproved(t, bank, asked, await bank.bring(signed(bank, answerMail(bank, asked, `OK ${PW}\n`), { extraTags: ['l=14'] })), 'l= over the whole body');
});

test.serial('case 64: two From fields; case 65: two addresses in one; case 66: a blank before the colon; all signed by the buyer', async (t) => {
  const asked = await question();
  const forms = [
    [`From: ${asked.buyer}`, 'From: eve@evil.example'],
    ['From: eve@evil.example', `From: ${asked.buyer}`],
    [`From: ${asked.buyer}, eve@evil.example`],
    [`From: eve@evil.example, ${asked.buyer}`],
    [`From : ${asked.buyer}`],
    [`From: ${asked.buyer}`, `From : ${asked.buyer}`],
  ];
  for (const form of forms) await checkUnproved(t, bank, asked, await bank.bring(signedBytes(bank, consent(bank, asked, form))), form.join(' | '));
});

const TAGS = ['v=1', 'a=rsa-sha256', 'c=relaxed/relaxed', 'd=buyer.example', 's=post', 't=', 'h=', 'bh=', 'b='];
const WRONG = ['', 'x', '/', 'relaxed/', '/relaxed', 'relaxed/x', 'x/relaxed', 'simple/simple/simple', 'rsa-md5', 'ed25519-sha256', 'rsa-', '-1', '99999999999999999999', '1e9', 'a:b:c', '::', '=', '==', ';', '"', '<>', '=?utf-8?Q?x?=', 'é', '(', 'from:from:from:subject:date', 'A'.repeat(2_000)];

test.serial('case 61: every tag of a signature in ways that no signer writes: refused, and never a fault of the reader', async (t) => {
  const asked = await question();
  const mail = signed(bank, answerMail(bank, asked, `OK ${PW}\n`)).toString('latin1');
  for (const tag of TAGS) {
    const name = tag.slice(0, tag.indexOf('=') + 1);
    for (const value of WRONG) {
      const raw = Buffer.from(mail.replace(new RegExp(`(?<=[ :])${tag}[^;]*(?=;|\\r\\n[^ ])`), `${name}${value}`), 'latin1');
      await checkUnproved(t, bank, asked, await bank.bring(raw), `${name}${value.slice(0, 20)}`);
    }
  }
});

test.serial('after all attacks the books are whole, and an honest answer is served', async (t) => {
  t.deepEqual(await bank.store.audit(), []);
  t.is((await answer(bank, await question(), `OK ${PW}\n`)).moved, TOTAL);
});
