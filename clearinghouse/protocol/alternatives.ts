/**
 * A mail may bring its text twice, plain and as HTML, and people see the one that the bank does not read. Both must say the same where it
 * matters (5-real-and-hostile-mail C4, F8): the answer, the passwords, the total.
 */
import { readAnswer } from './consent.ts';
import { ownEnd } from './layout.ts';
import { formatMoney, readAmount } from './money.ts';
import type { AnswerReading, Digest, PasswordLine, SecretDigests } from './reading.ts';
import { sameSecret } from './secret.ts';
import { readInClear } from './text-reading.ts';
import type { ReadText } from './text-reading.ts';
import { afterLabel, vocabularyOf } from './vocabulary.ts';
import { TOTAL_LABELS } from './words.ts';

const totalLabels = vocabularyOf(TOTAL_LABELS);

/**
 * In what the alternative differs, null where it does not. Quotation is compared in one direction only: the adapter leaves quoted parts of
 * HTML out, so what is quoted in the plain text need not be there.
 */
export function alternativesDiffer(clear: readonly string[], read: ReadText, answer: AnswerReading, alternative: string, digest: Digest): 'trouble' | 'answer' | 'password' | 'total' | null {
  const { read: other, clear: lines } = readInClear(alternative, digest);
  if (other.trouble !== null) return 'trouble';
  const said = readAnswer(lines, digest);
  if (said.word !== answer.word || !sameOrNone(said, answer)) return 'answer';
  if (!ownAreAmong(read.passwords, other.passwords) || !ownAreAmong(other.passwords, read.passwords)) return 'password';
  const [mine, theirs] = [ownTotals(clear, read.separators), ownTotals(lines, other.separators)];
  return theirs.size > 0 && [...mine].some((total) => !theirs.has(total)) ? 'total' : null;
}

const sameOrNone = (a: AnswerReading, b: AnswerReading): boolean => (a.whole === null || b.whole === null ? a.whole === b.whole : a.whole.length === 0 || sameSecret(a.whole, b.whole));

const ownAreAmong = (some: readonly PasswordLine[], all: readonly PasswordLine[]): boolean => {
  const among = distinctSecrets(all);
  return distinctSecrets(some.filter((password) => !password.quoted)).every((secret) => among.some((other) => sameSecret(other, secret)));
};

/** Each once: a text has few different passwords (`readInClear`), but may repeat them on thousands of lines. */
const distinctSecrets = (passwords: readonly PasswordLine[]): SecretDigests[] => [...new Map(passwords.map(({ digests }) => [digests.join(' '), digests])).values()];

function ownTotals(lines: readonly string[], separators: readonly number[]): Set<string> {
  const totals = lines.slice(0, ownEnd(lines, separators)).map((line) => afterLabel(line, totalLabels)).filter((text) => text !== null);
  return new Set(totals.map(totalText));
}

function totalText(text: string): string {
  const amount = readAmount(text, null);
  return amount.ok ? formatMoney(amount.money) : text;
}
