/** Cases 67–82: who wrote it. Every letter here carries the right words to the right question; what differs is the proof of its sender. */
import test from 'ava';
import { sealMessage, dkimSign } from 'mailauth';
import { makeDomain, SIGNED_FIELDS, writeMail, type MailDomain } from '../../scripts/test-mail.ts';
import { BOUNCE, PAY } from '../stories/people.ts';
import { hit, openBank, outcomeOf, told, type CaseBank } from './testing/bank.ts';
import { checkNothing, checkUnproved, consent } from './testing/checks.ts';
import { answer, answerMail, ask, askedBy, bringMail, forwardMail, letter, makeQuestions, nextId, orderMail, PW, signed, signedBytes, TOTAL, type Asked } from './testing/trade.ts';

const EVIL = makeDomain('evil.example');
const BUYER = makeDomain('buyer.example');
const FORWARDER = makeDomain('forwarder.example');
const TESTING = makeDomain('testing.example', { keyFlags: 't=y' });
const SMALL = makeDomain('small.example', { bits: 512 });
const OLD = makeDomain('old.example');
const REVOKED = makeDomain('revoked.example');
const SLOW = makeDomain('slow.example');
const HOMOGRAPH = makeDomain('xn--buer-1ye.example');
const DOCOMO = makeDomain('docomo.example');

let bank: CaseBank;
let question: () => Promise<Asked>;

test.before(async () => {
  bank = await openBank('sender', { domains: [EVIL, BUYER, FORWARDER, TESTING, SMALL, OLD, REVOKED, SLOW, HOMOGRAPH, DOCOMO] });
  question = makeQuestions(bank);
  await bank.open('Eve', 'eve@evil.example', 10_000n);
});
test.after.always(async () => {
  await bank?.stop();
});

test.serial('case 67: the buyer stands in the display name: the sender is Eve', async (t) => {
  const asked = await question();
  const raw = signedBytes(bank, consent(bank, asked, [`From: "${asked.buyer}" <eve@evil.example>`]), 'evil.example');
  const ruling = await bank.bring(raw);
  await checkNothing(t, bank, asked, ruling);
  t.deepEqual(ruling.disposition, { kind: 'set-aside', code: 'not-your-question' });
  t.true(ruling.findings.some(({ code, detail }) => code === 'not-your-question' && detail === 'eve@evil.example'));
});

test.serial('case 68: DKIM passes for another domain alone', async (t) => {
  const asked = await question();
  await checkUnproved(t, bank, asked, await bank.bring(signedBytes(bank, consent(bank, asked, [`From: ${asked.buyer}`]), 'evil.example')));
});

test.serial('case 69: aligned SPF without DKIM is not enough for a consent', async (t) => {
  const asked = await question();
  const ruling = await bank.bring(consent(bank, asked, [`From: ${asked.buyer}`]), { from: asked.buyer, clientAddress: '127.0.0.1', helo: 'mail.buyer.example' });
  await checkNothing(t, bank, asked, ruling);
  t.deepEqual(ruling.disposition, { kind: 'set-aside', code: 'weak-sender' });
  t.deepEqual(told(ruling), []);
});

/** A buyer of that domain with a question of their own; the domain's own key is good until then. */
async function askAt(domain: MailDomain, good: () => void = () => undefined): Promise<Asked> {
  good();
  return ask(bank, `takao@${domain.name}`);
}

const keyOf = (domain: MailDomain): string => domain.records.find(({ name }) => name.includes('._domainkey.'))?.value ?? '';
const setRecord = (name: string, value: string): void => {
  bank.dns.set(name, 'TXT', value);
  bank.forgetDns();
};
const setKey = (domain: MailDomain, value: string): void => setRecord(`${domain.selector}._domainkey.${domain.name}`, value);
const behave = (behaviour: Parameters<CaseBank['dns']['behave']>[1]): void => {
  bank.dns.behave(SLOW.name, behaviour);
  bank.forgetDns();
};

test.serial('case 70: a test key, rsa-sha1, a key of 512 bits, a revoked key', async (t) => {
  const testing = await askAt(TESTING, () => setKey(TESTING, keyOf(TESTING).replace('t=y; ', '')));
  setKey(TESTING, keyOf(TESTING));
  await checkUnproved(t, bank, testing, await answer(bank, testing, `OK ${PW}\n`), 't=y');

  const old = await askAt(OLD);
  const plain = writeMail(answerMail(bank, old, `OK ${PW}\n`));
  const key = OLD.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const sha1 = await dkimSign(plain, { algorithm: 'rsa-sha1', canonicalization: 'relaxed/relaxed', signTime: new Date(bank.world.now), signatureData: [{ signingDomain: OLD.name, selector: OLD.selector, privateKey: key }] } as Parameters<typeof dkimSign>[1]);
  t.regex(sha1.signatures, /a=rsa-sha1/);
  await checkUnproved(t, bank, old, await bank.bring(Buffer.concat([Buffer.from(sha1.signatures), plain])), 'rsa-sha1');

  const large = makeDomain(SMALL.name);
  setKey(SMALL, keyOf(large));
  const small = await askWith(large);
  setKey(SMALL, keyOf(SMALL));
  await checkUnproved(t, bank, small, await answer(bank, small, `OK ${PW}\n`), '512 bits');

  const revoked = await askAt(REVOKED);
  setKey(REVOKED, 'v=DKIM1; k=rsa; p=');
  await checkUnproved(t, bank, revoked, await answer(bank, revoked, `OK ${PW}\n`), 'revoked');
});

/** The same domain's good key signs the order. */
async function askWith(domain: MailDomain): Promise<Asked> {
  const buyer = `takao@${domain.name}`;
  await bank.open('Small', buyer, 10_000n);
  const order = orderMail(bank, buyer);
  await bank.bring(signed(bank, order, {}, domain));
  return askedBy(await bringMail(bank, forwardMail(bank, buyer)), buyer, order);
}

test.serial('case 71: a Subject put on top of a signed mail', async (t) => {
  const asked = await question();
  const mail = signed(bank, answerMail(bank, asked, `OK ${PW}\n`));
  const ruling = await bank.bring(Buffer.concat([Buffer.from('Subject: something else\r\n'), mail]));
  await checkUnproved(t, bank, asked, ruling);
  t.true(ruling.findings.some(({ code, detail }) => code === 'unreadable' && detail.startsWith('field-doubled')));
});

const GMAIL = ['from', 'to', 'cc', 'subject', 'date', 'message-id', 'reply-to', 'in-reply-to', 'references', 'mime-version'];
const OUTLOOK = ['from', 'date', 'subject', 'message-id', 'content-type', 'mime-version'];

test.serial('case 72: Gmail does not sign Content-Type: taken as it is, refused where it was changed', async (t) => {
  const html = (asked: Asked): Buffer => signed(bank, answerMail(bank, asked, `OK ${PW}\n`, { html: `<div dir="ltr">OK ${PW}</div>` }), { fields: GMAIL });
  for (const [what, change] of [
    ['a preamble appears', (raw: string) => raw.replace(/boundary="([^"]+)"/, 'boundary="other"')],
    ['utf-7', (raw: string) => raw.replace(/^Content-Type: multipart\/alternative.*$/m, 'Content-Type: text/plain; charset=utf-7')],
    ['one text', (raw: string) => raw.replace(/^Content-Type: multipart\/alternative.*$/m, 'Content-Type: text/plain; charset=utf-8')],
    ['HTML', (raw: string) => raw.replace(/^Content-Type: multipart\/alternative.*$/m, 'Content-Type: text/html; charset=utf-8')],
    ['no type at all', (raw: string) => raw.replace(/^Content-Type: multipart\/alternative.*\r\n/m, '')],
  ] as const) {
    const asked = await question();
    const ruling = await bank.bring(Buffer.from(change(html(asked).toString('latin1')), 'latin1'));
    t.is(ruling.moved, 0n, what);
    t.not(outcomeOf(ruling), 'CONSENT', what);
    // A plain text of an allowed charset is read, and holds no answer: its sender is helped.
    if (what !== 'one text' && what !== 'no type at all') await checkUnproved(t, bank, asked, ruling, what);
  }
  const asked = await question();
  t.is((await bank.bring(html(asked))).moved, TOTAL);
  const plain = await question();
  t.is((await bank.bring(signed(bank, answerMail(bank, plain, `OK ${PW}\n`), { fields: GMAIL }))).moved, TOTAL);
});

test.serial('case 73: Outlook.com signs neither To nor In-Reply-To; without From, Subject or Date in h= nothing is proved', async (t) => {
  for (const name of ['from', 'subject', 'date']) {
    const asked = await question();
    await checkUnproved(t, bank, asked, await bank.bring(signed(bank, answerMail(bank, asked, `OK ${PW}\n`), { fields: SIGNED_FIELDS.filter((field) => field !== name) })), name);
  }
  const asked = await question();
  t.is((await bank.bring(signed(bank, answerMail(bank, asked, `OK ${PW}\n`), { fields: OUTLOOK }))).moved, TOTAL);
});

test.serial('case 74: a signature of more than 48 hours ago, or of tomorrow', async (t) => {
  const asked = await question();
  const HOUR = 3_600_000;
  for (const hours of [-49, 1]) {
    const time = bank.world.now + hours * HOUR;
    const ruling = await bank.bring(signed(bank, answerMail(bank, asked, `OK ${PW}\n`, { date: time }), { time }));
    await checkUnproved(t, bank, asked, ruling, `${hours} hours`);
    t.true(hit(ruling, 'dkim-stale'));
  }
  const expired = await bank.bring(signed(bank, answerMail(bank, asked, `OK ${PW}\n`), { extraTags: [`x=${Math.floor(bank.world.now / 1000) - 5}`] }));
  await checkUnproved(t, bank, asked, expired, 'x=');
});

test.serial('case 75: the same bytes at the other mailbox', async (t) => {
  const asked = await question();
  const raw = signed(bank, answerMail(bank, asked, `OK ${PW}\n`));
  t.is((await bank.bring(raw)).moved, TOTAL);
  const again = await bank.bring(raw, { to: [BOUNCE] });
  t.true(again.duplicate);
  t.is(again.moved, 0n);
  const moved = await bank.bring(Buffer.concat([Buffer.from(`Delivered-To: ${BOUNCE}\r\n`), raw]), { to: [BOUNCE] });
  t.is(outcomeOf(moved), 'NOTHING_NEW');
  t.is(moved.moved, 0n);
  t.is(await bank.balance(asked.buyer), 10_000n - TOTAL);
});

test.serial('case 75: with blanks that its signature does not see', async (t) => {
  const { buyer } = await question();
  const raw = signed(bank, letter(bank, buyer, { to: PAY, text: 'BALANCE\n\n--\nTakao Sasaki\n', messageId: nextId('buyer.example') })).toString('latin1');
  t.is((await bank.bring(Buffer.from(raw, 'latin1'))).disposition?.kind, 'answered');
  for (const changed of [raw.replace('Takao Sasaki', 'Takao \t Sasaki'), raw.replace('BALANCE\r\n', 'BALANCE \r\n'), `${raw} \r\n\t\r\n`]) {
    const again = await bank.bring(Buffer.from(changed, 'latin1'));
    t.true(changed !== raw && !hit(again, 'dkim-not-pass'));
    t.is(outcomeOf(again), 'NOTHING_NEW');
    t.deepEqual(told(again), []);
  }
});

test.serial('case 76: DNS that fails or is silent is asked again, and never passes', async (t) => {
  const asked = await askAt(SLOW);
  for (const behaviour of ['servfail', 'silence'] as const) {
    behave(behaviour);
    const waiting = await answer(bank, asked, `OK ${PW}\n`);
    t.is(waiting.disposition, null, behaviour);
    t.is(waiting.moved, 0n);
    const given = await bank.wait(waiting.letterId, 5 * 3_600_000);
    await checkUnproved(t, bank, asked, given, behaviour);
    behave(null);
  }
  behave('servfail');
  const waiting = await answer(bank, asked, `OK ${PW}\n`);
  behave(null);
  t.is((await bank.wait(waiting.letterId, 60_000)).moved, TOTAL, 'taken once DNS answers');
});

test.serial('case 76: a name server that lies, or answers with 60 KB: never a pass by it, and no crash', async (t) => {
  const asked = await ask(bank, `second@${SLOW.name}`);
  behave('wrong-id');
  const lied = await answer(bank, asked, `OK ${PW}\n`);
  t.is(lied.disposition, null);
  await checkUnproved(t, bank, asked, await bank.wait(lied.letterId, 5 * 3_600_000), 'wrong id');
  behave(null);
  for (const [name, value] of [[`${SLOW.selector}._domainkey.${SLOW.name}`, keyOf(SLOW)], [`_dmarc.${SLOW.name}`, 'v=DMARC1; p=reject']] as const) {
    setRecord(name, `${'x'.repeat(60_000)}; ${value}`);
    await checkUnproved(t, bank, asked, await answer(bank, asked, `OK ${PW}\n`), name);
    setRecord(name, value);
  }
  t.is((await answer(bank, asked, `OK ${PW}\n`)).moved, TOTAL, 'and the true answer is taken');
});

test.serial('case 77: a forged Authentication-Results', async (t) => {
  const asked = await question();
  const forged = ['mx.bank.example', 'bank.example', 'mx.elsewhere.example'].map((server) => `Authentication-Results: ${server}; dkim=pass header.d=buyer.example; dmarc=pass header.from=buyer.example`);
  await checkUnproved(t, bank, asked, await bank.bring(consent(bank, asked, [...forged, `From: ${asked.buyer}`])));
});

test.serial('case 78: a domain that looks the same is an unknown sender', async (t) => {
  const asked = await question();
  const local = asked.buyer.slice(0, asked.buyer.indexOf('@'));
  for (const from of [`${local}@${HOMOGRAPH.name}`, `${local}@bu\u0443er.example`]) {
    const before = bank.dns.asked().length;
    const ruling = await bank.bring(signedBytes(bank, consent(bank, asked, [`From: ${from}`]), HOMOGRAPH.name));
    await checkUnproved(t, bank, asked, ruling, from);
    t.is(ruling.disposition?.code, 'unknown-sender');
    t.is(bank.dns.asked().length, before, 'nobody is asked for an unknown sender');
  }
});

test.serial('case 79: 5,000 DKIM-Signature fields, a From of 10 MB, a NUL: refused before any question to DNS', async (t) => {
  const asked = await question();
  const good = consent(bank, asked, [`From: ${asked.buyer}`]);
  const bombs = [
    Buffer.concat([Buffer.from('DKIM-Signature: v=1; a=rsa-sha256; d=buyer.example; s=post; h=from; bh=eA==; b=eA==\r\n'.repeat(5_000)), good]),
    ...[4_000_000, 10_000_000].map((size) => Buffer.concat([Buffer.from(`From: ${'a'.repeat(size)} <${asked.buyer}>\r\n`), good])),
    Buffer.concat([Buffer.from('X-Note: a\0b\r\n'), good]),
  ];
  const before = bank.dns.asked().length;
  for (const bomb of bombs) {
    const begun = performance.now();
    const ruling = await bank.bring(bomb);
    t.log(`${bomb.length} bytes in ${Math.round(performance.now() - begun)} ms, the store included`);
    await checkUnproved(t, bank, asked, ruling);
    t.deepEqual(ruling.disposition, { kind: 'set-aside', code: 'unreadable' });
  }
  t.is(bank.dns.asked().length, before);
});

test.serial('case 81: taro..y@ of a telephone company orders, answers and is answered', async (t) => {
  const asked = await ask(bank, 'taro..y@docomo.example');
  const ruling = await answer(bank, asked, `OK ${PW}\n`, { from: '"taro..y"@docomo.example' });
  t.is(ruling.moved, TOTAL);
  t.true(told(ruling).includes('receipt-buyer taro..y@docomo.example'));
});

test.serial('case 82: a reply from another address of the buyer: help goes to the one that ordered', async (t) => {
  const asked = await ask(bank);
  const party = (await bank.store.listParties()).find((row) => row.addresses.some((one) => one.address === asked.buyer))?.party.id ?? 0;
  await bank.world.clearing.instruct({ kind: 'add-address', party, address: 'second@buyer.example', by: ['Mori', 'Abe'] });
  const reply = letter(bank, 'second@buyer.example', { to: asked.replyTo, text: `OK ${PW}\n`, inReplyTo: asked.questionId, messageId: nextId('buyer.example') });
  await bank.wait(0, 0);
  const other = await bank.bring(signed(bank, reply));
  t.deepEqual(other.disposition, { kind: 'refused', code: 'other-address' });
  t.deepEqual(told(other), [`answer-unclear ${asked.buyer}`]);
  t.is(other.moved, 0n);
  const alias = letter(bank, 'alias@buyer.example', { to: asked.replyTo, text: `OK ${PW}\n`, inReplyTo: asked.questionId });
  await checkUnproved(t, bank, asked, await bank.bring(signed(bank, alias)));
});

test.serial('case 80: a forwarder that broke DKIM is believed only where the operator has named it', async (t) => {
  const key = FORWARDER.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  for (const [trustedSealers, paid] of [[[], 0n], [['other.example'], 0n], [[FORWARDER.name], TOTAL]] as const) {
    const strict = await openBank('sealed', { domains: [BUYER, FORWARDER, EVIL], authentication: { trustedSealers } });
    try {
      const asked = await ask(strict);
      const mail = signed(strict, answerMail(strict, asked, `OK ${PW}\n`)).toString('latin1');
      const broken = Buffer.from(`${mail}\r\nThis came by a list.\r\n`, 'latin1');
      const results = `mx.forwarder.example; dmarc=pass header.from=buyer.example`;
      const seal = await sealMessage(broken, { signingDomain: FORWARDER.name, selector: FORWARDER.selector, privateKey: key, authResults: results, cv: 'none', signTime: new Date(strict.world.now) } as unknown as Parameters<typeof sealMessage>[1]);
      const ruling = await strict.bring(Buffer.concat([Buffer.from(seal), broken]));
      t.is(ruling.moved, paid, JSON.stringify([trustedSealers, ruling.disposition, ruling.findings.filter((finding) => finding.hit)]));
    } finally {
      await strict.stop();
    }
  }
});

test.serial('cases 67 to 82 leave the books whole', async (t) => {
  t.deepEqual(await bank.store.audit(), []);
  t.is((await answer(bank, await question(), `OK ${PW}\n`, { to: PAY })).moved, TOTAL, 'and an honest answer is served');
});
