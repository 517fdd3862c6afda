/**
 * A store that can't be reached for a moment leaves claims behind that nobody works on: they would lapse, minutes later. These verbs remember what this process
 * had in hand when the store failed it, and give it back as soon as the store answers again. What was done all the same (an answer that was lost) stays done; a mail
 * that its server has taken is noted then, and never sent again for that.
 */
import type { SentNotice, Store } from '../store/store.ts';
import { isOutage } from './outage.ts';

type ClaimVerb = 'claimNotices' | 'saveMadeNotices' | 'noteNoticesSent' | 'putNoticeBack' | 'noteNoticeFailed';

const REASON = 'the database could not be reached';

export function freeingOwnClaims(store: Store): Store {
  return { ...store, ...noticesOf(store) };
}

function noticesOf(store: Store): Pick<Store, ClaimVerb> {
  const left = new Set<string>();
  const taken = new Map<string, SentNotice>();
  const aboutAll = (noticeIds: readonly string[], verb: Promise<void>): Promise<void> => noting(verb, () => noticeIds.forEach((noticeId) => left.add(noticeId)));
  const about = (noticeId: string, verb: Promise<void>): Promise<void> => aboutAll([noticeId], verb);
  return {
    claimNotices: async (now, limit, claimedUntil) => {
      await noteTaken(store, taken);
      for (const noticeId of left) await handBack(left, noticeId, store.putNoticeBack(noticeId, now, REASON, false));
      return store.claimNotices(now, limit, claimedUntil);
    },
    saveMadeNotices: (made) => aboutAll(made.map(({ noticeId }) => noticeId), store.saveMadeNotices(made)),
    noteNoticesSent: (sent) => noting(store.noteNoticesSent(sent), () => sent.forEach((one) => taken.set(one.noticeId, one))),
    putNoticeBack: (noticeId, nextTryAt, reply, counts) => about(noticeId, store.putNoticeBack(noticeId, nextTryAt, reply, counts)),
    noteNoticeFailed: (noticeId, at, reply) => about(noticeId, store.noteNoticeFailed(noticeId, at, reply)),
  };
}

/** One by one, so that one that the store refuses keeps no other from being noted; while it is away nothing is claimed that may be among them. Noted twice is noted once. */
async function noteTaken(store: Store, taken: Map<string, SentNotice>): Promise<void> {
  const faults: unknown[] = [];
  for (const one of [...taken.values()]) {
    try {
      await store.noteNoticesSent([one]);
    } catch (error) {
      if (isOutage(error)) throw error;
      faults.push(error);
    }
    taken.delete(one.noticeId);
  }
  if (faults.length > 0) throw faults[0];
}

/**
 * Forgotten before the store has answered: another loop of the stage may have claimed it anew by then, and must not lose it. What the store refuses (it is not there any more,
 * after a fail-over that lost it) stays forgotten: nothing could be claimed again otherwise.
 */
async function handBack<T>(left: Set<T>, id: T, back: Promise<void>): Promise<void> {
  left.delete(id);
  try {
    await back;
  } catch (error) {
    if (isOutage(error)) left.add(id);
    throw error;
  }
}

async function noting<T>(verb: Promise<T>, onOutage: () => void): Promise<T> {
  try {
    return await verb;
  } catch (error) {
    if (isOutage(error)) onOutage();
    throw error;
  }
}
