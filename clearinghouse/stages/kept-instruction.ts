/** An instruction that was given here, and what became of it where this process did not decide it itself. */
import type { Decided, Store } from '../store/store.ts';

/** Many more than all processes of a bank decide while one waits for its turn. */
const LOOKED_THROUGH = 1_000;

/** It stands in the store and is not decided: some process of the bank does that, later. */
export class InstructionWaits extends Error {
  override readonly name = 'InstructionWaits';
  readonly instructionId: number;
  readonly reason: string;
  constructor(instructionId: number, reason: string) {
    super(`instruction ${instructionId} is kept, and not decided yet: ${reason}`);
    this.instructionId = instructionId;
    this.reason = reason;
  }
}

/** Null: it is not decided yet. */
export async function findDecided(store: Pick<Store, 'listDecisions' | 'madeDecisions'>, instructionId: number): Promise<Decided | null> {
  const newest = await store.listDecisions({ payment: null, letter: null, limit: LOOKED_THROUGH });
  const row = newest.find(({ input }) => input.kind === 'instruction' && input.instructionId === instructionId);
  if (row === undefined) return null;
  const [made] = await store.madeDecisions(row.sequence - 1, 1);
  if (made?.sequence !== row.sequence) throw new Error(`decision ${row.sequence} is not there`);
  const { input, at, seed, rules, decision } = made;
  return { input, at, seed, rules: { text: rules ?? '' }, decision };
}
