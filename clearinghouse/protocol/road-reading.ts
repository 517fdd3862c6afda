/** What a letter says for the roads beside direct mail and answer: printed numbers, and posts for the board. */
import { ownText } from './layout.ts';
import { readOrder } from './order.ts';
import { postOf, type Commit } from './post.ts';
import type { ParsedMail, Reading, TextReading } from './reading.ts';
import { readSettlementNumber } from './settlement-number.ts';
import { passwordValues } from './text-reading.ts';

type RoadReading = Pick<Reading, 'numbers' | 'postText' | 'orderCommitment'>;

/** `clear`: the lines in clear, for this one moment. */
export function readRoads(parsed: ParsedMail, text: TextReading, clear: readonly string[], commit: Commit): RoadReading {
  if (text.passwords.length === 0) return {};
  const values = passwordValues(clear, text);
  const numbers = values.map((value) => (value === null ? null : readSettlementNumber(value)));
  return { ...(numbers.some((number) => number !== null) ? { numbers } : {}), ...(parsed.toBoard === true ? readPost(text, values, commit) : {}) };
}

/** Of several lines `Post:` none is the post: the core refuses what it can't show to be one. */
function readPost(text: TextReading, values: readonly (string | null)[], commit: Commit): RoadReading {
  const { secrets, orderLines } = readOrder(text);
  const posts = ownText(text.lines, text.separators).own.flatMap((line) => postOf(text.lines[line] ?? '') ?? []);
  const postText = posts.length === 0 ? {} : { postText: posts.length === 1 ? (posts[0] ?? '') : posts.join('\n') };
  const [secret] = secrets;
  const value = secret === undefined || secrets.length > 1 ? null : (values[secret.index] ?? null);
  if (value === null) return postText;
  return { ...postText, orderCommitment: commit(value, orderLines.map((line) => text.lines[line] ?? '')) };
}
