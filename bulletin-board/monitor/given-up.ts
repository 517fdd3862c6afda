/** Logs that were given up: what was published of them after the database was copied is theirs, and the ledger does not know it. */
import { parseLeaf } from '../format/entry.ts';
import { Malformed } from '../format/malformed.ts';
import { TILE_WIDTH } from '../format/tile.ts';
import type { PublicLog } from './changes.ts';
import type { MonitoredLog } from './checkpoints.ts';
import { finding, type Finding } from './findings.ts';
import type { Ticks } from './ledger-pass.ts';

/** Places whose faces entries withdrew that stand where leaves were taken over. */
export async function forgottenWithdrawals(logs: readonly PublicLog[], rows: readonly MonitoredLog[]): Promise<ReadonlySet<string>> {
  const places = new Set<string>();
  for (const { origin, files, size, trust } of logs) {
    const from = adoptedFrom(rows, origin);
    for (let index = from ?? size; index < size && trust !== 'neither'; index += 1) {
      const leaf = leafOrNull((await files.page(Math.floor(index / TILE_WIDTH))).leaves[index % TILE_WIDTH]);
      if (leaf?.kind === 'withdrawn') places.add(leaf.of);
    }
  }
  return places;
}

/** One finding for each log, whose entries are then accounted for. */
export function tickForgotten(ticks: Ticks, rows: readonly MonitoredLog[]): readonly Finding[] {
  return rows.flatMap(({ origin, adoptedFrom: from }) => {
    if (from === null) return [];
    const open = ticks.open(Number.POSITIVE_INFINITY).filter((place) => place.origin === origin && place.index >= from);
    for (const place of open) ticks.tick(place);
    const [first, last] = [open[0], open.at(-1)];
    if (first === undefined || last === undefined) return [];
    return [finding('entry-forgotten', origin, `${origin} was given up with ${open.length} published ${open.length === 1 ? 'entry' : 'entries'} (${first.index} to ${last.index}) of which this database knows nothing`)];
  });
}

const adoptedFrom = (rows: readonly MonitoredLog[], origin: string): number | null => rows.find((row) => row.origin === origin)?.adoptedFrom ?? null;

function leafOrNull(bytes: Uint8Array | undefined): ReturnType<typeof parseLeaf> | null {
  try {
    return bytes === undefined ? null : parseLeaf(bytes);
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}
