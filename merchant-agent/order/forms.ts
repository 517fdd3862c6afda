/**
 * Forms of whole clauses, written as regular expressions are, some of them as long as a book's chapter. Node compiles such an expression as a whole when it is first
 * tried, which took a second for each language, and goes back over a text in as many ways as there are. Here a form is tried from its first letters: of
 * thousands of ways to begin only those are looked at that the text begins with, and each place of the text once for each part of the form.
 */

/** The places at which what began at `at` may end, each once. */
type Ends = (text: string, at: number, tried: Map<number, readonly number[]>) => readonly number[];

/** `codes`: what it may begin with, null where that is much; `isEmpty`: it may be nothing at all. */
type Beginning = { readonly codes: ReadonlySet<number> | null; readonly isEmpty: boolean };
/** `isFlat`: letters and no more, sooner looked at again than remembered. */
type Part = { readonly ends: Ends; readonly beginning: () => Beginning; readonly isFlat: boolean };

export type Form = { readonly test: (text: string) => boolean };

/**
 * A form that a text has as a whole: what `new RegExp('^(?:source)$').test` says, for sources of letters, `(?:)`, `(?=)`, `(?!)`, `|`, `?`, `*`, `+`, `{1,2}`, `[a-z]`, `\w`,
 * `\S`, `^` and `$`. It is made when it is first tried; any other sign throws then.
 */
export function wholeForm(source: string): Form {
  let made: Part | undefined;
  const said = new Map<string, boolean>();
  return {
    test: (text) => {
      const known = said.get(text);
      if (known !== undefined) return known;
      made ??= partOf(source);
      const is = made.ends(text, 0, new Map()).includes(text.length);
      if (said.size === MOST_SAID) said.clear();
      said.set(text, is);
      return is;
    },
  };
}

/** A sentence is asked about again with each way in which it is read: alone, with its neighbours, without its beginning. */
const MOST_SAID = 400;

/** Where the reading of a source stands; `parts` numbers those whose ends are kept. */
type Reading = { readonly source: string; at: number; parts: number };

function partOf(source: string): Part {
  const reading = { source, at: 0, parts: 0 };
  const part = choice(reading);
  if (reading.at < source.length) throw new Error(`a form that closes what it did not open: ${source.slice(reading.at, reading.at + 40)}`);
  return part;
}

const NOWHERE: readonly number[] = [];

function choice(reading: Reading): Part {
  const options = [sequence(reading)];
  while (reading.source.charAt(reading.at) === '|') {
    reading.at += 1;
    options.push(sequence(reading));
  }
  const [only] = options;
  return options.length === 1 && only !== undefined ? only : oneOf(options, reading);
}

function oneOf(options: readonly Part[], reading: Reading): Part {
  const beginning = once((): Beginning => {
    const all = options.map((option) => option.beginning());
    return { codes: all.some(({ codes }) => codes === null) ? null : new Set(all.flatMap(({ codes }) => [...(codes ?? [])])), isEmpty: all.some(({ isEmpty }) => isEmpty) };
  });
  const byFirst = once(() => tableOf(options));
  const ends: Ends = (text, at, tried) => {
    const { known, others } = byFirst();
    let places = NOWHERE;
    for (const option of known.get(text.charCodeAt(at)) ?? others) places = both(places, option.ends(text, at, tried));
    return places;
  };
  return { ends: options.every(({ isFlat }) => isFlat) ? ends : kept(ends, reading), beginning, isFlat: false };
}

/** The options by what they begin with; those that may begin with much or be nothing are in every list. */
function tableOf(options: readonly Part[]): { readonly known: ReadonlyMap<number, readonly Part[]>; readonly others: readonly Part[] } {
  const known = new Map<number, Part[]>();
  const beginnings = options.map((option) => ({ option, ...option.beginning() }));
  for (const { codes } of beginnings) for (const code of codes ?? []) known.set(code, []);
  const others: Part[] = [];
  for (const { option, codes, isEmpty } of beginnings) {
    if (codes === null || isEmpty) for (const list of [...known.values(), others]) list.push(option);
    else for (const code of codes) known.get(code)?.push(option);
  }
  return { known, others };
}

function sequence(reading: Reading): Part {
  const parts: Part[] = [];
  while (reading.at < reading.source.length && !/[|)]/.test(reading.source.charAt(reading.at))) parts.push(repeated(reading));
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const ends: Ends = (text, at, tried) => {
    let places: readonly number[] = [at];
    for (const part of parts) {
      places = from(places, part, text, tried);
      if (places.length === 0) return NOWHERE;
    }
    return places;
  };
  const beginning = once((): Beginning => {
    const codes = new Set<number>();
    for (const part of parts) {
      const first = part.beginning();
      if (first.codes === null) return { codes: null, isEmpty: false };
      for (const code of first.codes) codes.add(code);
      if (!first.isEmpty) return { codes, isEmpty: false };
    }
    return { codes, isEmpty: true };
  });
  return { ends, beginning, isFlat: parts.every(({ isFlat }) => isFlat) };
}

const TIMES = /[?*+]|\{([0-9]+),([0-9]+)\}/y;

function repeated(reading: Reading): Part {
  const one = single(reading);
  TIMES.lastIndex = reading.at;
  const found = TIMES.exec(reading.source);
  if (found === null) return one;
  reading.at += found[0].length;
  const [least, most] = found[1] === undefined ? [found[0] === '+' ? 1 : 0, found[0] === '?' ? 1 : Infinity] : [Number(found[1]), Number(found[2])];
  const ends: Ends = (text, at, tried) => {
    const places: number[] = [];
    let last: readonly number[] = [at];
    for (let times = 0; last.length > 0; times += 1) {
      if (times >= least) places.push(...last);
      if (times === most) break;
      // A place that was reached with fewer is not gone on from again.
      last = from(last, one, text, tried);
      if (places.length > 0) last = last.filter((place) => !places.includes(place));
    }
    return places;
  };
  const optional: Ends = (text, at, tried) => both([at], one.ends(text, at, tried));
  const isOptional = least === 0 && most === 1;
  return { ends: isOptional ? optional : kept(ends, reading), beginning: () => ({ codes: one.beginning().codes, isEmpty: least === 0 || one.beginning().isEmpty }), isFlat: isOptional && one.isFlat };
}

const LETTERS = /(?:[^\\^$.*+?()[\]{}|](?![?*+{]))+|[^\\^$.*+?()[\]{}|]/y;
const GROUP = /\((?:\?:|(\?=|\?!))/y;
const CLASS = /\[([^\\^\]][^\\\]]*)\]|\\([wS])|\\([./?+*()-])/y;

function single(reading: Reading): Part {
  const taken = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = reading.at;
    const found = pattern.exec(reading.source);
    reading.at += found?.[0].length ?? 0;
    return found;
  };
  const letters = taken(LETTERS)?.[0];
  if (letters !== undefined) return literal(letters);
  const group = taken(GROUP);
  if (group !== null) return grouped(reading, group[1] ?? null);
  const [, members, kind, sign] = taken(CLASS) ?? [];
  if (sign !== undefined) return literal(sign);
  if (members !== undefined) return ofCodes(codesOf(members));
  if (kind === 'w') return ofCodes(codesOf('a-zA-Z0-9_'));
  if (kind === 'S') return { ends: (text, at) => (at < text.length && /\S/.test(text.charAt(at)) ? [at + 1] : NOWHERE), beginning: () => ({ codes: null, isEmpty: false }), isFlat: true };
  const edge = taken(/[$^]/y)?.[0];
  if (edge === undefined) throw new Error(`a form with a sign that is not known: ${reading.source.slice(reading.at, reading.at + 40)}`);
  return narrow((text, at) => at === (edge === '$' ? text.length : 0));
}

function grouped(reading: Reading, look: string | null): Part {
  const inner = choice(reading);
  if (reading.source.charAt(reading.at) !== ')') throw new Error('a form that does not close what it opened');
  reading.at += 1;
  return look === null ? inner : narrow((text, at, tried) => inner.ends(text, at, tried).length > 0 === (look === '?='));
}

const literal = (letters: string): Part => ({
  ends: (text, at) => (text.startsWith(letters, at) ? [at + letters.length] : NOWHERE),
  beginning: () => ({ codes: new Set([letters.charCodeAt(0)]), isEmpty: false }),
  isFlat: true,
});

const ofCodes = (codes: ReadonlySet<number>): Part => ({
  ends: (text, at) => (codes.has(text.charCodeAt(at)) ? [at + 1] : NOWHERE),
  beginning: () => ({ codes, isEmpty: false }),
  isFlat: true,
});

/** Says whether a place will do, and takes nothing of the text. */
const narrow = (isGood: (...place: Parameters<Ends>) => boolean): Part => ({
  ends: (text, at, tried) => (isGood(text, at, tried) ? [at] : NOWHERE),
  beginning: () => ({ codes: new Set(), isEmpty: true }),
  isFlat: false,
});

function codesOf(members: string): ReadonlySet<number> {
  const codes = new Set<number>();
  for (const [, first = '', last = first] of members.matchAll(/([^])(?:-([^]))?/g)) for (let code = first.charCodeAt(0); code <= last.charCodeAt(0); code += 1) codes.add(code);
  return codes;
}

/** Without this what stands in groups of groups would be looked at for each way to come to it. */
function kept(ends: Ends, reading: Reading): Ends {
  reading.parts += 1;
  const number = reading.parts;
  return (text, at, tried) => {
    const key = number * (text.length + 1) + at;
    const known = tried.get(key);
    if (known !== undefined) return known;
    const found = ends(text, at, tried);
    tried.set(key, found);
    return found;
  };
}

/** Where the part ends that begins at any of the places. */
function from(places: readonly number[], part: Part, text: string, tried: Parameters<Ends>[2]): readonly number[] {
  let all = NOWHERE;
  for (const place of places) all = both(all, part.ends(text, place, tried));
  return all;
}

function both(one: readonly number[], other: readonly number[]): readonly number[] {
  if (one.length === 0) return other;
  if (other.length === 0) return one;
  return [...one, ...other.filter((place) => !one.includes(place))];
}

function once<Made>(make: () => Made): () => Made {
  let made: { readonly value: Made } | undefined;
  return () => (made ??= { value: make() }).value;
}
