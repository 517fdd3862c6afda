/** Where all mail of the bank ends: a server that takes everything, looks at the header alone, and tells who waits. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What a mail's header says; empty text where it says nothing. Identifiers without angle brackets. */
export type Arrival = { readonly at: number; readonly to: readonly string[]; readonly subject: string; readonly replyTo: string; readonly messageId: string; readonly references: string };

export type Sink = { readonly port: number; readonly onArrival: (listener: ((arrival: Arrival) => void) | null) => void; readonly stop: () => Promise<void> };

export async function startSink(): Promise<Sink> {
  let listener: ((arrival: Arrival) => void) | null = null;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 100,
    onData: (stream, { envelope }, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
      stream.on('end', () => {
        callback();
        listener?.(arrivalOf(Buffer.concat(chunks), envelope.rcptTo.map(({ address }) => address)));
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { port, onArrival: (next) => void (listener = next), stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

function arrivalOf(raw: Buffer, to: readonly string[]): Arrival {
  const end = raw.indexOf('\r\n\r\n');
  const header = raw.toString('latin1', 0, end === -1 ? raw.length : end).replace(/\r\n(?=[ \t])/g, '');
  const field = (name: string): string => new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(header)?.[1]?.trim() ?? '';
  const bare = (text: string): string => /<([^>]*)>/.exec(text)?.[1] ?? text;
  return { at: performance.now(), to, subject: field('Subject'), replyTo: bare(field('Reply-To')), messageId: bare(field('Message-ID')), references: field('References') };
}
