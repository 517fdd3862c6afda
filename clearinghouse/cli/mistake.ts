/** Errors as the operator reads them: one line each, what was found, what was expected, what to do. Only faults of ours have a stack. */
import { LogKeyError } from '../../bulletin-board/log-keys.ts';
import { BoardRefused } from '../../bulletin-board/sequencer/refused.ts';
import { ConfigError } from '../config.ts';
import type { FaultCode } from '../store/common/fault.ts';
import { faultCode } from '../store/sqlite/messages.ts';

export const EXIT_MISTAKE = 1;
/** EX_SOFTWARE of sysexits.h: a fault of the program. */
export const EXIT_FAULT = 70;

/** A mistake of the operator, or trouble of the machine that the operator can end. The message is complete as it is. */
export class Mistake extends Error {
  override readonly name = 'Mistake';
  readonly exitCode: number;
  constructor(message: string, exitCode: number = EXIT_MISTAKE) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** `what: found F; expected E`, the form of all mistakes; `what` may name the cure too. */
export const mistake = (what: string, found: string, expected: string): Mistake => new Mistake(`${what}: found ${found}; expected ${expected}`);

export type Told = { readonly line: string; readonly code: number };

/** The line for stderr, without a stack, and the exit code. */
export function tell(error: unknown): Told {
  if (error instanceof Mistake) return { line: oneLine(error.message), code: error.exitCode };
  if (error instanceof ConfigError) return { line: configLine(error.message), code: EXIT_MISTAKE };
  if (error instanceof BoardRefused || error instanceof LogKeyError) return { line: `board: ${oneLine(error.message)}`, code: EXIT_MISTAKE };
  const trouble = storeTrouble(error) ?? systemTrouble(error);
  if (trouble !== null) return { line: trouble, code: EXIT_MISTAKE };
  return { line: `a fault of the program: ${oneLine(error instanceof Error ? error.message : String(error))} (the option --trace shows where)`, code: EXIT_FAULT };
}

/** The same mistake with another exit code, for a verb whose code 1 is an answer. Faults of the program stay what they are. */
export function withExitCode(error: unknown, exitCode: number): unknown {
  const { line, code } = tell(error);
  return code === EXIT_MISTAKE ? new Mistake(line, exitCode) : error;
}

/** The first mistake of a configuration; the others are counted. */
function configLine(message: string): string {
  const [first = '', ...others] = message.split('\n');
  return others.length === 0 ? first : `${first} (and ${others.length} more; \`kakitome doctor\` lists all)`;
}

/** What ails a database that is no fault of the program: what was found, and what to do. Null: it is something else. */
export function storeTrouble(error: unknown): string | null {
  const expected = EXPECTED_OF_STORE[faultCode(error)];
  return expected === undefined ? null : `database: found ${oneLine(error instanceof Error ? error.message : String(error))}; expected ${expected}`;
}

const EXPECTED_OF_STORE: Readonly<Partial<Record<FaultCode, string>>> = {
  locked: 'that no other process keeps it for long (see what works on it, a backup or another command, and try again)',
  io: 'a disk, or a server, that reads and writes, and files that this user may write (run as the user who owns them; the log of the machine, or of the server, says what else is wrong)',
  'disk-full': 'room on the disk of the database',
  damaged: 'files as the bank wrote them (stop the bank, move kakitome.db, -wal and -shm away together, and put back a backup: deploy/README.md, "A database file put back")',
  'not-ours': 'the bank\'s database and its keys, of one bank, and a program as new as they are (`kakitome doctor` looks at all; a copy comes back by deploy/README.md, "A database file put back")',
};

/** What the operating system refuses: a port that is taken, a folder that may not be written, a full disk. */
function systemTrouble(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error) || typeof error.code !== 'string') return null;
  const { code } = error;
  const place = 'path' in error && typeof error.path === 'string' ? error.path : 'port' in error ? `${'address' in error ? String(error.address) : ''}:${String(error.port)}` : String(error.syscall);
  return `${place}: found ${code}; expected ${EXPECTED[code] ?? `that ${String(error.syscall)} works`}`;
}

const EXPECTED: Readonly<Record<string, string>> = {
  EADDRINUSE: 'a free port (another program listens there; choose another one in the configuration)',
  EADDRNOTAVAIL: 'an address of this machine',
  EACCES: 'the right to use it (run as the user who owns the bank\'s files; ports below 1024 need more)',
  EPERM: 'the right to use it',
  ENOENT: 'that it exists',
  ENOTDIR: 'a folder',
  EISDIR: 'a file, not a folder',
  ENOSPC: 'room on the disk',
  EROFS: 'a disk that can be written',
};

const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ').trim();
