/** Things that staff have to look at: a row in their list and, where the bank has a staff address, a mail to it. */
import type { Disposition, Instruction } from './decision.ts';
import { drawId, effect, type Desk } from './desk.ts';
import { owe } from './owe.ts';
import type { PaymentId } from './payment.ts';

export function staffTask(desk: Desk, code: string, detail: string, paymentId: PaymentId | null): void {
  effect(desk, { kind: 'staff-task', task: { id: drawId(desk, 'task'), code, detail, letterId: desk.letterId, paymentId, at: desk.context.now } });
  const { staffAddress } = desk.context.bank;
  if (staffAddress === null) return;
  const rows = [
    ['letter', desk.letterId === null ? '-' : String(desk.letterId)],
    ['payment', paymentId === null ? '-' : String(desk.facts.payments.get(paymentId)?.reference ?? paymentId)],
  ] as const;
  owe(desk, staffAddress, 'en', { kind: 'staff-task', code, sentence: detail, rows }, { paymentId });
}

export function taskDone(desk: Desk, { task, note, by }: Extract<Instruction, { kind: 'task-done' }>): Disposition {
  effect(desk, { kind: 'staff-task-done', taskId: task, done: { at: desk.context.now, by, note } });
  return { kind: 'recorded', code: 'task-done' };
}
