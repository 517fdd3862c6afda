/** What staff and parties look up, in a bank with a history: each look is made several times, and the middle one counts. */
import { consoleStateOf } from '../../../clearinghouse/console/state.ts';
import { referenceKey } from '../../../clearinghouse/core/keys.ts';
import type { Office } from '../../../clearinghouse/office.ts';
import { personAddress, personName } from './template.ts';

const TIMES = 7;
const DAY = 86_400_000;

/** Milliseconds by what was looked up. */
export async function lookAround({ store, clock }: Office): Promise<Readonly<Record<string, number>>> {
  const now = clock.now();
  const newest = (await store.listPayments({ state: null, party: null, limit: 1 }))[0];
  const old = (await store.listPayments({ state: null, party: 1, limit: 1 }))[0] ?? newest;
  if (old === undefined) throw new Error('there is no payment to look for');
  const account = (await store.listAccounts({ party: 1 }))[0]?.id ?? '';
  const console_ = { store, now: clock.now, reference: String, patience: 60_000, mailboxes: null, monitor: null, alarms: { list: () => [], total: () => 0 } };
  const looks: Readonly<Record<string, () => Promise<unknown>>> = {
    'a party by its address': () => store.findParties({ address: personAddress(7) }),
    'a party by its name': () => store.findParties({ name: personName(7) }),
    'a payment by its reference': () => store.findPayment(referenceKey(old.reference)),
    'the 50 newest payments of a busy shop': () => store.listPayments({ state: null, party: 1, limit: 50 }),
    'all that is stored of one payment': () => Promise.all([store.listDecisions({ payment: old.id, letter: null, limit: 99 }), store.listNotices({ payment: old.id, status: null, limit: 99 }), store.listEntries({ payment: old.id, limit: 99 }), store.listTransfers(old.id)]),
    'ten rows of a busy shop\'s statement of 30 days': () => store.statement(account, now - 40 * DAY, now - 10 * DAY, { after: null, limit: 10 }),
    'the sums of all customers': () => store.customerSums(),
    'letters by disposition (received = …)': () => store.reconcile(),
    'the console\'s page': () => consoleStateOf(console_),
  };
  const found: Record<string, number> = {};
  for (const [what, look] of Object.entries(looks)) found[what] = await middleOf(look);
  return found;
}

async function middleOf(look: () => Promise<unknown>): Promise<number> {
  const spans: number[] = [];
  for (let times = 0; times < TIMES; times += 1) {
    const from = performance.now();
    await look();
    spans.push(performance.now() - from);
  }
  return spans.toSorted((a, b) => a - b)[Math.floor(TIMES / 2)] ?? Number.NaN;
}
