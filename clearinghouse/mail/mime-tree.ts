import { TRANSFER_ENCODINGS, withoutTrailingSpace } from './charset.ts';
import { parseParameters } from './content-type.ts';
import type { ParameterisedValue } from './content-type.ts';
import { readHeaderBlock, valueOf, valuesOf } from './header-fields.ts';
import type { HeaderField, HeaderLimits, Problem } from './header-fields.ts';

/**
 * The MIME structure of a letter (RFC 2046) as places in its bytes, found in one pass. Nothing is decoded here.
 * It is the bank's own opinion on what a part is; `text-choice.ts` asks two independent parsers whether they see the same text.
 */

/** One part. `start`…`bodyStart` is its header block, `bodyStart`…`end` its body, without the line break that belongs to the border after it. */
export type MimePart = {
  readonly fields: readonly HeaderField[];
  readonly contentType: ParameterisedValue;
  /** Lower-case media type; text/plain where there is none, message/rfc822 in a digest. */
  readonly type: string;
  readonly encoding: string;
  readonly disposition: string | null;
  readonly filename: string | null;
  readonly start: number;
  readonly bodyStart: number;
  end: number;
  readonly depth: number;
  readonly parent: MimePart | null;
  /** Within an attached mail: never text of this letter. */
  readonly embedded: boolean;
  readonly boundary: string | null;
  /** How often the border of this multipart was seen, and whether it stood at the very start of its body. */
  borders: number;
  bordersAtOnce: boolean;
};

/** A mail within a mail; message/global (RFC 6532 §3.7) is one with headers in UTF-8. */
export const isMailType = (type: string): boolean => type === 'message/rfc822' || type === 'message/global';

/** Whatever type its client gave it. */
export const isMailFile = (part: MimePart): boolean => /\.eml$/i.test(part.filename ?? '') && !part.type.startsWith('multipart/');

const isPlainlyEncoded = ({ encoding }: MimePart): boolean => encoding === '7bit' || encoding === '8bit' || encoding === 'binary';

export type MimeLimits = HeaderLimits & { readonly mimeDepth: number; readonly mimeNodes: number };

export type MimeTree = { readonly parts: readonly MimePart[]; readonly problem: Problem | null };

const LF = 0x0a;
const CR = 0x0d;
const DASH = 0x2d;

const partOf = (fields: readonly HeaderField[], parent: MimePart | null, embedded: boolean, start: number, bodyStart: number): MimePart => {
  const contentType = parseParameters(valueOf(fields, 'content-type') ?? '');
  const disposition = parseParameters(valueOf(fields, 'content-disposition') ?? '');
  const standard = parent?.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  const type = /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/.test(contentType.value) ? contentType.value : standard;
  const boundary = type.startsWith('multipart/') ? withoutTrailingSpace(contentType.parameters.get('boundary') ?? '') : null;
  return {
    fields,
    contentType,
    type,
    encoding: parseParameters(valueOf(fields, 'content-transfer-encoding') ?? '').value || '7bit',
    disposition: disposition.value === '' ? null : disposition.value,
    filename: disposition.parameters.get('filename') ?? contentType.parameters.get('name') ?? null,
    start,
    bodyStart,
    end: bodyStart,
    depth: parent === null ? 0 : parent.depth + 1,
    parent,
    embedded,
    boundary,
    borders: 0,
    bordersAtOnce: false,
  };
};

/** What forbids to read a part's body, whoever wrote it; `open` are the borders of the multiparts around it. */
const boundaryProblem = (part: MimePart, open: readonly string[]): Problem | null => {
  if (part.boundary === null) return null;
  if (part.boundary === '') return { code: 'boundary-missing', detail: `${part.type} without a boundary` };
  if (part.contentType.doubled.includes('boundary')) return { code: 'boundary-doubled', detail: `${part.type} with two boundaries` };
  if (part.contentType.odd.includes('boundary')) return { code: 'boundary-odd', detail: `${part.type} with a boundary that readers take differently` };
  if (part.boundary.length > 200) return { code: 'boundary-too-long', detail: `${part.boundary.length} characters` };
  if (open.some((outer) => part.boundary === outer || part.boundary === `${outer}--`)) return { code: 'boundary-doubled', detail: 'a part has the boundary of the part around it' };
  return part.encoding === 'base64' || part.encoding === 'quoted-printable' ? { code: 'encoded-multipart', detail: `${part.type} in ${part.encoding}` } : null;
};

/**
 * An attached mail whose border is one of the letter's own: by RFC 2046 §5.1.2 the outer border ends the inner mail, so that its parts become the
 * letter's; who wrote it sees them within. Nobody can say whose they are. `open` are the letter's own multiparts around it.
 */
const leakProblem = (part: MimePart, open: readonly MimePart[]): Problem | null => {
  if (!part.embedded) return null;
  const types = valuesOf(part.fields, 'content-type');
  const written = types.join(' ');
  const unsure = /boundary/i.test(written) && (types.length > 1 || part.contentType.doubled.includes('boundary') || part.contentType.odd.includes('boundary'));
  const leaks = open.some(({ boundary }) => boundary !== null && (part.boundary === boundary || part.boundary === `${boundary}--` || (unsure && written.includes(boundary))));
  return leaks ? { code: 'boundary-doubled', detail: 'an attached mail has the boundary of the letter around it' } : null;
};

/** What forbids to act on a part of the letter itself (not of an attached mail). */
const contentProblem = (part: MimePart): Problem | null => {
  for (const key of ['content-type', 'content-transfer-encoding', 'content-disposition']) {
    if (valuesOf(part.fields, key).length > 1) return { code: 'field-doubled', detail: `${key} twice in one part` };
  }
  if (!TRANSFER_ENCODINGS.includes(part.encoding)) return { code: 'unknown-transfer-encoding', detail: part.encoding.slice(0, 40) };
  return part.contentType.doubled.includes('charset') ? { code: 'charset-doubled', detail: 'two charsets' } : null;
};

/** Walks the bytes once. `open` holds the multiparts whose borders end what stands inside, the innermost last. */
class Walk {
  readonly bytes: Buffer;
  readonly limits: MimeLimits;
  readonly parts: MimePart[] = [];
  readonly open: MimePart[] = [];
  problem: Problem | null = null;
  /** The part whose body runs now; null in a preamble's multipart epilogue. */
  private current: MimePart | null = null;

  constructor(bytes: Buffer, limits: MimeLimits) {
    this.bytes = bytes;
    this.limits = limits;
  }

  /** Keeps the problem; those of an attached mail's inner structure only keep us from looking further into it. */
  private judge(problem: Problem | null): boolean {
    if (problem === null) return true;
    this.problem ??= problem;
    return false;
  }

  /** Takes a new part up and goes into it where it is a container. Returns where its content goes on. */
  private take(part: MimePart): number {
    this.parts.push(part);
    if (this.parts.length > this.limits.mimeNodes) this.judge({ code: 'too-many-parts', detail: `more than ${this.limits.mimeNodes}` });
    else if (part.depth > this.limits.mimeDepth) this.judge({ code: 'too-deep', detail: `more than ${this.limits.mimeDepth} levels` });
    if (this.problem !== null) return part.bodyStart;
    this.current = part;
    const wrong = boundaryProblem(part, this.open.map((outer) => outer.boundary ?? ''));
    if (!this.judge(leakProblem(part, this.open.filter((outer) => !outer.embedded)))) return part.bodyStart;
    if (!part.embedded && !(this.judge(wrong) && this.judge(contentProblem(part)))) return part.bodyStart;
    if (part.boundary !== null && wrong === null) this.open.push(part);
    else if (isMailType(part.type) && isPlainlyEncoded(part)) return this.enter(part, part.bodyStart, true);
    else if (isMailFile(part) && isPlainlyEncoded(part)) this.peek(part);
    return part.bodyStart;
  }

  /** A mail that is attached as a file is not gone into; its borders stand in the letter's bytes all the same. */
  private peek(part: MimePart): void {
    const { fields, bodyStart } = readHeaderBlock(this.bytes, part.bodyStart, this.bytes.length, this.limits, (line) => this.borderOf(line) !== null);
    this.judge(leakProblem(partOf(fields, part, true, part.bodyStart, bodyStart), this.open.filter((outer) => !outer.embedded)));
  }

  /** Reads a header block at `start` and takes the part that it opens. */
  enter(parent: MimePart, start: number, embedded: boolean): number {
    const isBorder = (line: Uint8Array): boolean => this.borderOf(line) !== null;
    const block = readHeaderBlock(this.bytes, start, this.bytes.length, this.limits, isBorder);
    if (block.problem !== null && !embedded) {
      this.judge({ code: `part-${block.problem.code}`, detail: block.problem.detail });
      return block.bodyStart;
    }
    return this.take(partOf(block.fields, parent, embedded, start, block.bodyStart));
  }

  begin(root: MimePart): number {
    return this.take(root);
  }

  /** Which open multipart a line borders, and whether the line closes it. */
  borderOf(line: Uint8Array): { readonly at: number; readonly closes: boolean } | null {
    if (line[0] !== DASH || line[1] !== DASH || line.length > 260) return null;
    const text = Buffer.from(line).toString('latin1', 2).replace(/[ \t]+$/, '');
    for (let at = this.open.length - 1; at >= 0; at -= 1) {
      const boundary = this.open[at]?.boundary;
      if (text === boundary) return { at, closes: false };
      if (text === `${boundary}--`) return { at, closes: true };
    }
    return null;
  }

  /** Ends all that is open inside of multipart `at`; its content ends at `end`. */
  private close(at: number, end: number): void {
    const keeper = this.open[at];
    for (let part = this.current; part !== null && part !== keeper; part = part.parent) part.end = Math.max(part.bodyStart, end);
    this.open.length = at + 1;
  }

  border(line: { readonly at: number; readonly closes: boolean }, lineStart: number, next: number): number {
    const multipart = this.open[line.at];
    if (multipart === undefined) throw new Error('a border of a multipart that is not open');
    this.close(line.at, beforeBreak(this.bytes, lineStart));
    if (multipart.borders === 0) multipart.bordersAtOnce = lineStart === multipart.bodyStart;
    multipart.borders += 1;
    this.current = multipart;
    if (!line.closes) return this.enter(multipart, next, multipart.embedded);
    this.open.length = line.at;
    return next;
  }

  finish(): void {
    for (let part = this.current; part !== null; part = part.parent) part.end = this.bytes.length;
  }
}

/** The line break before a border belongs to the border (RFC 2046 §5.1.1). */
const beforeBreak = (bytes: Buffer, lineStart: number): number => {
  const lf = lineStart > 0 && bytes[lineStart - 1] === LF ? 1 : 0;
  return lineStart - lf - (lf === 1 && lineStart > 1 && bytes[lineStart - 2] === CR ? 1 : 0);
};

/**
 * The parts of a letter, the letter itself first, each after the one that holds it. Linear in the bytes.
 * A problem of the letter's own parts is returned with what was found until then; an attached mail's structure makes one only where its borders are the
 * letter's own, else it is only not looked into.
 */
export const readMimeTree = (bytes: Buffer, fields: readonly HeaderField[], bodyStart: number, limits: MimeLimits): MimeTree => {
  const walk = new Walk(bytes, limits);
  let position = walk.begin(partOf(fields, null, false, 0, bodyStart));
  while (position < bytes.length && walk.problem === null) {
    // Only a line that begins with two dashes can be a border: the search is native, the rest is never looked at.
    const atStart = (position === 0 || bytes[position - 1] === LF) && bytes[position] === DASH && bytes[position + 1] === DASH;
    const found = atStart ? position : bytes.indexOf('\n--', Math.max(0, position - 1), 'latin1') + 1;
    if (found === 0 || walk.open.length === 0) break;
    const lineFeed = bytes.indexOf(LF, found);
    const next = lineFeed < 0 ? bytes.length : lineFeed + 1;
    const lineEnd = lineFeed < 0 ? bytes.length : bytes[lineFeed - 1] === CR ? lineFeed - 1 : lineFeed;
    const border = walk.borderOf(bytes.subarray(found, lineEnd));
    position = border === null ? Math.max(next, position + 1) : walk.border(border, found, next);
  }
  walk.finish();
  return { parts: walk.parts, problem: walk.problem };
};
