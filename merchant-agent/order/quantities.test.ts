/** Quantities that are not how many of a thing are wanted, on the real road, whatever the shop has chosen of what is told behind the goods. */
import test from 'ava';
import { tryMails, WAYS } from './fixtures/judge.ts';
import { plainNumbers, pricesAndPieces } from './fixtures/must-stay-open-prices.ts';
import { multiplied, plainQuantities } from './fixtures/must-stay-open-multiplied.ts';
import type { Trap } from './fixtures/must-stay-open.ts';
import type { OrderMail } from './fixtures/corpus.ts';

const mailOf = ({ text, items }: Trap): OrderMail => ({ id: text, language: 'en', kind: 'unclear', certain: items !== null, items: items ?? {}, text: `${text}\n\nPassword: maple-4410-otter` });

/** Sure letters, each with what was read. */
const misread = (letters: readonly Trap[]): readonly string[] => {
  const results = tryMails(letters.map(mailOf));
  return WAYS.flatMap((way) => results[way].filter(({ outcome }) => outcome === 'wrong').map(({ mail, said }) => `${way}: ${mail.text} → ${said}`));
};

const notSure = (letters: readonly Trap[]): readonly string[] => {
  const results = tryMails(letters.map(mailOf));
  return WAYS.flatMap((way) => results[way].filter(({ outcome }) => outcome !== 'right').map(({ mail, said }) => `${way}: ${mail.text} → ${said}`));
};

test('no quantity is sure beside which something makes another of it', (t) => {
  t.true(multiplied.length >= 400);
  t.deepEqual(misread(multiplied), []);
});

test('no price and no number of pieces is taken for a number of packs', (t) => {
  t.true(pricesAndPieces.length >= 170);
  t.deepEqual(misread(pricesAndPieces), []);
});

test('what only looks like it is sure', (t) => {
  t.deepEqual(notSure([...plainQuantities, ...plainNumbers]), []);
});
