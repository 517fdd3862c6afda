/** Working sets: all of a group or nothing, each input once. */
import type { Effect, Input } from '../../core/decision.ts';
import { noKeys } from '../../core/facts.ts';
import { LONGEST_WAIT } from '../../core/waiting.ts';
import type { Case } from './case.ts';
import { balanceOf, BUYER_ACCOUNT, clear, deadline, decided, decision, deposit, endedEffects, askedEffects, instruct, letter, notice, openBank, orderedEffects, payment, playPayment, readLetter, reading, settledEffects, SHOP_ACCOUNT, TAKAO } from './samples.ts';

const NO_HINTS = { from: null, messageId: null };
const named = (inputs: readonly Input[]): readonly string[] => inputs.map((input) => (input.kind === 'letter' ? `letter ${input.receivedAt}` : `${input.kind} ${input.at}`));

export const clearCases: readonly Case[] = [
  {
    title: 'a payment by three letters: money, entries, notices and dispositions are there after a restart',
    run: async (t, under) => {
      await openBank(under.store);
      await playPayment(under.store, 1, 4_000n);
      await under.reopen();
      const { store } = under;
      t.is(await balanceOf(store, BUYER_ACCOUNT), 6_000n);
      t.is(await balanceOf(store, SHOP_ACCOUNT), 4_000n);
      t.deepEqual((await store.listEntries({ payment: 1, limit: 9 })).map((one) => one.kind), ['settled', 'accepted']);
      t.is((await store.findPayment('ref:K7F3K291'))?.state.name, 'settled');
      t.deepEqual((await store.listNotices({ payment: 1, status: null, limit: 9 })).map((one) => one.notice.id), ['receipt-1']);
      t.deepEqual(await store.reconcile(), { received: 3, waiting: 0, byDisposition: { advanced: 3, answered: 0, recorded: 0, 'nothing-new': 0, refused: 0, 'set-aside': 0 } });
    },
  },
  {
    title: 'ready inputs come in the order in which they happened; at one time a letter before a deadline',
    run: async (t, { store }) => {
      await openBank(store);
      await clear(store, await readLetter(store, 'order-1'), orderedEffects(1));
      await readLetter(store, 'late', 9_500);
      await readLetter(store, 'early', 700);
      await instruct(store, { kind: 'remove-address', address: TAKAO, by: [] }, 800);
      t.deepEqual(named(await store.readyInputs(800, 9_500, 9)), ['letter 700', 'instruction 800', 'letter 9500', 'deadline 9500']);
      t.deepEqual(named(await store.readyInputs(800, 9_499, 9)), ['letter 700', 'instruction 800', 'letter 9500']);
      t.deepEqual(named(await store.readyInputs(799, Number.NEGATIVE_INFINITY, 1)), ['letter 700']);
      t.deepEqual(named(await store.readyInputs(799, 9_500, 9)), ['letter 700', 'letter 9500', 'deadline 9500']);
      t.deepEqual(named(await store.readyInputs(800, 9_500, 2, { letters: [3, 99], deadlines: [] })), ['instruction 800', 'letter 9500', 'deadline 9500'], 'what is left out takes no place of the group');
      const [first] = await store.readyInputs(800, 0, 1);
      t.deepEqual(first, { kind: 'letter', letterId: 3, receivedAt: 700, turn: 1, reading: reading('early') });
    },
  },
  {
    title: 'of letters, deadlines and instructions none takes the place of another kind; nothing goes before an instruction that is left over',
    run: async (t, { store }) => {
      await openBank(store);
      await clear(store, await readLetter(store, 'orders'), [1, 2, 3].flatMap((id) => [...orderedEffects(id), deadline(id, 'match', 100 + id)]));
      for (const receivedAt of [201, 202, 203]) await readLetter(store, `at ${receivedAt}`, receivedAt);
      const ready = async (limit: number): Promise<readonly string[]> => named(await store.readyInputs(9_000, 9_000, limit));
      t.deepEqual(await ready(2), ['deadline 101', 'deadline 102', 'letter 201', 'letter 202']);
      for (const at of [102, 201]) await instruct(store, { kind: 'remove-address', address: TAKAO, by: [] }, at);
      t.deepEqual(await ready(3), ['deadline 101', 'instruction 102', 'deadline 102', 'deadline 103', 'letter 201', 'instruction 201', 'letter 202', 'letter 203']);
      t.deepEqual(await ready(2), ['deadline 101', 'instruction 102', 'deadline 102', 'letter 201', 'instruction 201']);
      t.deepEqual(await ready(1), ['deadline 101', 'instruction 102']);
    },
  },
  {
    title: 'deadlines that are known to wait are left out and take no place; set anew they are others',
    run: async (t, { store }) => {
      await openBank(store);
      await clear(store, await readLetter(store, 'orders'), [1, 2, 3].flatMap((id) => [...orderedEffects(id), deadline(id, 'match', 100 + id)]));
      const deadlines = (await store.readyInputs(9_000, 9_000, 2)).filter((input) => input.kind === 'deadline');
      t.deepEqual(named(deadlines), ['deadline 101', 'deadline 102']);
      const ready = async (): Promise<readonly string[]> => named(await store.readyInputs(9_000, 9_000, 2, { letters: [], deadlines }));
      t.deepEqual(await ready(), ['deadline 103']);
      await clear(store, await readLetter(store, 'again'), [deadline(1, 'match', 104)]);
      t.deepEqual(await ready(), ['deadline 103', 'deadline 104']);
    },
  },
  {
    title: 'behind an unread letter of the same From none is ready, without end while nobody has tried it, then for four hours from its first failed try; others are',
    run: async (t, { store }) => {
      const KEPT = 50_000;
      const unread = await store.keepLetter(letter('unread', { receivedAt: 700 }), { from: TAKAO, messageId: null }, KEPT);
      await store.keepLetter(letter('from nobody', { receivedAt: 600 }), NO_HINTS, KEPT);
      await readLetter(store, 'before', 699);
      await readLetter(store, 'at the same time', 700);
      await readLetter(store, 'behind', 800);
      const other = await store.keepLetter(letter('another sender', { receivedAt: 900 }), { from: 'shop@tea.example', messageId: null }, KEPT);
      await store.saveReading(other.letterId, reading('other'));
      const ready = async (now: number, limit = 9): Promise<readonly number[]> => (await store.readyInputs(now, 0, limit)).flatMap((input) => (input.kind === 'letter' ? [input.receivedAt] : []));
      t.deepEqual(await ready(KEPT), [699, 900]);
      t.deepEqual(await ready(KEPT, 2), [699, 900], 'what is held back takes no place of the group');
      t.deepEqual(await ready(KEPT + 9 * LONGEST_WAIT), [699, 900]);
      const FAILED = KEPT + 2 * LONGEST_WAIT;
      await store.putLetterBack(unread.letterId, FAILED + 1, { at: FAILED, crash: false }, 'SERVFAIL');
      await store.putLetterBack(unread.letterId, FAILED + 9, { at: FAILED + 8, crash: false }, 'SERVFAIL');
      t.deepEqual(await ready(FAILED + LONGEST_WAIT - 1), [699, 900]);
      t.deepEqual(await ready(FAILED + LONGEST_WAIT), [699, 700, 800, 900]);
      await store.saveReading(unread.letterId, reading('read at last'));
      t.deepEqual(await ready(KEPT), [699, 700, 700, 800, 900]);
    },
  },
  {
    title: 'a decider that throws changes nothing, and the error is its own',
    run: async (t, { store }) => {
      await openBank(store);
      const input = await readLetter(store, 'order-1');
      const kept = store.keepLetter(letter('meanwhile'), NO_HINTS, 3);
      const error = new Error('a bug');
      t.is(await t.throwsAsync(store.withWorkingSet(noKeys, () => { throw error; })), error);
      t.false((await kept).duplicate);
      t.deepEqual((await store.readyInputs(9_999, 9_999, 9)).map((one) => one.kind), ['letter']);
      await clear(store, input, orderedEffects(1));
    },
  },
  {
    title: 'a group of which one effect breaks the ledger is not recorded at all',
    run: async (t, { store }) => {
      await openBank(store);
      const [one, two] = [await readLetter(store, 'one'), await readLetter(store, 'two')];
      const group = [decided(one, decision([...orderedEffects(1), { kind: 'notice', notice: notice('n') }])), decided(two, decision([deposit('d.2', 'party:9:EUR', 5n)]))];
      await t.throwsAsync(store.withWorkingSet(noKeys, () => group), { message: /no account party:9:EUR/ });
      t.is(await store.findPayment('ref:K7F3K291'), null);
      t.deepEqual(await store.listNotices({ payment: null, status: null, limit: 9 }), []);
      t.is((await store.readyInputs(9_999, 9_999, 9)).length, 2);
      t.is((await store.listDecisions({ payment: null, letter: null, limit: 9 })).length, 2);
    },
  },
  {
    title: 'an input is decided once, whoever comes first',
    run: async (t, under) => {
      await openBank(under.store, 0n);
      const input = await instruct(under.store, { kind: 'remove-address', address: TAKAO, by: [] });
      const second = await under.openSecond();
      const made = decided(input, decision([deposit('d.1', BUYER_ACCOUNT, 7n)]));
      const results = await Promise.all([under.store, second, under.store, second].map((store) => store.withWorkingSet(noKeys, () => [made])));
      await second.close();
      t.deepEqual(results.map((one) => one.length).sort(), [0, 0, 0, 1]);
      t.is(await balanceOf(under.store, BUYER_ACCOUNT), 7n);
    },
  },
  {
    title: 'a stale decision without effects is dropped alone; one with effects takes along those that were made upon it',
    run: async (t, { store }) => {
      await openBank(store);
      const inputs = [await readLetter(store, 'a'), await readLetter(store, 'b'), await readLetter(store, 'c'), await readLetter(store, 'd')] as const;
      await clear(store, inputs[1], []);
      const harmless = inputs.slice(0, 3).map((input) => decided(input, decision([])));
      t.deepEqual((await store.withWorkingSet(noKeys, () => harmless)).map((one) => one.input), [inputs[0], inputs[2]]);
      const upon = [decided(inputs[0], decision(orderedEffects(1))), decided(inputs[3], decision(askedEffects(1, 5n)))];
      t.deepEqual(await store.withWorkingSet(noKeys, () => upon), []);
      t.deepEqual(await store.readyInputs(9_999, 9_999, 9), [inputs[3]]);
    },
  },
  {
    title: 'a deadline passes only as it stands; set anew it is another one',
    run: async (t, { store }) => {
      await openBank(store);
      await clear(store, await readLetter(store, 'order-1'), orderedEffects(1));
      const [stale] = await store.readyInputs(9_999, 9_999, 9);
      await clear(store, await readLetter(store, 'again'), [deadline(1, 'match', 9_700)]);
      if (stale === undefined) return t.fail('the deadline is not ready');
      t.deepEqual(await store.withWorkingSet(noKeys, () => [decided(stale, decision(orderedEffects(2)))]), []);
      const [anew] = await store.readyInputs(9_999, 9_999, 9);
      t.like(anew, { kind: 'deadline', paymentId: 1, deadline: 'match', at: 9_700 });
      if (anew !== undefined) await clear(store, anew, [deadline(1, 'match', 9_900)]);
      t.like((await store.readyInputs(9_999, 9_999, 9))[0], { at: 9_900 });
      return undefined;
    },
  },
  {
    title: 'concurrent working sets see one after the other what was recorded',
    run: async (t, { store }) => {
      await openBank(store, 0n);
      const inputs = await Promise.all(Array.from({ length: 12 }, () => instruct(store, { kind: 'remove-address', address: TAKAO, by: [] })));
      const seen: bigint[] = [];
      await Promise.all(
        inputs.map((input, index) =>
          store.withWorkingSet({ ...noKeys, addresses: [TAKAO] }, (facts) => {
            seen.push(facts.accounts.get(BUYER_ACCOUNT)?.balance ?? -1n);
            return [decided(input, decision([deposit(`d.${index}`, BUYER_ACCOUNT, 10n)]))];
          }),
        ),
      );
      t.deepEqual(seen, Array.from({ length: 12 }, (_, index) => BigInt(index) * 10n));
    },
  },
  {
    title: 'what ends a payment frees its money; an ended payment stays ended',
    run: async (t, { store }) => {
      await openBank(store);
      await clear(store, await readLetter(store, 'order-1'), orderedEffects(1));
      await clear(store, await readLetter(store, 'forward-1'), askedEffects(1, 4_000n));
      t.is((await store.listAccounts()).find((one) => one.id === BUYER_ACCOUNT)?.held, 4_000n);
      await clear(store, await readLetter(store, 'no-1'), endedEffects(1, 4_000n));
      t.is((await store.listAccounts()).find((one) => one.id === BUYER_ACCOUNT)?.held, 0n);
      const late = await readLetter(store, 'ok-1');
      await t.throwsAsync(store.withWorkingSet(noKeys, () => [decided(late, decision(settledEffects(1, 4_000n)))]));
      await t.throwsAsync(store.withWorkingSet(noKeys, () => [decided(late, decision(orderedEffects(1)))]));
    },
  },
  {
    title: 'one buyer pays once with one secret',
    run: async (t, { store }) => {
      await openBank(store);
      await playPayment(store, 1, 100n);
      await clear(store, await readLetter(store, 'order-2'), orderedEffects(2));
      await clear(store, await readLetter(store, 'forward-2'), askedEffects(2, 100n));
      const same = settledEffects(2, 100n).map((effect) => (effect.kind === 'payment-saved' ? { ...effect, payment: { ...effect.payment, secret: ['v1.secret-1'] } } : effect));
      const input = await readLetter(store, 'consent-2');
      await t.throwsAsync(store.withWorkingSet(noKeys, () => [decided(input, decision(same))]), { message: /UNIQUE|unique|duplicate/ });
      await clear(store, input, settledEffects(2, 100n));
    },
  },
  {
    title: 'a payment is found by the keys of its last state, also where one group changes them more than once',
    run: async (t, { store }) => {
      await openBank(store);
      await clear(store, await readLetter(store, 'order-1'), orderedEffects(1));
      const inputs = [await readLetter(store, 'a'), await readLetter(store, 'b'), await readLetter(store, 'c'), await readLetter(store, 'd')] as const;
      const withKeys = (...keys: readonly string[]): readonly Effect[] => [{ kind: 'payment-saved', payment: payment(1, { name: 'awaiting-forward', until: 9_000 }, null, { keys }) }];
      const states = [withKeys('ref:K7F3K291', 'mail:<a@x>'), withKeys('ref:K7F3K291', 'mail:<a@x>', 'mail:<b@x>'), withKeys('ref:K7F3K291', 'mail:<c@x>')];
      await store.withWorkingSet({ ...noKeys, payments: [1] }, () => states.flatMap((effects, index) => decided(inputs[index] ?? inputs[0], decision(effects))));
      const keys = ['ref:K7F3K291', 'open:1', 'mail:<a@x>', 'mail:<b@x>', 'mail:<c@x>'];
      const found: string[] = [];
      for (const key of keys) {
        await store.withWorkingSet({ ...noKeys, paymentKeys: [key] }, (facts) => {
          if (facts.payments.has(1)) found.push(key);
          return [];
        });
      }
      t.deepEqual(found, ['ref:K7F3K291', 'mail:<c@x>']);
      await clear(store, inputs[3], withKeys('ref:K7F3K291'), { kind: 'answered', code: 'test' }, { ...noKeys, payments: [1] });
      t.is(await store.findPayment('mail:<c@x>'), null);
    },
  },
  {
    title: 'a letter set aside is counted; reopened it is read and decided anew, once',
    run: async (t, { store }) => {
      const { letterId } = await store.keepLetter(letter('crashes'), NO_HINTS, 1);
      await store.putLetterBack(letterId, 5, { at: 4, crash: true }, 'crashed');
      const giveUp = await instruct(store, { kind: 'give-up-letter', letterId, reason: 'crashed' });
      await clear(store, giveUp, [{ kind: 'letter-set-aside', letterId, code: 'reader-crash' }], { kind: 'recorded', code: 'given-up' });
      t.like((await store.findLetter(letterId))?.row, { stage: 'cleared', disposition: { kind: 'set-aside', code: 'reader-crash' } });
      const requeue = await instruct(store, { kind: 'requeue-letter', letterId, reason: 'fixed', by: ['Aya'] });
      await clear(store, requeue, [{ kind: 'letter-reopened', letterId }], { kind: 'recorded', code: 'requeued' });
      t.is((await store.reconcile()).waiting, 1);
      t.like((await store.claimLettersToRead(10, 9, 99))[0], { attempts: 1, crashes: 0 });
      await store.saveReading(letterId, reading('m'));
      const [input] = await store.readyInputs(9_999, 9_999, 9);
      if (input !== undefined) await clear(store, input, [], { kind: 'answered', code: 'help' });
      t.deepEqual((await store.listDecisions({ payment: null, letter: letterId, limit: 9 })).map((one) => one.disposition.code), ['help', 'requeued', 'given-up']);
      t.is((await store.reconcile()).byDisposition.answered, 1);
    },
  },  {
    title: 'what another process decides upon an older reading is not recorded for a letter that was reopened and read anew meanwhile',
    run: async (t, { store }) => {
      const { letterId } = await store.keepLetter(letter('slow'), NO_HINTS, 1);
      await store.claimLettersToRead(1, 9, 9);
      await store.saveReading(letterId, reading('m'));
      const [old] = await store.readyInputs(9_999, 9_999, 9);
      if (old === undefined) return t.fail('it is ready');
      await clear(store, old, [], { kind: 'refused', code: 'not-authenticated' });
      await clear(store, await instruct(store, { kind: 'requeue-letter', letterId, reason: 'its key was lost for an hour', by: ['Aya'] }), [{ kind: 'letter-reopened', letterId }], { kind: 'recorded', code: 'requeued' });
      await store.claimLettersToRead(10, 9, 99);
      await store.saveReading(letterId, reading('m'));
      const late = await store.withWorkingSet(noKeys, () => [decided(old, decision([], { kind: 'answered', code: 'help' }))]);
      t.deepEqual(late, []);
      t.like((await store.findLetter(letterId))?.row, { stage: 'read', disposition: null });
      const [input] = await store.readyInputs(9_999, 9_999, 9);
      t.like(input, { letterId, turn: 2 });
      if (input !== undefined) await clear(store, input, [], { kind: 'answered', code: 'help' });
      t.like((await store.findLetter(letterId))?.row, { stage: 'cleared', disposition: { kind: 'answered', code: 'help' } });
    },
  },
];
