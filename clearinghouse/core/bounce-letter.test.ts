/** Reports about our own mails: what each leads to. Who sends them is proved by nothing but the address that the notice's way alone knows. */
import test from 'ava';
import { withTag } from '../protocol/address.ts';
import type { BounceReading } from '../protocol/reading.ts';
import type { Decision } from './decision.ts';
import { BANK, letterInput, PEOPLE, play, readingOf, smallWorld, type SmallWorld } from './fixtures/small-world.ts';
import type { OwedNotice } from './notice.ts';

const [BUYER = '', OTHER = '', SHOP = ''] = PEOPLE;

/** An order was taken, and the buyer was told so. */
function ordered(): { readonly world: SmallWorld; readonly notice: OwedNotice } {
  const world = smallWorld();
  play(world, letterInput(world, readingOf(world, { from: BUYER, to: [SHOP, BANK.paymentAddress], text: '2 Sencha\n\nPassword: maple-7731-crow' })));
  const [notice] = world.notices;
  if (notice === undefined) throw new Error('the buyer was told that the order is here');
  return { world, notice };
}

function report(world: SmallWorld, notice: OwedNotice, change: Partial<BounceReading> = {}, id = notice.id): Decision {
  const bounce = { kind: 'delivery', action: 'failed', status: '5.1.1', recipient: notice.to, originalMessageId: notice.messageId, ...change } as BounceReading;
  return play(world, letterInput(world, readingOf(world, { from: 'mailer-daemon@mx.example', to: [withTag(BANK.bounceAddress, id)], text: 'Undelivered', bounce })));
}

const undeliverable = (world: SmallWorld): string | null => world.facts.addresses.get(BUYER)?.undeliverable ?? null;
const tasks = ({ effects }: Decision): readonly string[] => effects.flatMap((effect) => (effect.kind === 'staff-task' ? [effect.task.detail] : []));

test('a notice that came back marks its address and calls staff, once; what the server said is kept', (t) => {
  const { world, notice } = ordered();
  const first = report(world, notice);
  t.deepEqual(first.disposition, { kind: 'recorded', code: 'bounced' });
  t.deepEqual(first.findings.find(({ code }) => code === 'bounce'), { code: 'bounce', hit: true, detail: 'delivery failed 5.1.1' });
  t.deepEqual(first.about, [1]);
  t.is(undeliverable(world), 'bounced 5.1.1');
  t.deepEqual(tasks(first), [`The notice "order-received" to ${BUYER} came back (5.1.1).`]);
  const second = report(world, notice, { status: '5.2.2' });
  t.deepEqual([second.disposition, second.effects], [{ kind: 'nothing-new', code: 'reported before' }, []]);
  t.is(undeliverable(world), 'bounced 5.1.1');
});

test('a report about another address than the notice went to has no effect, and does not use up the true one', (t) => {
  const { world, notice } = ordered();
  const other = report(world, notice, { recipient: OTHER });
  t.deepEqual([other.disposition, other.effects], [{ kind: 'recorded', code: 'report about another address' }, []]);
  t.is(undeliverable(world), null);
  t.is(report(world, notice, { recipient: BUYER.replace('buyer.example', 'BUYER.Example') }).disposition.code, 'bounced');
});

test('a report without address or status counts, and says that there was none', (t) => {
  const { world, notice } = ordered();
  const bounced = report(world, notice, { recipient: null, status: null });
  t.is(bounced.disposition.code, 'bounced');
  t.is(bounced.findings.find(({ code }) => code === 'bounce')?.detail, 'delivery failed');
  t.is(undeliverable(world), 'bounced');
  t.deepEqual(tasks(bounced), [`The notice "order-received" to ${BUYER} came back (no status).`]);
});

test('a delay or a delivery ends nothing and uses nothing up', (t) => {
  const { world, notice } = ordered();
  for (const action of ['delayed', 'delivered'] as const) {
    const { disposition, effects } = report(world, notice, { action: action as BounceReading['action'] });
    t.deepEqual([disposition, effects], [{ kind: 'recorded', code: `delivery ${action}` }, []]);
  }
  t.is(report(world, notice).disposition.code, 'bounced');
});

test('a complaint calls staff and leaves the address as it is', (t) => {
  const { world, notice } = ordered();
  const complaint = report(world, notice, { kind: 'complaint', action: 'complaint' as BounceReading['action'], status: null });
  t.is(complaint.disposition.code, 'complaint');
  t.deepEqual(tasks(complaint), [`${BUYER} reported the notice "order-received" as unwanted.`]);
  t.deepEqual(complaint.effects.flatMap((effect) => (effect.kind === 'notice-ended' ? [effect.outcome] : [])), ['complained']);
  t.is(undeliverable(world), null);
});

test('a report about no notice of ours is set aside, whoever brings it', (t) => {
  const { world, notice } = ordered();
  const { disposition, effects, findings } = report(world, notice, {}, '0000000000000000');
  t.deepEqual([disposition, effects], [{ kind: 'set-aside', code: 'not-authenticated' }, []]);
  t.is(findings.find(({ code }) => code === 'bounce')?.hit, false);
});
