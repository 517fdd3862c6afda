/**
 * What the third step hands to the fourth in the form itself: the order as it was checked, readable, under an HMAC. Nobody can change a word of it, use it
 * at another shop, or use it for longer than an hour.
 */
import { parseMinor } from '../protocol/money.ts';
import type { Line } from './cart.ts';
import { keyed, sameBytes } from './keyed.ts';

export const STATE_LIFETIME = 3_600_000;

export type OrderState = {
  readonly shop: string;
  readonly lines: readonly Line[];
  readonly address: string;
  readonly card: string;
  /** What was shown of the goods (`shownMark`). */
  readonly goods: string;
  /** Minor units in the catalogue's currency. */
  readonly most: bigint;
  /** The index that the form asks for; null: any. */
  readonly asked: number | null;
  /** One for each form; it names the order. */
  readonly nonce: string;
  readonly at: number;
};

export function sealState(key: Uint8Array, { shop, lines, address, card, goods, most, asked, nonce, at }: OrderState): string {
  const body = Buffer.from(JSON.stringify([shop, lines.map(({ sku, quantity }) => [sku, quantity]), address, card, goods, String(most), asked, nonce, at])).toString('base64url');
  return `${body}.${macOf(key, body)}`;
}

/** Compared as text: of one HMAC there is one writing. */
const macOf = (key: Uint8Array, body: string): string => keyed(key, 'state', [body]).toString('base64url');

/** Null where it is not ours, of another shop, or over. */
export function openState(key: Uint8Array, text: string, shop: string, now: number): OrderState | null {
  const [body = '', mac = '', ...more] = text.split('.');
  if (more.length > 0 || !sameBytes(Buffer.from(mac), Buffer.from(macOf(key, body)))) return null;
  const state = fieldsOf(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Fields);
  return state.shop === shop && now < state.at + STATE_LIFETIME ? state : null;
}

/** Written by `sealState` alone, as the HMAC has shown. */
type Fields = readonly [string, readonly (readonly [string, number])[], string, string, string, string, number | null, string, number];

function fieldsOf([shop, lines, address, card, goods, most, asked, nonce, at]: Fields): OrderState {
  return { shop, lines: lines.map(([sku, quantity]) => ({ sku, quantity })), address, card, goods, most: parseMinor(most) ?? 0n, asked, nonce, at };
}
