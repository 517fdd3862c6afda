import test from 'ava';
import type { ExecutionContext } from 'ava';
import { dovecotAvailable } from '../../scripts/dovecot.ts';
import { openMailboxBench, until } from '../../scripts/test-mailbox.ts';
import type { MailboxBench } from '../../scripts/test-mailbox.ts';
import type { KeepLetter, ReceivedLetter } from '../protocol/letter.ts';

/** The IMAP intake against a real Dovecot, when something breaks: ours, the server, the login, the folder of done letters. */

const available = dovecotAvailable();
let bench: MailboxBench;

test.before(async () => {
  if (available) bench = await openMailboxBench(['outage', 'disk', 'crash', 'away', 'login', 'gone', 'stop']);
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

/** Before the others, which would miss the server. */
const onDovecotAlone = (title: string, run: (t: ExecutionContext) => Promise<void>): void => {
  if (available) test.serial(title, run);
};

onDovecotAlone('after an outage of the server the intake comes back and catches up', async (t) => {
  const bank = bench.runIntake(t, 'outage');
  await bench.deliver('outage', 'before');
  await until(() => bank.letters.length === 1 && bank.intake.state().completeUntil !== null);
  await bench.dovecot.halt();
  await until(() => bank.count('imap-connection-lost') >= 2);
  t.false(bank.intake.state().connected);
  const { completeUntil } = bank.intake.state();
  await bench.dovecot.resume();
  await bench.deliver('outage', 'during', 'after');
  await until(() => bank.letters.length === 3);
  t.deepEqual(bank.subjects(), ['before', 'during', 'after']);
  await until(() => (bank.intake.state().completeUntil ?? 0) > (completeUntil ?? 0));
  t.is(bank.intake.state().lastError, null);
});

onDovecot('when keeping fails nothing is marked, moved or lost: an alarm, and the letter is kept at the next try', async (t) => {
  await bench.deliver('disk', 'one', 'two');
  let full = true;
  const kept: ReceivedLetter[] = [];
  const keep: KeepLetter = async (letter) => {
    if (full) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    return { letterId: kept.push(letter), duplicate: false };
  };
  const bank = bench.runIntake(t, 'disk', { keep });
  await until(() => bank.count('letter-not-kept') >= 2);
  t.is(bank.events.find(({ event }) => event === 'letter-not-kept')?.level, 'alarm');
  t.deepEqual(await bench.contents('disk', 'INBOX'), ['one', 'two'].map((subject) => ({ subject, seen: false })));
  t.is(bank.cursors.size, 0);
  t.is(bank.intake.state().completeUntil, null);
  t.is(bank.intake.state().lastError, 'ENOSPC: no space left on device');
  t.true(bank.intake.state().connected);
  full = false;
  await until(() => bank.intake.state().completeUntil !== null);
  t.is(kept.length, 2);
  t.is(bank.intake.state().lastError, null);
  t.is(bank.count('imap-connected'), 1, 'our own fault is no reason for a new connection');
});

onDovecot('after a crash between keeping and moving the letter comes again and is moved: a duplicate, nothing else', async (t) => {
  await bench.deliver('crash', 'paid');
  const kept: ReceivedLetter[] = [];
  const first = bench.runIntake(t, 'crash', {
    keep: async (letter) => {
      kept.push(letter);
      throw new Error('the process ended right after the commit');
    },
  });
  await until(() => kept.length >= 1);
  await first.intake.stop();
  const before = kept.length;
  const second = bench.runIntake(t, 'crash', { keep: async (letter) => ({ letterId: 1, duplicate: kept.push(letter) > 1 }) });
  await until(() => second.intake.state().completeUntil !== null);
  t.is(kept.length, before + 1);
  t.deepEqual(kept.at(-1)?.bytes, kept[0]?.bytes);
  t.deepEqual(await bench.contents('crash', 'Processed'), [{ subject: 'paid', seen: true }]);
  // An intake that starts from a cursor of long ago finds the folder empty and takes nothing twice.
  await second.intake.stop();
  const third = bench.runIntake(t, 'crash');
  await until(() => third.intake.state().completeUntil !== null);
  t.is(third.letters.length, 0);
});

onDovecot('a lost cursor over a letter that could not be moved brings duplicates; the cursor keeps them away', async (t) => {
  // A folder below a message store that is no folder can't be made.
  const impossible = { doneFolder: 'a//b' };
  await bench.deliver('away', 'stays');
  const bank = bench.runIntake(t, 'away', impossible);
  await until(() => bank.count('imap-letter-not-moved') === 1 && bank.intake.state().completeUntil !== null);
  const { completeUntil } = bank.intake.state();
  await until(() => (bank.intake.state().completeUntil ?? 0) > (completeUntil ?? 0));
  t.is(bank.letters.length, 1);
  t.deepEqual(await bench.contents('away', 'INBOX'), [{ subject: 'stays', seen: true }]);
  await bank.intake.stop();
  const again = bench.runIntake(t, 'away', impossible);
  await until(() => again.letters.length === 1);
  t.deepEqual(again.letters[0]?.bytes, bank.letters[0]?.bytes);
});

onDovecot('a wrong password is an alarm and a long pause, not a storm of logins', async (t) => {
  const bank = bench.runIntake(t, 'login', { password: 'wrong' });
  await until(() => bank.count('imap-login-refused') === 1);
  await new Promise((resolve) => setTimeout(resolve, 400));
  t.deepEqual(bank.events.map(({ level, event }) => [level, event]), [['alarm', 'imap-login-refused']]);
  t.is(bank.events[0]?.fields['retryMs'], 600_000);
  t.false(bank.intake.state().connected);
  t.notRegex(JSON.stringify(bank.events), /wrong/);
  const again = bench.runIntake(t, 'login', { password: 'wrong', timing: { loginRetryMs: 50 } });
  await until(() => again.count('imap-login-refused') >= 2);
});

onDovecot('the done folder vanishes while we run: it is made anew', async (t) => {
  const bank = bench.runIntake(t, 'gone');
  await until(() => bank.intake.state().completeUntil !== null);
  await bench.asPerson('gone', (client) => client.mailboxDelete('Processed'));
  await bench.deliver('gone', 'after');
  await until(async () => bank.letters.length === 1 && (await bench.contents('gone', 'Processed').catch(() => [])).length === 1);
  t.is(bank.count('imap-letter-not-moved'), 0);
});

onDovecot('stop waits for the letter that is being kept, moves it, and takes no other', async (t) => {
  await bench.deliver('stop', 'in hand', 'next');
  let release: () => void = () => t.fail();
  const kept: ReceivedLetter[] = [];
  const bank = bench.runIntake(t, 'stop', { keep: (letter) => new Promise((resolve) => (kept.push(letter), (release = () => resolve({ letterId: 1, duplicate: false })))) });
  await until(() => kept.length === 1);
  const stopped = bank.intake.stop();
  release();
  await stopped;
  t.is(kept.length, 1);
  t.false(bank.intake.state().connected);
  t.deepEqual(await bench.contents('stop', 'Processed'), [{ subject: 'in hand', seen: true }]);
  t.deepEqual(await bench.contents('stop', 'INBOX'), [{ subject: 'next', seen: false }]);
});
