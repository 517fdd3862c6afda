/** What an audit found. */
import type { LeafKind } from '../format/entry.ts';
import type { MalformedCode } from '../format/malformed.ts';

/**
 * Beside the codes of `Malformed`: `missing` a file that the checkpoint covers, `root` entries that do not make the signed root, `rollback`
 * fewer entries than were seen before, `fork` other entries than were seen before, `same-size` a second root for a size that was seen before,
 * `unreadable` an entry of no known form, `own-leaf` a log's own entry at a wrong place, `chain` two logs that do not join, `face-wrong` a face that
 * does not open its entry, `face-missing` one that is gone without a word, `face-left` one that is there though it was withdrawn,
 * `quorum` too few witnesses, `unreachable` files that could not be had, `moving` a log that went on meanwhile, `stale` one whose newest signature is old.
 */
export type FindingCode =
  | MalformedCode
  | 'missing' | 'root' | 'rollback' | 'fork' | 'same-size' | 'unreadable' | 'own-leaf' | 'chain'
  | 'face-wrong' | 'face-missing' | 'face-left' | 'quorum' | 'unreachable' | 'moving' | 'stale';

/** `refused`: the log is not what it must be. `unjudged`: could not be judged. `note`: worth knowing, and changes nothing. */
export type Weight = 'refused' | 'unjudged' | 'note';

export type Finding = {
  readonly weight: Weight;
  readonly code: FindingCode;
  /** A path below the log's folder, or `<origin>#<index>`, or an origin. */
  readonly place: string;
  /** `found …; expected …`. */
  readonly what: string;
};

/** How many entries of each kind; `unreadable`: of no known form. */
export type Counts = Readonly<Record<LeafKind | 'unreadable', number>>;

/** Files could not be had: the network, not the log. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

const LISTED = 100;

const weights: readonly Weight[] = ['refused', 'unjudged', 'note'];

/** The first hundred findings, those that refuse the log before all others, and how many there were. */
export type Findings = {
  readonly add: (weight: Weight, code: FindingCode, place: string, what: string) => void;
  readonly list: () => readonly Finding[];
  readonly left: () => number;
  readonly worst: () => 'sound' | 'unjudged' | 'refused';
};

export function collectFindings(): Findings {
  const kept: Finding[] = [];
  const seen = { refused: 0, unjudged: 0, note: 0 };
  return {
    add: (weight, code, place, what) => {
      seen[weight] += 1;
      // What refuses the log takes the place of what does not.
      if (kept.length < LISTED) kept.push({ weight, code, place, what });
      else if (weight === 'refused' && seen.refused <= LISTED) kept.splice(kept.findLastIndex((one) => one.weight !== 'refused'), 1, { weight, code, place, what });
    },
    list: () => weights.flatMap((weight) => kept.filter((one) => one.weight === weight)),
    left: () => seen.refused + seen.unjudged + seen.note - kept.length,
    worst: () => (seen.refused > 0 ? 'refused' : seen.unjudged > 0 ? 'unjudged' : 'sound'),
  };
}

/** There is no log where one was expected. */
export class NoLog extends Error {
  override readonly name = 'NoLog';
}
