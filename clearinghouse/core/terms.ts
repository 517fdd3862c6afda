/** What a party has agreed with the bank: its fee, its limits, its monthly statement. Given by staff; the fee and the limits by two people where the bank asks for two. */
import type { Disposition, Instruction } from './decision.ts';
import { accountOf, addressesOf, effect, lacksPeople, partyOf, refused, registered, type Desk } from './desk.ts';
import { partyAccountId } from './account.ts';
import { foldName } from './facts.ts';
import { owe } from './owe.ts';
import type { Party } from './party.ts';
import { statedFromNow } from './statement.ts';

type Of<K extends Instruction['kind']> = Extract<Instruction, { kind: K }>;

const recorded = (code: string): Disposition => ({ kind: 'recorded', code });

export function setFee(desk: Desk, { address, fee, by }: Of<'set-fee'>): Disposition {
  if (lacksPeople(desk, by)) return refused('two-people');
  const party = partyAt(desk, address);
  if (party === null) return refused('address-unknown');
  if (fee !== null && accountOf(desk.facts, partyAccountId(party.id, fee.fixed.currency)) === null) return refused('no-account');
  if (fee !== null && (fee.fixed.minor < 0n || fee.perMille100 < 0 || fee.perMille100 > MOST_PER_MILLE_100 || !Number.isSafeInteger(fee.perMille100))) return refused('fee-unfit');
  // One fee for each party: payments in the currency of the one before would be free from then on, without a word.
  if (fee !== null && party.fee !== null && party.fee.fixed.currency !== fee.fixed.currency) return refused('fee-other-currency');
  save(desk, { ...party, fee });
  return recorded('fee-set');
}

/** All of it. */
const MOST_PER_MILLE_100 = 100_000;

export function setStatements(desk: Desk, { address, statements }: Of<'set-statements'>): Disposition {
  const party = partyAt(desk, address);
  if (party === null) return refused('address-unknown');
  save(desk, { ...party, statements, ...(statements === 'monthly' && party.statements !== 'monthly' ? { statedUntil: statedFromNow(desk, party) } : {}) });
  return recorded('statements-set');
}

export function setLimits(desk: Desk, { address, limits, by }: Of<'set-limits'>): Disposition {
  if (lacksPeople(desk, by)) return refused('two-people');
  const party = partyAt(desk, address);
  if (party === null) return refused('address-unknown');
  save(desk, { ...party, limits });
  for (const row of addressesOf(desk.facts, party.id)) owe(desk, row.address, party.language, { kind: 'limits-set', limits }, { paymentId: null });
  return recorded('limits-set');
}

export function renameParty(desk: Desk, { address, name, by }: Of<'rename-party'>): Disposition {
  if (lacksPeople(desk, by)) return refused('two-people');
  const party = partyAt(desk, address);
  if (party === null) return refused('address-unknown');
  if ([...desk.facts.parties.values()].some((other) => other.id !== party.id && foldName(other.name) === foldName(name))) return refused('name-taken');
  for (const row of addressesOf(desk.facts, party.id)) owe(desk, row.address, party.language, { kind: 'renamed', before: party.name, name }, { paymentId: null });
  save(desk, { ...party, name });
  return recorded('renamed');
}

function partyAt(desk: Desk, address: string): Party | null {
  const row = registered(desk.facts, address);
  return row === null ? null : partyOf(desk, row.party);
}

const save = (desk: Desk, party: Party): void => effect(desk, { kind: 'party-saved', party });
