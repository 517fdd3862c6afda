/** A header block line by line, with the place of each line: tolerant where gate 0 refuses, so that every question can be asked of it. Bounded. */

export type ScannedLine = { readonly number: number; readonly offset: number; readonly bytes: Buffer; /** Its whole length, of which `bytes` may hold only the beginning. */ readonly length: number };

/** `name` as it stands before the colon, null where there is none. */
export type ScannedField = { readonly name: string | null; readonly first: ScannedLine; readonly lines: readonly ScannedLine[] };

export type HeaderScan = {
  readonly lines: readonly ScannedLine[];
  readonly fields: readonly ScannedField[];
  readonly bytes: number;
  /** The block goes on beyond what was looked at. */
  readonly cut: boolean;
};

const MOST_LINES = 4_000;
const MOST_BYTES = 262_144;
/** As much of one line is kept as any rule looks at. */
const MOST_OF_LINE = 8_193;

const LF = 0x0a;
const CR = 0x0d;

export function scanHeader(bytes: Buffer): HeaderScan {
  const lines: ScannedLine[] = [];
  let at = 0;
  let ended = false;
  while (at < bytes.length && lines.length < MOST_LINES && at < MOST_BYTES) {
    const lineFeed = bytes.indexOf(LF, at);
    const next = lineFeed < 0 ? bytes.length : lineFeed + 1;
    const end = lineFeed < 0 ? bytes.length : lineFeed - (lineFeed > at && bytes[lineFeed - 1] === CR ? 1 : 0);
    ended = end === at;
    if (ended) break;
    lines.push({ number: lines.length + 1, offset: at, bytes: bytes.subarray(at, Math.min(end, at + MOST_OF_LINE)), length: end - at });
    at = next;
  }
  return { lines, fields: fieldsOf(lines), bytes: at, cut: !ended && at < bytes.length };
}

function fieldsOf(lines: readonly ScannedLine[]): ScannedField[] {
  const fields: { name: string | null; first: ScannedLine; lines: ScannedLine[] }[] = [];
  for (const line of lines) {
    const last = fields.at(-1);
    if (last !== undefined && isFolded(line)) last.lines.push(line);
    else fields.push({ name: nameOf(line), first: line, lines: [line] });
  }
  return fields;
}

export const isFolded = (line: ScannedLine): boolean => line.bytes[0] === 0x20 || line.bytes[0] === 0x09;

function nameOf(line: ScannedLine): string | null {
  const colon = line.bytes.indexOf(0x3a);
  return colon < 0 ? null : line.bytes.toString('latin1', 0, Math.min(colon, 200));
}

/** `line 3, byte 214, field X-Nul` */
export function placeOf(scan: HeaderScan, line: ScannedLine, within = 0): string {
  const field = scan.fields.findLast((one) => one.first.number <= line.number);
  const name = field?.name?.trim() ?? '';
  return `line ${line.number}, byte ${line.offset + within}${/^[!-9;-~]{1,60}$/.test(name) ? `, field ${name}` : ''}`;
}
