/** The buyer's order as it stands in a direct mail: its password, its ceiling, its payee, and the lines that are the order itself. */
import { CURRENCY_WRITINGS } from './currencies.ts';
import { isClientSignature, isQuoted, isSignatureMark, ownEnd, ownText, withoutListMark } from './layout.ts';
import { currencyOf, readAmount } from './money.ts';
import { plainFigures } from './normalise.ts';
import type { PasswordLine, TextReading } from './reading.ts';
import { sameSecret } from './secret.ts';
import { afterLabel, vocabularyOf, wholeWordAtStart, wordWithin } from './vocabulary.ts';
import { AT_MOST_LABELS, PASSWORD_NAMES, PAY_TO_LABELS, UP_TO_LABELS } from './words.ts';

/** `line` is its place in the text's lines; `text` what stands after the label. */
export type OrderKey = { readonly line: number; readonly text: string };

export type OrderReading = {
  /** Passwords in the sender's own text, each secret once. */
  readonly secrets: readonly PasswordLine[];
  readonly upTo: OrderKey | null;
  /** Lines that name different ceilings: none of them can be relied on. */
  readonly severalUpTo: boolean;
  readonly payTo: OrderKey | null;
  readonly severalPayTo: boolean;
  /** Places of the order's own lines: without password, ceiling and payee, quotation and signature. */
  readonly orderLines: readonly number[];
};

const upToLabels = vocabularyOf(UP_TO_LABELS);
const atMostLabels = vocabularyOf(AT_MOST_LABELS);
const passwordNames = vocabularyOf(PASSWORD_NAMES);
const payToLabels = vocabularyOf(PAY_TO_LABELS);

/** What stands after `Up to:`, also in a list; the colon may be missing where an amount follows, readable or not. Null where the line is none. */
export function upToOf(line: string): string | null {
  const plain = withoutListMark(line);
  const text = afterLabel(plain, upToLabels);
  if (text !== null) return text === '' ? null : plainCeiling(text);
  const found = wholeWordAtStart(plain, upToLabels);
  if (found === null) return atMostOf(plain);
  const rest = plain.slice(found.length).trim();
  // `Up to 12⁹⁹ EUR` is a ceiling that can't be read, not an order for it.
  const amount = readAmount(plainFigures(rest), null);
  return amount.ok || amount.code === 'no-currency' || amount.code === 'ambiguous' || namesMoney(rest) ? plainCeiling(rest) : null;
}

/** `上限は5,000円です`, `上限5,000円まで`: the amount. */
const plainCeiling = (text: string): string => text.replace(/(?:まで)?(?:です)?[。.]?$/, '');

/** `Max: 5,000 JPY`. */
function atMostOf(line: string): string | null {
  const found = wholeWordAtStart(line, atMostLabels);
  const rest = afterLabel(line, atMostLabels) ?? (found === null ? '' : line.slice(found.length).trim());
  return /^[^\p{L}]{0,4}(?:[A-Z]{3} ?)?[0-9]/u.test(rest) && namesMoney(rest) ? rest : null;
}

/** Whether the sender speaks of a password in this mail. Who does so in a mail to a shop and the bank means to pay, and waits for an answer. */
export const namesPassword = (text: TextReading): boolean => unquotedLines(text).some((at) => wordWithin((text.lines[at] ?? '').slice(0, 400), passwordNames) !== null);

/** Names of currencies, without those that are weights as well: `up to 2 pounds of Sencha`. */
const currencyNames = new Set([...CURRENCY_WRITINGS.keys()].filter((word) => word.length > 2 && !word.startsWith('POUND')));

/** `5,000 JPY, please`: digits, and beside them a currency's sign, code or name. What is lower case is no code: `up to 3 all in all`. */
function namesMoney(text: string): boolean {
  if (text.length > LONGEST_CEILING || !/\p{N}/u.test(text)) return false;
  if (/[\p{Sc}円元원]/u.test(text)) return true;
  return (text.match(/\p{L}+/gu) ?? []).some((word) => (word.length === 3 && word === word.toUpperCase() && currencyOf(word) !== null) || currencyNames.has(word.toUpperCase()));
}

const LONGEST_CEILING = 200;

/** What stands after `Pay to:`; null where the line is none. */
export const payToOf = (line: string): string | null => afterLabel(withoutListMark(line), payToLabels) || null;

/** Whether a password's value goes on with another key (`maple-7731-crow, Up to: 5,000 JPY`): nobody can say for sure where it ends. */
export function holdsKey(value: string): boolean {
  for (const { index, 0: before } of value.matchAll(/[^\p{L}\p{N}\p{M}]+/gu)) {
    const rest = value.slice(index + before.length);
    if (index > 0 && (afterLabel(rest, upToLabels) !== null || afterLabel(rest, payToLabels) !== null)) return true;
  }
  return value.split(/[,;、]/).slice(1).some((piece) => upToOf(piece.trim()) !== null);
}

export function readOrder(text: TextReading): OrderReading {
  const own = unquotedLines(text);
  const upTo = keysOf(text, own, upToOf);
  const payTo = keysOf(text, own, payToOf);
  const keyed = new Set([...text.passwords.map((password) => password.line), ...upTo.map((key) => key.line), ...payTo.map((key) => key.line)]);
  const written = ownText(text.lines, text.separators).own;
  return {
    secrets: distinct(text.passwords.filter((password) => !password.quoted)),
    upTo: upTo[0] ?? null,
    severalUpTo: differ(upTo),
    payTo: payTo[0] ?? null,
    severalPayTo: differ(payTo),
    orderLines: written.filter((at) => !keyed.has(at) && !isClientSignature(text.lines[at] ?? '')),
  };
}

/** Not behind a quote mark, not below a forward separator or an attribution; a signature may hold keys, so it counts here. */
function unquotedLines(text: TextReading): number[] {
  const end = ownEnd(text.lines, text.separators);
  const own: number[] = [];
  for (let at = 0; at < end; at += 1) {
    const line = text.lines[at] ?? '';
    if (line !== '' && !isQuoted(line) && !isSignatureMark(line)) own.push(at);
  }
  return own;
}

const keysOf = (text: TextReading, own: readonly number[], read: (line: string) => string | null): OrderKey[] =>
  own.flatMap((line) => {
    const found = read(text.lines[line] ?? '');
    return found === null ? [] : [{ line, text: found }];
  });

const differ = (keys: readonly OrderKey[]): boolean => new Set(keys.map((key) => key.text.toUpperCase())).size > 1;

function distinct(passwords: readonly PasswordLine[]): PasswordLine[] {
  const kept: PasswordLine[] = [];
  for (const password of passwords) if (!kept.some((other) => sameSecret(other.digests, password.digests))) kept.push(password);
  return kept;
}
