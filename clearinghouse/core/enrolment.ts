/** What staff do about a party's roads: its scheme, its wallet, its card. Given by two people where the bank asks for two. */
import { withTag } from '../protocol/address.ts';
import { macOf } from '../protocol/mac.ts';
import { dropCheque } from './cheque-letter.ts';
import { base32 } from './context.ts';
import type { Disposition, Instruction } from './decision.ts';
import { accountsOf, addressesOf, drawId, effect, find, lacksPeople, partyOf, paymentsWith, refused, registered, type Desk } from './desk.ts';
import { lacksKey, withoutWallet } from './ended-keys.ts';
import { chequeKey } from './keys.ts';
import { saveCard } from './numbers.ts';
import { owe, shownReference } from './owe.ts';
import type { Address, PartyRoads } from './party.ts';
import { isOpen } from './payment.ts';
import { isAlwaysAsked, schemeWithWallet } from './roads.ts';

type Of<K extends Instruction['kind']> = Extract<Instruction, { kind: K }>;

const recorded = (code: string): Disposition => ({ kind: 'recorded', code });

export function setScheme(desk: Desk, { address, scheme, missing, by }: Of<'set-scheme'>): Disposition {
  const row = permitted(desk, address, by);
  if ('kind' in row) return row;
  const { roads, language } = partyOf(desk, row.party);
  if ((scheme === 'wallet' || scheme === 'full') && roads.wallet === null) return refused('wallet-missing');
  if ((scheme === 'board' || scheme === 'full') && desk.context.bank.boardAddress === null) return refused('board-takes-none');
  const set: PartyRoads = { ...roads, scheme, missing };
  save(desk, row, set);
  const facts = { kind: 'scheme-set', scheme: scheme ?? desk.context.policy.defaultScheme, missing, asks: isAlwaysAsked(desk, set) } as const;
  for (const other of addressesOf(desk.facts, row.party)) owe(desk, other.address, language, facts, { paymentId: null });
  return recorded('scheme-set');
}

/** Sends the wallet page; a key that is in force stays so until its successor comes. */
export function enrolWallet(desk: Desk, { address, by }: Of<'enrol-wallet'>): Disposition {
  const row = permitted(desk, address, by);
  if ('kind' in row) return row;
  const party = partyOf(desk, row.party);
  const until = desk.context.now + desk.context.policy.enrolSpan;
  const token = base32(macOf(desk.context.keys.token, ['wallet', row.party, drawId(desk, 'wallet')].join('|')), 16);
  save(desk, row, { ...party.roads, offer: { token, until } });
  const currencies = [...new Set(accountsOf(desk.facts, row.party).map((account) => account.currency))];
  const scheme = schemeWithWallet(party.roads);
  owe(desk, address, party.language, { kind: 'wallet-page', account: address, until, again: party.roads.wallet !== null, currencies, scheme }, { paymentId: null, replyTo: withTag(desk.context.bank.paymentAddress, `w.${token}`) });
  for (const other of addressesOf(desk.facts, row.party)) if (other.address !== address) owe(desk, other.address, party.language, { kind: 'wallet-offered', address, until, scheme }, { paymentId: null });
  return recorded('wallet-page-sent');
}

/** No cheque of it is taken from here on, as where the wallet ends by an alarm (core/cheque-letter.ts). */
export function revokeWallet(desk: Desk, { address, by }: Of<'revoke-wallet'>): Disposition {
  const row = permitted(desk, address, by);
  if ('kind' in row) return row;
  const { roads, language } = partyOf(desk, row.party);
  if (roads.wallet === null && roads.offer === null) return refused('wallet-missing');
  const left = withoutWallet(roads);
  save(desk, row, left);
  for (const other of addressesOf(desk.facts, row.party)) owe(desk, other.address, language, { kind: 'wallet-revoked', asks: isAlwaysAsked(desk, left), ...(lacksKey(left) ? { needed: true } : {}) }, { paymentId: null });
  return recorded('wallet-revoked');
}

/** A cheque that somebody has looked into is void in the same transaction (design 8 §6.3). */
export function openCheque(desk: Desk, { address, serial, reason, by }: Of<'open-cheque'>): Disposition {
  const row = permitted(desk, address, by);
  if ('kind' in row) return row;
  if (reason.trim() === '') return refused('reason-missing');
  const all = paymentsWith(desk.facts, [chequeKey(row.party, serial)]);
  const payment = all.find((one) => isOpen(one) && one.roads?.cheque?.serial === serial) ?? all.at(-1);
  if (payment === undefined) return refused('cheque-unknown');
  desk.about.add(payment.id);
  find(desk, 'cheque-opened', true, `serial ${serial}, by ${by.join(', ')}`);
  if (!isOpen(payment) || payment.roads?.cheque?.serial !== serial) return recorded('cheque-was-over');
  dropCheque(desk, payment);
  const facts = { kind: 'cheque-void', why: 'opened', serial, most: payment.roads.cheque.most, payee: null, reference: shownReference(payment), subject: '' } as const;
  owe(desk, payment.buyer?.address ?? address, partyOf(desk, row.party).language, facts, { paymentId: payment.id });
  return recorded('cheque-opened');
}

/** The numbers are printed and kept already; the card waits for its activation, by an answer to the mail that this owes. */
export function issueCard(desk: Desk, { address, card: id, count, by }: Of<'issue-card'>): Disposition {
  const row = permitted(desk, address, by);
  if ('kind' in row) return row;
  const { roads, language } = partyOf(desk, row.party);
  if (roads.card !== null) effect(desk, { kind: 'card-voided', card: roads.card.id });
  const token = base32(macOf(desk.context.keys.token, ['card', row.party, id].join('|')), 16);
  saveCard(desk, row.party, { id, count, madeAt: desk.context.now, token, state: 'sent', lastUsed: null, wrongAt: [], again: 0 });
  owe(desk, address, language, { kind: 'card-sent', replaces: roads.card !== null }, { paymentId: null, replyTo: withTag(desk.context.bank.paymentAddress, `c.${token}`) });
  return recorded('card-issued');
}

export function voidCard(desk: Desk, { address, by }: Of<'void-card'>): Disposition {
  const row = permitted(desk, address, by);
  if ('kind' in row) return row;
  const { roads, language } = partyOf(desk, row.party);
  if (roads.card === null) return refused('card-missing');
  effect(desk, { kind: 'card-voided', card: roads.card.id });
  saveCard(desk, row.party, null);
  for (const other of addressesOf(desk.facts, row.party)) owe(desk, other.address, language, { kind: 'card-void' }, { paymentId: null });
  return recorded('card-voided');
}

function permitted(desk: Desk, address: string, by: readonly string[]): Address | Disposition {
  if (lacksPeople(desk, by)) return refused('two-people');
  return registered(desk.facts, address) ?? refused('address-unknown');
}

const save = (desk: Desk, { party }: Address, roads: PartyRoads): void => effect(desk, { kind: 'party-saved', party: { ...partyOf(desk, party), roads } });
