/**
 * Orders that have left and that the bank has not read yet. Until it has, its books ask for the number that was just written, and the number that they
 * have as the last is not the one crossed out last: a page that showed both would look like a false one.
 */
export type OnItsWay = {
  /** `mark`: of the books, as the order was made from them. The first note of an order stays. */
  readonly note: (who: Holder, mark: string, messageId: string, now: number) => void;
  /** The newest order of this holder; null where the books have changed since, and after `READ_WITHIN`. */
  readonly of: (who: Holder, mark: string, now: number) => Noted | null;
};

/** Known or not: who is unknown has orders on their way, too. */
export type Holder = { readonly address: string; readonly card: string };
export type Noted = { readonly messageId: string; readonly at: number };

/** A mail that takes longer, or that the bank took for none, holds up nobody any more. */
export const READ_WITHIN = 1_800_000;
/** Whoever fills the memory with names loses the oldest ones. */
const MOST_NAMES = 20_000;

export function makeOnItsWay(): OnItsWay {
  const orders = new Map<string, Noted & { readonly mark: string }>();
  const nameOf = ({ address, card }: Holder): string => `${card} ${address}`;
  const of: OnItsWay['of'] = (who, mark, now) => {
    const noted = orders.get(nameOf(who));
    return noted === undefined || noted.mark !== mark || now - noted.at >= READ_WITHIN || now < noted.at ? null : noted;
  };
  return {
    of,
    note: (who, mark, messageId, now) => {
      if (of(who, mark, now)?.messageId === messageId) return;
      const name = nameOf(who);
      orders.delete(name);
      orders.set(name, { mark, messageId, at: now });
      if (orders.size > MOST_NAMES) orders.delete(orders.keys().next().value ?? '');
    },
  };
}
