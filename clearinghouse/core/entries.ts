/** The pending entries of the board: written with the decision, sequenced later. Their public face says kind, reference and minute, no more (9-rules 26). */
import type { Payment } from './payment.ts';
import { derivedHex, derivedId } from './context.ts';
import type { PendingEntry } from './decision.ts';
import { effect, type Desk } from './desk.ts';
import { shownReference } from './owe.ts';

/** To the minute: seconds would tell more than the board has to. */
const minute = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}Z`;

/** One entry for one change of state; its id follows from payment and kind, so that a second one of a kind is a fault in the store. */
export function writeEntry(desk: Desk, payment: Payment, kind: PendingEntry['kind'], details: Readonly<Record<string, string>>): PendingEntry {
  const entry: PendingEntry = {
    id: `${payment.reference}.${kind}`,
    kind,
    paymentId: payment.id,
    at: desk.context.now,
    face: { kind, reference: shownReference(payment), time: minute(desk.context.now) },
    details: { letter: String(desk.letterId ?? ''), nonce: derivedId(desk.context, `entry:${kind}`), ...details },
    saltSeed: derivedHex(desk.context, `salt:${payment.id}:${kind}`),
  };
  effect(desk, { kind: 'entry', entry });
  return entry;
}
