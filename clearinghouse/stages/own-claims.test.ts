import test from 'ava';
import { clear, notice, openBank, readLetter } from '../store/conformance/samples.ts';
import { StoreFault } from '../store/common/fault.ts';
import { openFreshKept } from '../store/sqlite/testing/fresh.ts';
import type { Store } from '../store/store.ts';
import { freeingOwnClaims } from './own-claims.ts';

const outage = (): Promise<never> => Promise.reject(new StoreFault({ code: 'io', message: 'away', stack: null }));

/** A real store, of which some verbs fail while the switch is on; `done`: they fail when all is done. */
function failing(store: Store, verbs: readonly (keyof Store)[], done = false): { readonly store: Store; on: boolean } {
  const state = { store, on: true };
  const wrapped = Object.fromEntries(
    verbs.map((verb) => [verb, async (...given: readonly never[]) => {
      const real = store[verb] as (...parameters: readonly never[]) => Promise<unknown>;
      if (!state.on) return real(...given);
      if (done) await real(...given);
      return outage();
    }]),
  );
  return Object.assign(state, { store: { ...store, ...wrapped } });
}

for (const verb of ['saveMadeNotices', 'noteNoticesSent', 'putNoticeBack'] as const) {
  for (const done of [false, true]) {
    test.serial(`a notice in hand when ${verb} failed${done ? ', though it was done,' : ''} is free again unless it was sent`, async (t) => {
      const fresh = await openFreshKept();
      await openBank(fresh.store);
      await clear(fresh.store, await readLetter(fresh.store, 'help'), [{ kind: 'notice', notice: notice('n') }]);
      const broken = failing(fresh.store, [verb], done);
      const store = freeingOwnClaims(broken.store);
      const [claimed] = (await store.claimNotices(5_000, 9, 999_999)).due;
      t.is(claimed?.notice.id, 'n');
      const made = [{ noticeId: 'n', bytes: Buffer.from('bytes') }];
      if (verb !== 'saveMadeNotices') await store.saveMadeNotices(made);
      const failed = verb === 'saveMadeNotices' ? store.saveMadeNotices(made) : verb === 'noteNoticesSent' ? store.noteNoticesSent([{ noticeId: 'n', at: 5_001, reply: '250' }]) : store.putNoticeBack('n', 888_888, '450', true);
      await t.throwsAsync(failed, { code: 'io' });
      broken.on = false;
      const again = (await store.claimNotices(5_002, 9, 999_999)).due;
      // Its server has taken it, whatever the store heard of it.
      const sent = verb === 'noteNoticesSent';
      t.deepEqual(again.map((one) => [one.notice.id, one.attempts]), sent ? [] : [['n', 1]]);
      await fresh.remove();
    });
  }
}

test.serial('mails that their server has taken are noted as such once the store answers, and are not sent again; until then nothing is claimed', async (t) => {
  const fresh = await openFreshKept();
  await openBank(fresh.store);
  const ids = ['n1', 'n2', 'n3'];
  await clear(fresh.store, await readLetter(fresh.store, 'help'), ids.map((id) => ({ kind: 'notice', notice: notice(id) })));
  const broken = failing(fresh.store, ['noteNoticesSent']);
  const store = freeingOwnClaims(broken.store);
  t.is((await store.claimNotices(5_000, 9, 6_000)).due.length, 3);
  await store.saveMadeNotices(ids.map((noticeId) => ({ noticeId, bytes: Buffer.from(noticeId) })));
  await t.throwsAsync(store.noteNoticesSent([{ noticeId: 'n1', at: 5_001, reply: '250 one' }, { noticeId: 'n2', at: 5_002, reply: '250 two' }]), { code: 'io' });
  await t.throwsAsync(store.claimNotices(7_000, 9, 8_000), { code: 'io' });
  broken.on = false;
  t.deepEqual((await store.claimNotices(7_000, 9, 8_000)).due.map((one) => one.notice.id), ['n3'], 'that one was never sent, and its claim has lapsed');
  const rows = await fresh.store.listNotices({ payment: null, status: 'sent', limit: 9 });
  t.deepEqual(rows.map(({ notice: { id }, sentAt, detail }) => [id, sentAt, detail]), [['n2', 5_002, '250 two'], ['n1', 5_001, '250 one']]);
  await fresh.remove();
});

test.serial('one of them that the store refuses is told, and keeps the others from nothing', async (t) => {
  const fresh = await openFreshKept();
  await openBank(fresh.store);
  await clear(fresh.store, await readLetter(fresh.store, 'help'), ['n1', 'n2'].map((id) => ({ kind: 'notice', notice: notice(id) })));
  const broken = failing(fresh.store, ['noteNoticesSent']);
  const store = freeingOwnClaims(broken.store);
  await store.claimNotices(5_000, 9, 6_000);
  await store.saveMadeNotices([{ noticeId: 'n2', bytes: Buffer.from('n2') }]);
  await t.throwsAsync(store.noteNoticesSent(['n1', 'n2'].map((noticeId) => ({ noticeId, at: 5_001, reply: '250' }))), { code: 'io' });
  broken.on = false;
  await t.throwsAsync(store.claimNotices(7_000, 9, 8_000), { message: /n1 was sent before its bytes were kept/ });
  t.deepEqual((await store.claimNotices(7_000, 9, 8_000)).due.map((one) => one.notice.id), ['n1']);
  await fresh.remove();
});

test.serial('two loops give it back once: what one of them has claimed since then stays claimed', async (t) => {
  const fresh = await openFreshKept();
  await openBank(fresh.store);
  await clear(fresh.store, await readLetter(fresh.store, 'help'), [{ kind: 'notice', notice: notice('n') }]);
  const broken = failing(fresh.store, ['saveMadeNotices']);
  let back = 0;
  const store = freeingOwnClaims({ ...broken.store, putNoticeBack: (...told) => ((back += 1), broken.store.putNoticeBack(...told)) });
  await store.claimNotices(5_000, 9, 999_999);
  await t.throwsAsync(store.saveMadeNotices([{ noticeId: 'n', bytes: Buffer.from('bytes') }]), { code: 'io' });
  broken.on = false;
  const claims = await Promise.all([store.claimNotices(5_002, 9, 999_999), store.claimNotices(5_003, 9, 999_999)]);
  t.deepEqual([back, claims.flatMap(({ due }) => due).map((one) => [one.notice.id, one.attempts])], [1, [['n', 1]]]);
  await fresh.remove();
});
