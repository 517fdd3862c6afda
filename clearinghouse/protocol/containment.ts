/**
 * Does a forward hold the buyer's direct mail? Every line of the bank's own copy, in order, and between them nothing but what forwarding adds
 * (5-real-and-hostile-mail §3.4 F2–F4, 9-rules 3–6). Passwords are compared by digest, never by text.
 *
 * Not required of the forward: the `Up to:` and `Pay to:` lines of the bank's copy, and the buyer's signature below the password line.
 * Where the order stands in it twice, the copy right below a header block is taken, else the first.
 */
import { differenceOf, shownLine } from './containment-difference.ts';
import type { NotContained } from './containment-difference.ts';
import { alignLines, alignFlowed } from './containment-search.ts';
import type { Alignment, DirectLine, ForwardLine } from './containment-search.ts';
import { isClientSignature, isQuoted, isSignatureMark, ownEnd, unquote } from './layout.ts';
import { stripPair } from './normalise.ts';
import { payToOf, readOrder, upToOf } from './order.ts';
import type { PasswordLine, TextReading } from './reading.ts';
import { SECRET_MARK_CLOSE, SECRET_MARK_OPEN } from './reading.ts';
import { sameSecret } from './secret.ts';

/** Longer texts are not compared; they are not contained. */
export const MAX_COMPARED_LINES = 5000;

export type Containment =
  | {
      readonly ok: true;
      /** The buyer's span: lines of the forward, inclusive. */
      readonly from: number;
      readonly to: number;
      /** Lines with text outside the span that are neither separators, header labels nor quoted. */
      readonly outside: readonly number[];
      /** Those of them above the span and above every separator, header label and quotation, with marks or without: the merchant's for sure (9-rules 5). */
      readonly above: readonly number[];
      /** Those of them below the span. With two mails of the buyer they may be the buyer's. */
      readonly below: readonly number[];
      /** The forward's password entry inside the span. */
      readonly secretIndex: number;
    }
  | NotContained;

/** Compares in time bounded by the product of both lengths, at most 5,000 lines each. Throws nothing. */
export function contain(direct: TextReading, forward: TextReading): Containment {
  const secret = readOrder(direct).secrets[0];
  if (secret === undefined) return { ok: false, code: 'password-missing', missing: null, found: null };
  if (direct.lines.length > MAX_COMPARED_LINES || forward.lines.length > MAX_COMPARED_LINES) return { ok: false, code: 'not-contained', missing: null, found: null };
  const wanted = directLines(direct);
  const given = forwardLines(direct, forward);
  const aligned = alignLines(wanted, given);
  const alignment = aligned.kind === 'whole' ? aligned : (alignFlowed(wanted, given) ?? aligned);
  if (alignment.kind !== 'whole') return differenceOf(direct, forward, wanted, given, alignment);
  return spanOf(forward, given, alignment, secret);
}

/** The span as the answer, unless a second order is in the forward. */
function spanOf(forward: TextReading, given: readonly ForwardLine[], { from, to }: Alignment & { kind: 'whole' }, secret: PasswordLine): Containment {
  const inside = (at: number): boolean => at >= from && at <= to;
  const own = forward.passwords.find((password) => inside(password.line) && sameSecret(password.digests, secret.digests));
  if (own === undefined) return { ok: false, code: 'password-missing', missing: null, found: null };
  const other = forward.passwords.find((password) => !inside(password.line) && password.quoted && !sameSecret(password.digests, secret.digests));
  if (other !== undefined) return { ok: false, code: 'foreign-lines', missing: null, found: shownLine(forward.lines[other.line] ?? '') };
  const separators = new Set(forward.separators);
  const outside = given.filter(({ at, text }) => !inside(at) && text !== '' && !separators.has(at) && !isQuoted(forward.lines[at] ?? '')).map(({ at }) => at);
  const quoted = forward.lines.findIndex(isQuoted);
  const top = Math.min(from, ownEnd(forward.lines, forward.separators), forward.separators[0] ?? from, quoted === -1 ? from : quoted);
  return { ok: true, from, to, outside, above: outside.filter((at) => at < top), below: outside.filter((at) => at > to), secretIndex: own.index };
}

/** Lines that hold anything, without quote marks; each password mark by the secret behind it, since the two letters count theirs apart. */
function directLines(direct: TextReading): DirectLine[] {
  const lines: DirectLine[] = [];
  const lastPassword = direct.passwords.at(-1)?.line ?? direct.lines.length;
  const passwordLines = new Set(direct.passwords.map((password) => password.line));
  let signature = false;
  direct.lines.forEach((line, at) => {
    signature ||= at > lastPassword && isSignatureMark(line);
    const text = comparable(line, (index) => classOf(direct, direct.passwords[index]));
    const key = upToOf(line) === null ? (payToOf(line) === null ? null : 'pay-to') : 'up-to';
    const left = key ?? (signature || (at > lastPassword && isClientSignature(line)) ? (key ?? 'signature') : null);
    if (text !== '') lines.push({ at, text, optional: left, password: passwordLines.has(at) });
  });
  return lines;
}

function forwardLines(direct: TextReading, forward: TextReading): ForwardLine[] {
  const separators = new Set(forward.separators);
  return forward.lines.map((line, at) => ({
    at,
    text: comparable(line, (index) => classOf(direct, forward.passwords[index]) ?? `x${index}`),
    decoration: separators.has(at) || isClientSignature(unquote(line)),
    belowHeader: false,
  })).map((line, at, all) => ({ ...line, belowHeader: followsSeparator(all, separators, at) }));
}

function followsSeparator(lines: readonly { readonly text: string }[], separators: ReadonlySet<number>, at: number): boolean {
  for (let above = at - 1; above >= 0 && above >= at - 4; above -= 1) {
    if (separators.has(above)) return true;
    if (lines[above]?.text !== '') return false;
  }
  return false;
}

/** The first password of the direct mail that is the same secret, as a letter for comparing. */
function classOf(direct: TextReading, password: PasswordLine | undefined): string | null {
  const same = password === undefined ? undefined : direct.passwords.find((own) => sameSecret(own.digests, password.digests));
  return same === undefined ? null : `s${same.index}`;
}

function comparable(line: string, secretClass: (index: number) => string | null): string {
  const text = stripPair(unquote(line)).replace(QUOTE_REST, '');
  return text.includes(SECRET_MARK_OPEN) ? text.replace(MARK, (_mark, index: string) => `${SECRET_MARK_OPEN}${secretClass(Number(index)) ?? index}${SECRET_MARK_CLOSE}`) : text;
}

/** Quote marks that stood within a surrounding pair. */
const QUOTE_REST = /^[>| ]+/;
const MARK = new RegExp(`${SECRET_MARK_OPEN}([0-9]+)${SECRET_MARK_CLOSE}`, 'g');
