/** `kakitome board verify` of a receipt: a saved mail, its attachments by name, or a folder of them. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { receiptFiles } from '../../../bulletin-board/format/evidence.ts';
import type { TrustPolicy } from '../../../bulletin-board/format/policy.ts';
import { MAX_MAIL_BYTES, NoReceipt, receiptOf, type NamedBytes } from '../../../bulletin-board/verify/mail.ts';
import { bounded } from '../../../bulletin-board/verify/bounded.ts';
import { checkReceipt, type ReceiptFiles, type ReceiptVerdict } from '../../../bulletin-board/verify/receipt.ts';
import { describeReceipt } from '../../../bulletin-board/verify/receipt-text.ts';
import { mistake, Mistake } from '../mistake.ts';
import { show } from '../print.ts';
import type { ExitCode, Terminal } from '../verb.ts';
import { rowLines } from './verify-rows.ts';

const EXIT: Readonly<Record<ReceiptVerdict['outcome'], ExitCode>> = { proved: 0, refused: 1, unjudged: 3 };

export async function verifyReceipt(terminal: Terminal, paths: readonly string[], trust: TrustPolicy | null): Promise<ExitCode> {
  const verdict = checkReceipt(await readReceipt(paths), trust);
  const text = describeReceipt(verdict, 'en');
  show(terminal, receiptText(verdict), { ...verdict, sentence: text.sentence });
  return EXIT[verdict.outcome];
}

async function readReceipt(paths: readonly string[]): Promise<ReceiptFiles> {
  try {
    return await receiptOf((await Promise.all(paths.map(filesAt))).flat());
  } catch (error) {
    if (error instanceof NoReceipt) throw new Mistake(`${paths.join(' ')}: ${error.message}`);
    throw error;
  }
}

async function filesAt(path: string): Promise<readonly NamedBytes[]> {
  if (!(await stat(path)).isDirectory()) return [await fileAt(path)];
  const wanted: readonly string[] = Object.values(receiptFiles);
  const names = (await readdir(path)).filter((name) => wanted.includes(name));
  if (names.length === 0) throw mistake(path, 'a folder without a receipt\'s attachments', `${receiptFiles.entry}, ${receiptFiles.proof} and what came with them`);
  return Promise.all(names.map((name) => fileAt(join(path, name))));
}

async function fileAt(path: string): Promise<NamedBytes> {
  const about = await stat(path);
  if (!about.isFile()) throw mistake(path, 'something that is no file', 'a saved mail or attachment');
  if (about.size > MAX_MAIL_BYTES) throw mistake(path, `${about.size} bytes`, `at most ${MAX_MAIL_BYTES}`);
  return { name: basename(path), bytes: Uint8Array.from(await readFile(path)) };
}

/** An ML-DSA-44 key of a log with a name of 255 characters is shorter. */
const MOST_IN_KEY = 2_500;

function receiptText(verdict: ReceiptVerdict): string {
  const { sentence, rows, unproved, headings } = describeReceipt(verdict, 'en');
  const compare = verdict.outcome === 'unjudged' ? verdict.compare : [];
  return [
    sentence,
    ...(rows.length === 0 ? [] : [`${headings.shown}\n${indented(rowLines(rows))}`]),
    ...(compare.length === 0 ? [] : [`${headings.compare}\n${indented(compare.map((key) => bounded(key, MOST_IN_KEY)))}`]),
    `${headings.unproved}\n${indented(unproved)}`,
  ].join('\n\n');
}

const indented = (lines: readonly string[]): string => lines.map((line) => `  ${line}`).join('\n');
