/** The bank's own ledger, in its own tables with all their checks and triggers; what decides and what is decided about stays outside. */
import type { Decision, Effect } from '../../../clearinghouse/core/decision.ts';
import { cashAccountId, partyAccountId, type Account, type AccountId } from '../../../clearinghouse/core/account.ts';
import { plainRoads, type Party } from '../../../clearinghouse/core/party.ts';
import type { Currency } from '../../../clearinghouse/protocol/money.ts';
import { transfer } from '../../../clearinghouse/store/sqlite/accounts.ts';
import { recordDecisions } from '../../../clearinghouse/store/sqlite/decisions.ts';
import { addInstruction } from '../../../clearinghouse/store/sqlite/inputs.ts';
import { openDatabase } from '../../../clearinghouse/store/sqlite/opened.ts';
import { beginImmediate } from '../../../clearinghouse/store/sqlite/transaction.ts';
import type { Ledger, Move } from './ledger.ts';

const JPY = 'JPY' as Currency;
const CASH = cashAccountId(JPY);
const partyOf = (id: number): Party => ({
  id, name: `Customer ${id}`, language: 'en', openedAt: 1, suspendedAt: null, balanceInReceipts: false, boardFace: { alias: null, orderTime: false, shopName: false, disputes: false },
  fee: null, statements: 'on-request', statedUntil: null, limits: null, roads: plainRoads,
});
const accountOf = (id: AccountId, party: number | null): Account => ({ id, party, currency: JPY, balance: 0n, held: 0n, floor: party === null ? null : 0n });

/** Account 0 is the bank's cash, the others are customers'. */
const idOf = (account: number): AccountId => (account === 0 ? CASH : partyAccountId(account, JPY));

export function bankLedger(path: string, accounts: number, opening: number): Ledger {
  const database = openDatabase({ path, letterKey: new Uint8Array(32).fill(1), busyTimeoutMs: 1_000 }, 'writer');
  const { connection } = database;
  const inOne = <T>(work: () => T): T => {
    beginImmediate(connection);
    const done = work();
    connection.exec('COMMIT');
    return done;
  };
  const customers = Array.from({ length: accounts - 1 }, (_, index) => index + 1);
  const opened: readonly Effect[] = [
    { kind: 'account-opened', account: accountOf(CASH, null) },
    ...customers.flatMap((id): readonly Effect[] => [{ kind: 'party-saved', party: partyOf(id) }, { kind: 'account-opened', account: accountOf(idOf(id), id) }]),
    ...customers.map((id): Effect => ({ kind: 'transferred', transfer: transferOf({ id: `o${id}`, from: 0, to: id, amount: opening }) })),
  ];
  const decision: Decision = { disposition: { kind: 'advanced', code: 'opened' }, findings: [], effects: opened, about: [] };
  inOne(() => {
    const instructionId = addInstruction(database, { kind: 'remove-address', address: 'nobody@bank.example', by: [] }, 1, 1);
    recordDecisions(database, [{ input: { kind: 'instruction', instructionId, at: 1, letterId: null }, at: 1, seed: '5e'.repeat(32), rules: { text: '{}' }, decision }], []);
  });
  return {
    move: (moves) => inOne(() => {
      for (const move of moves) transfer(database, transferOf(move), 1);
    }),
    sums: () => {
      const row = connection.get('SELECT (SELECT sum(balance) FROM accounts) AS balance, (SELECT count(*) FROM transfers) AS transfers');
      return { balance: Number(row?.['balance']), transfers: Number(row?.['transfers']) - customers.length };
    },
    close: () => connection.close(),
  };
}

const transferOf = ({ id, from, to, amount }: Move): Extract<Effect, { kind: 'transferred' }>['transfer'] => ({
  id, kind: 'deposit', currency: JPY, paymentId: null, at: 2, reference: id, by: ['Mori'], postings: [{ account: idOf(from), amount: BigInt(-amount) }, { account: idOf(to), amount: BigInt(amount) }],
});
