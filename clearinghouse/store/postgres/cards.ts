/** Cards of printed settlement numbers: what a number is compared by is erased with its use, what says that it was ever printed stays. */
import type { Party } from '../../core/party.ts';
import type { KeptCard } from '../store.ts';
import type { Database } from './database.ts';
import { integer, text } from '../common/rows.ts';

/** Throws where another card has this id. The same card again changes nothing. */
export async function keepCard(database: Database, card: KeptCard): Promise<{ readonly taken: readonly number[] }> {
  if (await isKept(database, card)) return { taken: [] };
  const taken = await takenNumbers(database, card);
  if (taken.length === 0) await insertCard(database, card);
  return { taken };
}

/** What it was given is the same, though some of it may be erased meanwhile. */
async function isKept({ connection }: Database, { cardId, party, madeAt, numbers }: KeptCard): Promise<boolean> {
  const row = await connection.get('SELECT party_id, made_at FROM settlement_cards WHERE card_id = ?', cardId);
  if (row === undefined) return false;
  const kept = (await connection.all('SELECT idx, issued FROM settlement_numbers WHERE card_id = ? ORDER BY idx', cardId)).map((number) => `${integer(number, 'idx')} ${text(number, 'issued')}`);
  const given = numbers.toSorted((one, other) => one.index - other.index).map(({ index, issued }) => `${index} ${issued}`);
  if (integer(row, 'party_id') === party && integer(row, 'made_at') === madeAt && kept.join('\n') === given.join('\n')) return true;
  throw new Error(`card ${cardId} is kept already, with other numbers or for another party`);
}

async function takenNumbers({ connection }: Database, { party, numbers }: KeptCard): Promise<readonly number[]> {
  const found = await connection.all('SELECT issued FROM settlement_numbers WHERE party_id = ? AND issued = ANY (?::text[])', party, numbers.map((number) => number.issued));
  const seen = new Set(found.map((row) => text(row, 'issued')));
  return numbers.flatMap(({ index, issued }) => {
    const again = seen.has(issued);
    seen.add(issued);
    return again ? [index] : [];
  });
}

async function insertCard({ connection }: Database, { cardId, party, madeAt, numbers }: KeptCard): Promise<void> {
  await connection.run('INSERT INTO settlement_cards (card_id, party_id, made_at) VALUES (?, ?, ?)', cardId, party, madeAt);
  await connection.run(
    'INSERT INTO settlement_numbers (card_id, party_id, idx, digest, issued) SELECT ?::text, ?::bigint, * FROM unnest(?::bigint[], ?::text[], ?::text[])',
    cardId, party, numbers.map((number) => number.index), numbers.map((number) => number.digest), numbers.map((number) => number.issued),
  );
}

/** From `at` on the card counts as given to its party. Throws where it was not kept before, or for another party. */
export async function noteIssued({ connection }: Database, party: Party, at: number): Promise<void> {
  const { card } = party.roads;
  if (card === null) return;
  const changed = await connection.run(
    'UPDATE settlement_cards SET issued_at = coalesce(issued_at, ?::bigint) WHERE card_id = ? AND party_id = ?',
    at, card.id, party.id,
  );
  if (changed !== 1) throw new Error(`party ${party.id} has card ${card.id}, whose numbers were never kept`);
}

export async function spendNumber({ connection }: Database, cardId: string, index: number): Promise<void> {
  const spent = await connection.run('UPDATE settlement_numbers SET digest = NULL WHERE card_id = ? AND idx = ? AND digest IS NOT NULL', cardId, index);
  if (spent !== 1) throw new Error(`card ${cardId}: number ${index} is not there to be spent`);
}

/** A card that is void already stays as it is. */
export async function voidCard({ connection }: Database, cardId: string, at: number): Promise<void> {
  const voided = await connection.run('UPDATE settlement_cards SET voided_at = coalesce(voided_at, ?::bigint) WHERE card_id = ?', at, cardId);
  if (voided !== 1) throw new Error(`there is no card ${cardId} to be voided`);
  await connection.run('UPDATE settlement_numbers SET digest = NULL WHERE card_id = ? AND digest IS NOT NULL', cardId);
}

