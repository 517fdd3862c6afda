/** Wake-ups between processes by a real Redis: they arrive, they spread, they hold nothing, and nothing waits for them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { startRedis, type TestRedis } from '../../scripts/redis.ts';
import { redisWakeUp, versionOfRedis, type RedisWakeUp } from './bullmq.ts';

type Stage = 'read' | 'clear';
const PREFIX = 'kakitome:pay@bank.example';
let folder = '';
let redis: TestRedis;

test.before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kakitome-redis-'));
  redis = await startRedis(folder);
});

test.after.always(async () => {
  await redis.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Opened = RedisWakeUp<Stage> & { readonly told: string[] };

function open(t: ExecutionContext, own: readonly Stage[], more: { readonly url?: string; readonly password?: string } = {}): Opened {
  const told: string[] = [];
  const wakeUp = redisWakeUp<Stage>({ url: more.url ?? redis.url, password: more.password ?? null, prefix: PREFIX, own, report: (_level, event, fields) => void told.push(`${event} ${JSON.stringify(fields)}`) });
  t.teardown(async () => {
    wakeUp.stop();
    await wakeUp.close();
  });
  return { ...wakeUp, told };
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** True when the stage was woken before the time was up. */
async function woken(wakeUp: Opened, stage: Stage, milliseconds = 8_000): Promise<boolean> {
  const began = Date.now();
  await wakeUp.wait(stage, milliseconds);
  return Date.now() - began < milliseconds - 50;
}

/** Wakes again and again, as the world does, until it was heard. */
async function wokenBy(from: Opened, to: Opened, stage: Stage): Promise<boolean> {
  const timer = setInterval(() => from.wake(stage), 100);
  try {
    return await woken(to, stage);
  } finally {
    clearInterval(timer);
  }
}

test.serial('one process wakes the stage of another, and not another stage', async (t) => {
  const [teller, reader, clerk] = [open(t, []), open(t, ['read']), open(t, ['clear'])];
  t.true(await wokenBy(teller, reader, 'read'));
  t.false(await woken(clerk, 'clear', 300));
});

test.serial('who is busy takes no further wake-up: it goes to who sleeps', async (t) => {
  const teller = open(t, []);
  const busy = open(t, ['read']);
  t.true(await wokenBy(teller, busy, 'read'));
  // From here on it works, and does not come back to wait.
  await pause(300);
  const idle = open(t, ['read']);
  t.true(await wokenBy(teller, idle, 'read'));
});

test.serial('who sleeps in the same process is woken without Redis', async (t) => {
  const own = open(t, ['read'], { url: 'redis://127.0.0.1:1' });
  setTimeout(() => own.wake('read'), 50);
  t.true(await woken(own, 'read', 2_000));
});

test.serial('Redis holds the names of stages and nothing else, and never more than so many wake-ups', async (t) => {
  await redis.flush();
  const teller = open(t, []);
  for (let round = 0; round < 150; round += 1) {
    teller.wake('read');
    await pause(3);
  }
  await pause(100);
  const waiting = Number(/^:(\d+)/.exec(await redis.ask('LLEN', `${PREFIX}:read:wait`))?.[1]);
  t.true(waiting > 5 && waiting <= 64, `${waiting}`);
  const job = await redis.ask('HGETALL', `${PREFIX}:read:wake-1`);
  t.regex(job, /\r\nname\r\n\$4\r\nwake\r\n/);
  t.regex(job, /\r\ndata\r\n\$4\r\nnull\r\n/);
});

test.serial('flushed, stopped and begun anew, Redis costs nothing but time; it is told once, and once that it is back', async (t) => {
  const [teller, reader] = [open(t, []), open(t, ['read'])];
  t.true(await wokenBy(teller, reader, 'read'));
  await redis.flush();
  t.true(await wokenBy(teller, reader, 'read'), 'after a flush');
  await redis.halt();
  for (let round = 0; round < 20; round += 1) teller.wake('read');
  t.false(await woken(reader, 'read', 1_500), 'it looks by itself when its time is up');
  await redis.resume();
  t.true(await wokenBy(teller, reader, 'read'), 'after a restart');
  for (const { told } of [teller, reader]) t.deepEqual(told.map((line) => line.split(' ')[0]), ['wake-up-lost', 'wake-up-again'], told.join('\n'));
});

test.serial('with a password; a wrong one is told without it, and hinders nobody', async (t) => {
  const place = mkdtempSync(join(tmpdir(), 'kakitome-redis-'));
  const locked = await startRedis(place, ['--requirepass', 'right pass/word']);
  const [teller, reader, wrong] = [open(t, [], { url: locked.url, password: 'right pass/word' }), open(t, ['read'], { url: locked.url, password: 'right pass/word' }), open(t, ['read'], { url: locked.url, password: 's3cret' })];
  t.true(await wokenBy(teller, reader, 'read'));
  t.false(await woken(wrong, 'read', 300));
  t.is(wrong.told.length, 1);
  t.regex(wrong.told[0] ?? '', /WRONGPASS|invalid/);
  t.false(wrong.told.join().includes('s3cret'));
  t.regex(await versionOfRedis({ url: locked.url, password: 'right pass/word' }), /^\d+\.\d+/);
  const refused = await t.throwsAsync(versionOfRedis({ url: locked.url, password: 's3cret' }));
  t.regex(refused.message, /WRONGPASS/);
  await t.throwsAsync(versionOfRedis({ url: 'redis://127.0.0.1:1', password: null }), { message: /ECONNREFUSED/ });
  await locked.stop();
  rmSync(place, { recursive: true, force: true });
});

test.serial('it ends in time whatever Redis does', async (t) => {
  for (const url of [redis.url, 'redis://127.0.0.1:1']) {
    const wakeUp = redisWakeUp<Stage>({ url, password: null, prefix: PREFIX, own: ['read', 'clear'], report: () => undefined });
    await pause(200);
    const waiting = wakeUp.wait('read', 60_000);
    const began = Date.now();
    wakeUp.stop();
    await waiting;
    await wakeUp.close();
    t.true(Date.now() - began < 4_000, `${url}: ${Date.now() - began} ms`);
  }
});
