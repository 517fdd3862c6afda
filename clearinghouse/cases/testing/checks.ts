/** What every letter of an unproved sender must come to. */
import type { ExecutionContext } from 'ava';
import { outcomeOf, told, type CaseBank, type Ruling } from './bank.ts';
import { answerFields, bytesOf, PW, stateOf, type Asked } from './trade.ts';

/** No money, and nothing written to the buyer. */
export async function checkNothing(t: ExecutionContext, bank: CaseBank, asked: Asked, ruling: Ruling, what = ''): Promise<void> {
  t.is(ruling.moved, 0n, what);
  t.not(outcomeOf(ruling), 'CONSENT', what);
  t.is(await stateOf(bank, asked), 'awaiting-answer', `${what} ${JSON.stringify(ruling.disposition)}`);
  t.deepEqual(told(ruling).filter((line) => line.endsWith(asked.buyer)), [], what);
}

/** Refused for want of proof: set aside, nobody is written to. */
export async function checkUnproved(t: ExecutionContext, bank: CaseBank, asked: Asked, ruling: Ruling, what = ''): Promise<void> {
  await checkNothing(t, bank, asked, ruling, what);
  t.true(ruling.disposition?.kind === 'set-aside' || ruling.disposition?.code === 'unreadable', `${what} ${JSON.stringify(ruling.disposition)}`);
  t.deepEqual(told(ruling), [], what);
}

const PLAIN_TEXT = 'Content-Type: text/plain; charset=utf-8';
const without = (fields: readonly string[], name: string): readonly string[] => fields.filter((field) => !field.toLowerCase().startsWith(`${name}:`));

/** The right words to the right question, with these fields in place of From. */
export const consent = (bank: CaseBank, asked: Asked, from: readonly string[]): Buffer => bytesOf([...from, ...without(answerFields(bank, asked), 'from'), PLAIN_TEXT], `OK ${PW}\n`);
