/** A decision that looks at the board keeps what it saw, so that it can be made again whatever the board does since. */
import test from 'ava';
import { seenOfBoard } from './board-instruction.ts';
import type { EntryFact } from './decision.ts';
import { BANK, contextOf, decide, instruct, letterInput, PEOPLE, play, readingOf, smallWorld } from './fixtures/small-world.ts';

const PLACE = { origin: 'board.bank.example/2026', index: 17 };
/** Lasting: it may be looked at, and nothing follows. */
const ENTRY: EntryFact = { id: 'R.accepted', kind: 'accepted', paymentId: 1, at: 0, place: PLACE, erasedAt: null, receiptWaits: false };

test('what was seen of the board is found again in the findings: place and waiting receipt, both ways', (t) => {
  for (const seen of [{ place: PLACE, receiptWaits: false }, { place: PLACE, receiptWaits: true }, { place: null, receiptWaits: true }, { place: null, receiptWaits: false }]) {
    const world = smallWorld();
    world.facts.entries.set(ENTRY.id, { ...ENTRY, ...seen });
    const late = instruct(world, { kind: 'proof-late', entryId: ENTRY.id });
    t.deepEqual(late.disposition, { kind: 'recorded', code: 'proof-late' });
    t.deepEqual(late.effects, []);
    t.deepEqual(seenOfBoard(late.findings), seen);
    t.deepEqual(seenOfBoard(instruct(world, { kind: 'withdraw-face', entryId: ENTRY.id, reason: 'a wish', by: [] }).findings), seen);
  }
});

test('who did not look at the board saw nothing of it, and half of it is nothing', (t) => {
  const published = { code: 'entry-published', hit: true, detail: `${PLACE.origin}#${PLACE.index}` };
  const waits = { code: 'receipt-waits', hit: false, detail: '' };
  t.is(seenOfBoard([]), null);
  t.is(seenOfBoard([{ code: 'command', hit: true, detail: 'HELP' }, published]), null);
  t.is(seenOfBoard([waits]), null);
  t.deepEqual(seenOfBoard([{ code: 'command', hit: true, detail: 'HELP' }, waits, published]), { place: PLACE, receiptWaits: false });
});

test('an entry or its payment that was not loaded is a fault', (t) => {
  const world = smallWorld();
  t.throws(() => instruct(world, { kind: 'proof-late', entryId: 'R.settled' }), { message: 'entry R.settled is not in the working set' });
  world.facts.entries.set('R.settled', { ...ENTRY, id: 'R.settled', kind: 'settled', paymentId: 77, place: null });
  t.throws(() => instruct(world, { kind: 'proof-late', entryId: 'R.settled' }), { message: 'payment 77 is not in the working set' });
});

test('a face that is erased, lasting, unknown, unpublished or not yet sent is not erased', (t) => {
  const codes = [null, { ...ENTRY, kind: 'withdrawn' }, { ...ENTRY, erasedAt: 1 }, { ...ENTRY, place: null }, { ...ENTRY, receiptWaits: true }].map((entry) => {
    const world = smallWorld();
    if (entry !== null) world.facts.entries.set(ENTRY.id, entry as EntryFact);
    const { disposition, effects } = instruct(world, { kind: 'withdraw-face', entryId: ENTRY.id, reason: 'a wish', by: [] });
    return `${disposition.kind} ${disposition.code} ${effects.length}`;
  });
  t.deepEqual(codes, ['refused entry-unknown 0', 'refused entry-lasting 0', 'refused entry-withdrawn 0', 'refused entry-unpublished 0', 'refused receipt-waits 0']);
});

test('one person alone erases no face', (t) => {
  const world = smallWorld();
  world.facts.entries.set(ENTRY.id, ENTRY);
  const context = contextOf(world);
  const by = (...people: readonly string[]): string => {
    const decision = decide(world.facts, { kind: 'instruction', instructionId: 99, at: world.now, instruction: { kind: 'withdraw-face', entryId: ENTRY.id, reason: 'a wish', by: people } }, { ...context, policy: { ...context.policy, twoPeopleBook: true } });
    return 'postponedFor' in decision ? 'postponed' : `${decision.disposition.code} ${decision.effects.length}`;
  };
  t.deepEqual([by(), by('Mori'), by('Mori', 'Abe')], ['two-people 0', 'two-people 0', 'withdrawn 2']);
});

test('nobody hears that a proof is late where the entry is published and its receipts are sent', (t) => {
  const world = smallWorld();
  world.facts.entries.set('R.settled', { ...ENTRY, id: 'R.settled', kind: 'settled' });
  const { disposition, effects } = instruct(world, { kind: 'proof-late', entryId: 'R.settled' });
  t.deepEqual([disposition.code, effects], ['proof-late', []]);
});

test('two processes that find one entry late make the bank tell of it once', (t) => {
  const world = smallWorld();
  const [buyer = '', , shop = ''] = PEOPLE;
  const order = '2 Sencha\n\nPassword: maple-7731-crow';
  const write = (from: string, to: readonly string[], text: string, thread: readonly string[] = []): void => void play(world, letterInput(world, readingOf(world, { from, to, text, thread })));
  write(buyer, [shop, BANK.paymentAddress], order);
  write(shop, [BANK.paymentAddress], `Total: 500 JPY\n\n---------- Forwarded message ----------\nFrom: ${buyer}\nTo: ${shop}\n\n${order}`);
  const question = world.notices.findLast(({ facts }) => facts.kind === 'question');
  write(buyer, [question?.replyTo ?? ''], 'OK maple-7731-crow', [question?.messageId ?? '']);
  const entry = world.entries.find(({ kind }) => kind === 'settled');
  if (entry === undefined) throw new Error('it was paid');
  world.facts.entries.set(entry.id, { ...ENTRY, id: entry.id, kind: 'settled', paymentId: entry.paymentId, place: null, receiptWaits: true });
  const told = (): readonly string[] => world.notices.filter(({ facts }) => facts.kind === 'proof-follows').map(({ to }) => to);
  for (let process = 0; process < 2; process += 1) t.is(instruct(world, { kind: 'proof-late', entryId: entry.id }).disposition.code, 'proof-late');
  t.deepEqual(told(), [buyer, shop]);
});
