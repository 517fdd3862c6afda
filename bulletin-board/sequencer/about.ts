/** The small files that tell a reader what there is: `log.json` in each log's folder, `board/logs.json`. Written when something has changed. */
import { sameBytes, utf8 } from '../format/encoding.ts';
import type { NewFile } from '../directory.ts';
import type { BoardFiles, LogRow } from '../ports.ts';
import { logFolder } from './log.ts';

export const LOGS_FILE = 'board/logs.json';

const time = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** `previous` and `next` are origins. */
function logText(log: LogRow, previous: string | null, next: string | null): string {
  const { origin, keys, retention, state } = log;
  return `${JSON.stringify({ v: 1, origin, keys, retention, state, began: time(log.beganAt), ended: time(log.endedAt), previous, next }, null, 2)}\n`;
}

/** The files for these logs, given oldest first. A log whose first entry waits for the one before it is not listed yet. */
export function aboutFiles(logs: readonly LogRow[]): readonly NewFile[] {
  const each = logs.map((log, at) => ({ path: `${logFolder(log.origin)}/log.json`, bytes: utf8(logText(log, logs[at - 1]?.origin ?? null, logs[at + 1]?.origin ?? null)) }));
  const list = `${JSON.stringify({ v: 1, logs: logs.filter(({ state }) => state !== 'next').map(({ origin }) => origin) })}\n`;
  return logs.length === 0 ? [] : [...each, { path: LOGS_FILE, bytes: utf8(list) }];
}

/** Writes those that this process has not seen to be right. */
export function makeAbout(root: BoardFiles): (logs: readonly LogRow[]) => Promise<void> {
  const right = new Map<string, Uint8Array>();
  return async (logs) => {
    for (const { path, bytes } of aboutFiles(logs)) {
      const known = right.get(path);
      if (known !== undefined && sameBytes(known, bytes)) continue;
      const there = await root.read(path);
      if (there === null || !sameBytes(there, bytes)) await root.write(path, bytes);
      right.set(path, bytes);
    }
  };
}
