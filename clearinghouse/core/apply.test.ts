/** The first of the pair of checks: no list of effects breaks the ledger, whoever made it. */
import test from 'ava';
import { cashAccountId, partyAccountId, type Transfer } from './account.ts';
import { applyEffects } from './apply.ts';
import type { Effect } from './decision.ts';
import { smallWorld, yen } from './fixtures/small-world.ts';
import type { Facts } from './facts.ts';
import { MAX_MINOR } from '../protocol/money.ts';

const { currency } = yen(0n);
const [payer, payee, cash] = [partyAccountId(1, currency), partyAccountId(3, currency), cashAccountId(currency)];

/** Each of the four parties has 5,000 yen. */
const facts = (): Facts => smallWorld().facts;

const moved = (postings: Transfer['postings'], change: Partial<Transfer> = {}): Effect => ({
  kind: 'transferred',
  transfer: { id: 'T1', kind: 'payment', currency, paymentId: null, at: 0, reference: 'V-1', by: [], postings, ...change },
});

const held = (account: string, amount: bigint): Effect => ({ kind: 'held', paymentId: 1, account, amount, at: 0 });
const released = (account: string, amount: bigint): Effect => ({ kind: 'released', paymentId: 1, account, amount, at: 0 });

test('postings move what they say, and what is held stays where it is', (t) => {
  const all = facts();
  applyEffects(all, [held(payer, 1_000n), moved([{ account: payer, amount: -4_000n }, { account: payee, amount: 4_000n }])]);
  t.deepEqual([all.accounts.get(payer)?.balance, all.accounts.get(payer)?.held, all.accounts.get(payee)?.balance], [1_000n, 1_000n, 9_000n]);
  applyEffects(all, [released(payer, 1_000n)]);
  t.deepEqual([all.accounts.get(payer)?.balance, all.accounts.get(payer)?.held], [1_000n, 0n]);
});

test('postings that do not sum to zero are a fault, one too much or one too little', (t) => {
  for (const amount of [4_001n, 3_999n]) {
    const all = facts();
    t.throws(() => applyEffects(all, [moved([{ account: payer, amount: -4_000n }, { account: payee, amount }])]), { message: `transfer T1: postings sum to ${amount - 4_000n}, expected 0` });
    t.is(all.accounts.get(payer)?.balance, 5_000n);
  }
});

test('an account in another currency than its transfer is a fault', (t) => {
  const all = facts();
  const euro = { id: 'party:3:EUR', party: 3, currency: 'EUR' as typeof currency, balance: 0n, held: 0n, floor: 0n };
  applyEffects(all, [{ kind: 'account-opened', account: euro }]);
  t.throws(() => applyEffects(all, [moved([{ account: payer, amount: -1n }, { account: euro.id, amount: 1n }])]), { message: 'transfer T1: account party:3:EUR is in EUR, expected JPY' });
});

test('an account that was not loaded, or is opened twice: a fault, or left as it is', (t) => {
  const all = facts();
  t.throws(() => applyEffects(all, [held('party:99:JPY', 1n)]), { message: 'account party:99:JPY is not in the working set' });
  const again = all.accounts.get(payer);
  if (again === undefined) throw new Error('the payer has an account');
  applyEffects(all, [{ kind: 'account-opened', account: { ...again, balance: 0n } }]);
  t.is(all.accounts.get(payer)?.balance, 5_000n);
});

test('the last yen can be moved and be held; one more is a fault', (t) => {
  const all = facts();
  applyEffects(all, [held(payer, 2_000n), moved([{ account: payer, amount: -3_000n }, { account: payee, amount: 3_000n }])]);
  t.throws(() => applyEffects(all, [moved([{ account: payer, amount: -1n }, { account: payee, amount: 1n }])]), { message: 'account party:1:JPY: available -1 is below its floor 0' });
  t.throws(() => applyEffects(all, [held(payer, 1n)]), { message: 'account party:1:JPY: available -1 is below its floor 0' });
});

test('no more is freed than was held', (t) => {
  const all = facts();
  applyEffects(all, [held(payer, 10n), released(payer, 10n)]);
  t.throws(() => applyEffects(all, [released(payer, 1n)]), { message: 'account party:1:JPY: held -1 is below 0' });
});

test('an account keeps the largest amount that can be kept, above and below zero, and not one more', (t) => {
  const all = facts();
  // Cash mirrors money outside: it has no floor.
  const room = MAX_MINOR - 20_000n;
  applyEffects(all, [moved([{ account: cash, amount: -room }, { account: payee, amount: room }])]);
  t.is(all.accounts.get(cash)?.balance, -MAX_MINOR);
  t.throws(() => applyEffects(all, [moved([{ account: cash, amount: -1n }, { account: payer, amount: 1n }])]), { message: `account ${cash}: balance ${-MAX_MINOR - 1n} is beyond what can be kept` });
  applyEffects(all, [moved([{ account: payer, amount: -5_000n }, { account: payee, amount: 5_000n }])]);
  applyEffects(all, [2, 4].map((party) => moved([{ account: partyAccountId(party, currency), amount: -5_000n }, { account: payee, amount: 5_000n }])));
  t.is(all.accounts.get(payee)?.balance, MAX_MINOR);
  t.throws(() => applyEffects(all, [moved([{ account: cash, amount: 1n - MAX_MINOR }, { account: payee, amount: MAX_MINOR - 1n }])]), { message: `account ${cash}: balance ${1n - 2n * MAX_MINOR} is beyond what can be kept` });
  t.throws(() => applyEffects(all, [moved([{ account: payee, amount: 1n }, { account: cash, amount: -1n }])]), { message: `account ${payee}: balance ${MAX_MINOR + 1n} is beyond what can be kept` });
});

test('a printed number is spent once, and leaves the others alone', (t) => {
  const all = facts();
  all.cards.set('CARD01', { live: new Map([[1, 'one'], [2, 'two']]), issued: new Set() });
  const spent = (index: number, card = 'CARD01'): Effect => ({ kind: 'number-spent', card, index });
  applyEffects(all, [spent(1)]);
  t.deepEqual([...(all.cards.get('CARD01')?.live ?? [])], [[2, 'two']]);
  t.throws(() => applyEffects(all, [spent(1)]), { message: 'card CARD01: number 1 is not there to be spent' });
  t.throws(() => applyEffects(all, [spent(2, 'CARD02')]), { message: 'card CARD02: number 2 is not there to be spent' });
  applyEffects(all, [{ kind: 'card-voided', card: 'CARD01' }]);
  t.throws(() => applyEffects(all, [spent(2)]), { message: 'card CARD01: number 2 is not there to be spent' });
});

test('numbers of parties and payments go on behind the largest that was given', (t) => {
  const all = facts();
  const party = all.parties.get(2);
  if (party === undefined) throw new Error('the small world has a second party');
  t.is(all.nextPartyId, 5);
  applyEffects(all, [{ kind: 'party-saved', party }]);
  t.is(all.nextPartyId, 5);
  applyEffects(all, [{ kind: 'party-saved', party: { ...party, id: 9 } }]);
  t.is(all.nextPartyId, 10);
});
