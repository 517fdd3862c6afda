/**
 * Suspension: of a party, by staff; of an address, by a year in which no mail came from it (9-rules 24): its domain may belong to somebody else by then, who can
 * sign for it. Whoever is suspended neither pays nor is paid; their mails are set aside, and staff may have them decided once all is clear.
 */
import type { Disposition, Instruction } from './decision.ts';
import { addressesOf, effect, find, lacksPeople, partyOf, paymentsWith, refused, registered, setAside, tallySum, type Desk } from './desk.ts';
import { PAYMENTS_PER_KEY } from './facts.ts';
import { isIdle, quietSince } from './idle.ts';
import { dayOf, namesKey, openKey } from './keys.ts';
import { answer, owe } from './owe.ts';
import type { Address, Party } from './party.ts';
import { isOpen, type Payment, type Side } from './payment.ts';
import { schemeOf } from './scheme.ts';
import { staffTask } from './staff.ts';

type Of<K extends Instruction['kind']> = Extract<Instruction, { kind: K }>;

const recorded = (code: string): Disposition => ({ kind: 'recorded', code });

/** Why the sender's mails have no effect now; null: they have. */
export function suspended(desk: Desk, sender: Address): 'party' | 'address' | null {
  if (find(desk, 'suspended', partyOf(desk, sender.party).suspendedAt !== null, `party ${sender.party}`)) return 'party';
  return desk.context.policy.idle !== undefined && find(desk, 'address-idle', isIdle(desk.context, sender), sender.address) ? 'address' : null;
}

/** A mail of a sender who is suspended. */
export const decideSuspended = (desk: Desk, sender: Address, why: 'party' | 'address', messageId: string | null): Disposition => (why === 'party' ? setAside('suspended') : decideIdle(desk, sender, messageId));

/** Told to whoever wrote (they have signed for the address), and to staff, once a day each. */
function decideIdle(desk: Desk, sender: Address, messageId: string | null): Disposition {
  const day = dayOf(desk.context.now);
  if (tallySum(desk.facts, sender.address, 'answer:address-idle', day, day) === 0n) {
    const since = new Date(quietSince(desk.context, sender)).toISOString().slice(0, 10);
    staffTask(desk, 'address-idle', `A mail came from ${sender.address}, of which none has come since ${since}. Find out by another way whose address it is now; then \`kakitome address resume\` or \`remove\`.`, null);
  }
  answer(desk, { address: sender.address, language: partyOf(desk, sender.party).language }, { kind: 'address-idle', address: sender.address }, { paymentId: null, inReplyTo: messageId, limit: 1 });
  return setAside('address-idle');
}

/** Staff know by another way whose address it is. All addresses of the party hear of it. */
export function resumeAddress(desk: Desk, { address, by }: Of<'resume-address'>): Disposition {
  if (lacksPeople(desk, by)) return refused('two-people');
  const row = registered(desk.facts, address);
  if (row === null) return refused('address-unknown');
  if (!find(desk, 'address-idle', isIdle(desk.context, row), address)) return recorded('not-suspended');
  effect(desk, { kind: 'address-saved', address: { ...row, provenAt: desk.context.now } });
  tellAll(desk, partyOf(desk, row.party), { kind: 'address-resumed', address });
  return recorded('address-resumed');
}

/** What is open ends first: nobody could answer for it any more, and the other side must not wait. */
export function suspendParty(desk: Desk, { address, reason, by }: Of<'suspend-party'>): Disposition {
  const party = partyAt(desk, address, by);
  if ('code' in party) return party;
  if (find(desk, 'suspended', party.suspendedAt !== null, `party ${party.id}`)) return recorded('suspended-already');
  for (const payment of openOf(desk, party)) {
    if (isOpen(payment)) schemeOf(desk.schemes, payment.scheme, payment.schemeVersion).step(desk, payment, { kind: 'ended', reason: 'stopped' });
  }
  effect(desk, { kind: 'party-saved', party: { ...party, suspendedAt: desk.context.now } });
  for (const payment of paymentsWith(desk.facts, [namesKey(party.id)])) {
    if (payment.state.name === 'awaiting-forward' && payment.order !== null && isForSuspended(desk, payment.order.named)) schemeOf(desk.schemes, payment.scheme, payment.schemeVersion).step(desk, payment, { kind: 'ended', reason: 'stopped' });
  }
  find(desk, 'suspended-for', true, reason);
  tellAll(desk, party, { kind: 'party-suspended' });
  return recorded('suspended');
}

/** Every shop that an order names is suspended by staff: nobody could forward it, so its buyer need not wait for that. */
export const isForSuspended = (desk: Desk, named: readonly Side[]): boolean => named.length > 0 && named.every(({ party }) => (desk.facts.parties.get(party)?.suspendedAt ?? null) !== null);

/** What an instruction ends that ends all that is open. Beyond what is loaded it can end nothing, and staff hear so. */
export function openOf(desk: Desk, { id, name }: Party): readonly Payment[] {
  const open = paymentsWith(desk.facts, [openKey(id)]);
  if (open.length >= PAYMENTS_PER_KEY) {
    staffTask(desk, 'open-payments-left', `Of ${name} (party ${id}) only the newest ${PAYMENTS_PER_KEY} open payments were looked at; older ones may be open still. \`kakitome payment list --party ${id}\` shows them, \`kakitome payment stop\` ends each.`, null);
  }
  return open;
}

export function resumeParty(desk: Desk, { address, by }: Of<'resume-party'>): Disposition {
  const party = partyAt(desk, address, by);
  if ('code' in party) return party;
  if (!find(desk, 'suspended', party.suspendedAt !== null, `party ${party.id}`)) return recorded('not-suspended');
  effect(desk, { kind: 'party-saved', party: { ...party, suspendedAt: null } });
  // What they wrote meanwhile was not noted: the time that they could not use an address does not count against it.
  for (const row of addressesOf(desk.facts, party.id)) {
    const at = party.suspendedAt ?? desk.context.now;
    if (!isIdle({ ...desk.context, now: at }, row)) effect(desk, { kind: 'address-saved', address: { ...row, provenAt: desk.context.now } });
  }
  tellAll(desk, party, { kind: 'party-resumed' });
  return recorded('resumed');
}

function partyAt(desk: Desk, address: string, by: readonly string[]): Party | Disposition {
  if (lacksPeople(desk, by)) return refused('two-people');
  const row = registered(desk.facts, address);
  return row === null ? refused('address-unknown') : partyOf(desk, row.party);
}

function tellAll(desk: Desk, party: Party, facts: Parameters<typeof owe>[3]): void {
  for (const row of addressesOf(desk.facts, party.id)) owe(desk, row.address, party.language, facts, { paymentId: null });
}
