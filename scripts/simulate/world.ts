/** One simulated world: its time, its people and their mail, the bank, and what is remembered for the story of a failure. */
import type { OwedNotice } from '../../clearinghouse/core/notice.ts';
import type { Instruction } from '../../clearinghouse/core/decision.ts';
import type { Auditor } from './auditor/auditor.ts';
import type { BankProcess } from './bank.ts';
import type { Calendar } from './calendar.ts';
import type { Chance } from './chance.ts';
import type { DealId, Mail } from './mail.ts';
import type { Network } from './network-type.ts';
import type { Money, Person } from './people.ts';

/** What two people have in mind. */
export type Deal = {
  readonly id: DealId;
  readonly buyer: Person;
  readonly shop: Person;
  readonly password: string;
  readonly total: Money;
  readonly ceiling: Money | null;
  /** The address from which the buyer writes. */
  readonly from: string;
  /** The mail that the bank gets, and the one that the shop gets: often the same. */
  order: Mail | null;
  shopOrder: Mail | null;
  reference: string | null;
  /** Questions that reached the buyer, the newest last. */
  readonly questions: OwedNotice[];
  invoice: string | null;
  forwards: number;
  answered: boolean;
};

export type Line = { readonly at: number; readonly deals: readonly DealId[]; readonly payments: readonly number[]; readonly text: string };

export type World = {
  readonly calendar: Calendar;
  /** What people do; what the network does; what goes wrong in the bank's house. */
  readonly chance: { readonly people: Chance; readonly network: Chance; readonly house: Chance };
  readonly people: readonly Person[];
  readonly byAddress: ReadonlyMap<string, Person>;
  readonly mails: Mail[];
  readonly deals: Deal[];
  readonly bank: BankProcess;
  readonly network: Network;
  readonly auditor: Auditor;
  readonly lines: Line[];
  /** Which deal a mail or notice of this Message-ID belongs to. */
  readonly dealOf: Map<string, Deal>;
  readonly references: Map<string, Deal>;
  readonly counts: Map<string, number>;
  /** How often somebody tries to get at money by the further roads. */
  readonly temptation: number;
  /** How many, against seventy who answer well, answer just before or after the time is over. */
  readonly lateness: number;
  /** How many of them answer FRAUD. */
  readonly anger: number;
  /** How often a buyer takes the password of the order before. */
  readonly habit: number;
  /** The bank's clock shows so many milliseconds more than the world's. */
  skew: number;
  vouchers: number;
};

export const bankTime = (world: World): number => world.calendar.now() + world.skew;

export function note(world: World, text: string, about: { readonly deals?: readonly (DealId | null)[]; readonly payments?: readonly number[] } = {}): void {
  world.lines.push({ at: bankTime(world), deals: (about.deals ?? []).filter((deal) => deal !== null), payments: about.payments ?? [], text });
}

export function count(world: World, what: string): void {
  world.counts.set(what, (world.counts.get(what) ?? 0) + 1);
}

export type Draft = Partial<Pick<Mail, 'thread' | 'strength' | 'automatic' | 'original' | 'bounce' | 'subject' | 'cheque'>> & { readonly writer: string; readonly from: string; readonly to: readonly string[]; readonly text: string; readonly deal: Deal | null };

/** Writes a mail; it does not leave yet. */
export function write(world: World, draft: Draft): Mail {
  const { writer, from, to, text, deal, thread = [], strength = 'signed', automatic = false, original = null, bounce = null, cheque = null, subject = 'Order' } = draft;
  const mail: Mail = { number: world.mails.length + 1, deal: deal?.id ?? null, writer, from, to, subject, text, date: world.calendar.now(), thread, strength, automatic, original, bounce, cheque };
  world.mails.push(mail);
  return mail;
}

/** Writes a mail and sends it off. */
export function post(world: World, draft: Draft): Mail {
  const mail = write(world, draft);
  world.network.send(mail);
  return mail;
}

/** Staff give an instruction; a bank that is down hears of it when it is up again. */
export function instruct(world: World, instruction: Instruction, deal: Deal | null, then: (ended: string) => void = () => undefined): void {
  const attempt = async (): Promise<void> => {
    const disposition = await world.bank.instruct(instruction);
    if (disposition === null) return world.calendar.put(world.calendar.now() + 600_000, attempt);
    note(world, `staff: ${shownInstruction(instruction)} → ${disposition.kind} ${disposition.code}`, { deals: [deal?.id ?? null] });
    then(`${disposition.kind} ${disposition.code}`);
  };
  world.calendar.put(world.calendar.now(), attempt);
}

const shownInstruction = (instruction: Instruction): string =>
  Object.entries(instruction).map(([name, value]) => (name === 'kind' ? String(value) : `${name} ${typeof value === 'object' && value !== null && 'minor' in value ? `${value.minor} ${value.currency} (minor units)` : JSON.stringify(value)}`)).join(', ');
