/**
 * What stands in a store to know its letter key by. It says besides whether the bank has left the store for another place: who opened it then would take in letters that stand in no
 * book of the bank.
 */
import { notOurs, StoreFault } from './fault.ts';
import type { Sealer } from './sealing.ts';

const LABEL = 'key-check';
const MOVED = 'moved to ';

/** `movedTo`: where the bank has gone, as it is shown; null: it is here. */
export const sealKeyCheck = (sealer: Sealer, movedTo: string | null): Uint8Array => sealer.sealText(LABEL, movedTo === null ? LABEL : `${MOVED}${movedTo}`);

/** Where the bank has gone; null: it is here. Throws where it was sealed with another key. */
export function movedTo(sealer: Sealer, sealed: Uint8Array): string | null {
  const said = sealer.openText(LABEL, sealed);
  return said.startsWith(MOVED) ? said.slice(MOVED.length) : null;
}

/** Throws with one clear sentence where the key is another, or the bank has gone. `store`: as the sentence begins; `what`: was begun with the key. */
export function requireKeyCheck(sealer: Sealer, sealed: Uint8Array, store: string, what: string): void {
  let place: string | null;
  try {
    place = movedTo(sealer, sealed);
  } catch {
    throw notOurs(`${store}: the letter key is not the one that this ${what} was begun with`);
  }
  if (place !== null) throw notOurs(`${store}: this bank was moved to ${place} by \`kakitome store copy\`, and what is done here would stand in none of its books. Put that place under [store]; or, where nothing was done there yet, bring the bank back here with \`kakitome store take-back\``);
}

/** Throws where the bank has gone since the store was opened: who waited for a copy to end would else write into what is in no book any more. */
export function refuseMoved(sealer: Sealer, sealed: Uint8Array): void {
  const place = movedTo(sealer, sealed);
  if (place !== null) throw new StoreFault({ code: 'closed', message: `this bank was moved to ${place} by \`kakitome store copy\` meanwhile; nothing was written`, stack: null });
}
