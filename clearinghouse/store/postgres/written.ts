/** Writes what a group has come to: one statement for each table, whatever the size of the group. Afterwards nothing waits. */
import { foldName } from '../../core/facts.ts';
import type { Payment } from '../../core/payment.ts';
import { toJson } from '../../protocol/json.ts';
import { entryLabel, isPosted, keyHashes, noticeLabel, paymentLabel, shortHash } from '../common/labels.ts';
import { roadsText } from '../common/shapes.ts';
import { writeBooks } from './books.ts';
import type { Database } from './database.ts';
import type { Rows, Working } from './working.ts';

/** A row refers to others that are written before it, or to payments and entries, which are looked for at COMMIT. */
export async function writeAll(working: Working): Promise<void> {
  const { database, rows, counters, books } = working;
  await writeDecisions(database, rows);
  await writeParties(database, rows);
  await writeAddresses(database, rows);
  await writePayments(working);
  await writeBooks(database, books);
  await writeSpent(database, rows);
  await writeEntries(database, rows);
  await writeNotices(database, rows);
  await writeDeadlines(working);
  await writeTallies(database, rows);
  await writeRest(database, rows);
  await counters.write();
}

/** Hands over what waits, which does not wait any more. */
const taken = <T>(list: T[]): readonly T[] => list.splice(0);

function takenValues<T>(map: Map<unknown, T>): readonly T[] {
  const values = [...map.values()];
  map.clear();
  return values;
}

async function writeDecisions({ connection }: Database, rows: Rows): Promise<void> {
  const made = taken(rows.decisions);
  if (made.length > 0) {
    await connection.run(
      `INSERT INTO decisions (sequence, at, seed, input_kind, letter_id, ended_turn, instruction_id, payment_id, deadline, deadline_at, disposition_kind, disposition_code, sealed, rulebook_id)
       SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::bytea[], ?::bigint[])`,
      made.map((one) => one.sequence), made.map((one) => one.at), made.map((one) => one.seed), made.map((one) => one.input.kind),
      made.map(({ input }) => (input.kind === 'deadline' ? null : input.letterId)), made.map((one) => one.endedTurn),
      made.map(({ input }) => (input.kind === 'instruction' ? input.instructionId : null)), made.map(({ input }) => (input.kind === 'deadline' ? input.paymentId : null)),
      made.map(({ input }) => (input.kind === 'deadline' ? input.deadline : null)), made.map(({ input }) => (input.kind === 'deadline' ? input.at : null)),
      made.map((one) => one.disposition.kind), made.map((one) => one.disposition.code), made.map((one) => one.sealed), made.map((one) => one.rulebook),
    );
    const about = made.flatMap((one) => one.about.map((paymentId) => ({ paymentId, sequence: one.sequence })));
    if (about.length > 0) await connection.run('INSERT INTO decision_about (payment_id, sequence) SELECT * FROM unnest(?::bigint[], ?::bigint[])', about.map((one) => one.paymentId), about.map((one) => one.sequence));
  }
  const cleared = taken(rows.cleared);
  if (cleared.length > 0) {
    const changed = await connection.run(
      `UPDATE letters SET stage = 'cleared', disposition_kind = cleared.kind, disposition_code = cleared.code, due_at = 0
       FROM unnest(?::bigint[], ?::text[], ?::text[]) AS cleared (id, kind, code) WHERE letter_id = cleared.id AND stage = 'read'`,
      cleared.map((one) => one.letterId), cleared.map((one) => one.disposition.kind), cleared.map((one) => one.disposition.code),
    );
    if (changed !== cleared.length) throw new Error(`${cleared.length} letters were decided, ${changed} were to be decided`);
  }
  const done = taken(rows.done);
  if (done.length > 0) await connection.run('UPDATE instructions SET done = true WHERE instruction_id = ANY (?::bigint[])', done);
}

async function writeParties({ connection }: Database, rows: Rows): Promise<void> {
  const saved = takenValues(rows.parties);
  if (saved.length === 0) return;
  await connection.run(
    `INSERT INTO parties (party_id, name, folded_name, language, opened_at, suspended_at, balance_in_receipts, face_alias, face_order_time, face_shop_name,
       face_disputes, fee, statements, stated_until, limits, roads)
     SELECT * FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::boolean[], ?::text[], ?::boolean[], ?::boolean[],
       ?::boolean[], ?::json[], ?::text[], ?::text[], ?::json[], ?::json[])
     ON CONFLICT (party_id) DO UPDATE SET name = excluded.name, folded_name = excluded.folded_name, language = excluded.language, opened_at = excluded.opened_at,
       suspended_at = excluded.suspended_at, balance_in_receipts = excluded.balance_in_receipts,
       face_alias = excluded.face_alias, face_order_time = excluded.face_order_time, face_shop_name = excluded.face_shop_name,
       face_disputes = excluded.face_disputes, fee = excluded.fee, statements = excluded.statements, stated_until = excluded.stated_until, limits = excluded.limits,
       roads = excluded.roads`,
    saved.map((one) => one.id), saved.map((one) => one.name), saved.map((one) => foldName(one.name)), saved.map((one) => one.language), saved.map((one) => one.openedAt),
    saved.map((one) => one.suspendedAt), saved.map((one) => one.balanceInReceipts), saved.map((one) => one.boardFace.alias), saved.map((one) => one.boardFace.orderTime),
    saved.map((one) => one.boardFace.shopName), saved.map((one) => one.boardFace.disputes), saved.map((one) => (one.fee === null ? null : toJson(one.fee))),
    saved.map((one) => one.statements), saved.map((one) => one.statedUntil), saved.map((one) => (one.limits === null ? null : toJson(one.limits))), saved.map((one) => roadsText(one.roads)),
  );
}

async function writeAddresses({ connection }: Database, rows: Rows): Promise<void> {
  const saved = takenValues(rows.addresses);
  if (saved.length === 0) return;
  await connection.run(
    `INSERT INTO addresses (address, party_id, added_at, usable_from, proven_at, removed_at, undeliverable)
     SELECT * FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[])
     ON CONFLICT (address) DO UPDATE SET party_id = excluded.party_id, added_at = excluded.added_at, usable_from = excluded.usable_from,
       proven_at = excluded.proven_at, removed_at = excluded.removed_at, undeliverable = excluded.undeliverable`,
    saved.map((one) => one.address), saved.map((one) => one.party), saved.map((one) => one.addedAt), saved.map((one) => one.usableFrom), saved.map((one) => one.provenAt),
    saved.map((one) => one.removedAt), saved.map((one) => one.undeliverable),
  );
}

async function writePayments({ database: { connection, sealer }, rows, writtenKeys }: Working): Promise<void> {
  const saved = takenValues(rows.payments);
  if (saved.length === 0) return;
  await connection.run(
    `INSERT INTO payments (payment_id, reference, scheme, scheme_version, state, opened_at, buyer_party, merchant_party, currency, total, posted, sealed)
     SELECT * FROM unnest(?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::boolean[], ?::bytea[])
     ON CONFLICT (payment_id) DO UPDATE SET scheme = excluded.scheme, scheme_version = excluded.scheme_version, state = excluded.state, buyer_party = excluded.buyer_party,
       merchant_party = excluded.merchant_party, currency = excluded.currency, total = excluded.total, posted = excluded.posted, sealed = excluded.sealed`,
    saved.map((one) => one.id), saved.map((one) => one.reference), saved.map((one) => one.scheme), saved.map((one) => one.schemeVersion), saved.map((one) => one.state.name),
    saved.map((one) => one.openedAt), saved.map((one) => one.buyer?.party ?? null), saved.map((one) => one.merchant?.party ?? null),
    saved.map((one) => one.claim?.total.currency ?? null), saved.map((one) => one.claim?.total.minor ?? null), saved.map(isPosted),
    saved.map((one) => sealer.sealText(paymentLabel(one.id), toJson(one))),
  );
  await writeKeys(connection, saved, writtenKeys);
}

async function writeKeys(connection: Database['connection'], saved: readonly Payment[], writtenKeys: Map<number, readonly string[]>): Promise<void> {
  const gone: { readonly id: number; readonly hash: Uint8Array }[] = [];
  const made: { readonly id: number; readonly hash: Uint8Array }[] = [];
  for (const { id, keys } of saved) {
    const [before, now] = [keyHashes(writtenKeys.get(id) ?? []), keyHashes(keys)];
    for (const [name, hash] of before) if (!now.has(name)) gone.push({ id, hash });
    for (const [name, hash] of now) if (!before.has(name)) made.push({ id, hash });
    writtenKeys.set(id, keys);
  }
  if (gone.length > 0) {
    await connection.run(
      'DELETE FROM payment_keys USING unnest(?::bytea[], ?::bigint[]) AS gone (hash, id) WHERE key_hash = gone.hash AND payment_id = gone.id',
      gone.map((one) => one.hash), gone.map((one) => one.id),
    );
  }
  if (made.length > 0) {
    await connection.run(
      'INSERT INTO payment_keys (key_hash, payment_id) SELECT * FROM unnest(?::bytea[], ?::bigint[])',
      made.map((one) => one.hash), made.map((one) => one.id),
    );
  }
}

async function writeSpent({ connection }: Database, rows: Rows): Promise<void> {
  const spent = taken(rows.spent);
  if (spent.length === 0) return;
  await connection.run(
    'INSERT INTO spent_secrets (buyer_party, digest, payment_id) SELECT * FROM unnest(?::bigint[], ?::text[], ?::bigint[])',
    spent.map((one) => one.buyer), spent.map((one) => one.digest), spent.map((one) => one.paymentId),
  );
}

async function writeEntries({ connection, sealer }: Database, rows: Rows): Promise<void> {
  const made = taken(rows.entries);
  if (made.length === 0) return;
  await connection.run(
    `INSERT INTO entries (entry_number, entry_id, kind, payment_id, at, for_board, leaf, face, sealed)
     SELECT * FROM unnest(?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::boolean[], ?::text[], ?::json[], ?::bytea[])`,
    made.map((one) => one.number), made.map(({ entry }) => entry.id), made.map(({ entry }) => entry.kind), made.map(({ entry }) => entry.paymentId), made.map(({ entry }) => entry.at),
    made.map(({ entry }) => entry.forBoard), made.map(({ entry }) => entry.leaf), made.map(({ entry }) => entry.face),
    made.map(({ entry }) => sealer.sealText(entryLabel(entry.id), toJson({ details: entry.details }))),
  );
}

async function writeNotices({ connection, sealer }: Database, rows: Rows): Promise<void> {
  const owed = taken(rows.notices);
  if (owed.length === 0) return;
  await connection.run(
    `INSERT INTO notices (notice_number, notice_id, sequence, kind, payment_id, letter_id, waits_for_entry, owed_at, sealed)
     SELECT * FROM unnest(?::bigint[], ?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::bytea[])`,
    owed.map((one) => one.number), owed.map(({ notice }) => notice.id), owed.map((one) => one.sequence), owed.map(({ notice }) => notice.facts.kind), owed.map(({ notice }) => notice.paymentId),
    owed.map(({ notice }) => notice.letterId), owed.map(({ notice }) => notice.waitsForEntry), owed.map(({ notice }) => notice.owedAt),
    owed.map(({ notice }) => sealer.sealText(noticeLabel(notice.id), toJson(notice))),
  );
}

async function writeDeadlines({ database: { connection }, deadlines, changedDeadlines }: Working): Promise<void> {
  const changed = [...changedDeadlines].flatMap((key) => deadlines.get(key) ?? []);
  changedDeadlines.clear();
  const gone = changed.filter((one) => one.at === null);
  if (gone.length > 0) {
    await connection.run(
      'DELETE FROM deadlines USING unnest(?::bigint[], ?::text[]) AS gone (id, kind) WHERE deadlines.payment_id = gone.id AND deadlines.kind = gone.kind',
      gone.map((one) => one.paymentId), gone.map((one) => one.kind),
    );
  }
  const set = changed.filter((one) => one.at !== null);
  if (set.length > 0) {
    await connection.run(
      'INSERT INTO deadlines (payment_id, kind, at) SELECT * FROM unnest(?::bigint[], ?::text[], ?::bigint[]) ON CONFLICT (payment_id, kind) DO UPDATE SET at = excluded.at',
      set.map((one) => one.paymentId), set.map((one) => one.kind), set.map((one) => one.at),
    );
  }
}

async function writeTallies({ connection }: Database, rows: Rows): Promise<void> {
  const counted = takenValues(rows.tallies);
  if (counted.length === 0) return;
  await connection.run(
    `INSERT INTO tallies (scope_hash, scope, name, day, amount) SELECT * FROM unnest(?::bytea[], ?::text[], ?::text[], ?::bigint[], ?::bigint[])
     ON CONFLICT (scope_hash, day, name) DO UPDATE SET amount = tallies.amount + excluded.amount`,
    counted.map((one) => shortHash(one.scope)), counted.map((one) => one.scope), counted.map((one) => one.name), counted.map((one) => one.day), counted.map((one) => one.amount),
  );
}

async function writeRest({ connection }: Database, rows: Rows): Promise<void> {
  const blocks = taken(rows.blocks);
  if (blocks.length > 0) {
    await connection.run(
      'INSERT INTO blocks (buyer_party, merchant_party, at) SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::bigint[]) ON CONFLICT (buyer_party, merchant_party) DO NOTHING',
      blocks.map((one) => one.buyer), blocks.map((one) => one.merchant), blocks.map((one) => one.at),
    );
  }
  const tasks = taken(rows.tasks);
  if (tasks.length > 0) {
    await connection.run(
      'INSERT INTO staff_tasks (task_number, task_id, code, detail, letter_id, payment_id, at) SELECT * FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])',
      tasks.map((one) => one.number), tasks.map(({ task }) => task.id), tasks.map(({ task }) => task.code), tasks.map(({ task }) => task.detail), tasks.map(({ task }) => task.letterId),
      tasks.map(({ task }) => task.paymentId), tasks.map(({ task }) => task.at),
    );
  }
}
