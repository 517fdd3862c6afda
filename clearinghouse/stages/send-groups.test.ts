/** Notices that are owed together go in groups, and two groups at once: what is kept when, and what holds up what. */
import test from 'ava';
import { clear, notice, readLetter } from '../store/conformance/samples.ts';
import type { Store } from '../store/store.ts';
import { inProcessWakeUp } from '../wakeup/in-process.ts';
import type { Stage } from './ports.ts';
import { runStages } from './run.ts';
import { sendDue } from './send.ts';
import { makeSlowGroups } from './slow-groups.ts';
import { HOUR, OWED_AT, owingTen, statuses } from './testing/owing.ts';

test.serial('a group is kept in one go before anything of it is sent, and noted in one', async (t) => {
  await owingTen(async ({ fresh, parts, tried }) => {
    const steps: string[] = [];
    const store: Store = {
      ...fresh.store,
      saveMadeNotices: (made) => (steps.push(`keeps ${made.length}, ${tried.length} sent`), fresh.store.saveMadeNotices(made)),
      noteNoticesSent: (sent) => (steps.push(`notes ${sent.length}`), fresh.store.noteNoticesSent(sent)),
    };
    t.true(await sendDue(parts({ store, atOnce: 64 })));
    t.deepEqual(steps, ['keeps 10, 0 sent', 'notes 10']);
    t.is(new Set(tried.map(({ envelope }) => envelope.to)).size, 10);
    t.deepEqual(await statuses(fresh.store), Array.from({ length: 10 }, () => 'sent'));
  });
});

test.serial('one that can\'t be made, kept or sent keeps back no other, and its fault is told', async (t) => {
  await owingTen(async ({ fresh, parts, clock }) => {
    const { store } = fresh;
    const refusesN3: Store = { ...store, saveMadeNotices: (made) => (made.some(({ noticeId }) => noticeId === 'n3') ? Promise.reject(new Error('n3 was made before, with other bytes')) : store.saveMadeNotices(made)) };
    await t.throwsAsync(sendDue(parts({ store: refusesN3, atOnce: 64 })), { message: /n3 was made before/ });
    t.deepEqual((await statuses(store)).toSorted(), ['owed', ...Array.from({ length: 9 }, () => 'sent')]);
    clock.time += HOUR;
    t.true(await sendDue(parts({ atOnce: 64 })));
    t.deepEqual(await statuses(store), Array.from({ length: 10 }, () => 'sent'));
  });
  await owingTen(async ({ fresh, parts }) => {
    const { write } = parts();
    const told: unknown[] = [];
    t.true(await sendDue(parts({ atOnce: 64, report: (...event) => void told.push(event), write: (owed, evidence) => (owed.messageId.startsWith('n5') ? Promise.reject(new RangeError('no mail')) : write(owed, evidence)) })));
    t.deepEqual(told, [['alarm', 'notice-not-written', { notice: 'n5', kind: 'balance', error: 'no mail' }]]);
    t.deepEqual((await statuses(fresh.store)).toSorted(), ['owed', ...Array.from({ length: 9 }, () => 'sent')]);
  });
});

test.serial('a store that can\'t be written is not asked once more for each', async (t) => {
  await owingTen(async ({ fresh, parts, tried }) => {
    let asked = 0;
    const full: Store = { ...fresh.store, saveMadeNotices: () => ((asked += 1), Promise.reject(Object.assign(new Error('database or disk is full'), { code: 'disk-full' }))) };
    await t.throwsAsync(sendDue(parts({ store: full, atOnce: 64 })), { message: /full/ });
    t.deepEqual([asked, tried.length], [1, 0]);
  });
});

test.serial('what the server has taken is noted while another mail still hangs', async (t) => {
  await owingTen(async ({ fresh, parts }) => {
    let release: () => void = () => t.fail();
    const hangs = new Promise<void>((resolve) => (release = resolve));
    const noted = Promise.withResolvers<number>();
    const store: Store = { ...fresh.store, noteNoticesSent: async (sent) => (await fresh.store.noteNoticesSent(sent), noted.resolve(sent.length)) };
    const { send } = parts();
    const sending = sendDue(parts({ store, atOnce: 64, send: async (envelope, bytes) => (envelope.to === 'buyer4@buyer.example' ? hangs.then(() => send(envelope, bytes)) : send(envelope, bytes)) }));
    t.is(await noted.promise, 9);
    t.deepEqual((await statuses(fresh.store)).toSorted(), ['made', ...Array.from({ length: 9 }, () => 'sent')]);
    release();
    await sending;
    t.deepEqual(await statuses(fresh.store), Array.from({ length: 10 }, () => 'sent'));
  });
});

test.serial('two loops of the stage: while a group hangs on its server, what is owed then leaves', async (t) => {
  await owingTen(async ({ fresh, parts, tried }) => {
    const [hangs, claimed] = [Promise.withResolvers<undefined>(), Promise.withResolvers<number>()];
    const { send } = parts();
    const store: Store = { ...fresh.store, saveMadeNotices: async (made) => (await fresh.store.saveMadeNotices(made), claimed.resolve(made.length)) };
    const wakeUp = inProcessWakeUp<Stage>();
    const work = { stage: 'send' as const, work: () => sendDue(parts({ store, atOnce: 64, send: (envelope, bytes) => (envelope.to.startsWith('late') ? send(envelope, bytes) : hangs.promise.then(() => send(envelope, bytes))) })) };
    const running = runStages([work, work], wakeUp, () => undefined);
    t.is(await claimed.promise, 10);
    await clear(fresh.store, await readLetter(fresh.store, 'late'), [{ kind: 'notice', notice: notice('late', { owedAt: OWED_AT, to: 'late@buyer.example' }) }], { kind: 'answered', code: 'balance' });
    while (tried.length === 0) (wakeUp.wake('send'), await new Promise((resolve) => setTimeout(resolve, 5)));
    hangs.resolve(undefined);
    await running.stop();
    t.deepEqual([tried[0]?.envelope.to, tried.length], ['late@buyer.example', 11]);
  });
});

test.serial('mails for which their server never answers, in however many loops, keep back nothing that is owed then; whoever stops waits for them', async (t) => {
  await owingTen(async ({ fresh, parts, tried }) => {
    const hangs = Promise.withResolvers<undefined>();
    const { send } = parts();
    const told: string[] = [];
    const slow = makeSlowGroups((_level, event) => void told.push(event), 20);
    const own = parts({ atOnce: 2, slow, send: (envelope, bytes) => (/^(?:takao|buyer[2-6])@/.test(envelope.to) ? hangs.promise.then(() => send(envelope, bytes)) : send(envelope, bytes)) });
    while (await sendDue(own));
    t.deepEqual(tried.map(({ envelope }) => envelope.to), ['buyer7@buyer.example', 'buyer8@buyer.example', 'buyer9@buyer.example', 'buyer10@buyer.example']);
    const ended = slow.ended();
    hangs.resolve(undefined);
    await ended;
    t.deepEqual([await statuses(fresh.store), own.inHand.size, told], [Array.from({ length: 10 }, () => 'sent'), 0, []]);
  });
});

test.serial('of groups that hang so many are left to themselves; a fault of one of them is told', async (t) => {
  const told: string[] = [];
  const slow = makeSlowGroups((level, event, fields) => void told.push(`${level} ${event} ${String(fields['stage'])} ${String(fields['error']).split('\n')[0]}`), 5, 2);
  const hung = [1, 2, 3].map(() => Promise.withResolvers<void>());
  for (const { promise } of hung.slice(0, 2)) await slow.waitFor(promise);
  let waited = false;
  const third = slow.waitFor(hung[2]?.promise ?? Promise.resolve()).then(() => (waited = true));
  await new Promise((resolve) => setTimeout(resolve, 40));
  t.false(waited);
  for (const { resolve } of hung.slice(1)) resolve();
  hung[0]?.reject(new Error('n1 was made before'));
  await Promise.all([third, slow.ended()]);
  t.deepEqual(told, ['alarm stage-failed send Error: n1 was made before']);
});

test.serial('a claim that lapses while its mail is on the way: whoever has it in hand sends it, nobody else of this process', async (t) => {
  await owingTen(async ({ fresh, parts, tried, clock }) => {
    const [hangs, claimed] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const { send } = parts();
    const store: Store = { ...fresh.store, saveMadeNotices: async (made) => (await fresh.store.saveMadeNotices(made), claimed.resolve(undefined)) };
    const own = parts({ store, atOnce: 64, send: (envelope, bytes) => hangs.promise.then(() => send(envelope, bytes)) });
    const first = sendDue(own);
    await claimed.promise;
    clock.time += HOUR;
    t.false(await sendDue(own), 'all that is due is in hand');
    hangs.resolve(undefined);
    t.true(await first);
    t.is(tried.length, 10);
    t.deepEqual(await statuses(fresh.store), Array.from({ length: 10 }, () => 'sent'));
    t.false(await sendDue(own));
  });
});

test.serial('a mail that is on its way for longer than a claim lasts stays claimed: no other process sends it as well', async (t) => {
  await owingTen(async ({ fresh, parts, tried, clock }) => {
    const [hangs, claimed] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const { send } = parts();
    let again = 0;
    const store: Store = {
      ...fresh.store,
      saveMadeNotices: async (made) => (await fresh.store.saveMadeNotices(made), claimed.resolve(undefined)),
      putNoticeBack: async (...given) => (await fresh.store.putNoticeBack(...given), void (again += 1)),
    };
    const first = sendDue(parts({ store, atOnce: 64, claimAgainMs: 20, send: (envelope, bytes) => hangs.promise.then(() => send(envelope, bytes)) }));
    await claimed.promise;
    for (let minutes = 0; minutes < 16; minutes += 4) {
      clock.time += 240_000;
      const before = again;
      while (again < before + 20) await new Promise((resolve) => setTimeout(resolve, 5));
      t.false(await sendDue(parts({ inHand: new Set(), atOnce: 64 })), `after ${minutes + 4} minutes`);
    }
    hangs.resolve(undefined);
    t.true(await first);
    t.is(tried.length, 10);
    t.deepEqual((await fresh.store.listNotices({ payment: null, status: null, limit: 99 })).map(({ status, attempts, detail }) => [status, attempts, detail]), Array.from({ length: 10 }, () => ['sent', 1, '250 ok']));
  });
});

test.serial('what is put back while another mail of its group still hangs is sent again in its time', async (t) => {
  await owingTen(async ({ fresh, parts, tried, clock }) => {
    const [hangs, puts] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const inHand = new Set<string>();
    const { send } = parts();
    const store: Store = { ...fresh.store, putNoticeBack: async (...given) => (await fresh.store.putNoticeBack(...given), puts.resolve(undefined)) };
    const first = sendDue(parts({ store, inHand, atOnce: 64, send: async (envelope, bytes) => {
      if (envelope.to === 'buyer4@buyer.example') await hangs.promise;
      return envelope.to === 'buyer5@buyer.example' ? { outcome: 'later', reply: '451 greylisted' } : send(envelope, bytes);
    } }));
    await puts.promise;
    clock.time += 60_000;
    t.true(await sendDue(parts({ inHand, atOnce: 64 })));
    t.true(tried.some(({ envelope }) => envelope.to === 'buyer5@buyer.example'));
    hangs.resolve(undefined);
    await first;
    t.deepEqual(await statuses(fresh.store), Array.from({ length: 10 }, () => 'sent'));
  });
});
