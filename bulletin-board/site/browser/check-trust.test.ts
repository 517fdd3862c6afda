import test from 'ava';
import { logKeysOf, witnessKeysOf } from '../../fixtures/keys.ts';
import type { VerifierKey } from '../../format/key.ts';
import { readTyped, trustOf } from './check-trust.ts';

const ORIGIN = 'bank.example/board/2026';
const [log] = logKeysOf(ORIGIN, 'ours', false).map(({ key }) => key);
const [next] = logKeysOf('bank.example/board/2027', 'ours', false).map(({ key }) => key);
const [other] = logKeysOf('other.example/board/2026', 'other', false).map(({ key }) => key);
const [one, two, three] = witnessKeysOf(3, 'ours').map(({ key }) => key);
const text = (...keys: readonly (VerifierKey | undefined)[]): string => keys.map((key) => key?.text ?? '').join('\n');

const page = { keys: text(log), policy: `witness one ${one?.text}\nwitness two ${two?.text}\ngroup both 2 one two\nquorum both\n` };
const trusted = (typed: string): unknown => {
  const keys = readTyped(typed);
  if (keys === null) return 'no key';
  const trust = trustOf(page, keys);
  return trust === null ? null : [trust.logs.map(({ key }) => key), trust.witnesses.map(({ key }) => key), trust.groups.length, trust.quorum];
};

test('the page\'s keys come with the page\'s quorum', (t) => {
  t.deepEqual(trusted(' \n'), [[log], [one, two], 1, 'both']);
  t.is(trustOf({ keys: '', policy: '' }, []), null);
  t.like(trustOf({ keys: text(log), policy: '' }, []), { quorum: null });
});

test('a typed key takes the place of the page\'s keys; the bank\'s quorum holds for the logs of its board, and for no other', (t) => {
  t.deepEqual(trusted(text(log)), [[log], [one, two], 1, 'both']);
  t.deepEqual(trusted(text(next)), [[next], [one, two], 1, 'both']);
  t.deepEqual(trusted(text(other)), [[other], [], 0, null]);
});

test('typed keys are sorted by their types: that of a witness is looked at, and is no log\'s', (t) => {
  t.deepEqual(trusted(`${text(log)}  ${text(three)}`), [[log], [one, two, three], 1, 'both']);
  t.deepEqual(trusted(text(one, log)), [[log], [one, two], 1, 'both'], 'one that is known already counts once');
  t.deepEqual(trusted(text(other, three)), [[other], [three], 0, null]);
  t.is(trusted(text(one)), 'no key');
  t.is(trusted(`${text(log)} x`), 'no key');
});
