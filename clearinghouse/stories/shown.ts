/** How a story writes times, amounts and the facts of notices, so that what was found can be compared with what it expects, text with text. */
import { formatMoney, readSignedAmount, type Money } from '../protocol/money.ts';

export const ZONE = 'Asia/Tokyo';
/** Sat 21 Nov 2026, 10:32:05 in Tokyo: when every story begins. */
export const BEGINNING: number = Date.UTC(2026, 10, 21, 1, 32, 5);

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** `Tue 24 Nov 10:40`, in the bank's time zone. */
export function shownTime(at: number): string {
  const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts.get('weekday')} ${parts.get('day')} ${parts.get('month')} ${parts.get('hour')}:${parts.get('minute')}`;
}

const UNITS: Readonly<Record<string, number>> = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** `3 days 2 hours` in milliseconds. Throws on anything else. */
export function readSpan(text: string): number {
  const pairs = [...text.matchAll(/(\d+) (second|minute|hour|day)s?\b/g)];
  if (pairs.length === 0 || pairs.map(([whole]) => whole).join(' ') !== text) throw new Error(`found "${text}"; expected a span such as "3 days 2 hours"`);
  return pairs.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? Number.NaN), 0);
}

/** `4,741 JPY` as money; a bare number is in the currency of `JPY`, which stories begin with. */
export function readMoney(text: string): Money {
  const known = /^(-?)(\d+) ([A-Z]{3}) minor$/.exec(text);
  if (known !== null) return { ...readMoney(`1 ${known[3]}`), minor: BigInt(`${known[1]}${known[2]}`) };
  const reading = readSignedAmount(text, null);
  if (!reading.ok) throw new Error(`found "${text}" (${reading.code}); expected an amount with its currency such as "4,741 JPY"`);
  return reading.money;
}

export const isMoney = (value: unknown): value is Money => typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value;

/** `JPY 4,741` and `4,741 JPY` are one text. */
export const sameAmount = (text: string, amount: Money): boolean => text === formatMoney(amount) || text === formatMoney(amount).replace(/^(\w+) (.*)$/, '$2 $1') || text === `${amount.minor} ${amount.currency} minor`;

const TIMES = new Set(['until', 'at', 'paidAt', 'orderedAt', 'endedAt', 'since', 'forwardedAt', 'usableFrom', 'fullFrom']);

export type ShownFact = { readonly name: string; readonly shown: readonly string[] };

/** Every fact of a notice under its own name (`tries left`), with the ways in which a story may write it. */
export function shownFacts(facts: object): readonly ShownFact[] {
  return Object.entries(facts).flatMap(([key, value]): readonly ShownFact[] => {
    if (key === 'kind') return [];
    const name = words(key);
    if (Array.isArray(value)) return [{ name, shown: [value.length === 0 ? 'none' : String(value.length)] }, ...value.flatMap((one) => (isPlain(one) ? shownFacts(one) : [{ name, shown: [String(one)] }]))];
    if (isMoney(value)) return [{ name, shown: [formatMoney(value).replace(/^(\w+) (.*)$/, '$2 $1'), formatMoney(value)] }];
    if (isPlain(value)) return [{ name, shown: Object.values(value).map(String) }, ...shownFacts(value)];
    return [{ name, shown: [shownValue(key, value)] }];
  });
}

const isPlain = (value: unknown): value is object => typeof value === 'object' && value !== null;

const words = (key: string): string => key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function shownValue(key: string, value: unknown): string {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' && TIMES.has(key) ? shownTime(value) : String(value);
}
