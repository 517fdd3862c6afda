/** How long the public board may stand still before no money is set aside, and what an earlier decision saw of it. */
import test from 'ava';
import { contextOf, smallWorld } from './fixtures/small-world.ts';
import { holdsPaused, sawHoldsPaused } from './paused.ts';

test('from the first millisecond after the span, where the bank keeps a board and something waits', (t) => {
  const world = smallWorld();
  const context = contextOf(world);
  const still = (since: number | null, boardEnabled = true): boolean => holdsPaused({ facts: { ...world.facts, oldestUnpublishedAt: since }, context: { ...context, policy: { ...context.policy, boardEnabled } } });
  const span = context.policy.boardStallSpan;
  t.false(still(context.now - span));
  t.true(still(context.now - span - 1));
  t.false(still(context.now - span - 1, false));
  t.false(still(null));
});

test('a decision saw it where its finding says so', (t) => {
  const other = { code: 'too-late', hit: true, detail: '' };
  t.true(sawHoldsPaused([other, { code: 'board-stands-still', hit: true, detail: '' }]));
  t.false(sawHoldsPaused([{ code: 'board-stands-still', hit: false, detail: '' }]));
  t.false(sawHoldsPaused([other]));
  t.false(sawHoldsPaused([]));
});
