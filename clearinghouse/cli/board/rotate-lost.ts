/** `kakitome board rotate --lost`: a log whose newest database or whose key is lost is given up as it is published, and another one goes on. */
import { openDirectory } from '../../../bulletin-board/directory.ts';
import { openCheckpoint } from '../../../bulletin-board/format/checkpoint.ts';
import type { EndsLeaf } from '../../../bulletin-board/format/entry.ts';
import { parseKey } from '../../../bulletin-board/format/key.ts';
import { LogKeyError } from '../../../bulletin-board/log-keys.ts';
import type { GivenUpLog, LogRow } from '../../../bulletin-board/ports.ts';
import { LEASE } from '../../../bulletin-board/sequencer/leader.ts';
import { logFolder } from '../../../bulletin-board/sequencer/log.ts';
import { firstLeaf, giveUp, lookAtPublished, type PublishedLog } from '../../../bulletin-board/sequencer/lost.ts';
import { openLog, requireKeys, type OpeningParts } from '../../../bulletin-board/sequencer/opening.ts';
import { BoardRefused } from '../../../bulletin-board/sequencer/refused.ts';
import { makeTileReader } from '../../../bulletin-board/verify/tiles.ts';
import { cosignersOf, readWitnesses } from '../../board.ts';
import { beginLog, boardFolder, currentLog, signerOf } from '../../board-logs.ts';
import type { Office } from '../../office.ts';
import { mistake } from '../mistake.ts';

export type Lost = {
  readonly ended: readonly string[];
  readonly active: string;
  /** Published entries of which this database knows nothing. */
  readonly unknown: number;
  /** Entries that had a place and were never published. */
  readonly takenBack: number;
};

export type LostParts = { readonly office: Office; readonly report: OpeningParts['report']; /** A name that no log has. */ readonly nameNext: () => Promise<string> };

type Opened = OpeningParts & Pick<LostParts, 'office' | 'nameNext'>;

/** Null: nothing is lost. A log that was turned after the database was copied is followed to the one that it was turned into. */
export async function rotateLost({ office, report, nameNext }: LostParts): Promise<Lost | null> {
  const { store, config, clock } = office;
  const opened: Opened = { office, nameNext, report, store, root: openDirectory(boardFolder(config)) };
  return leading(office, async () => {
    let [unknown, takenBack] = [0, 0];
    const ended: string[] = [];
    for (;;) {
      const row = currentLog(await store.listLogs());
      if (row === undefined) return null;
      if (!(await isLost(opened, row))) return ended.length === 0 ? null : { ended, active: row.origin, unknown, takenBack };
      const log = await lookAtPublished(opened, row, clock.now());
      if (log === null) throw mistake('board rotate --lost', `no published checkpoint of ${row.origin} in ${boardFolder(config)}`, 'the one that the next log begins with');
      const done = await giveUp(opened, log, await nextOf(opened, log), clock.now());
      [unknown, takenBack] = [unknown + done.unknown, takenBack + done.takenBack];
      ended.push(row.origin);
    }
  });
}

/** Whoever publishes meanwhile could publish more than is given up. */
async function leading<T>({ store, clock, chance }: Office, work: () => Promise<T>): Promise<T> {
  const holder = `${process.pid}-${chance.seed().slice(0, 12)}`;
  if ((await store.lead(holder, clock.now(), clock.now() + LEASE)) === 'refused') {
    throw mistake('board rotate --lost', 'a Kakitome that publishes', `none: stop it first (where one was killed, wait for ${LEASE / 1_000} seconds)`);
  }
  try {
    return await work();
  } finally {
    await store.unlead(holder);
  }
}

/** Other contradictions than that of an older database are refused: giving up does not end them. */
async function isLost({ office: { config }, ...parts }: Opened, row: LogRow): Promise<boolean> {
  try {
    const signer = signerOf(config, row.origin);
    requireKeys(row, signer);
    await openLog({ ...parts, signerOf: () => signer, cosigners: cosignersOf(readWitnesses(config)) }, row);
    return false;
  } catch (error) {
    if (error instanceof LogKeyError && error.lost) return true;
    if (error instanceof BoardRefused && (error.code === 'keys' || error.code === 'database-behind' || error.code === 'unknown-entries')) return true;
    throw error;
  }
}

async function nextOf(opened: Opened, log: PublishedLog): Promise<GivenUpLog['next']> {
  const { office, nameNext } = opened;
  if (log.ends !== null) return turnedInto(opened, log, log.ends);
  const waiting = (await office.store.listLogs()).find(({ state }) => state === 'next');
  return { origin: waiting?.origin ?? (await beginLog(office, await nameNext())).origin, leaf: firstLeaf(log) };
}

/** The log that the published end names, as far as it came; what is lost of it is seen to afterwards. */
async function turnedInto({ office: { store, config, clock }, root }: Opened, log: PublishedLog, { next: keys }: EndsLeaf): Promise<GivenUpLog['next']> {
  const parsed = keys.map(parseKey);
  const origin = parsed[0]?.name ?? '';
  const waiting = (await store.listLogs()).find(({ state }) => state === 'next');
  if (waiting !== undefined && waiting.keys.join() !== keys.join()) throw mistake('board rotate --lost', `the log ${waiting.origin} begun here, and ${origin} published after ${log.origin}`, 'one of the two: take an older copy of the database');
  if (waiting === undefined) await store.beginLog({ origin, keys, retention: config.board.retention ?? '', at: clock.now() });
  const read = (path: string): Promise<Uint8Array | null> => root.read(`${logFolder(origin)}/${path}`);
  const checkpoint = await read('checkpoint');
  if (checkpoint === null) return { origin, leaf: firstLeaf(log) };
  const { size } = openCheckpoint(checkpoint, { log: parsed, witnesses: [] });
  return { origin, leaf: size === 0 ? firstLeaf(log) : await makeTileReader(read, size).entry(0) };
}
