/** What every verb of the command is made of: declared to commander in one place, working in another. */
import type { Command } from 'commander';

export type Terminal = {
  readonly json: boolean;
  /** Path of the configuration file, as given. */
  readonly config: string;
  /** A text and a line end on stdout; control characters in it are made visible first. */
  readonly print: (text: string) => void;
  /** One line on stderr that is no error. */
  readonly note: (text: string) => void;
};

/** 0: done. 1: done, and what was looked at is not in order (`doctor`, `catalog check`, `start --once`); a mistake of the operator ends with 1 too, a fault of the program with 70. */
export type ExitCode = 0 | 1;

export type Run = <Given extends readonly unknown[]>(work: (terminal: Terminal, ...given: Given) => Promise<ExitCode>) => (...given: unknown[]) => Promise<void>;

/** Declares one verb below `parent`. */
export type Verb = (parent: Command, run: Run) => void;

export const examples = (...lines: readonly string[]): string => `\nExamples:\n${lines.map((line) => `  $ kakitome-merchant ${line}`).join('\n')}`;
