import { decodeTransfer } from '../../clearinghouse/mail/charset.ts';
import { gate0, GATE_LIMITS } from '../../clearinghouse/mail/gate.ts';
import type { MimePart } from '../../clearinghouse/mail/mime-tree.ts';
import type { Reading } from '../../clearinghouse/protocol/reading.ts';
import type { LetterRow } from '../store/store.ts';
import type { Beside } from './order-mail.ts';
import type { Parts } from './parts.ts';

/**
 * What an order mail holds beside its plain text: an HTML part, which is what the buyer has seen, and files. The bank compares the two texts only as far as
 * money is concerned (password, total, answer); which goods they name is the shop's matter.
 */
export async function besideOf(parts: Pick<Parts, 'read'>, letter: LetterRow): Promise<Beside> {
  const gate = gate0(letter.bytes, GATE_LIMITS);
  if (!gate.ok) return { html: null, hasFiles: false, hasStruck: false };
  const own = gate.parts.filter((part) => !part.embedded && part.boundary === null);
  const texts = own.filter((part) => part.type === 'text/plain' && isInline(part));
  const htmls = own.filter((part) => part.type === 'text/html' && isInline(part));
  const hasStruck = htmls.some((part) => showsStruck(decodeTransfer(Buffer.from(letter.bytes.subarray(part.bodyStart, part.end)), part.encoding).toString('latin1')));
  const hasFiles = own.some((part) => !isInline(part) && MAY_HOLD_WORDS.test(part.type) && !NO_WORDS.test(part.type));
  return { html: htmls.length > 0 && texts.length > 0 ? await readHtml(parts, letter, texts) : null, hasFiles, hasStruck };
}

/** Goods that were struck out look ordered once the HTML is text. An element counts by its name alone: to look for its end would take a hostile text the square of its length. */
export const showsStruck = (html: string): boolean => /<(?:s|strike|del)(?=[\s>/])|line-through/i.test(html);

const isInline = ({ disposition, filename }: MimePart): boolean => (disposition === null || disposition === 'inline') && filename === null;

/** Documents, tables and unknown files; pictures, sounds, keys, signatures, visiting cards and invitations are none. */
const MAY_HOLD_WORDS = /^(?:text|application)\//;
const NO_WORDS = /^(?:text\/(?:vcard|x-vcard|calendar|directory)|application\/(?:pgp-(?:signature|keys)|(?:x-)?pkcs7-signature|ics|ms-tnef))$/;

/** The same mail with its plain text blanked: the readers then take the HTML. Its signature is gone, and nothing is looked up. */
async function readHtml({ read }: Pick<Parts, 'read'>, { bytes, receivedAt, intake }: LetterRow, texts: readonly MimePart[]): Promise<Reading | null> {
  const blanked = Buffer.from(bytes);
  for (const { bodyStart, end } of texts) for (let at = bodyStart; at < end; at += 1) if (blanked[at] !== 0x0d && blanked[at] !== 0x0a) blanked[at] = 0x20;
  const outcome = await read({ bytes: blanked, receivedAt, intake, envelope: { from: null, to: [], clientAddress: null, helo: null }, place: null }, false);
  return outcome.kind === 'reading' ? outcome.reading : null;
}
