/**
 * Clear: takes a group of inputs, loads every fact they may need, decides one after the other in memory, commits all of it in one
 * transaction. Nothing is sent in here. After a fault the group is tried again one by one; the third fault of one sets it aside.
 * A store that can't be written is nobody's fault: it is reported, and the whole stage tries again. What waits is left alone for a while (postponed.ts).
 */
import { rulesText, type Context } from '../core/context.ts';
import type { Decide } from '../core/decide.ts';
import type { Disposition, Input, Instruction } from '../core/decision.ts';
import { applyEffects } from '../core/apply.ts';
import { groupFurtherKeys, keysOf } from '../core/fact-keys.ts';
import { joinKeys, LARGEST_GROUP, missingKeys, noKeys, type Facts } from '../core/facts.ts';
import { hadEffect, sameMailKey } from '../core/keys.ts';
import { holdsPaused } from '../core/paused.ts';
import type { Decided, Decider, Store } from '../store/store.ts';
import { findDecided, InstructionWaits } from './kept-instruction.ts';
import { isOutage } from './outage.ts';
import { makePostponed, type Postponed } from './postponed.ts';
import type { Chance, Clock, ReportEvent, Rulebook, WakeUp } from './ports.ts';

export type ClearParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly wakeUp: WakeUp;
  readonly decide: Decide;
  readonly rulebook: Rulebook;
  /** A deadline passes only when every letter received before it has been kept: the oldest watermark of the intakes. */
  readonly completeUntil: () => number;
  readonly report: ReportEvent;
};

const GROUP = 64;
/** Nothing else is done in this thread while a group is decided: so many lines of text end it, so that many long letters at once hold up nobody. */
const GROUP_LINES = 2_000;
/** The store ends a group that asks more often than this twice over. */
const MOST_ROUNDS = 8;
const FAULTS = 3;
const PARKED_SPAN = 600_000;

/** How often deciding an input failed, and when last. */
type Faults = Map<string, { readonly count: number; readonly at: number }>;

/** What is given together is decided together, whichever process does it. */
const TOGETHER = 1_000;

/** `readAnew`: letters whose reading did not open, and was given up for another one. */
type Known = { readonly faults: Faults; readonly postponed: Postponed; readonly readAnew: Set<number> };

export type Clearing = {
  /** Decides one group; false: there was nothing that could be decided. */
  readonly clearDue: () => Promise<boolean>;
  /** Gives an instruction and decides it at once. */
  readonly instruct: (instruction: Instruction) => Promise<Decided>;
};

export function makeClearing(parts: ClearParts): Clearing {
  const known: Known = { faults: new Map(), postponed: makePostponed(), readAnew: new Set() };
  return {
    clearDue: async () => {
      await forgetPostponed(parts, known.postponed);
      const before = known.postponed.count();
      for (let width = GROUP; width <= LARGEST_GROUP; width *= 4) {
        const until = Math.min(parts.clock.now(), parts.completeUntil());
        const ready = await findReady(parts, until, width, known);
        const inputs = ready.filter((input) => !isParked(known.faults, input, parts.clock.now()));
        let decided = 0;
        for (const portion of portionsOf(inputs)) decided += await clearGroup(parts, portion, known);
        if (decided > 0) return true;
        // All of them wait for an earlier letter, or are parked: look further, so that they hold up nobody else.
        if (!isFull(ready, width)) break;
      }
      // Behind those that have just been found to wait there may be others that do not.
      return known.postponed.count() > before;
    },
    instruct: (instruction) => instruct(parts, instruction, known.postponed),
  };
}

async function findReady(parts: ClearParts, until: number, width: number, { postponed, readAnew }: Known): Promise<readonly Input[]> {
  const { store, clock, report } = parts;
  const now = clock.now();
  const look = (): Promise<readonly Input[]> => store.readyInputs(now, until, width, postponed.known());
  try {
    return await look();
  } catch (error) {
    const found = isOutage(error) ? [] : (await store.findUnopened('read', now, LARGEST_GROUP)).filter(({ letterId }) => !postponed.isUnopened(letterId));
    if (found.length === 0) throw error;
    for (const { letterId, reason } of found) {
      report('alarm', 'reading-not-opened', { letter: letterId, error: reason, advice: 'see `kakitome audit`: the database was changed, or the disk has lost something; the letter is read anew' });
      await giveUpReading(parts, letterId, reason, readAnew);
      postponed.noteUnopened(letterId, now);
    }
    return look();
  }
}

/**
 * Nothing can come of it, and what waits for its letter would wait without end: all later letters of its sender, and the deadlines of their payments. The letter is set
 * aside and, once, read anew from its bytes.
 */
async function giveUpReading({ store, clock }: ClearParts, letterId: number, fault: string, readAnew: Set<number>): Promise<void> {
  const now = clock.now();
  const reason = 'its reading does not open';
  await store.addInstruction({ kind: 'give-up-letter', letterId, reason: `${reason}: ${fault}` }, now, now + TOGETHER);
  if (readAnew.has(letterId)) return;
  readAnew.add(letterId);
  await store.addInstruction({ kind: 'requeue-letter', letterId, reason, by: [] }, now, now + TOGETHER);
}

/** There may be more of a kind than were asked for. */
const isFull = (ready: readonly Input[], width: number): boolean => [...Map.groupBy(ready, ({ kind }) => kind).values()].some(({ length }) => length >= width);

/** What waits for the board when that goes on; until then, as of all else, what has not been tried for long. */
async function forgetPostponed({ store, clock, rulebook: { policy } }: ClearParts, postponed: Postponed): Promise<void> {
  const now = clock.now();
  postponed.forgetOld(now);
  if (!postponed.waitsForBoard()) return;
  let paused = true;
  await store.withWorkingSet(noKeys, (facts) => {
    paused = holdsPaused({ facts, context: { policy, now } });
    return [];
  });
  if (!paused) postponed.boardGoesOn();
}

/** An input that failed three times is left alone for a while, then tried once more: what it failed on may have been mended. */
function isParked(faults: Faults, input: Input, now: number): boolean {
  const fault = faults.get(ownName(input));
  return fault !== undefined && fault.count >= FAULTS && Math.abs(now - fault.at) < PARKED_SPAN;
}

/** In their order. A letter that is longer than a portion is one by itself. */
function portionsOf(inputs: readonly Input[]): readonly (readonly Input[])[] {
  const portions: Input[][] = [];
  let lines = Number.POSITIVE_INFINITY;
  for (const input of inputs) {
    const own = linesOf(input);
    if (lines + own > GROUP_LINES) {
      portions.push([]);
      lines = 0;
    }
    portions.at(-1)?.push(input);
    lines += own;
  }
  return portions;
}

const linesOf = (input: Input): number => (input.kind === 'letter' ? [input.reading, ...input.reading.originals].reduce((sum, { text }) => sum + (text?.lines.length ?? 0), 0) : 0);

async function clearGroup(parts: ClearParts, inputs: readonly Input[], known: Known): Promise<number> {
  try {
    return (await record(parts, inputs, known.postponed)).length;
  } catch (error) {
    if (isOutage(error)) throw error;
    parts.report('warn', 'group-failed', { inputs: inputs.length, error: String(error) });
  }
  let decided = 0;
  for (const input of inputs) decided += await clearAlone(parts, input, known);
  return decided;
}

async function clearAlone(parts: ClearParts, input: Input, { faults, postponed }: Known): Promise<number> {
  try {
    return (await record(parts, [input], postponed)).length;
  } catch (error) {
    if (isOutage(error)) throw error;
    const count = (faults.get(ownName(input))?.count ?? 0) + 1;
    faults.set(ownName(input), { count, at: parts.clock.now() });
    parts.report('alarm', 'input-failed', { input: nameOf(input), count, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    if (count < FAULTS || input.kind !== 'letter') return 0;
    const now = parts.clock.now();
    await parts.store.addInstruction({ kind: 'give-up-letter', letterId: input.letterId, reason: 'deciding it failed three times' }, now, now);
    return 1;
  }
}

/** A store that has gone back to an earlier state gives numbers anew. */
const ownName = (input: Input): string => (input.kind === 'letter' ? `${nameOf(input)} of ${input.receivedAt}` : nameOf(input));

function nameOf(input: Input): string {
  switch (input.kind) {
    case 'letter':
      return `letter ${input.letterId}`;
    case 'deadline':
      return `deadline ${input.deadline} of payment ${input.paymentId}`;
    case 'instruction':
      return `instruction ${input.instructionId}`;
    default:
      return input satisfies never;
  }
}

async function record(parts: ClearParts, inputs: readonly Input[], postponed: Postponed): Promise<readonly Decided[]> {
  const { store, clock, chance, rulebook, wakeUp } = parts;
  const now = clock.now();
  const drawn = inputs.map(() => ({ seed: chance.seed(), salt: chance.seed() }));
  const waiting: Found[] = [];
  const decided = await store.withWorkingSet(joinKeys(inputs.map((input) => keysOf(input, rulebook.bank))), decideAll(parts, inputs, drawn, now, waiting));
  for (const { input, postponedFor } of waiting) postponed.note(input, postponedFor, now);
  postponed.noteDecided(decided);
  if (decided.some((one) => one.decision.effects.some((effect) => effect.kind === 'notice'))) wakeUp.wake('send');
  if (decided.some((one) => one.decision.effects.some((effect) => effect.kind === 'entry'))) wakeUp.wake('board');
  if (decided.some((one) => one.decision.effects.some((effect) => effect.kind === 'letter-reopened'))) wakeUp.wake('read');
  return decided;
}

/** An input that waits, and the letter that it waits for. */
type Found = { readonly input: Input; readonly postponedFor: number };

/** `waiting`: what its last round has found to wait. */
function decideAll(parts: ClearParts, inputs: readonly Input[], drawn: readonly Pick<Context, 'seed' | 'salt'>[], now: number, waiting: Found[]): Decider {
  let rounds = 0;
  const rules = { text: rulesText(parts.rulebook) };
  const further = groupFurtherKeys(now);
  return (facts) => {
    rounds += 1;
    waiting.length = 0;
    const atFirst = missingKeys(facts, joinKeys(inputs.map((input) => further(input, facts))));
    if (atFirst !== null) return { needs: atFirst };
    const decided: Decided[] = [];
    let changed = false;
    for (const [index, input] of inputs.entries()) {
      // What an earlier input of the group began has a history too: the result must not depend on how inputs are grouped.
      if (changed && missingKeys(facts, further(input, facts)) !== null) {
        // A group whose history is asked for again and again ends here: what is decided is recorded, the rest is the next group.
        if (rounds > MOST_ROUNDS && decided.length > 0) return decided;
        // At once for all that follow, who may stand upon what was begun so far.
        const needs = missingKeys(facts, joinKeys(inputs.slice(index).map((one) => further(one, facts))));
        if (needs !== null) return { needs };
      }
      const own = drawn[index];
      if (own === undefined) throw new Error(`nothing drawn for input ${index}`);
      const context: Context = { now, ...parts.rulebook, ...own };
      const decision = parts.decide(facts, input, context);
      if ('postponedFor' in decision) {
        waiting.push({ input, postponedFor: decision.postponedFor });
        continue;
      }
      applyEffects(facts, decision.effects);
      changed ||= decision.effects.length > 0;
      if (input.kind === 'letter') letterCleared(facts, input, decision.disposition);
      decided.push({ input, at: now, seed: context.seed, rules, decision });
    }
    return decided;
  };
}

/** The next inputs of the group see that this letter is cleared, and that its mail has had its effect. */
function letterCleared(facts: Facts, input: Extract<Input, { kind: 'letter' }>, disposition: Disposition): void {
  const index = facts.uncleared.findIndex((letter) => letter.letterId === input.letterId);
  if (index !== -1) facts.uncleared.splice(index, 1);
  if (hadEffect(disposition) && !facts.seen.has(sameMailKey(input.reading))) facts.seen.set(sameMailKey(input.reading), input.letterId);
}

const OWN_SPAN = 60_000;

async function instruct(parts: ClearParts, instruction: Instruction, postponed: Postponed): Promise<Decided> {
  const now = parts.clock.now();
  const instructionId = await parts.store.addInstruction(instruction, now, now + OWN_SPAN);
  const input: Input = { kind: 'instruction', instructionId, at: now, instruction };
  let reason = 'another process has taken it';
  try {
    const [decided] = await record(parts, [input], postponed);
    if (decided !== undefined) return decided;
  } catch (error) {
    if (!isOutage(error)) throw error;
    reason = error instanceof Error ? error.message : String(error);
  }
  // By a process whose clock is ahead of this one; or here, and the answer was lost.
  const decided = await findDecided(parts.store, instructionId).catch(() => null);
  if (decided === null) throw new InstructionWaits(instructionId, reason);
  return decided;
}
