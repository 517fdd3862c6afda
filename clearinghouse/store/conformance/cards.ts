/** Cards of printed settlement numbers: kept before they are issued, each number spent once, what it is compared by erased with it. */
import fc from 'fast-check';
import { noKeys } from '../../core/facts.ts';
import { CARD, cardOf, digestOf, holderOf, issueCard, issuedOf, keptCard, NEXT_CARD, numbersOf } from './card-samples.ts';
import type { Case } from './case.ts';
import { BUYER, clear, decided, decision, deposit, balanceOf, BUYER_ACCOUNT, instruct, notice, openBank, readLetter, SHOP, TAKAO } from './samples.ts';

export const cardCases: readonly Case[] = [
  {
    title: 'a card is kept before it is issued, has no effect until then, and is in the facts afterwards, over a restart',
    run: async (t, under) => {
      await openBank(under.store);
      t.deepEqual(await under.store.keepCard(keptCard(CARD, 3)), { taken: [] });
      t.is(await numbersOf(under.store, CARD), undefined);
      await issueCard(under.store, CARD, 3);
      await under.reopen();
      const numbers = await numbersOf(under.store, CARD);
      t.deepEqual(numbers?.live, new Map([1, 2, 3].map((index) => [index, digestOf(CARD, index)])));
      t.deepEqual([...(numbers?.issued ?? [])].sort(), [1, 2, 3].map((index) => issuedOf(CARD, index)));
      t.deepEqual((await under.store.listParties())[0]?.party, holderOf(cardOf(CARD, 3)));
    },
  },
  {
    title: 'numbers that this party ever had, or that come twice, are told and nothing is kept; another party may have them',
    run: async (t, { store }) => {
      await openBank(store);
      await issueCard(store, CARD, 3);
      const [a, b, c] = keptCard(NEXT_CARD, 3).numbers;
      if (a === undefined || b === undefined || c === undefined) return t.fail('three numbers');
      const mixed = keptCard(NEXT_CARD, 0, { numbers: [a, { ...b, issued: issuedOf(CARD, 2) }, { ...c, issued: a.issued }] });
      t.deepEqual(await store.keepCard(mixed), { taken: [2, 3] });
      t.deepEqual(await store.keepCard({ ...mixed, cardId: 'Q7R8S9', party: SHOP, numbers: [a, { ...b, issued: issuedOf(CARD, 2) }] }), { taken: [] });
      t.deepEqual(await store.keepCard(keptCard(NEXT_CARD, 3)), { taken: [] }, 'nothing of the first try was kept');
      const both = [keptCard('T2V3W4', 2), keptCard('X5Y6Z7', 0, { numbers: keptCard('T2V3W4', 2).numbers })];
      const kept = await Promise.all(both.map((card) => store.keepCard(card)));
      t.deepEqual(kept.map(({ taken }) => taken.length).sort(), [0, 2], 'of two cards with the same numbers one is kept');
      return undefined;
    },
  },
  {
    title: 'the same card again is as good as once, also when some of it is spent; another one of its id is refused, and one of nobody',
    run: async (t, { store }) => {
      await openBank(store);
      await issueCard(store, CARD, 3);
      await clear(store, await readLetter(store, 'order'), [{ kind: 'number-spent', card: CARD, index: 1 }]);
      t.deepEqual(await store.keepCard(keptCard(CARD, 3)), { taken: [] });
      t.deepEqual([...((await numbersOf(store, CARD))?.live.keys() ?? [])], [2, 3], 'what is spent stays spent');
      for (const other of [keptCard(CARD, 2), keptCard(CARD, 3, { party: SHOP }), keptCard(CARD, 3, { madeAt: 701 })]) await t.throwsAsync(store.keepCard(other), { message: /card K7F3K2 is kept already/ });
      await t.throwsAsync(store.keepCard(keptCard(NEXT_CARD, 3, { party: 99 })), { message: /FOREIGN KEY|foreign key/ });
      const [number] = keptCard(NEXT_CARD, 1).numbers;
      if (number !== undefined) await t.throwsAsync(store.keepCard(keptCard(NEXT_CARD, 0, { numbers: [number, { ...number, issued: 'another' }] })), { message: /UNIQUE|unique/ });
      t.deepEqual(await store.keepCard(keptCard(NEXT_CARD, 3)), { taken: [] });
    },
  },
  {
    title: 'a party can have no card whose numbers were not kept for it',
    run: async (t, { store }) => {
      await openBank(store);
      const saved = async (card: string): Promise<void> => clear(store, await readLetter(store, card), [{ kind: 'party-saved', party: holderOf(cardOf(card, 2)) }]);
      await t.throwsAsync(saved(CARD), { message: /card K7F3K2, whose numbers were never kept/ });
      await store.keepCard(keptCard(NEXT_CARD, 2, { party: SHOP }));
      await t.throwsAsync(saved(NEXT_CARD), { message: /card M4N5P6, whose numbers were never kept/ });
    },
  },
  {
    title: 'a number is spent once: a second time is a fault that rolls back all of its group',
    run: async (t, { store }) => {
      await openBank(store, 0n);
      await issueCard(store, CARD, 3);
      await clear(store, await readLetter(store, 'order-1'), [{ kind: 'number-spent', card: CARD, index: 2 }]);
      t.deepEqual([...((await numbersOf(store, CARD))?.live.keys() ?? [])], [1, 3]);
      t.is((await numbersOf(store, CARD))?.issued.size, 3);
      const inputs = [await readLetter(store, 'order-2'), await readLetter(store, 'order-3')] as const;
      const spent = (index: number) => ({ kind: 'number-spent', card: CARD, index }) as const;
      for (const wrong of [2, 1, 4, 0]) {
        const group = [decided(inputs[0], decision([spent(1), deposit('d.1', BUYER_ACCOUNT, 5n), { kind: 'notice', notice: notice('n') }])), decided(inputs[1], decision([spent(wrong)]))];
        await t.throwsAsync(store.withWorkingSet(noKeys, () => group), { message: new RegExp(`number ${wrong} is not there to be spent`) });
      }
      t.deepEqual([...((await numbersOf(store, CARD))?.live.keys() ?? [])], [1, 3]);
      t.is(await balanceOf(store, BUYER_ACCOUNT), 0n);
      t.is((await store.readyInputs(9_999, 9_999, 9)).length, 2);
      await clear(store, inputs[0], [spent(1)]);
      const [row] = await store.listDecisions({ payment: null, letter: inputs[0].letterId, limit: 1 });
      t.deepEqual(row?.effects, ['number 1 of the card spent']);
    },
  },
  {
    title: 'a new card voids the old one: nothing of it can be used, all of it stays known, and voiding again changes nothing',
    run: async (t, { store }) => {
      await openBank(store);
      await issueCard(store, CARD, 2);
      await issueCard(store, NEXT_CARD, 2, CARD);
      t.is(await numbersOf(store, CARD), undefined);
      const numbers = await numbersOf(store, NEXT_CARD);
      t.deepEqual([...(numbers?.live.keys() ?? [])], [1, 2]);
      t.deepEqual([...(numbers?.issued ?? [])].sort(), [CARD, NEXT_CARD].flatMap((card) => [issuedOf(card, 1), issuedOf(card, 2)]).sort());
      const late = await readLetter(store, 'late');
      await t.throwsAsync(clear(store, late, [{ kind: 'number-spent', card: CARD, index: 1 }]), { message: /not there to be spent/ });
      await t.throwsAsync(clear(store, late, [{ kind: 'card-voided', card: 'nobody' }]), { message: /no card nobody/ });
      await clear(store, late, [{ kind: 'card-voided', card: CARD }]);
      const voids = await instruct(store, { kind: 'void-card', address: TAKAO, reason: 'lost', by: ['Aya'] });
      await clear(store, voids, [{ kind: 'card-voided', card: NEXT_CARD }, { kind: 'party-saved', party: holderOf(cardOf(NEXT_CARD, 2, { state: 'locked' })) }]);
      t.deepEqual((await numbersOf(store, NEXT_CARD))?.live, new Map());
      const [row] = await store.listDecisions({ payment: null, letter: null, limit: 1 });
      t.deepEqual(row?.effects, ['card voided', `party ${BUYER} saved`]);
    },
  },
  {
    title: 'two who see the same number as unused: one of them spends it',
    run: async (t, under) => {
      await openBank(under.store);
      await issueCard(under.store, CARD, 4);
      const second = await under.openSecond();
      const tries = await Promise.all(Array.from({ length: 12 }, async (_, at) => [at % 2 === 0 ? under.store : second, (at % 4) + 1, await readLetter(under.store, `try-${at}`)] as const));
      const spent = await Promise.all(tries.map(async ([store, index, input]) => {
        let took = false;
        await store.withWorkingSet({ ...noKeys, parties: [BUYER] }, (facts) => {
          took = facts.cards.get(CARD)?.live.has(index) === true;
          return [decided(input, decision(took ? [{ kind: 'number-spent', card: CARD, index }] : []))];
        });
        return took ? [index] : [];
      }));
      await second.close();
      t.deepEqual(spent.flat().sort(), [1, 2, 3, 4]);
      t.is((await numbersOf(under.store, CARD))?.live.size, 0);
    },
  },
  {
    title: 'any sequence of cards and numbers: no number is kept twice nor spent twice, and what fails leaves no trace',
    run: async (t, { store }) => {
      await openBank(store);
      const model = { made: 0, live: new Set<number>(), issued: new Set<string>() };
      const card = (): string => `CARD-${model.made}`;
      const spend = async (indexes: readonly number[]): Promise<void> => {
        const sound = new Set(indexes).size === indexes.length && indexes.every((index) => model.live.has(index));
        const input = await instruct(store, { kind: 'remove-address', address: TAKAO, by: [] });
        const spending = clear(store, input, indexes.map((index) => ({ kind: 'number-spent', card: card(), index }) as const));
        t.is(await spending.then(() => true, () => false), sound);
        if (sound) for (const index of indexes) model.live.delete(index);
      };
      const replace = async (drawn: readonly number[]): Promise<void> => {
        const next = `CARD-${model.made + 1}`;
        const numbers = drawn.map((number, at) => ({ index: at + 1, digest: digestOf(next, at + 1), issued: `printed:${number}` }));
        const expected = numbers.filter(({ issued }, at) => model.issued.has(issued) || numbers.slice(0, at).some((one) => one.issued === issued)).map(({ index }) => index);
        t.deepEqual(await store.keepCard(keptCard(next, 0, { numbers })), { taken: expected });
        if (expected.length > 0) return;
        const voided = model.made === 0 ? [] : [{ kind: 'card-voided', card: card() } as const];
        await clear(store, await instruct(store, { kind: 'remove-address', address: TAKAO, by: [] }), [...voided, { kind: 'party-saved', party: holderOf(cardOf(next, numbers.length)) }]);
        Object.assign(model, { made: model.made + 1, live: new Set(numbers.map(({ index }) => index)), issued: new Set([...model.issued, ...numbers.map(({ issued }) => issued)]) });
      };
      const spends = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 2 });
      const draws = fc.array(fc.nat(60), { minLength: 3, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(fc.oneof({ arbitrary: spends.map((indexes) => () => spend(indexes)), weight: 3 }, { arbitrary: draws.map((drawn) => () => replace(drawn)), weight: 2 }), async (step) => {
          await step();
          const numbers = await numbersOf(store, card());
          t.deepEqual(numbers?.live, model.made === 0 ? undefined : new Map([...model.live].map((index) => [index, digestOf(card(), index)])));
          t.deepEqual([...(numbers?.issued ?? [])].sort(), [...model.issued].sort());
        }),
        { numRuns: 40, endOnFailure: true },
      );
      t.true(model.made > 1, 'cards were replaced');
    },
  },
];
