/**
 * Records the decisions of a group. An input that was decided meanwhile (by another process, or because its deadline was set anew) is
 * dropped. If the dropped decision had effects, those after it were made upon them: they are left out too, and their inputs stay ready.
 */
import type { Decision, Effect } from '../../core/decision.ts';
import type { Payment } from '../../core/payment.ts';
import { toJson } from '../../protocol/json.ts';
import { withoutOpening, type InputName, type ToRecord } from '../common/decided.ts';
import { decisionLabel, sha256Of } from '../common/labels.ts';
import type { Database } from './database.ts';
import { applyEffect } from './effects.ts';
import { isStored, type StandingKeys } from './payments.ts';
import { integer, only, text } from '../common/rows.ts';

/** The indexes of those that were recorded. `loaded`: as they stood when this transaction began. */
export function recordDecisions(database: Database, group: readonly ToRecord[], loaded: Iterable<Payment>): readonly number[] {
  const standing: StandingKeys = new Map([...loaded].map(({ id, keys }) => [id, keys]));
  const recorded: number[] = [];
  const rulebooks = new Map<string, number>();
  for (const [index, one] of group.entries()) {
    if (takeInput(database, one.input, one.decision)) {
      record(database, standing, one, rulebookOf(database, one.rules.text, rulebooks));
      recorded.push(index);
    } else if (one.decision.effects.length > 0) {
      break;
    }
  }
  return recorded;
}

/** False: it is not there to be decided any more. */
function takeInput(database: Database, input: InputName, decision: Decision): boolean {
  const { connection } = database;
  switch (input.kind) {
    // Reopened and read anew meanwhile: what was decided upon the older reading must not stand for the new one.
    case 'letter':
      return (
        connection.run(
          `UPDATE letters SET stage = 'cleared', disposition_kind = ?, disposition_code = ?, due_at = 0 WHERE letter_id = ? AND stage = 'read' AND turn = coalesce(?, turn)`,
          decision.disposition.kind, decision.disposition.code, input.letterId, input.turn,
        ) === 1
      );
    case 'instruction':
      return connection.run('UPDATE instructions SET done = 1 WHERE instruction_id = ? AND done = 0', input.instructionId) === 1;
    case 'deadline':
      return connection.run('DELETE FROM deadlines WHERE payment_id = ? AND kind = ? AND at = ?', input.paymentId, input.deadline, input.at) === 1;
    default:
      return input satisfies never;
  }
}

/** `known`: those of this group. */
function rulebookOf({ connection }: Database, body: string, known: Map<string, number>): number {
  const before = known.get(body);
  if (before !== undefined) return before;
  const sha256 = sha256Of(Buffer.from(body));
  const row = connection.get('SELECT rulebook_id FROM rulebooks WHERE sha256 = ?', sha256) ?? connection.get('INSERT INTO rulebooks (sha256, body) VALUES (?, ?) RETURNING rulebook_id', sha256, body);
  const id = integer(only(row, 'the rulebook just kept'), 'rulebook_id');
  known.set(body, id);
  return id;
}

function record(database: Database, standing: StandingKeys, one: ToRecord, rulebook: number): void {
  const { decision } = one;
  const sequence = insertDecision(database, one, rulebook);
  for (const effect of newPaymentsFirst(decision.effects, (id) => isStored(database, standing, id))) applyEffect(database, standing, effect, sequence);
  for (const paymentId of new Set(decision.about)) database.connection.run('INSERT INTO decision_about (payment_id, sequence) VALUES (?, ?)', paymentId, sequence);
}

/**
 * A payment is written before all that refers to it, and behind the parties that it refers to. Where a reference is open, SQLite looks for rows that waited
 * for the new one: through whole tables, since what refers to a payment has no index by it everywhere (sqlite.org/foreignkeys.html, section 3).
 */
export function newPaymentsFirst(effects: readonly Effect[], stored: (payment: number) => boolean): readonly Effect[] {
  const isNew = (effect: Effect): boolean => effect.kind === 'payment-saved' && !stored(effect.payment.id);
  const from = effects.findIndex(({ kind }) => kind !== 'party-saved' && kind !== 'address-saved' && kind !== 'account-opened');
  const rest = effects.slice(Math.max(from, 0));
  return from < 0 ? effects : [...effects.slice(0, from), ...rest.filter(isNew), ...rest.filter((effect) => !isNew(effect))];
}

function insertDecision({ connection, sealer }: Database, { input, at, seed, decision }: ToRecord, rulebook: number): number {
  const next = integer(connection.get(`SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'decisions'), 0) + 1 AS sequence`) ?? {}, 'sequence');
  const { findings, effects, disposition } = decision;
  const sealed = sealer.sealText(decisionLabel(next), toJson({ findings, effects: effects.map(withoutOpening) }));
  const letterId = input.kind === 'deadline' ? null : input.letterId;
  connection.run(
    `INSERT INTO decisions (sequence, at, seed, input_kind, letter_id, ended_turn, instruction_id, payment_id, deadline, deadline_at, disposition_kind, disposition_code, sealed, rulebook_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    next, at, seed, input.kind, letterId, endedTurn({ connection, sealer }, input, effects),
    input.kind === 'instruction' ? input.instructionId : null,
    input.kind === 'deadline' ? input.paymentId : null, input.kind === 'deadline' ? input.deadline : null, input.kind === 'deadline' ? input.at : null,
    disposition.kind, disposition.code, sealed, rulebook,
  );
  return next;
}

/** The turn of the letter that this decision ends: its own input's, or that of the letter that it sets aside. */
function endedTurn({ connection }: Database, input: InputName, effects: readonly Effect[]): number | null {
  if (input.kind === 'deadline' || input.letterId === null) return null;
  const row = connection.get('SELECT stage, turn FROM letters WHERE letter_id = ?', input.letterId);
  if (row === undefined) throw new Error(`letter ${input.letterId} is not in the store`);
  if (input.kind === 'letter') return integer(row, 'turn');
  const setsAside = effects.some((effect) => effect.kind === 'letter-set-aside' && effect.letterId === input.letterId);
  return setsAside && text(row, 'stage') !== 'cleared' ? integer(row, 'turn') : null;
}
