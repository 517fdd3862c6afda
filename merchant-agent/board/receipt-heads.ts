/**
 * Does the log that a receipt shows go on with the one that was seen before, on the board and in other receipts? Two signed heads of one log of which none goes on
 * from the other are two histories, and nothing is shipped by either. A receipt proves itself all the same where the board can't be reached: what it showed is compared later.
 */
import { fromUtf8, sameBytes } from '../../bulletin-board/format/encoding.ts';
import { Malformed } from '../../bulletin-board/format/malformed.ts';
import type { TrustPolicy } from '../../bulletin-board/format/policy.ts';
import { Unreachable } from '../../bulletin-board/verify/finding.ts';
import { httpReader } from '../../bulletin-board/verify/http.ts';
import { BadState, loadState, saveState } from '../../bulletin-board/verify/state.ts';
import type { SeenLog } from '../../bulletin-board/verify/state.ts';
import { makeTileReader } from '../../bulletin-board/verify/tiles.ts';
import { urlOfLog } from './board-look.ts';
import type { BoardSettings } from './board-look.ts';
import { readHead, Untrusted } from './log-look.ts';
import { linkOf, loadShown, saveShown, shownFileBeside } from './shown-heads.ts';
import type { ShownHead } from './shown-heads.ts';

/** `checkpoint`: as it was signed. Its signatures are verified, and an entry stands under it. */
export type ReceiptHead = Omit<ShownHead, 'at'>;

/** `forked`: two histories, both signed. `unproved`: the board answers, and its files do not show that the heads are of one log; they may yet. `why` is a sentence. */
export type HeadAnswer = { readonly kind: 'fits' } | { readonly kind: 'forked' | 'unproved'; readonly why: string };

/** Never rejects for what a board does; takes `limits.lookMs` at the longest. */
export type CheckHead = (head: ReceiptHead) => Promise<HeadAnswer>;

export type HeadSettings = Omit<BoardSettings, 'policy'> & { readonly policy: () => TrustPolicy };

/** Milliseconds. Other work waits meanwhile; a board that does not answer is not asked for each of many receipts. */
export type HeadLimits = { readonly requestMs: number; readonly lookMs: number; readonly pauseMs: number };

const LIMITS: HeadLimits = { requestMs: 4_000, lookMs: 8_000, pauseMs: 60_000 };
/** Copies of a board may be behind it, but not for days. */
const LONGEST_BEHIND = 86_400_000;

const FITS: HeadAnswer = { kind: 'fits' };

export function makeHeadCheck(settings: HeadSettings, limits: HeadLimits = LIMITS): CheckHead {
  const { stateFile, now } = settings;
  const shownFile = shownFileBeside(stateFile);
  const silentUntil = new Map<string, number>();
  return async (receipt) => {
    const head: ShownHead = { ...receipt, at: new Date(now()).toISOString() };
    const signal = AbortSignal.timeout(limits.lookMs);
    try {
      const known = (await loadState(stateFile)).get(head.origin) ?? null;
      const shown = (await loadShown(shownFile)).filter(({ origin }) => origin === head.origin);
      const other = [...(known === null ? [] : [known]), ...shown].find(({ size, root }) => size === head.size && !sameBytes(root, head.root));
      if (other !== undefined) return forked(head, other);
      if (known?.size === head.size) return FITS;
      const all = shown.some(({ size }) => size === head.size) ? shown : [...shown, head];
      // On the disk before it counts, whatever becomes of the look.
      await saveShown(shownFile, head.origin, all);
      if ((silentUntil.get(head.origin) ?? 0) > now()) return FITS;
      return await compareWithBoard(head.origin, known, all, settings, { ...limits, signal });
    } catch (error) {
      if (error instanceof BadState) return { kind: 'unproved', why: error.message };
      // What bears no signature of the log says as little as a server that is silent.
      if (!(error instanceof Unreachable) && !(error instanceof Untrusted) && !(error instanceof Malformed) && !signal.aborted) throw error;
      silentUntil.set(head.origin, now() + limits.pauseMs);
      return FITS;
    }
  };
}

const forked = ({ origin, size }: ReceiptHead, other: { readonly size: number }): HeadAnswer => ({ kind: 'forked', why: `${origin}: found signed heads of ${size} and of ${other.size} entries that are not of one log; expected one that only grows` });

/** `shown`: by receipts, the new one among them. */
async function compareWithBoard(origin: string, known: SeenLog | null, shown: readonly ShownHead[], { policy, url, stateFile, now }: HeadSettings, { requestMs, signal }: HeadLimits & { readonly signal: AbortSignal }): Promise<HeadAnswer> {
  const read = httpReader(urlOfLog(origin, url), signal, { timeoutMs: requestMs, retries: 0, pauseMs: 0 });
  const { head: board, bytes } = await readHead(read, origin, policy(), null);
  for (const one of [...(known === null ? [] : [{ ...known, origin }]), ...shown]) {
    const [older, newer] = one.size <= board.size ? [one, board] : [board, one];
    const link = await linkOf(older, newer, makeTileReader(read, newer.size));
    if (link === 'forked') return forked(one, board);
    if (link === 'unproved' && one.size <= board.size) return { kind: 'unproved', why: `${origin}: found files of a log of ${board.size} entries that do not show the ${one.size} that were seen before; expected a log that only grows` };
    if (one.size > board.size && now() - Date.parse(one.at) > LONGEST_BEHIND) return { kind: 'unproved', why: `${origin}: found ${board.size} entries on the board; expected at least the ${one.size} that were seen more than a day before` };
  }
  if (known === null || board.size > known.size) await saveState(stateFile, origin, { size: board.size, root: board.root, checkpoint: fromUtf8(bytes), at: new Date(now()).toISOString() }, known);
  await saveShown(shownFileBeside(stateFile), origin, shown.filter(({ size }) => size > board.size));
  return FITS;
}
