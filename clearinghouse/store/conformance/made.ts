/** What replay asks for: decisions with all that they were made of, and the rows of the books. */
import { noKeys } from '../../core/facts.ts';
import { fromJson } from '../../protocol/json.ts';
import type { BookName, BookRow, Store } from '../store.ts';
import { beginLog, ORIGIN, publishAll, withdraw } from './board-samples.ts';
import { CARD, issueCard } from './card-samples.ts';
import type { Case } from './case.ts';
import { BUYER_ACCOUNT, clear, decided, decision, deposit, eur, instruct, openBank, payment, pendingEntry, playPayment, readLetter, RULES, TAKAO } from './samples.ts';

/** All rows, `width` at a time. */
async function walk(store: Store, book: BookName, width = 1): Promise<readonly BookRow[]> {
  const rows: BookRow[] = [];
  for (;;) {
    const piece = await store.bookRows(book, rows.at(-1)?.key ?? null, width);
    if (piece.length === 0) return rows;
    rows.push(...piece);
  }
}

const BOOKS: readonly BookName[] = ['parties', 'addresses', 'accounts', 'transfers', 'postings', 'holds', 'payments', 'deadlines', 'blocks', 'tallies', 'entries', 'notices', 'tasks', 'letters', 'cards', 'numbers', 'places'];

export const madeCases: readonly Case[] = [
  {
    title: 'each decision comes back with its input, its rules and its opened entries, in its order',
    run: async (t, { store }) => {
      await openBank(store);
      await playPayment(store, 1, 50n);
      const made = await store.madeDecisions(0, 99);
      t.deepEqual(made.map(({ sequence, at, rules }) => [sequence, at, rules]), [1, 2, 3, 4, 5].map((sequence) => [sequence, 2_000, RULES.text]));
      t.deepEqual(made.map(({ input }) => input.kind), ['instruction', 'instruction', 'letter', 'letter', 'letter']);
      const [, second, third] = made;
      t.true(second?.input.kind === 'instruction' && second.input.instruction.kind === 'deposit');
      const { turn: _turn, ...decidedInput } = await readLetter(store, 'order-1');
      t.deepEqual(third?.input, decidedInput);
      const entries = made.flatMap(({ decision: { effects } }) => effects.flatMap((effect) => (effect.kind === 'entry' ? [effect.entry] : [])));
      t.deepEqual(entries, [pendingEntry(1, 'accepted'), pendingEntry(1, 'settled')]);
      t.deepEqual(made.map(({ decision: { about } }) => about), [[], [], [1], [1], [1]]);
      t.deepEqual((await store.madeDecisions(3, 1)).map(({ sequence }) => sequence), [4]);
      t.deepEqual(await store.madeDecisions(5, 9), []);
    },
  },
  {
    title: 'a decision keeps the rules under which it was made, whatever they are later',
    run: async (t, { store }) => {
      await openBank(store);
      const other = { text: '{"bank":{},"policy":{"answerSpan":1}}' };
      for (const rules of [other, RULES, other]) {
        const input = await instruct(store, { kind: 'deposit', address: TAKAO, amount: eur(1n), reference: 'V', by: [] });
        await store.withWorkingSet(noKeys, () => [{ ...decided(input, decision([])), rules }]);
      }
      t.deepEqual((await store.madeDecisions(2, 9)).map(({ rules }) => rules), [other.text, RULES.text, other.text]);
      t.deepEqual([...(await store.listRules())].sort(), [other.text, RULES.text].sort(), 'each once');
    },
  },
  {
    title: 'of an entry that was erased neither face nor details come back',
    run: async (t, { store }) => {
      await openBank(store);
      await playPayment(store, 1, 50n);
      await beginLog(store);
      await publishAll(store);
      await withdraw(store, '1.settled', 1);
      const made = await store.madeDecisions(4, 9);
      t.deepEqual(made.map(({ erased }) => erased), [['1.settled'], []]);
      const settled = made[0]?.decision.effects.find((effect) => effect.kind === 'entry');
      t.deepEqual(settled?.kind === 'entry' && settled.entry, { ...pendingEntry(1, 'settled'), face: '', details: [] });
    },
  },
  {
    title: 'the books are walked in the order of their keys, however wide the steps; what is sealed is opened',
    run: async (t, { store }) => {
      await openBank(store);
      await playPayment(store, 1, 50n);
      await issueCard(store, CARD, 2);
      await clear(store, await readLetter(store, 'more'), [
        deposit('d.2', BUYER_ACCOUNT, 7n),
        { kind: 'tallied', scope: 'party:1', name: 'a', day: 9, amount: 2n },
        { kind: 'tallied', scope: 'party:1', name: 'B', day: 10, amount: 3n },
        { kind: 'blocked', buyer: 1, merchant: 2, at: 5 },
        { kind: 'staff-task', task: { id: 'task-1', code: 'fraud', detail: 'd', letterId: null, paymentId: 1, at: 7 } },
      ]);
      await beginLog(store);
      await publishAll(store);
      for (const book of BOOKS) {
        const rows = await walk(store, book);
        t.deepEqual(await walk(store, book, 1_000), rows, book);
        if (book !== 'deadlines') t.true(rows.length > 0, book);
        t.is(new Set(rows.map(({ key }) => key)).size, rows.length, book);
      }
      t.deepEqual((await walk(store, 'tallies')).map(({ key, columns }) => [key, columns['amount']]), [['party:1 10 B', '3'], ['party:1 9 a', '2']]);
      t.deepEqual((await walk(store, 'postings'))[0], { key: '1', columns: { transfer_number: '1', account_id: 'bank:cash:EUR', amount: '-10000', balance_after: '-10000' } });
      t.deepEqual((await walk(store, 'places')).map(({ key, columns }) => [key, columns]), [1, 2].map((number) => [String(number), { origin: ORIGIN, idx: String(number - 1), leaf: pendingEntry(1, number === 1 ? 'accepted' : 'settled').leaf }]));
      const [paid] = await walk(store, 'payments');
      t.deepEqual(fromJson(paid?.columns['sealed'] ?? ''), payment(1, { name: 'settled', at: 2_500, transferId: 't.1' }, 50n));
      t.deepEqual((await walk(store, 'cards')).map(({ key }) => key), [CARD]);
    },
  },
];
