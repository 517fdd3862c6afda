import test from 'ava';
import { completeUntilHere, completeUntilOf, type IntakeReport, type WayIn } from './watermark.ts';

const LMTP: WayIn = { name: 'lmtp', kind: 'listener' };
const INBOX: WayIn = { name: 'pay@imap.example', kind: 'mailbox' };
const NEVER = Number.NEGATIVE_INFINITY;
const says = (name: string, completeUntil: number | null, aliveUntil = 1_000): IntakeReport => ({ name, completeUntil, aliveUntil });

test('the slowest living listener counts; a dead one does not, its letters were never acknowledged', (t) => {
  t.is(completeUntilOf([LMTP], [says('lmtp', 90), says('lmtp', 70)], 100), 70);
  t.is(completeUntilOf([LMTP], [says('lmtp', 90), says('lmtp', 70, 95)], 100), 90);
});

test('while no listener lives time stands where it was', (t) => {
  t.is(completeUntilOf([LMTP], [says('lmtp', 60, 80), says('lmtp', 70, 95)], 100), 70);
});

test('a complete scan of a mailbox is one, whoever made it', (t) => {
  t.is(completeUntilOf([INBOX], [says(INBOX.name, 50, 60), says(INBOX.name, null), says(INBOX.name, 40)], 100), 50);
});

test('what a clock that ran ahead has told is not known; one that differs a little is believed as far as the present', (t) => {
  const HOURS_AHEAD = 5 * 3_600_000;
  t.is(completeUntilOf([INBOX], [says(INBOX.name, HOURS_AHEAD), says(INBOX.name, 50)], 100), 50);
  t.is(completeUntilOf([INBOX], [says(INBOX.name, HOURS_AHEAD)], 100), NEVER);
  t.is(completeUntilOf([LMTP], [says('lmtp', HOURS_AHEAD, HOURS_AHEAD), says('lmtp', 90)], 100), NEVER, 'what it has in hand may be older');
  t.is(completeUntilOf([LMTP], [says('lmtp', 2_000)], 100), 100);
});

test('all ways in count, and one that nobody has told of is never complete', (t) => {
  t.is(completeUntilOf([LMTP, INBOX], [says('lmtp', 90), says(INBOX.name, 50)], 100), 50);
  t.is(completeUntilOf([LMTP, INBOX], [says('lmtp', 90)], 100), NEVER);
  t.is(completeUntilOf([LMTP, INBOX], [says('lmtp', 90), says(INBOX.name, null)], 100), NEVER);
  t.is(completeUntilOf([LMTP], [says('lmtp', 90), says('lmtp', null)], 100), NEVER, 'one that has begun and said nothing yet');
});

test('the intakes of one process: the oldest of them counts; what one has told of a time that has not come was told by a clock that ran ahead, and says nothing', (t) => {
  const at = (...told: readonly (number | null)[]): number => completeUntilHere(told.map((completeUntil) => ({ completeUntil })), 1_000);
  t.is(at(900, 1_000), 900);
  t.is(at(900, null), Number.NEGATIVE_INFINITY);
  t.is(at(1_000, 1_001), Number.NEGATIVE_INFINITY);
  t.is(at(), Number.POSITIVE_INFINITY);
});
