/** The list of schemes: which version is begun, which of two asks for more, and what no payment may do. */
import test from 'ava';
import { schemes } from '../schemes/index.ts';
import { checkTransition, higher, newest, schemeOf, type Scheme } from './scheme.ts';
import { letterInput, PEOPLE, play, readingOf, smallWorld } from './fixtures/small-world.ts';
import type { Payment } from './payment.ts';

const [BUYER = '', , SHOP = ''] = PEOPLE;
const twoMail = newest(schemes, 'two-mail');

function payment(): Payment {
  const world = smallWorld();
  play(world, letterInput(world, readingOf(world, { from: BUYER, to: [SHOP, 'pay@bank.example'], text: '2 Sencha\n\nPassword: maple-7731-crow' })));
  const [found] = world.facts.payments.values();
  if (found === undefined) throw new Error('the order began no payment');
  return found;
}

test('a payment begins under the newest version, wherever it stands in the list, and goes on under its own', (t) => {
  const versions: readonly Scheme[] = [3, 12, 7].map((version) => ({ ...twoMail, version }));
  t.is(newest([...schemes, ...versions], 'two-mail').version, 12);
  t.is(newest([...versions.toReversed(), ...schemes], 'two-mail').version, 12);
  t.is(schemeOf(versions, 'two-mail', 7).version, 7);
});

test('a scheme or version that is not in the list is a fault', (t) => {
  t.throws(() => newest(schemes, 'barter'), { message: /barter is not in the list/ });
  t.throws(() => schemeOf(schemes, 'two-mail', 99), { message: /version 99 is not in the list/ });
  t.throws(() => schemeOf(schemes, 'barter', 1), { message: /barter/ });
});

test('of two schemes the one that asks for more; of wallet and board both roads', (t) => {
  const name = (one: string, other: string): string => higher(schemes, newest(schemes, one), newest(schemes, other)).name;
  t.is(name('two-mail', 'wallet'), 'wallet');
  t.is(name('wallet', 'two-mail'), 'wallet');
  t.is(name('wallet', 'wallet'), 'wallet');
  t.is(name('wallet', 'board'), 'full');
  t.is(name('board', 'wallet'), 'full');
  t.throws(() => higher([newest(schemes, 'wallet'), newest(schemes, 'board')], newest(schemes, 'wallet'), newest(schemes, 'board')), { message: /no scheme stands above both wallet and board/ });
});

test('no payment steps down, and none goes where its scheme does not lead', (t) => {
  const before = payment();
  const wallet = newest(schemes, 'wallet');
  const up: Payment = { ...before, scheme: wallet.name, schemeVersion: wallet.version };
  t.notThrows(() => checkTransition(schemes, null, before));
  t.notThrows(() => checkTransition(schemes, before, before));
  t.notThrows(() => checkTransition(schemes, before, up));
  t.throws(() => checkTransition(schemes, up, before), { message: /two-mail is no step up from wallet/ });
  t.throws(() => checkTransition(schemes, before, { ...before, state: { name: 'settled', at: 1, transferId: 't' } }), { message: /declares no transition from awaiting-forward to settled/ });
});
