import test from 'ava';
import fc from 'fast-check';
import type { MailDraft } from '../protocol/letter.ts';
import { makeMailSigner } from './compose.ts';
import { generateDkimKey, readDkimKey } from './dkim.ts';
import { readHeaderBlock } from './header-fields.ts';
import { GATE_LIMITS } from './gate.ts';

/** Whatever stands in a draft: it is refused, or the mail has exactly the fields that it should have, each once. */

const sign = makeMailSigner({ domain: 'bank.example', selector: 'k1', privateKey: readDkimKey(generateDkimKey().privatePem) });
const DRAFT: MailDraft = {
  from: { name: 'Sendai Credit Union', address: 'pay@bank.example' },
  to: 'hana@mail.example', replyTo: 'pay+q7.x@bank.example', subject: 'Please answer', messageId: 'n17.9f3a@bank.example', inReplyTo: 'order-1@mail.example',
  references: ['order-0@mail.example'], date: Date.UTC(2026, 10, 21), autoSubmitted: 'auto-generated', text: 'x\n', html: '<p>x</p>\n', attachments: [],
};
const ALWAYS = ['auto-submitted', 'content-type', 'date', 'dkim-signature', 'from', 'message-id', 'mime-version', 'reply-to', 'subject', 'to', 'x-auto-response-suppress', 'x-loop'];
const SOMETIMES = ['in-reply-to', 'references'];

const bad = fc.constantFrom('\r', '\n', '\r\n', '\r\n ', '\n\t', '\0', '\u0085', '\u2028', '\u2029', '\v', '\f', '\x1c', '\u202e', '\u200b', '%0d%0a', '=?utf-8?q?=0D=0A?=', '=?utf-8?b?DQo=?=');
const parts = fc.array(fc.oneof({ weight: 2, arbitrary: bad }, fc.constantFrom('Bcc: eve@evil.example', 'From: eve@evil.example', 'Content-Type: text/html', '<', '>', '"', '\\', ',', ';', ':', '(', ')', '@', ' ', 'a', '銀', '\ud83c\udf75'), fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 8 }).map((all) => all.join(''));
const around = (text: string) => fc.tuple(fc.nat(text.length), parts).map(([at, hostile]) => text.slice(0, at) + hostile + text.slice(at));

const bank = 'pay@bank.example';
/** One field at a time, so that most of what can be written is. */
const draft: fc.Arbitrary<Partial<MailDraft>> = fc.oneof(
  around('Sendai Credit Union').map((name) => ({ from: { name, address: bank } })),
  around(bank).map((address) => ({ from: { name: 'Bank', address } })),
  around('hana@mail.example').map((to) => ({ to })),
  around('pay+q@bank.example').map((replyTo) => ({ replyTo })),
  around('Please answer').map((subject) => ({ subject })),
  around('n17@bank.example').map((messageId) => ({ messageId })),
  around('o@mail.example').map((inReplyTo) => ({ inReplyTo })),
  fc.array(around('o@mail.example'), { maxLength: 3 }).map((references) => ({ references })),
  fc.tuple(around('some text\n'), around('<p>x</p>')).map(([text, html]) => ({ text, html })),
  around('a.csv').map((filename) => ({ attachments: [{ filename, contentType: 'text/csv', content: new Uint8Array(3) }] })),
);

test('no draft at all adds, doubles or ends a header field; what can’t be written is refused as our own fault', async (t) => {
  let made = 0;
  await fc.assert(
    fc.asyncProperty(draft, async (changes) => {
      let bytes: Uint8Array;
      try {
        bytes = await sign({ ...DRAFT, ...changes });
      } catch (fault) {
        t.true(fault instanceof RangeError, String(fault));
        return;
      }
      made += 1;
      const block = readHeaderBlock(Buffer.from(bytes), 0, bytes.length, GATE_LIMITS);
      t.is(block.problem, null);
      const names = block.fields.map(({ key }) => key).sort();
      // Of a mail without attachments the one transfer encoding is a part's.
      t.deepEqual(names.filter((name) => !SOMETIMES.includes(name) && name !== 'content-transfer-encoding'), ALWAYS);
      t.is(new Set(names).size, names.length);
      t.false(names.some((name) => name.startsWith('list-') || name === 'bcc' || name === 'precedence'));
      t.false(/[^\r]\n|\r[^\n]|\0/.test(Buffer.from(bytes).toString('latin1')));
    }),
    { numRuns: 400 },
  );
  t.true(made > 20, `${made} mails`);
});
