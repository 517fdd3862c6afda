/** Letters: kept once and whole, claimed in turn, read, put back. */
import { createHash } from 'node:crypto';
import type { Case } from './case.ts';
import { clear, instruct, letter, openBank, readLetter, reading, TAKAO } from './samples.ts';

const NO_HINTS = { from: null, messageId: null };

export const receiveCases: readonly Case[] = [
  {
    title: 'a letter is kept byte for byte, with its envelope and place, over a restart',
    run: async (t, under) => {
      const bytes = Uint8Array.from({ length: 256 * 40 }, (_, index) => index % 256);
      const sent = letter('', { bytes, intake: 'imap', envelope: { from: null, to: [], clientAddress: null, helo: null }, place: { folder: 'INBOX', uidValidity: '77', uid: 5 } });
      const { letterId, duplicate } = await under.store.keepLetter(sent, { from: 'a@b.example', messageId: 'm@b.example' }, 1_234);
      t.false(duplicate);
      await under.reopen();
      const found = await under.store.findLetter(letterId);
      t.deepEqual(Buffer.from(found?.bytes ?? []), Buffer.from(bytes));
      t.deepEqual(found?.place, sent.place);
      t.like(found?.row, { letterId, receivedAt: 1_000, keptAt: 1_234, intake: 'imap', size: bytes.length, from: 'a@b.example', messageId: 'm@b.example', stage: 'unread', attempts: 0, nextTryAt: null, disposition: null });
      const [claimed] = await under.store.claimLettersToRead(2_000, 10, 3_000);
      t.deepEqual({ ...claimed, bytes: Buffer.from(claimed?.bytes ?? []) }, { ...sent, letterId, keptAt: 1_234, attempts: 1, failedSince: null, crashes: 0, suspect: false, from: 'a@b.example', messageId: 'm@b.example', registered: false, bytes: Buffer.from(bytes) });
    },
  },
  {
    title: 'the same bytes again are a success and one letter, also in one burst',
    run: async (t, { store }) => {
      const kept = await Promise.all(Array.from({ length: 300 }, (_, index) => store.keepLetter(letter(`mail ${index % 100}`), NO_HINTS, 1)));
      t.is(kept.filter((one) => !one.duplicate).length, 100);
      t.is(new Set(kept.map((one) => one.letterId)).size, 100);
      t.deepEqual(await store.keepLetter(letter('mail 7', { intake: 'imap', receivedAt: 5 }), NO_HINTS, 2), { letterId: kept[7]?.letterId ?? 0, duplicate: true });
      t.is((await store.reconcile()).received, 100);
    },
  },
  {
    title: 'a place that comes with other bytes loses neither letter',
    run: async (t, { store }) => {
      const place = { folder: 'INBOX', uidValidity: '1', uid: 1 };
      const first = await store.keepLetter(letter('first', { place }), NO_HINTS, 1);
      const second = await store.keepLetter(letter('second', { place }), NO_HINTS, 2);
      t.not(first.letterId, second.letterId);
      t.deepEqual((await store.findLetter(second.letterId))?.place, place);
      t.is((await store.findLetter(first.letterId))?.place, null);
    },
  },
  {
    title: 'cursors are kept for each mailbox and folder, over a restart',
    run: async (t, under) => {
      t.is(await under.store.loadCursor('pay', 'INBOX'), null);
      await under.store.saveCursor('pay', 'INBOX', { uidValidity: '9', uid: 3 });
      await under.store.saveCursor('pay', 'INBOX', { uidValidity: '10', uid: 1 });
      await under.store.saveCursor('bounce', 'INBOX', { uidValidity: '2', uid: 8 });
      await under.reopen();
      t.deepEqual(await under.store.loadCursor('pay', 'INBOX'), { uidValidity: '10', uid: 1 });
      t.deepEqual(await under.store.loadCursor('bounce', 'INBOX'), { uidValidity: '2', uid: 8 });
    },
  },
  {
    title: 'letters are claimed oldest first, once, until the claim ends',
    run: async (t, { store }) => {
      for (const receivedAt of [30, 10, 20]) await store.keepLetter(letter(`at ${receivedAt}`, { receivedAt }), NO_HINTS, 40);
      const first = await store.claimLettersToRead(50, 2, 1_000);
      t.deepEqual(first.map((one) => [one.receivedAt, one.attempts]), [[10, 1], [20, 1]]);
      t.deepEqual((await store.claimLettersToRead(50, 9, 1_000)).map((one) => one.receivedAt), [30]);
      t.deepEqual(await store.claimLettersToRead(999, 9, 2_000), []);
      t.deepEqual((await store.claimLettersToRead(1_000, 1, 2_000)).map((one) => [one.receivedAt, one.attempts]), [[10, 2]]);
      t.is(await store.nextDueAt(), 1_000);
    },
  },
  {
    title: 'where more letters are due than a claim has room for, one sender\'s many take a quarter of it, and so do those that were tried in vain; what nobody else needs is theirs',
    run: async (t, { store }) => {
      let at = 0;
      const keepFrom = async (from: string | null, count: number): Promise<readonly number[]> => {
        const kept: number[] = [];
        for (let index = 0; index < count; index += 1) kept.push((await store.keepLetter(letter(`mail ${(at += 1)}`, { receivedAt: at }), { from, messageId: null }, at)).letterId);
        return kept;
      };
      const claim = async (now: number): Promise<readonly number[]> => (await store.claimLettersToRead(now, 8, now + 1_000)).map(({ letterId }) => letterId);
      for (const from of ['a@x.example', 'b@x.example', 'c@x.example', 'd@x.example', 'e@x.example']) await keepFrom(from, 1);
      const tried = await claim(10);
      for (const letterId of tried) await store.putLetterBack(letterId, 100, { at: 20, crash: false }, 'SERVFAIL');
      const flood = await keepFrom(TAKAO, 20);
      const others = [...(await keepFrom('f@y.example', 1)), ...(await keepFrom('g@y.example', 3)), ...(await keepFrom(null, 1))];
      t.deepEqual(await claim(100), [...tried.slice(0, 2), ...flood.slice(0, 2), ...others.slice(0, 3), ...others.slice(4)]);
      t.deepEqual(await claim(100), [...tried.slice(2), ...flood.slice(2, 6), others[3]]);
      t.deepEqual(await claim(100), flood.slice(6, 14));
      t.deepEqual(await claim(100), flood.slice(14));
    },
  },
  {
    title: 'a claimed letter tells whose it seems to be, and whether that address is registered and was not removed',
    run: async (t, { store }) => {
      await openBank(store);
      await clear(store, await readLetter(store, 'setup'), [{ kind: 'address-saved', address: { address: 'takao@work.example', party: 1, addedAt: 1, usableFrom: 2, provenAt: 3, removedAt: 4, undeliverable: null } }]);
      const hints = [TAKAO, 'takao@work.example', 'stranger@x.example', null];
      for (const [index, from] of hints.entries()) await store.keepLetter(letter(`mail ${index}`, { receivedAt: 10_000 + index }), { from, messageId: null }, 1);
      const claimed = await store.claimLettersToRead(20_000, 9, 30_000);
      t.deepEqual(claimed.map(({ from, registered }) => [from, registered]), [[TAKAO, true], ['takao@work.example', false], ['stranger@x.example', false], [null, false]]);
    },
  },
  {
    title: 'a letter that is claimed as it is kept is nobody else\'s until the claim lapses; one that was there already is not claimed',
    run: async (t, under) => {
      const { store } = under;
      await openBank(store);
      const [mine, stranger, nobody] = await Promise.all([TAKAO, 'stranger@x.example', null].map((from, index) => store.keepAndClaim(letter(`mail ${index}`, { receivedAt: 100 + index }), { from, messageId: null }, 200, 1_000)));
      t.deepEqual([mine?.claimed, stranger?.claimed, nobody?.claimed], [{ registered: true }, { registered: false }, { registered: false }]);
      t.like((await store.findLetter(mine?.letterId ?? 0))?.row, { stage: 'unread', attempts: 1, nextTryAt: 1_000, keptAt: 200 });
      t.deepEqual(await store.keepAndClaim(letter('mail 0'), { from: TAKAO, messageId: null }, 300, 9_000), { letterId: mine?.letterId ?? 0, duplicate: true, claimed: null });
      t.deepEqual(await store.claimLettersToRead(999, 9, 2_000), []);
      await store.saveReading(mine?.letterId ?? 0, reading('mine'));
      await under.reopen();
      t.deepEqual((await under.store.claimLettersToRead(1_000, 9, 2_000)).map(({ letterId, attempts }) => [letterId, attempts]), [[stranger?.letterId, 2], [nobody?.letterId, 2]]);
      t.is((await under.store.reconcile()).received, 3);
    },
  },
  {
    title: 'whoever is registered by an address that was removed is no registered sender of a letter that is claimed as it is kept',
    run: async (t, { store }) => {
      await openBank(store);
      await clear(store, await readLetter(store, 'setup'), [{ kind: 'address-saved', address: { address: 'takao@work.example', party: 1, addedAt: 1, usableFrom: 2, provenAt: 3, removedAt: 4, undeliverable: null } }]);
      t.deepEqual((await store.keepAndClaim(letter('mail'), { from: 'takao@work.example', messageId: null }, 1, 9)).claimed, { registered: false });
    },
  },
  {
    title: 'letters claimed by two at the same time go to one of them',
    run: async (t, under) => {
      for (let index = 0; index < 20; index += 1) await under.store.keepLetter(letter(`mail ${index}`), NO_HINTS, 1);
      const second = await under.openSecond();
      const claims = await Promise.all([0, 1, 2, 3].map((index) => (index % 2 === 0 ? under.store : second).claimLettersToRead(10, 8, 99)));
      await second.close();
      t.deepEqual(claims.flat().map((one) => one.letterId).sort((a, b) => a - b), Array.from({ length: 20 }, (_, index) => index + 1));
    },
  },
  {
    title: 'a crash of the reader counts, DNS trouble and a process that was killed do not',
    run: async (t, { store }) => {
      const { letterId } = await store.keepLetter(letter('mail'), NO_HINTS, 1);
      await store.claimLettersToRead(10, 1, 99);
      await store.putLetterBack(letterId, 500, { at: 20, crash: false }, 'SERVFAIL');
      t.like((await store.findLetter(letterId))?.row, { attempts: 0, nextTryAt: 500 });
      t.deepEqual(await store.claimLettersToRead(499, 1, 999), []);
      t.like((await store.claimLettersToRead(500, 1, 999))[0], { attempts: 1, crashes: 0 });
      await store.putLetterBack(letterId, 600, { at: 510, crash: true }, 'crashed');
      t.like((await store.claimLettersToRead(600, 1, 700))[0], { attempts: 2, crashes: 1 });
      t.like((await store.claimLettersToRead(700, 1, 800))[0], { attempts: 3, crashes: 1 }, 'a claim that nobody ended is no crash');
      await store.putLetterBack(letterId, 900, null, 'not tried');
      t.like((await store.claimLettersToRead(900, 1, 999))[0], { attempts: 3, crashes: 1 });
    },
  },
  {
    title: 'the first failed try stays known, over a restart, until the letter is reopened; what was not tried is none, and a later one of a clock that ran ahead is no first one',
    run: async (t, under) => {
      await openBank(under.store);
      const { letterId } = await under.store.keepLetter(letter('mail', { receivedAt: 5 }), { from: TAKAO, messageId: null }, 10);
      const claim = async (now: number): Promise<number | null | undefined> => (await under.store.claimLettersToRead(now, 1, now + 1)).map(({ failedSince }) => failedSince)[0];
      t.is(await claim(10), null);
      await under.store.putLetterBack(letterId, 20, null, 'the bank was stopped before it was read');
      t.is(await claim(20), null);
      await under.store.putLetterBack(letterId, 30, { at: 9_000, crash: false }, 'SERVFAIL');
      t.is(await claim(30), 9_000);
      await under.store.putLetterBack(letterId, 40, { at: 35, crash: true }, 'crashed');
      await under.store.putLetterBack(letterId, 50, { at: 45, crash: false }, 'SERVFAIL');
      await under.store.putLetterBack(letterId, 60, null, 'the database could not be reached');
      await under.reopen();
      t.is(await claim(60), 35);
      await clear(under.store, await instruct(under.store, { kind: 'give-up-letter', letterId, reason: 'crashed' }), [{ kind: 'letter-set-aside', letterId, code: 'reader-crash' }]);
      await clear(under.store, await instruct(under.store, { kind: 'requeue-letter', letterId, reason: 'mended', by: ['Mori'] }), [{ kind: 'letter-reopened', letterId }]);
      t.is(await claim(70), null);
    },
  },
  {
    title: 'a reading is kept whole; saved twice, the first stays',
    run: async (t, under) => {
      const { letterId } = await under.store.keepLetter(letter('mail'), NO_HINTS, 1);
      await under.store.saveReading(letterId, reading('first'));
      await under.store.saveReading(letterId, reading('second'));
      await under.store.putLetterBack(letterId, 900, { at: 800, crash: true }, 'too late');
      await under.reopen();
      const found = await under.store.findLetter(letterId);
      t.deepEqual(found?.reading, reading('first'));
      t.is(found?.row.stage, 'read');
      t.deepEqual(await under.store.claimLettersToRead(9_999, 9, 10_000), []);
      t.deepEqual(await under.store.unclearedBefore(1_001), [{ letterId, receivedAt: 1_000 }]);
      t.deepEqual(await under.store.unclearedBefore(1_000), []);
    },
  },
  {
    title: 'a reading is kept by the letter whose bytes were read alone: after a fail-over its number may be another\'s, or nobody\'s',
    run: async (t, { store }) => {
      const mine = createHash('sha256').update(letter('mine').bytes).digest();
      const { letterId } = await store.keepLetter(letter('another'), NO_HINTS, 1);
      t.false(await store.saveReading(letterId, reading('of mine'), mine));
      t.false(await store.saveReading(99, reading('of mine'), mine));
      t.like(await store.findLetter(letterId), { row: { stage: 'unread' }, reading: null });
      t.true(await store.saveReading(letterId, reading('of another'), createHash('sha256').update(letter('another').bytes).digest()));
      t.deepEqual((await store.findLetter(letterId))?.reading, reading('of another'));
    },
  },
  {
    title: 'a letter is put back, or given up, by its own bytes alone: what has its number after a fail-over stays as it is',
    run: async (t, { store }) => {
      await openBank(store);
      const mine = createHash('sha256').update(letter('mine').bytes).digest();
      const other = createHash('sha256').update(letter('another').bytes).digest();
      const { letterId } = await store.keepLetter(letter('another'), NO_HINTS, 1);
      await store.claimLettersToRead(10, 9, 1_000);
      const before = await store.findLetter(letterId);
      for (const id of [letterId, 99]) {
        t.false(await store.putLetterBack(id, 5, { at: 20, crash: true }, 'crashed', mine));
        t.false(await store.giveUpLetter(id, 20, 2_000, 'crashed', mine));
      }
      t.deepEqual(await store.findLetter(letterId), before);
      t.deepEqual(await store.readyInputs(99, 0, 9), []);
      t.true(await store.putLetterBack(letterId, 30, { at: 20, crash: true }, 'crashed', other));
      t.like((await store.claimLettersToRead(30, 9, 40))[0], { attempts: 2, crashes: 1 });
      t.true(await store.giveUpLetter(letterId, 35, 2_000, 'again', other));
      t.like((await store.findLetter(letterId))?.row, { stage: 'unread', attempts: 2, nextTryAt: 2_000 });
      t.deepEqual((await store.readyInputs(99, 0, 9)).map((input) => input.kind === 'instruction' && input.instruction), [{ kind: 'give-up-letter', letterId, reason: 'again' }]);
      await store.saveReading(letterId, reading('read by another process meanwhile'), other);
      t.true(await store.giveUpLetter(letterId, 36, 2_000, 'too late', other));
      t.is((await store.readyInputs(99, 0, 9)).filter(({ kind }) => kind === 'instruction').length, 1);
    },
  },
  {
    title: 'a letter that was in hand when a process ended three times is told and not counted, until it is claimed by itself; the same claim again is one',
    run: async (t, under) => {
      const { letterId } = await under.store.keepLetter(letter('mail', { receivedAt: 5 }), { from: TAKAO, messageId: 'm@tea.example' }, 5);
      const { letterId: other } = await under.store.keepLetter(letter('other', { receivedAt: 6 }), NO_HINTS, 6);
      for (let death = 0; death < 3; death += 1) t.like((await under.store.claimLettersToRead(10, 9, 10, [other]))[0], { letterId, attempts: death + 1, suspect: false });
      await under.reopen();
      for (const second of [1, 2]) {
        const found = await under.store.claimLettersToRead(10, 9, 50);
        t.deepEqual(found.map((one) => [one.letterId, one.attempts, one.suspect]), [[letterId, 3, true], ...(second === 1 ? [[other, 1, false]] : [])]);
        t.is(found[0]?.messageId, 'm@tea.example');
        t.deepEqual(Buffer.from(found[0]?.bytes ?? []), Buffer.from('mail'));
      }
      t.false(await under.store.claimAlone(letterId, 2, 20, 900), 'another process had it meanwhile');
      t.false(await under.store.claimAlone(99, 3, 20, 900));
      t.true(await under.store.claimAlone(letterId, 3, 20, 900));
      t.true(await under.store.claimAlone(letterId, 3, 21, 900));
      t.false(await under.store.claimAlone(letterId, 3, 21, 901), 'nor is a claim of another one this one');
      t.false(await under.store.claimAlone(letterId, 4, 21, 901));
      t.like((await under.store.findLetter(letterId))?.row, { attempts: 4, nextTryAt: 900 });
      t.deepEqual(await under.store.claimLettersToRead(60, 9, 99, [other]), []);
      t.true(await under.store.putLetterBack(letterId, 900, null, 'it was not begun'));
      t.like((await under.store.claimLettersToRead(900, 9, 901, [other]))[0], { letterId, attempts: 3, suspect: true });
      await under.store.saveReading(letterId, reading('m'));
      t.false(await under.store.claimAlone(letterId, 3, 9_000, 9_001));
    },
  },
  {
    title: 'what is not there is a fault, and harms nothing beside it',
    run: async (t, { store }) => {
      const results = await Promise.allSettled([store.keepLetter(letter('good'), NO_HINTS, 1), store.saveReading(99, reading('m')), store.keepLetter(letter('good too'), NO_HINTS, 1)]);
      t.deepEqual(results.map((one) => one.status), ['fulfilled', 'rejected', 'fulfilled']);
      t.is((await store.reconcile()).received, 2);
      t.is(await store.findLetter(99), null);
    },
  },
];
