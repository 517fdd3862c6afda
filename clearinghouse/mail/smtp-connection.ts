import type { Socket } from 'node:net';
import type { Transform, TransformCallback } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

/**
 * nodemailer's connection, which looks at each byte of a mail whether a dot has to be doubled or a line end mended. Our mails have no line end to mend, and
 * few dots: to find so takes a third of the time. And which has one limit for all silence, though a server may take ten minutes to answer the final dot
 * (RFC 5321 §4.5.3.2.6). What is overridden below is nodemailer's own affair: its version is pinned, and a test holds its bytes against these.
 */

/** What it pipes a mail through: `lastByte` is false before the first one. */
type ContentStream = Transform & { lastByte: number | false; inByteCount: number; outByteCount: number };

type Opened = SMTPConnection & { _createSendStream(done: (fault: Error | null, reply: string) => void): ContentStream; readonly _socket: Socket | false | null; _sendCommand(command: string): void; readonly _responseActions: ((reply: string) => void)[] };

const Stock = SMTPConnection as unknown as new (options: SMTPConnection.Options) => Opened;

export type ConnectionOptions = SMTPConnection.Options & { readonly socketTimeout: number; /** Silence after the final dot. */ readonly answerTimeout: number };

export class Connection extends Stock {
  private readonly silence: Pick<ConnectionOptions, 'socketTimeout' | 'answerTimeout'>;

  constructor(options: ConnectionOptions) {
    super(options);
    this.silence = options;
  }

  /** One command, between two mails; the server's reply, whatever it says. */
  ask(command: string, done: (reply: string) => void): void {
    this._responseActions.push(done);
    this._sendCommand(command);
  }

  override _createSendStream(done: (fault: Error | null, reply: string) => void): ContentStream {
    const allow = (milliseconds: number): void => void (this._socket && this._socket.setTimeout(milliseconds));
    const stream = super._createSendStream((fault, reply) => {
      allow(this.silence.socketTimeout);
      done(fault, reply);
    });
    stream.once('end', () => allow(this.silence.answerTimeout));
    const thoroughly = stream._transform.bind(stream);
    stream._transform = (chunk: Buffer, encoding: BufferEncoding, next: TransformCallback): void => {
      if (stream.lastByte !== false || !hasWholeLineEnds(chunk)) return thoroughly(chunk, encoding, next);
      const content = withDots(chunk);
      stream.inByteCount += chunk.length;
      stream.outByteCount += content.length;
      stream.lastByte = chunk.at(-1) ?? false;
      stream.push(content);
      next();
    };
    return stream;
  }
}

const [CR, LF, DOT] = [0x0d, 0x0a, 0x2e];

/** Each CR has its LF, each LF its CR. */
function hasWholeLineEnds(chunk: Buffer): boolean {
  for (let at = 0; ; ) {
    const cr = chunk.indexOf(CR, at);
    const lf = chunk.indexOf(LF, at);
    if (lf === -1) return cr === -1;
    if (cr === -1 || lf !== cr + 1) return false;
    at = lf + 1;
  }
}

/** RFC 5321 §4.5.2, for what a mail begins with. */
function withDots(chunk: Buffer): Buffer {
  const pieces: Buffer[] = chunk[0] === DOT ? [ONE_DOT] : [];
  let from = 0;
  for (let at = chunk.indexOf('\n.'); at !== -1; at = chunk.indexOf('\n.', from)) {
    pieces.push(chunk.subarray(from, at + 1), ONE_DOT);
    from = at + 1;
  }
  return pieces.length === 0 ? chunk : Buffer.concat([...pieces, chunk.subarray(from)]);
}

const ONE_DOT = Buffer.from('.');
