/** Letters in six languages that look like ordinary orders and are none as they stand: none of them may be sure where what is told behind the goods is asked. */
import test from 'ava';
import { CLOSING } from './fixtures/closing.ts';
import { tryMail } from './fixtures/judge.ts';
import { tenth } from './fixtures/must-stay-open-attack-tenth.ts';

for (const language of ['en', 'de', 'fr', 'es', 'ja', 'zh'] as const) {
  test(`ask: no letter (${language}) is sure that belongs to another time, tells of the past, counts otherwise, or waits`, (t) => {
    const letters = tenth.filter((one) => one.language === language).flatMap((one) => one.letters.map((text) => ({ family: one.family, text })));
    t.true(letters.length >= 63);
    t.deepEqual(letters.flatMap(({ family, text }) => {
      const { outcome, said } = tryMail({ id: 'letter', language, kind: 'unclear', certain: false, items: {}, text: `${text}\n\n${CLOSING[language]}` }, 'ask');
      return outcome === 'wrong' ? [`${family}: ${text} → ${said}`] : [];
    }), []);
  });
}
