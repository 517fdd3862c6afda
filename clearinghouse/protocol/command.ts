/** Commands: `BALANCE`, `STATUS K7F3-K29Q`, as the whole subject or the whole first line of a mail (9-rules 8). */
import { looksLikeMonth } from './calendar.ts';
import { findSeparators, ownText } from './layout.ts';
import type { CommandReading } from './reading.ts';
import { readNamedPayment } from './named-payment.ts';
import { readWrittenReference } from './reference.ts';
import { normaliseLine } from './normalise.ts';
import { behindPrefix } from './subject.ts';
import { foldWord, vocabularyOf, wordAtStart } from './vocabulary.ts';
import { COMMAND_WORDS } from './words.ts';
import type { CommandName } from './words.ts';

/** Mail programs send a paragraph as one line: what stands behind DISPUTE and REFUND may be long. No case takes as much as this. */
const MAX_COMMAND = 10_000;

const commandWords = vocabularyOf(Object.values(COMMAND_WORDS).flat());
const commandNames = new Map(Object.entries(COMMAND_WORDS).flatMap(([name, words]) => words.map((word) => [foldWord(word), name as CommandName])));

/**
 * The command of a letter: of the subject, unless that is an answer's or a forward's, else of the sender's first own line. Null where there is
 * none, and in any mail with a password line of the sender's own.
 */
export function readCommand(subject: string, lines: readonly string[], hasPassword: boolean): CommandReading | null {
  if (hasPassword) return null;
  const first = ownText(lines, findSeparators(lines)).own[0];
  const title = normaliseLine(subject.slice(0, MAX_COMMAND));
  return (isReply(title) ? null : commandOf(title)) ?? (first === undefined ? null : commandOf(lines[first] ?? ''));
}

const isReply = (title: string): boolean => behindPrefix(title) !== null;

function commandOf(line: string): CommandReading | null {
  const text = line.slice(0, MAX_COMMAND).replace(/[.!。]{1,10}$/, '').trim();
  const word = wordAtStart(text, commandWords);
  if (word === null || !word.bordered) return null;
  const name = commandNames.get(word.word);
  return name === undefined ? null : withRest(name, text.slice(word.length).replace(/^ ?:/, '').trim());
}

function withRest(name: CommandName, rest: string): CommandReading | null {
  const reference = readWrittenReference(rest.replace(/^\[|\]$/g, ''));
  switch (name) {
    case 'HELP':
    case 'BALANCE':
      return rest === '' ? { name } : null;
    case 'STATUS':
    case 'CANCEL':
      return rest === '' || reference !== null ? { name, reference } : null;
    case 'STATEMENT':
      return rest === '' || looksLikeMonth(rest) ? { name, rest } : null;
    case 'REGISTER':
      return rest === '' ? { name, rest } : null;
    case 'REFUND':
    case 'DISPUTE':
      return readNamedPayment(rest) === null ? null : { name, rest };
    default:
      return name satisfies never;
  }
}
