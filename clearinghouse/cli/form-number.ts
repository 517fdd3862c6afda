/** Form numbers as staff type them from paper. */
import { formDay } from '../core/form.ts';
import { dayOf } from '../core/keys.ts';
import type { Office } from '../office.ts';
import { readFormNumber } from '../protocol/form-number.ts';
import { quoted } from './find.ts';
import { mistake } from './mistake.ts';

/** How far back a form is looked for, in days. */
export const LOOK_BACK = 400;

const DAY = 86_400_000;

export function readForm(option: string, text: string): string {
  const read = readFormNumber(text);
  switch (read.kind) {
    case 'form-number':
      return read.number;
    case 'wrong-check':
      throw mistake(option, quoted(text), 'the number as it is printed (one letter of this one is wrong)');
    case 'no-form-number':
      throw mistake(option, quoted(text), 'a form number such as F-K7F3-29QX');
    default:
      return read satisfies never;
  }
}

/** The first moment (UTC) of the latest day on which the number was this address's; null: it never was, or earlier than `within` days ago. */
export function givenOn({ rulebook, clock }: Office, number: string, address: string, within: number): number | null {
  const day = formDay(rulebook.keys, address, number, dayOf(clock.now()), within);
  return day === null ? null : day * DAY;
}
