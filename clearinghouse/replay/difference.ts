/** Where what was kept and what was made again are not the same. */

/** `place` names it as staff look for it; `kept` and `replayed` are shown so that no order text, password digest or token stands in a report. */
export type Difference = { readonly place: string; readonly kept: string; readonly replayed: string };

/** Of two values no more differences are told than this: one wrong byte may change all of a thing. */
const MOST = 5;
const LONGEST = 80;

/** `isPrivate`: it holds what people wrote, or tokens; of texts only the length is told then. */
export function differencesOf(place: string, kept: unknown, replayed: unknown, isPrivate: boolean): readonly Difference[] {
  const found: Difference[] = [];
  compare(place, kept, replayed, isPrivate, found);
  return found;
}

function compare(place: string, kept: unknown, replayed: unknown, isPrivate: boolean, found: Difference[]): void {
  if (found.length >= MOST || kept === replayed) return;
  if (isHolder(kept) && isHolder(replayed) && Array.isArray(kept) === Array.isArray(replayed)) {
    for (const key of new Set([...Object.keys(kept), ...Object.keys(replayed)])) compare(`${place}.${key}`, kept[key], replayed[key], isPrivate, found);
    return;
  }
  found.push({ place, kept: shown(kept, isPrivate), replayed: shown(replayed, isPrivate) });
}

const isHolder = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

function shown(value: unknown, isPrivate: boolean): string {
  switch (typeof value) {
    case 'undefined':
      return 'nothing';
    case 'string':
      return isPrivate ? `a text of ${value.length} characters` : JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);
    case 'object':
      return value === null ? 'null' : `something with ${Object.keys(value).join(', ') || 'nothing in it'}`;
    default:
      return String(value);
  }
}
