import test from 'ava';
import { sealMessage } from 'mailauth';
import { startDns } from '../../scripts/dns.ts';
import type { DemoDns } from '../../scripts/dns.ts';
import { SIGNED_FIELDS, makeDomain, signMail, writeMail } from '../../scripts/test-mail.ts';
import type { MailDomain, SignOptions, TestMail } from '../../scripts/test-mail.ts';
import type { Envelope } from '../protocol/letter.ts';
import { authenticate, authenticateOriginal } from './authentication.ts';
import type { AuthenticationResult, AuthenticationSettings } from './authentication.ts';
import { dmarcClaim } from './authentication-results.ts';
import { GATE_LIMITS, gate0 } from './gate.ts';
import { DNS_SETTINGS, makeDnsCache } from './resolver.ts';

const NOW = Date.UTC(2026, 10, 21, 1, 32, 5);
const HOUR = 3_600_000;
const NOBODY: Envelope = { from: null, to: [], clientAddress: null, helo: null };
const SETTINGS: AuthenticationSettings = { authservId: null, trustedSealers: [], acceptExactDkimWithoutDmarc: [] };

const BUYER = makeDomain('buyer.example');
const SUB = makeDomain('mail.buyer.example', { policy: null });
const ATTACKER = makeDomain('attacker.example');
const TESTING = makeDomain('testing.example', { keyFlags: 't=y' });
const SMALL = makeDomain('small.example', { bits: 1024 });
const NO_DMARC = makeDomain('plain.example', { policy: null });
const LOOSE = makeDomain('loose.example', { policy: 'v=DMARC1; p=none' });
const FORWARDER = makeDomain('forwarder.example');
const ORDER: TestMail = { from: 'Takao Sasaki <takao@buyer.example>', to: 'shop@tea.example', cc: 'pay@bank.example', subject: 'Order', text: '2 Sencha 100g\n\nPassword: maple-7731-crow\n', date: NOW, messageId: '8d1f@buyer.example' };

let dns: DemoDns;

test.before(async () => {
  const domains = [BUYER, SUB, ATTACKER, TESTING, SMALL, NO_DMARC, LOOSE, FORWARDER];
  dns = await startDns({ records: domains.flatMap((domain) => domain.records) });
});
test.after.always(async () => {
  await dns.stop();
});

type Given = { readonly envelope?: Envelope; readonly settings?: Partial<AuthenticationSettings>; readonly receivedAt?: number; readonly timeoutMs?: number; readonly queriesPerLetter?: number };

const resolverOf = (given: Given) =>
  makeDnsCache({ ...DNS_SETTINGS, servers: [{ address: dns.address, port: dns.port }], timeoutMs: given.timeoutMs ?? 3_000, queriesPerLetter: given.queriesPerLetter ?? 30 }, () => 0).forLetter();

const judge = async (bytes: Buffer, given: Given = {}): Promise<AuthenticationResult> => {
  const gate = gate0(bytes, GATE_LIMITS);
  if (!gate.ok) throw new Error(`gate 0: ${gate.code}`);
  const letter = { bytes, fields: gate.fields, parts: gate.parts, receivedAt: given.receivedAt ?? NOW, envelope: given.envelope ?? NOBODY };
  return authenticate(letter, { ...SETTINGS, ...given.settings }, resolverOf(given));
};

const strengthOf = async (bytes: Buffer, given: Given = {}): Promise<string> => {
  const result = await judge(bytes, given);
  return result.kind === 'retry' ? 'retry' : result.verdict.strength;
};

/** Strength, and the codes of the findings that hit. */
const hitsOf = async (bytes: Buffer, given: Given = {}): Promise<{ readonly strength: string; readonly hits: readonly string[] }> => {
  const result = await judge(bytes, given);
  if (result.kind === 'retry') return { strength: 'retry', hits: [] };
  return { strength: result.verdict.strength, hits: result.verdict.findings.filter((finding) => finding.hit).map((finding) => finding.code) };
};

const signed = (mail: Partial<TestMail> = {}, options: Partial<SignOptions> = {}, domain: MailDomain = BUYER): Buffer => signMail(writeMail({ ...ORDER, ...mail }), domain, { time: NOW, ...options });
const put = (bytes: Buffer, from: string, to: string): Buffer => Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1');

test.serial('what the domain\'s DMARC record asks for stands in the verdict', async (t) => {
  const policyOf = async (bytes: Buffer): Promise<unknown> => {
    const result = await judge(bytes);
    return result.kind === 'verdict' ? result.verdict.dmarc : result.kind;
  };
  t.is(await policyOf(signed()), 'reject');
  t.is(await policyOf(signed({ from: 'x@loose.example', messageId: '1@loose.example' }, {}, LOOSE)), 'none');
  t.is(await policyOf(signed({ from: 'x@plain.example', messageId: '1@plain.example' }, {}, NO_DMARC)), undefined, 'no record');
});

test.serial('a letter signed by its From domain is signed, with all questions asked', async (t) => {
  const result = await judge(signed());
  t.is(result.kind, 'verdict');
  if (result.kind !== 'verdict') return;
  const { verdict } = result;
  t.is(verdict.strength, 'signed');
  t.is(verdict.address, 'takao@buyer.example');
  t.is(verdict.signature?.domain, 'buyer.example');
  t.is(verdict.signature?.selector, 'post');
  t.is(verdict.signature?.signedAt, NOW);
  t.is(verdict.signature?.expiresAt, null);
  t.deepEqual(verdict.signature?.signedFields, [...SIGNED_FIELDS]);
  t.regex(verdict.signature?.b ?? '', /^[A-Za-z0-9+/=]{300,}$/);
  t.true(verdict.findings.every((finding) => !finding.hit));
  t.true(['dkim-not-pass', 'dkim-length-limited', 'dkim-stale', 'dmarc-not-pass', 'from-unreadable'].every((code) => verdict.findings.some((finding) => finding.code === code)));
});

test.serial('a subdomain of the From domain may sign (relaxed alignment)', async (t) => {
  t.is(await strengthOf(signed({}, {}, SUB)), 'signed');
  dns.set('_dmarc.buyer.example', 'TXT', 'v=DMARC1; p=reject; adkim=s');
  t.is(await strengthOf(signed({}, {}, SUB)), 'none');
  dns.set('_dmarc.buyer.example', 'TXT', 'v=DMARC1; p=reject');
});

test.serial('without a signature, or with somebody else\'s, nobody is known, and no key of another domain is fetched', async (t) => {
  t.is(await strengthOf(writeMail(ORDER)), 'none');
  const before = dns.asked().length;
  t.is(await strengthOf(signed({}, {}, ATTACKER)), 'none');
  t.deepEqual(dns.asked().slice(before), []);
});

test.serial('who stands in the display name, Sender or Reply-To does not matter', async (t) => {
  const result = await judge(signed({ from: '"takao@buyer.example" <eve@attacker.example>', headers: [['Sender', 'takao@buyer.example'], ['Reply-To', 'takao@buyer.example']] }, {}, ATTACKER));
  t.is(result.kind === 'verdict' ? result.verdict.address : null, 'eve@attacker.example');
});

test.serial('an address like taro..y@ is one', async (t) => {
  const result = await judge(signed({ from: 'taro..y@buyer.example' }));
  t.is(result.kind === 'verdict' ? `${result.verdict.strength} ${result.verdict.address}` : null, 'signed taro..y@buyer.example');
});

test.serial('two addresses in From: nobody', async (t) => {
  for (const from of ['takao@buyer.example, eve@attacker.example', 'Group: takao@buyer.example, x@buyer.example;']) {
    t.is((gate0(signed({ from }), GATE_LIMITS) as { code?: string }).code, 'from-ambiguous', from);
  }
  for (const from of ['takao@buyer.example, takao@buyer.example', 'Group: takao@buyer.example, nobody;']) {
    t.deepEqual(await hitsOf(signed({ from })), { strength: 'none', hits: ['from-unreadable'] }, from);
  }
});

test.serial('text changed after signing', async (t) => {
  t.deepEqual((await hitsOf(put(signed(), '2 Sencha', '9 Sencha'))).strength, 'none');
  t.deepEqual((await hitsOf(put(signed(), 'Subject: Order', 'Subject: Urgent'))).strength, 'none');
});

test.serial('rules beyond passing', async (t) => {
  const rule = async (bytes: Buffer, code: string, given: Given = {}): Promise<void> => {
    const { strength, hits } = await hitsOf(bytes, given);
    t.is(strength, 'none', code);
    t.true(hits.includes(code), `${code} in ${hits.join(' ')}`);
  };
  await rule(Buffer.concat([signed({}, { extraTags: ['l=10'] }), Buffer.from('OK added\r\n')]), 'dkim-length-limited');
  await rule(signed({}, { extraTags: ['l=0'] }), 'dkim-length-limited');
  await rule(signed({ from: 'a@testing.example' }, {}, TESTING), 'dkim-testing-key');
  for (const missing of ['subject', 'date']) await rule(signed({}, { fields: SIGNED_FIELDS.filter((name) => name !== missing) }), 'dkim-fields-unsigned');
  await rule(signed({}, { time: NOW - 49 * HOUR }), 'dkim-stale');
  await rule(signed({}, { time: NOW + 11 * 60_000 }), 'dkim-stale');
  await rule(signed({}, { time: NOW - 2 * HOUR, extraTags: [`x=${(NOW - HOUR) / 1000}`] }), 'dkim-expired');
});

test.serial('a fresh signature is judged by the time of receipt, not of reading', async (t) => {
  const expiring = signed({}, { extraTags: [`x=${(NOW + HOUR) / 1000}`] });
  t.is(await strengthOf(expiring, { receivedAt: NOW + HOUR / 2 }), 'signed');
  t.is(await strengthOf(expiring, { receivedAt: NOW + 2 * HOUR }), 'none');
  t.is(await strengthOf(signed({}, { time: NOW - 47 * HOUR })), 'signed');
  t.is(await strengthOf(signed({}, { time: NOW + 9 * 60_000 })), 'signed');
});

test.serial('From not signed, a second From, an added Subject', async (t) => {
  t.is(await strengthOf(signed({}, { fields: SIGNED_FIELDS.filter((name) => name !== 'from') })), 'none');
  t.is((gate0(Buffer.concat([Buffer.from('From: eve@attacker.example\r\n'), signed()]), GATE_LIMITS) as { code?: string }).code, 'from-doubled');
  t.is((gate0(Buffer.concat([Buffer.from('Subject: other\r\n'), signed()]), GATE_LIMITS) as { code?: string }).code, 'field-doubled');
});

test.serial('Content-Type unsigned, as Gmail leaves it: only where it can hide nothing', async (t) => {
  const gmail = SIGNED_FIELDS.filter((name) => name !== 'content-type');
  const alternative = signed({ html: '<p>2 Sencha 100g</p>' }, { fields: gmail });
  t.is(await strengthOf(signed({}, { fields: gmail })), 'signed');
  t.is(await strengthOf(signed({ text: '煎茶 二つ', charset: 'iso-2022-jp' }, { fields: gmail })), 'signed');
  t.is(await strengthOf(alternative), 'signed');
  const { hits } = await hitsOf(put(signed({}, { fields: gmail }), 'Content-Type: text/plain', 'Content-Type: text/html'));
  t.true(hits.includes('dkim-content-type-unsigned'));
  t.is(await strengthOf(put(alternative, 'Content-Type: multipart/alternative', 'Content-Type: text')), 'none', 'its source is no text of the sender');
  const preamble = writeMail({ ...ORDER, html: '<p>x</p>' }).toString('latin1').replace('\r\n\r\n--', '\r\n\r\nOK secret\r\n--');
  t.is(await strengthOf(signMail(Buffer.from(preamble, 'latin1'), BUYER, { time: NOW, fields: gmail })), 'none');
  t.is(await strengthOf(signMail(Buffer.from(preamble, 'latin1'), BUYER, { time: NOW })), 'signed', 'a signed Content-Type is the sender\'s own');
});

test.serial('espoofer A3: a NUL in s= fetches no key of the attacker, with or without gate 0', async (t) => {
  const trick = signed({}, { selector: `post._domainkey.attacker.example.\0.x`, domain: 'buyer.example' }, ATTACKER);
  t.is((gate0(trick, GATE_LIMITS) as { code?: string }).code, 'nul-in-header');
  const plain = writeMail(ORDER);
  const gate = gate0(plain, GATE_LIMITS);
  const resolver = resolverOf({});
  const before = dns.asked().length;
  const result = await authenticate({ bytes: trick, fields: gate.fields, parts: gate.parts, receivedAt: NOW, envelope: NOBODY }, SETTINGS, resolver);
  t.is(result.kind === 'verdict' ? result.verdict.strength : 'retry', 'none');
  t.false(dns.asked().slice(before).some((question) => question.includes('attacker.example')));
});

test.serial('a key of 1,024 bits is taken', async (t) => {
  t.is(await strengthOf(signed({ from: 'a@small.example' }, {}, SMALL)), 'signed');
});

test.serial('a revoked key, and none', async (t) => {
  t.is(await strengthOf(signed({}, { selector: 'gone' })), 'none');
  dns.set('revoked._domainkey.buyer.example', 'TXT', 'v=DKIM1; p=');
  t.is(await strengthOf(signed({}, { selector: 'revoked' })), 'none');
});

test.serial('a domain without DMARC: only by configuration, and only its very own signature', async (t) => {
  const plain = signed({ from: 'a@plain.example' }, {}, NO_DMARC);
  t.deepEqual(await hitsOf(plain), { strength: 'none', hits: ['dmarc-not-pass', 'no-dmarc-record'] });
  t.is(await strengthOf(plain, { settings: { acceptExactDkimWithoutDmarc: ['plain.example'] } }), 'signed');
});

test.serial('DNS trouble: the letter waits, unless it is refused anyway or another signature passes', async (t) => {
  dns.behave('slow._domainkey.buyer.example', 'servfail');
  t.is(await strengthOf(signed({}, { selector: 'slow' })), 'retry');
  t.is(await strengthOf(signed({}, { selector: 'slow', time: NOW - 100 * HOUR })), 'none');
  t.is(await strengthOf(signMail(signed({}, { selector: 'slow' }), BUYER, { time: NOW })), 'signed');
  t.is(await strengthOf(signed({}, { selector: 'slow' }, ATTACKER)), 'none', 'of a domain that does not matter nothing is asked');
  dns.behave('_dmarc.buyer.example', 'silence');
  t.is(await strengthOf(signed(), { timeoutMs: 100 }), 'retry');
  dns.behave('_dmarc.buyer.example', null);
  dns.behave('slow._domainkey.buyer.example', null);
});

test.serial('a letter that asks too much is refused, not tried again', async (t) => {
  const { strength, hits } = await hitsOf(signed(), { queriesPerLetter: 1 });
  t.is(strength, 'none');
  t.true(hits.includes('dns-budget-used-up'));
});

test.serial('aligned SPF is weak, and needs the client\'s address', async (t) => {
  const from = 'bounce@buyer.example';
  const letter = writeMail(ORDER);
  const envelope = (more: Partial<Envelope>): Given => ({ envelope: { ...NOBODY, from, clientAddress: '127.0.0.1', helo: 'mail.buyer.example', ...more } });
  t.is(await strengthOf(letter, envelope({})), 'weak');
  t.is(await strengthOf(letter, envelope({ clientAddress: '192.0.2.1' })), 'none');
  t.is(await strengthOf(letter, envelope({ clientAddress: null })), 'none');
  t.is(await strengthOf(letter, envelope({ from: 'eve@attacker.example' })), 'none');
  t.is(await strengthOf(letter, envelope({ from: '' })), 'none');
  t.is(await strengthOf(signed(), envelope({})), 'signed');
});

test.serial('Authentication-Results count from the named server alone, and only its topmost', async (t) => {
  const results = (...values: string[]): Buffer => Buffer.concat([...values.map((value) => Buffer.from(`Authentication-Results: ${value}\r\n`)), writeMail(ORDER)]);
  const pass = 'mx.bank.example; dmarc=pass (p=reject) header.from=buyer.example';
  const trusting: Given = { settings: { authservId: 'mx.bank.example' } };
  t.is(await strengthOf(results(pass), trusting), 'weak');
  t.is(await strengthOf(results(pass)), 'none', 'no server is named');
  t.is(await strengthOf(results(pass.replace('mx.bank', 'mx.evil')), trusting), 'none');
  t.is(await strengthOf(results('mx.bank.example; dmarc=fail header.from=buyer.example', pass), trusting), 'none', 'the forged one stands below');
  t.is(await strengthOf(results(pass.replace('buyer.example', 'attacker.example')), trusting), 'none');
  t.is(dmarcClaim('mx.bank.example; spf=fail smtp.mailfrom="a; dmarc=pass header.from=buyer.example"@x')?.result, 'none');
  t.is(dmarcClaim('mx.bank.example (; dmarc=pass header.from=buyer.example); dmarc=fail')?.result, 'fail');
});

test.serial('a list breaks the signature: its ARC seal helps only where the operator trusts the sealer', async (t) => {
  const changed = put(signed(), '2 Sencha', '[list] 2 Sencha');
  const seal = async (authResults: string, sealer = FORWARDER): Promise<Buffer> => {
    const pem = sealer.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const headers = await sealMessage(changed, { signingDomain: sealer.name, selector: 'post', privateKey: pem, algorithm: 'rsa-sha256', signTime: new Date(NOW), i: 1, cv: 'none', authResults } as unknown as Parameters<typeof sealMessage>[1]);
    return Buffer.concat([headers, changed]);
  };
  const sealed = await seal('mx.forwarder.example; dmarc=pass header.from=buyer.example');
  t.is(await strengthOf(sealed), 'none');
  t.is(await strengthOf(sealed, { settings: { trustedSealers: ['other.example'] } }), 'none');
  t.is(await strengthOf(sealed, { settings: { trustedSealers: ['forwarder.example'] } }), 'signed');
  t.is(await strengthOf(await seal('mx.forwarder.example; dmarc=fail header.from=buyer.example'), { settings: { trustedSealers: ['forwarder.example'] } }), 'none');
  t.is(await strengthOf(await seal('mx.forwarder.example; dmarc=pass header.from=buyer.example', SUB), { settings: { trustedSealers: ['forwarder.example'] } }), 'none', 'a sealer whose key is known but who is not on the list');
  t.is(await strengthOf(put(sealed, '[list] 2', '[list] 9'), { settings: { trustedSealers: ['forwarder.example'] } }), 'none');
});

test.serial('an attached original: the same rules, whatever its age', async (t) => {
  const judgeOriginal = async (bytes: Buffer) => {
    const gate = gate0(bytes, GATE_LIMITS);
    return authenticateOriginal({ bytes, fields: gate.fields, parts: gate.parts, receivedAt: NOW + 6 * 24 * HOUR }, SETTINGS, resolverOf({ timeoutMs: 200 }));
  };
  t.is((await judgeOriginal(signed({}, { extraTags: [`x=${(NOW + HOUR) / 1000}`] }))).strength, 'signed');
  t.is((await judgeOriginal(signed({}, { time: NOW + 60 * HOUR }))).strength, 'signed', 'signed long after it was written');
  t.is((await judgeOriginal(put(signed(), '2 Sencha', '3 Sencha'))).strength, 'none');
  dns.behave('broken._domainkey.buyer.example', 'servfail');
  const unanswered = await judgeOriginal(signed({}, { selector: 'broken' }));
  t.deepEqual([unanswered.strength, unanswered.address, unanswered.findings[0]?.code], ['none', 'takao@buyer.example', 'dns-unanswered']);
});

