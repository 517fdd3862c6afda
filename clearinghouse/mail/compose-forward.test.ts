import { generateKeyPairSync } from 'node:crypto';
import test from 'ava';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { makeMailWriter } from './compose-forward.ts';
import type { AgentMail } from './compose-forward.ts';
import { GATE_LIMITS } from './gate.ts';
import { readContent } from './mime.ts';

const NOBODY = { from: null, to: [], clientAddress: null, helo: null };
const ORIGINAL = Buffer.from('From: takao@buyer.example\r\nSubject: Order\r\nDate: Sat, 21 Nov 2026 10:32:05 +0900\r\n\r\n2 Sencha 100g\r\n');
const MAIL: AgentMail = {
  from: { name: 'Green Tea House', address: 'shop@tea.example' }, to: 'pay@bank.example', replyTo: null, subject: 'Fwd: Order', messageId: 'f.1.42.abc@tea.example', inReplyTo: null, references: ['o1@buyer.example'],
  date: Date.UTC(2026, 10, 21), autoSubmitted: null, text: 'Invoice: GT-42\nTotal: 2,160 JPY\n', original: ORIGINAL, attachments: [],
};
const write = makeMailWriter(null);

const originalOf = async (bytes: Uint8Array): Promise<Buffer | undefined> => (await readContent(bytes, NOBODY, [], GATE_LIMITS)).originals[0]?.bytes;

test('the original stands inside byte for byte, and the bank reads text and original', async (t) => {
  const bytes = await write(MAIL);
  const content = await readContent(bytes, NOBODY, [], GATE_LIMITS);
  t.is(content.refusal, null);
  t.is(content.automatic, null, 'a claim of the shop, not a machine\'s letter');
  t.is(content.text?.trim(), 'Invoice: GT-42\r\nTotal: 2,160 JPY');
  t.deepEqual(content.originals.map(({ bytes: original }) => original), [ORIGINAL]);
  t.deepEqual(content.headers.references, ['o1@buyer.example']);
  t.deepEqual(await write(MAIL), bytes, 'the same mail, the same bytes');
});

test('any original of any bytes comes through as it is', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (body) => {
      // What a mailbox holds: no CR or LF but in pairs.
      const lines = Buffer.from(Array.from(body).map((byte) => (byte === 10 || byte === 13 || byte === 0 ? 32 : byte)));
      const original = Buffer.concat([ORIGINAL, lines, Buffer.from('\r\n--_NmP-x\r\n.\r\n')]);
      const bytes = Buffer.from(await write({ ...MAIL, original }));
      t.true(bytes.includes(original));
      t.deepEqual(await originalOf(bytes), original);
    }),
    { numRuns: 60 },
  );
});

test('8-bit originals are declared, never encoded anew', async (t) => {
  const original = Buffer.concat([ORIGINAL, Buffer.from([0x8a, 0xe4, 0x0d, 0x0a])]);
  const text = Buffer.from(await write({ ...MAIL, original })).toString('latin1');
  t.regex(text, /Content-Type: message\/rfc822\r\n[^]*?Content-Transfer-Encoding: 8bit/);
  t.is((text.slice(0, text.indexOf('\r\n\r\n')).match(/Content-Transfer-Encoding: 8bit/g) ?? []).length, 1);
});

test('names, subjects and text of any script; attachments', async (t) => {
  const bytes = await write({ ...MAIL, from: { name: '緑茶の店', address: 'shop@tea.example' }, subject: 'Fwd: ご注文 №1', text: '合計：2,160円\n', attachments: [{ filename: 'GT-42.xml', contentType: 'application/xml', content: Buffer.from('<x/>') }] });
  const mail = await simpleParser(Buffer.from(bytes), {});
  t.like(mail, { subject: 'Fwd: ご注文 №1' });
  t.is(mail.from?.value[0]?.name, '緑茶の店');
  t.regex(mail.text ?? '', /合計：2,160円/);
  t.true(mail.attachments.some(({ filename, content }) => filename === 'GT-42.xml' && content.toString() === '<x/>'));
});

test('nothing can be injected: control characters and bad addresses are faults of ours', async (t) => {
  for (const bad of [{ subject: 'a\r\nBcc: x@y.example' }, { from: { name: 'a\nb', address: 'shop@tea.example' } }, { to: 'no address' }, { messageId: 'a b@x' }, { text: 'a\u0000b' }, { subject: '\ud800' }, { replyTo: 'a@b.example\r\nX: y' }]) {
    await t.throwsAsync(write({ ...MAIL, ...bad }), { instanceOf: RangeError }, JSON.stringify(bad));
  }
  const mail = await simpleParser(Buffer.from(await write({ ...MAIL, inReplyTo: 'bad id>\r\nX: y', references: ['<x>'] })), {});
  t.is(mail.inReplyTo, undefined, 'a strange Message-ID of somebody else is left out');
});

test('with a key it is signed for its own domain alone', async (t) => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signing = { domain: 'tea.example', selector: 'agent1', privateKey };
  const bytes = Buffer.from(await makeMailWriter(signing)(MAIL));
  t.regex(bytes.toString('latin1'), /^DKIM-Signature: v=1; a=rsa-sha256; c=relaxed\/relaxed; d=tea\.example;/);
  t.deepEqual(await originalOf(bytes), ORIGINAL);
  await t.throwsAsync(makeMailWriter(signing)({ ...MAIL, from: { name: '', address: 'shop@evil.example' } }), { instanceOf: RangeError });
  t.throws(() => makeMailWriter({ ...signing, privateKey: generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey }), { instanceOf: RangeError });
});
