/** Cards of printed settlement numbers: what a number is compared by is erased with its use, what says that it was ever printed stays. */
import type { CardNumbers } from '../../core/facts.ts';
import type { Card, Party, PartyId } from '../../core/party.ts';
import type { KeptCard } from '../store.ts';
import type { Database } from './database.ts';
import { integer, text } from '../common/rows.ts';

/** Throws where another card has this id. The same card again changes nothing. */
export function keepCard(database: Database, card: KeptCard): { readonly taken: readonly number[] } {
  if (isKept(database, card)) return { taken: [] };
  const taken = takenNumbers(database, card);
  if (taken.length === 0) insertCard(database, card);
  return { taken };
}

/** What it was given is the same, though some of it may be erased meanwhile. */
function isKept({ connection }: Database, { cardId, party, madeAt, numbers }: KeptCard): boolean {
  const row = connection.get('SELECT party_id, made_at FROM settlement_cards WHERE card_id = ?', cardId);
  if (row === undefined) return false;
  const kept = connection.all('SELECT idx, issued FROM settlement_numbers WHERE card_id = ? ORDER BY idx', cardId).map((number) => `${integer(number, 'idx')} ${text(number, 'issued')}`);
  const given = numbers.toSorted((one, other) => one.index - other.index).map(({ index, issued }) => `${index} ${issued}`);
  if (integer(row, 'party_id') === party && integer(row, 'made_at') === madeAt && kept.join('\n') === given.join('\n')) return true;
  throw new Error(`card ${cardId} is kept already, with other numbers or for another party`);
}

function takenNumbers({ connection }: Database, { party, numbers }: KeptCard): readonly number[] {
  const seen = new Set<string>();
  return numbers.flatMap(({ index, issued }) => {
    const again = seen.has(issued) || connection.get('SELECT 1 AS found FROM settlement_numbers WHERE party_id = ? AND issued = ?', party, issued) !== undefined;
    seen.add(issued);
    return again ? [index] : [];
  });
}

function insertCard({ connection }: Database, { cardId, party, madeAt, numbers }: KeptCard): void {
  connection.run('INSERT INTO settlement_cards (card_id, party_id, made_at) VALUES (?, ?, ?)', cardId, party, madeAt);
  for (const { index, digest, issued } of numbers) {
    connection.run('INSERT INTO settlement_numbers (card_id, idx, party_id, digest, issued) VALUES (?, ?, ?, ?, ?)', cardId, index, party, digest, issued);
  }
}

/** From now on the card counts as given to its party. Throws where it was not kept before, or for another party. */
export function noteIssued({ connection }: Database, party: Party, sequence: number): void {
  const { card } = party.roads;
  if (card === null) return;
  const changed = connection.run(
    'UPDATE settlement_cards SET issued_at = coalesce(issued_at, (SELECT at FROM decisions WHERE sequence = ?)) WHERE card_id = ? AND party_id = ?',
    sequence, card.id, party.id,
  );
  if (changed !== 1) throw new Error(`party ${party.id} has card ${card.id}, whose numbers were never kept`);
}

export function spendNumber({ connection }: Database, cardId: string, index: number): void {
  const spent = connection.run('UPDATE settlement_numbers SET digest = NULL WHERE card_id = ? AND idx = ? AND digest IS NOT NULL', cardId, index);
  if (spent !== 1) throw new Error(`card ${cardId}: number ${index} is not there to be spent`);
}

/** A card that is void already stays as it is. `sequence`: the decision that says so. */
export function voidCard({ connection }: Database, cardId: string, sequence: number): void {
  const voided = connection.run('UPDATE settlement_cards SET voided_at = coalesce(voided_at, (SELECT at FROM decisions WHERE sequence = ?)) WHERE card_id = ?', sequence, cardId);
  if (voided !== 1) throw new Error(`there is no card ${cardId} to be voided`);
  connection.run('UPDATE settlement_numbers SET digest = NULL WHERE card_id = ? AND digest IS NOT NULL', cardId);
}

/** `issued` is of all cards that the party ever had, printed or issued. */
export function loadCardNumbers({ connection }: Database, party: PartyId, card: Card): CardNumbers {
  const live = connection.all('SELECT idx, digest FROM settlement_numbers WHERE card_id = ? AND digest IS NOT NULL ORDER BY idx', card.id);
  const issued = connection.all('SELECT issued FROM settlement_numbers WHERE party_id = ?', party);
  return { live: new Map(live.map((row) => [integer(row, 'idx'), text(row, 'digest')])), issued: new Set(issued.map((row) => text(row, 'issued'))) };
}
