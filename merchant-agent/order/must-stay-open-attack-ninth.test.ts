/** Letters in six languages that look like ordinary orders and are none as they stand: none of them may be sure where what is told behind the goods is asked. */
import test from 'ava';
import { tryMail } from './fixtures/judge.ts';
import { ninth, type Letters } from './fixtures/must-stay-open-attack-ninth.ts';

const CLOSING: Readonly<Record<Letters['language'], string>> = { en: 'Password: maple-4410-otter\n\nKind regards,\nSue Barlow', de: 'Passwort: maple-4410-otter\n\nViele Grüße\nHanna Vogt', fr: 'Mot de passe : maple-4410-otter\n\nCordialement,\nClaire Martin', es: 'Contraseña: mirlo-4471-yeso\n\nUn saludo,\nMarta Ruiz', ja: 'パスワード：maple-4410-otter\n\n佐藤花子', zh: '密码：maple-4410-otter\n\n王芳' };

for (const { language, letters } of ninth) {
  test(`ask: no letter (${language}) is sure that counts otherwise, waits, asks, or belongs to another order`, (t) => {
    t.true(letters.length >= 40);
    t.deepEqual(letters.flatMap(({ text, items }) => {
      const { outcome, said } = tryMail({ id: 'letter', language, kind: 'unclear', certain: items !== null, items: items ?? {}, text: `${text}\n\n${CLOSING[language]}` }, 'ask');
      return outcome === 'wrong' ? [`${text} → ${said}`] : [];
    }), []);
  });
}
