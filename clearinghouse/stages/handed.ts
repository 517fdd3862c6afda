/**
 * Letters that go from receive to read within one process: they are claimed as they are kept, and need not be looked for, fetched and opened once more. Once a claim has
 * shown that more letters wait than can be read at once, none is handed over: nobody goes before who waits for longer. What is handed over and never read (the
 * process died) is free again when its claim lapses, as every claim.
 */
import type { LetterToRead } from '../store/store.ts';
import { giveLeftBack, type HandParts } from './in-hand.ts';

export type Handed = {
  /** True: there is room, and it is kept for one letter, which is then given, or let go. */
  readonly reserve: (now: number) => boolean;
  readonly give: (letter: LetterToRead) => void;
  readonly letGo: () => void;
  /** All that were given, the first one first. `lapsed`: their claims have, and they may be another's by now. `alsoClaim`: others may wait to be claimed. */
  readonly take: (now: number) => { readonly letters: readonly LetterToRead[]; readonly lapsed: readonly LetterToRead[]; readonly alsoClaim: boolean };
  /** What came of claiming; `more`: it brought as many as there was room for. */
  readonly claimed: (more: boolean) => void;
  /** True: a letter is to be read by itself, and none is handed over until it was. */
  readonly hold: (held: boolean) => void;
  /** Given or reserved at present. */
  readonly count: () => number;
};

/** How long a letter is its reader's. */
export const CLAIM_SPAN = 120_000;
/** What was put back, and what other processes have kept, is looked for so often, however many are handed over. */
const LOOK_AGAIN = 1_000;

/** `most`: given or reserved at a time; `mayBegin`: how many more the process may have in hand, these not counted. */
export function makeHanded(most: number, mayBegin: () => number = () => most): Handed {
  const state = { letters: [] as LetterToRead[], reserved: 0, passedBy: false, behind: false, held: false, lookedAt: Number.NEGATIVE_INFINITY };
  const count = (): number => state.letters.length + state.reserved;
  // A letter that is slow to read keeps the stage: others are not to be captives here while another process might read them.
  const isStuck = (now: number): boolean => state.letters.some(({ keptAt }) => Math.abs(now - keptAt) >= LOOK_AGAIN);
  return {
    reserve: (now) => {
      const hasRoom = !state.behind && !state.held && count() < Math.min(most, mayBegin()) && !isStuck(now);
      if (hasRoom) state.reserved += 1;
      else state.passedBy = true;
      return hasRoom;
    },
    give: (letter) => {
      state.reserved -= 1;
      state.letters.push(letter);
    },
    letGo: () => void (state.reserved -= 1),
    take: (now) => {
      const { passedBy, behind } = state;
      const [letters = [], lapsed = []] = [true, false].map((claimed) => state.letters.filter(({ keptAt }) => now < keptAt + CLAIM_SPAN === claimed));
      // A clock that was put back is no reason to look no more.
      const alsoClaim = letters.length === 0 || passedBy || behind || Math.abs(now - state.lookedAt) >= LOOK_AGAIN;
      if (alsoClaim) Object.assign(state, { passedBy: false, lookedAt: now });
      state.letters = [];
      return { letters, lapsed, alsoClaim };
    },
    claimed: (more) => void (state.behind = more),
    hold: (held) => void (state.held = held),
    count,
  };
}

/** At the end of the process: what nobody will read any more here is free for the next one at once; where that can't be written, when its claim lapses. */
export async function putHandedBack(handed: Handed | null, parts: HandParts): Promise<void> {
  const { letters, lapsed } = handed?.take(parts.clock.now()) ?? { letters: [], lapsed: [] };
  for (const letter of [...letters, ...lapsed]) parts.inHand.left.set(letter.letterId, { letter, claimedUntil: null });
  try {
    await giveLeftBack(parts, 'the bank was stopped before it was read');
  } catch (error) {
    parts.report('warn', 'letters-not-put-back', { letters: [...parts.inHand.left.keys()].join(', '), error: String(error) });
  }
}
