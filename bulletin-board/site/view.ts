/** What the pages are made from: the catalogue for lists and counts, the files for everything about one entry. */
import { parsePlace } from '../format/entry.ts';
import { formatProof } from '../format/proof.ts';
import { makeTileReader } from '../verify/tiles.ts';
import type { Catalogue, CatalogueEntry, Place } from './catalogue.ts';
import { lineOf, readFace, valueOf } from './face.ts';
import { leafOf, type FollowedLog, type Follower } from './follower.ts';
import type { BoardState } from './pages/board-page.ts';
import { entryPath } from './pages/rows.ts';
import type { EntryDetail, Withdrawal } from './pages/entry-page.ts';
import { provedEntry, type ProvedEntry } from './proved-entry.ts';
import { shownText } from './shown-text.ts';
import { minuteOf, type Times } from './times.ts';
import { readLog, yearOf } from './web-root.ts';

export type View = {
  readonly logs: () => readonly FollowedLog[];
  readonly state: (now: number) => BoardState;
  readonly place: (year: string, index: number) => Place | null;
  readonly detail: (place: Place) => Promise<EntryDetail>;
  /** This and all else about one entry rejects with `Malformed` where its files are not what was verified. */
  readonly bytes: (place: Place) => Promise<Uint8Array>;
  /** A tlog-proof under the newest head whose entries are verified here; null while there is none. */
  readonly proof: (place: Place) => Promise<Uint8Array | null>;
  /** Of one payment, the oldest first. */
  readonly ofPayment: (reference: string) => readonly CatalogueEntry[];
};

const MINUTES = 600_000;
const HOUR = 3_600_000;
/** Of one payment; a kind occurs once in it, but a face may say anything. */
const MOST_OF_PAYMENT = 100;

export type ViewParts = { readonly folder: string; readonly catalogue: Catalogue; readonly follower: Follower; readonly times: Times; readonly isFaulty: () => boolean };

export function makeView({ folder, catalogue, follower, times, isFaulty }: ViewParts): View {
  const { logs } = follower;
  const logAt = (place: Place): FollowedLog => {
    const log = logs()[place.log];
    if (log === undefined || place.index >= log.verified) throw new RangeError(`entry ${place.index} of log ${place.log}`);
    return log;
  };
  const provedAt = ({ year, verified, root }: FollowedLog, index: number): Promise<ProvedEntry> => provedEntry(makeTileReader(readLog(folder, year), verified), index, root);
  const bytes = async (place: Place): Promise<Uint8Array> => (await provedAt(logAt(place), place.index)).entry;
  const ofPayment = (reference: string): readonly CatalogueEntry[] => catalogue.newest({ reference }, MOST_OF_PAYMENT).toReversed();
  const withdrawalOf = async (log: FollowedLog, index: number): Promise<Withdrawal | null> => {
    const place = catalogue.withdrawalOf(log.origin, index);
    if (place === null) return null;
    const { year } = logAt(place);
    const { fields } = await readFace(readLog(folder, year), place.index, leafOf(await bytes(place)));
    const reason = valueOf(fields, 'reason');
    return { path: entryPath(year, place.index), at: minuteOf(valueOf(fields, 'time') ?? ''), reason: reason === null ? null : shownText(reason, 200) };
  };
  const numbers = countedOncePerSecond(catalogue, times);
  return {
    logs,
    state: (now) => ({ logs: logs(), faulty: isFaulty(), ...numbers(now, logs()) }),
    place: (year, index) => {
      const log = logs().find((one) => one.year === year);
      return log === undefined || index >= log.verified ? null : { log: log.number, index };
    },
    bytes,
    ofPayment,
    proof: async (place) => {
      const log = logAt(place);
      return log.head === null ? null : formatProof({ index: place.index, hashes: (await provedAt(log, place.index)).hashes, extra: null, checkpoint: log.head.bytes });
    },
    detail: async (place) => {
      const log = logAt(place);
      const leafBytes = (await provedAt(log, place.index)).entry;
      const leaf = leafOf(leafBytes);
      const withdrawn = await withdrawalOf(log, place.index);
      const face = withdrawn === null ? await readFace(readLog(folder, log.year), place.index, leaf) : { state: 'missing' as const, fields: [] };
      if (withdrawn === null) refresh(catalogue, times, place, lineOf(face));
      const reference = withdrawn === null ? lineOf(face).reference : null;
      return { log, index: place.index, bytes: leafBytes, leaf, face, withdrawn, of: leaf?.kind === 'withdrawn' ? pathOf(logs(), leaf.of) : null, siblings: reference === null ? [] : ofPayment(reference) };
    },
  };
}

type Numbers = Pick<BoardState, 'counts' | 'lastAt'>;

/** However many look at the board, its entries are counted once a second, and when there are new ones. */
function countedOncePerSecond(catalogue: Catalogue, times: Times): (now: number, logs: readonly FollowedLog[]) => Numbers {
  let last: { readonly name: string; readonly numbers: Numbers } | null = null;
  return (now, logs) => {
    const name = [Math.floor(now / 1_000), ...logs.map(({ verified }) => verified)].join(' ');
    if (last?.name === name) return last.numbers;
    const numbers = { counts: { minutes: catalogue.countSince(now - MINUTES), hour: catalogue.countSince(now - HOUR), today: catalogue.countOn(times.day(now)) }, lastAt: catalogue.lastAt() };
    last = { name, numbers };
    return numbers;
  };
}

/** The files are what counts: where a face has come or gone since it was read, the catalogue follows. */
function refresh(catalogue: Catalogue, times: Times, place: Place, face: ReturnType<typeof lineOf>): void {
  const known = catalogue.entry(place);
  if (known === null || known.state === face.state) return;
  catalogue.setFace(place, face, face.at === null ? null : times.day(face.at));
}

/** The page of the entry that a withdrawal is about; null where its log is not here. */
function pathOf(logs: readonly FollowedLog[], of: string): string | null {
  const { origin, index } = parsePlace(of);
  const log = logs.find((one) => one.origin === origin);
  return log === undefined || index >= log.verified ? null : entryPath(yearOf(origin) ?? '', index);
}
