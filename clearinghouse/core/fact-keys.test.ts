/** What an input asks for does not depend on what else is in its group. */
import test from 'ava';
import { furtherKeys, keysOf } from './fact-keys.ts';
import { emptyFacts } from './facts.ts';
import { BANK, instruct, letterInput, readingOf, smallWorld } from './fixtures/small-world.ts';

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
