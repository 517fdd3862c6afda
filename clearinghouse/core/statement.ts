/** Statements: asked for by mail, or owed by themselves when a month is over. */
import type { Disposition, Instruction } from './decision.ts';
import type { Desk } from './desk.ts';

export const statementDue = (_desk: Desk, { party }: Extract<Instruction, { kind: 'statement-due' }>): Disposition => {
  throw new Error(`party ${party} wants no statements`);
};
