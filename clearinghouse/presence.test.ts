/** What a process of a spread bank believes of the others, while clocks are wrong. */
import test from 'ava';
import type { Config } from './config.ts';
import { startPresence } from './presence.ts';
import type { Spread } from './store/postgres/running.ts';

const HOUR = 3_600_000;
const START = 100 * HOUR;

test('a watermark of the time when the own clock ran ahead is not believed once it is right', async (t) => {
  const clock = { time: START + 5 * HOUR };
  const told: (number | null)[] = [];
  const spread: Spread = {
    beat: async (_process, intakes) => void told.push(...intakes.map(({ completeUntil }) => completeUntil)),
    intakes: async () => [{ name: 'lmtp', holder: 'a', completeUntil: told.at(-1) ?? null, aliveUntil: clock.time + 1 }],
    lease: async () => true,
    leave: async () => undefined,
    processes: async () => [],
    server: () => Promise.reject(new Error('nobody asks')),
  };
  const config = { intake: { lmtp: {}, imap: [] } } as unknown as Config;
  const presence = await startPresence({ spread, config, roles: ['receive'], clock: { now: () => clock.time }, chance: { seed: () => '5e'.repeat(32), fraction: () => 0.5 }, intakes: () => [], report: () => undefined });
  t.is(presence.completeUntil(), START + 5 * HOUR);
  clock.time = START;
  t.is(presence.completeUntil(), Number.NEGATIVE_INFINITY);
  await presence.stop();
  t.deepEqual(told, [START + 5 * HOUR, START], 'the last beat');
  t.is(presence.completeUntil(), START);
});
