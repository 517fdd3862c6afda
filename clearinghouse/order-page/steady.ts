/** Answers that take the same time whatever was found. */
import type { BankOnPage, MemberLook, OrderPageParts } from './ports.ts';

/** Milliseconds: a look at the books, and a mail, take a part of one such step; the answer leaves at its end, or at the end of the next. */
export const LOOK_STEP = 400;
export const ORDER_STEP = 2_000;

export async function steady<T>({ now, wait }: Pick<OrderPageParts, 'now' | 'wait'>, step: number, work: () => Promise<T>): Promise<T> {
  const began = now();
  try {
    return await work();
  } finally {
    const spent = Math.max(0, now() - began);
    await wait(step - (spent % step));
  }
}

/** What the number page may show. */
export type ShownMember = { readonly isKnown: boolean; readonly locked: boolean; /** No number of the card is left. */ readonly isUsedUp: boolean; readonly lastUsed: { readonly index: number; readonly number: string } | null; readonly asks: number | null; /** Of the books, as they stand; never shown. */ readonly mark: string };

/** Who is unknown is shown what the member of a new card is shown, word for word: no number used yet, and the first one asked. */
export function shownMember(look: MemberLook, { asks }: BankOnPage): ShownMember {
  if (!look.known) return { isKnown: false, locked: false, isUsedUp: false, lastUsed: null, asks: asks === 'choice' ? null : 1, mark: '' };
  return { isKnown: true, locked: look.locked, isUsedUp: look.left === 0, lastUsed: look.lastUsed, asks: look.asks, mark: JSON.stringify([look.asks, look.read]) };
}
