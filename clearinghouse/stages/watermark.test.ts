import test from 'ava';
import { completeUntilOf, type IntakeReport, type WayIn } from './watermark.ts';

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

test('all ways in count, and one that nobody has told of is never complete', (t) => {
  t.is(completeUntilOf([LMTP, INBOX], [says('lmtp', 90), says(INBOX.name, 50)], 100), 50);
  t.is(completeUntilOf([LMTP, INBOX], [says('lmtp', 90)], 100), NEVER);
  t.is(completeUntilOf([LMTP, INBOX], [says('lmtp', 90), says(INBOX.name, null)], 100), NEVER);
  t.is(completeUntilOf([LMTP], [says('lmtp', 90), says('lmtp', null)], 100), NEVER, 'one that has begun and said nothing yet');
});
