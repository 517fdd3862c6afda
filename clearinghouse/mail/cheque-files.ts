import { createHash } from 'node:crypto';
import type { ChequeReading, Digest, Finding, ReadChequeFile } from '../protocol/reading.ts';
import { sealedForm } from '../protocol/sealed-file.ts';
import { decodeTransfer } from './charset.ts';
import type { MimePart } from './mime-tree.ts';

/**
 * Files attached to a letter itself that are, or may be, cheques sealed with age: by name, or by how they begin, whatever type their client gave them.
 * Those of an attached mail are its writer's. What is pasted into the letter's own text is no file.
 */

const MOST_FILES = 5;
/** Enough for the first line behind the white space that may stand before it, in any transfer encoding. */
const BEGINNING = 4_096;

const isNamed = (part: MimePart): boolean => /\.age$/i.test(part.filename ?? '');
const isMail = (part: MimePart): boolean => /\.eml$/i.test(part.filename ?? '') || part.type.startsWith('message/');
const isText = (part: MimePart): boolean => part.type === 'text/plain' || part.type === 'text/html';
const isFile = (part: MimePart): boolean => part.filename !== null || part.disposition === 'attachment' || !isText(part);

const beginsSealed = (bytes: Buffer, part: MimePart): boolean =>
  sealedForm(decodeTransfer(bytes.subarray(part.bodyStart, Math.min(part.end, part.bodyStart + BEGINNING)), part.encoding)) !== null;

const isOwnFile = (part: MimePart): boolean => !part.embedded && part.boundary === null && !isMail(part) && isFile(part);

/** A named text part that begins as a sealed file, which some clients show in its place: never the letter's text, wherever it stands. */
export const isSealedText = (bytes: Buffer, part: MimePart): boolean => isText(part) && isOwnFile(part) && beginsSealed(bytes, part);

const mayBeCheque = (bytes: Buffer, part: MimePart): boolean => isOwnFile(part) && (isNamed(part) || beginsSealed(bytes, part));

export type Cheques = { readonly cheques: readonly ChequeReading[]; readonly findings: readonly Finding[] };

export const NO_CHEQUES: Cheques = { cheques: [], findings: [] };

/** How much of the digest of a file stands in a finding. */
const SHOWN_DIGEST = 16;

const findingOf = (cheque: ChequeReading): Finding => {
  const file = cheque.file.slice(0, SHOWN_DIGEST);
  return { code: 'cheque', hit: !cheque.ok, detail: cheque.ok ? `opened once: ${file}` : `${cheque.code}: ${file}` };
};

/** Named as a cheque is, and sealed in no way. */
const unsealed = (content: Buffer): ChequeReading => ({ file: createHash('sha256').update(content).digest('hex'), ok: false, code: 'not-sealed', detail: 'a file named .age that is no age file' });

/** Opens each file once, at most five; a file that is attached twice counts once. A finding tells of each, and of files that were not looked at. */
export const readCheques = async (bytes: Buffer, parts: readonly MimePart[], read: ReadChequeFile, digest: Digest): Promise<Cheques> => {
  const files = parts.filter((part) => mayBeCheque(bytes, part));
  const found = new Map<string, ChequeReading>();
  for (const part of files.slice(0, MOST_FILES)) {
    const content = decodeTransfer(bytes.subarray(part.bodyStart, part.end), part.encoding);
    const cheque = (await read(content, digest)) ?? (isNamed(part) ? unsealed(content) : null);
    if (cheque !== null) found.set(cheque.file, cheque);
  }
  const cheques = [...found.values()];
  const unread = files.length - MOST_FILES;
  const left = unread > 0 ? [{ code: 'cheque', hit: true, detail: `${unread} of ${files.length} files not looked at` }] : [];
  return { cheques, findings: [...cheques.map(findingOf), ...left] };
};
