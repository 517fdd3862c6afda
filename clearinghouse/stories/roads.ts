/** Cheques, wallets and cards of a story: names become keys, numbers and files that are the same in each run. */
import { createHash } from 'node:crypto';
import { issuedDigest, liveDigest } from '../core/numbers.ts';
import type { ChequeFault, ChequeReading } from '../protocol/reading.ts';
import { mailbox } from './people.ts';
import { readMoney, readSpan } from './shown.ts';
import { KEYS, instruct, type World } from './world.ts';

const sha = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The public key of somebody's wallet, as the page shows it. */
const keyOf = (name: string): string => sha(`wallet ${name}`).toString('base64url');

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const crockford = (text: string, length: number): string => [...sha(text).subarray(0, length)].map((byte) => LETTERS.charAt(byte % 32)).join('');

const cardId = (name: string): string => crockford(`card ${name}`, 6);
const NUMBERS = 30;

/** Number `index` of a card: eight digits. */
const numberOf = (card: string, index: number): string => String(sha(`number ${card} ${index}`).readUInt32BE() % 90_000_000 + 10_000_000);

/** `[key buyer]`, `[card A]`, `[number A 3]`. */
export function expandRoads(_world: World, text: string): string {
  return text
    .replace(/\[key (\S+)\]/g, (_all, name: string) => keyOf(name))
    .replace(/\[card (\S+)\]/g, (_all, name: string) => cardId(name))
    .replace(/\[number (\S+) (\d+)\]/g, (_all, card: string, index: string) => numberOf(card, Number(index)));
}

/** `A   5,000 JPY   to shop   maple-7731-crow   for 1 day   signed by buyer2   other bytes`; or `A   altered` and other faults of a file. */
export function chequeOf(world: World, from: string, fields: readonly string[]): ChequeReading {
  const [name = '', ...rest] = fields;
  const take = (shape: RegExp): string | null => rest.flatMap((field) => shape.exec(field)?.[1] ?? [])[0] ?? null;
  const file = sha(`cheque ${name} ${rest.includes('other bytes') ? 'again' : ''}`).toString('hex');
  const fault = FAULTS.find((code) => rest.includes(code));
  if (fault !== undefined) return { ok: false, file, code: fault, detail: 'as the story says' };
  const address = (who: string): string => (who.includes('@') ? mailbox(who) : (world.people.get(who)?.addresses[0] ?? who));
  const [amount = ''] = rest.filter((field) => /^[\d.,]+ [A-Z]{3}$/.test(field));
  const [password = ''] = rest.filter((field) => /^[a-z]+-\d{4}-[a-z]+$/.test(field));
  world.secrets.add(password);
  return {
    ok: true,
    file,
    serial: crockford(`serial ${name}`, 16),
    account: address(take(/^account of (\S+)$/) ?? from),
    payee: address(take(/^to (\S+)$/) ?? 'shop'),
    most: readMoney(amount),
    secret: world.digest(password),
    issuedAt: world.now,
    expiresAt: world.now + readSpan(take(/^for (.+)$/) ?? '3 days'),
    key: keyOf(take(/^signed by (\S+)$/) ?? from),
  };
}

const FAULTS: readonly ChequeFault[] = ['altered', 'not-ours', 'several-recipients', 'malformed', 'signature-wrong', 'too-large', 'times-unfit'];

const BY = ['Mori', 'Abe'];

/** What staff decide about somebody's roads, two of them where the story names nobody (`by Mori`); false: it is nothing of these. */
export async function decideRoads(world: World, what: string, fields: readonly string[], address: (name: string) => string): Promise<boolean> {
  const by = fields.find((field) => field.startsWith('by '))?.slice('by '.length).split(' and ') ?? BY;
  const [who = '', more = '', last = ''] = fields.filter((field) => !field.startsWith('by '));
  switch (what) {
    case 'scheme':
      await instruct(world, { kind: 'set-scheme', address: address(who), scheme: more as 'wallet', missing: last === 'or end' ? 'end' : 'ask', by });
      return true;
    case 'wallet':
      await instruct(world, { kind: 'enrol-wallet', address: address(who), by });
      return true;
    case 'no wallet':
      await instruct(world, { kind: 'revoke-wallet', address: address(who), by });
      return true;
    case 'cheque':
      await instruct(world, { kind: 'open-cheque', address: address(who), serial: crockford(`serial ${more}`, 16), reason: last, by });
      return true;
    case 'card':
      await makeCard(world, who, more, address(who), by);
      return true;
    case 'no card':
      await instruct(world, { kind: 'void-card', address: address(who), reason: more, by });
      return true;
    default:
      return false;
  }
}

async function makeCard(world: World, who: string, name: string, address: string, by: readonly string[]): Promise<void> {
  const party = world.people.get(who)?.party ?? 0;
  const id = cardId(name);
  const numbers = Array.from({ length: NUMBERS }, (_, at) => {
    const [digest = ''] = world.digest(numberOf(name, at + 1));
    return { index: at + 1, digest: liveDigest(KEYS, party, id, at + 1, digest), issued: issuedDigest(KEYS, party, digest) };
  });
  const { taken } = await world.store.keepCard({ cardId: id, party, madeAt: world.now, numbers });
  if (taken.length > 0) throw new Error(`numbers ${taken.join(', ')} of card ${name} were given before`);
  await instruct(world, { kind: 'issue-card', address, card: id, count: NUMBERS, by });
}

type Rule = World['policy']['steps'][number];

/** `wallet above 5,000 JPY`, `full new payee`, `wallet dmarc below reject`, `wallet domain buyer.example`, `wallet merchant gt@shop.example`. */
export function readStep(text: string): Rule {
  const [, scheme = '', name = '', value = ''] = /^(\S+) (above|new payee|dmarc below|domain|merchant) ?(.*)$/.exec(text) ?? [];
  return {
    scheme: scheme as Rule['scheme'],
    above: name === 'above' ? [readMoney(value)] : [],
    newPayee: name === 'new payee',
    dmarcBelow: name === 'dmarc below' ? (value as 'reject') : null,
    domains: name === 'domain' ? [value] : [],
    merchants: name === 'merchant' ? [mailbox(value)] : [],
  };
}
