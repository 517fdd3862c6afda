/** What will happen, in the order of its times; at the same time, in the order in which it was put down. */

export type Happening = () => void | Promise<void>;
type Entry = { readonly at: number; readonly order: number; readonly happening: Happening };

export type Calendar = {
  /** The time of the world; clocks may go wrong against it. */
  readonly now: () => number;
  /** A time that has passed means now. */
  readonly put: (at: number, happening: Happening) => void;
  readonly nextAt: () => number | null;
  /** Goes to the next happening and lets it happen; false: there is none. */
  readonly step: () => Promise<boolean>;
};

export function makeCalendar(beginning: number): Calendar {
  const heap: Entry[] = [];
  let now = beginning;
  let order = 0;
  return {
    now: () => now,
    put: (at, happening) => rise(heap, { at: Math.max(at, now), order: (order += 1), happening }),
    nextAt: () => heap[0]?.at ?? null,
    step: async () => {
      const first = takeFirst(heap);
      if (first === undefined) return false;
      now = first.at;
      await first.happening();
      return true;
    },
  };
}

const isBefore = (one: Entry, other: Entry): boolean => one.at < other.at || (one.at === other.at && one.order < other.order);

function rise(heap: Entry[], entry: Entry): void {
  let at = heap.push(entry) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || !isBefore(entry, above)) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = entry;
}

function takeFirst(heap: Entry[]): Entry | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return first;
  let at = 0;
  for (;;) {
    const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
    const lower = right !== undefined && left !== undefined && isBefore(right, left) ? right : left;
    if (lower === undefined || !isBefore(lower, last)) break;
    heap[at] = lower;
    at = lower === right ? 2 * at + 2 : 2 * at + 1;
  }
  heap[at] = last;
  return first;
}
