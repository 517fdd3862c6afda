import test from 'ava';
import { cardLettersIn, showsCardLetters } from './card-letters.ts';

test('the letters behind ACTIVATE, else those that stand alone, as people copy them', (t) => {
  for (const [lines, found] of [
    [['ACTIVATE k7f3q9.'], ['K7F3Q9']],
    [['有効化：K7F3Q9'.normalize('NFKC')], ['K7F3Q9']],
    [['k7f 3q9'], ['K7F3Q9']],
    [['KOI3LQ'], ['K0131Q']],
    // A name and a greeting have six letters, too.
    [['K7F3Q9', '', 'Thanks', 'Sasaki'], ['K7F3Q9']],
    [['ACTIVATE K7F3Q9', 'Thanks'], ['K7F3Q9']],
    [['K7F3Q9', 'K7F3Q9'], ['K7F3Q9']],
    // Guesses.
    [['K7F3Q8', 'K7F3Q9'], ['K7F3Q8', 'K7F3Q9']],
    [['ACTIVATE K7F3Q8', 'ACTIVATE K7F3Q9'], ['K7F3Q8', 'K7F3Q9']],
    [['ABCDEF', 'GHJKMN'], ['ABCDEF', 'GHJKMN']],
    [['Thanks'], ['THANKS']],
    // No letters of a card: there is no U among them, and they are six.
    [['Thank you', 'See you', 'K7F3Q', 'K7F3Q99', 'please ACTIVATE K7F3Q9', ''], []],
  ] as const) t.deepEqual(cardLettersIn(lines), found, lines.join(' / '));
});

test('a line that shows them to whoever looks at the mail', (t) => {
  t.true(showsCardLetters('ACTIVATE K7F3Q9', false));
  t.true(showsCardLetters('  activate: k7f3q9', false));
  t.true(showsCardLetters('K7F 3Q9.', true));
  t.false(showsCardLetters('K7F3Q9', false));
  t.false(showsCardLetters('Good morning', true));
});
