/** What goes over the wire is nodemailer's, byte for byte, whichever way it was looked at. */
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import test from 'ava';
import fc from 'fast-check';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { Connection } from './smtp-connection.ts';

type Sent = { readonly bytes: string; readonly counted: readonly number[] };

/** What the server would be given for this content, handed over in these pieces. */
async function sent(connection: unknown, pieces: readonly string[]): Promise<Sent> {
  const socket = Object.assign(new PassThrough(), { setTimeout: () => undefined });
  const inside = Object.assign(connection as Connection, { _socket: socket, _envelope: { accepted: [] }, _responseActions: [] });
  const stream = inside._createSendStream(() => undefined);
  stream.once('end', () => socket.end());
  for (const piece of pieces) stream.write(Buffer.from(piece, 'latin1'));
  stream.end();
  const bytes = (await buffer(socket)).toString('latin1');
  return { bytes, counted: [stream.inByteCount, stream.outByteCount] };
}

const both = async (pieces: readonly string[]): Promise<readonly [ours: Sent, stock: Sent]> => [await sent(new Connection({ socketTimeout: 1, answerTimeout: 1 }), pieces), await sent(new SMTPConnection({}), pieces)];

test('a mail of ours goes as it is, with the dot at its end', async (t) => {
  const [ours, stock] = await both(['Subject: a.b\r\n\r\nno dot begins a line.\r\n..hardly\r\n'.replace('..', ' .')]);
  t.is(ours.bytes, 'Subject: a.b\r\n\r\nno dot begins a line.\r\n .hardly\r\n.\r\n');
  t.deepEqual(ours, stock);
});

test('the end of the data can\'t be smuggled in', async (t) => {
  for (const text of ['.', '.\r\n', 'a\r\n.\r\nMAIL FROM:<b@c>\r\n', 'a\n.\nb\r\n', 'a\r.\rb\r\n', 'a\r\n.', 'a\n.\r\n', 'a\r.\r\n', '\r', '\n', 'a\r', 'a\n', '', 'a', 'a\r\n\r', '\r\n.\r\n', 'a\n\r.\r\n', '\n.', '\r\r\n.\r\n']) {
    for (const pieces of [[text], [...text], ['a\r\n', text], [text, '.\r\n'], ['\r', text], ['a\r', text]]) {
      const [ours, stock] = await both(pieces);
      t.deepEqual(ours, stock, JSON.stringify(pieces));
      t.is(ours.bytes.indexOf('\r\n.\r\n') === -1 ? ours.bytes : ours.bytes.slice(ours.bytes.indexOf('\r\n.\r\n')), ours.bytes.length === 3 ? '.\r\n' : '\r\n.\r\n', JSON.stringify(pieces));
    }
  }
});

test('any bytes in any pieces', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.stringMatching(/^(?:\r\n|\r|\n|\.|a|\xff){0,12}$/), { maxLength: 4 }), async (pieces) => {
      const [ours, stock] = await both(pieces);
      t.deepEqual(ours, stock);
    }),
    { numRuns: 1_000 },
  );
});
