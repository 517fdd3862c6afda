/** What staff look at, from the rows of either store. */
import type { Disposition, Effect, Finding } from '../../core/decision.ts';
import { fromJson } from '../../protocol/json.ts';
import type { DecisionRow, ListedTask, Reconciliation, TaskFilter } from '../store.ts';
import { toInputName } from './decided.ts';
import { describeEffect } from './effect-summary.ts';
import { decisionLabel } from './labels.ts';
import { bytes, integer, integerOrNull, json, text, word, type Row } from './rows.ts';
import type { Sealer } from './sealing.ts';

/** `about`: the rows of the payments that it is about, in their order. */
export function toDecisionRow(sealer: Sealer, row: Row, about: readonly Row[]): DecisionRow {
  const sequence = integer(row, 'sequence');
  const { findings, effects } = fromJson<{ readonly findings: readonly Finding[]; readonly effects: readonly Effect[] }>(sealer.openText(decisionLabel(sequence), bytes(row, 'sealed')));
  return {
    sequence,
    at: integer(row, 'at'),
    seed: text(row, 'seed'),
    input: toInputName(row),
    disposition: { kind: word(row, 'disposition_kind'), code: text(row, 'disposition_code') },
    findings: findings.map(withoutCard),
    effects: effects.map(describeEffect),
    about: about.map((one) => integer(one, 'payment_id')),
  };
}

/** Older programs noted a card's letters there, which stand inside it alone. */
const withoutCard = (finding: Finding): Finding => (finding.code === 'card-locked' ? { ...finding, detail: '' } : finding);

const taskColumns = 'task_number, task_id, code, detail, letter_id, payment_id, at, done_at, done_by, done_note';

/** The newest first. */
export function staffTasks({ open, number, limit }: TaskFilter): { readonly sql: string; readonly bound: readonly number[] } {
  const conditions = [...(open ? ['done_at IS NULL'] : []), ...(number === undefined ? [] : ['task_number = ?'])];
  const sql = `SELECT ${taskColumns} FROM staff_tasks ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')} `}ORDER BY task_number DESC LIMIT ?`;
  return { sql, bound: number === undefined ? [limit] : [number, limit] };
}

export const toListedTask = (row: Row): ListedTask => ({
  number: integer(row, 'task_number'),
  task: {
    id: text(row, 'task_id'),
    code: text(row, 'code'),
    detail: text(row, 'detail'),
    letterId: integerOrNull(row, 'letter_id'),
    paymentId: integerOrNull(row, 'payment_id'),
    at: integer(row, 'at'),
  },
  done: integerOrNull(row, 'done_at') === null ? null : { at: integer(row, 'done_at'), by: json(row, 'done_by'), note: text(row, 'done_note') },
});

/** `rows`: letters by `disposition_kind`, NULL for those that wait. `received` is counted apart from them, so that a sum that does not hold shows. */
export function toReconciliation(rows: readonly Row[], received: Row | undefined): Reconciliation {
  const count = (kind: Disposition['kind'] | null): number => {
    const row = rows.find((one) => one['disposition_kind'] === kind);
    return row === undefined ? 0 : integer(row, 'letters');
  };
  const byDisposition = {
    advanced: count('advanced'),
    answered: count('answered'),
    recorded: count('recorded'),
    'nothing-new': count('nothing-new'),
    refused: count('refused'),
    'set-aside': count('set-aside'),
  };
  return { received: integer(received ?? {}, 'letters'), waiting: count(null), byDisposition };
}
