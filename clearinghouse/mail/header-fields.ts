import { isUtf8 } from 'node:buffer';

/**
 * Splits a header block into its fields (RFC 5322 §2.2) on raw bytes, in one pass and without a regular expression over the whole.
 * It is stricter than RFC 5322 §4 (obsolete syntax): what two parsers could read in two ways is a problem, told by its code.
 */

/**
 * One header field. `key` is the name in lower case; `value` is unfolded and trimmed, its bytes read as UTF-8, or as Latin-1 where they are none:
 * that is a guess, told by `guessed`, and enough for a subject, but not for an address.
 */
export type HeaderField = { readonly name: string; readonly key: string; readonly value: string; readonly guessed?: true };

/** A stable code and what was found; `detail` never repeats more than a few characters of the letter. */
export type Problem = { readonly code: string; readonly detail: string };

/** `bodyStart` is the offset after the empty line; `longestLine` is in bytes; `blankFold` tells of a line of white space inside the block. */
export type HeaderBlock = {
  readonly fields: readonly HeaderField[];
  readonly bodyStart: number;
  readonly longestLine: number;
  readonly blankFold: boolean;
  readonly problem: Problem | null;
};

export type HeaderLimits = { readonly headerBytes: number; readonly headerLineBytes: number; readonly fields: number };

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes as UTF-8, or as Latin-1 where they are no UTF-8. */
export const readBytes = (bytes: Uint8Array): string => {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
};

/** The first control byte of a line other than TAB, or -1 (DEL counts). */
const controlByte = (line: Uint8Array): number => line.find((byte) => (byte < SPACE && byte !== TAB) || byte === 0x7f) ?? -1;

const isBlank = (line: Uint8Array): boolean => line.every((byte) => byte === SPACE || byte === TAB);

/** Field names are printable ASCII without the colon (RFC 5322 §3.6.8). */
const isFieldName = (name: string): boolean => /^[!-9;-~]{1,128}$/.test(name);

const parseField = (lines: readonly Uint8Array[]): HeaderField | Problem => {
  const bytes = Buffer.concat(lines);
  const raw = readBytes(bytes);
  const colon = raw.indexOf(':');
  if (colon < 0) return { code: 'header-line-without-colon', detail: 'a header line has no colon' };
  const name = raw.slice(0, colon);
  if (/[ \t]$/.test(name)) return { code: 'space-before-colon', detail: `white space before the colon of ${name.trim().slice(0, 40)}` };
  if (!isFieldName(name)) return { code: 'bad-field-name', detail: 'a field name holds what is not printable ASCII' };
  return { name, key: name.toLowerCase(), value: raw.slice(colon + 1).trim(), ...(isUtf8(bytes) ? {} : { guessed: true }) };
};

/** What is wrong with one physical line, before it is joined to a field. */
const lineProblem = (line: Uint8Array, first: boolean, limits: HeaderLimits): Problem | null => {
  if (line.length > limits.headerLineBytes) return { code: 'header-line-too-long', detail: `more than ${limits.headerLineBytes} bytes` };
  const control = controlByte(line);
  if (control === 0) return { code: 'nul-in-header', detail: 'a NUL byte in the header block' };
  if (control === CR) return { code: 'bare-cr', detail: 'a CR without LF in the header block' };
  if (control >= 0) return { code: 'control-byte-in-header', detail: `byte ${control} in the header block` };
  if (first && (line[0] === SPACE || line[0] === TAB)) return { code: 'header-begins-with-space', detail: 'the first header line begins with white space' };
  return null;
};

/**
 * Reads the header block that begins at `start`. `end` bounds it (a MIME part); `isBorder` tells of a line at which it ends without an empty line.
 * Never reads further than the limits allow; `fields` holds what was read safely before a problem.
 */
export const readHeaderBlock = (bytes: Buffer, start: number, end: number, limits: HeaderLimits, isBorder?: (line: Uint8Array) => boolean): HeaderBlock => {
  const fields: HeaderField[] = [];
  let lines: Uint8Array[] = [];
  let position = start;
  let longestLine = 0;
  let blankFold = false;
  const ended = (bodyStart: number, problem: Problem | null): HeaderBlock => ({ fields, bodyStart, longestLine, blankFold, problem });
  const closeField = (): Problem | null => {
    if (lines.length === 0) return null;
    const field = parseField(lines);
    lines = [];
    if ('code' in field) return field;
    fields.push(field);
    return fields.length > limits.fields ? { code: 'too-many-fields', detail: `more than ${limits.fields} header fields` } : null;
  };
  while (position < end) {
    if (position - start > limits.headerBytes) return ended(position, { code: 'header-too-large', detail: `more than ${limits.headerBytes} bytes` });
    // The search is bounded too: one line of many megabytes is not walked to its end.
    const reach = Math.min(end, position + limits.headerLineBytes + 2);
    const found = bytes.subarray(position, reach).indexOf(LF);
    const next = found < 0 ? reach : position + found + 1;
    const lineEnd = found < 0 ? reach : position + found - (found > 0 && bytes[position + found - 1] === CR ? 1 : 0);
    const line = bytes.subarray(position, lineEnd);
    if (line.length === 0 && found >= 0) return ended(next, closeField());
    if (isBorder?.(line)) return ended(position, closeField());
    const problem = lineProblem(line, position === start, limits);
    if (problem !== null) return ended(next, problem);
    longestLine = Math.max(longestLine, line.length);
    if (line[0] === SPACE || line[0] === TAB) {
      if (isBlank(line)) blankFold = true;
      lines.push(line);
    } else {
      const broken = closeField();
      if (broken !== null) return ended(next, broken);
      lines = [line];
    }
    position = next;
  }
  return ended(end, closeField());
};

/** Values of all fields of that (lower-case) name, in the order of the letter. */
export const valuesOf = (fields: readonly HeaderField[], key: string): string[] => fields.filter((field) => field.key === key).map((field) => field.value);

/** The value of the first field of that (lower-case) name. */
export const valueOf = (fields: readonly HeaderField[], key: string): string | null => fields.find((field) => field.key === key)?.value ?? null;
