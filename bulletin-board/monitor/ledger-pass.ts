/** The pass over the ledger, in batches: every change is judged, every public entry that it accounts for is ticked off. */
import { placeText } from '../format/entry.ts';
import type { LedgerChange, LedgerView } from '../ports.ts';
import { judgeChange, type PublicLog, type Scene } from './changes.ts';
import { finding, type Finding } from './findings.ts';

/** Public entries that no change has accounted for yet; one bit for each. */
export type Ticks = {
  /** False: it was ticked off before. Places that this run does not look at are passed over. */
  readonly tick: (place: { readonly origin: string; readonly index: number }) => boolean;
  readonly isOpen: (place: { readonly origin: string; readonly index: number }) => boolean;
  /** What is open, in order, at most `limit`. */
  readonly open: (limit: number) => readonly { readonly origin: string; readonly index: number }[];
};

export function makeTicks(logs: Iterable<PublicLog>): Ticks {
  const rows = new Map([...logs].map(({ origin, size, from, trust }) => [origin, { from, size: trust === 'neither' ? from : size, bits: new Uint8Array(Math.ceil(Math.max(0, size - from) / 8)) }]));
  const bitAt = (origin: string, index: number): { readonly bits: Uint8Array; readonly at: number; readonly mask: number } | null => {
    const row = rows.get(origin);
    if (row === undefined || index < row.from || index >= row.size) return null;
    const offset = index - row.from;
    return { bits: row.bits, at: Math.floor(offset / 8), mask: 1 << (offset % 8) };
  };
  const isOpen: Ticks['isOpen'] = ({ origin, index }) => {
    const bit = bitAt(origin, index);
    return bit !== null && ((bit.bits[bit.at] ?? 0) & bit.mask) === 0;
  };
  return {
    isOpen,
    tick: ({ origin, index }) => {
      const bit = bitAt(origin, index);
      if (bit === null) return true;
      if (!isOpen({ origin, index })) return false;
      bit.bits[bit.at] = (bit.bits[bit.at] ?? 0) | bit.mask;
      return true;
    },
    open: (limit) => {
      const places: { origin: string; index: number }[] = [];
      for (const [origin, { from, size }] of rows) {
        for (let index = from; index < size && places.length < limit; index += 1) if (isOpen({ origin, index })) places.push({ origin, index });
      }
      return places;
    },
  };
}

/** Entries that wait for their publication. */
export type Late = { readonly count: number; readonly oldestAt: number; readonly oldest: string };

export type Pass = {
  readonly changes: number;
  /** Payments up to this number are at rest. */
  readonly rest: number;
  readonly late: Late | null;
  /** When the entries at the places in question were published. */
  readonly publishedAt: ReadonlyMap<string, number>;
};

export type PassOptions = {
  readonly ledger: LedgerView;
  readonly scene: Scene;
  readonly ticks: Ticks;
  /** Payments after this number. */
  readonly from: number;
  readonly batch: number;
  /** What a payment may still do, it does within so many milliseconds of its opening. */
  readonly recent: number;
  readonly inQuestion: ReadonlySet<string>;
  readonly add: (findings: readonly Finding[]) => void;
  readonly tell: (payments: number) => void;
};

export async function passLedger(options: PassOptions): Promise<Pass> {
  const { scene, ticks, from, recent, inQuestion, add, tell } = options;
  const publishedAt = new Map<string, number>();
  const resting = makeResting(from, scene.startedAt - recent);
  let [changes, late]: [number, Late | null] = [0, null];
  for (let after: number | null = from; after !== null; ) {
    const batch = await readBatch(options, after);
    const findings = await judgeTwice(options, after, batch.changes);
    add([...findings, ...tickOff(batch.changes, ticks)]);
    for (const { name, found } of batch.changes) {
      const place = found?.place ?? null;
      const key = place === null ? null : placeText(place.origin, place.index);
      if (key !== null && found?.publishedAt != null && inQuestion.has(key)) publishedAt.set(key, found.publishedAt);
      if (found !== null && found.publishedAt === null && found.at < scene.startedAt - scene.lateAfter) late = later(late, found.at, name);
    }
    resting.add(batch, findings.length === 0);
    changes += batch.changes.length;
    tell(changes);
    after = batch.last;
  }
  return { changes, rest: resting.rest(), late, publishedAt };
}

const later = (late: Late | null, at: number, name: string): Late =>
  late === null ? { count: 1, oldestAt: at, oldest: name } : { count: late.count + 1, ...(at < late.oldestAt ? { oldestAt: at, oldest: name } : { oldestAt: late.oldestAt, oldest: late.oldest }) };

type Batch = Awaited<ReturnType<LedgerView['ledgerChanges']>>;

async function readBatch({ ledger, batch }: Pick<PassOptions, 'ledger' | 'batch'>, after: number): Promise<Batch> {
  const read = await ledger.ledgerChanges(after, batch);
  if (read.last !== null && read.last <= after) throw new RangeError(`the ledger's payments after ${after} end with ${read.last}`);
  return read;
}

/**
 * Files and rows change while they are compared: what a batch finds counts only where it is found again, with the rows read anew. (A face
 * that is withdrawn between the reading of its row and of its file would else be a false alarm.)
 */
async function judgeTwice(options: PassOptions, after: number, changes: readonly LedgerChange[]): Promise<readonly Finding[]> {
  if ((await judgeBatch(changes, options.scene)).length === 0) return [];
  const again = await readBatch(options, after);
  return judgeBatch(again.changes, options.scene);
}

export const referenceOf = (name: string): string => name.split('.', 1)[0] ?? name;

async function judgeBatch(changes: readonly LedgerChange[], scene: Scene): Promise<readonly Finding[]> {
  const byName = new Map(changes.map((change) => [change.name, change]));
  const findings: Finding[] = [];
  for (const change of changes) findings.push(...(await judgeChange(change, byName, scene)));
  return findings;
}

/** Two changes that name one entry, or one change that has two, are told. */
function tickOff(changes: readonly LedgerChange[], ticks: Ticks): readonly Finding[] {
  const names = new Set<string>();
  return changes.flatMap(({ name, found }) => {
    const again = names.has(name);
    names.add(name);
    const place = found?.place ?? null;
    const free = place === null || ticks.tick(place);
    if (free && !again) return [];
    return [finding('entry-twice', name, again ? `the ledger's change ${name} has two entries` : `the entry ${name} claims a place in ${place?.origin} that another one has: ${place?.index}`)];
  });
}

type Resting = { readonly add: (batch: Batch, sound: boolean) => void; readonly rest: () => number };

/**
 * Where the next run begins. A payment is at rest when all its changes stand in the public log, it is not open, and a later payment has a
 * change that is older than `oldEnough`: it was opened before that, so what it may still do without a trace so far, it has done.
 */
function makeResting(from: number, oldEnough: number): Resting {
  let rest = from;
  let before: number | null = from;
  return {
    rest: () => rest,
    add: ({ changes, last }, sound) => {
      if (before === null) return;
      if (changes.some(({ found }) => found !== null && found.at < oldEnough)) rest = before;
      before = sound && changes.every(({ found }) => found !== null && found.publishedAt !== null) && !hasOpen(changes) ? last : null;
    },
  };
}

function hasOpen(changes: readonly LedgerChange[]): boolean {
  const kindsOf = (kind: string): readonly string[] => changes.filter(({ name }) => name.split('.', 3).length === 2 && name.endsWith(`.${kind}`)).map(({ name }) => referenceOf(name));
  const closed = new Set([...kindsOf('settled'), ...kindsOf('returned')]);
  return kindsOf('accepted').some((reference) => !closed.has(reference));
}

/**
 * The public entries that recent payments did not account for, looked up among the older ones: a change of theirs, or a withdrawal, may be new.
 * Only what stands at such a place, or is withdrawn from one, is judged.
 */
export async function passOlder(options: PassOptions, until: number): Promise<number> {
  const { scene, ticks, add } = options;
  let changes = 0;
  for (let after: number | null = 0; after !== null && after < until; ) {
    const batch = await readBatch(options, after);
    const byName = new Map(batch.changes.map((change) => [change.name, change]));
    const touched = batch.changes.filter(({ name, found }) => [found?.place, byName.get(`${name}.withdrawn`)?.found?.place].some((place) => place != null && ticks.isOpen(place)));
    for (const change of touched) add(await judgeChange(change, byName, scene));
    for (const { found } of touched) if (found?.place != null) ticks.tick(found.place);
    changes += touched.length;
    after = batch.last;
  }
  return changes;
}
