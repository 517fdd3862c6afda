/**
 * Posts on the public board: the line `Post:` of a buyer's mail, what may stand in it, and the commitment by which bank and shop see that post and order
 * are one. The commitment is slow on purpose: it is public, and a password is short.
 */
import { scryptSync } from 'node:crypto';
import { aliasTextTrouble } from './alias.ts';
import type { TextReading } from './reading.ts';
import { foldSecret } from './secret.ts';
import { afterLabel, vocabularyOf } from './vocabulary.ts';
import { POST_LABELS, POST_SEEN_LABELS } from './words.ts';

/** 9-rules 27: a word about the order, no place for a message. */
export const POST_CHARACTERS = 40;

const labels = vocabularyOf(POST_LABELS);

/** What stands behind `Post:`; null where the line is none. */
export const postOf = (line: string): string | null => afterLabel(line, labels);

const seenLabels = vocabularyOf(POST_SEEN_LABELS);

/** What stands behind `Post seen:` in a shop's forward, such as the place of the entry; null where the line is none. */
export const postSeenOf = (line: string): string | null => afterLabel(line, seenLabels);

/** What a text that can't be posted should be (`expected …`); null where it can. The mail's own password is no word of it. */
export const postTrouble = (text: string, reading: TextReading): string | null => {
  const line = reading.lines.findIndex((one) => postOf(one) === text);
  if (/[\uE000\uE001…]/u.test(text) || (line !== -1 && reading.secretElsewhere.includes(line))) return 'words without the password of the order';
  return aliasTextTrouble(text, POST_CHARACTERS);
};

const COST = { N: 2 ** 14, r: 8, p: 1 } as const;

export type Commit = (secret: string, orderLines: readonly string[]) => string;

/** Base64url of 32 bytes over password and order lines (without password, ceiling, payee and post). Some 30 ms on purpose; `cost` is for simulations alone. */
export function orderCommitment(secret: string, orderLines: readonly string[], cost: { readonly N: number; readonly r: number; readonly p: number } = COST): string {
  const words = orderLines.filter((line) => line !== '' && postOf(line) === null).join('\n');
  return scryptSync(foldSecret(secret) ?? '', `kakitome/order/v1\0${words}`, 32, cost).toString('base64url');
}
