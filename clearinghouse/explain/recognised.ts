/** What the readers recognised in a letter's text, each with its place. The lines are those that are shown: passwords in them are hidden already. */
import { findSeparators, attributionEnd, isClientSignature, isQuoted, isSignatureMark, ownText, unquote } from '../protocol/layout.ts';
import { numberedLines, readInvoice, type NumberedLine } from '../protocol/invoice.ts';
import { readOrder } from '../protocol/order.ts';
import { currencyOf } from '../protocol/money.ts';
import type { Reading, TextReading } from '../protocol/reading.ts';
import { vocabularyOf, wholeWordAtStart, wordAtStart } from '../protocol/vocabulary.ts';
import { COMMAND_WORDS, CONSENT_WORDS, FRAUD_WORDS, REFUSAL_WORDS } from '../protocol/words.ts';
import { HIDDEN } from './dissection.ts';
import type { Recognised, RecognisedKind } from './dissection.ts';

const consentWords = vocabularyOf(CONSENT_WORDS);
const refusalWords = vocabularyOf(REFUSAL_WORDS);
const fraudWords = vocabularyOf(FRAUD_WORDS);

/** Of one text at most so many places are told. */
const MOST = 200;

type Spot = { readonly line: number; readonly from?: number; readonly to?: number };

/** From the place in code to the place for people. */
const place = (kind: RecognisedKind, lines: readonly string[], { line, from = 0, to = lines[line]?.length ?? 0 }: Spot, detail: string): Recognised => ({ kind, line: line + 1, toLine: null, from: from + 1, to: Math.max(from + 1, to), detail });

/** `lines`: the text's lines as they are shown. Subject commands have no line. */
export function recognise(reading: Reading, lines: readonly string[]): readonly Recognised[] {
  const { text } = reading;
  const inSubject = commandInSubject(reading, lines);
  if (text === null) return inSubject;
  const found = [...passwordPlaces(text, lines), ...orderPlaces(text, lines), ...layoutPlaces(text, lines), ...invoicePlaces(text, lines), ...answerPlaces(reading, text, lines), ...commandPlaces(reading, lines), ...inSubject];
  return found.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || a.from - b.from).slice(0, MOST);
}

function passwordPlaces(text: TextReading, lines: readonly string[]): Recognised[] {
  const found = text.passwords.map(({ line, quoted, weakness }) => {
    const at = (lines[line] ?? '').lastIndexOf(HIDDEN);
    const spot = at === -1 ? { line } : { line, from: at, to: at + HIDDEN.length };
    return place(quoted ? 'quoted password' : 'password', lines, spot, weakness === null ? 'a password, hidden here' : `a password, hidden here: too weak (${weakness})`);
  });
  const again = text.secretElsewhere.map((line) => place('password again', lines, { line }, 'a password of this letter stands here again'));
  return [...found, ...again];
}

function orderPlaces(text: TextReading, lines: readonly string[]): Recognised[] {
  const order = readOrder(text);
  const found: Recognised[] = [];
  for (const [kind, key, several] of [['up to', order.upTo, order.severalUpTo], ['pay to', order.payTo, order.severalPayTo]] as const) {
    if (key === null) continue;
    const at = (lines[key.line] ?? '').lastIndexOf(key.text);
    found.push(place(kind, lines, at === -1 ? { line: key.line } : { line: key.line, from: at, to: at + key.text.length }, several ? `${key.text}, and other lines name something else: none counts` : key.text));
  }
  return found;
}

/** Runs of lines of one kind are told once. */
function layoutPlaces(text: TextReading, lines: readonly string[]): Recognised[] {
  const separators = new Set(text.separators);
  const kinds = text.lines.map((line, at): RecognisedKind | null => {
    if (separators.has(at)) return 'separator';
    if (isQuoted(line)) return 'quoted';
    return isSignatureMark(line) || (line !== '' && isClientSignature(unquote(line))) ? 'signature' : null;
  });
  markAttributions(text, kinds);
  const found: Recognised[] = [];
  for (let at = 0; at < kinds.length; at += 1) {
    const kind = kinds[at] ?? null;
    if (kind === null) continue;
    let end = at;
    while (kinds[end + 1] === kind) end += 1;
    found.push({ ...place(kind, lines, { line: at }, LAYOUT[kind] ?? ''), toLine: end > at ? end + 1 : null });
    at = end;
  }
  return found;
}

const LAYOUT: Readonly<Partial<Record<RecognisedKind, string>>> = {
  separator: 'forward separator or header block: what stands below is somebody else\'s words',
  quoted: 'quoted',
  attribution: 'what the client writes above a quotation',
  signature: 'signature',
};

function markAttributions(text: TextReading, kinds: (RecognisedKind | null)[]): void {
  for (let at = 0; at < text.lines.length; at += 1) {
    if (kinds[at] !== null || text.lines[at] === '') continue;
    const end = attributionEnd(text.lines, at);
    if (end === null) continue;
    for (let line = at; line < end; line += 1) kinds[line] ??= 'attribution';
    at = end - 1;
  }
}

/** The sender's own lines as an invoice; only where there is a total or an amount that could not be read. */
function invoicePlaces(text: TextReading, lines: readonly string[]): Recognised[] {
  const keyed = new Set(text.passwords.map((password) => password.line));
  const order = readOrder(text);
  for (const key of [order.upTo, order.payTo]) if (key !== null) keyed.add(key.line);
  const own = numberedLines(text, ownText(text.lines, text.separators).own.filter((line) => !keyed.has(line)));
  return transcriptOf(own).flatMap(({ line, readAs }) => {
    const kind = invoiceKind(readAs);
    return kind === null ? [] : [place(kind, lines, amountSpot(lines[line] ?? '', line, kind), readAs)];
  });
}

/** Stand in where no currency is written: one without decimals, one with two. Which it is, the shop's account says. */
const STAND_INS = ['JPY', 'EUR'].map(currencyOf);

function transcriptOf(own: readonly NumberedLine[]): readonly { readonly line: number; readonly readAs: string }[] {
  const written = readInvoice(own, null).transcript;
  const hasTotal = (transcript: readonly { readonly readAs: string }[]): boolean => transcript.some(({ readAs }) => readAs.startsWith('total '));
  if (hasTotal(written)) return written;
  for (const currency of STAND_INS) {
    const read = readInvoice(own, currency).transcript;
    if (hasTotal(read)) return read.map(({ line, readAs }) => ({ line, readAs: readAs.replace(/^total [A-Z]{3} (.*)$/, 'total $1, no currency written: that of the shop\'s account') }));
  }
  return [];
}

function invoiceKind(readAs: string): RecognisedKind | null {
  if (readAs === 'not read') return null;
  if (readAs.startsWith('invoice number ')) return 'invoice number';
  if (readAs.startsWith('total ')) return 'total';
  return /^(item|shipping|tax|discount|subtotal) /.test(readAs) ? 'invoice line' : 'unread amount';
}

/** The amount at the end of the line, with its currency; the whole line where none can be told from the words. */
function amountSpot(text: string, line: number, kind: RecognisedKind): Spot {
  if (kind === 'invoice number') return { line };
  const match = /(?:[A-Z]{3} ?|[$€£¥₩] ?)?-?[0-9][0-9.,' ]*-?(?: ?(?:[A-Z]{3}|[$€£¥₩円元원]))?[)]?$/u.exec(text.slice(0, 500));
  return match === null ? { line } : { line, from: match.index, to: match.index + match[0].length };
}

function answerPlaces({ answer }: Reading, text: TextReading, lines: readonly string[]): Recognised[] {
  if (answer === null || answer.word === null) return [];
  const words = { consent: consentWords, refusal: refusalWords, fraud: fraudWords }[answer.word];
  for (const at of ownText(text.lines, text.separators).own.slice(0, 2)) {
    const line = lines[at] ?? '';
    const skipped = answer.word === 'consent' ? 0 : (/^[\p{P}\p{S} ]+/u.exec(line)?.[0].length ?? 0);
    const word = answer.word === 'consent' ? wordAtStart(line, words) : wholeWordAtStart(line.slice(skipped), words);
    if (word === null) continue;
    const end = skipped + word.length;
    const found = [place(answer.word, lines, { line: at, from: skipped, to: end }, answer.doubt === null ? `the answer's word: ${answer.word}` : `the answer's word: ${answer.word}, in doubt: ${answer.doubt}`)];
    const rest = line.slice(end);
    const gap = /^[:,.、。 -]*/.exec(rest)?.[0].length ?? 0;
    if (answer.word === 'consent' && rest.length > gap) found.push(place('answer password', lines, { line: at, from: end + gap }, answer.whole === null ? 'nothing that could be a password' : 'compared, as a whole, with the password of the order'));
    return found;
  }
  return [];
}

const commandText = ({ command }: Reading): string => (command === null ? '' : 'reference' in command && command.reference !== null ? `${command.name} ${command.reference}` : command.name);

/** The subject goes first; a text that holds the same command says nothing else. */
function commandInSubject(reading: Reading, lines: readonly string[]): Recognised[] {
  if (reading.command === null || commandLine(reading, lines) !== null) return [];
  return [{ kind: 'command in subject', line: null, toLine: null, from: 1, to: Math.max(1, reading.headers.subject.length), detail: commandText(reading) }];
}

function commandLine(reading: Reading, lines: readonly string[]): number | null {
  const first = ownText(lines, reading.text?.separators ?? findSeparators(lines)).own[0];
  const name = reading.command?.name;
  if (first === undefined || name === undefined) return null;
  return wordAtStart(lines[first] ?? '', vocabularyOf(COMMAND_WORDS[name])) === null ? null : first;
}

function commandPlaces(reading: Reading, lines: readonly string[]): Recognised[] {
  const line = reading.command === null ? null : commandLine(reading, lines);
  return line === null ? [] : [place('command', lines, { line }, commandText(reading))];
}
