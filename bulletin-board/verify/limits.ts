/** How large a file of a log may be: more is refused unread. And which log belongs where. */
import { MAX_ENTRY_BYTES } from '../format/bundle.ts';
import { HASH_BYTES } from '../format/hash.ts';
import { MAX_NOTE_BYTES } from '../format/note.ts';
import type { PolicyLog, TrustPolicy } from '../format/policy.ts';
import { parsePath, TILE_WIDTH } from '../format/tile.ts';

export const LOG_FILE = 'log.json';

const MAX_LOG_FILE_BYTES = 1_000_000;
const MAX_FACE_BYTES = 65_536;

/** Throws RangeError for a path that no log has: nothing else is ever read. */
export function maxBytesOf(path: string): number {
  if (path === LOG_FILE) return MAX_LOG_FILE_BYTES;
  const resource = parsePath(path);
  if (resource === null) throw new RangeError(`${JSON.stringify(path)} is no path of a log`);
  switch (resource.kind) {
    case 'checkpoint':
      return MAX_NOTE_BYTES;
    // One hash or entry too many is told from the bytes, not from the size.
    case 'tile':
      return (TILE_WIDTH + 1) * HASH_BYTES;
    case 'bundle':
      return (TILE_WIDTH + 1) * (MAX_ENTRY_BYTES + 2);
    case 'face':
      return MAX_FACE_BYTES;
    default:
      return resource satisfies never;
  }
}

/** The last part of an origin, where both stand side by side (`bank.example/board/2025` and `…/2026`); null: they do not. */
export function siblingName(own: string, other: string): string | null {
  const at = own.lastIndexOf('/') + 1;
  const name = other.slice(at);
  return at > 0 && other.slice(0, at) === own.slice(0, at) && /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name) ? name : null;
}

/**
 * Which of several known logs belongs at a place, an address without a slash at its end or a folder: that of this very address, else those of its last part. All of
 * them where it is called otherwise. Each of them is signed and sound, and whoever serves last year's in this year's place would pass for this year's.
 */
export function originsAt(place: string, { logs }: Pick<TrustPolicy, 'logs'>): readonly string[] {
  const bare = place.replace(/^https?:\/\//, '');
  const fitting = (fits: (log: PolicyLog) => boolean): readonly string[] => [...new Set(logs.filter(fits).map(({ key }) => key.name))];
  const own = fitting(({ key, url }) => key.name === bare || url?.replace(/\/+$/, '') === place);
  const named = own.length > 0 ? own : fitting(({ key }) => lastPart(key.name) === lastPart(bare));
  return named.length > 0 ? named : fitting(() => true);
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
