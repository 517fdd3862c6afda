/** The whole explanation for people: the answer in three lines, then the letter, the gates, the text, the bank. */
import { createHash } from 'node:crypto';
import { shownAddress } from '../protocol/address.ts';
import { bankLines, passwordNotes } from './letter-explain-bank.ts';
import { gateLines, senderLines } from './letter-explain-gates.ts';
import { headlineOf } from './letter-explain-headline.ts';
import type { Page } from './letter-explain-page.ts';
import { recognisedLines, textLines } from './letter-explain-words.ts';
import { bad, good, strong, type Painted } from './span.ts';
import { showTime } from './shapes.ts';

const BLANK: Painted = [];

export function explanationLines(page: Page): readonly Painted[] {
  const headline = headlineOf(page);
  const first: readonly Painted[] = [
    [(headline.good ? good : bad)(headline.word), `  ${headline.what}`],
    [strong('WHY  '), headline.why],
    [strong('DO   '), headline.do],
  ];
  const sections = [letterLines(page), ...readSections(page)];
  return [...first, ...sections.filter((section) => section.length > 0).flatMap((section) => [BLANK, ...section])];
}

function readSections(page: Page): readonly (readonly Painted[])[] {
  if (page.read === null) return [];
  const { dissection } = page.read;
  const behindGate = dissection.gate.refusal === null;
  return [
    gateLines(dissection.gate, page.all),
    ...(behindGate ? [senderLines(dissection.sender), textLines(dissection, page.withText), ...(dissection.text.lines.length === 0 && dissection.recognised.length === 0 ? [] : [recognisedLines(dissection, page.withText, passwordNotes(page))])] : []),
    bankLines(page),
  ];
}

function letterLines({ given, read, bank, withText }: Page): readonly Painted[] {
  const { bytes, receivedAt } = given.letter;
  const headers = read?.dissection.headers;
  const time = (at: number): string => showTime(at, bank?.timeZone ?? 'UTC');
  const rows: readonly (readonly [string, string | null])[] = [
    ['Bytes', `${bytes.length}, SHA-256 ${createHash('sha256').update(bytes).digest('hex')}`],
    ['Received', `${time(receivedAt)} (${given.timeFrom})`],
    ['From', headers === undefined ? null : headers.from === null ? 'no plain address' : shownAddress(headers.from)],
    ['To', headers === undefined ? null : headers.to.map(shownAddress).join(', ') || null],
    ['Cc', headers === undefined ? null : headers.cc.map(shownAddress).join(', ') || null],
    ['Subject', headers === undefined || !withText ? null : headers.subject],
    ['Date', headers?.date == null ? null : time(Date.parse(headers.date))],
    ['Message-ID', headers?.messageId ?? null],
    ['Answers', headers === undefined || headers.inReplyTo.length === 0 ? null : headers.inReplyTo.join(', ')],
    ['Automatic', read?.dissection.automatic ?? null],
    ['Resent', read?.dissection.resent === true ? 'yes: a redirected copy' : null],
  ];
  return rows.flatMap(([label, value]) => (value === null ? [] : [[strong(label.padEnd(11)), value]]));
}
