/** From a parsed mail and the verdict on its sender to the reading that is stored: all that one letter says by itself. */
import { alternativesDiffer } from './alternatives.ts';
import { readCommand } from './command.ts';
import { ALTERNATIVES_DIFFER, beginsLikeConsent, readAnswer } from './consent.ts';
import { findSeparators } from './layout.ts';
import { normalise, normaliseLine } from './normalise.ts';
import type { AnswerReading, ChequeReading, CommandReading, Digest, EInvoiceReading, Finding, OriginalReading, ParsedMail, Reading, SecretDigests, TextReading, Verdict, WrittenNumber } from './reading.ts';
import { orderCommitment, type Commit } from './post.ts';
import { readRoads } from './road-reading.ts';
import { SECRET_MIN_LETTERS } from './secret.ts';
import { maskSecrets } from './secret-places.ts';
import { shapedTogether, shapedWords } from './secret-shapes.ts';
import { secretsOfSubject, spokenInLoose } from './subject.ts';
import { passwordMasks, readInClear, readText } from './text-reading.ts';
import { isNumberAlone, writtenNumbers, zeroed } from './written-numbers.ts';

export { readText } from './text-reading.ts';
export type { ReadText } from './text-reading.ts';

/** Pure: the same mail, verdict and peppers give the same reading. A mail that was refused as a whole keeps no text. */
export function makeReading(parsed: ParsedMail, verdict: Verdict, digest: Digest, commit: Commit = orderCommitment): Reading {
  const { refusal, automatic, resent, bounce, bodyHash } = parsed;
  const shared = { version: 1 as const, refusal, verdict, automatic, resent, bounce, bodyHash };
  if (refusal !== null || parsed.text === null) {
    const originals = refusal === null ? parsed.originals.map((original) => readOriginal(original, digest)) : [];
    const secrets = attachedSecrets(parsed, digest);
    return { ...shared, findings: parsed.findings, headers: { ...parsed.headers, subject: maskedSubject(parsed.headers.subject, secrets) }, text: null, answer: null, command: null, originals, ...numbersIn(parsed, [], [], digest), ...maskedInvoices(refusal === null ? parsed.invoices : [], secrets, digest), ...openedCheques(refusal === null ? parsed.cheques : []) };
  }
  const { read, clear } = readInClear(parsed.text, digest, true);
  const answer = readAnswer(clear, digest);
  const attached = attachedSecrets(parsed, digest);
  const secrets = [...passwordMasks(clear).map(({ loose }) => loose), ...attached];
  const differs = parsed.alternative === null ? null : alternativesDiffer(clear, read, answer, parsed.alternative, digest);
  const command = readCommand(parsed.headers.subject, clear, read.passwords.some((password) => !password.quoted));
  const doubt = read.trouble ?? (differs === null ? answer.doubt : ALTERNATIVES_DIFFER);
  // Of a text that is kept without its lines (a whole card, a line `Password:` for each number), the numbers lie in the mailbox all the same.
  const lines = clear.length === 0 ? normalise(parsed.text).lines : clear;
  const numbers = numbersIn(parsed, lines, clear.length === 0 ? findSeparators(lines) : read.separators, digest, differs !== null);
  const findings: Finding[] = [
    { code: 'text-trouble', hit: read.trouble !== null, detail: read.trouble ?? '' },
    { code: ALTERNATIVES_DIFFER, hit: differs !== null, detail: differs ?? '' },
  ];
  return {
    ...shared,
    findings: [...parsed.findings, ...findings],
    headers: { ...parsed.headers, subject: maskedSubject(parsed.headers.subject, [...secrets, ...spokenInLoose(clear)]) },
    text: withoutAttached(storedText(read, clear, answer, parsed.originals.length === 0 ? numbers.written : []), attached),
    answer: { ...answer, doubt },
    command,
    ...togetherInSubject(parsed.headers.subject, command, digest),
    originals: parsed.originals.map((original) => readOriginal(original, digest)),
    ...numbers,
    ...maskedInvoices(parsed.invoices, secrets, digest),
    ...openedCheques(parsed.cheques),
    ...readRoads(verdict.strength === 'signed' ? parsed : { ...parsed, toBoard: false }, read, clear, commit),
  };
}

/** The reason of a refund, and words of a dispute, may stand in the subject. */
function togetherInSubject(subject: string, command: CommandReading | null, digest: Digest): { readonly subjectShaped?: readonly SecretDigests[] } {
  const shaped = command !== null && 'rest' in command ? shapedTogether([[0, normaliseLine(subject)]], digest).map(({ digests }) => digests) : [];
  return shaped.length === 0 ? {} : { subjectShaped: shaped };
}

const openedCheques = (cheques: readonly ChequeReading[] | undefined): { readonly cheques?: readonly ChequeReading[] } => (cheques === undefined || cheques.length === 0 ? {} : { cheques });

/** Where the HTML differs in what counts, what its reader wrote there lies in the mailbox as well. */
function numbersIn({ headers, alternative }: ParsedMail, clear: readonly string[], separators: readonly number[], digest: Digest, withAlternative = false): { readonly written?: readonly WrittenNumber[] } {
  const shown = withAlternative && alternative !== null ? normalise(alternative).lines : [];
  const other = shown.length === 0 ? [] : writtenNumbers('', shown, findSeparators(shown), digest);
  const own = writtenNumbers(headers.subject, clear, separators, digest);
  const written = [...own, ...other.filter(({ digits }) => !own.some((one) => one.digits === digits))];
  return written.length === 0 ? {} : { written };
}

/** No word of an e-invoice leaves the reader with a password of the letter in it. */
function maskedInvoices(invoices: readonly EInvoiceReading[] | undefined, secrets: readonly string[], digest: Digest): { readonly invoices?: readonly EInvoiceReading[] } {
  if (invoices === undefined || invoices.length === 0) return {};
  const masks = secrets.map((loose) => ({ loose, mark: '…' }));
  return { invoices: invoices.map((invoice) => maskedInvoice(invoice, (text) => maskSecrets(text, masks), digest)) };
}

function maskedInvoice(invoice: EInvoiceReading, mask: (text: string) => string, digest: Digest): EInvoiceReading {
  if (!invoice.ok) return { ...invoice, detail: mask(normaliseLine(invoice.detail)) };
  const { number, sellerName, notes, lines } = invoice;
  const masked = { number: mask(number), sellerName: sellerName === null ? null : mask(sellerName), notes: notes.map(mask), lines: lines.map((line) => ({ ...line, text: mask(line.text), unit: line.unit === null ? null : mask(line.unit) })) };
  const words = [number, sellerName, ...notes, ...lines.flatMap(({ text, unit }) => [text, unit])];
  const left = [masked.number, masked.sellerName, ...masked.notes, ...masked.lines.flatMap(({ text, unit }) => [text, unit])];
  const all = words.map((text, at) => [at, text ?? ''] as const);
  const shaped = [...shapedWords(all, digest), ...shapedTogether(all, digest)].map(({ digests }) => digests);
  return { ...invoice, ...masked, holdsSecret: words.some((text, at) => text !== left[at]), ...(shaped.length === 0 ? {} : { shaped }) };
}

/** An attached mail's text that is in trouble proves nothing: it is left out. */
function readOriginal(original: ParsedMail['originals'][number], digest: Digest): OriginalReading {
  const { messageId, date, verdict } = original;
  const read = original.text === null ? null : readText(original.text, digest);
  return { messageId, date, verdict, text: read === null || read.trouble !== null ? null : withoutTrouble(read) };
}

const withoutTrouble = ({ lines, passwords, secretElsewhere, separators, apart, shaped }: TextReading): TextReading => ({ lines, passwords, secretElsewhere, separators, ...(apart === undefined ? {} : { apart }), ...(shaped === undefined ? {} : { shaped }) });

/** The password of a consent is kept as digests alone, like that of a password line; nor does a number of a card stand behind it, or below it on a line of its own. What has a mail attached may be a forward, whose sums stay. */
function storedText(read: TextReading, clear: readonly string[], answer: AnswerReading, written: readonly WrittenNumber[] = []): TextReading {
  if (read.passwords.length > 0 || answer.word !== 'consent') return withoutTrouble(read);
  const masks = spokenInLoose(clear).map((loose) => ({ loose, mark: '…' }));
  const shown = (line: string): string => (beginsLikeConsent(line) || isNumberAlone(line) ? zeroed(maskSecrets(line, masks), written) : maskSecrets(line, masks));
  return { ...withoutTrouble(read), lines: read.lines.map(shown) };
}

/** Passwords of attached mails, in loose form: the text around them must not repeat them either. */
function attachedSecrets(parsed: ParsedMail, digest: Digest): readonly string[] {
  const texts = parsed.originals.flatMap((original) => original.text ?? []);
  return texts.flatMap((text) => passwordMasks(readInClear(text, digest).clear).map(({ loose }) => loose)).filter((loose) => loose.length >= SECRET_MIN_LETTERS);
}

/** The marks of the text's own passwords hold no letters, so masking again leaves them as they are. */
function withoutAttached(text: TextReading, attached: readonly string[]): TextReading {
  if (attached.length === 0) return text;
  const lines = text.lines.map((line) => maskSecrets(line, attached.map((loose) => ({ loose, mark: '…' }))));
  const elsewhere = lines.flatMap((line, at) => (line === text.lines[at] ? [] : [at]));
  return { ...text, lines, secretElsewhere: [...new Set([...text.secretElsewhere, ...elsewhere])].sort((a, b) => a - b) };
}

/** The subject as it came, unless it holds a password: of the letter, of a mail attached to it, or one that it says itself. It is told to others, and stands in notices. */
function maskedSubject(subject: string, secrets: readonly string[]): string {
  const plain = normaliseLine(subject);
  const masked = maskSecrets(plain, [...secrets, ...secretsOfSubject(subject)].map((loose) => ({ loose, mark: '…' })));
  return masked === plain ? subject : masked;
}
