/** Decisions with all that they were made of, as both stores keep them: what `kakitome replay` makes them again from. */
import type { DeadlineKind, Decision, DetailField, Effect, Finding, Input, Instruction } from '../../core/decision.ts';
import { fromJson } from '../../protocol/json.ts';
import type { Reading } from '../../protocol/reading.ts';
import type { MadeDecision } from '../store.ts';
import { decisionLabel, entryLabel, readingLabel } from './labels.ts';
import { bytes, integer, text, textOrNull, word, type Row } from './rows.ts';
import type { Sealer } from './sealing.ts';

/** Two `?`: greater than this sequence, so many rows. */
export const MADE_SQL = `SELECT decisions.sequence AS sequence, decisions.at AS at, decisions.seed AS seed, decisions.input_kind AS input_kind, decisions.letter_id AS letter_id,
    decisions.ended_turn AS turn, decisions.instruction_id AS instruction_id, decisions.payment_id AS payment_id, decisions.deadline AS deadline, decisions.deadline_at AS deadline_at,
    decisions.disposition_kind AS disposition_kind, decisions.disposition_code AS disposition_code, decisions.sealed AS sealed, rulebooks.body AS rules,
    instructions.at AS given_at, instructions.body AS instruction, letters.received_at AS received_at, readings.sealed AS reading
  FROM decisions LEFT JOIN rulebooks ON rulebooks.rulebook_id = decisions.rulebook_id
  LEFT JOIN instructions ON instructions.instruction_id = decisions.instruction_id
  LEFT JOIN letters ON letters.letter_id = decisions.letter_id AND decisions.input_kind = 'letter'
  LEFT JOIN readings ON readings.letter_id = decisions.letter_id AND readings.turn = decisions.ended_turn AND decisions.input_kind = 'letter'
  WHERE decisions.sequence > ? ORDER BY decisions.sequence LIMIT ?`;

export const ABOUT_SQL = 'SELECT payment_id FROM decision_about WHERE sequence = ? ORDER BY payment_id';
export const OPENING_SQL = 'SELECT entry_id, face, sealed, erased_at FROM entries WHERE entry_id = ?';

/** The effects without what opens their entries. */
export const sealedDecision = (sealer: Sealer, row: Row): Pick<Decision, 'findings' | 'effects'> =>
  fromJson<{ readonly findings: readonly Finding[]; readonly effects: readonly Effect[] }>(sealer.openText(decisionLabel(integer(row, 'sequence')), bytes(row, 'sealed')));

export const entriesIn = (effects: readonly Effect[]): readonly string[] => effects.flatMap((effect) => (effect.kind === 'entry' ? [effect.entry.id] : []));

/** `openings`: the rows of its entries. Throws where something does not open, or is absent. */
export function toMade(sealer: Sealer, row: Row, { findings, effects }: Pick<Decision, 'findings' | 'effects'>, about: readonly Row[], openings: readonly Row[]): MadeDecision {
  const opened = new Map(openings.map((opening) => [text(opening, 'entry_id'), opening]));
  return {
    sequence: integer(row, 'sequence'),
    at: integer(row, 'at'),
    seed: text(row, 'seed'),
    rules: textOrNull(row, 'rules'),
    input: toInput(sealer, row),
    decision: {
      disposition: { kind: word(row, 'disposition_kind'), code: text(row, 'disposition_code') },
      findings,
      effects: effects.map((effect) => (effect.kind === 'entry' ? { ...effect, entry: { ...effect.entry, ...openEntry(sealer, effect.entry.id, opened.get(effect.entry.id)) } } : effect)),
      about: about.map((one) => integer(one, 'payment_id')),
    },
    erased: openings.filter((opening) => opening['erased_at'] !== null).map((opening) => text(opening, 'entry_id')),
  };
}

function openEntry(sealer: Sealer, entryId: string, row: Row | undefined): { readonly face: string; readonly details: readonly DetailField[] } {
  if (row === undefined) throw new Error(`entry ${entryId} is not in the store`);
  if (row['erased_at'] !== null) return { face: '', details: [] };
  return { face: text(row, 'face'), details: fromJson<{ readonly details: readonly DetailField[] }>(sealer.openText(entryLabel(entryId), bytes(row, 'sealed'))).details };
}

function toInput(sealer: Sealer, row: Row): Input {
  const kind = word<Input['kind']>(row, 'input_kind');
  switch (kind) {
    case 'letter': {
      const letterId = integer(row, 'letter_id');
      const turn = integer(row, 'turn');
      if (row['reading'] === null) throw new Error(`the reading of letter ${letterId}, turn ${turn}, is not in the store`);
      return { kind, letterId, receivedAt: integer(row, 'received_at'), reading: fromJson<Reading>(sealer.openText(readingLabel(letterId, turn), bytes(row, 'reading'))) };
    }
    case 'instruction':
      return { kind, instructionId: integer(row, 'instruction_id'), at: integer(row, 'given_at'), instruction: fromJson<Instruction>(text(row, 'instruction')) };
    case 'deadline':
      return { kind, paymentId: integer(row, 'payment_id'), deadline: word<DeadlineKind>(row, 'deadline'), at: integer(row, 'deadline_at') };
    default:
      return kind satisfies never;
  }
}
