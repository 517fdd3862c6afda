import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import test from 'ava';
import type { ReceivedLetter } from './protocol/letter.ts';
import { explainPool, settingsWithoutBank, stoppingReader } from './readers.ts';

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

test('a stop waits so long for a letter whose DNS does not answer, and then no longer; what comes after is not begun', async (t) => {
  const silent = createSocket('udp4').bind(0, '127.0.0.1');
  t.teardown(() => silent.close());
  await once(silent, 'listening');
  const settings = settingsWithoutBank();
  const pool = explainPool({ ...settings, dns: { ...settings.dns, servers: [{ address: '127.0.0.1', port: silent.address().port }] } });
  const reader = stoppingReader(pool.read, pool.close, 300);
  t.is((await reader.read(letter, false)).kind, 'reading');
  const asked = once(silent, 'message');
  const signed = { ...letter, bytes: Buffer.from(`DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=b.example; s=s1; h=from; bh=${createHash('sha256').update('hello\r\n').digest('base64')}; b=${'A'.repeat(342)}==\r\nFrom: a@b.example\r\nDate: Mon, 23 Nov 2026 02:00:00 +0000\r\n\r\nhello\r\n`) };
  const slow = reader.read(signed, true);
  await asked;
  const begun = performance.now();
  reader.beginClosing();
  t.is((await reader.read(letter, false)).kind, 'reading', 'there is time for what is quick');
  t.is((await slow).kind, 'stopped');
  const took = performance.now() - begun;
  t.true(took >= 250 && took < 5_000, `${took} ms`);
  t.is((await reader.read(letter, false)).kind, 'stopped');
});
