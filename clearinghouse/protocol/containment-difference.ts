/** What is told of a forward that does not hold the order: the first line that is missing, and what stands in its place. */
import type { Alignment, DirectLine, ForwardLine } from './containment-search.ts';
import type { TextReading } from './reading.ts';
import { SECRET_MARK_CLOSE, SECRET_MARK_OPEN } from './reading.ts';

export type NotContained = {
  readonly ok: false;
  /**
   * `not-contained`: an order line is not there, or not in its place. `password-missing`, `password-changed`: likewise the password line.
   * `foreign-lines`: all is there, but text of somebody else between it, or a second order with another password.
   */
  readonly code: 'not-contained' | 'password-missing' | 'password-changed' | 'foreign-lines';
  /** The first line of the direct mail that was not found; secrets shown as `…`. */
  readonly missing: string | null;
  /** What stands in its place, where that can be told; for `foreign-lines` the first foreign line. */
  readonly found: string | null;
};

const MARK = new RegExp(`${SECRET_MARK_OPEN}[^${SECRET_MARK_CLOSE}]*${SECRET_MARK_CLOSE}`, 'g');

/** A stored line with its passwords as `…`, at most 200 characters. */
export const shownLine = (line: string): string => line.replace(MARK, '…').slice(0, 200);

export function differenceOf(
  direct: TextReading,
  forward: TextReading,
  wanted: readonly DirectLine[],
  given: readonly ForwardLine[],
  alignment: Exclude<Alignment, { kind: 'whole' }>,
): NotContained {
  if (alignment.kind === 'foreign') return { ok: false, code: 'foreign-lines', missing: null, found: shownLine(forward.lines[alignment.foreign] ?? '') };
  const present = new Set(given.map((line) => line.text));
  const absent = wanted.findIndex((line) => line.optional === null && !present.has(line.text));
  const place = absent === -1 ? alignment.missing : absent;
  const element = wanted[place];
  const missing = shownLine(direct.lines[element?.at ?? 0] ?? '');
  if (element?.password !== true) return { ok: false, code: 'not-contained', missing, found: absent === -1 ? null : foundInstead(wanted, given, forward, place) };
  const label = withoutSecret(element.text);
  const changed = given.find((line) => line.text.includes(SECRET_MARK_OPEN) && withoutSecret(line.text) === label);
  return { ok: false, code: changed === undefined || absent === -1 ? 'password-missing' : 'password-changed', missing, found: changed === undefined ? null : shownLine(forward.lines[changed.at] ?? '') };
}

const withoutSecret = (text: string): string => text.replace(MARK, '');

/** The line of the forward after the one before, or before the one after, the missing line. */
function foundInstead(wanted: readonly DirectLine[], given: readonly ForwardLine[], forward: TextReading, place: number): string | null {
  const filled = given.filter((line) => line.text !== '' && !line.decoration);
  const [before, after] = [wanted[place - 1]?.text, wanted[place + 1]?.text];
  const previous = before === undefined ? -1 : filled.findIndex((line) => line.text === before);
  const following = after === undefined ? -1 : filled.findIndex((line) => line.text === after);
  const at = previous === -1 ? following - 1 : previous + 1;
  const line = filled[at];
  return line === undefined || at === following ? null : shownLine(forward.lines[line.at] ?? '');
}
