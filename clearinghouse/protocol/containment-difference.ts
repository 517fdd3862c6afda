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

const MAX_SHOWN = 200;
/** What two long lines have in common is shown from here on before the first character that differs. */
const LEAD = 60;

const masked = (line: string): string => line.replace(MARK, '…');

/** A stored line with its passwords as `…`, at most 200 characters. */
export const shownLine = (line: string): string => masked(line).slice(0, MAX_SHOWN);

/** Two lines likewise, cut so that what differs is seen of both: whoever changes the end of a long line would show the same words twice. */
function shownPair(missing: string, found: string | null): { readonly missing: string; readonly found: string | null } {
  if (found === null) return { missing: shownLine(missing), found };
  const [one, other] = [masked(missing), masked(found)];
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  if (same < MAX_SHOWN - LEAD) return { missing: one.slice(0, MAX_SHOWN), found: other.slice(0, MAX_SHOWN) };
  const from = (line: string): string => `…${line.slice(same - LEAD).slice(0, MAX_SHOWN - 1)}`;
  return { missing: from(one), found: from(other) };
}

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
  const missing = direct.lines[element?.at ?? 0] ?? '';
  if (element?.password !== true) return { ok: false, code: 'not-contained', ...shownPair(missing, absent === -1 ? null : foundInstead(wanted, given, forward, place)) };
  const label = withoutSecret(element.text);
  const changed = given.find((line) => line.text.includes(SECRET_MARK_OPEN) && withoutSecret(line.text) === label);
  return { ok: false, code: changed === undefined || absent === -1 ? 'password-missing' : 'password-changed', ...shownPair(missing, changed === undefined ? null : (forward.lines[changed.at] ?? '')) };
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
  return line === undefined || at === following ? null : (forward.lines[line.at] ?? '');
}
