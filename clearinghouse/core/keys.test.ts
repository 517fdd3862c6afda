/** Which letters make a second letter of the same mail nothing new. */
import test from 'ava';
import type { Disposition } from './decision.ts';
import { hadEffect } from './keys.ts';

const outcomes: readonly (readonly [kind: Disposition['kind'], code: string, effect: boolean])[] = [
  ['advanced', 'settled', true],
  ['answered', 'help', true],
  ['refused', 'sum-differs', true],
  ['refused', 'wrong-password', true],
  ['refused', 'unreadable', false],
  ['refused', 'secret-missing', false],
  ['refused', 'thread-unsigned', false],
  ['recorded', 'bounced', true],
  ['recorded', 'automatic', false],
  ['nothing-new', 'redirected copy', false],
  ['set-aside', 'not-authenticated', false],
];

test('a mail that had no effect does not make its true copy void, and one that had counts once', (t) => {
  for (const [kind, code, effect] of outcomes) t.is(hadEffect({ kind, code }), effect, `${kind} ${code}`);
});
