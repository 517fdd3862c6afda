/** Tiles, bundles and faces made again from the database, byte for byte: after a crash between head and checkpoint, or where files are missing. */
import { sameBytes } from '../format/encoding.ts';
import { Malformed } from '../format/malformed.ts';
import { bundlePath, levelSize, TILE_WIDTH, tilePath } from '../format/tile.ts';
import { makeTileReader } from '../verify/tiles.ts';
import { below } from '../directory.ts';
import type { ReadFile, SignedHead } from '../ports.ts';
import { dropErased, entriesBetween, facesOf } from './batch.ts';
import { grow, partialFiles, rootOfEdge, type Edge } from './edge.ts';
import { logFolder, writeForEver, type SequencerParts } from './log.ts';
import { BoardRefused, DAMAGED_FILES } from './refused.ts';
import { disagreementAt, readEdge } from './tiles-of.ts';

const CHUNK = 4 * TILE_WIDTH;

/**
 * From an edge that is trusted (or the empty one) to the head. Nothing is written before the entries have led to the head's root: the
 * database's entries are gone through twice.
 */
export async function rebuild({ store, root }: Pick<SequencerParts, 'store' | 'root'>, origin: string, from: Edge, head: Pick<SignedHead, 'size' | 'root'>): Promise<Edge> {
  const files = below(root, logFolder(origin));
  const walk = async (write: boolean): Promise<Edge> => {
    let edge = from;
    while (edge.size < head.size) {
      const to = Math.min(head.size, edge.size - (edge.size % TILE_WIDTH) + CHUNK);
      const entries = await entriesBetween(store, origin, edge.size, to);
      const grown = grow(edge, entries.map(({ leaf }) => leaf));
      if (write) await writeForEver(origin, files, grown.full, facesOf(entries)).finally(() => dropErased(store, origin, files, entries));
      edge = grown.edge;
    }
    if (write) await writeForEver(origin, files, partialFiles(edge), []);
    return edge;
  };
  const edge = await walk(false);
  if (!sameBytes(rootOfEdge(edge), head.root)) {
    throw new BoardRefused('entries', origin, `found entries in the database that do not lead to its own head of ${head.size} entries; expected that they do. The database, or the files up to entry ${from.size}, are damaged: restore them`);
  }
  await walk(true);
  if (!sameBytes(await makeTileReader(files.read, head.size).root(), head.root)) {
    throw new BoardRefused('tiles', origin, `found files that do not lead to the head of ${head.size} entries although they were just written; expected its root: ${DAMAGED_FILES}`);
  }
  return edge;
}

/** The edge of the files, where they lead to this root; null where one of them is missing; refuses where they lead elsewhere. */
export async function trustedEdge(origin: string, read: ReadFile, { size, root }: Pick<SignedHead, 'size' | 'root'>): Promise<Edge | null> {
  const refuse = (what: string): BoardRefused => new BoardRefused('tiles', origin, `found ${what}, which the signed head of ${size} entries covers, changed; expected the bytes that lead to its root: ${DAMAGED_FILES}`);
  let edge: Edge;
  try {
    edge = await readEdge(read, size);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    if (await anyMissing(read, size)) return null;
    throw refuse(`a tile or bundle at the right edge (${error.message})`);
  }
  const disagreement = await disagreementAt(read, edge);
  if (disagreement?.missing === true) return null;
  if (disagreement !== null) throw refuse(disagreement.path);
  if (!sameBytes(rootOfEdge(edge), root)) throw refuse('a tile at the right edge');
  return edge;
}

async function anyMissing(read: ReadFile, size: number): Promise<boolean> {
  const places = [{ width: size % TILE_WIDTH, at: (width?: number) => bundlePath(levelSize(size, 1), width) }];
  for (let level = 0; levelSize(size, level) > 0; level += 1) {
    places.push({ width: levelSize(size, level) % TILE_WIDTH, at: (width?: number) => tilePath(level, levelSize(size, level + 1), width) });
  }
  for (const { width, at } of places) if (width !== 0 && (await read(at(width))) === null && (await read(at())) === null) return true;
  return false;
}
