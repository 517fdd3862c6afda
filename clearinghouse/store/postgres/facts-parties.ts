/** What a working set has of a party: all its addresses, accounts, blocks and tallies, and the numbers of its card. */
import { blockKey, type Facts } from '../../core/facts.ts';
import type { Card, PartyId } from '../../core/party.ts';
import { shortHash } from '../common/labels.ts';
import { accountColumns, addressColumns, partyColumns, toAccount, toAddress, toParty } from '../common/shapes.ts';
import { integer, minor, text, type Row } from '../common/rows.ts';
import type { Database } from './database.ts';

/** Rows of today and of the seven days before it. */
const TALLY_DAYS = 8;

/** In the order of the ids, without those that are nobody's. */
export async function addParties(database: Database, facts: Facts, ids: readonly PartyId[]): Promise<void> {
  const { connection } = database;
  if (ids.length === 0) return;
  const rows = await connection.all(`SELECT ${partyColumns} FROM parties WHERE party_id = ANY (?::bigint[])`, ids);
  const found = new Map(rows.map(toParty).map((party) => [party.id, party]));
  const cards: { readonly party: PartyId; readonly card: Card }[] = [];
  for (const id of ids) {
    const party = found.get(id);
    if (party === undefined) continue;
    facts.parties.set(id, party);
    if (party.roads.card !== null) cards.push({ party: id, card: party.roads.card });
  }
  for (const row of await connection.all(`SELECT ${accountColumns} FROM accounts WHERE party_id = ANY (?::bigint[]) ORDER BY account_id`, ids)) facts.accounts.set(text(row, 'account_id'), toAccount(row));
  const blocks = await connection.all('SELECT buyer_party, merchant_party FROM blocks WHERE buyer_party = ANY (?1::bigint[]) UNION SELECT buyer_party, merchant_party FROM blocks WHERE merchant_party = ANY (?1::bigint[])', ids);
  for (const block of blocks) facts.blocks.add(blockKey(integer(block, 'buyer_party'), integer(block, 'merchant_party')));
  for (const row of await connection.all(`SELECT ${addressColumns} FROM addresses WHERE party_id = ANY (?::bigint[]) ORDER BY party_id, address`, ids)) facts.addresses.set(text(row, 'address'), toAddress(row));
  if (cards.length > 0) await addCards(database, facts, cards);
}

/** `issued` is of all cards that the party ever had, printed or issued. */
async function addCards({ connection }: Database, facts: Facts, cards: readonly { readonly party: PartyId; readonly card: Card }[]): Promise<void> {
  const rows = await connection.all("SELECT card_id, party_id, idx, coalesce(digest, '') AS digest, issued FROM settlement_numbers WHERE party_id = ANY (?::bigint[]) ORDER BY card_id, idx", cards.map((one) => one.party));
  const byParty = Map.groupBy(rows, (row) => integer(row, 'party_id'));
  for (const { party, card } of cards) {
    const numbers = byParty.get(party) ?? [];
    const live = numbers.filter((row) => text(row, 'card_id') === card.id && text(row, 'digest') !== '');
    facts.cards.set(card.id, { live: new Map(live.map((row) => [integer(row, 'idx'), text(row, 'digest')])), issued: new Set(numbers.map((row) => text(row, 'issued'))) });
  }
}

/** Of parties and addresses. Counted back from the scope's newest day, which is today or before: the store has no clock, and more than is needed does no harm. */
export async function addTallies({ connection }: Database, facts: Facts, scopes: readonly string[]): Promise<void> {
  const wanted = [...new Set(scopes)].filter((scope) => !hasScope(facts, scope));
  if (wanted.length === 0) return;
  const rows = await connection.all(
    `SELECT encode(scope_hash, 'hex') AS hash, name, day, amount FROM tallies WHERE scope_hash = ANY (?::bytea[])
       AND day > (SELECT max(newest.day) FROM tallies AS newest WHERE newest.scope_hash = tallies.scope_hash) - ${TALLY_DAYS} ORDER BY scope_hash, day, name`,
    wanted.map(shortHash),
  );
  addRows(facts, wanted, rows);
}

/** With all their days: what a merchant owes the bank is owed until it is collected. */
export async function addWholeScopes({ connection }: Database, facts: Facts, scopes: readonly string[]): Promise<void> {
  const wanted = [...new Set(scopes)].filter((scope) => !hasScope(facts, scope));
  if (wanted.length === 0) return;
  const rows = await connection.all(
    "SELECT encode(scope_hash, 'hex') AS hash, name, day, amount FROM tallies WHERE scope_hash = ANY (?::bytea[]) ORDER BY scope_hash, day, name",
    wanted.map(shortHash),
  );
  addRows(facts, wanted, rows);
}

const hasScope = (facts: Facts, scope: string): boolean => facts.tallies.some((tally) => tally.scope === scope);

function addRows(facts: Facts, scopes: readonly string[], rows: readonly Row[]): void {
  const byScope = Map.groupBy(rows, (row) => text(row, 'hash'));
  for (const scope of scopes) {
    for (const row of byScope.get(Buffer.from(shortHash(scope)).toString('hex')) ?? []) facts.tallies.push({ scope, name: text(row, 'name'), day: integer(row, 'day'), amount: minor(row, 'amount') });
  }
}
