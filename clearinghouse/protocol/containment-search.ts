/** Finds the lines of a direct mail within those of a forward: line by line, or re-wrapped (format=flowed, RFC 3676). */

/** A line of the direct mail. `optional`: why the forward may leave it out. */
export type DirectLine = { readonly at: number; readonly text: string; readonly optional: 'up-to' | 'pay-to' | 'signature' | null; readonly password: boolean };

/** A line of the forward; '' is an empty one. `decoration`: separators, header labels, client signatures. */
export type ForwardLine = { readonly at: number; readonly text: string; readonly decoration: boolean; readonly belowHeader: boolean };

/** `whole`: the span, inclusive. `foreign`: everything in order, but the line `foreign` of the forward stands between. `part`: `missing` (of the direct lines) was the first not found. */
export type Alignment =
  | { readonly kind: 'whole'; readonly from: number; readonly to: number }
  | { readonly kind: 'foreign'; readonly foreign: number }
  | { readonly kind: 'part'; readonly missing: number };

/** More beginnings of one order in one mail than any thread of answers has. */
const MAX_STARTS = 50;
const MAX_OPTIONAL = 64;

export function alignLines(wanted: readonly DirectLine[], given: readonly ForwardLine[]): Alignment {
  const starts = given.filter((line) => line.text !== '' && elementFor(wanted, 0, line.text) !== null).slice(0, MAX_STARTS);
  const found = starts.map((line) => alignFrom(wanted, given, line.at));
  const whole = starts.filter((_line, index) => found[index]?.kind === 'whole');
  const best = whole.find((line) => line.belowHeader) ?? whole[0];
  if (best !== undefined) return alignFrom(wanted, given, best.at);
  const foreign = found.find((one) => one.kind === 'foreign');
  if (foreign !== undefined) return foreign;
  return { kind: 'part', missing: Math.max(0, ...found.map((one) => (one.kind === 'part' ? one.missing : 0))) };
}

/** Which element a text is, counted from `next`, optional ones passed over; null where it is none. */
function elementFor(wanted: readonly DirectLine[], next: number, text: string): number | null {
  for (let at = next; at < wanted.length && at <= next + MAX_OPTIONAL; at += 1) {
    const element = wanted[at];
    if (element?.text === text) return at;
    if (element?.optional === null) return null;
  }
  return null;
}

function alignFrom(wanted: readonly DirectLine[], given: readonly ForwardLine[], start: number): Alignment {
  const required = wanted.findLastIndex((line) => line.optional === null);
  let next = 0;
  let to = start;
  let foreign: number | null = null;
  for (let at = start; at < given.length && next < wanted.length; at += 1) {
    const line = given[at];
    if (line === undefined || line.text === '') continue;
    const element = elementFor(wanted, next, line.text);
    if (element !== null) {
      next = element + 1;
      to = at;
    } else if (next > required) {
      break;
    } else if (!line.decoration) {
      foreign ??= at;
    }
  }
  if (next <= required) return { kind: 'part', missing: wanted.findIndex((line, at) => at >= next && line.optional === null) };
  return foreign === null ? { kind: 'whole', from: start, to } : { kind: 'foreign', foreign };
}

type Flow = { readonly text: string; readonly starts: ReadonlyMap<number, ForwardLine>; readonly ends: ReadonlyMap<number, ForwardLine> };

/** The same on text without white space: lines may be broken and joined anew, but the span begins and ends with a line. */
export function alignFlowed(wanted: readonly DirectLine[], given: readonly ForwardLine[]): Alignment | null {
  const flow = flowOf(given);
  const optional = [...new Set(wanted.map((line) => line.optional))].filter((kind) => kind !== null);
  for (const left of subsets(optional)) {
    const pattern = withoutBlanks(wanted.filter((line) => line.optional === null || !left.includes(line.optional)).map((line) => line.text).join(''));
    const found = occurrences(flow.text, pattern).flatMap((at) => {
      const [first, last] = [flow.starts.get(at), flow.ends.get(at + pattern.length)];
      return first === undefined || last === undefined ? [] : [{ first, last }];
    });
    const best = found.find(({ first }) => first.belowHeader) ?? found[0];
    if (best !== undefined) return { kind: 'whole', from: best.first.at, to: best.last.at };
  }
  return null;
}

const withoutBlanks = (text: string): string => text.replace(/\s/g, '');

function flowOf(given: readonly ForwardLine[]): Flow {
  const parts: string[] = [];
  const starts = new Map<number, ForwardLine>();
  const ends = new Map<number, ForwardLine>();
  let length = 0;
  for (const line of given) {
    const part = line.decoration ? '' : withoutBlanks(line.text);
    if (part === '') continue;
    starts.set(length, line);
    length += part.length;
    ends.set(length, line);
    parts.push(part);
  }
  return { text: parts.join(''), starts, ends };
}

/** Fewest left out first. */
function subsets<T>(items: readonly T[]): T[][] {
  const all = items.reduce<T[][]>((sets, item) => [...sets, ...sets.map((set) => [...set, item])], [[]]);
  return all.sort((a, b) => a.length - b.length);
}

/** Where a pattern stands in a text, overlaps included, in linear time whatever both hold (Knuth, Morris, Pratt). */
export function occurrences(text: string, pattern: string): number[] {
  const found: number[] = [];
  if (pattern === '' || pattern.length > text.length) return found;
  const borders = bordersOf(pattern);
  let matched = 0;
  for (let at = 0; at < text.length; at += 1) {
    while (matched > 0 && text.charCodeAt(at) !== pattern.charCodeAt(matched)) matched = borders[matched - 1] ?? 0;
    if (text.charCodeAt(at) === pattern.charCodeAt(matched)) matched += 1;
    if (matched < pattern.length) continue;
    found.push(at - pattern.length + 1);
    matched = borders[matched - 1] ?? 0;
  }
  return found;
}

/** For every head of the pattern the length of its longest proper head that is also its tail. */
function bordersOf(pattern: string): Uint32Array {
  const borders = new Uint32Array(pattern.length);
  for (let at = 1, matched = 0; at < pattern.length; at += 1) {
    while (matched > 0 && pattern.charCodeAt(at) !== pattern.charCodeAt(matched)) matched = borders[matched - 1] ?? 0;
    if (pattern.charCodeAt(at) === pattern.charCodeAt(matched)) matched += 1;
    borders[at] = matched;
  }
  return borders;
}
