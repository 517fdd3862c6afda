/** What the public board says of payments, against what the auditor knows of them: no more, no less. */
import type { Payment } from '../../../clearinghouse/core/payment.ts';
import { BOARD } from '../people.ts';
import { Violation } from '../violation.ts';
import { isProved } from './answers.ts';
import type { Published } from './board.ts';
import { partyAt, type Eyes } from './eyes.ts';

/** At the end, when everything is published. */
export async function checkPublic(eyes: Eyes, published: readonly Published[]): Promise<void> {
  const said = new Map<string, number>();
  for (const { index, kind, reference } of published) {
    if (reference === null) throw new Violation(`entry ${index} of the board ("${kind}") has no face that names a payment`);
    const key = `${kind} ${reference.replace('-', '')}`;
    said.set(key, (said.get(key) ?? 0) + 1);
  }
  for (const payment of await eyes.store().listPayments({ state: null, party: null, limit: 1_000_000 })) {
    const { id, reference } = payment;
    for (const [kind, expected] of expectedOf(eyes, payment)) {
      const key = `${kind} ${reference}`;
      const found = said.get(key) ?? 0;
      if (found !== expected) throw new Violation(`the board says "${kind}" ${found} times of payment ${reference}, expected ${expected}`, { payments: [id] });
      said.delete(key);
    }
  }
  const [more] = said.keys();
  if (more !== undefined) throw new Violation(`the board says "${more.split(' ')[0]}" of ${more.split(' ')[1]}, and that is no payment`);
}

/** By the questions that left, the money that moved, the posts that came and the cases that were opened. */
function expectedOf(eyes: Eyes, payment: Payment): readonly (readonly [kind: string, times: number])[] {
  const { id, reference, buyer, merchant } = payment;
  const notices = eyes.ofPayment.get(id) ?? [];
  const asked = notices.some(({ facts }) => facts.kind === 'question');
  const paid = eyes.paid.has(id);
  const cases = notices.filter(({ facts }) => facts.kind === 'dispute-opened' && facts.side === 'buyer').length;
  const shown = [buyer, merchant].every((side) => side !== null && eyes.numbered.get(side.party)?.showsDisputes === true) ? cases : 0;
  return [
    ['settled', paid ? 1 : 0],
    ['accepted', asked ? 1 : 0],
    ['returned', asked && !paid ? 1 : 0],
    ['refunded', eyes.refunds.get(reference) ?? 0],
    ['posted', isPosted(eyes, payment) ? 1 : 0],
    ['disputed', shown],
    ['dispute-closed', notices.some(({ facts }) => facts.kind === 'dispute-closed') ? shown : 0],
  ];
}

/** The bank's record says which mail it took for the post; whether it is one of this order's buyer, we say. */
function isPosted(eyes: Eyes, { order, roads }: Payment): boolean {
  const [ordered, posted] = [order?.letterId, roads?.post?.letterId].map((letter) => eyes.letters.get(letter ?? -1));
  return ordered !== undefined && posted !== undefined && isProved(posted) && posted.mail.to.includes(BOARD) && partyAt(eyes, posted.mail.from) === partyAt(eyes, ordered.mail.from) && posted.words.password === ordered.words.password;
}
