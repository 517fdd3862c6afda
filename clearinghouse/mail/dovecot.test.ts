import test from 'ava';
import type { ExecutionContext } from 'ava';
import { dovecotAvailable } from '../../scripts/dovecot.ts';
import { APPENDED_AT, openMailboxBench, until } from '../../scripts/test-mailbox.ts';
import type { MailboxBench } from '../../scripts/test-mailbox.ts';

/** The IMAP intake against a real Dovecot over IMAPS; its letters come in by LMTP. */

const available = dovecotAvailable();
let bench: MailboxBench;

test.before(async () => {
  if (available) bench = await openMailboxBench(['order', 'seen', 'junk', 'bytes', 'large', 'many', 'renewed', 'half']);
});
test.after.always(async () => {
  await bench?.stop();
});

/** Registers nothing where Dovecot is missing; the test below then says so. */
const onDovecot = (title: string, run: (t: ExecutionContext) => Promise<void> | void): void => {
  if (available) test(title, run);
};
if (!available) {
  test('left out: Dovecot is not installed', (t) => {
    t.log('left out: Dovecot is not installed');
    t.not(process.env['KAKITOME_REQUIRE_ALL'], '1', 'Dovecot must be installed here');
  });
}

onDovecot('a letter that waits and one that comes in IDLE are kept in order, marked and moved, and the watermark goes on', async (t) => {
  await bench.deliver('order', 'first');
  const bank = bench.runIntake(t, 'order', { pollSeconds: 600 });
  await until(() => bank.intake.state().completeUntil !== null);
  const { completeUntil } = bank.intake.state();
  await bench.deliver('order', 'second', 'third');
  await until(async () => bank.letters.length === 3 && (await bench.contents('order', 'Processed')).length === 3);
  t.deepEqual(bank.subjects(), ['first', 'second', 'third']);
  await until(() => (bank.intake.state().completeUntil ?? 0) > (completeUntil ?? 0));
  t.deepEqual(await bench.contents('order', 'Processed'), ['first', 'second', 'third'].map((subject) => ({ subject, seen: true })));
  t.deepEqual(await bench.contents('order', 'INBOX'), []);
  t.deepEqual(bank.letters[1]?.place, { folder: 'INBOX', uidValidity: bank.cursors.get('INBOX')?.uidValidity ?? '', uid: 2 });
  t.deepEqual(bank.letters[0]?.envelope, { from: null, to: [], clientAddress: null, helo: null });
  t.deepEqual(bank.events.filter(({ level }) => level !== 'info'), []);
  t.deepEqual({ ...bank.intake.state(), completeUntil: 0 }, { name: 'imap', connected: true, completeUntil: 0, lastError: null });
});

onDovecot('what a person or a rule has read already is taken all the same, with the mailbox’s own time', async (t) => {
  await bench.append('seen', 'INBOX', 'read by staff', ['\\Seen']);
  const bank = bench.runIntake(t, 'seen');
  await until(() => bank.letters.length === 1);
  t.deepEqual(bank.subjects(), ['read by staff']);
  t.is(bank.letters[0]?.receivedAt, APPENDED_AT);
});

onDovecot('a letter in Junk is taken; a folder that is not there is told once', async (t) => {
  await bench.append('junk', 'Junk', 'filed as spam');
  const bank = bench.runIntake(t, 'junk', { folders: ['INBOX', 'Junk', 'Nowhere'] });
  await until(() => bank.letters.length === 1);
  t.is(bank.letters[0]?.place?.folder, 'Junk');
  const { completeUntil } = bank.intake.state();
  await until(() => (bank.intake.state().completeUntil ?? 0) > (completeUntil ?? 0) + 2);
  t.is(bank.count('imap-folder-missing'), 1);
  t.deepEqual(await bench.contents('junk', 'Processed'), [{ subject: 'filed as spam', seen: true }]);
});

onDovecot('the bytes are exactly the ones that were delivered, 8-bit ones and bare dots too', async (t) => {
  const raw = Buffer.concat([Buffer.from('Subject: bytes\r\n\r\n.\r\n..\r\n'), Buffer.from(Array.from({ length: 255 }, (_, index) => index + 1).filter((byte) => byte !== 10 && byte !== 13)), Buffer.from('\r\n')]);
  await bench.asPerson('bytes', (client) => client.append('INBOX', raw));
  const bank = bench.runIntake(t, 'bytes');
  await until(() => bank.letters.length === 1);
  t.deepEqual(Buffer.from(bank.letters[0]?.bytes ?? []), raw);
});

onDovecot('a letter over the limit is kept as its beginning, so that it ends in a disposition, and the next is served', async (t) => {
  await bench.asPerson('large', (client) => client.append('INBOX', Buffer.from(`Subject: large\r\n\r\n${'x'.repeat(98)}\r\n`.padEnd(30_000, 'y'))));
  await bench.append('large', 'INBOX', 'small');
  const bank = bench.runIntake(t, 'large', { maxBytes: 10_000 });
  await until(() => bank.letters.length === 2);
  t.deepEqual(bank.letters.map((letter) => letter.bytes.length), [10_000, 24]);
  t.deepEqual(bank.events.filter(({ event }) => event === 'letter-received').map(({ level, fields }) => [level, fields['oversize']]), [['warn', true], ['info', false]]);
});

onDovecot('a backlog is taken in its order', async (t) => {
  const subjects = Array.from({ length: 120 }, (_, index) => `order ${index}`);
  await bench.deliver('many', ...subjects);
  const bank = bench.runIntake(t, 'many');
  await until(() => bank.letters.length === 120);
  t.deepEqual(bank.subjects(), subjects);
});

onDovecot('a folder that was deleted and made anew has another UIDVALIDITY: it is read from its start', async (t) => {
  await bench.asPerson('renewed', (client) => client.mailboxCreate('Orders'));
  for (const subject of ['a', 'b', 'c']) await bench.append('renewed', 'Orders', subject);
  const folders = ['INBOX', 'Orders'];
  const bank = bench.runIntake(t, 'renewed', { folders });
  await until(() => bank.letters.length === 3 && bank.cursors.get('Orders')?.uid === 3);
  const before = bank.cursors.get('Orders')?.uidValidity;
  await bench.asPerson('renewed', async (client) => {
    await client.mailboxDelete('Orders');
    // UIDVALIDITY is made from the time in seconds.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await client.mailboxCreate('Orders');
  });
  await bench.append('renewed', 'Orders', 'after the change');
  await until(() => bank.letters.length === 4);
  t.is(bank.subjects()[3], 'after the change');
  t.is(bank.letters[3]?.place?.uid, 1);
  await until(() => bank.cursors.get('Orders')?.uid === 1);
  t.not(bank.cursors.get('Orders')?.uidValidity, before);
  t.is(bank.count('imap-folder-renewed'), 1);
});

onDovecot('the settings are checked: some folder, and not the one of done letters', (t) => {
  t.throws(() => bench.runIntake(t, 'half', { folders: [] }), { instanceOf: RangeError });
  t.throws(() => bench.runIntake(t, 'half', { folders: ['INBOX', 'Processed'] }), { instanceOf: RangeError });
});
