/** Passwords of other open orders in a shop's lines: those of the same buyer refuse the forward, those of anybody else are words like others. */
import test from 'ava';
import { letterInput, PEOPLE, play, readingOf, smallWorld, type SmallWorld } from './fixtures/small-world.ts';

const [BUYER = '', OTHER = '', SHOP = '', SECOND = ''] = PEOPLE;
const PAY = 'pay@bank.example';

const orderText = (secret: string): string => `2 Sencha 100g\n\nPassword: ${secret}`;
const order = (world: SmallWorld, from: string, shop: string, secret: string): unknown => play(world, letterInput(world, readingOf(world, { from, to: [shop, PAY], text: orderText(secret) })));

/** How a forward of the order with `maple-7731-crow` ends whose lines hold this text; and the forward says nothing else. */
function forwarded(world: SmallWorld, words: string): string {
  const text = `Invoice: ${words}\nTotal: 400 JPY\n\n---------- Forwarded message ----------\nFrom: ${BUYER}\nTo: ${SHOP}\n\n${orderText('maple-7731-crow')}`;
  const { disposition } = play(world, letterInput(world, readingOf(world, { from: SHOP, to: [PAY], subject: 'Fwd: Order', text })));
  return disposition.code;
}

function worldWith(from: string, shop: string, secret: string): SmallWorld {
  const world = smallWorld();
  order(world, from, shop, secret);
  order(world, BUYER, SHOP, 'maple-7731-crow');
  return world;
}

test('the password of another open order of the same buyer refuses the forward, however it is written as one word', (t) => {
  for (const words of ['birch-2209-owl', 'BIRCH-2209-OWL', 'birch2209owl', '(birch-2209-owl)', 'ＢＩＲＣＨ-２２０９-ＯＷＬ', 'GT-7 birch-2209-owl,']) {
    const world = worldWith(BUYER, SECOND, 'birch-2209-owl');
    t.is(forwarded(world, words), 'secret-in-invoice', words);
    t.notRegex(JSON.stringify(world.notices.map(({ facts }) => facts), (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)), /birch|2209/i, words);
  }
});

test('so does one that is written with blanks, or is three plain words; two plain words are what goods are called', (t) => {
  for (const [secret, words, code] of [
    ['river-1234-stone', 'GT-7 River 1234 Stone', 'secret-in-invoice'],
    ['river-1234-stone', 'as with river 1234-stone again', 'secret-in-invoice'],
    ['river 1234', 'GT-7 (River 1234)', 'secret-in-invoice'],
    ['4821 0937', 'GT-7 4821 0937', 'secret-in-invoice'],
    ['correct horse battery', 'Correct horse battery', 'secret-in-invoice'],
    ['correct horse battery staple', 'for correct horse battery staple', 'secret-in-invoice'],
    ['river-1234-stone', 'River, 1234. Stone', 'asked'],
    ['river-1234-stone', 'River 1234 Stones', 'asked'],
    ['bamboo whisk', 'Bamboo whisk', 'asked'],
  ] as const) {
    const world = worldWith(BUYER, SECOND, secret);
    t.is(forwarded(world, words), code, words);
    if (code === 'asked') continue;
    t.notRegex(JSON.stringify(world.notices.map(({ facts }) => facts), (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)), /river|1234|4821|horse/i, words);
  }
});

test('what another customer has chosen blocks no shop and is told to nobody; nor does a password whose order is over, or a word like it', (t) => {
  t.is(forwarded(worldWith(OTHER, SHOP, 'birch-2209-owl'), 'birch-2209-owl'), 'asked');
  t.is(forwarded(worldWith(BUYER, SECOND, 'birch-2209-owl'), 'birch-2209-owls'), 'asked');
  const over = worldWith(BUYER, SECOND, 'birch-2209-owl');
  play(over, letterInput(over, readingOf(over, { from: BUYER, to: [PAY], text: `CANCEL ${String([...over.facts.payments.values()][0]?.reference)}` })));
  t.is([...over.facts.payments.values()][0]?.state.name, 'ended');
  t.is(forwarded(over, 'birch-2209-owl'), 'asked');
});
