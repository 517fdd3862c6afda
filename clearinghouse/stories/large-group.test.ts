/** Many letters of many people in one group: they are decided as they would be one by one, and no group is too large for its facts. */
import test from 'ava';
import { openFreshKept } from '../store/sqlite/testing/fresh.ts';
import { parseStories } from './grammar.ts';
import { playStory } from './runner.ts';

const BUYERS = 18;
const SHOPS = 4;

/** Every buyer orders of one shop, and every shop forwards: all of it reaches the bank at once. */
function storyText(): string {
  const buyers = Array.from({ length: BUYERS }, (_, at) => at + 1);
  const shops = Array.from({ length: SHOPS }, (_, at) => at + 1);
  const shopOf = (buyer: number): string => `s${(buyer % SHOPS) + 1}`;
  return [
    '# A full mailbox after an outage',
    ...buyers.map((buyer) => `person  b${buyer}   Buyer ${buyer}   b${buyer}@buyer${buyer}.example`),
    ...shops.map((shop) => `person  s${shop}   Shop ${shop}   s${shop}@shop${shop}.example`),
    ...buyers.map((buyer) => `account  b${buyer}   10,000 JPY`),
    ...shops.map((shop) => `account  s${shop}   0 JPY`),
    'together  begins',
    ...buyers.map((buyer) => `order  b${buyer} → ${shopOf(buyer)}, bank   river-${1000 + buyer}-stone   as O${buyer}   subject Order ${buyer}`),
    ...buyers.map((buyer) => `forward  ${shopOf(buyer)} → bank   ${100 + buyer} JPY   of O${buyer}   subject Fwd: Order ${buyer}`),
    'together  ends',
    ...buyers.map(() => 'advanced  order-received'),
    ...buyers.map(() => 'advanced  asked'),
    ...buyers.flatMap((buyer) => [`notice  bank → b${buyer}   order-received`, `notice  bank → b${buyer}   question   total ${100 + buyer} JPY`]),
  ].join('\n');
}

test('a full mailbox after an outage is decided in one go', async (t) => {
  const [story] = parseStories('large-group', storyText());
  if (story === undefined) throw new Error('no story');
  const fresh = await openFreshKept();
  try {
    const world = await playStory(story, async () => fresh.store);
    t.is(world.faults.length, 0);
  } finally {
    await fresh.remove();
  }
});
