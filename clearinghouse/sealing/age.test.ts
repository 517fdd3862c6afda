/** The seal: whole or nothing, for each byte; and files that are made to cost. */
import test, { type ExecutionContext } from 'ava';
import { armor, Encrypter } from 'age-encryption';
import fc from 'fast-check';
import { MOST_CHEQUE_BYTES } from '../protocol/cheque-text.ts';
import { open, seal } from './age.ts';
import { makeChequeReader, sealCheque } from './cheque-file.ts';
import { ageKeys, BANK, BUYER_KEY, CHEQUE, DIGEST, sealedText } from './testing/write-cheque.ts';

const read = makeChequeReader([BANK.identity]);

/** The code, `ok`, or `none` for what is no age file. */
const outcome = async (file: Uint8Array): Promise<string> => {
  const reading = await read(file, DIGEST);
  return reading === null ? 'none' : reading.ok ? 'ok' : reading.code;
};

const files = async (): Promise<{ readonly armoured: Buffer; readonly binary: Buffer }> => {
  const armoured = Buffer.from(await sealCheque(CHEQUE, BUYER_KEY, BANK.recipient));
  return { armoured, binary: Buffer.from(armor.decode(armoured.toString('latin1'))) };
};

const flipped = (file: Buffer, at: number, mask: number): Buffer => {
  const other = Buffer.from(file);
  other.writeUInt8((other[at] ?? 0) ^ mask, at);
  return other;
};

const neverOk = async (t: ExecutionContext, others: readonly (readonly [about: string, file: Uint8Array])[]): Promise<void> => {
  const taken: string[] = [];
  for (const [about, file] of others) if ((await outcome(file)) === 'ok') taken.push(about);
  t.deepEqual(taken, []);
};

test('every byte of a file counts', async (t) => {
  const { armoured, binary } = await files();
  t.deepEqual([await outcome(armoured), await outcome(binary)], ['ok', 'ok']);
  for (const [name, file] of [['armoured', armoured], ['binary', binary]] as const) {
    await neverOk(t, Array.from(file, (_, at) => [`${name}, byte ${at}`, flipped(file, at, 1 << at % 8 || 1)] as const));
  }
});

test('every truncation is void, and every byte behind the end', async (t) => {
  const { armoured, binary } = await files();
  t.is(armoured.at(-1), 0x0a, 'the line end behind the armour is white space, which may go');
  await neverOk(t, Array.from({ length: binary.length }, (_, length) => [`binary, ${length} bytes`, binary.subarray(0, length)] as const));
  await neverOk(t, Array.from({ length: armoured.length - 1 }, (_, length) => [`armoured, ${length} bytes`, armoured.subarray(0, length)] as const));
  for (const more of ['x', '\n', '\0', '\x0b', '=']) {
    t.is(await outcome(Buffer.concat([binary, Buffer.from(more)])), 'altered', more);
    if (more !== '\n') t.is(await outcome(Buffer.concat([armoured, Buffer.from(more)])), 'altered', more);
  }
});

test('what was changed is told from what is another\'s where age can tell', async (t) => {
  const { binary } = await files();
  const header = binary.indexOf('\n--- ');
  t.is(await outcome(flipped(binary, header + 8, 1)), 'altered', 'the MAC of the header');
  t.is(await outcome(flipped(binary, binary.length - 1, 1)), 'altered', 'the last byte');
  const other = Buffer.from(binary);
  other.write(binary.toString('latin1', header - 20, header - 19) === 'A' ? 'B' : 'A', header - 20, 'latin1');
  t.is(await outcome(other), 'not-ours', 'the wrapped key');
});

/** The other letters that stand for the same bytes at the end of 43: their last two bits are dropped. */
const twins = (letter: string): readonly string[] => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const first = alphabet.indexOf(letter) & ~3;
  return [...alphabet.slice(first, first + 4)].filter((one) => one !== letter);
};

test('bits of the header that no byte holds count too', async (t) => {
  const text = (await files()).binary.toString('latin1');
  for (const last of [/(-> X25519 .{42})(.)/, /(-> X25519 .{43}\n.{42})(.)/, /(\n--- .{42})(.)/]) {
    const letter = last.exec(text)?.[2] ?? '';
    t.is(twins(letter).length, 3);
    for (const twin of twins(letter)) t.not(await outcome(Buffer.from(text.replace(last, `$1${twin}`), 'latin1')), 'ok', `${last} ${letter} ${twin}`);
  }
});

test('a passphrase is seen, and nothing is computed for it', async (t) => {
  const encrypter = new Encrypter();
  encrypter.setPassphrase('maple-7731-crow');
  encrypter.setScryptWorkFactor(10);
  const small = Buffer.from(await encrypter.encrypt('x'));
  t.is(await outcome(small), 'not-sealed');
  const immense = Buffer.from(small.toString('latin1').replace(/(-> scrypt \S+) 10\n/, '$1 30\n'), 'latin1');
  t.not(immense.indexOf(' 30\n'), -1);
  t.is(await outcome(immense), 'not-sealed');
  const both = Buffer.from((await files()).binary.toString('latin1').replace('\n--- ', `\n-> scrypt ${'A'.repeat(22)} 30\n${'A'.repeat(43)}\n--- `), 'latin1');
  t.is(await outcome(both), 'several-recipients');
});

test('other kinds of recipients, versions and headers', async (t) => {
  const text = (await files()).binary.toString('latin1');
  const as = (from: string | RegExp, to: string): Promise<string> => outcome(Buffer.from(text.replace(from, to), 'latin1'));
  t.is(await as('-> X25519', '-> ssh-ed25519'), 'not-sealed');
  t.is(await as('-> X25519', '-> mlkem768x25519'), 'not-sealed');
  t.is(await as('/v1\n', '/v2\n'), 'not-sealed');
  t.is(await as('/v1\n', '/v1\r\n'), 'not-sealed');
  t.is(await as('\n--- ', '\n-> grease\n\n--- '), 'several-recipients');
  t.is(await as(/-> X25519 .*\n.*\n/, ''), 'altered');
  t.is(await as(/(-> X25519 \S+)/, '$1 more'), 'altered');
  t.is(await as(/\n--- (\S+)/, '\n--- $1='), 'altered');
  t.is(await outcome(Buffer.from(armor.encode(Buffer.from('no age file')))), 'not-sealed');
  t.is(await outcome(Buffer.from(armor.encode(Buffer.from(armor.encode(Buffer.from(text, 'latin1')))))), 'not-sealed', 'armour within armour');
});

test('a share that gives no secret is nobody\'s', async (t) => {
  const { binary } = await files();
  const zero = binary.toString('latin1').replace(/-> X25519 \S+/, `-> X25519 ${'A'.repeat(43)}`);
  t.is(await outcome(Buffer.from(zero, 'latin1')), 'not-ours');
});

test('sizes: the largest text, one byte more, and files beyond all measure', async (t) => {
  const opened = await open([BANK.identity], await sealedText(new Uint8Array(MOST_CHEQUE_BYTES)), MOST_CHEQUE_BYTES);
  t.true(opened?.ok);
  t.is(await outcome(await sealedText(new Uint8Array(MOST_CHEQUE_BYTES + 1))), 'too-large');
  t.is(await outcome(await sealedText(new Uint8Array(200_000), false)), 'too-large');
  t.is(await outcome(await sealedText(new Uint8Array(0))), 'malformed');
  const huge = 20_000_000;
  t.is(await outcome(Buffer.concat([Buffer.from('age-encryption.org/v1\n'), Buffer.alloc(huge, '-> X25519 A\nA\n')])), 'too-large');
  t.is(await outcome(Buffer.concat([Buffer.from('-----BEGIN AGE ENCRYPTED FILE-----\n'), Buffer.alloc(huge, 'AAAA')])), 'too-large');
  t.is(await outcome(Buffer.alloc(huge, '\n')), 'none');
  t.is(await outcome(Buffer.concat([Buffer.from('age-encryption.org/v1\n'), Buffer.alloc(60_000, '-> X25519 A\nA\n')])), 'several-recipients');
  t.is(await outcome(Buffer.concat([Buffer.from('age-encryption.org/v1\n-> X25519 '), Buffer.alloc(60_000, 'A')])), 'altered');
});

test('several keys of the bank open what is sealed to any of them, and nobody else does', async (t) => {
  const [older, other] = [ageKeys(2), ageKeys(3)];
  const file = await seal([older.recipient], Buffer.from('hello'), { armor: false });
  const opened = await open([BANK.identity, older.identity], file, 100);
  t.deepEqual(opened?.ok === true ? Buffer.from(opened.content).toString() : opened, 'hello');
  t.like(await open([BANK.identity, other.identity], file, 100), { ok: false, code: 'not-ours' });
  await t.throwsAsync(seal(['age1x'], Buffer.from('hello'), { armor: false }));
});

test('whatever is sent: an answer, and never the cheque but for the cheque itself', async (t) => {
  const { binary, armoured } = await files();
  const beginning = fc.constantFrom(binary, armoured, Buffer.from('age-encryption.org/v1\n'), Buffer.from('-----BEGIN AGE ENCRYPTED FILE-----\n'), Buffer.alloc(0));
  await fc.assert(
    fc.asyncProperty(beginning, fc.nat(1_000), fc.uint8Array({ maxLength: 300 }), fc.nat(1_000), async (file, cut, middle, skip) => {
      const other = Buffer.concat([file.subarray(0, cut), middle, file.subarray(Math.min(cut + skip, file.length))]);
      const found = await outcome(other);
      if (other.equals(file) || other.toString('latin1').trim().replaceAll('\r', '') === armoured.toString('latin1').trim()) return;
      t.not(found, 'ok', other.toString('latin1'));
    }),
    { numRuns: 300 },
  );
});
