/** The payments that a letter can be about, whatever was decided of it: by its decisions, its thread, the token of a question, and every password that may be in it. */
import { questionTokens, threadIds } from '../core/fact-keys.ts';
import { mailKey, referenceKey, secretKeys, tokenKey } from '../core/keys.ts';
import type { Payment } from '../core/payment.ts';
import type { Office } from '../office.ts';
import type { Reading } from '../protocol/reading.ts';
import { referenceOf } from '../protocol/reference.ts';
import { Mistake } from './mistake.ts';

/** So many payments may share one key: a word that several buyers have chosen, or one buyer again and again. */
const MOST_OF_ONE_KEY = 200;

type Known = Pick<Office, 'store' | 'keys' | 'rulebook'>;

/** Throws where one that the letter was about is not there: whether it is open nobody could say. */
export async function paymentsOf({ store, keys, rulebook }: Known, letterId: number, reading: Reading | null): Promise<readonly Payment[]> {
  const decisions = await store.listDecisions({ payment: null, letter: letterId, limit: 1_000 });
  const ofDecisions = new Set(decisions.flatMap((row) => row.about).map((id) => referenceKey(referenceOf(id, keys.reference))));
  const ofReading = reading === null ? [] : [...threadIds(reading).map(mailKey), ...questionTokens(reading, rulebook.bank).map(tokenKey), ...passwordKeys(reading)];
  const found = new Map<number, Payment>();
  for (const key of new Set([...ofDecisions, ...ofReading])) {
    const payments = await store.listPayments({ state: null, party: null, key, limit: MOST_OF_ONE_KEY });
    if (payments.length === 0 && ofDecisions.has(key)) throw new Mistake(`letter ${letterId}: found no payment under a reference that it is about; expected it, to know that it has ended: see \`kakitome audit\``);
    for (const payment of payments) found.set(payment.id, payment);
  }
  return [...found.values()];
}

/** A copy that had no effect (unsigned, sent by somebody else) may hold the password of an order that has, on a line of its own or behind an OK. */
function passwordKeys({ text, originals, answer }: Reading): readonly string[] {
  const lines = [text, ...originals.map((original) => original.text)].flatMap((one) => one?.passwords ?? []).map((password) => password.digests);
  return [...lines, ...(answer === null ? [] : [answer.whole ?? [], ...answer.prefixes])].flatMap(secretKeys);
}
