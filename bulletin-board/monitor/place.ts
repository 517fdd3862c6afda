/** How far the monitor has come: kept between two runs, so that the second looks at what is new. Derived: without it everything is looked at. */
import { base64, decimal, fromBase64 } from '../format/encoding.ts';
import { HASH_BYTES } from '../format/hash.ts';
import type { Peaks } from '../format/tree.ts';

export type LogPlace = { readonly origin: string; readonly peaks: Peaks };

export type MonitorPlace = {
  /** False: something disagreed. The next run looks at everything again; only the logs' peaks count. */
  readonly sound: boolean;
  /** Payments up to this number are at rest: all their changes were found, and stand in the public log. */
  readonly payment: number;
  readonly logs: readonly LogPlace[];
};

/**
 * What is remembered of the logs after a run that saw `seen`: what it saw of those that go on from what was known, and of any other log what was
 * known before. It never goes back: only so is it noticed when database and files do so together.
 */
export function rememberLogs(known: readonly LogPlace[], seen: readonly LogPlace[]): readonly LogPlace[] {
  const isNew = ({ origin }: LogPlace): boolean => !known.some((one) => one.origin === origin);
  return [...known.map((one) => seen.find(({ origin }) => origin === one.origin) ?? one), ...seen.filter(isNew)];
}

/** One JSON line, LF at its end. */
export const placeText = ({ sound, payment, logs }: MonitorPlace): string =>
  `${JSON.stringify({ v: 1, sound, payment, logs: logs.map(({ origin, peaks }) => ({ origin, size: peaks.size, peaks: peaks.hashes.map(base64) })) })}\n`;

/** What `placeText` wrote; null for anything else. */
export function parsePlace(text: string): MonitorPlace | null {
  try {
    const place = placeOf(JSON.parse(text));
    return place !== null && placeText(place) === text ? place : null;
  } catch {
    return null;
  }
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

function placeOf(value: unknown): MonitorPlace | null {
  if (!isFields(value) || !Array.isArray(value['logs'])) return null;
  const logs = value['logs'].map(logOf);
  return logs.includes(null) ? null : { sound: value['sound'] === true, payment: decimal(String(value['payment'])), logs: logs.filter((log) => log !== null) };
}

function logOf(value: unknown): LogPlace | null {
  if (!isFields(value)) return null;
  const { origin, size, peaks } = value;
  if (typeof origin !== 'string' || !Array.isArray(peaks)) return null;
  const count = decimal(String(size));
  const hashes = peaks.map((peak) => fromBase64(String(peak)));
  return hashes.length === bitsOf(count) && hashes.every((hash) => hash.length === HASH_BYTES) ? { origin, peaks: { size: count, hashes } } : null;
}

/** A tree has one peak for each set bit of its size. */
const bitsOf = (size: number): number => [...size.toString(2)].filter((bit) => bit === '1').length;
