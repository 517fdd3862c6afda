/** Reads statements from the ledger, and makes of them what a mail says and carries. */
import type { Bank } from './core/context.ts';
import type { NoticeFacts, OwedNotice, StatementEvidence } from './core/notice.ts';
import type { Language } from './core/party.ts';
import type { DrawStatement } from './stages/ports.ts';
import { checkSums, mostRows, type Statement, type StatementRow } from './statements/statement.ts';
import type { Store } from './store/store.ts';

type Reads = Pick<Store, 'statement'>;
type Facts = Extract<NoticeFacts, { kind: 'statement' }>;

/** So that whatever else asks the store's reader is not held up by a long statement. */
const PAGE = 500;

type Entries = Pick<Statement, 'opening' | 'closing' | 'rows' | 'isWhole'>;

/** The entries of one account; of an account with more than `most` of them only the balances. Throws where there is no such account. */
async function readEntries(store: Reads, account: string, from: number, until: number, most: number): Promise<Entries> {
  const rows: StatementRow[] = [];
  for (;;) {
    const page = await store.statement(account, from, until, { after: rows.at(-1)?.number ?? null, limit: PAGE });
    if (page === null) throw new Error(`there is no account ${account}`);
    rows.push(...page.rows);
    const { opening, closing } = page;
    if (!page.more) return { opening, closing, rows, isWhole: true };
    if (rows.length >= most) return { opening, closing, rows: [], isWhole: false };
  }
}

/** The statements of the accounts that the facts name, in their order. Rejects where balances and entries do not agree. `most`: see `mostRows`. */
export async function readStatements(store: Reads, bank: Bank, facts: Omit<Facts, 'kind' | 'asked'>, language: Language, most = mostRows): Promise<readonly Statement[]> {
  const statements: Statement[] = [];
  for (const { id, currency, held } of facts.accounts) {
    const entries = await readEntries(store, id, facts.from, facts.until, most);
    statements.push(checkSums({
      bank: { name: bank.name, telephone: bank.telephone, address: bank.paymentAddress },
      timeZone: bank.timeZone,
      language,
      party: { name: facts.name, addresses: facts.addresses },
      account: id,
      currency,
      month: facts.month,
      from: facts.from,
      until: facts.until,
      isRunning: facts.isRunning,
      madeAt: facts.at,
      ...entries,
      held: held?.minor ?? null,
    }));
  }
  return statements;
}

/** `layOut` makes the files: in a thread of its own where much else is going on. */
export const makeDraw = (store: Reads, bank: Bank, layOut: (statements: readonly Statement[]) => Promise<StatementEvidence>): DrawStatement => async ({ id, facts, language }: OwedNotice) => {
  if (facts.kind !== 'statement') throw new Error(`notice ${id} is a ${facts.kind}; expected a statement`);
  return layOut(await readStatements(store, bank, facts, language));
};
