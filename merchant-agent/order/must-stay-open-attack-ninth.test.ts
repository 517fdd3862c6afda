/** Letters in six languages that look like ordinary orders and are none as they stand: none of them may be sure where what is told behind the goods is asked. */
import test from 'ava';
import { CLOSING } from './fixtures/closing.ts';
import { tryMail } from './fixtures/judge.ts';
import { ninth } from './fixtures/must-stay-open-attack-ninth.ts';

for (const { language, letters } of ninth) {
  test(`ask: no letter (${language}) is sure that counts otherwise, waits, asks, or belongs to another order`, (t) => {
    t.true(letters.length >= 40);
    t.deepEqual(letters.flatMap(({ text, items }) => {
      const { outcome, said } = tryMail({ id: 'letter', language, kind: 'unclear', certain: items !== null, items: items ?? {}, text: `${text}\n\n${CLOSING[language]}` }, 'ask');
      return outcome === 'wrong' ? [`${text} → ${said}`] : [];
    }), []);
  });
}
