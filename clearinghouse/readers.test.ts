import test from 'ava';
import type { ReceivedLetter } from './protocol/letter.ts';
import { explainPool, settingsWithoutBank } from './readers.ts';

const letter: ReceivedLetter = { bytes: Buffer.from('From: a@b.example\r\n\r\nhello\r\n'), receivedAt: 0, intake: 'file', envelope: { from: null, to: [], clientAddress: null, helo: null }, place: null };

test('who explains with equal settings shares a thread; it ends with the last of them, however often one closes', async (t) => {
  const first = explainPool(settingsWithoutBank());
  const second = explainPool(settingsWithoutBank());
  t.is(first.read, second.read);
  const other = explainPool({ ...settingsWithoutBank(), ownAddresses: ['pay@bank.example'] });
  t.not(other.read, first.read);
  await other.close();
  await first.close();
  await first.close();
  t.is((await second.read(letter, false)).kind, 'reading');
  await second.close();
  await t.throwsAsync(second.read(letter, false), { message: /closed/ });
  const third = explainPool(settingsWithoutBank());
  t.not(third.read, second.read);
  await third.close();
});
