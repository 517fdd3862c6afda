/** What the files of the logs say of themselves: `board/logs.json`, a log's `log.json`, its checkpoint. */
import { openCheckpoint, type OpenedCheckpoint } from '../format/checkpoint.ts';
import { fromUint64, fromUtf8 } from '../format/encoding.ts';
import { parseListedKey, type VerifierKey } from '../format/key.ts';
import { Malformed } from '../format/malformed.ts';
import { parseNote } from '../format/note.ts';
import { shownText } from './shown-text.ts';
import { yearOf } from './web-root.ts';

/** `log.json`. What is missing or of another kind is left out; only the keys decide anything. */
export type AboutLog = {
  readonly origin: string;
  readonly keys: readonly VerifierKey[];
  readonly retention: string | null;
  readonly state: string | null;
  readonly began: number | null;
  readonly previous: string | null;
  readonly next: string | null;
};

/** `seen`: a cosignature whose key is not known here; its time is what the line says. */
export type SeenCosignature = { readonly name: string; readonly at: number; readonly seen: 'verified' | 'unchecked' };

/** `bytes`: the checkpoint as it was read, with all signatures. */
export type Head = { readonly bytes: Uint8Array; readonly opened: OpenedCheckpoint; readonly cosignatures: readonly SeenCosignature[] };

const MOST_LOGS = 200;
/** The last second of the year 9999: what is beyond has no place in any calendar here. */
const LAST_TIME = 253_402_300_799_000;

/** The origins of a board's logs, the oldest first, those that are no place below a web root left out. Throws `Malformed`. */
export function parseLogs(bytes: Uint8Array): readonly string[] {
  const { v, logs } = jsonObject(bytes);
  if (v !== 1 || !Array.isArray(logs)) throw new Malformed('origin', 'found a logs.json of another form; expected {"v":1,"logs":[…]}');
  const origins = logs.filter((origin): origin is string => typeof origin === 'string' && yearOf(origin) !== null);
  return [...new Set(origins)].slice(0, MOST_LOGS);
}

/** Throws `Malformed` where it has no key of its origin. */
export function parseAbout(bytes: Uint8Array, expected: string): AboutLog {
  const { origin, keys, retention, state, began, previous, next } = jsonObject(bytes);
  if (origin !== expected || !Array.isArray(keys)) throw new Malformed('origin', `found a log.json of another log; expected ${expected}`);
  const known = keys.map(parseListedKey).filter((key) => key.name === origin);
  if (known.length === 0) throw new Malformed('key', `found no key of ${expected} in its log.json`);
  const text = (value: unknown, most: number): string | null => (typeof value === 'string' && value !== '' ? shownText(value, most) : null);
  const time = typeof began === 'number' ? began : typeof began === 'string' ? Date.parse(began) : Number.NaN;
  return { origin: expected, keys: known, retention: text(retention, 1_000), state: text(state, 20), began: time >= 0 && time <= LAST_TIME ? time : null, previous: text(previous, 200), next: text(next, 200) };
}

/** Throws `Malformed` as `openCheckpoint` does. Cosignatures by unknown keys are told as such. */
export function openHead(bytes: Uint8Array, log: readonly VerifierKey[], witnesses: readonly VerifierKey[]): Head {
  const opened = openCheckpoint(bytes, { log, witnesses });
  const verified = opened.cosignatures.map(({ key, time }): SeenCosignature => ({ name: key.name, at: time * 1_000, seen: 'verified' }));
  const others = parseNote(bytes).signatures.filter((line) => line.name !== opened.origin && line.blob.length > 64 && !witnesses.some((key) => key.name === line.name && key.id === line.id));
  return { bytes, opened, cosignatures: [...verified, ...others.map(({ name, blob }): SeenCosignature => ({ name: shownText(name, 80), at: timeOf(blob), seen: 'unchecked' }))] };
}

/** Anybody may have written it: a time that no calendar has is the beginning of time. */
function timeOf(blob: Uint8Array): number {
  try {
    const at = fromUint64(blob.subarray(0, 8)) * 1_000;
    return at < 8e15 ? at : 0;
  } catch {
    return 0;
  }
}

function jsonObject(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(fromUtf8(bytes));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof Malformed)) throw error;
  }
  throw new Malformed('encoding', 'found no JSON object; expected one');
}
