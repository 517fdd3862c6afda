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

const shown = (world: SmallWorld, since = 0): string => JSON.stringify(world.notices.slice(since).map(({ facts }) => facts), (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));

/** A payment that was made, and an open order of the same buyer at another shop, with another password. */
function settled(secret: string): { readonly world: SmallWorld; readonly reference: string; readonly write: (from: string, text: string, subject?: string, thread?: readonly string[]) => void } {
  const world = smallWorld();
  const write = (from: string, text: string, subject = 'Hello', thread: readonly string[] = []): void => void play(world, letterInput(world, readingOf(world, { from, to: [PAY], subject, text, thread })));
  order(world, BUYER, SHOP, 'maple-7731-crow');
  write(SHOP, `Total: 400 JPY\n\n---------- Forwarded message ----------\nFrom: ${BUYER}\nTo: ${SHOP}\n\n${orderText('maple-7731-crow')}`, 'Fwd: Order');
  write(BUYER, 'OK maple-7731-crow', 'Re: Question', [world.notices.findLast(({ facts }) => facts.kind === 'question')?.messageId ?? '']);
  order(world, BUYER, SECOND, secret);
  return { world, reference: String([...world.facts.payments.values()].find(({ state }) => state.name === 'settled')?.reference), write };
}

test('no word of a dispute tells the other side the password of an open order, whoever writes it, at its beginning or later; other words with figures are told', (t) => {
  for (const secret of ['crow77nest', 'birch-2209-owl', '48210937']) {
    const { world, reference, write } = settled(secret);
    const since = world.notices.length;
    write(BUYER, `DISPUTE ${reference} the parcel 1Z999AA10 never came\nwith ${secret} it was the same\nas I said, ${secret.toUpperCase()}!`);
    const opened = world.notices.findLast(({ facts }) => facts.kind === 'dispute-opened')?.messageId ?? '';
    write(SHOP, `it was sent as 1Z999AA10\n${secret} we sent as well`, 'Re: Dispute', [opened]);
    write(BUYER, 'so be it', `DISPUTE ${reference} and ${secret} too`);
    t.deepEqual(world.notices.slice(since).map(({ facts }) => facts.kind), ['dispute-opened', 'dispute-opened', 'dispute-said', 'dispute-said'], secret);
    t.notRegex(shown(world, since), new RegExp(secret, 'i'));
    t.regex(shown(world, since), /the parcel 1Z999AA10 never came.*it was the same.*it was sent as 1Z999AA10.*we sent as well/s);
  }
});

test('nor does the reason of a refund', (t) => {
  for (const [subject, body] of [['Hello', true], ['', false]] as const) {
    const { world, reference, write } = settled('crow77nest');
    const since = world.notices.length;
    const command = `REFUND ${reference} 100 JPY as with crow77nest, and maple-7731-crow`;
    write(SHOP, body ? command : 'thanks', body ? subject : command);
    t.deepEqual(world.notices.slice(since).map(({ facts }) => facts.kind), ['refund-question']);
    t.notRegex(shown(world, since), /crow77nest|maple/i);
    t.regex(shown(world, since), /as with …, and …/);
  }
});

test('nor does either where the password is written in several words, in the text or in the subject; what else is written there is told', (t) => {
  for (const [secret, written] of [['river-1234-stone', 'River 1234 Stone'], ['correct horse battery', 'correct horse battery']] as const) {
    const { world, reference, write } = settled(secret);
    const since = world.notices.length;
    write(SHOP, `REFUND ${reference} 100 JPY broken cup, ${written}.`);
    write(SHOP, 'thanks', `REFUND ${reference} 200 JPY broken pot, ${written}.`);
    write(BUYER, `DISPUTE ${reference} nothing came, ${written}.\nso I said, ${written}!`);
    const opened = world.notices.findLast(({ facts }) => facts.kind === 'dispute-opened')?.messageId ?? '';
    write(SHOP, `sent as parcel 77\n${written}, another order`, 'Re: Dispute', [opened]);
    write(BUYER, 'so be it', `DISPUTE ${reference} well then, ${written}`);
    t.deepEqual([...new Set(world.notices.slice(since).map(({ facts }) => facts.kind))], ['refund-question', 'dispute-opened', 'dispute-said'], secret);
    t.notRegex(shown(world, since), /river|stone|horse/i, secret);
    t.regex(shown(world, since), /broken cup.*broken pot.*nothing came.*so I said.*sent as parcel 77.*another order.*well then/s);
  }
});
