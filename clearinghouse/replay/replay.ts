/**
 * Makes every decision again, in its order, from the letters' readings, the instructions and what was drawn and kept with it, in an empty store; then
 * compares the books and the board. What was kept is never changed.
 *
 * Each decision is judged upon the recorded ones before it, so that one difference does not make all that follows differ; where there is none, the
 * rebuilt store is by that the one that readings and instructions alone lead to.
 */
import type { CoreKeys } from '../core/context.ts';
import { applyEffects } from '../core/apply.ts';
import type { Decide } from '../core/decide.ts';
import type { Decision, Effect } from '../core/decision.ts';
import { furtherKeys, keysOf } from '../core/fact-keys.ts';
import { joinKeys, missingKeys } from '../core/facts.ts';
import { hadEffect, sameMailKey } from '../core/keys.ts';
import { fromJson } from '../protocol/json.ts';
import type { Decided, Decider, MadeDecision, Store } from '../store/store.ts';
import { compareBoard } from './board.ts';
import { compareBooks } from './books.ts';
import type { Difference } from './difference.ts';
import { placeOf, remake, type Rules } from './remake.ts';
import { makeStage, type Stage } from './stage.ts';

export type ReplayParts = {
  readonly kept: Store;
  /** Empty; nothing else works on it. */
  readonly rebuilt: Store;
  readonly decide: Decide;
  readonly keys: CoreKeys;
  /** For decisions of a program that did not keep what they were made under. */
  readonly assumed: Rules;
  readonly tell: (difference: Difference) => void;
  /** After each piece: how many decisions were made again so far. */
  readonly progress?: (decisions: number) => void;
};

export type Replayed = { readonly decisions: number; readonly underAssumedRules: number; readonly differences: number; readonly logs: number; readonly leaves: number; /** False: a decision could not be done again, and nothing after it was looked at. */ readonly finished: boolean };

const PIECE = 256;
const GROUP = 64;
/** So often a bank at work is caught up with. */
const MOST_ROUNDS = 5;
const MOST_FOUND = 10_000;

export async function replay(given: ReplayParts): Promise<Replayed> {
  let told = 0;
  const parts: ReplayParts = { ...given, tell: (difference) => { told += 1; given.tell(difference); } };
  const stage = makeStage(parts.kept, parts.rebuilt);
  const done: Done = { after: 0, decisions: 0, underAssumedRules: 0 };
  for (let round = 0; await redoAll(parts, stage, done); round += 1) {
    const { found, ...board } = await compareStores(parts);
    const isStill = (await parts.kept.madeDecisions(done.after, 1)).length === 0;
    // A bank at work has moved on meanwhile: what it decided is made again first.
    if (!isStill && round < MOST_ROUNDS) continue;
    found.forEach(parts.tell);
    if (!isStill) parts.tell({ place: 'books', kept: 'decisions came in all the time', replayed: 'compared with older books: stop the bank, or replay a copy' });
    return { decisions: done.decisions, underAssumedRules: done.underAssumedRules, ...board, differences: told, finished: true };
  }
  return { decisions: done.decisions, underAssumedRules: done.underAssumedRules, logs: 0, leaves: 0, differences: told, finished: false };
}

/** `after`: the last decision that was made again. */
type Done = { after: number; decisions: number; underAssumedRules: number };

/** All that is there so far; false: one could not be made again, and nothing after it was looked at. */
async function redoAll(parts: ReplayParts, stage: Stage, done: Done): Promise<boolean> {
  let readable = true;
  const tell = (difference: Difference): void => {
    readable = false;
    parts.tell(difference);
  };
  for await (const piece of pieces(parts.kept, done.after, parts.tell, tell)) {
    done.underAssumedRules += piece.filter(({ rules }) => rules === null).length;
    for (const group of groupsOf(piece)) if (!(await redo(parts, stage, group))) return false;
    done.decisions += piece.length;
    done.after = piece.at(-1)?.sequence ?? done.after;
    parts.progress?.(done.decisions);
  }
  return readable;
}

async function compareStores({ kept, rebuilt }: ReplayParts): Promise<{ readonly logs: number; readonly leaves: number; readonly found: readonly Difference[] }> {
  const found: Difference[] = [];
  let more = 0;
  // A store in which everything differs must not fill the memory.
  const tell = (difference: Difference): void => void (found.length < MOST_FOUND ? found.push(difference) : (more += 1));
  let board = { logs: 0, leaves: 0 };
  try {
    await compareBooks(kept, rebuilt, tell);
    board = await compareBoard(kept, rebuilt, tell);
  } catch (error) {
    tell({ place: 'books', kept: `can't be read: ${messageOf(error)}`, replayed: 'not compared further' });
  }
  if (more > 0) found.push({ place: 'books', kept: `${more} further differences`, replayed: 'not listed' });
  return { ...board, found };
}

/** One that can't be read ends the replay: nobody knows what came of it. */
async function* pieces(kept: Store, from: number, tell: (gap: Difference) => void, end: (unreadable: Difference) => void): AsyncGenerator<readonly MadeDecision[]> {
  let after = from;
  for (let width = PIECE; ; ) {
    let piece: readonly MadeDecision[];
    try {
      piece = await kept.madeDecisions(after, width);
    } catch (error) {
      if (width > 1) {
        width = 1;
        continue;
      }
      end({ place: `decision ${after + 1}`, kept: `can't be read: ${messageOf(error)}`, replayed: 'not made again, nor anything after it' });
      return;
    }
    if (piece.length === 0) return;
    const gap = piece.find(({ sequence }, at) => sequence !== after + at + 1);
    if (gap !== undefined) tell({ place: `decision ${gap.sequence}`, kept: 'one or more before it are missing', replayed: 'decisions are numbered without a gap' });
    yield piece;
    after = piece.at(-1)?.sequence ?? after;
  }
}

/** Instructions by themselves: some of them prepare what comes next. Letters and deadlines together, whatever groups the bank had: what is decided never depends on them. */
function groupsOf(piece: readonly MadeDecision[]): readonly (readonly MadeDecision[])[] {
  const groups: MadeDecision[][] = [];
  for (const made of piece) {
    const [before, last] = [groups.at(-1)?.at(-1), groups.at(-1)];
    const joins = before !== undefined && last !== undefined && last.length < GROUP && before.rules === made.rules && before.input.kind !== 'instruction' && made.input.kind !== 'instruction';
    if (joins) last.push(made);
    else groups.push([made]);
  }
  return groups;
}

/** False: it could not be done again at all. */
async function redo(parts: ReplayParts, stage: Stage, group: readonly MadeDecision[]): Promise<boolean> {
  const [first] = group;
  if (first === undefined) return true;
  const rules = first.rules === null ? parts.assumed : fromJson<Rules>(first.rules);
  try {
    const prepared = await stage.prepare(group);
    const found: Difference[] = [];
    let done = 0;
    while (done < group.length) {
      const rest = group.slice(done);
      const wanted: { taken: number } = { taken: 0 };
      const recorded = await parts.rebuilt.withWorkingSet(joinKeys(rest.map(({ input }) => keysOf(input, rules.bank))), makeDecider(parts, rest, prepared.slice(done), rules, found, wanted));
      found.forEach(parts.tell);
      done += recorded.length;
      if (recorded.length < wanted.taken) break;
    }
    if (done === group.length) return true;
    const left = group[done] ?? first;
    parts.tell({ place: placeOf(left), kept: 'decided', replayed: 'there is nothing to be decided: its input is decided already, or its deadline is not set' });
  } catch (error) {
    parts.tell({ place: group.length === 1 ? placeOf(first) : `decisions ${first.sequence} to ${group.at(-1)?.sequence ?? first.sequence}`, kept: 'recorded', replayed: `can't be recorded again: ${messageOf(error)}` });
  }
  return false;
}

function makeDecider(parts: ReplayParts, group: readonly MadeDecision[], inputs: readonly Decided['input'][], rules: Rules, found: Difference[], wanted: { taken: number }): Decider {
  let isFirst = true;
  return (facts) => {
    found.length = 0;
    const missing = isFirst ? missingKeys(facts, joinKeys(group.map(({ input, at }) => furtherKeys(input, facts, at)))) : null;
    isFirst = false;
    if (missing !== null) return { needs: missing };
    const decided: Decided[] = [];
    wanted.taken = 0;
    for (const [at, made] of group.entries()) {
      const needs = missingKeys(facts, furtherKeys(made.input, facts, made.at));
      // What an earlier one began has a history of its own: the rest is another group.
      if (needs !== null && decided.length > 0) return decided;
      if (needs !== null) return { needs };
      wanted.taken += 1;
      found.push(...remake(parts.decide, facts, made, rules, parts.keys));
      const decision = applicable(made.decision);
      applyEffects(facts, decision.effects);
      if (made.input.kind === 'letter' && hadEffect(decision.disposition) && !facts.seen.has(sameMailKey(made.input.reading))) facts.seen.set(sameMailKey(made.input.reading), made.input.letterId);
      const input = inputs[at];
      if (input !== undefined) decided.push({ input, at: made.at, seed: made.seed, rules: { text: made.rules ?? '{}' }, decision });
    }
    return decided;
  };
}

const NO_FACE = '{"v":1,"fields":[]}\n';

/** An entry that was erased since is erased here as well when it comes to that. */
const applicable = (decision: Decision): Decision => ({ ...decision, effects: decision.effects.map((effect): Effect => (effect.kind === 'entry' && effect.entry.face === '' ? { ...effect, entry: { ...effect.entry, face: NO_FACE } } : effect)) });

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
