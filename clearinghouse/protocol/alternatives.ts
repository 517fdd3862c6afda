/**
 * A mail may bring its text twice, plain and as HTML, and people see the one that the bank does not read. Both must say the same where it
 * matters (5-real-and-hostile-mail C4, F8): the answer, the passwords, an order's ceiling and payee, the total.
 */
import { readAnswer } from './consent.ts';
import { mayBeTotal, totalOf } from './invoice-line.ts';
import { isQuoted, ownEnd, unquote } from './layout.ts';
import { currencyOf, formatAmount, formatMoney, readAmount } from './money.ts';
import { plainFigures } from './normalise.ts';
import { payToOf, upToOf } from './order.ts';
import type { AnswerReading, Digest, PasswordLine, SecretDigests } from './reading.ts';
import { sameSecret } from './secret.ts';
import { readInClear } from './text-reading.ts';
import type { ReadText } from './text-reading.ts';
import { afterLabel, vocabularyOf } from './vocabulary.ts';
import { TOTAL_LABELS } from './words.ts';

const totalLabels = vocabularyOf(TOTAL_LABELS);

/** `ceiling` and `payee`: of an order, that is where one of the two texts has a password of the sender's own. */
export type AlternativeDifference = 'trouble' | 'answer' | 'password' | 'ceiling' | 'payee' | 'total';

/**
 * In what the alternative differs, null where it does not. What is the sender's own in one text may be quoted in the other: mail programs quote
 * differently in the two. Totals are compared in one direction only: a table's cells may lie apart in the HTML.
 */
export function alternativesDiffer(clear: readonly string[], read: ReadText, answer: AnswerReading, alternative: string, digest: Digest): AlternativeDifference | null {
  const { read: other, clear: lines } = readInClear(alternative, digest);
  if (other.trouble !== null) return 'trouble';
  const said = readAnswer(lines, digest);
  if (said.word !== answer.word || !sameOrNone(said, answer)) return 'answer';
  if (!ownAreAmong(read.passwords, other.passwords) || !ownAreAmong(other.passwords, read.passwords)) return 'password';
  const [plain, shown] = [textOf(clear, read), textOf(lines, other)];
  if ([...read.passwords, ...other.passwords].some((password) => !password.quoted)) {
    if (!keysAgree(plain, shown, ceilingKey)) return 'ceiling';
    if (!keysAgree(plain, shown, payeeKey)) return 'payee';
  }
  const [mine, theirs] = [ownTotals(plain), ownTotals(shown)];
  return theirs.size > 0 && [...mine].some((total) => !theirs.has(total)) ? 'total' : null;
}

const sameOrNone = (a: AnswerReading, b: AnswerReading): boolean => (a.whole === null || b.whole === null ? a.whole === b.whole : a.whole.length === 0 || sameSecret(a.whole, b.whole));

const ownAreAmong = (some: readonly PasswordLine[], all: readonly PasswordLine[]): boolean => {
  const among = distinctSecrets(all);
  return distinctSecrets(some.filter((password) => !password.quoted)).every((secret) => among.some((other) => sameSecret(other, secret)));
};

/** Each once: a text has few different passwords (`readInClear`), but may repeat them on thousands of lines. */
const distinctSecrets = (passwords: readonly PasswordLine[]): SecretDigests[] => [...new Map(passwords.map(({ digests }) => [digests.join(' '), digests])).values()];

/** `own`: the sender's lines, a signature's among them; `all` without quote marks. */
type Text = { readonly own: readonly string[]; readonly all: readonly string[] };

const textOf = (lines: readonly string[], { separators }: ReadText): Text => ({ own: lines.slice(0, ownEnd(lines, separators)).filter((line) => !isQuoted(line)), all: lines.map(unquote) });

type KeyOf = (line: string) => string | null;

const ceilingKey: KeyOf = (line) => {
  const text = upToOf(line);
  if (text === null) return null;
  const amount = readAmount(plainFigures(squeezed(text)), null);
  return amount.ok ? formatMoney(amount.money) : squeezed(text);
};

const payeeKey: KeyOf = (line) => {
  const text = payToOf(line);
  return text === null ? null : squeezed(text);
};

/** Without blanks, marks of bold text and the addresses that some programs put behind a link's words, in capitals. */
const squeezed = (text: string): string => text.replace(/<(?:mailto:|https?:\/\/)[^<>]*>/gi, '').replace(/[*_ ]/g, '').toUpperCase();

/** Whatever the HTML shows as a key the bank must have read; the bank's may be broken over some lines of the HTML. */
function keysAgree(plain: Text, shown: Text, keyOf: KeyOf): boolean {
  const [mine, theirs] = [keysIn(plain.own, keyOf), keysIn(shown.own, keyOf)];
  const [allMine, allTheirs] = [keysIn(plain.all, keyOf), keysIn(shown.all, keyOf)];
  if ([...theirs.keys()].some((key) => !allMine.has(key))) return false;
  const missing = [...mine].filter(([key]) => !allTheirs.has(key));
  return missing.length === 0 || (missing.length === 1 && allTheirs.size === 0 && missing.every(([, line]) => standsBroken(line, shown.all)));
}

/** Each key with the first line that names it. */
function keysIn(lines: readonly string[], keyOf: KeyOf): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of lines) {
    const key = keyOf(line);
    if (key !== null && !found.has(key)) found.set(key, line);
  }
  return found;
}

const MOST_PIECES = 4;

/** Whether a few lines on end, put together, end with this one: a cell of a table, or a line that the other text breaks elsewhere. */
function standsBroken(line: string, lines: readonly string[]): boolean {
  const wanted = squeezed(line);
  const filled = lines.map(squeezed).filter((text) => text !== '');
  return filled.some((_text, at) => filled.slice(Math.max(0, at - MOST_PIECES + 1), at + 1).join('').endsWith(wanted));
}

const ownTotals = ({ own }: Text): Set<string> => new Set(own.flatMap((line) => totalText(line) || []));

/** Stand in where no currency is written: one without decimals, one with two. */
const STAND_INS = ['JPY', 'EUR'].map(currencyOf);

/** As money where it can be read, with the colon or without it; else what stands behind the label's colon. */
function totalText(line: string): string | null {
  if (!mayBeTotal(line)) return null;
  const total = totalOf(line, null);
  if (total !== null) return formatMoney(total);
  const bare = STAND_INS.map((currency) => totalOf(line, currency)).find((amount) => amount !== null);
  return bare == null ? afterLabel(line, totalLabels) : formatAmount(bare);
}
