import test from 'ava';
import fc from 'fast-check';
import type { ReceivedLetter } from '../protocol/letter.ts';
import { dkimRecord, makeMailSigner } from './compose.ts';
import { generateDkimKey, readDkimKey } from './dkim.ts';
import { makeCanaries } from './imap-canary.ts';
import type { CanarySettings } from './imap-canary.ts';

const NOON = Date.UTC(2026, 10, 21, 12);
const PAY = 'pay@bank.example';
const BOUNCE = 'bounce@bank.example';
const PRIVATE = readDkimKey(generateDkimKey().privatePem);
const unsure: CanarySettings['read'] = async () => ({ kind: 'retry', reason: 'no DNS here' });

const settings = (changes: Partial<CanarySettings> = {}): CanarySettings => ({
  key: new Uint8Array(32).fill(7),
  bankName: 'Sendai Credit Union',
  from: PAY,
  addresses: [PAY, BOUNCE],
  selector: 'k1',
  keyRecord: dkimRecord(PRIVATE),
  sign: makeMailSigner({ domain: 'bank.example', selector: 'k1', privateKey: PRIVATE }),
  read: unsure,
  ...changes,
});
const canaries = makeCanaries(settings());
const letter = (bytes: Uint8Array): ReceivedLetter => ({ bytes, receivedAt: NOON + 5_000, intake: 'imap', envelope: { from: null, to: [], clientAddress: null, helo: null }, place: null });
const edited = (bytes: Uint8Array, edit: (text: string) => string): Buffer => Buffer.from(edit(Buffer.from(bytes).toString('latin1')), 'latin1');
const WAY = 'Return-Path: <bounce@bank.example>\r\nReceived: from a by b; Sat, 21 Nov 2026 12:00:00 +0000\r\nDelivered-To: pay@bank.example\r\n';

test('it is addressed with a tag, known again by any process with the key, and kept with what the way adds on top', async (t) => {
  const { canary, to, bytes } = await canaries.make(PAY, NOON, '0a1b2c3d');
  t.regex(to, /^pay\+canary\.[0-9a-z]+\.0a1b2c3d\.[0-9a-f]{20}@bank\.example$/);
  t.deepEqual(makeCanaries(settings()).recognise(bytes), canary);
  t.deepEqual(canary, { id: canary.id, address: PAY, issuedAt: NOON });
  t.is((await canaries.judge(letter(edited(bytes, (text) => WAY + text)), canary)).outcome, 'key', 'whole, though DNS does not say so');
  t.is(makeCanaries(settings({ key: new Uint8Array(32).fill(8) })).recognise(bytes), null);
});

test('the reader’s word is taken where it finds our very signature', async (t) => {
  const { canary, bytes } = await canaries.make(BOUNCE, NOON, '00000000');
  const b = /\bb=([^;]*?)\r\n\S/s.exec(Buffer.from(bytes).toString('latin1').slice(Buffer.from(bytes).toString('latin1').indexOf('bh=') + 3))?.[1]?.replace(/\s+/g, '') ?? '';
  const reads = (strength: 'signed' | 'none', found: string) =>
    makeCanaries(settings({ read: async () => ({ kind: 'reading', reading: { verdict: { strength, address: PAY, signature: { b: found }, findings: [{ code: 'dkim-fail', hit: true, detail: '' }] } } }) as never })).judge(letter(bytes), canary);
  t.deepEqual(await reads('signed', b), { outcome: 'kept', detail: '' });
  t.deepEqual(await reads('none', b), { outcome: 'key', detail: 'dkim-fail' });
  t.is((await reads('signed', 'x')).outcome, 'key');
});

const CHANGES: Record<string, (text: string) => string> = {
  'quotes in Content-Type': (text) => text.replaceAll('charset=utf-8', 'charset="utf-8"'),
  'another recipient': (text) => text.replace(/^To: .*$/m, 'To: primary@bank.example'),
  'a line below': (text) => `${text}-- \r\nScanned for viruses\r\n`,
  'a mark in the subject': (text) => text.replace('Subject: ', 'Subject: [EXTERNAL] '),
  'the end cut off': (text) => text.slice(0, -40),
  'a control byte in the header': (text) => text.replace('Subject: ', 'Subject: \x01'),
};
for (const [name, change] of Object.entries(CHANGES)) {
  const expected = name.startsWith('a control') ? 'foreign' : 'changed';
  test(`${name}: ${expected}`, async (t) => {
    const { canary, bytes } = await canaries.make(PAY, NOON, '0a1b2c3d');
    const { outcome, detail } = await canaries.judge(letter(edited(bytes, change)), canary);
    // A header that can't be read bears no signature that could be known as ours.
    t.is(outcome, expected);
    t.true(detail.length > 0);
  });
}

test('what is not ours is nothing: another’s tag of the right form, a signature that is missing or another’s, a mail without end', async (t) => {
  const { canary, bytes } = await canaries.make(PAY, NOON, '0a1b2c3d');
  for (const id of ['canary.1.00000000.00000000000000000000@bank.example', `${canary.id}@evil.example`, `${canary.id}x@bank.example`, `x${canary.id}@bank.example`, `${canary.id.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))}@bank.example`]) {
    t.is(canaries.recognise(Buffer.from(`From: ${PAY}\r\nMessage-ID: <${id}>\r\n\r\nx\r\n`)), null, id);
  }
  const unsigned = edited(bytes, (text) => text.replace(/^DKIM-Signature:.*\r\n(?:[ \t].*\r\n)*/, ''));
  t.deepEqual(canaries.recognise(unsigned), canary);
  t.is((await canaries.judge(letter(unsigned), canary)).outcome, 'foreign');
  const other = makeCanaries(settings({ sign: makeMailSigner({ domain: 'bank.example', selector: 'k1', privateKey: readDkimKey(generateDkimKey().privatePem) }) }));
  t.is((await canaries.judge(letter((await other.make(PAY, NOON, '0a1b2c3d')).bytes), canary)).outcome, 'foreign');
  t.is((await canaries.judge(letter(Buffer.concat([bytes, Buffer.alloc(300_000, 'x')])), canary)).outcome, 'foreign');
});

test('no bytes at all make it throw, and none but its own are recognised', (t) => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), fc.string({ maxLength: 80 }), (bytes, id) => {
    t.is(canaries.recognise(bytes), null);
    t.is(canaries.recognise(Buffer.from(`Message-ID: <canary.${id}@bank.example>\r\n\r\n`)), null);
  }), { numRuns: 200 });
});

test('a long address leaves no room for the tag and is written to as it is', async (t) => {
  const long = `${'p'.repeat(40)}@bank.example`;
  const { to, bytes } = await makeCanaries(settings({ from: long, addresses: [long] })).make(long, NOON, '0a1b2c3d');
  t.is(to, long);
  t.is(makeCanaries(settings({ from: long, addresses: [long] })).recognise(bytes)?.address, long);
});
