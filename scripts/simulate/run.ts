/** One run: a seed makes a world, so many deals are begun in it, everything happens, and the auditor looks on. The same seed makes the same run. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Policy } from '../../clearinghouse/core/context.ts';
import { makeDecide } from '../../clearinghouse/core/decide.ts';
import type { OwedNotice } from '../../clearinghouse/core/notice.ts';
import { replay as replayStore } from '../../clearinghouse/replay/replay.ts';
import { schemes } from '../../clearinghouse/schemes/index.ts';
import { openLocal } from '../../clearinghouse/store/sqlite/testing/local.ts';
import { makeAuditor } from './auditor/auditor.ts';
import { makeBoardAuditor } from './auditor/board.ts';
import { makeBoardDisk, type BoardDisk } from './board.ts';
import { BANK, KEYS, makeBank, PEPPER, type BankProcess } from './bank.ts';
import { hurry } from './brittle.ts';
import { buyerReads } from './buyers.ts';
import { makeCalendar } from './calendar.ts';
import { makeChance, type Chance } from './chance.ts';
import { beginDeal } from './deals.ts';
import { beginTroubles, keep, wake, type House } from './house.ts';
import { DAY, HOUR, MINUTE, SECOND, type Network } from './network-type.ts';
import { makeNetwork } from './network.ts';
import { bytesOf } from './mail.ts';
import { isReal, openRealMail, type RealMail } from './real-mail.ts';
import { addressOf, domainsOf, JPY, makePeople, type Person } from './people.ts';
import { shopHears, shopReads } from './shops.ts';
import { beginWork, decideWhatWaits } from './staff.ts';
import { enrolAll, enrolAgain, ownerReads } from './roads.ts';
import { race } from './road-thieves.ts';
import type { Fault } from './mutants.ts';
import { NUMBERS_ASK_ABOVE, STEP_ABOVE, STEP_ABOVE_WEAK, WEAK_DOMAIN } from './terms.ts';
import { claimOfAnother, redirect, replay, spoofOrder } from './thieves.ts';
import { Violation } from './violation.ts';
import { bankTime, count, type World } from './world.ts';

export type Outcome = {
  readonly seed: number;
  readonly payments: number;
  /** What was found; null: all is well. */
  readonly violation: Violation | null;
  readonly counts: ReadonlyMap<string, number>;
  /** Of everything that happened: two runs of one seed have the same. */
  readonly digest: string;
  readonly world: World;
  /** Deals that had begun when it ended. */
  readonly begun: number;
};

const BEGINNING = Date.UTC(2026, 10, 21, 1, 32);

const NO_STEP = { above: [], newPayee: false, dmarcBelow: null, domains: [], merchants: [] } as const;

export const POLICY: Policy = {
  matchSpan: 7 * DAY, answerSpan: 3 * DAY, graceSpan: HOUR, tellWaitingAfter: 15 * MINUTE, newAddressWait: 7 * DAY, idle: { span: 365 * DAY, from: 0 }, newPayeeSpan: 7 * DAY, repeatSpan: 2 * DAY,
  claimsPerPayment: 4, refusalsPerDay: 50, defaultCeiling: [], wrongPasswordsPerPayment: 3, wrongPasswordsPerDay: 5, earlyForwardsPerMerchant: 500, answersPerKindAndDay: 3, answersPerDay: 10,
  limitPerPayment: [{ currency: JPY, minor: 50_000n }], limitPerDay: [], limitNewPayee: [], twoPeopleBook: true, boardEnabled: true, boardStallSpan: HOUR, register: null, defaultScheme: 'two-mail', steps: [{ ...NO_STEP, above: [{ currency: JPY, minor: STEP_ABOVE }], scheme: 'wallet' }, { ...NO_STEP, above: [{ currency: JPY, minor: STEP_ABOVE_WEAK }], domains: [WEAK_DOMAIN], scheme: 'wallet' }], roadSpan: 30 * MINUTE, enrolSpan: 14 * DAY, numbersInOrder: true, numbersAskAbove: [{ currency: JPY, minor: NUMBERS_ASK_ABOVE }], wrongNumbers: 5, refundHold: true,
  refundPerDay: [{ currency: JPY, minor: 15_000n }], disputeSpan: 120 * DAY, disputeMerchantSpan: 7 * DAY, staffSpan: 30 * DAY,
};

/** `fault`: what is wrong with the bank on purpose. */
export async function simulate(seed: number, payments: number, fault: Fault = {}): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'kakitome-simulate-'));
  const realMail = await openRealMail(PEPPER, domainsOf(shopsFor(payments)));
  const { world, house } = makeWorld({ seed, payments, path: join(folder, 'bank.db'), fault, realMail });
  let violation: Violation | null = null;
  try {
    await begin(world, house, payments, seed);
    await play(world);
    await bringToEnd(world, house);
  } catch (error) {
    violation = error instanceof Violation ? error : new Violation(`a fault was thrown: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  } finally {
    await world.bank.end().catch(() => undefined);
    await realMail.stop();
    await rm(folder, { recursive: true, force: true });
  }
  const digest = createHash('sha256').update(world.lines.map(({ at, text }) => `${at} ${text}`).join('\n')).digest('hex');
  return { seed, payments, violation, counts: world.counts, digest, world, begun: world.deals.length };
}

/** Of so many payments on, more than one may begin in a minute. */
const LARGE = 500;

const shopsFor = (payments: number): number => Math.max(4, Math.round(payments / 50));

type Making = { readonly seed: number; readonly payments: number; readonly path: string; readonly fault: Fault; readonly realMail: RealMail };

function makeWorld({ seed, payments, path, fault, realMail }: Making): { readonly world: World; readonly house: House } {
  const setting = makeChance(seed, 'setting');
  const calendar = makeCalendar(BEGINNING);
  const intake = setting.pick(['lmtp', 'imap', 'both'] as const);
  const board = setting.happens(0.6) || fault.file !== undefined || fault.crowd?.scheme === 'board' ? makeBoardDisk() : null;
  const people = makePeople(setting, Math.max(12, Math.round(payments / 10)), shopsFor(payments), board !== null, fault.crowd?.scheme ?? null);
  const busy = payments < LARGE ? 1 : makeChance(seed, 'traffic').pick([1, 6, 30]);
  const house: House = { busy, world: () => world, grid: setting.pick([5 * SECOND, MINUTE, 3 * MINUTE, 10 * MINUTE]), deaths: setting.pick([0, 0.01, 0.04]), completeUntil: intake === 'lmtp' ? Number.POSITIVE_INFINITY : BEGINNING, wokenFor: null, downSince: null, looks: 0, rebuilt: join(dirname(path), 'rebuilt.db') };
  const bank = makeOwnBank({ path, fault, realMail }, board, house, setting, makeChance(seed, 'bank'), makeChance(seed, 'reader'));
  const network = makeNetwork({
    world: () => world, intake, bytesOf: (mail, way) => (isReal(mail) ? realMail.bytesOf(mail, way) : bytesOf(mail, way)), wake: () => wake(house),
    gotMail: (person, mail) => {
      const deal = mail.deal === null ? undefined : world.deals[mail.deal - 1];
      if (person.side === 'shop' && deal?.shop === person && mail === deal.shopOrder) shopReads(world, deal, mail);
    },
    gotNotice: (person, notice) => gotNotice(world, person, notice),
    deliver: (bytes, mail) => keep(house, bytes, mail, bankTime(world), false),
  });
  const world: World = {
    calendar, people, bank, network,
    chance: { people: makeChance(seed, 'people'), network: makeChance(seed, 'network'), house: makeChance(seed, 'house') },
    byAddress: new Map(people.flatMap((person) => person.addresses.map((address) => [address, person] as const))),
    mails: [], deals: [], lines: [], dealOf: new Map(), references: new Map(), counts: new Map(), temptation: fault.crowd?.temptation ?? 0.12, lateness: fault.crowd?.lateness ?? 4, anger: fault.crowd?.anger ?? 1, habit: fault.crowd?.habit ?? 0.02, skew: 0, vouchers: 0,
    auditor: makeAuditor(() => bank.store(), () => bankTime(world), board === null ? null : makeBoardAuditor(asRead(board, fault), board.signer.keys)),
  };
  return { world, house };
}

function makeOwnBank({ path, fault, realMail }: Pick<Making, 'path' | 'fault' | 'realMail'>, board: BoardDisk | null, house: House, setting: Chance, chance: Chance, readers: Chance): BankProcess {
  const { world } = house;
  const network = (): Network => world().network;
  const bank = makeBank({
    path, board, fault, realMail, somePassword: () => world().deals[0]?.password ?? 'none', boardStalls: () => network().out.board, policy: { ...POLICY, boardEnabled: board !== null }, chance, clock: () => bankTime(world()), atOnce: setting.pick([3, 16, 64]),
    mailOf: (number) => {
      const mail = world().mails[number - 1];
      if (mail === undefined) throw new Error(`nobody has written mail ${number}`);
      return mail;
    },
    reader: (mail, lookUp) => {
      if (lookUp && network().out.dns) return 'no DNS';
      return !network().calm && (mail.number % 499 === 0 || readers.happens(0.003)) ? 'crashes' : 'reads';
    },
    smtp: (notice, bytes, text, files) => {
      const result = network().smtp(notice);
      world().auditor.went(notice, bytes, text, result.outcome, files);
      return result;
    },
    completeUntil: () => house.completeUntil,
    verdict: (letter, mail, strength) => world().auditor.kept(letter.letterId, mail, letter.receivedAt, letter.keptAt, letter.intake === 'imap', strength),
  });
  return { ...bank, instruct: async (instruction) => {
    world().auditor.instructed(instruction);
    const disposition = await bank.instruct(instruction);
    wake(house);
    return disposition;
  } };
}

/** What a stranger gets to read. */
function asRead({ read }: BoardDisk, { file }: Fault): BoardDisk['read'] {
  let times = 0;
  return async (path) => (file === undefined ? read(path) : file(path, await read(path), (times += 1)));
}

function gotNotice(world: World, person: Person, notice: OwedNotice): void {
  if (person.side === 'buyer' && ownerReads(world, person, notice)) return;
  const { facts } = notice;
  const shown = 'reference' in facts && typeof facts.reference === 'string' ? facts.reference.replace('-', '') : null;
  const deal = world.dealOf.get(notice.inReplyTo ?? '') ?? (shown === null ? undefined : world.references.get(shown));
  if (deal === undefined) return;
  if (shown !== null && !world.references.has(shown)) world.references.set(shown, deal);
  if (person.side === 'buyer' && notice.to === deal.from) buyerReads(world, deal, notice);
  else if (person === deal.shop) shopHears(world, deal, notice);
}

/** Opens the accounts, and puts down when the deals begin. */
async function begin(world: World, house: House, payments: number, seed: number): Promise<void> {
  const { calendar, chance, people, bank, auditor } = world;
  await bank.start();
  for (const [at, person] of people.entries()) {
    person.party = at + 1;
    auditor.knows(person);
    await given(bank, { kind: 'open-party', name: person.name, language: chance.people.happens(0.2) ? 'ja' : 'en', addresses: person.addresses, currencies: person.currencies, balanceInReceipts: chance.people.happens(0.3) });
    if (person.showsDisputes) await given(bank, { kind: 'set-board-face', address: addressOf(person), face: { alias: null, orderTime: false, shopName: person.side === 'shop', disputes: true }, by: ['Mori', 'Abe'] });
    if (person.fee !== null) await given(bank, { kind: 'set-fee', address: addressOf(person), fee: person.fee, by: ['Mori', 'Abe'] });
    if (person.side === 'buyer') for (const currency of person.currencies) await given(bank, { kind: 'deposit', address: addressOf(person), amount: { currency, minor: 60_000n }, reference: `opening ${person.key} ${currency}`, by: ['Mori', 'Abe'] });
  }
  await enrolAll(world, bank, seed);
  await auditor.step(bank.decided());
  const buyers = people.filter((one) => one.side === 'buyer');
  const shops = people.filter((one) => one.side === 'shop');
  const last = (payments * MINUTE) / house.busy;
  const often = (share: number, act: () => void): void => {
    for (let left = Math.round(payments * share); left > 0; left -= 1) calendar.put(BEGINNING + HOUR + chance.people.between(0, last), act);
  };
  often(1, () => beginDeal(world, buyers, shops));
  often(0.05, () => replay(world));
  often(0.02, () => redirect(world));
  often(0.01, () => claimOfAnother(world));
  often(0.01, () => spoofOrder(world));
  often(0.02, () => race(world));
  often(0.005, () => enrolAgain(world));
  beginWork(world, BEGINNING + last + 4 * DAY);
  beginTroubles(house, BEGINNING + last + 6 * DAY);
}

async function given(bank: BankProcess, instruction: Parameters<BankProcess['instruct']>[0]): Promise<void> {
  const disposition = await bank.instruct(instruction);
  if (disposition?.kind !== 'recorded') throw new Error(`${instruction.kind}: ${disposition?.code}`);
}

async function play(world: World): Promise<void> {
  const { calendar, bank } = world;
  while (await calendar.step()) {
    if (bank.reported.length > 0) throw new Violation(`the stages report: ${bank.reported.join('\n')}`);
    if (calendar.now() > BEGINNING + 400 * DAY) return;
  }
}

/** Every decision is made again in an empty store, and the same must come of it. */
async function replayAll(world: World, path: string): Promise<void> {
  const found: string[] = [];
  const rebuilt = openLocal(path, hurry, undefined, true);
  try {
    const { decisions } = await replayStore({ kept: world.bank.store(), rebuilt, decide: makeDecide(schemes), keys: KEYS, assumed: { bank: BANK, policy: POLICY }, tell: ({ place, kept, replayed }) => void found.push(`${place}: kept ${kept}, replayed ${replayed}`) });
    if (found.length > 0) throw new Violation(`replayed, it is not the same:\n${found.slice(0, 20).join('\n')}`);
    for (let left = decisions; left > 0; left -= 1) count(world, 'decisions replayed');
  } finally {
    await rebuilt.close();
  }
}

/** Staff close what is open; no mail is lost any more; then nothing may be left. */
async function bringToEnd(world: World, house: House): Promise<void> {
  world.network.calm = true;
  for (let days = 0; days < 60; days += 1) {
    await decideWhatWaits(world);
    const until = world.calendar.now() + DAY;
    world.calendar.put(until, () => wake(house));
    while ((world.calendar.nextAt() ?? until) < until + 2 * house.grid && (await world.calendar.step()));
    if (world.bank.reported.length > 0) throw new Violation(`the stages report: ${world.bank.reported.join('\n')}`);
  }
  await world.auditor.step(world.bank.decided());
  await world.auditor.end();
  await replayAll(world, house.rebuilt);
  for (let left = world.bank.dividedGroups(); left > 0; left -= 1) count(world, 'groups decided one by one');
  count(world, 'runs to the end');
}
