/** Properties of what comes after a payment, in random order; and what a buyer or a thief can make of disputes. */
import fc from 'fast-check';
import test from 'ava';
import { bankAccountId, partyAccountId } from './account.ts';
import { BANK, contextOf, instruct, letterInput, PEOPLE, play, readingOf, smallWorld, yen, type SmallWorld } from './fixtures/small-world.ts';
import { claimsScope, OPEN_DISPUTES, OPEN_REFUNDS } from './keys.ts';
import type { Decision } from './decision.ts';
import { openDesk, type Desk } from './desk.ts';
import { beginDispute } from './dispute.ts';
import { closeDispute, openDispute, tellSide } from './dispute-case.ts';
import type { Payment } from './payment.ts';
import { openRefund } from './refund.ts';
import { schemes } from '../schemes/index.ts';
import { matched } from './verbs.ts';

const [buyer = '', , shop = ''] = PEOPLE;
const PAY = BANK.paymentAddress;
const SHOP = 3;
const DAY = 86_400_000;

function write(world: SmallWorld, from: string, text: string, thread: readonly string[] = [], to: readonly string[] = [PAY]): Decision {
  return play(world, letterInput(world, readingOf(world, { from, to, subject: thread.length === 0 ? 'Hello' : 'Re: Hello', text, thread })));
}

const newest = (world: SmallWorld, kind: string): { readonly messageId: string; readonly replyTo: string | null } => world.notices.findLast((notice) => notice.facts.kind === kind) ?? { messageId: 'none', replyTo: null };

/** A payment of the buyer to the shop; its reference. */
function pay(world: SmallWorld, secret: string, total: bigint): string {
  const order = `2 Sencha 100g\n\nPassword: ${secret}`;
  write(world, buyer, order, [], [shop, PAY]);
  write(world, shop, `Total: ${total} JPY\n\n---------- Forwarded message ----------\nFrom: ${buyer}\nTo: ${shop}\n\n${order}`);
  const question = newest(world, 'question');
  write(world, buyer, `OK ${secret}`, [question.messageId], [question.replyTo ?? PAY]);
  const payment = [...world.facts.payments.values()].at(-1);
  if (payment?.state.name !== 'settled') throw new Error(`the payment is ${payment?.state.name}`);
  return payment.reference;
}

const balance = (world: SmallWorld, account: string): bigint => world.facts.accounts.get(account)?.balance ?? 0n;

function pass(world: SmallWorld, days: number): void {
  const end = world.now + days * DAY;
  for (;;) {
    const [due] = [...world.deadlines.values()].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
    if (due === undefined) break;
    world.now = Math.max(world.now, due.at);
    play(world, { kind: 'deadline', paymentId: due.paymentId, deadline: due.deadline, at: due.at });
  }
  world.now = end;
}

function broken(world: SmallWorld): string | null {
  const all = [...world.facts.accounts.values()];
  if (all.reduce((sum, account) => sum + account.balance, 0n) !== 0n) return 'the ledger does not sum to zero';
  const below = all.find((account) => account.floor !== null && account.balance - account.held < account.floor);
  if (below !== undefined) return `${below.id} is below its floor`;
  const claims = balance(world, bankAccountId('claims', yen(0n).currency));
  const tallied = world.facts.tallies.filter((row) => row.scope === claimsScope('JPY')).reduce((sum, row) => sum + row.amount, 0n);
  if (claims > 0n || claims !== -tallied) return `claims are ${claims}, ${tallied} are owed`;
  const held = [...world.facts.payments.values()].reduce((sum, payment) => sum + (openRefund(payment)?.held ?? 0n), 0n);
  if (held !== world.facts.accounts.get(partyAccountId(SHOP, yen(0n).currency))?.held) return `${held} is to be held`;
  return [...world.facts.payments.values()].map((payment) => brokenPayment(world, payment)).find((text) => text !== null) ?? null;
}

function brokenPayment(world: SmallWorld, payment: Payment): string | null {
  const total = payment.claim?.total.minor ?? 0n;
  const back = payment.after?.givenBack ?? 0n;
  const transfers = world.transfers.filter(({ kind, paymentId }) => kind === 'refund' && paymentId === payment.id);
  const sent = transfers.reduce((sum, { postings }) => sum + postings.filter(({ account }) => account === partyAccountId(1, yen(0n).currency) || account.startsWith('bank:suspense')).reduce((part, { amount }) => part + amount, 0n), 0n);
  if (back > total || back !== sent) return `${payment.reference}: ${back} is given back of ${total}, ${sent} was sent`;
  const entries = world.entries.filter(({ kind, paymentId }) => kind === 'refunded' && paymentId === payment.id);
  if (entries.length !== transfers.length || transfers.length !== (payment.after?.times ?? 0)) return `${payment.reference}: ${transfers.length} transfers, ${entries.length} entries`;
  const open = openDispute(payment);
  const clocks = ['dispute-merchant', 'dispute-staff'].filter((kind) => world.deadlines.has(`${payment.id} ${kind}`));
  if (clocks.join() !== (open === null ? '' : open.state.name === 'staff-decide' ? 'dispute-staff' : 'dispute-merchant')) return `${payment.reference}: dispute ${open?.state.name}, clocks ${clocks.join()}`;
  if (payment.keys.includes(OPEN_DISPUTES) !== (open !== null) || payment.keys.includes(OPEN_REFUNDS) !== (openRefund(payment) !== null)) return `${payment.reference}: its keys do not say what is open`;
  if (world.deadlines.has(`${payment.id} refund`) !== (openRefund(payment) !== null)) return `${payment.reference}: the clock of its refund`;
  return open !== null && back === total ? `${payment.reference}: everything is back, and the dispute is open` : null;
}

type Move = (world: SmallWorld, references: readonly [string, string]) => void;

const which = fc.constantFrom(0, 1) as fc.Arbitrary<0 | 1>;
const sums = fc.constantFrom(1n, 400n, 999n, 1_000n, 1_001n, 2_500n, 3_000n, 9_000n);
const moves: fc.Arbitrary<Move> = fc.oneof(
  fc.tuple(which, sums).map(([at, sum]): Move => (world, references) => void write(world, shop, `REFUND ${references[at]} ${sum}`)),
  which.map((at): Move => (world, references) => void write(world, shop, `REFUND ${references[at]}`)),
  fc.constantFrom('OK', 'NO', 'FRAUD', 'maybe').map((text): Move => (world) => void write(world, shop, text, [newest(world, 'refund-question').messageId], [newest(world, 'refund-question').replyTo ?? PAY])),
  which.map((at): Move => (world, references) => void write(world, buyer, `DISPUTE ${references[at]} it has not come`)),
  fc.constantFrom(buyer, shop).map((from): Move => (world) => void write(world, from, 'some words', [newest(world, 'dispute-opened').messageId])),
  fc.tuple(which, fc.option(sums, { nil: null })).map(([at, sum]): Move => (world, references) => void instruct(world, { kind: 'decide-dispute', reference: references[at], outcome: 'upheld', amount: sum === null ? null : yen(sum), reason: 'so decided', by: [] })),
  which.map((at): Move => (world, references) => void instruct(world, { kind: 'decide-dispute', reference: references[at], outcome: 'rejected', amount: null, reason: 'so decided', by: [] })),
  fc.tuple(which, fc.boolean()).map(([at, approve]): Move => (world, references) => void instruct(world, { kind: 'decide-refund', reference: references[at], approve, reason: 'looked at', by: [] })),
  which.map((at): Move => (world, references) => void write(world, buyer, `CANCEL ${references[at]}`)),
  fc.tuple(fc.constantFrom('withdraw', 'deposit') as fc.Arbitrary<'withdraw' | 'deposit'>, sums).map(([kind, sum]): Move => (world) => void instruct(world, { kind, address: shop, amount: yen(sum), reference: `V-${world.inputs}`, by: [] })),
  sums.map((sum): Move => (world) => void instruct(world, { kind: 'collect-claim', address: shop, amount: yen(sum), reference: `C-${world.inputs}`, by: [] })),
  fc.constantFrom(1, 8, 31).map((days): Move => (world) => pass(world, days)),
  // All that the shop has leaves, and a case is brought before staff.
  fc.constant<Move>((world) => {
    const { balance: minor = 0n, held = 0n } = world.facts.accounts.get(partyAccountId(SHOP, yen(0n).currency)) ?? {};
    instruct(world, { kind: 'withdraw', address: shop, amount: yen(minor - held), reference: `V-${world.inputs}`, by: [] });
  }),
  which.map((at): Move => (world, references) => {
    write(world, buyer, `DISPUTE ${references[at]} it has not come`);
    write(world, shop, `DISPUTE ${references[at]} it will`);
    instruct(world, { kind: 'decide-dispute', reference: references[at], outcome: 'upheld', amount: yen(400n), reason: 'so decided', by: [] });
  }),
);

test('property: whatever follows a payment in whatever order, money and record agree', (t) => {
  let upheld = 0;
  let laidOut = 0;
  t.notThrows(() =>
    fc.assert(
      fc.property(fc.array(moves, { minLength: 5, maxLength: 30 }), (all) => {
        const world = smallWorld();
        const references = [pay(world, 'maple-7731-crow', 1_000n), pay(world, 'birch-2209-owl', 3_000n)] as const;
        for (const move of all) {
          move(world, references);
          const trouble = broken(world);
          if (trouble !== null) throw new Error(trouble);
        }
        upheld += world.notices.filter(({ facts }) => facts.kind === 'dispute-closed' && facts.outcome === 'upheld').length;
        laidOut += world.transfers.filter(({ kind, postings }) => kind === 'refund' && postings.some(({ account }) => account.startsWith('bank:claims'))).length;
      }),
      { numRuns: 250 },
    ),
  );
  // The moves do meet.
  t.true(upheld > 20 && laidOut > 0, `${upheld} upheld, ${laidOut} laid out`);
});

test('a buyer who disputes a thousand times: ten mails in the case, one answer, staff called twice', (t) => {
  const world = smallWorld();
  const reference = pay(world, 'maple-7731-crow', 1_000n);
  const before = world.notices.length;
  const tasks: string[] = [];
  for (let count = 0; count < 1_000; count += 1) {
    const { effects } = write(world, buyer, `DISPUTE ${reference} it has not come, I say it for the time ${count}`);
    tasks.push(...effects.flatMap((effect) => (effect.kind === 'staff-task' ? [effect.task.code] : [])));
  }
  const [payment] = world.facts.payments.values();
  t.is(payment?.after?.dispute?.words.length, 10);
  t.deepEqual(tasks, ['dispute-opened', 'dispute-full']);
  // Two at the opening, nine to the shop, one that no more is taken.
  t.is(world.notices.length - before, 12);
  t.is(broken(world), null);
});

test('two machines that answer each other\'s words come to an end', (t) => {
  const world = smallWorld();
  const reference = pay(world, 'maple-7731-crow', 1_000n);
  write(world, buyer, `DISPUTE ${reference} it has not come`);
  let seen = world.notices.length - 1;
  for (let turn = 0; turn < 200 && seen < world.notices.length; turn += 1) {
    const notice = world.notices[seen];
    seen += 1;
    if (notice !== undefined) write(world, notice.to, 'Thank you for your mail, we look into it.', [notice.messageId]);
  }
  t.is(seen, world.notices.length, 'nothing is left to be answered');
  t.true(world.notices.length < 60, String(world.notices.length));
});

test('words of a case are cut, and hold neither controls nor the password that an answer would have had', (t) => {
  const world = smallWorld();
  const reference = pay(world, 'maple-7731-crow', 1_000n);
  const lines = ['OK maple-7731-crow', 'はい', '\u202Egnihton\u0007 \u200Bhere', 'x'.repeat(5_000), ...Array.from({ length: 100 }, (_, at) => `line ${at}`)];
  write(world, buyer, `DISPUTE ${reference} see below\n${lines.join('\n')}`);
  const [payment] = world.facts.payments.values();
  const words = payment?.after?.dispute?.words[0]?.lines ?? [];
  t.is(words.length, 40);
  t.is(words.at(-1), '…');
  t.true(words.every((line) => [...line].length <= 200));
  t.is(words[1], 'OK …');
  t.notRegex(words.join('\n'), /maple|[\u202E\u0007\u200B]/);
});

test('a reply that forwards a new order is no word in the case: it is the forward', (t) => {
  const world = smallWorld();
  const reference = pay(world, 'maple-7731-crow', 1_000n);
  write(world, buyer, `DISPUTE ${reference} it has not come`);
  const { messageId } = newest(world, 'dispute-opened');
  const order = '1 Sencha 100g\n\nPassword: cedar-4415-fox';
  write(world, buyer, order, [messageId], [shop, PAY]);
  const forward = write(world, shop, `Total: 500 JPY\n\n---------- Forwarded message ----------\nFrom: ${buyer}\nTo: ${shop}\n\n${order}`, [messageId]);
  t.is(forward.disposition.code, 'asked');
  t.is([...world.facts.payments.values()][0]?.after?.dispute?.words.length, 1);
});

test('a line of two hundred characters is kept whole; a longer one in pieces', (t) => {
  const world = smallWorld();
  const reference = pay(world, 'maple-7731-crow', 1_000n);
  // Characters, not code units.
  write(world, buyer, `DISPUTE ${reference} see below\n${'🍵'.repeat(200)}\n${'y'.repeat(201)}\n${'z'.repeat(199)}`);
  const [payment] = world.facts.payments.values();
  t.deepEqual(payment?.after?.dispute?.words[0]?.lines, ['see below', '🍵'.repeat(200), 'y'.repeat(200), 'y', 'z'.repeat(199)]);
});

test('forty lines are kept whole; of more the last is the mark', (t) => {
  for (const [more, last] of [[39, 'line 38'], [40, '…']] as const) {
    const world = smallWorld();
    write(world, buyer, `DISPUTE ${pay(world, 'maple-7731-crow', 1_000n)} see below\n${Array.from({ length: more }, (_, at) => `line ${at}`).join('\n')}`);
    const [payment] = world.facts.payments.values();
    const lines = payment?.after?.dispute?.words[0]?.lines ?? [];
    t.deepEqual([lines.length, lines[0], lines[38], lines[39]], [40, 'see below', 'line 37', last]);
  }
});

test('a deadline of a case that has gone on meanwhile is over, and changes nothing else', (t) => {
  const world = smallWorld();
  const reference = pay(world, 'maple-7731-crow', 1_000n);
  write(world, buyer, `DISPUTE ${reference} it has not come`);
  const [payment] = world.facts.payments.values();
  const due = (deadline: 'dispute-merchant' | 'dispute-staff'): void => {
    const { disposition, effects } = play(world, { kind: 'deadline', paymentId: payment?.id ?? 0, deadline, at: world.now });
    t.deepEqual([disposition, effects], [{ kind: 'nothing-new', code: deadline }, [{ kind: 'deadline', paymentId: payment?.id ?? 0, deadline, at: null }]]);
  };
  due('dispute-staff');
  write(world, shop, 'it will', [newest(world, 'dispute-opened').messageId]);
  due('dispute-merchant');
  write(world, buyer, `CANCEL ${reference}`);
  due('dispute-merchant');
  due('dispute-staff');
});

test('a case without its record, or words without a letter, is a fault', (t) => {
  const world = smallWorld();
  pay(world, 'maple-7731-crow', 1_000n);
  const [before] = world.facts.payments.values();
  if (before === undefined) throw new Error('a payment was made');
  const payment = matched(before);
  const desk = (): Desk => openDesk(world.facts, schemes, contextOf(world), world.now, null);
  t.throws(() => beginDispute(desk(), payment, payment.buyer, ['words'], null), { message: 'words in a dispute come by letter' });
  t.throws(() => closeDispute(desk(), payment, { outcome: 'rejected', ended: 'staff', returned: 0n, laidOut: 0n, reason: 'so decided' }), { message: `payment ${payment.reference} has no open dispute` });
  t.throws(() => tellSide(desk(), payment, 'buyer', { kind: 'help', asked: false, subject: '', shown: '' }), { message: `payment ${payment.reference} has no dispute` });
});

test('a side without any address is told nothing, and that is found', (t) => {
  const world = smallWorld();
  const reference = pay(world, 'maple-7731-crow', 1_000n);
  write(world, buyer, `DISPUTE ${reference} it has not come`);
  instruct(world, { kind: 'remove-address', address: shop, by: [] });
  const before = world.notices.length;
  const { findings, disposition } = write(world, buyer, 'I am still waiting', [newest(world, 'dispute-opened').messageId]);
  t.is(disposition.code, 'dispute-said');
  t.deepEqual(findings.filter(({ code }) => code.endsWith('-unreachable')), [{ code: 'merchant-unreachable', hit: true, detail: '' }]);
  t.is(world.notices.length, before);
});

test('staff give back at least one yen and at most what is left, to the yen', (t) => {
  const decided = (amount: bigint | null, before: bigint): readonly [string, bigint] => {
    const world = smallWorld();
    const reference = pay(world, 'maple-7731-crow', 1_000n);
    write(world, buyer, `DISPUTE ${reference} it has not come`);
    write(world, shop, `REFUND ${reference} ${before}`);
    write(world, shop, 'OK', [newest(world, 'refund-question').messageId], [newest(world, 'refund-question').replyTo ?? PAY]);
    write(world, shop, 'it will', [newest(world, 'dispute-opened').messageId]);
    const { disposition } = instruct(world, { kind: 'decide-dispute', reference, outcome: 'upheld', amount: amount === null ? null : yen(amount), reason: 'so decided', by: [] });
    return [disposition.code, balance(world, partyAccountId(1, yen(0n).currency))];
  };
  t.deepEqual([0n, -1n, 701n, 700n, 1n, null].map((amount) => decided(amount, 300n)), [
    ['not-positive', 4_300n],
    ['not-positive', 4_300n],
    ['above-paid', 4_300n],
    ['dispute-upheld', 5_000n],
    ['dispute-upheld', 4_301n],
    ['dispute-upheld', 5_000n],
  ]);
});

test('a side that goes on writing into a full case: staff are called again once the days of the first call are over', (t) => {
  const world = smallWorld();
  const reference = pay(world, 'maple-7731-crow', 1_000n);
  const called = (): boolean => write(world, buyer, `DISPUTE ${reference} at ${world.inputs}`).effects.some((effect) => effect.kind === 'staff-task' && effect.task.code === 'dispute-full');
  t.deepEqual(Array.from({ length: 12 }, called).map(Number), [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]);
  world.now += 7 * DAY;
  t.false(called());
  world.now += DAY;
  t.true(called());
  t.false(called());
});
