/** The send stage on the real store: when it goes on, when it gives up, and what a crash in between sends again. */
import test from 'ava';
import type { Instruction } from '../core/decision.ts';
import type { NoticeFacts } from '../core/notice.ts';
import { clear, notice, readLetter } from '../store/conformance/samples.ts';
import type { NoticeRow, Store } from '../store/store.ts';
import { sendDue, type SendParts } from './send.ts';
import { answer, HOUR, OWED_AT, owing, owingTen, statuses, type World } from './testing/owing.ts';

/** Sends whenever something is due, until `end` or until nothing waits any more. */
async function sendUntil({ clock, parts }: World, end: number): Promise<void> {
  for (;;) {
    const due = await parts().store.nextDueAt();
    if (due === null || due > end) break;
    clock.time = Math.max(clock.time, due);
    if (!(await sendDue(parts()))) break;
  }
  clock.time = Math.max(clock.time, end);
}

const row = async (store: Store): Promise<NoticeRow | undefined> => (await store.listNotices({ payment: null, status: null, limit: 9 }))[0];
const instructions = async ({ fresh, clock }: World): Promise<readonly Instruction[]> => (await fresh.store.readyInputs(clock.time, 0, 9)).flatMap((input) => (input.kind === 'instruction' ? [input.instruction] : []));

test.serial('what the server takes is sent once, from an address that a bounce tells the notice by', async (t) => {
  await owing(async (world) => {
    t.true(await sendDue(world.parts()));
    t.false(await sendDue(world.parts()));
    t.deepEqual(world.tried.map(({ envelope, bytes }) => [envelope.from, envelope.to, bytes]), [['', 'takao@buyer.example', 'n1@bank.example balance signature 1']]);
    t.like(await row(world.fresh.store), { status: 'sent', sentAt: OWED_AT, detail: '250 ok' });
    await clear(world.fresh.store, await readLetter(world.fresh.store, 'order'), [{ kind: 'notice', notice: notice('n2', { nullReturnPath: false }) }]);
    await sendDue(world.parts());
    t.is(world.tried[1]?.envelope.from, 'bounce+n2@bank.example');
  });
});

test.serial('no way out for 100 hours never fails a notice; then the same bytes go', async (t) => {
  await owing(async (world) => {
    world.say = answer('unsent', 'no connection');
    await sendUntil(world, OWED_AT + 100 * HOUR);
    t.true(world.tried.length >= 100, `${world.tried.length} tries`);
    t.like(await row(world.fresh.store), { status: 'made', detail: 'no connection' });
    t.deepEqual(await instructions(world), []);
    world.say = answer('accepted', '250 ok');
    await sendUntil(world, OWED_AT + 102 * HOUR);
    t.is((await row(world.fresh.store))?.status, 'sent');
    t.deepEqual([...new Set(world.tried.map(({ bytes }) => bytes))], ['n1@bank.example balance signature 1']);
  });
});

test.serial('tries stand ever further apart, at most an hour, spread by a quarter', async (t) => {
  const gaps = async (fraction: number): Promise<readonly number[]> => {
    let found: readonly number[] = [];
    await owing(async (world) => {
      world.say = answer('later', '451 busy');
      const parts = (): SendParts => world.parts({ chance: { seed: () => '', fraction: () => fraction } });
      await sendUntil({ ...world, parts }, OWED_AT + 6 * HOUR);
      found = world.tried.slice(1).map(({ at }, index) => (at - (world.tried[index]?.at ?? 0)) / 1_000);
    });
    return found;
  };
  t.deepEqual((await gaps(0.5)).slice(0, 10), [15, 30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
  t.deepEqual((await gaps(0)).slice(0, 3), [11.25, 22.5, 45]);
});

test.serial('a server that puts it off for 48 hours and twelve tries: given up, and the core is told', async (t) => {
  await owing(async (world) => {
    world.say = answer('later', '451 greylisted');
    await sendUntil(world, OWED_AT + 48 * HOUR - 1);
    t.is((await row(world.fresh.store))?.status, 'made');
    t.deepEqual(await instructions(world), []);
    await sendUntil(world, OWED_AT + 50 * HOUR);
    t.deepEqual(await instructions(world), [{ kind: 'notice-failed', noticeId: 'n1', reply: 'no server took it for 48 hours: 451 greylisted' }]);
    t.is((await row(world.fresh.store))?.status, 'failed');
    t.deepEqual(world.woken, ['clear']);
    const { length } = world.tried;
    t.true(length >= 12);
    await sendUntil(world, OWED_AT + 100 * HOUR);
    t.is(world.tried.length, length);
  });
});

test.serial('a server that never answers for a mail gets it ever more rarely, not every half minute, and at last staff are called', async (t) => {
  await owing(async (world) => {
    const alarms: string[] = [];
    world.say = answer('unanswered', 'ETIMEDOUT: Timeout');
    const parts = (): SendParts => world.parts({ report: (level, event) => void alarms.push(`${level} ${event}`) });
    await sendUntil({ ...world, parts }, OWED_AT + 47 * HOUR);
    t.true(world.tried.length >= 12 && world.tried.length < 80, `${world.tried.length} copies`);
    t.deepEqual([alarms, await instructions(world)], [[], []]);
    await sendUntil({ ...world, parts }, OWED_AT + 100 * HOUR);
    t.deepEqual(await instructions(world), [{ kind: 'notice-failed', noticeId: 'n1', reply: 'no server answered for it for 48 hours: ETIMEDOUT: Timeout' }]);
    t.like(await row(world.fresh.store), { status: 'failed' });
    t.deepEqual(alarms, ['alarm notice-unanswered']);
  });
});

test.serial('owed for long but hardly tried: given up only at the twelfth try', async (t) => {
  await owing(async (world) => {
    world.say = answer('later', '451 greylisted');
    world.clock.time = OWED_AT + 49 * HOUR;
    for (let tries = 1; tries <= 11; tries += 1) {
      await sendDue(world.parts());
      world.clock.time += 2 * HOUR;
    }
    t.is(world.tried.length, 11);
    t.is((await row(world.fresh.store))?.status, 'made');
    t.deepEqual(await instructions(world), []);
    await sendDue(world.parts());
    t.is((await row(world.fresh.store))?.status, 'failed');
    t.is((await instructions(world)).length, 1);
  });
});

test.serial('what is refused is given up at once', async (t) => {
  await owing(async (world) => {
    const told: string[] = [];
    world.say = answer('refused', `550 5.1.1 no such user ${'x'.repeat(400)}`);
    await sendDue(world.parts({ report: (level, event) => void told.push(`${level} ${event}`) }));
    t.like(await row(world.fresh.store), { status: 'failed', attempts: 1 });
    const [failed] = await instructions(world);
    t.like(failed, { kind: 'notice-failed', noticeId: 'n1' });
    t.is(failed?.kind === 'notice-failed' ? failed.reply.length : 0, 300);
    t.deepEqual([told, world.woken], [['warn notice-refused'], ['clear']]);
  });
});

test.serial('of what the server says of a notice that bears a token or suggested passwords, the codes alone are kept and told', async (t) => {
  const suggesting: NoticeFacts = { kind: 'order-refused', code: 'secret-weak', sentence: '', subject: '', orderedAt: 0, suggestions: ['maple-7731-crow'], transcript: [] };
  for (const [more, kept] of [[{ replyTo: 'pay+q.token@bank.example' }, '554 5.7.1'], [{ facts: suggesting }, '554 5.7.1'], [{}, '554 5.7.1 it says "maple-7731-crow"']] as const) {
    await owing(async (world) => {
      await sendDue(world.parts());
      await clear(world.fresh.store, await readLetter(world.fresh.store, 'order'), [{ kind: 'notice', notice: notice('n2', more) }]);
      const told: unknown[] = [];
      world.say = answer('refused', '554 5.7.1 it says "maple-7731-crow"');
      await sendDue(world.parts({ report: (_level, _event, fields) => void told.push(fields['reply']) }));
      t.deepEqual([told, (await instructions(world)).map((one) => (one.kind === 'notice-failed' ? one.reply : ''))], [[kept], [kept]]);
    });
  }
});

test.serial('a crash after the server took it, before that was noted: the same bytes go again', async (t) => {
  await owing(async (world) => {
    const dies: Store = { ...world.fresh.store, noteNoticesSent: () => Promise.reject(new Error('the process dies here')) };
    await t.throwsAsync(sendDue(world.parts({ store: dies })), { message: /dies here/ });
    await world.fresh.reopen();
    t.false(await sendDue(world.parts()), 'it is still claimed by the process that died');
    await sendUntil(world, OWED_AT + HOUR);
    t.deepEqual(world.tried.map(({ bytes }) => bytes), Array.from({ length: 2 }, () => 'n1@bank.example balance signature 1'));
    t.like(await row(world.fresh.store), { status: 'sent', attempts: 2 });
  });
});

for (const [name, prove] of [['does not prove itself', () => Promise.reject(new Error('its face does not open its leaf'))], ['gets no answer about its proof', () => new Promise<never>(() => undefined)]] as const) test.serial(`a receipt that ${name} stays, and keeps no other notice back`, async (t) => {
  await owing(async (world) => {
    const { store } = world.fresh;
    const alarms: string[] = [];
    const published = { id: 'E', kind: 'settled', paymentId: 1, at: OWED_AT, origin: 'board.example/board/2026', index: 0, leaf: '', face: null, details: [] } as const;
    // The same notice once as it is, once as the receipt of an entry: what the store gives for one that waited for an entry.
    const [due] = (await store.claimNotices(world.clock.time, 1, world.clock.time)).due;
    if (due === undefined) throw new Error('nothing is owed');
    const claims = [{ ...due, entry: published }, { ...due, notice: { ...due.notice, id: 'n2', to: 'other@buyer.example' } }];
    const put: string[] = [];
    const twice: Store = { ...store, claimNotices: async () => ({ due: claims, unopened: [] }), saveMadeNotices: async () => undefined, noteNoticesSent: async () => undefined, putNoticeBack: async (id, _at, reply, counts) => void put.push(`${id} ${reply} ${counts}`) };
    await sendDue(world.parts({ store: twice, prove, proveWithinMs: 50, report: (level, event) => void alarms.push(`${level} ${event}`) }));
    t.deepEqual(world.tried.map(({ envelope }) => envelope.to), ['other@buyer.example']);
    t.deepEqual(put, ['n1 its entry is not proved false']);
    t.deepEqual(alarms, ['alarm receipt-not-proved']);
  });
});

test.serial('a notice that does not open, or whose bytes do not, is named in an alarm once an hour and goes out once it is whole; the others are sent meanwhile', async (t) => {
  await owing(async (world) => {
    const { fresh, clock } = world;
    const told: string[] = [];
    const parts = (): SendParts => world.parts({ report: (level, event, fields) => void told.push(`${level} ${event} ${String(fields['notice'])}`) });
    const owe = async (id: string): Promise<void> => void (await clear(fresh.store, await readLetter(fresh.store, id), [{ kind: 'notice', notice: notice(id, { to: `${id}@buyer.example`, owedAt: OWED_AT }) }]));
    for (const id of ['n2', 'n3']) await owe(id);
    world.say = answer('later', '451 busy');
    await sendDue(parts());
    world.say = answer('accepted', '250 ok');
    world.tried.length = 0;
    await owe('n4');
    await fresh.damage('notices', 'n4');
    await fresh.damage('notice_bytes', 'n2');
    clock.time += 60_000;
    while (await sendDue(parts()));
    t.deepEqual(world.tried.map(({ envelope }) => envelope.to), ['takao@buyer.example', 'n3@buyer.example']);
    const alarms = ['alarm notice-not-opened n2', 'alarm notice-not-opened n4'];
    t.deepEqual(told, alarms);
    clock.time += HOUR - 1;
    t.false(await sendDue(parts()));
    clock.time += 1;
    while (await sendDue(parts()));
    t.deepEqual([told, world.tried.length], [[...alarms, ...alarms], 2]);
    await fresh.damage('notices', 'n4');
    await fresh.damage('notice_bytes', 'n2');
    clock.time += HOUR;
    await sendDue(parts());
    t.deepEqual([told.length, await statuses(fresh.store)], [4, ['sent', 'sent', 'sent', 'sent']]);
  });
});

test.serial('many notices that do not open, as many as are claimed at once, keep back none behind them', async (t) => {
  await owingTen(async (world) => {
    for (let at = 1; at <= 8; at += 1) await world.fresh.damage('notices', `n${at}`);
    while (await sendDue(world.parts({ atOnce: 4 })));
    t.deepEqual(world.tried.map(({ envelope }) => envelope.to), ['buyer9@buyer.example', 'buyer10@buyer.example']);
  });
});

test.serial('what goes along with a wallet page is made once with it; where it can\'t be made the page waits, and staff are called', async (t) => {
  await owing(async (world) => {
    const { store } = world.fresh;
    const alarms: string[] = [];
    const [due] = (await store.claimNotices(world.clock.time, 1, world.clock.time)).due;
    if (due === undefined) throw new Error('nothing is owed');
    const facts = { kind: 'wallet-page', account: 'takao@buyer.example', until: OWED_AT + HOUR, again: false, currencies: [] } as const;
    const claims = [{ ...due, notice: { ...due.notice, facts } }, { ...due, notice: { ...due.notice, id: 'n2', to: 'other@buyer.example' } }];
    const put: string[] = [];
    const twice: Store = { ...store, claimNotices: async () => ({ due: claims, unopened: [] }), saveMadeNotices: async () => undefined, noteNoticesSent: async () => undefined, putNoticeBack: async (id, _at, reply, counts) => void put.push(`${id} ${reply} ${counts}`) };
    const report: SendParts['report'] = (level, event) => void alarms.push(`${level} ${event}`);
    await sendDue(world.parts({ store: twice, report, enclose: () => Promise.reject(new Error('the bank has no wallet key')) }));
    t.deepEqual(world.tried.map(({ envelope }) => envelope.to), ['other@buyer.example']);
    t.deepEqual([put, alarms], [['n1 the file that goes along with it could not be made false'], ['alarm enclosure-not-made']]);
    const rendered: unknown[] = [];
    const page = { attachments: [], sha256: '00', number: null, recipient: 'age1' };
    const write: SendParts['write'] = async (owed, evidence) => (rendered.push([owed.facts.kind, evidence]), Buffer.from('mail'));
    await sendDue(world.parts({ store: twice, write, enclose: async () => page }));
    t.deepEqual(rendered, [['wallet-page', page], ['balance', null]]);
  });
});

test.serial('a notice that can\'t be written is tried ever later, keeps no other one back, and ends where staff see it', async (t) => {
  await owing(async (world) => {
    const alarms: string[] = [];
    const { write } = world.parts();
    const fails: Partial<SendParts> = {
      report: (level, event) => void alarms.push(`${level} ${event}`),
      write: async (owed, evidence) => (owed.id === 'n1' ? Promise.reject(new RangeError('mail draft: control character in subject')) : write(owed, evidence)),
    };
    await clear(world.fresh.store, await readLetter(world.fresh.store, 'order'), [{ kind: 'notice', notice: notice('n2', { to: 'other@buyer.example', owedAt: OWED_AT }) }]);
    const parts = (): SendParts => world.parts(fails);
    await sendUntil({ ...world, parts }, OWED_AT + 47 * HOUR);
    t.deepEqual(world.tried.map(({ envelope }) => envelope.to), ['other@buyer.example']);
    t.true(alarms.length >= 12 && alarms.length < 80, `${alarms.length} tries`);
    t.deepEqual([...new Set(alarms)], ['alarm notice-not-written']);
    await sendUntil({ ...world, parts }, OWED_AT + 50 * HOUR);
    t.deepEqual(await instructions(world), [{ kind: 'notice-failed', noticeId: 'n1', reply: 'it could not be written: mail draft: control character in subject' }]);
    t.is((await world.fresh.store.listNotices({ payment: null, status: 'failed', limit: 9 })).length, 1);
  });
});
