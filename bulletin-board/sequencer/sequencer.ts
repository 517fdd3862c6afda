/**
 * The sequencer: one round gives waiting entries their indices, writes and verifies files, stores a signed head, asks witnesses and publishes
 * (4-board §1.9). Whatever fails, the next round finds out from database and files how far it came; what contradicts ends it for good.
 */
import { makeOpener, type OpenCheckpoint } from '../format/checkpoint.ts';
import type { LogRow } from '../ports.ts';
import { makeAbout } from './about.ts';
import { makeCosigning, type Cosigning, type HeadToCosign } from './cosigning.ts';
import { makeLeader } from './leader.ts';
import { hasHead, type OpenLog, type SequencerParts } from './log.ts';
import { makeProofs, type ProofOf } from './proofs.ts';
import { isSameHead, makePublishing } from './publishing.ts';
import { reopen, runRound, type RoundParts } from './round.ts';
import { makeSerial } from './serial.ts';
import { makeSwap } from './swap.ts';
import { refuseForks } from './witnessed.ts';

export type Sequencer = {
  /**
   * Takes the leadership, where it is free, and checks the log that goes on. Rejects with `BoardRefused` where going on could fork it; with the
   * fault of store or disk where these fail.
   */
  readonly start: () => Promise<void>;
  /**
   * One round; true: there is more to do at once. Without the leadership it does nothing. After a `BoardRefused` every further round rejects
   * with it; after any other rejection the next round takes up what was left.
   */
  readonly round: () => Promise<boolean>;
  /** False: another process led when this one last asked. */
  readonly leads: () => boolean;
  /** Needs neither start nor leadership. */
  readonly proofOf: ProofOf;
  /** For whoever opens the checkpoints of these proofs once more: knows the last one that was signed or proved under. */
  readonly openCheckpoint: OpenCheckpoint;
  /** Resolves when no witness is being asked and what late ones said is published. */
  readonly settled: () => Promise<void>;
  /** Ends after the round that runs, and gives the leadership up. */
  readonly stop: () => Promise<void>;
};

const goesOn = ({ state }: LogRow): boolean => state === 'active' || state === 'ending';

export function makeSequencer(parts: SequencerParts): Sequencer {
  const { store, root, now, report } = parts;
  const standing: RoundParts['standing'] = { open: null, doubted: false, toldBehindAt: null };
  const forget = (): void => void (standing.open = null);
  const serial = makeSerial(report, forget);
  const leader = makeLeader(store, parts.holder, now, report);
  const publishing = makePublishing(parts, leader, () => cosigning, (log) => settleDoubt(parts, standing, log));
  const describe = makeAbout(root);
  let stopped = false;
  let anotherLeads = false;

  const late = (head: HeadToCosign, line: string): Promise<void> =>
    serial
      .run(async () => {
        const { open } = standing;
        if (!stopped && open !== null && hasHead(open) && open.origin === head.origin && isSameHead(open.head, head)) standing.open = await publishing.withLines(open, [line]);
      })
      .catch((error: unknown) => report('warn', 'board.late-cosignature-not-published', { origin: head.origin, size: head.size, reason: String(error) }));
  const cosigning: Cosigning = makeCosigning({ cosigners: parts.cosigners, wait: parts.cosignWait, now, report, late, doubt: () => void (standing.doubted = true) });
  const round: RoundParts = { parts, publishing, swap: makeSwap(store, leader), cosigning, openCheckpoint: makeOpener(), standing };

  const leads = async (): Promise<boolean> => {
    const leading = await leader.keep();
    if (leading !== 'kept') forget();
    anotherLeads = leading === 'no';
    if (leading === 'anew') await root.dropUnfinished();
    return leading !== 'no';
  };
  const start = async (): Promise<void> => {
    if (!(await leads())) {
      report('info', 'board.another-leads', { holder: parts.holder });
      return;
    }
    const row = (await store.listLogs()).find(goesOn);
    if (row !== undefined) await reopen(round, row);
  };
  const runOnce = async (): Promise<boolean> => {
    if (stopped || !(await leads())) return false;
    const logs = await store.listLogs();
    await describe(logs);
    const row = logs.find(goesOn);
    return row !== undefined && runRound(round, logs, row);
  };
  return {
    start: () => serial.run(start),
    round: () => serial.run(runOnce),
    leads: () => !anotherLeads,
    proofOf: makeProofs(store, root, round.openCheckpoint),
    openCheckpoint: round.openCheckpoint,
    settled: async () => {
      await cosigning.idle();
      await serial.ended();
    },
    stop: async () => {
      stopped = true;
      await serial.ended();
      await leader.giveUp();
    },
  };
}

async function settleDoubt(parts: SequencerParts, standing: RoundParts['standing'], log: OpenLog): Promise<void> {
  if (!standing.doubted) return;
  standing.doubted = false;
  await refuseForks(parts, log);
}
