/**
 * Letters are kept in groups: those that arrive while a group is being committed make up the next one, so that a burst costs few commits. They are
 * numbered without gaps: a letter that was acknowledged and is absent shows in the audit.
 */
import type { ReceivedLetter } from '../../protocol/letter.ts';
import { refuseMoved } from '../common/key-check.ts';
import { StoreFault } from '../common/fault.ts';
import { letterLabel, sha256Of } from '../common/labels.ts';
import { bytes, integer, only, text } from '../common/rows.ts';
import type { KeptAndClaimed } from '../store.ts';
import type { Database } from './database.ts';
import type { Transactions } from './transaction.ts';

export type Hints = { readonly from: string | null; readonly messageId: string | null };
type ToKeep = { readonly letter: ReceivedLetter; readonly hints: Hints; readonly keptAt: number; readonly sha256: Uint8Array; readonly claimedUntil: number | null };
type Waiting = { readonly one: ToKeep; readonly resolve: (kept: KeptAndClaimed) => void; readonly reject: (error: unknown) => void };

const LARGEST_GROUP = 64;
/** Bound as one array of text for each column: a group holds no more bytes of letters than this, unless it is one letter. */
const LARGEST_BYTES = 16 * 1024 * 1024;

/** `claimedUntil` null: the letter is not claimed. */
export function makeKeeper({ writing }: Transactions): (letter: ReceivedLetter, hints: Hints, keptAt: number, claimedUntil: number | null) => Promise<KeptAndClaimed> {
  const queue: Waiting[] = [];
  let busy = false;
  const work = async (): Promise<void> => {
    busy = true;
    for (let group = takeGroup(queue); group.length > 0; group = takeGroup(queue)) await keepOrRefuse(group);
    busy = false;
  };
  const keepOrRefuse = async (group: readonly Waiting[]): Promise<void> => {
    try {
      const kept = await writing((database) => keepGroup(database, group.map(({ one }) => one)));
      for (const [at, waiting] of group.entries()) waiting.resolve(kept[at] ?? { letterId: 0, duplicate: true, claimed: null });
    } catch (error) {
      // One that the database refuses must not take the others along; of an outage each would have the same to tell.
      const alone = group.length === 1 || (error instanceof StoreFault && error.code !== 'other');
      if (alone) for (const waiting of group) waiting.reject(error);
      else for (const waiting of group) await keepOrRefuse([waiting]);
    }
  };
  return (letter, hints, keptAt, claimedUntil) =>
    new Promise((resolve, reject) => {
      queue.push({ one: { letter, hints, keptAt, sha256: sha256Of(letter.bytes), claimedUntil }, resolve, reject });
      if (!busy) void work();
    });
}

function takeGroup(queue: Waiting[]): readonly Waiting[] {
  const group: Waiting[] = [];
  let size = 0;
  for (let head = queue[0]; head !== undefined && group.length < LARGEST_GROUP; head = queue[0]) {
    size += head.one.letter.bytes.length;
    if (group.length > 0 && size > LARGEST_BYTES) break;
    group.push(head);
    queue.shift();
  }
  return group;
}

async function keepGroup(database: Database, group: readonly ToKeep[]): Promise<readonly KeptAndClaimed[]> {
  const { connection } = database;
  // Whoever keeps letters at the same time waits here, and then sees them; so does who comes while the store is copied, and then sees where it has gone.
  const counter = only(await connection.get("SELECT last, (SELECT key_check FROM meta) AS key_check FROM counters WHERE name = 'letters' FOR UPDATE"), 'the counter of letters');
  refuseMoved(database.sealer, bytes(counter, 'key_check'));
  const rows = await connection.all('SELECT letter_id, raw_sha256 FROM letters WHERE raw_sha256 = ANY (?::bytea[])', group.map((one) => one.sha256));
  const known = new Map(rows.map((row) => [hex(bytes(row, 'raw_sha256')), integer(row, 'letter_id')]));
  const made: (ToKeep & { readonly letterId: number })[] = [];
  let last = integer(counter, 'last');
  const kept = group.map((one) => {
    const found = known.get(hex(one.sha256));
    const letterId = found ?? (last += 1);
    if (found === undefined) {
      known.set(hex(one.sha256), letterId);
      made.push({ ...one, letterId });
    }
    return { letterId, duplicate: found !== undefined };
  });
  await insertLetters(database, made);
  const claimed = await claim(database, made);
  if (made.length > 0) await connection.run("UPDATE counters SET last = ? WHERE name = 'letters'", last);
  await keepPlaces(database, group.flatMap(({ letter }, at) => (letter.place === null ? [] : [{ ...letter.place, letterId: kept[at]?.letterId ?? 0 }])));
  return kept.map((one) => ({ ...one, claimed: one.duplicate ? null : (claimed.get(one.letterId) ?? null) }));
}

/** By letter: whether its sender is registered. */
async function claim({ connection }: Database, made: readonly (ToKeep & { readonly letterId: number })[]): Promise<ReadonlyMap<number, { readonly registered: boolean }>> {
  const claimed = made.filter(({ claimedUntil }) => claimedUntil !== null);
  if (claimed.length === 0) return new Map();
  await connection.run(
    'UPDATE letters SET attempts = 1, due_at = claims.until FROM unnest(?::bigint[], ?::bigint[]) AS claims (letter_id, until) WHERE letters.letter_id = claims.letter_id',
    claimed.map(({ letterId }) => letterId), claimed.map(({ claimedUntil }) => claimedUntil ?? 0),
  );
  const senders = [...new Set(claimed.flatMap(({ hints }) => (hints.from === null ? [] : [hints.from])))];
  const rows = await connection.all('SELECT address FROM addresses WHERE address = ANY (?::text[]) AND removed_at IS NULL', senders);
  const registered = new Set(rows.map((row) => text(row, 'address')));
  return new Map(claimed.map(({ letterId, hints }) => [letterId, { registered: hints.from !== null && registered.has(hints.from) }]));
}

const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');

async function insertLetters({ connection, sealer }: Database, made: readonly (ToKeep & { readonly letterId: number })[]): Promise<void> {
  if (made.length === 0) return;
  const ids = made.map((one) => one.letterId);
  const recipients = made.map(({ letter }) => JSON.stringify(letter.envelope.to));
  await connection.run(
    `INSERT INTO letters (letter_id, raw_sha256, size, received_at, kept_at, intake, envelope_from, envelope_to, client_address, helo, from_hint, message_id, recipients)
     SELECT * FROM unnest(?::bigint[], ?::bytea[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::json[], ?::text[], ?::text[], ?::text[], ?::text[], ?::json[])`,
    ids, made.map((one) => one.sha256), made.map(({ letter }) => letter.bytes.length), made.map(({ letter }) => letter.receivedAt), made.map((one) => one.keptAt),
    made.map(({ letter }) => letter.intake), made.map(({ letter }) => letter.envelope.from), recipients, made.map(({ letter }) => letter.envelope.clientAddress),
    made.map(({ letter }) => letter.envelope.helo), made.map(({ hints }) => hints.from), made.map(({ hints }) => hints.messageId), recipients,
  );
  // One by one: an array is bound as text, in which bytes take twice their room.
  for (const { letterId, sha256, letter } of made) await connection.run('INSERT INTO letter_bytes (letter_id, sealed) VALUES (?, ?)', letterId, sealer.seal(letterLabel(sha256), letter.bytes));
}

type Place = { readonly folder: string; readonly uidValidity: string; readonly uid: number; readonly letterId: number };

/** Of one place that comes twice, the later letter counts. */
async function keepPlaces({ connection }: Database, places: readonly Place[]): Promise<void> {
  if (places.length === 0) return;
  const last = [...new Map(places.map((place) => [JSON.stringify([place.folder, place.uidValidity, place.uid]), place])).values()];
  await connection.run(
    `INSERT INTO places (folder, uid_validity, uid, letter_id) SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[])
     ON CONFLICT (folder, uid_validity, uid) DO UPDATE SET letter_id = excluded.letter_id`,
    last.map((one) => one.folder), last.map((one) => one.uidValidity), last.map((one) => one.uid), last.map((one) => one.letterId),
  );
}
