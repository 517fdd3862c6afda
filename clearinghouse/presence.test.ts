/** What a process of a spread bank believes of the others, while clocks are wrong: on a real server, whose clock is right. */
import test, { type ExecutionContext } from 'ava';
import type { Config } from './config.ts';
import type { IntakeState } from './protocol/letter.ts';
import { startPresence, type Presence } from './presence.ts';
import { startServer, type Server } from './store/postgres/testing/server.ts';

const HOUR = 3_600_000;
const LMTP = { intake: { lmtp: {}, imap: [] } } as unknown as Config;

let server: Server;

test.before(async () => {
  server = await startServer();
});

test.after.always(() => server.stop());

type Started = { readonly presence: Presence; readonly told: string[]; readonly heard: () => Promise<readonly (number | null)[]> };

/** A process that listens; `complete`: what it says of itself. */
async function start(t: ExecutionContext, schema: string, now: () => number, complete: () => number | null = now): Promise<Started> {
  const { spread, close } = await server.openAt(schema);
  const told: string[] = [];
  const intakes = (): readonly IntakeState[] => [{ name: 'lmtp', completeUntil: complete() } as IntakeState];
  const chance = { seed: () => Math.random().toString(16).slice(2).padEnd(16, '0'), fraction: () => 0.5 };
  const presence = await startPresence({ spread, config: LMTP, roles: ['receive', 'clear'], clock: { now }, chance, intakes, report: (level, event) => void told.push(`${level} ${event}`) });
  t.teardown(async () => {
    await presence.stop();
    await close();
  });
  return { presence, told, heard: async () => (await spread.intakes()).map(({ completeUntil }) => completeUntil) };
}

const soon = async (t: ExecutionContext, holds: () => boolean, what: string): Promise<void> => {
  for (const end = Date.now() + 20_000; !holds() && Date.now() < end; ) await new Promise((resolve) => setTimeout(resolve, 100));
  t.true(holds(), what);
};

test.serial('a watermark of the time when the own clock ran ahead is not believed once it is right', async (t) => {
  const clock = { time: 105 * HOUR };
  const { presence, heard } = await start(t, 'set_right', () => clock.time);
  t.is(presence.completeUntil(), 105 * HOUR);
  clock.time = 100 * HOUR;
  t.is(presence.completeUntil(), Number.NEGATIVE_INFINITY);
  await soon(t, () => presence.completeUntil() === 100 * HOUR, 'with the next beat');
  t.deepEqual(await heard(), [100 * HOUR]);
});

test.serial('no deadline passes by a clock that is an hour ahead, though to it all others seem gone; it is told, and once it is right all goes on', async (t) => {
  const waits = Date.now() - HOUR;
  const right = await start(t, 'hour_ahead', Date.now, () => waits);
  t.is(right.presence.completeUntil(), waits, 'it has had no letter kept since');
  const clock = { ahead: HOUR };
  const ahead = await start(t, 'hour_ahead', () => Date.now() + clock.ahead);
  t.is(ahead.presence.completeUntil(), Number.NEGATIVE_INFINITY);
  t.deepEqual([right.told, ahead.told], [[], ['alarm clocks-differ']]);
  clock.ahead = 0;
  await soon(t, () => ahead.presence.completeUntil() === waits, 'with the next beat');
  t.deepEqual(ahead.told, ['alarm clocks-differ', 'info clocks-agree']);
});
