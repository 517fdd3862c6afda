/** Who may change by which roads somebody pays, and whose. The stories tell the rest. */
import test from 'ava';
import type { Instruction } from './decision.ts';
import { BANK, contextOf, decide, instruct, letterInput, PEOPLE, play, readingOf, smallWorld, yen } from './fixtures/small-world.ts';

const all = (address: string, by: readonly string[]): readonly Instruction[] => [
  { kind: 'set-scheme', address, scheme: null, missing: 'ask', by },
  { kind: 'enrol-wallet', address, by },
  { kind: 'revoke-wallet', address, by },
  { kind: 'open-cheque', address, serial: 'S1', reason: 'a look', by },
  { kind: 'issue-card', address, card: 'CARD01', count: 30, by },
  { kind: 'void-card', address, reason: 'lost', by },
];

/** Where the bank asks for two people. */
function decided(instruction: Instruction): readonly [code: string, effects: number] {
  const world = smallWorld();
  const context = contextOf(world);
  const decision = decide(world.facts, { kind: 'instruction', instructionId: 99, at: world.now, instruction }, { ...context, policy: { ...context.policy, twoPeopleBook: true } });
  return 'postponedFor' in decision ? ['postponed', 0] : [decision.disposition.code, decision.effects.length];
}

test('one person changes nothing, nor the same one in two writings', (t) => {
  const [address] = PEOPLE;
  for (const by of [[], ['Mori'], ['Mori', 'MORI']]) for (const one of all(address, by)) t.deepEqual([one.kind, ...decided(one)], [one.kind, 'two-people', 0]);
});

test('nobody gets or loses a road who is not registered', (t) => {
  for (const one of all('eve@elsewhere.example', ['Mori', 'Abe'])) t.deepEqual([one.kind, ...decided(one)], [one.kind, 'address-unknown', 0]);
});

test('two people do what there is to do', (t) => {
  const [address] = PEOPLE;
  t.deepEqual(all(address, ['Mori', 'Abe']).map((one) => decided(one)[0]), ['scheme-set', 'wallet-page-sent', 'wallet-missing', 'cheque-unknown', 'card-issued', 'card-missing']);
});

test('every page and every card has an address of its own to be answered at', (t) => {
  const world = smallWorld();
  const [one, other] = PEOPLE;
  for (const address of [one, other, one]) instruct(world, { kind: 'enrol-wallet', address, by: [] });
  for (const [address, card] of [[one, 'CARD01'], [other, 'CARD02'], [one, 'CARD03']] as const) instruct(world, { kind: 'issue-card', address, card, count: 30, by: [] });
  const answeredAt = world.notices.flatMap(({ replyTo }) => replyTo ?? []);
  t.is(new Set(answeredAt).size, 6);
  t.true(answeredAt.every((address) => /^pay\+[wc]\.[0-9a-z]{16}@bank\.example$/.test(address)), answeredAt.join());
});

test('a key stands in the first five hundred lines, or is not looked for', (t) => {
  for (const [before, code] of [[499, 'wallet-enrolled'], [500, 'wallet-key-missing']] as const) {
    const world = smallWorld();
    const [address] = PEOPLE;
    instruct(world, { kind: 'enrol-wallet', address, by: [] });
    const to = world.notices.at(-1)?.replyTo ?? '';
    const text = [...Array.from({ length: before }, (_, at) => `line ${at}`), `Wallet key: ${'A'.repeat(43)}`].join('\n');
    t.is(play(world, letterInput(world, readingOf(world, { from: address, to: [to], text }))).disposition.code, code);
  }
});

test('a payment whose cheque is void, or is looked into, is what the decision is about', (t) => {
  const world = smallWorld();
  const [address, , shop] = PEOPLE;
  const party = world.facts.parties.get(1);
  if (party === undefined) throw new Error('the small world has a first party');
  world.facts.parties.set(1, { ...party, roads: { ...party.roads, scheme: 'wallet', wallet: { key: 'k', since: 0 } } });
  play(world, letterInput(world, readingOf(world, { from: address, to: [shop, BANK.paymentAddress], text: '2 Sencha\n\nPassword: maple-7731-crow' })));
  const secret = world.facts.payments.get(1)?.secret ?? [];
  const cheque = { ok: true, file: 'f', serial: 'S1', account: address, payee: shop, most: yen(5n), secret, issuedAt: world.now, expiresAt: world.now + 1, key: 'k' } as const;
  const brought = (change: { readonly payee?: string; readonly file?: string; readonly serial?: string; readonly issuedAt?: number }): readonly [string, readonly number[]] => {
    const { disposition, about } = play(world, letterInput(world, { ...readingOf(world, { from: address, to: [BANK.paymentAddress], text: 'Here it is.' }), cheques: [{ ...cheque, ...change }] }));
    return [disposition.code, about];
  };
  t.deepEqual(brought({ payee: 'eve@elsewhere.example' }), ['cheque-void', [1]]);
  // Also where it has been told so often today that it is told no more.
  const told = world.notices.length;
  for (let count = 0; count < 60; count += 1) t.deepEqual(brought({ payee: 'eve@elsewhere.example' }), ['cheque-void', [1]]);
  t.true(world.notices.length < told + 60, `${world.notices.length - told} were told`);
  // An hour apart clocks may be, and not a millisecond more.
  t.deepEqual(brought({ file: 'g', serial: 'S2', issuedAt: world.now + 3_600_001 }), ['cheque-void', [1]]);
  t.deepEqual(brought({ issuedAt: world.now + 3_600_000 }), ['cheque-kept', [1]]);
  const { disposition, about, findings } = instruct(world, { kind: 'open-cheque', address, serial: 'S1', reason: 'a look', by: ['Mori', 'Abe'] });
  t.deepEqual([disposition.code, about], ['cheque-opened', [1]]);
  t.deepEqual(findings.find(({ code }) => code === 'cheque-opened')?.detail, 'serial S1, by Mori, Abe');
  const again = instruct(world, { kind: 'open-cheque', address, serial: 'S1', reason: 'a look', by: [] });
  t.deepEqual([again.disposition.code, again.about], ['cheque-was-over', [1]]);
});

test('an answer counts at the address of the newest page and of the newest card alone', (t) => {
  const world = smallWorld();
  const [address] = PEOPLE;
  const answer = (to: string | null, text: string): string => play(world, letterInput(world, readingOf(world, { from: address, to: [to ?? ''], text }))).disposition.code;
  const replyTo = (): string | null => world.notices.at(-1)?.replyTo ?? null;
  const [page, newPage] = [0, 1].map(() => (instruct(world, { kind: 'enrol-wallet', address, by: [] }), replyTo()));
  const [card, newCard] = ['CARD01', 'CARD02'].map((id) => (instruct(world, { kind: 'issue-card', address, card: id, count: 30, by: [] }), replyTo()));
  t.is(answer(page ?? null, `Wallet key: ${'A'.repeat(43)}`), 'not-your-question');
  t.is(answer(card ?? null, 'ACTIVATE CARD02'), 'not-your-question');
  // Neither more nor less than a key, and not in the middle of a line.
  for (const line of [`Wallet key: ${'A'.repeat(44)}`, `my Wallet key: ${'A'.repeat(43)}`, 'no key']) t.is(answer(newPage ?? null, line), 'wallet-key-missing');
  for (const line of ['please ACTIVATE CARD02', 'ACTIVATE CARD02X']) t.is(answer(newCard ?? null, line), 'card-id-wrong');
  t.is(answer(newPage ?? null, `Wallet key: ${'A'.repeat(43)}`), 'wallet-enrolled');
  t.is(answer(newCard ?? null, 'ACTIVATE CARD02'), 'card-active');
});

test('whoever pays by more than a cheque, or by a post, keeps that when a wallet comes or ends', (t) => {
  const after = (scheme: 'full' | 'board' | 'wallet' | 'two-mail' | null, ends: boolean, missing: 'ask' | 'end' = 'ask'): string | null => {
    const world = smallWorld();
    const [address] = PEOPLE;
    const party = world.facts.parties.get(1);
    if (party === undefined) throw new Error('the small world has a first party');
    world.facts.parties.set(1, { ...party, roads: { ...party.roads, scheme, missing, wallet: ends ? { key: 'k', since: 0 } : null } });
    instruct(world, ends ? { kind: 'revoke-wallet', address, by: [] } : { kind: 'enrol-wallet', address, by: [] });
    if (!ends) play(world, letterInput(world, readingOf(world, { from: address, to: [world.notices.at(-1)?.replyTo ?? ''], text: `Wallet key: ${'A'.repeat(43)}` })));
    return world.facts.parties.get(1)?.roads.scheme ?? null;
  };
  t.deepEqual((['full', 'board', 'two-mail', null] as const).map((scheme) => after(scheme, false)), ['full', 'board', 'wallet', 'wallet']);
  t.deepEqual((['full', 'board', 'wallet', 'two-mail', null] as const).map((scheme) => after(scheme, true)), ['full', 'board', 'two-mail', 'two-mail', null]);
  t.deepEqual((['full', 'board', 'wallet', 'two-mail', null] as const).map((scheme) => after(scheme, true, 'end')), ['full', 'board', 'wallet', 'two-mail', null]);
});

test('nobody is asked for a cheque without a wallet, nor for a post where the bank takes none', (t) => {
  const code = (scheme: 'full' | 'board' | 'wallet' | 'two-mail', key: string | null): string => {
    const world = smallWorld();
    const [address] = PEOPLE;
    const party = world.facts.parties.get(1);
    if (party !== undefined && key !== null) world.facts.parties.set(1, { ...party, roads: { ...party.roads, wallet: { key, since: 0 } } });
    return instruct(world, { kind: 'set-scheme', address, scheme, missing: 'ask', by: [] }).disposition.code;
  };
  t.deepEqual((['wallet', 'full', 'board', 'two-mail'] as const).map((scheme) => code(scheme, null)), ['wallet-missing', 'wallet-missing', 'board-takes-none', 'scheme-set']);
  t.deepEqual((['wallet', 'full', 'board'] as const).map((scheme) => code(scheme, 'k')), ['scheme-set', 'board-takes-none', 'board-takes-none']);
});
