/** What an input asks for does not depend on what else is in its group. */
import test from 'ava';
import { furtherKeys, keysOf } from './fact-keys.ts';
import { emptyFacts, noKeys } from './facts.ts';
import type { Input, Instruction } from './decision.ts';
import { BANK, instruct, letterInput, PEOPLE, play, readingOf, smallWorld, yen } from './fixtures/small-world.ts';

test('a report about a notice asks for the address that it went to, also where no payment is concerned', (t) => {
  const world = smallWorld();
  const [buyer] = world.facts.addresses.keys();
  t.is(instruct(world, { kind: 'enrol-wallet', address: buyer ?? '', by: [] }).disposition.kind, 'recorded');
  const notice = world.notices.find((one) => one.facts.kind === 'wallet-page');
  if (notice === undefined) throw new Error('nobody was sent a wallet page');
  t.is(notice.paymentId, null);
  const report = { kind: 'delivery', action: 'failed', status: '5.1.1', recipient: notice.to, originalMessageId: notice.messageId } as const;
  const input = letterInput(world, readingOf(world, { from: 'mailer-daemon@mx.example', to: [`Bounce+${notice.id}@bank.example`], text: 'Undelivered', bounce: report }));
  t.deepEqual(keysOf(input, BANK).notices, [notice.id]);
  // As the store gives it at first: the notice, and nothing of its party.
  const loaded = { ...emptyFacts(), notices: new Map([[notice.id, notice]]) };
  t.deepEqual(furtherKeys(input, loaded, world.now).addresses, [buyer]);
});

test('letters and deadlines ask for the order page too, whose mails may have to go before them', (t) => {
  const world = smallWorld();
  const withPage = { ...BANK, pageAddress: 'page@bank.example' };
  const deadline: Input = { kind: 'deadline', paymentId: 7, deadline: 'match', at: 9 };
  const letter = letterInput(world, readingOf(world, { from: BUYER, to: [BANK.paymentAddress, ...Array.from({ length: 200 }, (_, index) => `n${index}@x.example`)], text: 'HELP' }));
  for (const input of [deadline, letter]) {
    t.true(keysOf(input, withPage).addresses.includes('page@bank.example'), input.kind);
    t.false(keysOf(input, { ...BANK, pageAddress: null }).addresses.includes('page@bank.example'));
  }
});

const [BUYER = '', , SHOP = ''] = PEOPLE;
const instruction = (one: Instruction): Input => ({ kind: 'instruction', instructionId: 1, at: 0, instruction: one });

test('a new name is looked for among the names that are there, folded', (t) => {
  t.deepEqual(keysOf(instruction({ kind: 'rename-party', address: SHOP, name: ' Ｇｒｅｅｎ  leaf', by: [] }), BANK), { ...noKeys, addresses: [SHOP], names: ['GREEN LEAF'] });
});

test('an account that staff open asks whether each of its addresses had asked for one', (t) => {
  const open = instruction({ kind: 'open-party', name: 'Hana', language: 'en', addresses: ['Hana+x@new.example'], currencies: [], balanceInReceipts: false });
  t.deepEqual(keysOf(open, BANK), { ...noKeys, addresses: ['Hana+x@new.example'], names: ['HANA'], scopes: ['register:hana@new.example'] });
});

test('a notice that could not be sent asks for its address and its payment; one that nobody knows for nothing', (t) => {
  const world = smallWorld();
  play(world, letterInput(world, readingOf(world, { from: BUYER, to: [SHOP, BANK.paymentAddress], text: '2 Sencha\n\nPassword: maple-7731-crow' })));
  const [notice] = world.notices;
  if (notice === undefined) throw new Error('the buyer was told that the order is here');
  const failed = (noticeId: string): Input => instruction({ kind: 'notice-failed', noticeId, reply: '550' });
  t.deepEqual(keysOf(failed(notice.id), BANK), { ...noKeys, notices: [notice.id] });
  const loaded = { ...emptyFacts(), notices: new Map([[notice.id, notice], ['none', { ...notice, paymentId: null }]]) };
  t.deepEqual(furtherKeys(failed(notice.id), loaded, world.now), { ...noKeys, addresses: [BUYER], payments: [1] });
  t.deepEqual(furtherKeys(failed('none'), loaded, world.now), { ...noKeys, addresses: [BUYER] });
  t.deepEqual(furtherKeys(failed('unknown'), loaded, world.now), noKeys);
});

test('what is asked for by party is asked for where the address is somebody\'s, and else for nothing', (t) => {
  const { facts, now } = smallWorld();
  const asked = (one: Instruction): readonly string[] => furtherKeys(instruction(one), facts, now).paymentKeys;
  const open = (address: string): Instruction => ({ kind: 'open-cheque', address, serial: 'S1', reason: 'a look', by: [] });
  const remove = (address: string): Instruction => ({ kind: 'remove-address', address, by: [] });
  const deposit = (address: string): Instruction => ({ kind: 'deposit', address, amount: yen(1n), reference: 'V-1', by: [] });
  t.deepEqual([open(BUYER), remove(SHOP), deposit(SHOP)].map(asked), [['cheque:1:S1'], ['open:3', 'refund:open:3'], ['funds:party:3:JPY']]);
  t.deepEqual([open, remove, deposit].flatMap((one) => asked(one('eve@elsewhere.example'))), []);
});

test('open payments are asked for where a mail asks for them without a reference, and nowhere else', (t) => {
  const world = smallWorld();
  const asked = (text: string, subject = 'Hello'): readonly string[] => keysOf(letterInput(world, readingOf(world, { from: BUYER, to: [BANK.paymentAddress], subject, text })), BANK).openPaymentsOf;
  t.deepEqual(['STATUS', 'CANCEL'].map((text) => asked(text)), [[BUYER], [BUYER]]);
  t.deepEqual(['STATUS K7F3-K29Q', 'BALANCE', 'OK maple-7731-crow', 'Good morning'].flatMap((text) => asked(text)), []);
});

test('a cheque of a sender whom nobody knows is looked for among no payments', (t) => {
  const world = smallWorld();
  const cheque = { ok: true, file: 'f', serial: 'S1', account: BUYER, payee: SHOP, most: yen(5n), secret: ['d'], issuedAt: 0, expiresAt: 1, key: 'k' } as const;
  const by = (from: string): readonly string[] => furtherKeys(letterInput(world, { ...readingOf(world, { from, to: [BANK.paymentAddress], text: 'Here it is.' }), cheques: [cheque, { ok: false, file: 'g', code: 'altered', detail: '' }] }), world.facts, world.now).paymentKeys;
  t.deepEqual(by(BUYER), ['cheque:1:S1']);
  t.deepEqual(by('eve@elsewhere.example'), []);
});

test('an invoice number and a total are looked for as far down as they are read', (t) => {
  const world = smallWorld();
  const asked = (above: string): readonly string[] => furtherKeys(letterInput(world, readingOf(world, { from: SHOP, to: [BANK.paymentAddress], text: `${above}Invoice: GT-1042\nTotal: 500 JPY` })), world.facts, world.now).paymentKeys;
  for (const above of ['', '\n'.repeat(9_000), 'Dear bank\n'.repeat(4_990)]) t.true(asked(above).includes('invoice:3:GT-1042'), `${above.length}`);
});

test('of a long thread what the mail answers is asked for, and the newest of the others', (t) => {
  const world = smallWorld();
  const reading = readingOf(world, { from: BUYER, to: [BANK.paymentAddress], text: 'Good morning' });
  const long = Array.from({ length: 60 }, (_, at) => `r${at}@x.example`);
  for (const references of [long, [...long, 'parent@x.example']]) {
    const asked = keysOf(letterInput(world, { ...reading, headers: { ...reading.headers, inReplyTo: ['parent@x.example'], references } }), BANK).paymentKeys;
    t.is(asked.length, 40);
    t.deepEqual(['mail:parent@x.example', 'mail:r59@x.example', 'mail:r21@x.example', 'mail:r20@x.example'].map((key) => asked.includes(key)), [true, true, true, false]);
  }
});

test('a mail asks for the payment that it names, and one that names none for none', (t) => {
  const world = smallWorld();
  const asked = (text: string): readonly string[] => keysOf(letterInput(world, readingOf(world, { from: BUYER, to: [BANK.paymentAddress], subject: 'Hello', text })), BANK).paymentKeys;
  t.deepEqual(['STATUS K7F3-K29Q', 'REFUND K7F3-K29Q 500', 'DISPUTE K7F3-K29Q stale tea', 'CANCEL K7F3-K29Q'].map(asked), Array.from({ length: 4 }, () => ['ref:K7F3K29Q', 'taken:K7F3K29Q']));
  t.deepEqual(['STATUS', 'Good morning', 'Where is K7F3-K29Q?'].flatMap(asked), []);
});
