/** `withWorkingSet`: load, decide and record in one transaction, in turn. Where it meets another transaction all of it is done again: the decider is pure. */
import { joinKeys, type FactKeys } from '../../core/facts.ts';
import { nameOf, type ToRecord } from '../common/decided.ts';
import type { Decided, Decider } from '../store.ts';
import type { Database } from './database.ts';
import { recordDecisions } from './decisions.ts';
import { loadFacts } from './facts.ts';

/** A decider that still needs more after so many rounds asks in a circle. */
const MOST_ROUNDS = 16;

/** Inside the caller's transaction. */
export async function withWorkingSet(database: Database, keys: FactKeys, decide: Decider): Promise<readonly Decided[]> {
  const decided = await decideAll(database, keys, decide);
  if (decided.length === 0) return [];
  const recorded = await recordDecisions(database, decided.map(toRecord));
  return recorded.flatMap((index) => decided[index] ?? []);
}

async function decideAll(database: Database, keys: FactKeys, decide: Decider): Promise<readonly Decided[]> {
  let wanted = keys;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const answer = decide(await loadFacts(database, wanted));
    if (!('needs' in answer)) return answer;
    wanted = joinKeys([wanted, answer.needs]);
  }
  throw new Error(`the decider asked for more facts ${MOST_ROUNDS} times`);
}

const toRecord = ({ input, at, seed, rules, decision }: Decided): ToRecord => ({ input: nameOf(input), at, seed, rules, decision });
