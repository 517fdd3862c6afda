/** Whether something grows: the statistic by which a soak is judged. */

/** One look while nothing is under way. Latencies are of the payments since the look before, in milliseconds: from consent to receipt, and from forward to question. */
export type Look = {
  /** Minutes since the first look. */
  readonly minutes: number;
  readonly megabytes: number;
  readonly handles: number;
  readonly p50: number;
  readonly p99: number;
  readonly asked50: number;
  readonly asked99: number;
  /** Letters, notices, instructions and entries that wait for anything. */
  readonly waiting: number;
};

export type Measure = 'megabytes' | 'handles' | 'p50' | 'p99' | 'asked50' | 'asked99';

/** `growth` over the whole time that is judged, by the slope; it may be `allowed`. `median` of all looks. */
export type Growth = { readonly measure: Measure; readonly median: number; readonly slopePerHour: number; readonly growth: number; readonly allowed: number; readonly grows: boolean };

export type Judged = { readonly looks: number; readonly left: number; readonly growths: readonly Growth[]; readonly mostWaiting: number; readonly sound: boolean };

/** The first part warms up: caches fill, code is compiled, the heap finds its size. */
const WARM_UP = 1 / 3;

/** What may pass as noise: so much of the median, and at least so much. */
const BOUNDS: Readonly<Record<Measure, { readonly share: number; readonly least: number }>> = {
  megabytes: { share: 0.1, least: 10 },
  handles: { share: 0.05, least: 2 },
  p50: { share: 0.25, least: 25 },
  p99: { share: 0.5, least: 250 },
  asked50: { share: 0.25, least: 25 },
  asked99: { share: 0.5, least: 250 },
};

/** Rejects fewer than four looks after the warm-up: they say nothing. */
export function judge(looks: readonly Look[]): Judged {
  const left = Math.floor(looks.length * WARM_UP);
  const judged = looks.slice(left);
  if (judged.length < 4) throw new RangeError(`${judged.length} looks after the warm-up; expected at least 4: soak for longer`);
  const growths = (Object.keys(BOUNDS) as Measure[]).map((measure) => growthOf(measure, judged));
  const mostWaiting = Math.max(...judged.map(({ waiting }) => waiting));
  return { looks: judged.length, left, growths, mostWaiting, sound: mostWaiting === 0 && growths.every(({ grows }) => !grows) };
}

function growthOf(measure: Measure, looks: readonly Look[]): Growth {
  const points = looks.map((look) => [look.minutes, look[measure]] as const);
  const median = medianOf(points.map(([, value]) => value));
  const slope = slopeOf(points);
  const growth = slope * ((points.at(-1)?.[0] ?? 0) - (points[0]?.[0] ?? 0));
  const allowed = Math.max(BOUNDS[measure].share * median, BOUNDS[measure].least);
  return { measure, median, slopePerHour: slope * 60, growth, allowed, grows: growth > allowed };
}

/** Theil and Sen: the median of the slopes between all pairs. A look that was disturbed by something else does not move it. */
function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const slopes = points.flatMap(([x, y], at) => points.slice(at + 1).flatMap(([later, value]) => (later > x ? [(value - y) / (later - x)] : [])));
  return medianOf(slopes);
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
