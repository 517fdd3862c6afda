import test from 'ava';
import type { ReportEvent } from '../protocol/letter.ts';
import { tellOwnClock } from './own-clock.ts';

test('a store that can not be asked right after the start ends no daemon', async (t) => {
  const told: string[] = [];
  const report: ReportEvent = (level, event) => void told.push(`${level} ${event}`);
  await t.notThrowsAsync(tellOwnClock({ listLetters: () => Promise.reject(new Error('the server is gone')) }, 0, report));
  t.deepEqual(told, []);
});
