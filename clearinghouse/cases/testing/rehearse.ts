/** A letter is read and decided on the real facts, and nothing of it is recorded: what the bank would do. */
import { KEYS } from '../../stories/world.ts';
import { makeDecide } from '../../core/decide.ts';
import type { Disposition, Effect, Input } from '../../core/decision.ts';
import { furtherKeys, keysOf } from '../../core/fact-keys.ts';
import { missingKeys } from '../../core/facts.ts';
import type { Reading } from '../../protocol/reading.ts';
import { schemes } from '../../schemes/index.ts';
import type { CaseBank } from './bank.ts';

export type Rehearsal = { readonly reading: Reading; readonly disposition: Disposition | null; readonly effects: readonly Effect[] };

const decide = makeDecide(schemes);
const NOBODYS_LETTER = 999_999_999;

/** `disposition` null: the letter would wait. Throws what the reader or the core throws. */
export async function rehearse(bank: CaseBank, raw: Uint8Array): Promise<Rehearsal> {
  const outcome = await bank.reader({ bytes: raw, receivedAt: bank.world.now, intake: 'lmtp', envelope: { from: null, to: [], clientAddress: null, helo: null }, place: null }, true);
  if (outcome.kind !== 'reading') throw new Error(`the name server answers, and yet: ${outcome.reason}`);
  return rehearseReading(bank, outcome.reading);
}

/** The same for a letter that has been read already. */
export async function rehearseReading({ world }: CaseBank, reading: Reading): Promise<Rehearsal> {
  const input: Input = { kind: 'letter', letterId: NOBODYS_LETTER, receivedAt: world.now, reading };
  const context = { now: world.now, bank: world.bank, policy: world.policy, keys: KEYS, seed: 'a'.repeat(64), salt: 'b'.repeat(64) };
  let rehearsal: Rehearsal = { reading, disposition: null, effects: [] };
  await world.store.withWorkingSet(keysOf(input, world.bank), (facts) => {
    const needs = missingKeys(facts, furtherKeys(input, facts, world.now));
    if (needs !== null) return { needs };
    const decision = decide(facts, input, context);
    if (!('postponedFor' in decision)) rehearsal = { reading, disposition: decision.disposition, effects: decision.effects };
    return [];
  });
  return rehearsal;
}
