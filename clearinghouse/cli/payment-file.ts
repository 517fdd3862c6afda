/** Everything that is stored about one payment, gathered for `payment show`. */
import type { Transfer } from '../core/account.ts';
import type { Payment } from '../core/payment.ts';
import type { DecisionRow, EntryRow, LetterRow, NoticeRow, Store } from '../store/store.ts';
import { namesIn } from './names.ts';
import type { Names } from './shapes.ts';

export type PaymentFile = {
  readonly payment: Payment;
  readonly names: Names;
  /** Oldest first, as all lists here. */
  readonly decisions: readonly DecisionRow[];
  readonly letters: readonly LetterRow[];
  readonly notices: readonly NoticeRow[];
  readonly transfers: readonly Transfer[];
  readonly entries: readonly EntryRow[];
};

/** The port lists by account and in whole; a payment has few of each. */
const ALL = 1_000_000;

export async function gatherPayment(store: Store, payment: Payment): Promise<PaymentFile> {
  const decisions = (await store.listDecisions({ payment: payment.id, letter: null, limit: ALL })).toSorted((a, b) => a.sequence - b.sequence);
  const notices = (await store.listNotices({ payment: payment.id, status: null, limit: ALL })).toSorted((a, b) => a.notice.owedAt - b.notice.owedAt);
  const entries = (await store.listEntries({ payment: payment.id, limit: ALL })).toSorted((a, b) => a.at - b.at);
  return { payment, names: await namesIn(store, [payment]), decisions, letters: await lettersBehind(store, payment, decisions), notices, transfers: await store.listTransfers(payment.id), entries };
}

async function lettersBehind(store: Store, { order, claim, early }: Payment, decisions: readonly DecisionRow[]): Promise<readonly LetterRow[]> {
  const decided = decisions.flatMap(({ input }) => (input.kind === 'letter' ? [input.letterId] : []));
  const ids = new Set([...decided, ...[order, claim, early].flatMap((part) => (part === null ? [] : [part.letterId]))]);
  const letters = await Promise.all([...ids].sort((a, b) => a - b).map((id) => store.findLetter(id)));
  return letters.flatMap((letter) => (letter === null ? [] : [letter.row]));
}
