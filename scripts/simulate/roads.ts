/** What buyers with wallets and cards do: they enrol, activate, write cheques, post on the board; now and then wrongly. */
import { createHash } from 'node:crypto';
import { issuedDigest, liveDigest } from '../../clearinghouse/core/numbers.ts';
import type { OwedNotice } from '../../clearinghouse/core/notice.ts';
import type { BankProcess } from './bank.ts';
import { DIGEST, KEYS } from './bank.ts';
import type { Cheque } from './mail.ts';
import { DAY, HOUR, MINUTE, SECOND } from './network-type.ts';
import { addressOf, BOARD, PAY, type Person } from './people.ts';
import { bankTime, count, instruct, post, type Deal, type World } from './world.ts';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BY = ['Mori', 'Abe'] as const;
const sha = (text: string): Buffer => createHash('sha256').update(text).digest();
const crockford = (text: string, length: number): string => [...sha(text).subarray(0, length)].map((byte) => LETTERS.charAt(byte % 32)).join('');

export const NUMBERS = 30;

/** Staff enrol whoever wants more than mails; the mails that follow are the buyer's to answer. */
export async function enrolAll(world: World, bank: BankProcess, seed: number): Promise<void> {
  for (const person of world.people) {
    if (person.scheme === 'wallet' || person.scheme === 'full') await bank.instruct({ kind: 'enrol-wallet', address: addressOf(person), by: BY });
    if (person.scheme === 'board') await bank.instruct({ kind: 'set-scheme', address: addressOf(person), scheme: 'board', missing: person.party % 3 === 0 ? 'end' : 'ask', by: BY });
    if (person.scheme === 'numbers') await issueCard(world, bank, person, `${seed} ${person.key} 1`);
  }
}

async function issueCard(world: World, bank: BankProcess, person: Person, label: string): Promise<void> {
  const id = crockford(`card ${label}`, 6);
  const numbers = Array.from({ length: NUMBERS }, (_, at) => String(sha(`number ${label} ${at}`).readUInt32BE() % 90_000_000 + 10_000_000));
  await bank.store().keepCard({ cardId: id, party: person.party, madeAt: world.calendar.now(), numbers: numbers.map((number, at) => {
    const [digest = ''] = DIGEST(number);
    return { index: at + 1, digest: liveDigest(KEYS, person.party, id, at + 1, digest), issued: issuedDigest(KEYS, person.party, digest) };
  }) });
  await bank.instruct({ kind: 'issue-card', address: addressOf(person), card: id, count: NUMBERS, by: BY });
  person.card = { id, numbers, used: 0 };
}

/** Mails of the bank that belong to no deal: true where it was one of these. */
export function ownerReads(world: World, person: Person, notice: OwedNotice): boolean {
  const { people } = world.chance;
  const { replyTo, facts } = notice;
  const reply = (text: string, least = MINUTE, most = 3 * HOUR): void => world.calendar.put(world.calendar.now() + people.between(least, most), () => void post(world, { writer: person.key, from: notice.to, to: [replyTo ?? PAY], text, subject: 'Re: your mail', thread: [notice.messageId], deal: null }));
  switch (facts.kind) {
    case 'wallet-page': {
      if (people.happens(0.05)) return true;
      const key = sha(`wallet ${person.key} ${person.walletKeys.length} ${notice.id}`).toString('base64url');
      person.walletKeys.push(key);
      reply(`Wallet key: ${key}`);
      if (people.happens(0.05)) reply('Wallet key: what is that?', SECOND, MINUTE);
      return true;
    }
    case 'wallet-enrolled':
      if (person.scheme === 'full' && person.fullSince === null) instruct(world, { kind: 'set-scheme', address: addressOf(person), scheme: 'full', missing: 'end', by: BY }, null, (ended) => void (person.fullSince ??= ended.startsWith('recorded') ? bankTime(world) : null));
      return true;
    case 'card-sent':
      if (people.happens(0.1)) reply('ACTIVATE ZZZZZZ', SECOND, MINUTE);
      if (person.card !== null && people.happens(0.95)) reply(`ACTIVATE ${person.card.id}`, HOUR, DAY);
      return true;
    default:
      return false;
  }
}

/** Staff send a new page to whoever lost their wallet, and sometimes to others. */
export function enrolAgain(world: World): void {
  const holders = world.people.filter(({ walletKeys }) => walletKeys.length > 0);
  if (holders.length === 0) return;
  instruct(world, { kind: 'enrol-wallet', address: addressOf(world.chance.people.pick(holders)), by: BY }, null);
}

/** The password of a number card's next order; null: the card is used up. */
export function nextNumber({ card }: Person): string | null {
  if (card === null) return null;
  const number = card.numbers[card.used] ?? null;
  card.used += 1;
  return number;
}

/** A cheque as the buyer's page writes it. `most`: the highest total that it covers. */
export function chequeFor(world: World, deal: Deal, more: Partial<Cheque> = {}): Cheque {
  const { people } = world.chance;
  const serial = crockford(people.hex(), 16);
  const now = world.calendar.now();
  return {
    fault: null, file: people.hex(), serial, account: addressOf(deal.buyer), payee: addressOf(deal.shop), most: { ...deal.total, minor: deal.total.minor + BigInt(people.between(0, 500)) },
    password: deal.password, issuedAt: now, expiresAt: now + people.pick([HOUR, DAY, 3 * DAY, 6 * DAY]), key: deal.buyer.walletKeys.at(-1) ?? '', ...more,
  };
}

export function sendCheque(world: World, deal: Deal, delay: number, more: Partial<Cheque> = {}): void {
  world.calendar.put(world.calendar.now() + delay, () => {
    count(world, 'cheques');
    post(world, { writer: deal.buyer.key, from: deal.from, deal, to: [PAY], subject: 'My cheque', text: 'Here is my cheque.', cheque: chequeFor(world, deal, more) });
  });
}

/** How a buyer goes the further roads of an order that has just left. */
export function goFurtherRoads(world: World, deal: Deal): void {
  const { people } = world.chance;
  const { scheme, walletKeys } = deal.buyer;
  const soon = (): number => (people.happens(0.8) ? people.between(SECOND, 20 * MINUTE) : people.between(20 * MINUTE, DAY));
  if ((scheme === 'wallet' || scheme === 'full') && walletKeys.length > 0) {
    people.weighed<() => void>([
      [78, () => sendCheque(world, deal, soon())],
      [4, () => sendCheque(world, deal, soon(), { most: { ...deal.total, minor: deal.total.minor - 1n } })],
      [3, () => sendCheque(world, deal, soon(), { payee: addressOf(people.pick(world.people.filter((one) => one.side === 'shop'))) })],
      [3, () => sendCheque(world, deal, soon(), { fault: 'altered' })],
      [2, () => twoFilesOfOneSerial(world, deal, soon())],
      [3, () => [sendCheque(world, deal, soon()), sendCheque(world, deal, soon())]],
      [7, () => undefined],
    ])();
  }
}

/** The secret is known to two. */
function twoFilesOfOneSerial(world: World, deal: Deal, delay: number): void {
  const serial = crockford(world.chance.people.hex(), 16);
  count(world, 'serials used twice');
  sendCheque(world, deal, delay, { serial });
  sendCheque(world, deal, delay + world.chance.people.between(SECOND, HOUR), { serial });
}

/** The post by a mail of its own: the same words as the order's. */
export function postAlone(world: World, deal: Deal, text: string, delay: number): void {
  world.calendar.put(world.calendar.now() + delay, () => {
    count(world, 'posts');
    post(world, { writer: deal.buyer.key, from: deal.from, deal, to: [BOARD], text });
  });
}

/** The bank misses something. */
export function roadMissing(world: World, deal: Deal, missing: readonly string[]): void {
  const { people } = world.chance;
  if (missing.includes('cheque') && deal.buyer.walletKeys.length > 0 && people.happens(0.6)) sendCheque(world, deal, people.between(SECOND, 2 * HOUR));
  if (missing.includes('post') && deal.order !== null && people.happens(0.6)) postAlone(world, deal, deal.order.text, people.between(SECOND, HOUR));
}
