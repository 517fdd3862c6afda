import test from 'ava';
import type { FollowedLog } from '../follower.ts';
import { headTime } from './board-page.ts';

const DAY = 86_400_000;
const SIGNED = Date.UTC(2026, 10, 1);

const log = (signedAt: number | null, seen: 'verified' | 'unchecked', at: number, headAt: number | null): FollowedLog =>
  ({ head: { bytes: new Uint8Array(), opened: { signedAt }, cosignatures: [{ name: 'w', at, seen }] }, headAt }) as unknown as FollowedLog;

test('a head is as old as the newest time that a signature states; its file may be younger and says nothing then', (t) => {
  t.is(headTime(log(SIGNED / 1_000, 'unchecked', SIGNED + DAY, SIGNED + 9 * DAY)), SIGNED);
  t.is(headTime(log(SIGNED / 1_000, 'verified', SIGNED + DAY, SIGNED + 9 * DAY)), SIGNED + DAY);
  t.is(headTime(log(null, 'verified', SIGNED, SIGNED + 9 * DAY)), SIGNED);
  t.is(headTime(log(null, 'unchecked', SIGNED, SIGNED + 9 * DAY)), SIGNED + 9 * DAY);
  t.is(headTime(log(null, 'unchecked', SIGNED, null)), null);
});
