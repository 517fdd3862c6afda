import type { OrderRow } from '../store/store.ts';
import type { Parts } from './parts.ts';

const DAY = 86_400_000;
/** Rows of each kind in one transaction: between two of them everything else has its turn. */
const BATCH = 50;
/** A clock that goes further than this since the last time may have jumped; a machine may also have been off. */
const LONGEST_STEP = 7 * DAY;

/**
 * Once a day what is older than the shop keeps it is erased, a batch at a time. Orders that nobody has touched for so long end first: the bank has given
 * them up long before. True: more may be due.
 */
export async function eraseDue(parts: Parts): Promise<boolean> {
  const { store, shop, now, report } = parts;
  const at = now();
  const last = store.lastErasure();
  // A clock that was put back does not keep it from being done.
  if (last !== null && last <= at && at - last < DAY) return false;
  if (!isBelieved(parts, at, last ?? store.beganAt)) return false;
  const before = at - shop.keepFor;
  const more = store.atomically(() => {
    const ended = store.abandonedOrders(before, BATCH).map((id) => store.order(id)).filter((order) => order !== null);
    for (const order of ended) giveUp(store, order, at);
    const erased = store.erase(before, at, BATCH);
    const rows = ended.length + Object.values(erased).reduce((sum, one) => sum + one, 0);
    if (rows === 0) store.noteErasure(at);
    else report('info', 'erased', { before: new Date(before).toISOString(), ended: ended.length, ...erased });
    return rows > 0;
  });
  // What a reader keeps in the log goes with the next day's.
  if (!more) store.emptyLog();
  return more;
}

/**
 * What is erased does not come back: a clock that has jumped by years must not take open orders' data with it. It is believed once it has gone on for a day from
 * there, so that somebody can act on the alarm; the wait is kept in the database, since a daemon may be started anew each day.
 */
function isBelieved({ store, report }: Parts, at: number, last: number): boolean {
  const doubted = store.clockDoubt();
  if (at - last <= LONGEST_STEP) {
    if (doubted !== null) store.doubtClock(null);
    return true;
  }
  if (doubted !== null && doubted <= at && at - doubted <= LONGEST_STEP) return at - doubted >= DAY;
  report('alarm', 'clock-jumped', { from: new Date(last).toISOString(), to: new Date(at).toISOString(), advice: 'nothing is erased for a day; if the clock is wrong, set it (NTP)' });
  store.doubtClock(at);
  return false;
}

/** Its time counts from when it was last touched. */
function giveUp(store: Parts['store'], { id, state }: OrderRow, at: number): void {
  const { since } = state;
  if (state.name === 'draft') store.move(id, { name: 'dropped', since });
  else store.move(id, { name: 'ended', since, code: 'no-word' });
  store.note({ at, orderId: id, letterId: null, kind: state.name === 'draft' ? 'dropped' : 'ended', detail: 'nothing has come of it' });
}
