/** The verifier driven whole says what the stock call says, of good, broken and hostile mails, also when a key is known already. */
import test from 'ava';
import { generateKeyPairSync } from 'node:crypto';
import { dkimSign, dkimVerify, sealMessage } from 'mailauth';
import type { DKIMVerifyResult, DNSResolver } from 'mailauth';
import { makeDomain, signMail, writeMail } from '../../scripts/test-mail.ts';
import type { MailDomain, SignOptions, TestMail } from '../../scripts/test-mail.ts';
import { FROM_ATTACKS } from '../cases/fixtures/from-attacks.ts';
import { PUBLISHED_STRUCTURES } from '../cases/fixtures/published-structures.ts';
import { STRUCTURES } from '../cases/fixtures/structures.ts';
import { makeRandom, mutate } from '../cases/testing/mutations.ts';
import { verifyDkim } from './dkim-verify.ts';

const NOW = Date.UTC(2026, 10, 21, 1, 32, 5);
const BUYER = makeDomain('buyer.example');
const SMALL = makeDomain('small.example', { bits: 512 });
const TESTING = makeDomain('testing.example', { keyFlags: 't=y:s' });
const OTHER_HASH = makeDomain('sha1.example', { keyFlags: 'h=sha1' });
const OTHER_SERVICE = makeDomain('web.example', { keyFlags: 's=web' });
const DOMAINS = [BUYER, SMALL, TESTING, OTHER_HASH, OTHER_SERVICE];
const PEM = BUYER.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const EDWARDS = generateKeyPairSync('ed25519');
const EDWARDS_PEM = EDWARDS.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const RECORDS = new Map<string, string>([
  ...DOMAINS.flatMap(({ records }) => records.filter(({ type }) => type === 'TXT').map(({ name, value }) => [name, value] as const)),
  ['ed._domainkey.buyer.example', `v=DKIM1; k=ed25519; p=${EDWARDS.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64')}`],
  ['revoked._domainkey.buyer.example', 'v=DKIM1; k=rsa; p='],
  ['odd._domainkey.buyer.example', 'v=DKIM1; k=rsa; p=!!!'],
  ['short._domainkey.buyer.example', 'v=DKIM1; k=rsa; p=AAAA'],
  ['version._domainkey.buyer.example', 'v=DKIM2; p=AAAA'],
]);

const failed = (code: string): Error => Object.assign(new Error(code), { code });
const resolver: DNSResolver = async (name) => {
  if (name.startsWith('silent.')) throw failed('ETIMEOUT');
  const text = RECORDS.get(name.toLowerCase());
  if (text === undefined) throw failed('ENOTFOUND');
  return [[text]] as never[];
};
const OPTIONS = { strict: true, minBitLength: 1024, resolver, curTime: new Date(NOW) } as const;

type Told = Pick<DKIMVerifyResult, 'headerFrom' | 'fromFields' | 'results' | 'arc'>;

/** The id of a signature without b= is drawn. */
const plain = ({ headerFrom, fromFields, results, arc }: Told): unknown => ({ headerFrom, fromFields, arc, results: results.map(({ id, ...rest }) => (rest.signature === undefined ? rest : { ...rest, id })) });

const told = async (verifying: Promise<Told>): Promise<unknown> => verifying.then(plain, (error: unknown) => ({ rejected: String(error) }));

/** The key that verified is a PEM text there and ready here. */
const asText = (value: unknown): string => JSON.stringify(value, (key, one: unknown) => (key === 'publicKey' ? undefined : one));

const differs = async (bytes: Buffer): Promise<string | null> => {
  const stock = asText(await told(dkimVerify(bytes, OPTIONS)));
  const [ours, again] = [asText(await told(verifyDkim(bytes, OPTIONS))), asText(await told(verifyDkim(bytes, OPTIONS)))];
  return ours === stock && again === stock ? null : `stock ${stock}\nours ${ours}\nagain ${again}`;
};

const ORDER: TestMail = { from: 'Takao Sasaki <takao@buyer.example>', to: 'shop@tea.example', cc: 'pay@bank.example', subject: 'Order', text: '2 Sencha 100g\n\nPassword: maple-7731-crow\n', date: NOW, messageId: '8d1f@buyer.example' };
const signed = (more: Partial<TestMail> = {}, domain: MailDomain = BUYER, options: Partial<SignOptions> = {}): Buffer => signMail(writeMail({ ...ORDER, ...more }), domain, { time: NOW, ...options });

const by = async (algorithm: string, canonicalization: string, selector: string, privateKey: string): Promise<Buffer> => {
  const mail = writeMail(ORDER);
  const { signatures } = await dkimSign(mail, { algorithm, canonicalization, signTime: new Date(NOW), signatureData: [{ signingDomain: 'buyer.example', selector, privateKey }] } as Parameters<typeof dkimSign>[1]);
  return Buffer.concat([Buffer.from(signatures), mail]);
};

const edited = (bytes: Buffer, from: string | RegExp, to: string): Buffer => Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1');

const good = async (): Promise<readonly (readonly [name: string, bytes: Buffer])[]> => [
  ['order', signed()],
  ['two forms', signed({ html: '<p>2 Sencha</p>' })],
  ['a file', signed({ attachments: [{ filename: 'a.bin', type: 'application/octet-stream', content: Buffer.alloc(200_000, 'abc') }] })],
  ['Japanese', signed({ text: '煎茶を二つ\n', charset: 'iso-2022-jp' })],
  ['simple', await by('rsa-sha256', 'simple/simple', 'post', PEM)],
  ['mixed', await by('rsa-sha256', 'relaxed/simple', 'post', PEM)],
  ['Ed25519', await by('ed25519-sha256', 'relaxed/relaxed', 'ed', EDWARDS_PEM)],
  ['two signatures', signMail(signed(), TESTING, { time: NOW })],
];

const broken = (): readonly (readonly [name: string, bytes: Buffer])[] => [
  ['unsigned', writeMail(ORDER)],
  ['short key', signed({}, SMALL)],
  ['testing key', signed({}, TESTING)],
  ['key for another hash', signed({}, OTHER_HASH)],
  ['key for another service', signed({}, OTHER_SERVICE)],
  ...['revoked', 'odd', 'short', 'version', 'none', 'silent'].map((selector) => [`key ${selector}`, signed({}, BUYER, { selector })] as const),
  ['l=', signed({}, BUYER, { extraTags: ['l=5'] })],
  ['expired', signed({}, BUYER, { extraTags: [`x=${NOW / 1_000 - 60}`] })],
  ['x= before t=', signed({}, BUYER, { extraTags: [`x=${NOW / 1_000 - 900_000}`] })],
  ['From unsigned', signed({}, BUYER, { fields: ['subject', 'date'] })],
  ['body changed', edited(signed(), 'Sencha', 'sencha')],
  ['subject changed', edited(signed(), 'Subject: Order', 'Subject: Other')],
  ['bare LF', edited(signed(), /\r\n/g, '\n')],
  ['one bare LF in the headers', edited(signed(), 'To: shop@tea.example\r\n', 'To: shop@tea.example\n')],
  ['one bare LF in the body', edited(signed(), '100g\r\n', '100g\n')],
  ['LF CR LF', edited(signed(), '\r\n\r\n', '\r\n\n\r\n')],
  ['begins with an empty line', Buffer.concat([Buffer.from('\r\n'), signed()])],
  ['no body', edited(signed(), /\r\n\r\n[\s\S]*$/, '\r\n\r\n')],
  ['no end of the headers', edited(signed(), /\r\n\r\n[\s\S]*$/, '\r\n')],
  ['nothing', Buffer.alloc(0)],
  ['many empty lines', edited(signed(), '100g', `100g${'\r\n'.repeat(70_000)}`)],
];

/** Of the tables of hostile mails; CRLF, but for what stands for a bare LF. */
const hostile = (): readonly (readonly [name: string, bytes: Buffer])[] => [
  ...[...STRUCTURES, ...PUBLISHED_STRUCTURES].map(([what, fields, body]) => {
    const text = [`From: ${ORDER.from}`, `Date: ${new Date(NOW).toUTCString()}`, 'Subject: a', ...fields, '', body].join('\n').replaceAll('\n', '\r\n').replaceAll('\u2424', '\n');
    return [what, signMail(Buffer.from(text), BUYER, { time: NOW, fields: ['from', 'date', 'subject', 'content-type'] })] as const;
  }),
  ...FROM_ATTACKS.map(({ name, from }) => {
    const text = [...from, 'Subject: a', `Date: ${new Date(NOW).toUTCString()}`, '', 'OK', ''].join('\n').replaceAll('\n', '\r\n').replace(/<V>/g, '<victim@buyer.example>').replace(/<A>/g, '<eve@evil.example>');
    return [name, signMail(Buffer.from(text), BUYER, { time: NOW, fields: ['from', 'date', 'subject'] })] as const;
  }),
];

test('good mails: the same results, and they pass', async (t) => {
  for (const [name, bytes] of await good()) {
    t.is(await differs(bytes), null, name);
    t.true((await verifyDkim(bytes, OPTIONS)).results.some(({ status }) => status.result === 'pass'), name);
  }
});

test('broken mails: the same results, and none that counts passes', async (t) => {
  for (const [name, bytes] of broken()) t.is(await differs(bytes), null, name);
  const { results } = await verifyDkim(edited(signed(), 'Sencha', 'sencha'), OPTIONS);
  t.is(results[0]?.status.result, 'fail');
});

test('hostile mails: the same results', async (t) => {
  for (const [name, bytes] of hostile()) t.is(await differs(bytes), null, name);
});

test('a sealed mail: the same chain', async (t) => {
  const mail = signed();
  const seal = await sealMessage(mail, { signingDomain: 'buyer.example', selector: 'post', privateKey: PEM, authResults: 'mx.example; dkim=pass', cv: 'none' } as Parameters<typeof sealMessage>[1]);
  t.is(await differs(Buffer.concat([Buffer.from(seal as Uint8Array), mail])), null);
});

test('1,500 mutants of good mails: the same results', async (t) => {
  const random = makeRandom(11);
  const mails = (await good()).filter(([name]) => name !== 'a file');
  let passed = 0;
  for (let turn = 0; turn < 1_500; turn += 1) {
    const [name, mail] = mails[turn % mails.length] ?? ['', Buffer.alloc(0)];
    const { bytes, names } = mutate(mail, random);
    const difference = await differs(bytes);
    if (difference !== null) return t.fail(`${name}, ${names.join(', ')}: ${difference}`);
    passed += (await verifyDkim(bytes, OPTIONS).catch(() => null))?.results.some(({ status }) => status.result === 'pass') === true ? 1 : 0;
  }
  t.true(passed > 50 && passed < 1_450, `${passed} still pass`);
});

test('a key that was read before counts only while its record is published', async (t) => {
  const bytes = signed();
  t.is((await verifyDkim(bytes, OPTIONS)).results[0]?.status.result, 'pass');
  const gone = await verifyDkim(bytes, { ...OPTIONS, resolver: async () => Promise.reject(failed('ENOTFOUND')) });
  t.is(gone.results[0]?.status.comment, 'no key');
  const silent = await verifyDkim(bytes, { ...OPTIONS, resolver: async () => Promise.reject(failed('ETIMEOUT')) });
  t.is(silent.results[0]?.status.result, 'temperror');
});
