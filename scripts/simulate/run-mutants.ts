/** Sees each invariant red: runs every mutant until its fault has come to light, with a few seeds at most. */
import { mutants, type Mutant } from './mutants.ts';
import { simulate } from './run.ts';

/** `found`: by which finding; null: it was missed. `other`: findings that were not expected. */
export type Caught = { readonly name: string; readonly seed: number; readonly found: string | null; readonly other: readonly string[] };

const SEEDS = 6;

export async function catchMutant({ fault, found, payments = 40 }: Mutant, name: string, firstSeed: number): Promise<Caught> {
  const other: string[] = [];
  for (let seed = firstSeed; seed < firstSeed + SEEDS; seed += 1) {
    const { violation } = await simulate(seed, payments, fault);
    if (violation !== null && found.test(violation.message)) return { name, seed, found: violation.message, other };
    if (violation !== null) other.push(violation.message);
  }
  return { name, seed: firstSeed, found: null, other };
}

export async function catchAll(firstSeed: number, tell: (caught: Caught) => void): Promise<readonly Caught[]> {
  const all: Caught[] = [];
  for (const mutant of mutants) {
    const caught = await catchMutant(mutant, mutant.name, firstSeed);
    all.push(caught);
    tell(caught);
  }
  return all;
}
