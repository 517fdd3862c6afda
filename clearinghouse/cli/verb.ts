/** What every verb of the command is made of: it is declared to commander in one place and works in another. */
import { CommanderError, type Command } from 'commander';
import type { Painted } from './span.ts';

/** Where a verb prints, and what the global options say. */
export type Terminal = {
  readonly json: boolean;
  /** Path of the configuration file, as given. */
  readonly config: string;
  /** Prints a text and a line end on stdout; control characters in it are made visible first. */
  readonly print: (text: string) => void;
  /** Prints lines with colours, where colours are wanted; what is painted is escaped like any text. */
  readonly paint: (lines: readonly Painted[]) => void;
  /** Writes bytes on stdout as they are, unless a person looks at them. */
  readonly write: (bytes: Uint8Array) => void;
  /** One line on stderr that is no error: what is under way, what was left out. */
  readonly note: (text: string) => void;
};

/**
 * 0: done. 1: done, and what was looked at is not in order (`audit`, `doctor`, `board verify`). An operator's mistake is thrown (mistake.ts).
 * `letter explain`: 1, the letter would not be taken; 2, it could not be looked at.
 * `board verify` also: 2, what it was given can't be used; 3, sound as far as can be judged, but not all could be.
 */
export type ExitCode = 0 | 1 | 2 | 3;

/** Hands commander's arguments and options to the work, and the exit code back. */
export type Run = <Given extends readonly unknown[]>(work: (terminal: Terminal, ...given: Given) => Promise<ExitCode>) => (...given: unknown[]) => Promise<void>;

/** Declares one verb below `parent`. */
export type Verb = (parent: Command, run: Run) => void;

/** The examples at the end of a verb's help. */
export const examples = (...lines: readonly string[]): string => `\nExamples:\n${lines.map((line) => `  $ kakitome ${line}`).join('\n')}`;

/** For a verb whose exit code 1 is an answer: a mistake in its arguments ends it with this one. */
export const endingWith =
  (exitCode: number) =>
  (error: CommanderError): never => {
    throw error.exitCode === 0 ? error : new CommanderError(exitCode, error.code, error.message);
  };
