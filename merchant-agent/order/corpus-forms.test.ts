/** Mails of offices and of people with a form of their own, written before the reader was tried on them; it was improved by all of them. */
import test from 'ava';
import { corpusForms } from './fixtures/corpus-forms.ts';
import { directMail, scoreOf, scoreText, told, tryMails, WAYS } from './fixtures/judge.ts';

/** 20 and 22 when they were first read. */
const SURE = { ask: 27, pass: 28 };

const results = tryMails(corpusForms);

for (const way of WAYS) {
  test(`${way}: no mail with a form is sure and wrong, and no fewer are sure than have been`, (t) => {
    const score = scoreOf(results[way]);
    t.log(scoreText(score));
    t.deepEqual(results[way].filter(({ outcome }) => outcome === 'wrong').map(told), []);
    if (score.sure < SURE[way]) for (const result of results[way]) if (result.outcome === 'open' && result.mail.certain) t.log(told(result));
    t.true(score.sure >= SURE[way], scoreText(score));
  });
}

test('the bank takes each mail with a form', (t) => {
  for (const { id, text } of corpusForms) {
    const { order, isInDoubt } = directMail(text);
    t.true(order.secrets.length === 1 && !order.severalUpTo && !isInDoubt, id);
  }
});
