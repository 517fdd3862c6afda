/**
 * The parts of a letter's text that no person wrote for this letter: quotation, what clients put above a forwarded or answered mail, and
 * signatures. Works on normalised lines, in time linear in them.
 */
import { afterLabel, vocabularyOf, wholeWordAtStart, wordAtStart, wordWithin } from './vocabulary.ts';
import { ATTRIBUTION_WORDS, CLIENT_SIGNATURES, CONSENT_WORDS, FRAUD_WORDS, HEADER_LABELS, REFUSAL_WORDS, SEPARATOR_WORDS, SIGNATURE_MARKS } from './words.ts';

const QUOTE_MARKS = /^[>| ]+/;
const separatorWords = vocabularyOf(SEPARATOR_WORDS);
const attributionWords = vocabularyOf(ATTRIBUTION_WORDS);
const fromLabels = vocabularyOf(HEADER_LABELS.from);
const subjectLabels = vocabularyOf(HEADER_LABELS.subject);
const allLabels = vocabularyOf(Object.values(HEADER_LABELS).flat());
const clientSignatures = vocabularyOf(CLIENT_SIGNATURES);
const answerWords = vocabularyOf([...CONSENT_WORDS, ...REFUSAL_WORDS, ...FRAUD_WORDS]);

/** Lines of a header block stand no further apart than this (an empty line, a folded list of addresses). */
const HEADER_REACH = 3;

export const isQuoted = (line: string): boolean => line.startsWith('>') || line.startsWith('|');

/** The line without its quote marks. */
export const unquote = (line: string): string => (isQuoted(line) ? line.replace(QUOTE_MARKS, '') : line);

/** One mark of a list, or its number: `- `, `・`, `3. `. A star alone at a word is that of bold text. */
const LIST_MARK = /^(?:[-+•・‣▪●○■◆◇※] ?|\* |[0-9]{1,2}[.)] )(?=[^ ])/;

/** The line without the mark of a list: a key may stand in one. */
export const withoutListMark = (line: string): string => line.replace(LIST_MARK, '');

export const isSignatureMark = (line: string): boolean => SIGNATURE_MARKS.includes(line);

/** A line that the client adds by itself: `Sent from my iPhone`. */
export const isClientSignature = (line: string): boolean => line.length <= 100 && wordAtStart(line, clientSignatures) !== null;

/**
 * Indexes of the forward separators (`---------- Forwarded message`) and of the header blocks below or without them. Header labels count
 * as a block where a From and another label stand close together, so that `Date: …` in an invoice is none.
 */
export function findSeparators(lines: readonly string[]): number[] {
  const bare = lines.map(unquote);
  const found = new Set<number>();
  bare.forEach((line, at) => {
    if (isSeparatorText(line)) found.add(at);
  });
  for (const block of headerBlocks(bare, found)) {
    const rule = lastFilledBefore(bare, block[0] ?? 0);
    if (rule !== null && isRule(bare[rule] ?? '')) found.add(rule);
    for (const at of block) found.add(at);
  }
  return [...found].sort((a, b) => a - b);
}

/** `----- Original Message -----`, `Begin forwarded message:`. */
function isSeparatorText(line: string): boolean {
  if (line.length > 200) return false;
  const inner = line.replace(/^[-_=*]{2,}/, '');
  if (inner !== line) return wordWithin(inner, separatorWords) !== null && inner.replace(/[-_=* ]+$/, '') !== '';
  return line.endsWith(':') && line.length <= 60 && wordWithin(line, separatorWords) !== null && wordWithin(line, attributionWords) === null;
}

/** Of those lines the ones that name a mail's sender. For telling people apart in what is said to them, never for who somebody is. */
export const senderLines = ({ lines, separators }: { readonly lines: readonly string[]; readonly separators: readonly number[] }): string[] =>
  separators.map((at) => unquote(lines[at] ?? '')).filter((line) => afterLabel(line, fromLabels) !== null);

const isRule = (line: string): boolean => line.length >= 5 && /^[-_=*]+$/.test(line);

function lastFilledBefore(lines: readonly string[], before: number): number | null {
  for (let at = before - 1; at >= 0 && at >= before - 2; at -= 1) if (lines[at] !== '') return at;
  return null;
}

const isHeaderLabel = (line: string): boolean => line.length <= 2000 && afterLabel(line, allLabels) !== null;

/**
 * Runs of header labels that hold a From and more, or stand right below a separator, with the folded lines between them. Two labels alone are a header
 * where an address, a date or a subject stands in them: `From: Takao`, `To: Hanako` is what somebody wants written on a gift.
 */
function headerBlocks(lines: readonly string[], separators: ReadonlySet<number>): number[][] {
  const blocks: number[][] = [];
  let run: number[] = [];
  const close = (): void => {
    const first = run[0] ?? 0;
    const below = [1, 2].some((distance) => separators.has(first - distance));
    if (run.length > 0 && (below || isHeader(run.map((at) => lines[at] ?? '')))) blocks.push(filled(run));
    run = [];
  };
  lines.forEach((line, at) => {
    if (!isHeaderLabel(line)) return;
    if (at - (run.at(-1) ?? at) > HEADER_REACH) close();
    run.push(at);
  });
  close();
  return blocks;
}

function isHeader(labels: readonly string[]): boolean {
  if (labels.length < 2 || !labels.some((line) => afterLabel(line, fromLabels) !== null)) return false;
  return labels.length > 2 || labels.some((line) => line.includes('@') || DATE.test(line) || afterLabel(line, subjectLabels) !== null);
}

const filled = (run: readonly number[]): number[] => Array.from({ length: (run.at(-1) ?? 0) - (run[0] ?? 0) + 1 }, (_none, offset) => (run[0] ?? 0) + offset);

const DATE = /20[0-9]{2}|[0-9]{1,2}:[0-9]{2}/;
/** Some languages' attributions have no verb: `2026年11月3日(火) 10:00 Green Tea House <shop@tea.example>:`. */
const ENDS_WITH_ADDRESS = /<[^<> ]+@[^<> ]+> ?:$/;

/**
 * Where an attribution (`On … wrote:`) that begins at this line ends, exclusive; null where none begins. It may be folded over three lines.
 * A line that begins with an answer's word is never one.
 */
export function attributionEnd(lines: readonly string[], start: number): number | null {
  if (wholeWordAtStart(lines[start] ?? '', answerWords) !== null) return null;
  let text = '';
  for (let at = start; at < start + 3; at += 1) {
    const line = lines[at] ?? '';
    if (line === '' || isQuoted(line) || text.length + line.length > 400) return null;
    text = `${text} ${line}`;
    // The date stands in the first of folded lines; a line above an attribution that has its own date is no part of it.
    if (at > start && (!DATE.test(lines[start] ?? '') || DATE.test(line))) return null;
    if (!line.endsWith(':')) continue;
    const says = wordWithin(text, attributionWords) !== null || (ENDS_WITH_ADDRESS.test(line) && DATE.test(text));
    const quotes = isQuoted(nextFilled(lines, at + 1) ?? '');
    return (/[0-9@]/.test(text) && says) || (quotes && (says || text.includes('@'))) ? at + 1 : null;
  }
  return null;
}

export function nextFilled(lines: readonly string[], from: number): string | null {
  for (let at = from; at < lines.length && at < from + 4; at += 1) if (lines[at] !== '') return lines[at] ?? null;
  return null;
}

/** What the sender wrote, apart from quotation and signature. */
export type OwnText = {
  /** Indexes of the sender's own lines that are not empty. */
  readonly own: readonly number[];
  /** Indexes of quoted lines among and around them, attributions included. */
  readonly quotes: readonly number[];
};

/** Own text ends at a signature mark, and where somebody else's begins (`ownEnd`). */
export function ownText(lines: readonly string[], separators: readonly number[]): OwnText {
  const stop = ownEnd(lines, separators);
  const own: number[] = [];
  const quotes: number[] = [];
  for (let at = 0; at < stop; at += 1) {
    const line = lines[at] ?? '';
    if (isSignatureMark(line)) break;
    if (line === '') continue;
    if (isQuoted(line)) {
      quotes.push(at);
      continue;
    }
    const end = attributionEnd(lines, at);
    if (end === null) {
      own.push(at);
      continue;
    }
    for (; at < end - 1; at += 1) quotes.push(at);
    quotes.push(at);
  }
  return { own, quotes };
}

/**
 * The line from which on, quote marks or not, nothing is the sender's: the first unquoted separator or header block, or an attribution above
 * unquoted text, since what is quoted without marks can't be told from words of one's own below it. The number of lines where there is none.
 */
export function ownEnd(lines: readonly string[], separators: readonly number[]): number {
  const stop = separators.find((at) => !isQuoted(lines[at] ?? '')) ?? lines.length;
  for (let at = 0; at < stop; at += 1) {
    const line = lines[at] ?? '';
    const end = line === '' || isQuoted(line) ? null : attributionEnd(lines, at);
    if (end === null) continue;
    if (!isQuoted(nextFilled(lines, end) ?? '')) return at;
    at = end - 1;
  }
  return stop;
}
