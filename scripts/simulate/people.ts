/** Who takes part: buyers and shops with accounts, and what a party's words look like. */
import { currencyOf, type Currency, type Money } from '../../clearinghouse/protocol/money.ts';
import type { Chance } from './chance.ts';

export type { Currency, Money };

const known = (code: string): Currency => {
  const currency = currencyOf(code);
  if (currency === null) throw new Error(`${code} is no currency`);
  return currency;
};
export const [JPY, EUR] = [known('JPY'), known('EUR')];

export type Person = {
  readonly key: string;
  readonly side: 'buyer' | 'shop';
  readonly name: string;
  /** The first is where they write from. */
  readonly addresses: readonly string[];
  readonly currencies: readonly Currency[];
  /** What the bank keeps of each payment to them. */
  readonly fee: { readonly fixed: Money; readonly perMille100: number } | null;
  /** Which roads a buyer goes; of a shop `two-mail`. */
  readonly scheme: 'two-mail' | 'wallet' | 'board' | 'full' | 'numbers';
  /** Since when the bank asks all of `full` of them; null: not yet. */
  fullSince: number | null;
  /** Public keys of wallets that they made themselves, the newest last. */
  readonly walletKeys: string[];
  /** `used`: numbers that were typed so far. */
  card: { readonly id: string; readonly numbers: readonly string[]; used: number } | null;
  /** Whether the board may show disputes of theirs. */
  readonly showsDisputes: boolean;
  /** The number that the bank gave them. */
  party: number;
  /** No server takes mail for them until then. */
  deadUntil: number;
};

export const PAY = 'pay@bank.example';
export const BOARD = 'board@bank.example';
export const BOUNCE = 'bounce@bank.example';

export const addressOf = (person: Person): string => person.addresses[0] ?? '';

/** `4,741 JPY`, `12.50 EUR`. */
export function written({ currency, minor }: Money): string {
  const whole = currency === JPY ? minor : minor / 100n;
  const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, ',');
  return currency === JPY ? `${grouped} JPY` : `${grouped}.${String(minor % 100n).padStart(2, '0')} EUR`;
}

/** Reads what `written` writes; null: anything else. */
export function readWritten(text: string): Money | null {
  const [, whole, cents, currency] = /^(\d{1,3}(?:,\d{3})*)(?:\.(\d\d))? (JPY|EUR)$/.exec(text.trim()) ?? [];
  if (whole === undefined || (currency !== 'JPY' && currency !== 'EUR') || (cents === undefined) !== (currency === 'JPY')) return null;
  return { currency: currency === 'JPY' ? JPY : EUR, minor: BigInt(whole.replaceAll(',', '') + (cents ?? '')) };
}

/** All from which anybody writes. */
export const domainsOf = (shops: number): readonly string[] => [...[0, 1, 2, 3, 4].map((n) => `people${n}.example`), 'second.example', 'elsewhere.example', ...Array.from({ length: shops }, (_, n) => `shop${n + 1}.example`)];

/** `board`: whether the bank keeps one; `all`: by which roads every buyer pays, null: by different ones. */
export function makePeople(chance: Chance, buyers: number, shops: number, board: boolean, all: Person['scheme'] | null = null): readonly Person[] {
  const schemeOf = (): Person['scheme'] => all ?? chance.weighed<Person['scheme']>([[55, 'two-mail'], [17, 'wallet'], [board ? 9 : 0, 'board'], [board ? 5 : 0, 'full'], [16, 'numbers']]);
  const none = { walletKeys: [], card: null, fullSince: null, party: 0, deadUntil: 0 };
  const buyer = (n: number): Person => ({ ...none, scheme: schemeOf(), walletKeys: [],
    key: `buyer${n}`, side: 'buyer', name: `Customer ${n}`, showsDisputes: board && n % 3 !== 0, addresses: [`b${n}@people${n % 5}.example`, ...(chance.happens(0.5) ? [`b${n}@second.example`] : [])],
    currencies: n % 3 === 0 ? [JPY, EUR] : [JPY], fee: null,
  });
  const shop = (n: number): Person => {
    const currency = n % 4 === 3 ? EUR : JPY;
    const fee = n % 3 === 1 ? { fixed: { currency, minor: 30n }, perMille100: 290 } : null;
    return { ...none, scheme: 'two-mail', walletKeys: [], key: `shop${n}`, showsDisputes: board && n % 2 === 0, side: 'shop', name: `House of ${['Tea', 'Bamboo', 'Paper', 'Lamps'][n % 4]} ${n}`, addresses: [`orders@shop${n}.example`], currencies: [currency], fee };
  };
  return [...Array.from({ length: buyers }, (_, n) => buyer(n + 1)), ...Array.from({ length: shops }, (_, n) => shop(n + 1))];
}
