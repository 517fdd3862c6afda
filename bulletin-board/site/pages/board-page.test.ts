import test from 'ava';
import type { FollowedLog } from '../follower.ts';
import { words } from '../words.ts';
import type { PageContext } from '../layout.ts';
import { headTime, textsOf } from './board-page.ts';

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

test('a witness counts once, and where its signature is verified here', (t) => {
  const cosigned = (...cosignatures: readonly (readonly [name: string, seen: 'verified' | 'unchecked'])[]): string | undefined => {
    const one = { ...log(null, 'verified', SIGNED, null), head: { opened: { signedAt: null }, cosignatures: cosignatures.map(([name, seen]) => ({ name, at: SIGNED, seen })) } } as unknown as FollowedLog;
    return textsOf({ words: words.en, now: SIGNED } as PageContext, { logs: [one], faulty: false, counts: { minutes: {}, hour: {}, today: {} }, lastAt: null })['log-witnesses'];
  };
  t.is(cosigned(['one', 'verified'], ['two', 'unchecked'], ['two', 'unchecked']), '1');
  t.is(cosigned(['one', 'verified'], ['one', 'verified'], ['two', 'verified']), '2');
  t.is(cosigned(['stranger', 'unchecked']), '0');
});
