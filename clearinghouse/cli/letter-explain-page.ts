/** All that is known of one letter when its explanation is printed, and what follows from it: the outcome, and whether it would be taken. */
import type { Disposition, Finding } from '../core/decision.ts';
import { looksForwarded } from '../core/forward-letter.ts';
import type { Dissection } from '../explain/dissection.ts';
import type { Reading } from '../protocol/reading.ts';
import type { BankAnswer } from './letter-explain-decision.ts';
import type { Given } from './letter-explain-input.ts';

export type Page = {
  readonly given: Given;
  /** Null: no bank was asked (`--no-bank`). */
  readonly bank: { readonly name: string; readonly timeZone: string; readonly answer: BankAnswer } | null;
  /** Null: the reader ended on it. */
  readonly read: { readonly reading: Reading; readonly dissection: Dissection; /** Offline, and decided as if the one signature that may prove right did. */ readonly assumed: boolean } | null;
  readonly crash: { readonly reason: string; readonly detail: string } | null;
  /** Whether words of the letter may be shown: always of a file, of a stored letter with a reason. */
  readonly withText: boolean;
  /** Every question on a line of its own, also those that were answered no. */
  readonly all: boolean;
};

export type Outcome =
  | { readonly kind: 'taken' | 'refused'; readonly disposition: Disposition; readonly recorded: boolean }
  | { readonly kind: 'waits'; readonly why: string }
  | { readonly kind: 'crashed' }
  /** Without a bank: what can be said by the letter alone. */
  | { readonly kind: 'readable' | 'unusable' };

export function outcomeOf(page: Page): Outcome {
  const recorded = page.given.stored?.row.disposition ?? null;
  if (recorded !== null) return { kind: isTaken(recorded) ? 'taken' : 'refused', disposition: recorded, recorded: true };
  if (page.read === null) return { kind: 'crashed' };
  const { sender, gate, text } = page.read.dissection;
  if (sender.retry !== null) return { kind: 'waits', why: sender.retry };
  if (page.bank === null) return { kind: gate.refusal === null && text.refusal === null && troubleOf(page) === null && page.read.reading.verdict.strength !== 'none' && page.read.dissection.automatic === null ? 'readable' : 'unusable' };
  const { decision, waitsFor } = page.bank.answer;
  if (decision === null) return { kind: 'waits', why: waitsFor === null || waitsFor === Number.MAX_SAFE_INTEGER ? 'the board stands still: no money is set aside until it goes on' : `letter ${waitsFor} came before it and is not decided yet` };
  return { kind: isTaken(decision.disposition) ? 'taken' : 'refused', disposition: decision.disposition, recorded: false };
}

function isTaken({ kind }: Disposition): boolean {
  switch (kind) {
    case 'advanced':
    case 'answered':
    case 'recorded':
    case 'nothing-new':
      return true;
    case 'refused':
    case 'set-aside':
      return false;
    default:
      return kind satisfies never;
  }
}

/** 0: it would be taken. 1: it would not, or not now. */
export const exitCodeOf = (outcome: Outcome): 0 | 1 => (outcome.kind === 'taken' || outcome.kind === 'readable' ? 0 : 1);

/** What makes a text that is there unfit to be acted on: broken characters, changes of direction, two forms that differ. */
export const troubleOf = ({ read }: Page): Finding | null => read?.reading.findings.find((finding) => finding.hit && (finding.code === 'text-trouble' || finding.code === 'alternatives-differ')) ?? null;

/** The findings of the decision alone: those of the reading are told where they belong. */
export function ownFindings({ read, bank }: Page): readonly Finding[] {
  const findings = bank?.answer.decision?.findings ?? [];
  const before = read === null ? 0 : read.reading.findings.length + read.reading.verdict.findings.length;
  return findings.slice(before);
}

/** What kind of letter it is, by its own words. */
export function kindOfLetter(page: Page): string {
  const { read } = page;
  if (read === null) return 'a letter that could not be read';
  const { reading } = read;
  if (reading.bounce !== null) return `a ${reading.bounce.kind === 'complaint' ? 'complaint' : 'delivery report'} (${reading.bounce.action})`;
  if (reading.automatic !== null) return `an automatic mail (${reading.automatic})`;
  if (reading.refusal !== null) return 'a mail that can not be read for sure';
  if (reading.resent) return 'a redirected copy';
  const passwords = [reading.text, ...reading.originals.map((original) => original.text)].flatMap((text) => text?.passwords ?? []);
  if (reading.text === null && reading.originals.length === 0) return 'a letter without a text';
  if (reading.command !== null) return `a command: ${reading.command.name}`;
  if (passwords.length > 0) return looksForwarded(reading) ? 'a forward of an order' : 'an order';
  switch (reading.answer?.word ?? null) {
    case 'consent':
      return reading.answer?.doubt === null && troubleOf(page) === null ? 'an answer: consent' : 'an answer that is unclear';
    case 'refusal':
      return 'an answer: no';
    case 'fraud':
      return 'an answer: fraud';
    case null:
      if (ownFindings(page).some((finding) => finding.code === 'answer-unclear')) return 'an answer that is unclear';
      return looksForwarded(reading) ? 'a forward without a password' : 'a letter without a password, an answer or a command';
    default:
      return reading.answer?.word as never;
  }
}
