/** Letters whose numbers beside things are no order, on the real road: open, or sure and what is meant. */
import test from 'ava';
import { tryMail } from './fixtures/judge.ts';
import { attacksMore } from './fixtures/must-stay-open-attack-more.ts';
import { attacks } from './fixtures/must-stay-open-attack.ts';
import type { Trap } from './fixtures/must-stay-open.ts';

const said = ({ text, items }: Trap): readonly string[] => {
  const { outcome, said: read } = tryMail({ id: 'attack', language: 'en', kind: 'unclear', certain: items !== null, items: items ?? {}, text: `${text}\n\nPassword: maple-4410-otter` }, 'pass');
  return outcome === 'wrong' ? [`${text} → ${read}`] : [];
};

test('no letter is sure that takes its order back, puts it off or tells of something else', (t) => {
  t.true(attacks.length >= 410 && attacksMore.length >= 250);
  t.deepEqual([...attacks, ...attacksMore].flatMap(said), []);
});
