/** A decision on its way into the store. */
import type { Decision, Effect, Input } from '../../core/decision.ts';
import type { DecisionRow, KeptRules } from '../store.ts';
import { integer, word, type Row } from './rows.ts';

/** An input without the reading or the instruction, which the store has already. */
export type InputName =
  | { readonly kind: 'letter'; readonly letterId: number; readonly receivedAt: number; readonly turn: number | null }
  | { readonly kind: 'instruction'; readonly instructionId: number; readonly at: number; readonly letterId: number | null }
  | { readonly kind: 'deadline'; readonly paymentId: number; readonly deadline: string; readonly at: number };

export type ToRecord = { readonly input: InputName; readonly at: number; readonly seed: string; readonly rules: KeptRules; readonly decision: Decision };

export function nameOf(input: Input): InputName {
  switch (input.kind) {
    case 'letter':
      return { kind: 'letter', letterId: input.letterId, receivedAt: input.receivedAt, turn: input.turn ?? null };
    case 'instruction':
      return { kind: 'instruction', instructionId: input.instructionId, at: input.at, letterId: 'letterId' in input.instruction ? input.instruction.letterId : null };
    case 'deadline':
      return { kind: 'deadline', paymentId: input.paymentId, deadline: input.deadline, at: input.at };
    default:
      return input satisfies never;
  }
}

/** What opens an entry's commitments stands in the table of entries alone: this record is never changed, and an erasure must find all of it. */
export const withoutOpening = (effect: Effect): Effect => (effect.kind === 'entry' ? { ...effect, entry: { ...effect.entry, face: '', details: [] } } : effect);

/** Columns `input_kind`, `letter_id`, `instruction_id`, `payment_id`, `deadline` of a decision. */
export function toInputName(row: Row): DecisionRow['input'] {
  const kind = word<DecisionRow['input']['kind']>(row, 'input_kind');
  switch (kind) {
    case 'letter':
      return { kind, letterId: integer(row, 'letter_id') };
    case 'instruction':
      return { kind, instructionId: integer(row, 'instruction_id') };
    case 'deadline':
      return { kind, paymentId: integer(row, 'payment_id'), deadline: word(row, 'deadline') };
    default:
      return kind satisfies never;
  }
}
