/** The quick parser says of every mail what the stock one says, byte by byte: of good, broken and hostile mails, and of mutants of them. */
import test from 'ava';
import PostalMime from 'postal-mime';
import { PUBLISHED_STRUCTURES } from '../cases/fixtures/published-structures.ts';
import { STRUCTURES } from '../cases/fixtures/structures.ts';
import { makeRandom, mutate } from '../cases/testing/mutations.ts';
import { writeMail } from '../../scripts/test-mail.ts';
import type { TestMail } from '../../scripts/test-mail.ts';
import { quickPostalMime } from './quick-postal-mime.ts';

const ORDER: TestMail = { from: 'Takao Sasaki <takao@buyer.example>', to: 'shop@tea.example', subject: 'Order', text: '2 Sencha 100g\n\nPassword: maple-7731-crow\n', date: Date.UTC(2026, 10, 21, 1, 32, 5), messageId: '8d1f@buyer.example' };

const raw = (fields: readonly string[], body: string | Buffer): Buffer => Buffer.concat([Buffer.from(`${['From: a@b.example', 'Subject: a', ...fields].join('\r\n')}\r\n\r\n`), Buffer.from(body)]);

const MAILS: readonly Buffer[] = [
  writeMail(ORDER),
  writeMail({ ...ORDER, text: '煎茶を二つ\n合言葉: もみじ7731\n' }),
  writeMail({ ...ORDER, text: '煎茶を二つ\n', charset: 'iso-2022-jp' }),
  writeMail({ ...ORDER, attachments: [{ filename: 'order.eml', type: 'message/rfc822', content: writeMail(ORDER) }] }),
  raw(['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit'], 'ü and 煎茶\r\nno end of line'),
  raw(['Content-Type: text/plain; charset=shift_jis', 'Content-Transfer-Encoding: 8bit'], Buffer.from([0x90, 0xf9, 0x92, 0x83, 0x0d, 0x0a, 0x00, 0xff, 0x0a])),
  raw(['Content-Type: application/octet-stream', 'Content-Transfer-Encoding: binary'], Buffer.from(Uint8Array.from({ length: 256 }, (_, at) => at))),
  raw([], ''),
  raw([], '\r\n\r\n\n\n\r'),
  raw(['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: unheard-of'], 'OK maple\r\n'),
  ...[...STRUCTURES, ...PUBLISHED_STRUCTURES].map(([, fields, body]) => raw(fields, body.replaceAll('\n', '\r\n'))),
];

const OPTIONS = { forceRfc822Attachments: true, maxNestingDepth: 20, maxHeadersSize: 1_048_576 };

async function told(parser: typeof PostalMime, mail: Buffer): Promise<unknown> {
  try {
    const { attachments, ...rest } = await parser.parse(mail, OPTIONS);
    return { ...rest, attachments: attachments.map((one) => ({ ...one, content: Buffer.from(one.content as ArrayBuffer).toString('base64') })) };
  } catch (error) {
    return String(error);
  }
}

test.serial('what it makes of every mail is what the stock parser makes of it', async (t) => {
  const random = makeRandom(29);
  const mails = [...MAILS, ...Array.from({ length: 2_000 }, (_, turn) => mutate(MAILS[turn % MAILS.length] ?? Buffer.alloc(0), random).bytes)];
  const stock: unknown[] = [];
  for (const mail of mails) stock.push(await told(PostalMime, mail));
  const quick = quickPostalMime();
  for (const [at, mail] of mails.entries()) t.deepEqual(await told(quick, mail), stock[at], mail.toString('latin1'));
});

test.serial('this version has the parts that it reaches into: no Blob is made for a body that is written as it is', async (t) => {
  let blobs = 0;
  const { Blob } = globalThis;
  globalThis.Blob = class extends Blob {
    constructor(...parameters: ConstructorParameters<typeof Blob>) {
      super(...parameters);
      blobs += 1;
    }
  };
  try {
    t.is((await quickPostalMime().parse(writeMail(ORDER))).text, ORDER.text ?? '');
  } finally {
    globalThis.Blob = Blob;
  }
  t.is(blobs, 0);
});
