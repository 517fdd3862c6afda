/** What is drawn in a decision, and what of it is found again when the decision is made again. */
import test from 'ava';
import { base32, derivedId, rulesText, saltBytes } from './context.ts';
import { contextOf, smallWorld } from './fixtures/small-world.ts';

const context = contextOf(smallWorld());

test('what a decision was made under is kept whole: the bank and every rule', (t) => {
  const kept = JSON.parse(rulesText(context)) as { readonly bank: object; readonly policy: object };
  t.deepEqual(kept.bank, { ...context.bank });
  t.deepEqual(Object.keys(kept.policy).sort(), Object.keys(context.policy).sort());
});

test('two banks, or two policies, are two texts', (t) => {
  t.true(rulesText(context) !== rulesText({ ...context, bank: { ...context.bank, name: 'Other Bank' } }));
  t.true(rulesText(context) !== rulesText({ ...context, policy: { ...context.policy, graceSpan: context.policy.graceSpan + 1 } }));
});

test('a salt that is drawn is of its label and its draw; one that is given is that, and an erased one is nothing', (t) => {
  const drawn = saltBytes(context, 'a');
  t.is(drawn.length, 32);
  t.deepEqual(saltBytes(context, 'a'), drawn);
  t.true(!saltBytes(context, 'b').equals(drawn) && !saltBytes({ ...context, salt: `${String(context.salt).slice(1)}0` }, 'a').equals(drawn));
  const again = { ...context, salt: new Map([['a', drawn.toString('base64')]]) };
  t.deepEqual(saltBytes(again, 'a'), drawn);
  t.deepEqual(saltBytes(again, 'b'), Buffer.alloc(32));
});

test('an id follows from seed and label alone', (t) => {
  t.regex(derivedId(context, 'notice#1'), /^[0-9a-hjkmnp-tv-z]{16}$/);
  t.is(derivedId(context, 'notice#1'), derivedId({ ...context, now: 0 }, 'notice#1'));
  t.true(derivedId(context, 'notice#1') !== derivedId(context, 'notice#2'));
});

test('letters of base 32: five bits each, from the first byte on', (t) => {
  t.is(base32(Uint8Array.of(0, 0, 0, 0, 0), 8), '00000000');
  t.is(base32(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff), 8), 'zzzzzzzz');
  // 00001 00010 00011 00100 00101 00110 00111 01000
  t.is(base32(Uint8Array.of(0b00001000, 0b10000110, 0b01000010, 0b10011000, 0b11101000), 8), '12345678');
  t.is(base32(Uint8Array.of(0b00001000, 0b10000110), 3), '123');
});
