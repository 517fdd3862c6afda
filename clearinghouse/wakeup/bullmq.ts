/**
 * Wake-ups between processes: a BullMQ queue on Redis for each stage, whose jobs say nothing but that there may be work. Whoever has nothing to do takes
 * one, and looks at the rows. Redis may be emptied, stopped or replaced at any time: that costs latency alone, since every stage looks by itself, too.
 *
 * Nothing waits for Redis here, and nothing fails with it: a wake-up that can't be told is dropped.
 */
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { inProcessWakeUp } from './in-process.ts';

export type Report = (level: 'info' | 'warn', event: string, fields: Record<string, string>) => void;

export type RedisWakeUpOptions<S extends string> = {
  /** `redis://` or `rediss://`, without a password. */
  readonly url: string;
  readonly password: string | null;
  /** What the keys of this bank begin with. */
  readonly prefix: string;
  /** The stages that run in this process. */
  readonly own: readonly S[];
  readonly report: Report;
};

export type RedisWakeUp<S extends string> = {
  readonly wake: (stage: S) => void;
  readonly wait: (stage: S, milliseconds: number) => Promise<void>;
  readonly stop: () => void;
  /** After `stop`. */
  readonly close: () => Promise<void>;
};

/** So many wake-ups of a stage may stand in its queue, however long nobody takes one: more would tell nothing more. */
const MOST_WAITING = 64;
const CLOSE_SPAN = 2_000;
const LONGEST_PAUSE = 2_000;

/** Begins at once, whether Redis can be reached or not. */
export function redisWakeUp<S extends string>(options: RedisWakeUpOptions<S>): RedisWakeUp<S> {
  const { own, report } = options;
  const local = inProcessWakeUp<S>();
  const outage = outageTeller(report);
  const connections: Redis[] = [];
  const teller = makeTeller(options, connect(options, 'tell', outage, connections), outage);
  const hearer = makeHearer(options, connect(options, 'hear', outage, connections), outage, local.wake);
  return {
    wake: (stage) => {
      // Who sleeps here is nearest.
      if (!own.includes(stage) || !local.wake(stage)) teller.offer(stage);
    },
    wait: (stage, milliseconds) => {
      hearer.looked(stage);
      return local.wait(stage, milliseconds);
    },
    stop: () => {
      local.stop();
      teller.stop();
      hearer.stop();
    },
    close: async () => {
      outage.end();
      // Redis may be away: then nobody answers.
      const enough = Promise.withResolvers<void>();
      const timer = setTimeout(enough.resolve, CLOSE_SPAN);
      await Promise.race([Promise.allSettled([teller.close(), hearer.close()]), enough.promise]);
      clearTimeout(timer);
      for (const connection of connections) connection.disconnect();
    },
  };
}

/** While one wake-up of a stage is on its way to Redis the next ones are one. */
function makeTeller<S extends string>({ prefix }: RedisWakeUpOptions<S>, connection: Redis, outage: Outage) {
  const queues = new Map<S, Queue>();
  const offers = new Map<S, { again: boolean }>();
  let stopped = false;
  let last = 0;
  const queueOf = (stage: S): Queue => {
    const queue = queues.get(stage) ?? new Queue(stage, { connection, prefix, skipVersionCheck: true }).on('error', outage.fault);
    queues.set(stage, queue);
    return queue;
  };
  const offer = (stage: S): void => {
    const before = offers.get(stage);
    if (before !== undefined) return void (before.again = true);
    if (stopped || connection.status !== 'ready') return undefined;
    const mine = { again: false };
    offers.set(stage, mine);
    queueOf(stage)
      .add('wake', null, { jobId: `wake-${(last = (last + 1) % MOST_WAITING)}`, removeOnComplete: true, removeOnFail: true })
      .catch(outage.fault)
      .finally(() => {
        offers.delete(stage);
        if (mine.again) offer(stage);
      });
    return undefined;
  };
  return { offer, stop: () => void (stopped = true), close: () => Promise.all([...queues.values()].map((queue) => queue.close())) };
}

/** A job is held until the stage has come back to wait: whoever is busy takes no further one, so that it goes to who is not. */
function makeHearer<S extends string>({ prefix, own }: RedisWakeUpOptions<S>, connection: Redis, outage: Outage, wake: (stage: S) => void) {
  const held = new Map<S, (() => void)[]>(own.map((stage) => [stage, []]));
  const workers: Worker[] = [];
  let stopped = false;
  const hear = (stage: S): Worker => {
    const work = (): Promise<void> => {
      if (stopped) return Promise.resolve();
      wake(stage);
      return new Promise((resolve) => void held.get(stage)?.push(resolve));
    };
    return new Worker(stage, work, { connection, prefix, concurrency: 1, removeOnComplete: { count: 0 }, removeOnFail: { count: 0 }, skipVersionCheck: true }).on('error', outage.fault);
  };
  // A worker that was never connected could not be closed.
  connection.once('ready', () => void (stopped || workers.push(...own.map(hear))));
  const looked = (stage: S): void => {
    for (const done of held.get(stage)?.splice(0) ?? []) done();
  };
  return {
    looked,
    stop: () => {
      stopped = true;
      own.forEach(looked);
    },
    close: () => Promise.all(workers.map((worker) => worker.close(true))),
  };
}

type Outage = { readonly fault: (error: Error) => void; readonly ready: () => void; readonly end: () => void };

/** Tells of an outage once, and once of its end. */
function outageTeller(report: Report): Outage {
  let away = false;
  let ended = false;
  return {
    fault: (error) => {
      // What was in an emptied Redis is missed by whoever held it.
      if (away || ended || /^Missing (key|lock) for job/.test(error.message)) return;
      away = true;
      report('warn', 'wake-up-lost', { error: error.message, advice: 'Redis can\'t be used; all goes on, a second later' });
    },
    ready: () => {
      if (away && !ended) report('info', 'wake-up-again', {});
      away = false;
    },
    end: () => void (ended = true),
  };
}

/** Commands never queue up while there is no connection; those that block a reader wait for the next one. `opened`: those that the library makes of it, too. */
function connect({ url, password }: Pick<RedisWakeUpOptions<string>, 'url' | 'password'>, use: 'tell' | 'hear', outage: Outage, opened: Redis[]): Redis {
  const connection = new Redis(url, {
    ...(password === null ? {} : { password }),
    connectionName: `kakitome-${use}`,
    maxRetriesPerRequest: null,
    enableOfflineQueue: use === 'hear',
    retryStrategy: (tries) => Math.min(LONGEST_PAUSE, 100 * tries),
  });
  const duplicate = connection.duplicate.bind(connection);
  connection.duplicate = (override) => {
    const made = duplicate(override);
    opened.push(made);
    return made;
  };
  opened.push(connection);
  return connection.on('error', outage.fault).on('ready', outage.ready);
}

const LOOK_SPAN = 5_000;

/** The version of a Redis that can be used; rejects with the reason where it can't. */
export async function versionOfRedis({ url, password }: Pick<RedisWakeUpOptions<string>, 'url' | 'password'>): Promise<string> {
  const connection = new Redis(url, { ...(password === null ? {} : { password }), lazyConnect: true, connectTimeout: LOOK_SPAN, commandTimeout: LOOK_SPAN, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  let reason: Error | null = null;
  connection.on('error', (error: Error) => (reason ??= error));
  try {
    await connection.connect();
    return /^redis_version:(\S+)/m.exec(await connection.info('server'))?.[1] ?? 'unknown';
  } catch (error) {
    throw reason ?? error;
  } finally {
    connection.disconnect();
  }
}
