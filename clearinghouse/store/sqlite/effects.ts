/** Plays one decision's effects on the database, in their order, inside the transaction of the group. */
import type { Effect, StaffTask } from '../../core/decision.ts';
import { withinBounds } from '../common/shapes.ts';
import { hold, openAccount, release, transfer } from './accounts.ts';
import { noteIssued, spendNumber, voidCard } from './cards.ts';
import type { Database } from './database.ts';
import { eraseEntry, writeEntry } from './entries.ts';
import { endNotice, oweNotice } from './notices.ts';
import { saveAddress, saveParty } from './parties.ts';
import { savePayment, type StandingKeys } from './payments.ts';

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

/** `sequence` is the decision that the effect is of. Throws where it would break an invariant; the whole group is then rolled back. */
export function applyEffect(database: Database, standing: StandingKeys, effect: Effect, sequence: number): void {
  switch (effect.kind) {
    case 'party-saved':
      saveParty(database, effect.party);
      return noteIssued(database, effect.party, sequence);
    case 'address-saved':
      return saveAddress(database, effect.address);
    case 'account-opened':
      return openAccount(database, effect.account);
    case 'payment-saved':
      return savePayment(database, standing, effect.payment);
    case 'transferred':
      return transfer(database, effect.transfer, sequence);
    case 'held':
      return hold(database, effect);
    case 'released':
      return release(database, effect);
    case 'entry':
      return writeEntry(database, effect.entry);
    case 'entry-erased':
      return eraseEntry(database, effect.entryId, effect.at);
    case 'notice':
      return oweNotice(database, effect.notice, sequence);
    case 'deadline':
      return setDeadline(database, effect);
    case 'number-spent':
      return spendNumber(database, effect.card, effect.index);
    case 'card-voided':
      return voidCard(database, effect.card, sequence);
    case 'blocked':
      return block(database, effect);
    case 'tallied':
      return tally(database, effect);
    case 'staff-task':
      return addStaffTask(database, effect.task);
    case 'staff-task-done':
      return endStaffTask(database, effect);
    case 'notice-ended':
      return endNotice(database, effect.noticeId, effect.outcome, effect.detail);
    case 'letter-set-aside':
      return setAside(database, effect);
    case 'letter-reopened':
      return reopen(database, effect);
    default:
      return effect satisfies never;
  }
}

function setDeadline({ connection }: Database, { paymentId, deadline, at }: Of<'deadline'>): void {
  if (at === null) {
    connection.run('DELETE FROM deadlines WHERE payment_id = ? AND kind = ?', paymentId, deadline);
    return;
  }
  connection.run('INSERT INTO deadlines (payment_id, kind, at) VALUES (?, ?, ?) ON CONFLICT (payment_id, kind) DO UPDATE SET at = excluded.at', paymentId, deadline, at);
}

function block({ connection }: Database, { buyer, merchant, at }: Of<'blocked'>): void {
  connection.run('INSERT INTO blocks (buyer_party, merchant_party, at) VALUES (?, ?, ?) ON CONFLICT (buyer_party, merchant_party) DO NOTHING', buyer, merchant, at);
}

function tally({ connection }: Database, { scope, name, day, amount }: Of<'tallied'>): void {
  connection.run(
    'INSERT INTO tallies (scope, name, day, amount) VALUES (?, ?, ?, ?) ON CONFLICT (scope, day, name) DO UPDATE SET amount = amount + excluded.amount',
    scope, name, day, withinBounds(amount, `tally ${scope} ${name}`),
  );
}

function addStaffTask({ connection }: Database, task: StaffTask): void {
  connection.run(
    'INSERT INTO staff_tasks (task_id, code, detail, letter_id, payment_id, at) VALUES (?, ?, ?, ?, ?, ?)',
    task.id, task.code, task.detail, task.letterId, task.paymentId, task.at,
  );
}

function endStaffTask({ connection }: Database, { taskId, done }: Of<'staff-task-done'>): void {
  connection.run('UPDATE staff_tasks SET done_at = ?, done_by = ?, done_note = ? WHERE task_id = ? AND done_at IS NULL', done.at, JSON.stringify(done.by), done.note, taskId);
}

/** A letter that was cleared meanwhile keeps its disposition. */
function setAside({ connection }: Database, { letterId, code }: Of<'letter-set-aside'>): void {
  connection.run(
    `UPDATE letters SET stage = 'cleared', disposition_kind = 'set-aside', disposition_code = ?, due_at = 0 WHERE letter_id = ? AND stage <> 'cleared'`,
    code, letterId,
  );
}

/** A letter that is not cleared waits already; one that had its effect is never decided again. */
function reopen({ connection }: Database, { letterId }: Of<'letter-reopened'>): void {
  connection.run(
    `UPDATE letters SET stage = 'unread', turn = turn + 1, attempts = 0, due_at = 0, put_back_reason = NULL, failed_since = NULL, crashes = 0, same_mail_hash = NULL,
       disposition_kind = NULL, disposition_code = NULL
     WHERE letter_id = ? AND stage = 'cleared' AND disposition_kind IN ('set-aside', 'refused')`,
    letterId,
  );
}
