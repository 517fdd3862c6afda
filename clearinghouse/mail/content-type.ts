/**
 * A header value with parameters: Content-Type and Content-Disposition (RFC 2045 §5.1, RFC 2183, RFC 2231).
 * `doubled` names parameters that stand there twice: two parsers would take different ones. `odd` names those that are written in a way which
 * readers take differently: neither a plain word nor a plain quoted string.
 */
export type ParameterisedValue = {
  readonly value: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly doubled: readonly string[];
  readonly odd: readonly string[];
};

/** A word without blanks, quotes, brackets, commas or escapes, or a quoted string without quotes and escapes; all in ASCII. */
const isPlain = (written: string): boolean => /^(?:[!#-&*+./0-9:=?@A-Z^_`a-z{|}~-][!#-'*+./0-9:=?@A-Z^_`a-z{|}~-]*|"[ !#-[\]-~]*")$/.test(written);

/** Takes comments (RFC 5322 §3.2.2) away, outside of quoted strings. Linear. */
export const withoutComments = (text: string): string => {
  let depth = 0;
  let quoted = false;
  let kept = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\' && (quoted || depth > 0)) {
      if (depth === 0) kept += text.slice(at, at + 2);
      at += 1;
    } else if (character === '"' && depth === 0) {
      quoted = !quoted;
      kept += character;
    } else if (character === '(' && !quoted) depth += 1;
    else if (character === ')' && !quoted && depth > 0) depth -= 1;
    else if (depth === 0) kept += character;
  }
  return kept;
};

/** Cuts at semicolons outside of quoted strings. */
export const segments = (text: string): string[] => {
  const cut: string[] = [];
  let from = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\' && quoted) at += 1;
    else if (character === '"') quoted = !quoted;
    else if (character === ';' && !quoted) {
      cut.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...cut, text.slice(from)];
};

const unquoted = (text: string): string => (/^".*"$/s.test(text) ? text.slice(1, -1).replace(/\\(.)/gs, '$1') : text);

/** RFC 2231 §4: `charset'language'percent-encoded`; what can't be decoded stays as it is. */
const extended = (text: string): string => {
  const match = /^([^']*)'[^']*'(.*)$/s.exec(text);
  if (match === null) return text;
  try {
    const bytes = Buffer.from((match[2] ?? '').replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1');
    return new TextDecoder(match[1] === '' ? 'utf-8' : match[1]).decode(bytes);
  } catch {
    return text;
  }
};

/** `name*0*`, `name*1` … put together (RFC 2231 §3), in their order; at most 50 of them. */
const joinContinuations = (raw: ReadonlyMap<string, string>): Map<string, string> => {
  const joined = new Map<string, string>();
  for (const [name, value] of raw) {
    const star = name.indexOf('*');
    if (star < 0) joined.set(name, value);
    else if (name === `${name.slice(0, star)}*`) joined.set(name.slice(0, star), extended(value));
  }
  for (const name of raw.keys()) {
    const base = /^(.+)\*0\*?$/.exec(name)?.[1];
    if (base === undefined) continue;
    let whole = '';
    for (let index = 0; index < 50; index += 1) {
      const piece = raw.get(`${base}*${index}*`) ?? raw.get(`${base}*${index}`);
      if (piece === undefined) break;
      whole += piece;
    }
    joined.set(base, raw.has(`${base}*0*`) ? extended(whole) : whole);
  }
  return joined;
};

/** `filename` of `filename*0*`. By its place: a regular expression that looks for the star and for the end takes the square of the stars. */
const baseOf = (name: string): string => (name.includes('*') ? name.slice(0, name.indexOf('*')) : name);

/** Reads a parameterised value; the value itself and the parameter names come in lower case. Total: any text gives something. Linear in the text and in its parameters. */
export const parseParameters = (text: string): ParameterisedValue => {
  const [first = '', ...rest] = segments(withoutComments(text));
  const raw = new Map<string, string>();
  const starred = new Set<string>();
  const doubled: string[] = [];
  const odd: string[] = [];
  for (const segment of rest) {
    const equals = segment.indexOf('=');
    if (equals < 0) continue;
    const name = segment.slice(0, equals).trim().toLowerCase();
    const base = baseOf(name);
    // `x=1; x*=2` and `x=1; x*0=2` are two values as well: readers differ on which one wins.
    const twoForms = name === base ? starred.has(base) : raw.has(base);
    if (raw.has(name) || twoForms) doubled.push(base);
    if (name !== base) starred.add(base);
    const written = segment.slice(equals + 1).trim();
    if (!isPlain(written)) odd.push(base);
    if (!raw.has(name)) raw.set(name, unquoted(written));
  }
  return { value: first.trim().toLowerCase(), parameters: joinContinuations(raw), doubled, odd };
};
