/** Which times the bank's mails may tell: by the terms alone, and where a wait was begun anew. */
import test from 'ava';
import type { NoticeFacts, OwedNotice } from '../../../clearinghouse/core/notice.ts';
import type { Payment } from '../../../clearinghouse/core/payment.ts';
import { DAY, HOUR, makeEyes } from './eyes.ts';
import { toldTrouble } from './told.ts';

const TOTAL = { currency: 'JPY', minor: 2_226n };
const [ASKED, ANSWERED, NEW_CHEQUE] = [0, HOUR, 2 * HOUR];
const PAYMENT = { id: 1, merchant: { party: 2, address: 'orders@shop.example' } } as Payment;

const question = (owedAt: number, until: number, replaces: typeof TOTAL | null): OwedNotice => owed(owedAt, { kind: 'question', until, replaces, again: false });
const chequeMissing = (owedAt: number): OwedNotice => owed(owedAt, { kind: 'road-missing', until: owedAt + 3 * DAY, then: 'end' });
/** What is looked at of a notice, and no more. */
const owed = (owedAt: number, facts: object): OwedNotice => ({ owedAt, letterId: 1, replyTo: null, facts: facts as NoticeFacts }) as OwedNotice;

function troubleOf(...notices: readonly OwedNotice[]): string | null {
  const eyes = makeEyes(() => { throw new Error('no store is asked'); }, () => 0);
  for (const { owedAt } of notices) eyes.decidedAt.add(owedAt);
  eyes.decisionsOf.set(1, notices.map(({ owedAt, facts }) => ({ at: owedAt, code: facts.kind === 'road-missing' ? 'refused old-question' : 'asked', letter: 1 })));
  return toldTrouble(eyes, PAYMENT, notices);
}

test('the cheque went bad before the OK: the question that follows on a new one has its own three days', (t) => {
  const first = [question(ASKED, ASKED + 3 * DAY, null), chequeMissing(ANSWERED)] as const;
  t.is(troubleOf(...first, question(NEW_CHEQUE, NEW_CHEQUE + 3 * DAY, TOTAL)), null);
  t.regex(troubleOf(...first, question(NEW_CHEQUE, ASKED + 3 * DAY, TOTAL)) ?? '', /^its question tells 1970-01-04T00:00:00.000Z, by the terms it is 1970-01-04T02:00:00.000Z/);
});

test('a claim that takes the place of another leaves the time as it is', (t) => {
  const first = question(ASKED, ASKED + 3 * DAY, null);
  t.is(troubleOf(first, question(NEW_CHEQUE, ASKED + 3 * DAY, TOTAL)), null);
  t.regex(troubleOf(first, question(NEW_CHEQUE, NEW_CHEQUE + 3 * DAY, TOTAL)) ?? '', /by the terms it is 1970-01-04T00:00:00.000Z$/);
});
