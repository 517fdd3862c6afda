/** Notices: owed, made once, sent until taken. */
import type { OwedNotice } from '../../core/notice.ts';
import type { NoticeStatus, Store } from '../store.ts';
import type { Case } from './case.ts';
import { clear, entry, letter, notice, openBank, playPayment, readLetter } from './samples.ts';

const NO_HINTS = { from: null, messageId: null };
const NONE = { due: [], unopened: [] };

async function owe(store: Store, ...notices: readonly OwedNotice[]): Promise<void> {
  await clear(store, await readLetter(store, `asks for ${notices.map((one) => one.id).join(' ')}`), notices.map((one) => ({ kind: 'notice', notice: one })), { kind: 'answered', code: 'balance' });
}

const statusOf = async (store: Store, id: string): Promise<NoticeStatus | undefined> => (await store.listNotices({ payment: null, status: null, limit: 99 })).find((one) => one.notice.id === id)?.status;

export const sendCases: readonly Case[] = [
  {
    title: 'a notice goes from owed to made to sent, with the same bytes at every try, over restarts',
    run: async (t, under) => {
      const owed = notice('n1', { facts: { kind: 'help', asked: true, subject: 'ヘルプ', shown: '' }, references: ['a@x', 'b@x'] });
      await owe(under.store, owed);
      t.deepEqual(await under.store.claimNotices(3_000, 9, 4_000), { due: [{ notice: owed, bytes: null, attempts: 1, entry: null }], unopened: [] });
      t.deepEqual(await under.store.claimNotices(3_999, 9, 5_000), NONE);
      const made = Buffer.from('From: bank\r\n\r\n\u0000ヘルプ');
      await under.store.saveMadeNotices([{ noticeId: 'n1', bytes: made }]);
      await under.store.saveMadeNotices([{ noticeId: 'n1', bytes: made }]);
      await t.throwsAsync(under.store.saveMadeNotices([{ noticeId: 'n1', bytes: Buffer.from('other') }]), { message: /made before/ });
      t.is(await statusOf(under.store, 'n1'), 'made');
      await under.store.putNoticeBack('n1', 6_000, '451 later', true);
      t.is(await under.store.nextDueAt(), 6_000);
      await under.reopen();
      const [again] = (await under.store.claimNotices(6_000, 9, 7_000)).due;
      t.deepEqual([Buffer.from(again?.bytes ?? []), again?.attempts, again?.notice], [made, 2, owed]);
      await under.store.noteNoticesSent([{ noticeId: 'n1', at: 6_500, reply: '250 ok' }]);
      await under.store.noteNoticesSent([{ noticeId: 'n1', at: 6_600, reply: '250 ok again' }]);
      t.like((await under.store.listNotices({ payment: null, status: 'sent', limit: 9 }))[0], { status: 'sent', sentAt: 6_500, detail: '250 ok', attempts: 2, nextTryAt: null });
      t.deepEqual(await under.store.claimNotices(99_999, 9, 100_000), NONE);
      t.is(await under.store.nextDueAt(), null);
    },
  },
  {
    title: 'what was made and what was sent is kept in groups: all of one, or none',
    run: async (t, { store }) => {
      await owe(store, ...['a', 'b', 'c'].map((id) => notice(id)));
      await store.claimNotices(3_000, 9, 4_000);
      const made = (noticeId: string, text = noticeId) => ({ noticeId, bytes: Buffer.from(`the mail ${text}`) });
      const sent = (noticeId: string) => ({ noticeId, at: 3_500, reply: `250 ${noticeId}` });
      await t.throwsAsync(store.saveMadeNotices([made('a'), made('unknown')]), { message: /unknown.*not in the store/ });
      await store.saveMadeNotices([made('b')]);
      await t.throwsAsync(store.saveMadeNotices([made('a'), made('b', 'other')]), { message: /made before/ });
      t.deepEqual(await Promise.all(['a', 'b', 'c'].map((id) => statusOf(store, id))), ['owed', 'made', 'owed']);
      await store.saveMadeNotices([made('b'), made('a')]);
      await t.throwsAsync(store.noteNoticesSent([sent('a'), sent('c')]), { message: /before its bytes were kept/ });
      t.deepEqual(await Promise.all(['a', 'b', 'c'].map((id) => statusOf(store, id))), ['made', 'made', 'owed']);
      await store.noteNoticesSent([sent('b'), sent('a')]);
      t.deepEqual((await store.listNotices({ payment: null, status: 'sent', limit: 9 })).map(({ notice: { id }, detail }) => [id, detail]), [['b', '250 b'], ['a', '250 a']]);
      t.deepEqual(await Promise.all((['owed', 'made', 'sent', 'failed'] as const).map((status) => store.countNotices(status, 9))), [1, 0, 2, 0]);
      t.is(await store.countNotices('sent', 1), 1);
      await store.saveMadeNotices([]);
      await store.noteNoticesSent([]);
      t.deepEqual((await store.claimNotices(9_000, 9, 9_001)).due.map(({ notice: { id } }) => id), ['c']);
    },
  },
  {
    title: 'notices are claimed in the order in which they were owed, by one of two who ask',
    run: async (t, under) => {
      await owe(under.store, ...Array.from({ length: 10 }, (_, index) => notice(`n${index}`)));
      t.deepEqual((await under.store.claimNotices(3_000, 2, 4_000)).due.map((one) => one.notice.id), ['n0', 'n1']);
      const second = await under.openSecond();
      const claims = await Promise.all([under.store.claimNotices(3_000, 5, 4_000), second.claimNotices(3_000, 5, 4_000)]);
      await second.close();
      t.deepEqual(claims.flatMap(({ due }) => due).map((one) => one.notice.id).sort(), ['n2', 'n3', 'n4', 'n5', 'n6', 'n7', 'n8', 'n9']);
      t.deepEqual((await under.store.claimNotices(4_000, 1, 5_000)).due.map((one) => [one.notice.id, one.attempts]), [['n0', 2]]);
    },
  },
  {
    title: 'a notice that does not open, or whose bytes do not, is claimed, told by name, and keeps no other back; once it is whole it goes on as it was',
    run: async (t, under) => {
      const { store } = under;
      await openBank(store);
      await playPayment(store, 1, 50n);
      await store.noteNoticeFailed('receipt-1', 2_500, '550');
      await owe(store, ...['row', 'bytes', 'whole'].map((id) => notice(id)));
      await store.claimNotices(3_000, 9, 3_500);
      await store.saveMadeNotices(['bytes', 'whole'].map((noticeId) => ({ noticeId, bytes: Buffer.from(noticeId) })));
      const damage = async (): Promise<void> => (await under.damage('notices', 'row'), under.damage('notice_bytes', 'bytes'));
      await damage();
      const { due, unopened } = await store.claimNotices(4_000, 9, 5_000);
      t.deepEqual([due.map((one) => one.notice.id), unopened.map((one) => one.noticeId)], [['whole'], ['row', 'bytes']]);
      for (const { reason } of unopened) t.regex(reason, /does not open/);
      t.deepEqual([await store.countNotices('owed', 9), await store.countNotices('made', 9)], [1, 2], 'they are counted');
      t.deepEqual(await store.claimNotices(4_999, 9, 6_000), NONE, 'they are claimed like any other');
      for (const { noticeId, reason } of unopened) await store.putNoticeBack(noticeId, 9_000, reason, false);
      t.deepEqual((await store.claimNotices(8_999, 9, 8_999)).due.map((one) => one.notice.id), ['whole']);
      await damage();
      t.deepEqual((await store.claimNotices(9_000, 9, 9_001)).due.map((one) => [one.notice.id, one.attempts, one.bytes === null ? null : Buffer.from(one.bytes).toString()]), [['row', 2, null], ['bytes', 2, 'bytes'], ['whole', 4, 'whole']]);
    },
  },
  {
    title: 'a start frees what a killed process had claimed, and nothing else',
    run: async (t, { store }) => {
      await owe(store, notice('claimed'), notice('sent'));
      await store.keepLetter(letter('mail'), NO_HINTS, 1);
      await store.claimNotices(3_000, 9, 9_000);
      await store.claimLettersToRead(3_000, 9, 9_000);
      await store.saveMadeNotices([{ noticeId: 'sent', bytes: Buffer.from('bytes') }]);
      await store.noteNoticesSent([{ noticeId: 'sent', at: 3_100, reply: '250 ok' }]);
      await store.releaseClaims();
      t.deepEqual((await store.claimNotices(3_200, 9, 9_000)).due.map((one) => [one.notice.id, one.attempts]), [['claimed', 2]]);
      t.deepEqual((await store.claimLettersToRead(3_200, 9, 9_000)).map((one) => one.attempts), [2]);
    },
  },
  {
    title: 'a start also frees what was put back, with the attempts that it had; repeated, and over a restart, it changes nothing more',
    run: async (t, under) => {
      await owe(under.store, notice('made'));
      const [crashed, waits] = [await under.store.keepLetter(letter('crashed'), NO_HINTS, 1), await under.store.keepLetter(letter('waits for DNS'), NO_HINTS, 1)];
      const read = await readLetter(under.store, 'read');
      await under.store.claimNotices(3_000, 9, 4_000);
      await under.store.saveMadeNotices([{ noticeId: 'made', bytes: Buffer.from('bytes') }]);
      await under.store.putNoticeBack('made', 90_000, '421 busy', true);
      await under.store.claimLettersToRead(3_000, 9, 4_000);
      await under.store.putLetterBack(crashed.letterId, 90_000, { at: 3_050, crash: true }, 'crashed');
      await under.store.putLetterBack(waits.letterId, 90_000, { at: 3_050, crash: false }, 'SERVFAIL');
      await under.store.releaseClaims();
      await under.reopen();
      await under.store.releaseClaims();
      const [again] = (await under.store.claimNotices(3_100, 9, 4_000)).due;
      t.deepEqual([Buffer.from(again?.bytes ?? []).toString(), again?.attempts], ['bytes', 2]);
      t.deepEqual((await under.store.claimLettersToRead(3_100, 9, 4_000)).map((one) => [one.letterId, one.attempts]), [[crashed.letterId, 2], [waits.letterId, 1]]);
      t.is((await under.store.findLetter(read.letterId))?.row.stage, 'read');
    },
  },
  {
    title: 'what a clock that ran ahead has claimed or put back is taken up once the clock is right, and waits no longer than anything may',
    run: async (t, { store }) => {
      // Later than every clock, the server's too.
      const [NOW, AHEAD] = [7_258_118_400_000, 7_258_118_400_000 + 5 * 3_600_000];
      await owe(store, notice('claimed'), notice('put back'));
      const [claimed, back] = [await store.keepLetter(letter('claimed'), NO_HINTS, 1), await store.keepLetter(letter('put back'), NO_HINTS, 1)];
      await store.claimLettersToRead(AHEAD, 9, AHEAD + 120_000);
      await store.claimNotices(AHEAD, 9, AHEAD + 300_000);
      await store.putLetterBack(back.letterId, AHEAD + 900_000, { at: AHEAD, crash: false }, 'SERVFAIL');
      await store.putNoticeBack('put back', AHEAD + 4_500_000, '450', true);
      await store.addInstruction({ kind: 'proof-late', entryId: 'x' }, AHEAD, AHEAD + 60_000);
      const instructions = async (now: number): Promise<number> => (await store.readyInputs(now, 0, 9)).filter(({ kind }) => kind === 'instruction').length;
      t.is(await instructions(NOW), 1);
      t.is(await instructions(AHEAD), 0);
      t.deepEqual((await store.claimLettersToRead(NOW, 9, NOW + 120_000)).map(({ letterId }) => letterId), [claimed.letterId, back.letterId]);
      t.deepEqual((await store.claimNotices(NOW, 9, NOW + 300_000)).due.map((one) => one.notice.id), ['claimed', 'put back']);
      t.deepEqual(await store.claimLettersToRead(NOW, 9, NOW + 120_000), [], 'now they are claimed');
      t.deepEqual(await store.claimNotices(NOW, 9, NOW + 300_000), NONE);
    },
  },
  {
    title: 'a receipt waits until its entry is published',
    run: async (t, { store }) => {
      await openBank(store);
      await playPayment(store, 1, 50n);
      await owe(store, notice('waits', { paymentId: 1, waitsForEntry: '1.settled' }));
      t.deepEqual((await store.claimNotices(9_000, 9, 9_001)).due.map((one) => one.notice.id), ['receipt-1']);
      await store.noteNoticeFailed('receipt-1', 9_002, '550');
      t.is(await statusOf(store, 'waits'), 'owed');
      t.is(await store.nextDueAt(), null);
    },
  },
  {
    title: 'a notice fails or comes back for good; a complaint only leaves its word',
    run: async (t, { store }) => {
      await owe(store, notice('failed'), notice('bounced'), notice('complained'));
      await t.throwsAsync(store.noteNoticesSent([{ noticeId: 'failed', at: 1, reply: '250' }]), { message: /before its bytes were kept/ });
      await store.noteNoticeFailed('failed', 3_000, '550 no such user');
      for (const id of ['bounced', 'complained']) {
        await store.saveMadeNotices([{ noticeId: id, bytes: Buffer.from(id) }]);
        await store.noteNoticesSent([{ noticeId: id, at: 3_000, reply: '250 ok' }]);
      }
      const ended = (noticeId: string, outcome: 'bounced' | 'failed' | 'complained') => ({ kind: 'notice-ended', noticeId, outcome, detail: '5.1.1' }) as const;
      await clear(store, await readLetter(store, 'dsn'), [ended('bounced', 'bounced'), ended('complained', 'complained'), ended('failed', 'failed')], { kind: 'recorded', code: 'bounced' });
      t.deepEqual(await Promise.all(['failed', 'bounced', 'complained'].map((id) => statusOf(store, id))), ['failed', 'bounced', 'sent']);
      t.like((await store.listNotices({ payment: null, status: 'sent', limit: 9 }))[0], { detail: 'complained: 5.1.1' });
      await t.throwsAsync(store.putNoticeBack('unknown', 1, '', true), { message: /not in the store/ });
    },
  },
  {
    title: 'a notice or an entry that was written before is a fault',
    run: async (t, { store }) => {
      await openBank(store);
      await playPayment(store, 1, 50n);
      await owe(store, notice('n1'));
      await t.throwsAsync(owe(store, notice('n1')));
      await t.throwsAsync(readLetter(store, 'x').then((input) => clear(store, input, [entry(1, 'settled')])));
    },
  },
];
