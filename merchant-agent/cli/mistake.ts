/** Errors as the operator reads them: one line each, what was found, what was expected, what to do. Only faults of the program have a stack. */
import { ConfigError } from '../config.ts';

export const EXIT_MISTAKE = 1;
/** EX_SOFTWARE of sysexits.h: a fault of the program. */
export const EXIT_FAULT = 70;

/** A mistake of the operator, or trouble of the machine that the operator can end. The message is complete as it is. */
export class Mistake extends Error {
  override readonly name = 'Mistake';
}

export const mistake = (what: string, found: string, expected: string): Mistake => new Mistake(`${what}: found ${found}; expected ${expected}`);

const EXPECTED: Readonly<Record<string, string>> = {
  EADDRINUSE: 'a free port (another program listens there)',
  EACCES: 'the right to use it (run as the user who owns the agent\'s files)',
  EPERM: 'the right to use it',
  ENOENT: 'that it exists',
  ENOSPC: 'room on the disk',
  EROFS: 'a disk that can be written',
};

/** The line for stderr, without a stack, and the exit code. */
export function tell(error: unknown): { readonly line: string; readonly code: number } {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Mistake) return { line: oneLine(message), code: EXIT_MISTAKE };
  if (error instanceof ConfigError) {
    const [first = '', ...others] = message.split('\n');
    return { line: others.length === 0 ? first : `${first} (and ${others.length} more; \`kakitome-merchant doctor\` lists all)`, code: EXIT_MISTAKE };
  }
  if (error instanceof Error && 'code' in error && 'syscall' in error && typeof error.code === 'string') {
    const place = 'path' in error && typeof error.path === 'string' ? error.path : String(error.syscall);
    return { line: `${place}: found ${error.code}; expected ${EXPECTED[error.code] ?? `that ${String(error.syscall)} works`}`, code: EXIT_MISTAKE };
  }
  return { line: `a fault of the program: ${oneLine(message)} (the option --trace shows where)`, code: EXIT_FAULT };
}

const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ').trim();
