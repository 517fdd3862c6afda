/** Which test files a run takes: those that the arguments name, and what each of them needs. */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, matchesGlob, relative, resolve } from 'node:path';

/** What the arguments of `npm test` come to: test files (relative to the root) and options that go to ava as they are. */
export interface Selection {
  readonly files: readonly string[];
  readonly options: readonly string[];
  /** Arguments that pick nothing: most likely a slip of the pen. */
  readonly unmatched: readonly string[];
  /** False when the arguments narrow the run, so that whole-tree checks are left to the full run. */
  readonly whole: boolean;
}

const withValue = new Set(['-m', '--match', '-c', '--concurrency', '-T', '--timeout']);

/** Files, folders and patterns pick test files; options (with their values) are passed on. No pick means all. */
export function selectTests(root: string, args: readonly string[]): Selection {
  const options: string[] = [];
  const picks: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (!arg.startsWith('-')) picks.push(arg);
    else if (withValue.has(arg)) options.push(arg, args[(at += 1)] ?? '');
    else options.push(arg);
  }
  const all = globSync('**/*.test.ts', { cwd: root, exclude: ['node_modules', '**/node_modules', '.git', '.kakitome'] }).sort();
  const files = picks.length === 0 ? all : all.filter((file) => picks.some((pick) => picked(root, file, pick)));
  const unmatched = picks.filter((pick) => !all.some((file) => picked(root, file, pick)));
  return { files, options, unmatched, whole: args.length === 0 };
}

function picked(root: string, file: string, pick: string): boolean {
  const place = resolve(root, pick);
  if (existsSync(place)) {
    return statSync(place).isDirectory() ? resolve(root, file).startsWith(`${place}/`) || place === root : resolve(root, file) === place;
  }
  return matchesGlob(file, pick) || file.includes(pick);
}

/** True when the file imports the target, directly or through other files of the tree. */
export function reaches(root: string, file: string, target: string, seen = new Set<string>()): boolean {
  if (file === target) return true;
  if (seen.has(file) || !existsSync(join(root, file))) return false;
  seen.add(file);
  const text = readFileSync(join(root, file), 'utf8');
  // Over-reading (a specifier in a comment) only means that a test counts as needing Dovecot.
  for (const match of text.matchAll(/\b(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g)) {
    const next = relative(root, resolve(root, dirname(file), match[1] ?? ''));
    if (reaches(root, next, target, seen)) return true;
  }
  return false;
}
