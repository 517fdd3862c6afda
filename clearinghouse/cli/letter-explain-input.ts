/** The letter that is to be explained: from a file, from stdin, or from the store. Nothing is parsed here but the time of its topmost Received field. */
import { closeSync, openSync, readSync } from 'node:fs';
import { GATE_LIMITS } from '../mail/gate.ts';
import { readHeaderBlock, valueOf } from '../mail/header-fields.ts';
import { readDate } from '../mail/letter-headers.ts';
import type { Office } from '../office.ts';
import { canonicalAddress } from '../protocol/address.ts';
import type { Envelope, ReceivedLetter } from '../protocol/letter.ts';
import type { DecisionRow, LetterRow } from '../store/store.ts';
import { findLetter, quoted, readPastTime } from './find.ts';
import { mistake } from './mistake.ts';

export type InputOptions = { readonly receivedAt?: string; readonly ip?: string; readonly mailFrom?: string; readonly rcptTo?: readonly string[] };

export type Given = {
  /** As the operator named it. */
  readonly name: string;
  readonly letter: ReceivedLetter;
  /** How the time of receipt is known. */
  readonly timeFrom: string;
  readonly stored: { readonly row: LetterRow; readonly decisions: readonly DecisionRow[] } | null;
};

/** More of a file is not taken into memory. The gate refuses far less. */
const MOST_BYTES = 64 * 1_048_576;
const STDIN = 0;
/** A clock that is a little ahead is no forgery. */
const AHEAD = 600_000;

/** A number names a letter of the store; `./12` a file. */
export const isLetterNumber = (what: string): boolean => /^[1-9][0-9]{0,14}$/.test(what);

export function readGiven(what: string, options: InputOptions, now: number): Given {
  const bytes = readBytes(what);
  if (bytes.length === 0) throw mistake(nameOf(what), 'nothing in it', 'one mail');
  const envelope = envelopeOf(options);
  const { receivedAt, timeFrom } = timeOf(bytes, options, now);
  return { name: nameOf(what), letter: { bytes, receivedAt, intake: 'file', envelope, place: null }, timeFrom, stored: null };
}

export async function storedGiven({ store }: Office, what: string): Promise<Given> {
  const { row, bytes, place } = await findLetter(store, what);
  const decisions = await store.listDecisions({ payment: null, letter: row.letterId, limit: 1_000 });
  const envelope: Envelope = { from: null, to: row.recipients, clientAddress: null, helo: null };
  return {
    name: `letter ${row.letterId}`,
    letter: { bytes, receivedAt: row.receivedAt, intake: 'file', envelope, place },
    timeFrom: `when ${row.intake} received it`,
    stored: { row, decisions: decisions.toSorted((a, b) => a.sequence - b.sequence) },
  };
}

const nameOf = (what: string): string => (what === '-' ? 'stdin' : what);

function readBytes(what: string): Buffer {
  const file = what === '-' ? STDIN : open(what);
  const pieces: Buffer[] = [];
  let total = 0;
  try {
    for (;;) {
      const piece = Buffer.alloc(1_048_576);
      const length = readPiece(what, file, piece);
      if (length === 0) return Buffer.concat(pieces);
      total += length;
      if (total > MOST_BYTES) throw mistake(nameOf(what), `more than ${MOST_BYTES} bytes`, 'one mail');
      pieces.push(piece.subarray(0, length));
    }
  } finally {
    if (file !== STDIN) closeSync(file);
  }
}

function open(what: string): number {
  try {
    return openSync(what, 'r');
  } catch (error) {
    throw unreadable(what, error);
  }
}

function readPiece(what: string, file: number, piece: Buffer): number {
  try {
    return readSync(file, piece);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EOF') return 0;
    throw unreadable(what, error);
  }
}

const unreadable = (what: string, error: unknown): Error => mistake(nameOf(what), (error as NodeJS.ErrnoException).code ?? String(error), 'a mail file that can be read, `-` for stdin, or the number of a letter');

function envelopeOf({ ip, mailFrom, rcptTo = [] }: InputOptions): Envelope {
  if (ip !== undefined && !/^[0-9.]{7,15}$|^[0-9a-fA-F:.]{2,45}$/.test(ip)) throw mistake('--ip', quoted(ip), 'the address of the client that brought the mail, such as 192.0.2.7');
  const to = rcptTo.map((text) => canonicalAddress(text) ?? refuseAddress(text));
  return { from: mailFrom ?? null, to, clientAddress: ip ?? null, helo: null };
}

function refuseAddress(text: string): never {
  throw mistake('--rcpt-to', quoted(text), 'one mail address');
}

/** Whether a signature is fresh and unexpired is judged by this time: for an old file not by today's. */
function timeOf(bytes: Buffer, { receivedAt }: InputOptions, now: number): { readonly receivedAt: number; readonly timeFrom: string } {
  if (receivedAt !== undefined) return { receivedAt: readPastTime('--received-at', receivedAt, now), timeFrom: '--received-at' };
  const block = readHeaderBlock(bytes, 0, bytes.length, GATE_LIMITS);
  const received = valueOf(block.fields, 'received');
  const at = received === null ? null : readDate(received.slice(received.lastIndexOf(';') + 1));
  if (at === null || at > now + AHEAD) return { receivedAt: now, timeFrom: 'now: no Received field says when; --received-at sets it' };
  return { receivedAt: at, timeFrom: 'its topmost Received field; --received-at sets another' };
}
