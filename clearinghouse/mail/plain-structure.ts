/**
 * Whether a letter is written so plainly that no two readers can take its structure differently: a narrow grammar within RFC 2045 and 2046, of which
 * most mail that people write is. Whatever is not in it, valid or not, is not plain. Of a plain letter one further parser is asked for its text, of any
 * other two (text-choice.ts); plain-structure.test.ts sees that of plain letters the two never differ.
 */

type Fields = ReadonlyMap<string, string>;
type Value = { readonly value: string; readonly parameters: ReadonlyMap<string, string> };

/** A longer letter is not worth the look: its parsing costs less than what it holds. */
const LONGEST = 262_144;
const DEEPEST = 4;
const MOST_PARTS = 20;

const FIELD = /^[\x21-\x39\x3b-\x7e]+:(?:[ \t][\x20-\x7e\t]*)?$/;
const FOLDED = /^[ \t][\x20-\x7e\t]*[\x21-\x7e]$/;
const PARAMETER = /^[ \t]*([a-z][a-z-]{0,30})=(?:"([^"\\]{0,200})"|([\w.+:/-]{1,200}))[ \t]*$/i;
const BOUNDARY = /^[\w'()+,./:=?-]{1,70}$/;
const TEXTS: readonly string[] = ['text/plain', 'text/html'];
const OF_TEXT: readonly string[] = ['charset', 'format', 'delsp'];
const OF_FILE: readonly string[] = ['name', 'filename', 'charset', 'size', 'creation-date', 'modification-date'];
const OF_MULTIPART: readonly string[] = ['boundary', 'type'];
const FILE = /^(?:application|audio|image|video)\/[a-z0-9.+-]{1,100}$/;
/** Behind the last border nothing but line ends: not even a blank. */
const LAST = /^--(?:\r\n)*$/;
const ODD = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|(?<!\r)\n/;
const EIGHT_BIT = /[\x80-\xff]/;
/** Line ends have one place each: where two repetitions could take them, a body of line ends costs the square of its length. */
const BASE64 = /^[A-Za-z0-9+/\r\n]*(?:={1,2}[\r\n]*)?$/;
const NOT_QUOTED_PRINTABLE = /=(?![0-9A-F]{2}|\r\n)|[ \t]\r\n/;

/** The Content-* fields of a header block, lower-case names; null where a line is not plain, or such a field stands twice. */
const contentFields = (head: string): Fields | null => {
  const fields = new Map<string, string>();
  let last: string | null = null;
  for (const line of head.split('\r\n')) {
    if (line.startsWith(' ') || line.startsWith('\t')) {
      if (!FOLDED.test(line)) return null;
      if (last !== null) fields.set(last, `${fields.get(last) ?? ''}${line}`);
      continue;
    }
    if (!FIELD.test(line)) return null;
    const name = line.slice(0, line.indexOf(':')).toLowerCase();
    last = name.startsWith('content-') ? name : null;
    if (last === null) continue;
    if (fields.has(last)) return null;
    fields.set(last, line.slice(name.length + 1));
  }
  return fields;
};

/** A value with parameters that nobody can read in two ways: no comment, no escape, no extended or numbered parameter, none twice. */
const plainValue = (text: string): Value | null => {
  const [value = '', ...rest] = text.split(';');
  const parameters = new Map<string, string>();
  for (const [at, written] of rest.entries()) {
    if (written.trim() === '' && at === rest.length - 1) continue;
    const [, name = '', quoted, token] = PARAMETER.exec(written) ?? [];
    if (name === '' || parameters.has(name.toLowerCase())) return null;
    parameters.set(name.toLowerCase(), quoted ?? token ?? '');
  }
  return { value: value.trim().toLowerCase(), parameters };
};

/** No parameter that belongs to another kind of value. */
const hasOnly = ({ parameters }: Value, names: readonly string[]): boolean => [...parameters.keys()].every((name) => names.includes(name));

const isPlainText = (body: string, type: Value, encoding: string, disposition: Value | null): boolean => {
  if (!hasOnly(type, OF_TEXT) || !(disposition === null || (disposition.value === 'inline' && disposition.parameters.size === 0))) return false;
  const charset = type.parameters.get('charset')?.toLowerCase() ?? 'us-ascii';
  const wide = EIGHT_BIT.test(body);
  switch (encoding) {
    case '7bit':
      return !wide && (charset === 'us-ascii' || charset === 'utf-8');
    case '8bit':
      return charset === 'utf-8' || (!wide && charset === 'us-ascii');
    case 'quoted-printable':
      return !wide && charset === 'utf-8' && !NOT_QUOTED_PRINTABLE.test(body);
    case 'base64':
      return charset === 'utf-8' && BASE64.test(body) && body.replaceAll('\r\n', '').length % 4 === 0;
    default:
      return false;
  }
};

const isPlainFile = (body: string, type: Value, encoding: string, disposition: Value | null): boolean =>
  disposition?.value === 'attachment' && hasOnly(type, OF_FILE) && hasOnly(disposition, OF_FILE) && (encoding === 'base64' ? BASE64.test(body) : encoding === '7bit');

/** The bodies between the borders; null where one border is not on a line of its own, or anything stands before the first or after the last. */
const partsBetween = (body: string, boundary: string): readonly string[] | null => {
  const border = `--${boundary}`;
  const pieces = `\r\n${body}`.split(`\r\n${border}`);
  const last = pieces.at(-1) ?? '';
  if (pieces.length < 3 || pieces.length > MOST_PARTS || pieces[0] !== '' || !LAST.test(last)) return null;
  const inner = pieces.slice(1, -1);
  return inner.every((piece) => piece.startsWith('\r\n')) ? inner.map((piece) => piece.slice(2)) : null;
};

const isPlainEntity = (text: string, around: readonly string[]): boolean => {
  // A part without fields begins with its empty line, which readers count differently.
  const end = text.indexOf('\r\n\r\n');
  const fields = end <= 0 ? null : contentFields(text.slice(0, end));
  if (fields === null) return false;
  const body = text.slice(end + 4);
  const type = plainValue(fields.get('content-type') ?? 'text/plain');
  const disposition = fields.has('content-disposition') ? plainValue(fields.get('content-disposition') ?? '') : null;
  const encoding = (fields.get('content-transfer-encoding') ?? '7bit').trim().toLowerCase();
  if (type === null || (disposition === null && fields.has('content-disposition'))) return false;
  if (TEXTS.includes(type.value)) return isPlainText(body, type, encoding, disposition);
  if (FILE.test(type.value)) return around.length > 0 && isPlainFile(body, type, encoding, disposition);
  if (!/^multipart\/(?:mixed|alternative|related)$/.test(type.value) || !hasOnly(type, OF_MULTIPART) || disposition !== null || !(encoding === '7bit' || encoding === '8bit')) return false;
  const boundary = type.parameters.get('boundary') ?? '';
  if (!BOUNDARY.test(boundary) || around.length >= DEEPEST || around.some((outer) => outer.startsWith(boundary) || boundary.startsWith(outer))) return false;
  return partsBetween(body, boundary)?.every((part) => isPlainEntity(part, [...around, boundary])) ?? false;
};

export const isPlainlyWritten = (bytes: Buffer): boolean => {
  if (bytes.length > LONGEST) return false;
  const text = bytes.toString('latin1');
  return !ODD.test(text) && isPlainEntity(text, []);
};
