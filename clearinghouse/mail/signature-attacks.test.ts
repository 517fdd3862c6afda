/** What somebody through whose hands a signed mail goes (the shop, a forwarder) can put on it without breaking its signature, and what comes of it. */
import test from 'ava';
import { sealMessage } from 'mailauth';
import { startDns } from '../../scripts/dns.ts';
import type { DemoDns } from '../../scripts/dns.ts';
import { makeDomain, signMail, writeMail } from '../../scripts/test-mail.ts';
import type { SignOptions, TestMail } from '../../scripts/test-mail.ts';
import type { Verdict } from '../protocol/reading.ts';
import { authenticate } from './authentication.ts';
import type { AuthenticationSettings } from './authentication.ts';
import { GATE_LIMITS, gate0 } from './gate.ts';
import { DNS_SETTINGS, makeDnsCache } from './resolver.ts';

const NOW = Date.UTC(2026, 10, 21, 1, 32, 5);
const SETTINGS: AuthenticationSettings = { authservId: null, trustedSealers: ['forwarder.example'], acceptExactDkimWithoutDmarc: [] };
const BUYER = makeDomain('buyer.example');
const FORWARDER = makeDomain('forwarder.example');
const ORDER: TestMail = { from: 'takao@buyer.example', to: 'shop@tea.example', subject: 'Order', text: '2 Sencha 100g\n\nPassword: maple-7731-crow\n', date: NOW, messageId: '8d1f@buyer.example' };
/** As Gmail signs: neither Content-Type nor Content-Transfer-Encoding. */
const GMAIL = ['from', 'to', 'subject', 'date', 'message-id', 'mime-version'];
const EVERYTHING = 'to:cc:from:subject:date:message-id:content-type:content-transfer-encoding';

let dns: DemoDns;

test.before(async () => {
  dns = await startDns({ records: [BUYER, FORWARDER].flatMap((domain) => domain.records) });
});
test.after.always(async () => {
  await dns.stop();
});

const verdictOf = async (bytes: Buffer): Promise<Verdict> => {
  const gate = gate0(bytes, GATE_LIMITS);
  if (!gate.ok) throw new Error(`gate 0: ${gate.code}`);
  const resolver = makeDnsCache({ ...DNS_SETTINGS, servers: [{ address: dns.address, port: dns.port }] }, () => 0).forLetter();
  const result = await authenticate({ bytes, fields: gate.fields, parts: gate.parts, receivedAt: NOW, envelope: { from: null, to: [], clientAddress: null, helo: null } }, SETTINGS, resolver);
  if (result.kind === 'retry') throw new Error(result.reason);
  return result.verdict;
};
const hitsOf = ({ findings }: Verdict): string[] => findings.filter(({ hit }) => hit).map(({ code }) => code);
const signed = (mail: Partial<TestMail> = {}, options: Partial<SignOptions> = {}): Buffer => signMail(writeMail({ ...ORDER, ...mail }), BUYER, { time: NOW, fields: GMAIL, ...options });
const onTop = (field: string, bytes: Buffer): Buffer => Buffer.concat([Buffer.from(`${field}\r\n`), bytes]);
const edited = (bytes: Buffer, from: string | RegExp, to: string): Buffer => Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1');
const signatureIn = (bytes: Buffer, field = 'DKIM-Signature'): string => new RegExp(`${field}:[^]*?[ ;]b=([^;]*?)\\r\\n(?!\\s)`, 'i').exec(bytes.toString('latin1'))?.[1]?.replace(/\s+/g, '') ?? '';

test.serial('a false field with the b= of the true signature does not say what is signed', async (t) => {
  const mail = signed({}, { fields: ['from', 'subject', 'date'] });
  for (const tags of ['v=1;', 'v=1; a=rsa-sha256; c=relaxed/relaxed; d=buyer.example; s=post; bh=eA==;']) {
    const field = `DKIM-Signature: ${tags} h=${EVERYTHING}; b=${signatureIn(mail)}`;
    const verdict = await verdictOf(edited(onTop(field, mail), 'To: shop@tea.example', 'To: board@bank.example'));
    t.is(verdict.strength, 'none', tags);
    t.true(hitsOf(verdict).includes('dkim-doubled'), hitsOf(verdict).join(' '));
    t.is((await verdictOf(edited(mail, '\r\nFrom:', `\r\n${field}\r\nFrom:`))).strength, 'none', `${tags} below the true one`);
  }
});

test.serial('the same signature in other letters of base64 is the same', async (t) => {
  const mail = signed();
  const b = signatureIn(mail);
  for (const other of [b.replace(/=+$/, ''), b.replaceAll('+', '-').replaceAll('/', '_'), `${b.slice(0, 20)} ${b.slice(20)}`, `${b}AAAA`]) {
    const verdict = await verdictOf(onTop(`DKIM-Signature: v=1; h=${EVERYTHING}; b=${other}`, mail));
    t.false(verdict.signature?.signedFields.includes('content-type') ?? false, other);
  }
});

test.serial('what is signed is told by the field that passed, also among several', async (t) => {
  const few = signed({}, { fields: ['from', 'subject', 'date'] });
  const lie = onTop(`DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=buyer.example; s=post; h=${EVERYTHING}; bh=eA==; b=eA==`, few);
  t.deepEqual((await verdictOf(lie)).signature?.signedFields, ['from', 'subject', 'date']);
  t.deepEqual((await verdictOf(edited(few, 'h=from:subject:date', 'h=From : subject\r\n :Date'))).strength, 'none', 'h= itself is signed');
  t.deepEqual((await verdictOf(edited(lie, /\r\n/g, '\n'))).signature?.signedFields, ['from', 'subject', 'date'], 'with bare line feeds');
});

test.serial('a foreign Content-Type does not pass as signed by a second field', async (t) => {
  const mail = signed({ html: '<p>2 Sencha 100g</p>' });
  const foreign = edited(mail, /boundary="[^"]+"/, 'boundary="evil"');
  t.true(hitsOf(await verdictOf(foreign)).includes('dkim-content-type-unsigned'));
  t.is((await verdictOf(onTop(`DKIM-Signature: v=1; h=${EVERYTHING}; b=${signatureIn(mail)}`, foreign))).strength, 'none');
});

test.serial('of a seal too: its own field says what it covers', async (t) => {
  const changed = edited(signed(), '2 Sencha', '[list] 2 Sencha');
  const pem = FORWARDER.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const seal = await sealMessage(changed, { signingDomain: FORWARDER.name, selector: FORWARDER.selector, privateKey: pem, signTime: new Date(NOW), cv: 'none', authResults: 'mx.forwarder.example; dmarc=pass header.from=buyer.example', headerList: 'from:subject:date' } as unknown as Parameters<typeof sealMessage>[1]);
  const sealed = Buffer.concat([Buffer.from(seal), changed]);
  const { strength, signature } = await verdictOf(sealed);
  t.is(strength, 'signed');
  t.true(signature?.signedFields.includes('subject'));
  const lie = onTop(`ARC-Message-Signature: i=2; a=rsa-sha256; d=forwarder.example; s=post; h=${EVERYTHING}:x-lie; bh=eA==; b=${signatureIn(sealed, 'ARC-Message-Signature')}`, sealed);
  t.is((await verdictOf(lie)).strength, 'none', 'the chain is broken');
});
