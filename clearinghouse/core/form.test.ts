/** Form numbers: whose they are, and for how long. */
import test from 'ava';
import { contextOf, smallWorld } from './fixtures/small-world.ts';
import { formDay, formNumberFor } from './form.ts';

const { keys } = contextOf(smallWorld());
const HANA = 'hana@new.example';
const DAY = 20_000;
const number = formNumberFor(keys, HANA, DAY);

test('a number is one address\'s on one day', (t) => {
  t.is(formNumberFor(keys, HANA, DAY), number);
  t.true(formNumberFor(keys, HANA, DAY + 1) !== number);
  t.true(formNumberFor(keys, 'ichiro@new.example', DAY) !== number);
});

test('it is found from its own day on, on the last of the days given, and on no later one', (t) => {
  t.is(formDay(keys, HANA, number, DAY, 90), DAY);
  t.is(formDay(keys, HANA, number, DAY + 90, 90), DAY);
  t.is(formDay(keys, HANA, number, DAY + 91, 90), null);
  t.is(formDay(keys, HANA, number, DAY - 1, 90), null);
  t.is(formDay(keys, 'ichiro@new.example', number, DAY, 90), null);
});
