/** Entries of the public board as `payment show` tells of them: where they stand, what they wait for, whether their face was withdrawn. */
import { placeText } from '../../bulletin-board/format/entry.ts';
import { boardUrl } from '../board-logs.ts';
import type { Config } from '../config.ts';
import { entryUrl } from '../receipt-evidence.ts';
import type { EntryRow } from '../store/store.ts';
import type { Json } from './print.ts';
import { timeJson, timeOrNull } from './shapes.ts';

/** The address of the public pages; null where the bank keeps no board. */
export const publicUrlOf = (config: Config): string | null => (config.board.host === undefined ? null : boardUrl(config));

const urlOf = ({ place, publishedAt }: EntryRow, publicUrl: string | null): string | null =>
  publicUrl === null || place === null || publishedAt === null ? null : entryUrl(publicUrl, place.origin, place.index);

/** One line, and below it, indented, what is known of its publication. */
export function entryText(entry: EntryRow, time: (at: number) => string, publicUrl: string | null): string {
  const url = urlOf(entry, publicUrl);
  const lines = [standing(entry, time), ...(url === null ? [] : [url]), ...(entry.erasedAt === null ? [] : [`face withdrawn ${time(entry.erasedAt)}`])];
  return [`${time(entry.at)}  ${entry.kind}  ${entry.id}`, ...lines.map((line) => `    ${line}`)].join('\n');
}

function standing({ forBoard, place, publishedAt }: EntryRow, time: (at: number) => string): string {
  if (!forBoard) return 'for our books alone: the bank kept no board';
  if (place === null) return 'waits for its place on the board';
  const where = placeText(place.origin, place.index);
  return publishedAt === null ? `waits for publication as ${where}` : `published ${time(publishedAt)} as ${where}`;
}

export const entryShape = (entry: EntryRow, publicUrl: string | null): Json => ({
  id: entry.id,
  kind: entry.kind,
  at: timeJson(entry.at),
  forBoard: entry.forBoard,
  place: entry.place === null ? null : { origin: entry.place.origin, index: entry.place.index },
  publishedAt: timeOrNull(entry.publishedAt),
  url: urlOf(entry, publicUrl),
  withdrawnAt: timeOrNull(entry.erasedAt),
});
