import { once } from 'node:events';
import type { Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataResult, SMTPServerDataStream, SMTPServerOptions, SMTPServerSession } from 'smtp-server';
import { canonicalAddress } from '../protocol/address.ts';
import type { Envelope, IntakeState, KeepLetter, ReportEvent, RunningIntake } from '../protocol/letter.ts';
import { describeFault } from './fault.ts';

/**
 * Intake by LMTP (RFC 2033) or SMTP (RFC 5321).
 *
 * Promises: 250 after DATA only when `keep` has resolved; a fault of ours is 451 and an alarm, never a bounce; memory for one letter is bounded by
 * `maxBytes`; a letter for several recipients of ours is kept once, and LMTP answers for each recipient. A letter whose sender left before its end is
 * not kept. What can happen: kept, but the 250 did not reach the sender, who then sends again (`keep` knows the second copy).
 *
 * The bytes are kept as they came, with two exceptions. Under the null return path `Return-Path: <>` is put on top, as RFC 5321 §4.4 asks of whoever
 * delivers: such a letter has no effect as an order or a consent. `Delivered-To` is put on top for each recipient with a tag, which says what the letter is an
 * answer to. So neither is the same letter as the one without: else whoever brings us a person's mail first, under no name or to a tag of their own, would make
 * the true one a second copy.
 */

export type MailServerSettings = {
  readonly kind: 'lmtp' | 'smtp';
  readonly host: string;
  /** 0: any free port, told in the result. */
  readonly port: number;
  /** PEM. STARTTLS is offered with it and only with it. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** What the server calls itself in its greeting. */
  readonly name?: string;
  readonly maxBytes: number;
  /** A letter above `maxBytes` is refused with 552; or its beginning of that length is kept and all of it answered 250, where the peer hands over a copy of somebody's mail. */
  readonly overlong?: 'refused' | 'beginning';
  readonly maxConnections: number;
  /** Gets the canonical address, or the text as it stood where it has no canonical form. */
  readonly acceptRecipient: (address: string) => boolean;
  readonly keep: KeepLetter;
  readonly now: () => number;
  readonly report: ReportEvent;
  /** How long `stop` waits for a letter that is being received; one that is being kept is always waited for. Default 3,000. */
  readonly graceMs?: number;
  /** A client that says nothing for this long is sent away. Default 60,000. */
  readonly idleMs?: number;
  /** A client may send so much beyond `maxBytes`, unread, and still get its 552 in the right place; then the line is cut. Default 64 MiB. */
  readonly excessBytes?: number;
  /** A connection older than this is closed, between letters or in the middle of one that drips in. Default 900,000. */
  readonly totalMs?: number;
};

export type RunningMailServer = RunningIntake & { readonly port: number };

const MAX_RECIPIENTS = 100;
const EXCESS_BYTES = 64 * 1024 * 1024;

/** What one server knows between its callbacks. `inHand`: letters that are complete and not yet kept, by session. */
type Desk = {
  readonly settings: MailServerSettings;
  readonly sockets: Set<Socket>;
  readonly inHand: Map<string, { readonly receivedAt: number; readonly settled: Promise<void> }>;
  /** RCPT commands that were answered 250: RFC 2033 §4.2 wants as many replies after DATA, also where one address was named twice. */
  readonly accepted: Map<string, number>;
  readonly overtime: Map<string, NodeJS.Timeout>;
  lastError: string | null;
  stoppedAt: number | null;
};

/** An error that smtp-server turns into the reply `code text`. */
const reply = (code: number, text: string): Error & { responseCode: number } => Object.assign(new Error(text), { responseCode: code });

/** Listens and resolves; rejects when it can't listen. */
export async function startMailServer(settings: MailServerSettings): Promise<RunningMailServer> {
  const desk: Desk = { settings, sockets: new Set(), inHand: new Map(), accepted: new Map(), overtime: new Map(), lastError: null, stoppedAt: null };
  const server: SMTPServer = new SMTPServer(serverOptions(desk, (id, code, text) => cut(server, id, code, text)));
  server.server.on('connection', (socket) => {
    desk.sockets.add(socket);
    socket.once('close', () => desk.sockets.delete(socket));
  });
  server.on('error', (fault: Error) => {
    desk.lastError = describeFault(fault);
    settings.report('warn', 'mail-server-fault', { intake: settings.kind, fault: desk.lastError });
  });
  server.listen(settings.port, settings.host);
  await once(server.server, 'listening');
  const address = server.server.address();
  const port = address !== null && typeof address === 'object' ? address.port : settings.port;
  let stopped: Promise<void> | null = null;
  return { port, state: () => stateOf(desk), stop: () => (stopped ??= stop(server, desk)) };
}

type Cut = (sessionId: string, code: number, text: string) => void;

const cut = (server: SMTPServer, sessionId: string, code: number, text: string): void => {
  for (const connection of server.connections) {
    if (connection.id !== sessionId) continue;
    connection.send(code, text);
    connection.close();
  }
};

function serverOptions(desk: Desk, cutOff: Cut): SMTPServerOptions {
  const { settings } = desk;
  return {
    lmtp: settings.kind === 'lmtp',
    // Once it is announced the library refuses what says that it is larger.
    ...(keepsBeginning(settings) ? {} : { size: settings.maxBytes }),
    maxClients: settings.maxConnections,
    maxRecipients: MAX_RECIPIENTS,
    socketTimeout: settings.idleMs ?? 60_000,
    // The library's own end would cut a connection whose letter is being kept: `stop` below does it instead.
    closeTimeout: 2 ** 31 - 1,
    ...(settings.name === undefined ? {} : { name: settings.name }),
    ...(settings.tls === undefined ? {} : { key: settings.tls.key, cert: settings.tls.cert }),
    hideSTARTTLS: settings.tls === undefined,
    disabledCommands: ['AUTH', 'WIZ', 'SHELL', 'KILL', 'XCLIENT', 'XFORWARD', ...(settings.tls === undefined ? ['STARTTLS'] : [])],
    authOptional: true,
    hideENHANCEDSTATUSCODES: false,
    // Whole carriers give out addresses that RFC 5321 forbids (`taro..y@docomo.ne.jp`), and their owners are customers.
    lenientAddressParsing: true,
    disableReverseLookup: true,
    logger: false,
    onConnect: (session, callback) => {
      limitTotal(desk, session.id, cutOff);
      callback();
    },
    onMailFrom: (_address, session, callback) => {
      desk.accepted.set(session.id, 0);
      callback();
    },
    onRcptTo: (address, session, callback) => callback(judgeRecipient(desk, address.address, session.id)),
    onData: (stream, session, callback) => receive(desk, stream, session, callback, cutOff),
    onClose: (session) => {
      clearTimeout(desk.overtime.get(session.id));
      desk.overtime.delete(session.id);
      desk.accepted.delete(session.id);
    },
  };
}

function limitTotal(desk: Desk, sessionId: string, cutOff: Cut): void {
  const totalMs = desk.settings.totalMs ?? 900_000;
  const expire = async (): Promise<void> => {
    await desk.inHand.get(sessionId)?.settled;
    cutOff(sessionId, 421, 'Connection open for too long');
  };
  desk.overtime.set(sessionId, setTimeout(expire, totalMs).unref());
}

function judgeRecipient(desk: Desk, written: string, sessionId: string): Error | null {
  try {
    if (!desk.settings.acceptRecipient(canonicalAddress(written) ?? written)) return reply(550, 'No such recipient here');
  } catch (fault) {
    desk.settings.report('alarm', 'recipient-not-judged', { intake: desk.settings.kind, fault: describeFault(fault) });
    return reply(451, 'Local fault, try again later');
  }
  desk.accepted.set(sessionId, (desk.accepted.get(sessionId) ?? 0) + 1);
  return null;
}

type Answer = (fault?: Error | null, replies?: string | SMTPServerDataResult[]) => void;

function receive(desk: Desk, stream: SMTPServerDataStream, session: SMTPServerSession, callback: Answer, cutOff: Cut): void {
  const { settings } = desk;
  const chunks: Buffer[] = [];
  let length = 0;
  const finish = (outcome: Error | string): void => answer(desk, session, callback, outcome);
  stream.on('data', (chunk: Buffer) => {
    const room = settings.maxBytes - length;
    length += chunk.length;
    if (length <= settings.maxBytes) return void chunks.push(chunk);
    if (keepsBeginning(settings)) return void (room > 0 && chunks.push(chunk.subarray(0, room)));
    // What was read of it is let go at once, and what still comes is not kept: a sender can't fill our memory.
    chunks.length = 0;
    if (length > settings.maxBytes + (settings.excessBytes ?? EXCESS_BYTES)) cutOff(session.id, 552, tooLarge(settings.maxBytes));
  });
  stream.once('error', () => finish(reply(451, 'Letter incomplete')));
  stream.once('end', () => {
    if (length > settings.maxBytes && !keepsBeginning(settings)) {
      settings.report('warn', 'letter-too-large', { intake: settings.kind, bytes: length, limit: settings.maxBytes });
      return finish(reply(552, tooLarge(settings.maxBytes)));
    }
    const receivedAt = settings.now();
    const settled = keepOne(desk, Buffer.concat(chunks), receivedAt, session).then((outcome) => {
      desk.inHand.delete(session.id);
      finish(outcome);
    });
    desk.inHand.set(session.id, { receivedAt, settled });
  });
}

const keepsBeginning = ({ overlong }: MailServerSettings): boolean => overlong === 'beginning';
const tooLarge = (maxBytes: number): string => `Letter larger than ${maxBytes} bytes`;

/** What says on top of the bytes how they came. */
const trace = ({ from, to }: Envelope): Buffer => {
  const tagged = [...new Set(to)].filter((address) => address.slice(0, address.lastIndexOf('@')).includes('+')).sort();
  return Buffer.from([...(from === '' ? ['Return-Path: <>'] : []), ...tagged.map((address) => `Delivered-To: ${address}`)].map((field) => `${field}\r\n`).join(''));
};

async function keepOne(desk: Desk, bytes: Uint8Array, receivedAt: number, session: SMTPServerSession): Promise<Error | string> {
  const { kind, keep, report } = desk.settings;
  try {
    const envelope = envelopeOf(kind, session);
    const kept = await keep({ bytes: Buffer.concat([trace(envelope), bytes]), receivedAt, intake: kind, envelope, place: null });
    report('info', 'letter-received', { intake: kind, bytes: bytes.length, letterId: kept.letterId, duplicate: kept.duplicate });
    return 'Letter kept';
  } catch (fault) {
    desk.lastError = describeFault(fault);
    report('alarm', 'letter-not-kept', { intake: kind, bytes: bytes.length, fault: desk.lastError });
    return reply(451, 'Local fault, try again later');
  }
}

/** The peer of an LMTP server is our own mail server (RFC 2033 §5), not who sent the mail: its address must never reach an SPF check. */
function envelopeOf(kind: 'lmtp' | 'smtp', session: SMTPServerSession): Envelope {
  const { mailFrom, rcptTo } = session.envelope;
  const canonical = (address: string): string => canonicalAddress(address) ?? address;
  return {
    from: mailFrom === false ? null : canonical(mailFrom.address),
    to: rcptTo.map((recipient) => canonical(recipient.address)),
    clientAddress: kind === 'smtp' && session.remoteAddress !== '' ? session.remoteAddress : null,
    helo: session.hostNameAppearsAs || null,
  };
}

function answer(desk: Desk, session: SMTPServerSession, callback: Answer, outcome: Error | string): void {
  if (desk.settings.kind === 'lmtp') return callback(null, Array.from({ length: desk.accepted.get(session.id) ?? 1 }, () => outcome));
  if (typeof outcome === 'string') return callback(null, outcome);
  callback(outcome);
}

/** A letter is never older than its commit, so what is in hand is all that is missing; while nothing is, everything up to now is kept. */
function stateOf(desk: Desk): IntakeState {
  const oldest = Math.min(desk.stoppedAt ?? desk.settings.now(), ...[...desk.inHand.values()].map((letter) => letter.receivedAt));
  return { name: desk.settings.kind, connected: desk.stoppedAt === null, completeUntil: oldest, lastError: desk.lastError };
}

async function stop(server: SMTPServer, desk: Desk): Promise<void> {
  desk.stoppedAt = desk.settings.now();
  const closed = once(server.server, 'close');
  server.close();
  // Who has no letter under way only waits for us to speak: a proper farewell, and the grace is for the others.
  for (const connection of server.connections) {
    if (connection.session.envelope?.mailFrom === undefined || connection.session.envelope.mailFrom === false) connection.send(421, 'Server shutting down');
  }
  const grace = setTimeout(() => hangUp(desk), desk.settings.graceMs ?? 3_000);
  await closed;
  clearTimeout(grace);
  // A letter whose sender hung up without waiting for the reply.
  await Promise.all([...desk.inHand.values()].map((letter) => letter.settled));
}

/** Ends every connection once no letter is being kept, after the replies that were written. */
async function hangUp(desk: Desk): Promise<void> {
  while (desk.inHand.size > 0) await Promise.all([...desk.inHand.values()].map((letter) => letter.settled));
  for (const socket of desk.sockets) socket.destroySoon();
}
