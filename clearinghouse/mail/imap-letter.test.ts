/** What is remembered of letters that a mailbox does not give; with servers it is played in imap-ended.test.ts. */
import test from 'ava';
import { makeLeftBehind } from './imap-letter.ts';

const HOUR = 3_600_000;
const PLACE = { folder: 'INBOX', uidValidity: '1', uid: 5 };

test('a letter that stays behind is waited for as long as the mailbox gives nothing, else for four hours; one that ends the connection is asked for ever more rarely', (t) => {
  const clock = { at: 1_000 * HOUR };
  const left = makeLeftBehind(() => clock.at);
  for (const often of [false, false, true]) t.is(left.ended(PLACE), often);
  t.false(left.mayAsk(PLACE));
  clock.at += HOUR;
  t.true(left.mayAsk(PLACE));
  clock.at += 4 * HOUR;
  t.true(left.isAwaited(PLACE));
  left.given({ ...PLACE, uid: 6 });
  t.false(left.isAwaited(PLACE));
});

test('under a clock that ran a year ahead: once it is right the letter is asked for at once, and waited for no longer than any other', (t) => {
  const clock = { at: 10_000 * HOUR };
  const left = makeLeftBehind(() => clock.at);
  left.given({ ...PLACE, uid: 4 });
  for (let ending = 0; ending < 3; ending += 1) left.ended(PLACE);
  clock.at = 1_000 * HOUR;
  t.true(left.mayAsk(PLACE));
  t.true(left.isAwaited(PLACE));
  clock.at += 5 * HOUR;
  t.true(left.isAwaited(PLACE), 'nothing was given since');
  left.given({ ...PLACE, uid: 6 });
  t.false(left.isAwaited(PLACE));
});
