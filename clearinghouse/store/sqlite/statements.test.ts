/** Statements cost what their own rows cost: no query looks through a table. */
import test from 'ava';
import { clear, instruct, openBank, playPayment } from '../conformance/samples.ts';
import { openConnection } from './connection.ts';
import { text } from '../common/rows.ts';
import { statementQueries } from './statements.ts';
import { openFresh } from './testing/fresh.ts';

const bound = { lastBefore: [5], lastPosting: [1], balance: ['party:1:EUR', 9], rows: ['party:1:EUR', 0, 9, 10], owner: ['party:1:EUR'], name: [1], neverStated: [9], stated: ['2026-10', 9] } as const;

test('every query of a statement goes by an index', async (t) => {
  const fresh = await openFresh();
  try {
    await openBank(fresh.store, 1_000n);
    await playPayment(fresh.store, 1, 300n);
    await clear(fresh.store, await instruct(fresh.store, { kind: 'remove-address', address: 'x@y.example', by: [] }), []);
    const connection = openConnection({ path: fresh.path, busyTimeoutMs: 1_000, mode: 'read' });
    for (const [name, sql] of Object.entries(statementQueries)) {
      const plan = connection.all(`EXPLAIN QUERY PLAN ${sql}`, ...bound[name as keyof typeof bound]).map((row) => text(row, 'detail'));
      t.true(plan.length > 0, name);
      for (const step of plan) t.notRegex(step, /^SCAN/, `${name}: ${plan.join('; ')}`);
      if (name === 'rows' || name === 'lastBefore' || name === 'balance') for (const step of plan) t.notRegex(step, /TEMP B-TREE/, `${name}: ${plan.join('; ')}`);
    }
    connection.close();
  } finally {
    await fresh.remove();
  }
});
