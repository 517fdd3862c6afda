/** Letters in French that say with the words of kind ones that the order is another, waits or is none: open. */
import test from 'ava';
import type { OrderMail } from './fixtures/corpus.ts';
import { tryMails } from './fixtures/judge.ts';
import { behindFrench, correctedFrench, ofItFrench } from './fixtures/must-stay-open-fr.ts';
import type { Trap } from './fixtures/must-stay-open.ts';
import type { ToldBehind } from './order.ts';

const mailOf = ({ text }: Trap): OrderMail => ({ id: text, language: 'fr', kind: 'unclear', certain: false, items: {}, text: `${text}\n\nMot de passe : maple-4410-otter` });
const misread = (letters: readonly Trap[], way: ToldBehind): readonly string[] => tryMails(letters.map(mailOf))[way].filter(({ outcome }) => outcome === 'wrong').map(({ mail, said }) => `${mail.text} → ${said}`);

test('ask: no French words behind an order are passed over that hold it back or make another of it', (t) => {
  t.true(behindFrench.length >= 190);
  t.deepEqual(misread(behindFrench, 'ask'), []);
});

test('ask and pass: no count is of a thing that it may not be meant of', (t) => {
  t.true(ofItFrench.length >= 60);
  t.deepEqual([...misread(ofItFrench, 'ask'), ...misread(ofItFrench, 'pass')], []);
});

test('ask and pass: no French words of a correction are taken for one that puts nothing right', (t) => {
  t.true(correctedFrench.length >= 45);
  t.deepEqual([...misread(correctedFrench, 'ask'), ...misread(correctedFrench, 'pass')], []);
});
