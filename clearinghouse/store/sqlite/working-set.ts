/** `withWorkingSet` from the main thread's side: the decider runs here, between the load and the commit of one transaction. */
import { addFacts, copyFacts, type FactKeys, type Facts } from '../../core/facts.ts';
import type { Decided, Decider } from '../store.ts';
import { nameOf, type ToRecord } from '../common/decided.ts';
import type { Endpoint } from './messages.ts';

/** A decider that still needs more after so many rounds asks in a circle. */
const MOST_ROUNDS = 16;

export async function withWorkingSet(writer: Endpoint, keys: FactKeys, decide: Decider): Promise<readonly Decided[]> {
  const facts = (await writer.ask({ kind: 'open-set', keys })) as Facts;
  let decided: readonly Decided[];
  try {
    decided = await decideAll(writer, facts, decide);
  } catch (error) {
    await writer.ask({ kind: 'abandon-set' });
    throw error;
  }
  if (decided.length === 0) {
    await writer.ask({ kind: 'abandon-set' });
    return [];
  }
  const recorded = (await askToRecord(writer, decided.map(toRecord))) as readonly number[];
  return recorded.flatMap((index) => decided[index] ?? []);
}

/** Each round decides on facts of its own: what a round that asks for more has changed is forgotten. */
async function decideAll(writer: Endpoint, facts: Facts, decide: Decider): Promise<readonly Decided[]> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const answer = decide(copyFacts(facts));
    if (!('needs' in answer)) return answer;
    addFacts(facts, (await writer.ask({ kind: 'load-more', keys: answer.needs })) as Facts);
  }
  throw new Error(`the decider asked for more facts ${MOST_ROUNDS} times`);
}

const toRecord = ({ input, at, seed, rules, decision }: Decided): ToRecord => ({ input: nameOf(input), at, seed, rules, decision });

/** A decision that can't be cloned never reaches the writer, whose transaction is still open then. */
async function askToRecord(writer: Endpoint, group: readonly ToRecord[]): Promise<unknown> {
  try {
    return await writer.ask({ kind: 'record', group });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'DataCloneError') await writer.ask({ kind: 'abandon-set' });
    throw error;
  }
}
