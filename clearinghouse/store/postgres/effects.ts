/** Plays one decision's effects, in their order: most of them in memory, to be written with the group. */
import type { Effect } from '../../core/decision.ts';
import type { Payment } from '../../core/payment.ts';
import { withinBounds } from '../common/shapes.ts';
import { hold, openAccount, release, transfer } from './books.ts';
import { noteIssued, spendNumber, voidCard } from './cards.ts';
import { eraseEntry } from './entries.ts';
import { endNotice } from './notices.ts';
import type { Working } from './working.ts';
import { writeAll } from './written.ts';

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

/** `of` is the decision that the effect is of. Throws where it would break an invariant; the whole group is then rolled back. */
export async function applyEffect(working: Working, effect: Effect, of: { readonly sequence: number; readonly at: number }): Promise<void> {
  const { database, books, counters, rows } = working;
  switch (effect.kind) {
    case 'party-saved':
      rows.parties.set(effect.party.id, effect.party);
      return noteIssued(database, effect.party, of.at);
    case 'address-saved':
      return void rows.addresses.set(effect.address.address, effect.address);
    case 'account-opened':
      return openAccount(books, effect.account);
    case 'payment-saved':
      return savePayment(working, effect.payment);
    case 'transferred':
      return transfer(books, counters, effect.transfer, of.sequence);
    case 'held':
      return hold(books, counters, effect);
    case 'released':
      return release(books, effect);
    case 'entry':
      return void rows.entries.push({ number: counters.next('entries'), entry: effect.entry });
    case 'entry-erased':
      return written(working, () => eraseEntry(database, effect.entryId, effect.at));
    case 'notice':
      return void rows.notices.push({ number: counters.next('notices'), sequence: of.sequence, notice: effect.notice });
    case 'deadline':
      return setDeadline(working, effect);
    case 'number-spent':
      return spendNumber(database, effect.card, effect.index);
    case 'card-voided':
      return voidCard(database, effect.card, of.at);
    case 'blocked':
      return void rows.blocks.push({ buyer: effect.buyer, merchant: effect.merchant, at: effect.at });
    case 'tallied':
      return tally(working, effect);
    case 'staff-task':
      return void rows.tasks.push({ number: counters.next('staff_tasks'), task: effect.task });
    case 'staff-task-done':
      return written(working, () => endStaffTask(working, effect));
    case 'notice-ended':
      return written(working, () => endNotice(database, effect.noticeId, effect.outcome, effect.detail));
    case 'letter-set-aside':
      return written(working, () => setAside(working, effect));
    case 'letter-reopened':
      return written(working, () => reopen(working, effect));
    default:
      return effect satisfies never;
  }
}

/** It looks at what stands in the tables. */
async function written(working: Working, work: () => Promise<void>): Promise<void> {
  await writeAll(working);
  await work();
}

/** Reference and opening time were fixed by the first one; a payment that comes with others is refused. Its scheme may step up, which the core looks after. */
function savePayment(working: Working, payment: Payment): void {
  const before = working.payments.get(payment.id);
  if (before !== undefined) {
    if (before.reference !== payment.reference || before.openedAt !== payment.openedAt) throw new Error(`payment ${payment.id} (${payment.reference}): reference and opening time can't change`);
    const closed = before.state.name === 'settled' || before.state.name === 'ended';
    if (closed && before.state.name !== payment.state.name) throw new Error('a payment that is settled or ended stays so');
  }
  working.payments.set(payment.id, payment);
  working.rows.payments.set(payment.id, payment);
  if (payment.state.name === 'settled') spendSecrets(working, payment);
}

/** A digest that this buyer has paid with before is a fault: the primary key refuses it. */
function spendSecrets({ spent, rows }: Working, payment: Payment): void {
  if (payment.buyer === null) throw new Error(`payment ${payment.reference} is settled without a buyer`);
  for (const digest of new Set(payment.secret)) {
    const key = `${payment.buyer.party} ${digest}`;
    if (spent.get(key) === payment.id) continue;
    spent.set(key, payment.id);
    rows.spent.push({ buyer: payment.buyer.party, digest, paymentId: payment.id });
  }
}

function setDeadline({ deadlines, changedDeadlines }: Working, { paymentId, deadline, at }: Of<'deadline'>): void {
  const key = `${paymentId} ${deadline}`;
  deadlines.set(key, { paymentId, kind: deadline, at });
  changedDeadlines.add(key);
}

function tally({ rows }: Working, { scope, name, day, amount }: Of<'tallied'>): void {
  const key = JSON.stringify([scope, name, day]);
  const before = rows.tallies.get(key);
  rows.tallies.set(key, { scope, name, day, amount: withinBounds((before?.amount ?? 0n) + amount, `tally ${scope} ${name}`) });
}

/** A letter that was cleared meanwhile keeps its disposition. */
async function endStaffTask({ database }: Working, { taskId, done }: Of<'staff-task-done'>): Promise<void> {
  await database.connection.run('UPDATE staff_tasks SET done_at = ?, done_by = ?, done_note = ? WHERE task_id = ? AND done_at IS NULL', done.at, JSON.stringify(done.by), done.note, taskId);
}

async function setAside({ database, letters }: Working, { letterId, code }: Of<'letter-set-aside'>): Promise<void> {
  await database.connection.run(
    `UPDATE letters SET stage = 'cleared', disposition_kind = 'set-aside', disposition_code = ?, due_at = 0 WHERE letter_id = ? AND stage <> 'cleared'`,
    code, letterId,
  );
  const letter = letters.get(letterId);
  if (letter !== undefined) letter.stage = 'cleared';
}

/** A letter that is not cleared waits already; one that had its effect is never decided again. */
async function reopen({ database, letters }: Working, { letterId }: Of<'letter-reopened'>): Promise<void> {
  const changed = await database.connection.run(
    `UPDATE letters SET stage = 'unread', turn = turn + 1, attempts = 0, due_at = 0, put_back_reason = NULL, failed_since = NULL, crashes = 0, same_mail_hash = NULL,
       disposition_kind = NULL, disposition_code = NULL
     WHERE letter_id = ? AND stage = 'cleared' AND disposition_kind IN ('set-aside', 'refused')`,
    letterId,
  );
  const letter = letters.get(letterId);
  if (changed === 0 || letter === undefined) return;
  letter.stage = 'unread';
  letter.turn += 1;
}
