/** A letter as `letter show` prints it. Passwords stand in readings as marks and are shown as `…`. */
import { showReference } from '../protocol/reference.ts';
import type { AnswerReading, CommandReading, Reading, TextReading, Verdict } from '../protocol/reading.ts';
import { SECRET_MARK_CLOSE, SECRET_MARK_OPEN } from '../protocol/reading.ts';
import { showsCardLetters } from '../protocol/card-letters.ts';
import type { MailboxPlace } from '../protocol/letter.ts';
import type { DecisionRow, LetterRow } from '../store/store.ts';
import { showOutcome } from './letter-list.ts';
import type { Json } from './print.ts';
import { dispositionJson, findingsJson, letterJson, showDisposition, showFindings, showTime, timeJson, timeOrNull } from './shapes.ts';
import { labelled } from './table.ts';

export type LetterPage = {
  readonly row: LetterRow;
  readonly reading: Reading | null;
  readonly place: MailboxPlace | null;
  readonly decisions: readonly DecisionRow[];
  /** Whether the words of the letter are shown. */
  readonly withText: boolean;
  /** Hides the passwords that the reader could not know to be some: those of the payments that the letter can be about. */
  readonly hide: (text: string) => string;
  readonly all: boolean;
  readonly timeZone: string;
};

const MARKS = new RegExp(`${SECRET_MARK_OPEN}[^${SECRET_MARK_CLOSE}]*${SECRET_MARK_CLOSE}`, 'gu');

export const masked = (line: string): string => line.replace(MARKS, '…');

/** The letters inside a card stand in the mail that activates it; whoever reads them there could activate it, or guess less at the next. */
const hidden = (line: string, reading: Reading): string => (showsCardLetters(line, isAboutCard(reading)) ? '…' : masked(line));

const isAboutCard = ({ headers }: Reading): boolean => headers.recipients.some((address) => /\+c\.[0-9a-z]{16}@/i.test(address));

export function letterText(page: LetterPage): string {
  const { row, reading, place, decisions, all, timeZone } = page;
  const time = (at: number): string => showTime(at, timeZone);
  const head = labelled([
    ['Letter', String(row.letterId)],
    ['Received', `${time(row.receivedAt)} by ${row.intake}`],
    ['Kept', time(row.keptAt)],
    ['From', `${row.from ?? 'unreadable'} (unproved)`],
    ['Brought to', row.recipients.length === 0 ? null : row.recipients.join(', ')],
    ['Message-ID', row.messageId],
    ['Mailbox', place === null ? null : `${place.folder}, UID ${place.uid} of UIDVALIDITY ${place.uidValidity}`],
    ['Bytes', `${row.size}, SHA-256 ${row.sha256}`],
    ['Came to', showOutcome(row, timeZone)],
  ]);
  const journal = decisions.flatMap((one) => [
    `  ${time(one.at)}  ${showDisposition(one.disposition)}`,
    ...showFindings(one.findings, all).map((line) => `      ${line}`),
    ...one.effects.filter((line) => all || !/^(tally|payment) /.test(line)).map((line) => `      → ${line}`),
  ]);
  const parts = [head, reading === null ? 'Not read yet.' : readingText(reading, page)];
  if (page.withText && reading?.text != null) parts.push(`Text as it was read (passwords are …)\n${shownLines(reading.text, reading, page).map((line) => `  | ${line}`).join('\n')}`);
  if (journal.length > 0) parts.push(`Decisions\n${journal.join('\n')}`);
  return parts.join('\n\n');
}

const shownLines = (text: TextReading, reading: Reading, { hide }: LetterPage): readonly string[] => text.lines.map((line) => hide(hidden(line, reading)));

function readingText(reading: Reading, { withText, hide, timeZone }: LetterPage): string {
  const { verdict, headers, text } = reading;
  return labelled([
    ['Sender', showVerdict(verdict)],
    ['Refused', reading.refusal === null ? null : `${reading.refusal.code}: ${reading.refusal.detail}`],
    ['Automatic', reading.automatic],
    ['Resent', reading.resent ? 'yes: a redirected copy' : null],
    ['Bounce', reading.bounce === null ? null : `${reading.bounce.kind} ${reading.bounce.action} ${reading.bounce.status ?? ''} ${reading.bounce.recipient ?? ''}`.trimEnd()],
    ['Subject', withText ? hide(hidden(headers.subject, reading)) : null],
    ['Date', headers.date === null ? null : showTime(headers.date, timeZone)],
    ['To', headers.to.join(', ') || null],
    ['Cc', headers.cc.join(', ') || null],
    ['Text', text === null ? 'none that is sure' : `${text.lines.length} lines, ${text.passwords.length} password line${text.passwords.length === 1 ? '' : 's'}`],
    ['Command', reading.command === null ? null : hide(showCommand(reading.command, withText))],
    ['Answer', reading.answer === null ? null : hide(showAnswer(reading.answer, withText, reading))],
    ['Attached mails', reading.originals.length === 0 ? null : reading.originals.map((original) => showVerdict(original.verdict)).join('; ')],
  ]);
}

const showVerdict = ({ strength, address, signature }: Verdict): string =>
  `${strength === 'none' ? 'not proved' : strength}: ${address ?? 'no address'}${signature === null ? '' : ` (DKIM d=${signature.domain} s=${signature.selector})`}`;

/** What follows a command's word is the sender's own text. */
function showCommand(command: CommandReading, withText: boolean): string {
  if ('rest' in command) return withText ? `${command.name} ${masked(command.rest)}`.trimEnd() : command.name;
  return 'reference' in command && command.reference !== null ? `${command.name} ${showReference(command.reference)}` : command.name;
}

const showAnswer = ({ word, doubt, shown }: AnswerReading, withText: boolean, reading: Reading): string =>
  [word ?? 'no answer word', doubt === null ? '' : `in doubt: ${doubt}`, withText ? hidden(shown, reading) : ''].filter((part) => part !== '').join(', ');

export function letterShape(page: LetterPage): Json {
  const { row, reading, place, decisions, all } = page;
  return {
    ...letterJson(row),
    place: place === null ? null : { folder: place.folder, uidValidity: place.uidValidity, uid: place.uid },
    reading: reading === null ? null : readingShape(reading, page),
    decisions: decisions.map((one) => ({ sequence: one.sequence, at: timeJson(one.at), disposition: dispositionJson(one.disposition), findings: findingsJson(one.findings, all), effects: one.effects, about: one.about })),
  };
}

const verdictShape = ({ strength, address, signature }: Verdict): Json => ({ strength, address, dkim: signature === null ? null : { domain: signature.domain, selector: signature.selector } });

const readingShape = (reading: Reading, page: LetterPage): Json => ({
  sender: verdictShape(reading.verdict),
  refusal: reading.refusal === null ? null : { code: reading.refusal.code, detail: reading.refusal.detail },
  automatic: reading.automatic,
  resent: reading.resent,
  bounce: reading.bounce === null ? null : { ...reading.bounce },
  date: timeOrNull(reading.headers.date),
  to: reading.headers.to,
  cc: reading.headers.cc,
  passwords: reading.text?.passwords.length ?? 0,
  command: reading.command?.name ?? null,
  answer: reading.answer === null ? null : { word: reading.answer.word, doubt: reading.answer.doubt },
  originals: reading.originals.map((original) => verdictShape(original.verdict)),
  findings: findingsJson([...reading.findings, ...reading.verdict.findings], page.all),
  subject: page.withText ? page.hide(hidden(reading.headers.subject, reading)) : null,
  lines: page.withText && reading.text !== null ? shownLines(reading.text, reading, page) : null,
});
