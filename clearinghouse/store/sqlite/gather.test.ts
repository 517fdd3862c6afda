/** Commits are shared: by what arrives while a group is decided, and by verbs that come one after the other while there are many. */
import test from 'ava';
import { noKeys } from '../../core/facts.ts';
import { decided, decision, letter, notice, openBank, orderedEffects, reading, readLetter } from '../conformance/samples.ts';
import type { Store } from '../store.ts';
import type { Answer } from './messages.ts';
import { openDatabase } from './opened.ts';
import { inFolder, KEY } from './testing/fresh.ts';
import { openLocal } from './testing/local.ts';
import { makeWriter } from './writer.ts';

const NO_HINTS = { from: null, messageId: null };

/** A store whose COMMITs are counted, and fail where they are told to. */
function countCommits(path: string): { readonly store: Store; readonly commits: { count: number; fail: boolean } } {
  const commits = { count: 0, fail: false };
  const store = openLocal(path, (connection) => ({
    ...connection,
    exec: (sql) => {
      if (sql === 'COMMIT') commits.count += 1;
      if (sql === 'COMMIT' && commits.fail) throw new Error('the disk is gone');
      connection.exec(sql);
    },
  }));
  return { store, commits };
}

/** Asked for while the set of `act` is open. */
const meanwhile = (store: Store, texts: readonly string[]): { readonly keeping: Promise<unknown>[]; readonly begin: () => void } => {
  const keeping: Promise<unknown>[] = [];
  return { keeping, begin: () => keeping.push(...texts.map((text) => store.keepLetter(letter(text), NO_HINTS, 1))) };
};

test('what arrives while a group is decided is committed with it; nobody is told before', async (t) => {
  await inFolder(async (path) => {
    const { store, commits } = countCommits(path);
    await openBank(store);
    const input = await readLetter(store, 'order-1');
    const { keeping, begin } = meanwhile(store, ['one', 'two']);
    commits.count = 0;
    await store.withWorkingSet(noKeys, () => {
      begin();
      return [decided(input, decision(orderedEffects(1)))];
    });
    t.deepEqual((await Promise.all(keeping)).map((kept) => (kept as { duplicate: boolean }).duplicate), [false, false]);
    t.is(commits.count, 1);
    t.is((await store.reconcile()).received, 3);
    await store.close();
  });
});

test('a COMMIT that fails fails all that was to be committed with it, and a record that is refused nothing but itself', async (t) => {
  await inFolder(async (path) => {
    const { store, commits } = countCommits(path);
    await openBank(store);
    const input = await readLetter(store, 'order-1');
    const lost = meanwhile(store, ['lost']);
    const deciding = store.withWorkingSet(noKeys, () => {
      lost.begin();
      commits.fail = true;
      return [decided(input, decision(orderedEffects(1)))];
    });
    await t.throwsAsync(deciding, { message: /the disk is gone/ });
    await t.throwsAsync(Promise.all(lost.keeping), { message: /the disk is gone/ });
    commits.fail = false;
    t.like(await store.reconcile(), { received: 1, waiting: 1 });
    const kept = meanwhile(store, ['kept']);
    const wrong = store.withWorkingSet(noKeys, () => {
      kept.begin();
      return [decided(input, decision([{ kind: 'held', paymentId: 1, account: 'nobody', amount: 5n, at: 1 }]))];
    });
    await t.throwsAsync(wrong);
    await Promise.all(kept.keeping);
    t.like(await store.reconcile(), { received: 2, waiting: 2 });
    t.deepEqual(await store.audit(), []);
    await store.close();
  });
});

test('many verbs one after the other share commits; one alone does not wait for others', async (t) => {
  const [waits, posted]: [number[], Answer[]] = [[], []];
  await inFolder(async (path) => {
    const database = openDatabase({ path, letterKey: KEY, busyTimeoutMs: 100 }, 'writer');
    const pumps: (() => void)[] = [];
    const writer = makeWriter(database, (answer) => void posted.push(answer), (pump, milliseconds) => {
      waits.push(milliseconds);
      pumps.push(pump);
    });
    let id = 0;
    const keep = (): void => writer.receive({ id: (id += 1), ask: { kind: 'verb', verb: 'keepLetter', parameters: [letter(`mail ${id}`), NO_HINTS, 1] } });
    const pump = (): void => pumps.splice(0).forEach((one) => one());
    keep();
    t.deepEqual(waits.splice(0), [0], 'alone: at once');
    pump();
    keep();
    t.deepEqual(waits.splice(0), [0]);
    keep();
    keep();
    pump();
    keep();
    t.true((waits.splice(0)[0] ?? 0) > 0, 'more are on their way');
    t.is(posted.length, 4);
    keep();
    t.deepEqual(waits, [], 'it is waited for together');
    writer.receive({ id: 99, ask: { kind: 'open-set', keys: noKeys } });
    t.deepEqual(waits, [0], 'a set does not wait');
    pump();
    t.deepEqual(posted.slice(4).map((answer) => answer.id), [99]);
    writer.receive({ id: 100, ask: { kind: 'record', group: [] } });
    t.deepEqual(posted.slice(5).map((answer) => answer.id), [100, 5, 6]);
    t.true(posted.every((answer) => answer.ok));
    database.connection.close();
  });
});

/** `waits`: for each COMMIT since it was last asked, whether it waits for the disk. `unheard`: saying whether one shall is done, and reported as failed. */
function watchWaits(path: string): { readonly store: Store; readonly waits: () => readonly boolean[]; readonly unheard: (is: boolean) => void } {
  let waits: boolean[] = [];
  let isUnheard = false;
  const store = openLocal(path, (connection) => ({
    ...connection,
    exec: (sql) => {
      if (sql === 'COMMIT') waits.push(connection.get('PRAGMA synchronous')?.['synchronous'] === 2n);
      connection.exec(sql);
      if (isUnheard && sql.startsWith('PRAGMA synchronous')) throw new Error('done, and reported as failed');
    },
  }));
  const taken = (): readonly boolean[] => {
    const since = waits;
    waits = [];
    return since;
  };
  return { store, waits: taken, unheard: (is) => void (isUnheard = is) };
}

test('a COMMIT waits for the disk, but where all that it holds would be done once more with the same outcome', async (t) => {
  await inFolder(async (path) => {
    const { store, waits } = watchWaits(path);
    await openBank(store);
    await store.keepLetter(letter('one'), NO_HINTS, 1);
    await store.keepAndClaim(letter('two'), NO_HINTS, 1, 9);
    t.true(waits().every((wait) => wait));
    const [claimed] = await store.claimLettersToRead(2, 1, 9);
    await store.saveReading(claimed?.letterId ?? 0, reading('one'));
    t.deepEqual(waits(), [false, false]);
    const input = await readLetter(store, 'order-1');
    t.deepEqual(waits(), [true, false], 'the letter is kept, the reading may be made again');
    await store.withWorkingSet(noKeys, () => [decided(input, decision([...orderedEffects(1), { kind: 'notice', notice: notice('n') }]))]);
    t.deepEqual(waits(), [true]);
    await store.claimNotices(9_000, 9, 9_001);
    t.deepEqual(waits(), [false]);
    await store.saveMadeNotices([{ noticeId: 'n', bytes: Buffer.from('bytes') }]);
    t.deepEqual(waits(), [true], 'the bytes are there before they are sent');
    await store.noteNoticesSent([{ noticeId: 'n', at: 9_000, reply: '250' }]);
    await store.putLetterBack(2, 50, { at: 5, crash: true }, 'crashed');
    t.deepEqual(waits(), [false, true]);
    t.deepEqual(await store.audit(), []);
    await store.close();
  });
});

test('what waits for the disk takes along what does not', async (t) => {
  await inFolder(async (path) => {
    const { store, waits } = watchWaits(path);
    const { letterId } = await store.keepLetter(letter('one'), NO_HINTS, 1);
    waits();
    await Promise.all([store.saveReading(letterId, reading('one')), store.keepLetter(letter('two'), NO_HINTS, 1), store.claimNotices(1, 9, 2)]);
    t.deepEqual(waits(), [true]);
    await store.close();
  });
});

const failure = (): Error => Object.assign(new Error('disk I/O error'), { errcode: 10 });

test('after the disk has failed, nothing is kept before all that did not wait for it is surely there', async (t) => {
  await inFolder(async (path) => {
    const failing = new Set<string>();
    const carried: string[] = [];
    const store = openLocal(path, (connection) => {
      const may = (sql: string): void => {
        if (sql.includes('checkpoint')) carried.push(sql);
        for (const word of failing) if (sql.includes(word)) throw failure();
      };
      return {
        ...connection,
        exec: (sql) => {
          may(sql);
          connection.exec(sql);
        },
        get: (sql, ...bound) => {
          may(sql);
          return connection.get(sql, ...bound);
        },
      };
    });
    await openBank(store);
    const { letterId } = await store.keepLetter(letter('one'), NO_HINTS, 1);
    carried.length = 0;
    failing.add('COMMIT');
    await t.throwsAsync(store.keepLetter(letter('refused'), NO_HINTS, 1), { message: /disk I\/O error/ });
    failing.clear();
    await store.keepLetter(letter('two'), NO_HINTS, 1);
    t.deepEqual(carried, [], 'nothing was unsynced: the next COMMIT writes over what failed');
    await store.saveReading(letterId, reading('one'));
    failing.add('COMMIT').add('TRUNCATE');
    await t.throwsAsync(store.keepLetter(letter('three'), NO_HINTS, 1), { message: /disk I\/O error/ });
    failing.delete('COMMIT');
    await t.throwsAsync(store.keepLetter(letter('three'), NO_HINTS, 1), { message: /the disk has failed/ });
    await t.throwsAsync(store.withWorkingSet(noKeys, () => []), { message: /the disk has failed/ });
    failing.clear();
    carried.length = 0;
    await store.keepLetter(letter('three'), NO_HINTS, 1);
    t.deepEqual(carried, ['PRAGMA wal_checkpoint(TRUNCATE)']);
    await store.keepLetter(letter('four'), NO_HINTS, 1);
    t.is(carried.length, 1);
    t.is((await store.reconcile()).received, 4);
    t.deepEqual(await store.audit(), []);
    await store.close();
  });
});

test('where nobody knows whether a COMMIT would wait, it is said anew before anything is kept', async (t) => {
  await inFolder(async (path) => {
    const { store, waits, unheard } = watchWaits(path);
    unheard(true);
    await t.throwsAsync(store.claimLettersToRead(1, 9, 2), { message: /reported as failed/ });
    unheard(false);
    await store.keepLetter(letter('one'), NO_HINTS, 1);
    t.deepEqual(waits(), [true]);
    await store.close();
  });
});
