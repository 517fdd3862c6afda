/**
 * Looking at what customers wrote: each view needs a reason and is noted before anything is shown, in a file beside the database that is only
 * ever added to (9-rules 32). What is still secret stays masked.
 */
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { isOpen } from '../core/payment.ts';
import { storePath, type Office } from '../office.ts';
import type { Reading } from '../protocol/reading.ts';
import { showReference } from '../protocol/reference.ts';
import type { LetterRow } from '../store/store.ts';
import { userName } from './instruct.ts';
import { paymentsOf } from './letter-payments.ts';
import { holdsLiveNumber } from './live-number.ts';
import { Mistake, mistake } from './mistake.ts';

export const viewsPath = (office: Office): string => `${storePath(office.config)}.views`;

/** Throws where there is no reason to note. On return the view is on the disk. */
export function noteView(office: Office, letterId: number, what: 'text' | 'raw', reason: string): void {
  const given = reason.trim();
  if (given === '') throw mistake('--reason', 'nothing', 'why the letter is looked at');
  const line = JSON.stringify({ at: new Date(office.clock.now()).toISOString(), by: userName(), letter: letterId, what, reason: given.slice(0, 500) });
  const file = openSync(viewsPath(office), 'a', 0o600);
  try {
    writeSync(file, `${line}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The raw letter holds its passwords. Throws while one of them could still pay: the letter is not decided yet, or it can be about an open payment, or has its password, or a number of a card that is not used yet. */
export async function requireSpent(office: Office, { letterId, disposition }: LetterRow, reading: Reading | null): Promise<void> {
  if (disposition === null) throw new Mistake(`letter ${letterId}: found that it is not decided yet, so a password in it is secret; expected --raw once it is (without --raw passwords are masked)`);
  for (const payment of await paymentsOf(office, letterId, reading)) {
    if (!isOpen(payment)) continue;
    throw new Mistake(`letter ${letterId}: found the open payment ${showReference(payment.reference)}, whose password is secret; expected --raw once it has ended (without --raw passwords are masked)`);
  }
  if (reading !== null && (await holdsLiveNumber(office, reading))) throw new Mistake(`letter ${letterId}: found a number of a card that is not used yet, or the letters of one that is not active; expected --raw once that is over, or the card void (without --raw passwords are masked)`);
}
