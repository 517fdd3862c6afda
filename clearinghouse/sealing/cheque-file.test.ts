/** Cheque files: what is taken, and everything that makes one void. */
import { createHash } from 'node:crypto';
import test, { type ExecutionContext } from 'ava';
import { armor } from 'age-encryption';
import { chequeText, signedChequeText, type ChequeFields, type SignedCheque } from '../protocol/cheque-text.ts';
import { toJson } from '../protocol/json.ts';
import { formatMoney } from '../protocol/money.ts';
import type { ChequeFault, ChequeReading } from '../protocol/reading.ts';
import { seal } from './age.ts';
import { makeChequeReader, sealCheque, signCheque } from './cheque-file.ts';
import { ageKeys, BANK, BUYER_KEY, CHEQUE, DIGEST, OTHER_KEY, PASSWORD, sealedText } from './testing/write-cheque.ts';

const read = makeChequeReader([BANK.identity]);
const signed = (fields: Partial<ChequeFields> = {}): SignedCheque => signCheque({ ...CHEQUE, ...fields }, BUYER_KEY);
const readText = async (text: string | Uint8Array): Promise<ChequeReading | null> => read(await sealedText(text), DIGEST);
const readFields = (fields: Partial<ChequeFields>): Promise<ChequeReading | null> => readText(signedChequeText(signed(fields)));

const isVoid = (t: ExecutionContext, reading: ChequeReading | null, code: ChequeFault, about: string): void => {
  t.is(reading?.ok === false ? reading.code : reading, code, about);
  t.notRegex(toJson(reading), /maple|crow/i, about);
};

test('a cheque is read, armoured and binary, and its password is kept as digests alone', async (t) => {
  const file = await sealCheque(CHEQUE, BUYER_KEY, BANK.recipient);
  const binary = armor.decode(Buffer.from(file).toString('latin1'));
  const digest = createHash('sha256').update(binary).digest('hex');
  const reading = await read(file, DIGEST);
  t.deepEqual(await read(binary, DIGEST), reading);
  if (reading?.ok !== true) return t.fail(toJson(reading));
  const { most, ...rest } = reading;
  t.is(formatMoney(most), 'JPY 4,741');
  t.deepEqual(rest, {
    file: digest,
    ok: true,
    serial: 'K7Q2M9X4T8WZ5R3N',
    account: 'takao@buyer.example',
    payee: 'shop@tea.example',
    secret: DIGEST(PASSWORD),
    issuedAt: Date.UTC(2026, 10, 21, 1, 32, 5),
    expiresAt: Date.UTC(2026, 10, 24, 1, 32, 5),
    key: BUYER_KEY.publicKey,
  });
  t.notRegex(toJson(reading), /maple|crow/i);
});

test('a cheque of long ago is read: whether it still counts is for the core', async (t) => {
  const reading = await readFields({ issued: '2001-01-01T00:00:00Z', expires: '2001-01-08T00:00:00Z' });
  t.true(reading?.ok);
});

test('armour as mail clients leave it is the same file', async (t) => {
  const text = Buffer.from(await sealCheque(CHEQUE, BUYER_KEY, BANK.recipient)).toString('latin1');
  const plain = await read(Buffer.from(text), DIGEST);
  t.true(plain?.ok);
  for (const other of [text.replaceAll('\n', '\r\n'), text.trimEnd(), `\r\n \t\n${text}\r\n\r\n  `, text.replace('\n', '\r\n')]) t.deepEqual(await read(Buffer.from(other, 'latin1'), DIGEST), plain);
});

test('armour that is broken, or has company, is altered', async (t) => {
  const text = Buffer.from(await sealCheque(CHEQUE, BUYER_KEY, BANK.recipient)).toString('latin1');
  const lines = text.split('\n');
  const broken = [`${text}x`, `${text}${text}`, `${text}\u0000`, text.replace(/\n-----END.*\n/, ''), lines.toSpliced(2, 0, '').join('\n'), lines.toSpliced(1, 1, `${lines[1]} `).join('\n'), lines.toSpliced(1, 2, `${lines[1]}${lines[2]}`).join('\n'), text.replaceAll('\n', '\r'), text.replace('-----END', '----END'), text.replace(/\n(.)/, '\n>$1'), '-----BEGIN AGE ENCRYPTED FILE-----', `${lines[0]}\n${lines.at(-2)}`];
  for (const other of broken) isVoid(t, await read(Buffer.from(other, 'latin1'), DIGEST), 'altered', other.slice(0, 120));
});

test('armour is written in one way', async (t) => {
  const text = [1, 2, 3].map((length) => Buffer.from(`{}${' '.repeat(length)}`));
  const padded = (await Promise.all(text.map((one) => sealedText(one)))).map((file) => Buffer.from(file).toString('latin1')).filter((file) => /=\n-----END/.test(file));
  t.is(padded.length, 2);
  for (const file of padded) {
    isVoid(t, await read(Buffer.from(file), DIGEST), 'malformed', 'as it was');
    const other = file.replace(/(.)(=+\n-----END)/, (_, letter: string, rest: string) => `${letter === 'B' ? 'C' : 'B'}${rest}`);
    isVoid(t, await read(Buffer.from(other), DIGEST), 'altered', 'bits that no byte holds');
    isVoid(t, await read(Buffer.from(file.replace(/=+\n-----END/, '\n-----END')), DIGEST), 'altered', 'without its padding');
  }
});

test('what is no age file is none', async (t) => {
  const armoured = Buffer.from(await sealCheque(CHEQUE, BUYER_KEY, BANK.recipient)).toString('latin1');
  for (const text of ['', ' ', 'hello', signedChequeText(signed()), 'age-encryption.org', `x${armoured}`, `${'\n'.repeat(2_000)}${armoured}`, `\uFEFF${armoured}`, '-----BEGIN PGP MESSAGE-----\n']) t.is(await read(Buffer.from(text), DIGEST), null, text.slice(0, 40));
});

test('sealed to somebody else, to several, with a passphrase', async (t) => {
  const content = Buffer.from(signedChequeText(signed()));
  const other = ageKeys(2);
  isVoid(t, await read(await seal([other.recipient], content, { armor: true }), DIGEST), 'not-ours', 'another key');
  for (const recipients of [[BANK.recipient, other.recipient], [other.recipient, BANK.recipient], [BANK.recipient, BANK.recipient]]) {
    for (const armoured of [true, false]) isVoid(t, await read(await seal(recipients, content, { armor: armoured }), DIGEST), 'several-recipients', 'two recipients');
  }
  t.true((await makeChequeReader([other.identity, BANK.identity])(await sealedText(content), DIGEST))?.ok, 'an older key of the bank opens it too');
  isVoid(t, await makeChequeReader([])(await sealedText(content), DIGEST), 'not-ours', 'no key');
});

test('only the canonical text is a cheque', async (t) => {
  const text = signedChequeText(signed());
  t.true((await readText(text))?.ok);
  const { cheque, key, sig } = signed();
  const inner = chequeText(cheque);
  const others: readonly (string | Uint8Array)[] = [
    ` ${text}`,
    `${text}\n`,
    text.replace('":"', '": "'),
    JSON.stringify({ key, sig, cheque }),
    `{"cheque":${JSON.stringify(cheque)},"key":"${key}","sig":"${sig}"}`,
    text.replace('"account":', '"account":"x@y.example","account":'),
    text.replace('maple', '\\u006daple'),
    text.replace('{"cheque"', '{"__proto__":{},"cheque"'),
    text.replace('"v":"1"', '"v":1'),
    text.replace(inner, inner.replace('"v":"1"', '"v":"1","w":""')),
    text.replace(inner, JSON.stringify(inner)),
    `[${text}]`,
    `\uFEFF${text}`,
    Buffer.concat([Buffer.from(text.slice(0, 20)), Uint8Array.of(0xff), Buffer.from(text.slice(20))]),
    Buffer.from(text, 'utf16le'),
    '',
    'null',
    '{}',
    '[]',
    '"'.repeat(500),
    '['.repeat(4_000),
  ];
  for (const other of others) isVoid(t, await readText(other), 'malformed', Buffer.from(other).toString('utf8').slice(0, 100));
});

test('fields out of their form are malformed', async (t) => {
  const wrong: readonly Partial<ChequeFields>[] = [
    { v: '2' as '1' },
    { serial: 'K7Q2M9X4T8WZ5R3' },
    { serial: 'k7q2m9x4t8wz5r3n' },
    { serial: 'K7Q2M9X4T8WZ5R3U' },
    { account: 'Takao <takao@buyer.example>' },
    { account: 'takao@BUYER.example' },
    { account: ' takao@buyer.example' },
    { payee: 'shop@tea.example, x@y.example' },
    { payee: 'shop@例え.jp' },
    { payee: '' },
    { most: '4,741' },
    { most: '-1' },
    { most: '' },
    { currency: 'yen' },
    { password: '' },
    { password: ' - ' },
    { issued: '2026-11-21 01:32:05' },
    { expires: '2026-11-24T01:32:05+09:00' },
  ];
  for (const fields of wrong) isVoid(t, await readFields(fields), 'malformed', JSON.stringify(fields));
  t.true((await readFields({ payee: 'shop@xn--r8jz45g.jp', password: '緑茶 と 和菓子 7731' }))?.ok);
});

test('amounts have the decimals of their currency, or none, and are above zero', async (t) => {
  const amounts: readonly (readonly [string, string, string | null])[] = [
    ['JPY', '1', 'JPY 1'],
    ['EUR', '12.50', 'EUR 12.50'],
    ['EUR', '12', 'EUR 12.00'],
    ['KWD', '1.234', 'KWD 1.234'],
    ['JPY', '999999999999', 'JPY 999,999,999,999'],
    ['JPY', '0', null],
    ['EUR', '0.00', null],
    ['JPY', '007', null],
    ['JPY', '4741.00', null],
    ['JPY', '1.234', null],
    ['EUR', '12.5', null],
    ['EUR', '1.234', null],
    ['EUR', '12.5000', null],
    ['KWD', '1.23', null],
    ['JPY', '9007199254740993', null],
    ['XAU', '5', null],
    ['QQQ', '5', null],
  ];
  for (const [currency, most, shown] of amounts) {
    const reading = await readFields({ currency, most });
    if (shown === null) isVoid(t, reading, 'amount-unreadable', `${currency} ${most}`);
    else t.is(reading?.ok === true ? formatMoney(reading.most) : toJson(reading), shown);
  }
});

test('times are real, in order, and a week apart at most', async (t) => {
  const unfit: readonly (readonly [string, string])[] = [
    ['2026-11-21T00:00:00Z', '2026-11-21T00:00:00Z'],
    ['2026-11-21T00:00:01Z', '2026-11-21T00:00:00Z'],
    ['2026-11-21T00:00:00Z', '2026-11-28T00:00:01Z'],
    ['2026-02-30T00:00:00Z', '2026-03-03T00:00:00Z'],
    ['2026-11-20T24:00:00Z', '2026-11-22T00:00:00Z'],
    ['2026-13-01T00:00:00Z', '2026-13-02T00:00:00Z'],
    ['2026-11-21T00:00:00Z', '2026-11-21T00:00:60Z'],
  ];
  for (const [issued, expires] of unfit) isVoid(t, await readFields({ issued, expires }), 'times-unfit', `${issued} ${expires}`);
  t.true((await readFields({ issued: '2026-11-21T00:00:00Z', expires: '2026-11-28T00:00:00Z' }))?.ok);
});

test('the key that is named must have signed these very fields', async (t) => {
  const { sig } = signed();
  for (const [field, value] of [['most', '4742'], ['payee', 'thief@tea.example'], ['expires', '2026-11-25T01:32:05Z'], ['serial', 'K7Q2M9X4T8WZ5R3P'], ['password', 'heron-4404-moss'], ['currency', 'EUR'], ['account', 'taro@buyer.example']] as const) {
    isVoid(t, await readText(signedChequeText({ cheque: { ...CHEQUE, [field]: value }, key: BUYER_KEY.publicKey, sig })), 'signature-wrong', field);
  }
  isVoid(t, await readText(signedChequeText({ cheque: CHEQUE, key: OTHER_KEY.publicKey, sig })), 'signature-wrong', 'another key');
  isVoid(t, await readText(signedChequeText({ cheque: CHEQUE, key: BUYER_KEY.publicKey, sig: 'A'.repeat(86) })), 'signature-wrong', 'no signature');
  for (const point of ['A'.repeat(43), `${'_'.repeat(42)}8`]) isVoid(t, await readText(signedChequeText({ cheque: CHEQUE, key: point, sig })), 'signature-wrong', 'no key');
  const byOther = signCheque(CHEQUE, OTHER_KEY);
  const reading = await readText(signedChequeText(byOther));
  t.is(reading?.ok === true ? reading.key : null, OTHER_KEY.publicKey, 'whose key it is is for the core to know');
});

/** The letters whose last bits a decoder drops: the same bytes, written otherwise. */
const writtenOtherwise = (base64url: string): string => {
  const last = base64url.slice(-1);
  const twin = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].find((letter) => letter !== last && Buffer.from(base64url.slice(0, -1) + letter, 'base64url').equals(Buffer.from(base64url, 'base64url')));
  return base64url.slice(0, -1) + (twin ?? '');
};

test('key and signature are written in one way', async (t) => {
  const { cheque, key, sig } = signed();
  isVoid(t, await readText(signedChequeText({ cheque, key: writtenOtherwise(key), sig })), 'malformed', 'key');
  isVoid(t, await readText(signedChequeText({ cheque, key, sig: writtenOtherwise(sig) })), 'malformed', 'signature');
});
