/** German letters whose words are those of harmless sentences and that mean something else: none of them goes out by itself. */
import test from 'ava';
import { tryMail } from './fixtures/judge.ts';
import { germanTraps } from './fixtures/must-stay-open-de.ts';

test('German letters that say something else in the words of kind ones are left open', (t) => {
  t.true(germanTraps.length >= 200);
  const results = germanTraps.map(({ text }, at) => tryMail({ id: `${at}`, language: 'de', kind: 'unclear', certain: false, items: {}, text: `${text}\n\nPasswort: maple-4410-otter\n\nPetra Lang` }, 'ask'));
  t.deepEqual(results.filter(({ outcome }) => outcome === 'wrong').map(({ mail, said }) => `${mail.text} → ${said}`), []);
});
