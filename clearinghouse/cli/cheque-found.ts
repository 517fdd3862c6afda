/** A cheque by its serial and its writer: the payment to which it was brought, and the kept letter that holds its file. */
import { chequeKey } from '../core/keys.ts';
import type { Payment } from '../core/payment.ts';
import { readCheques } from '../mail/cheque-files.ts';
import { gate0 } from '../mail/gate.ts';
import type { Office } from '../office.ts';
import type { ChequeReading } from '../protocol/reading.ts';
import { makeDigest } from '../protocol/secret.ts';
import { readerSettings } from '../readers.ts';
import { makeChequeReader } from '../sealing/cheque-file.ts';
import type { PartyRow } from '../store/store.ts';
import { findParty, quoted } from './find.ts';
import { mistake } from './mistake.ts';

/** `waits`: the reader has opened it once, and it waits with its payment. `spent`: it was paid by. */
export type ChequeState = 'waits' | 'spent' | 'void';

export type FoundCheque = { readonly serial: string; readonly row: PartyRow; readonly payment: Payment; readonly state: ChequeState; readonly letterId: number | null };

const MOST_DECISIONS = 10_000;

/** Sixteen letters of Crockford's base 32 in any case, hyphens and blanks left out, I and L for 1, O for 0. */
export function readSerial(text: string): string {
  const serial = text.replaceAll(/[\s-]/g, '').toUpperCase().replaceAll(/[IL]/g, '1').replaceAll('O', '0');
  if (!/^[0-9A-HJKMNP-TV-Z]{16}$/.test(serial)) throw mistake('serial', quoted(text), 'the 16 letters of a cheque\'s name, such as K7Q2M9X4T8WZ5R3N');
  return serial;
}

export async function findCheque({ store, clock }: Office, serial: string, address: string): Promise<FoundCheque> {
  const row = await findParty(store, address);
  const payments = await store.listPayments({ state: null, party: null, key: chequeKey(row.party.id, serial), limit: 100 });
  const payment = payments.toSorted((a, b) => a.id - b.id).at(-1);
  if (payment === undefined) throw mistake('cheque', `${serial} of ${row.party.name}`, 'one that was brought to a payment (a void file changes nothing and is not kept; `kakitome letter list` shows its letter)');
  return { serial, row, payment, state: stateOf(payment, serial, row.party.roads.wallet?.key ?? null, clock.now()), letterId: await letterOf(store, payment, serial) };
}

/** `key`: of the wallet that is in force. */
function stateOf({ roads, state }: Payment, serial: string, key: string | null, now: number): ChequeState {
  const { cheque = null } = roads ?? {};
  if (cheque?.serial !== serial || state.name === 'ended') return 'void';
  if (state.name === 'settled') return 'spent';
  return cheque.key === key && now <= cheque.expiresAt ? 'waits' : 'void';
}

/** A cheque that is void does not stand in its payment any more; its letter is known by what was decided on it. */
async function letterOf(store: Office['store'], payment: Payment, serial: string): Promise<number | null> {
  const { cheque = null } = payment.roads ?? {};
  if (cheque?.serial === serial) return cheque.letterId;
  const decisions = await store.listDecisions({ payment: payment.id, letter: null, limit: MOST_DECISIONS });
  for (const { input } of decisions) {
    if (input.kind !== 'letter') continue;
    const letter = await store.findLetter(input.letterId);
    if (letter?.reading?.cheques?.some((one) => one.ok && one.serial === serial) === true) return input.letterId;
  }
  return null;
}

export type OpenedCheque = Extract<ChequeReading, { readonly ok: true }>;

/** What the kept file holds besides its password, which becomes digests alone. null: no key of the bank opens it any more. */
export async function openKept({ store, config, keys }: Office, letterId: number, serial: string): Promise<OpenedCheque | null> {
  const letter = await store.findLetter(letterId);
  if (letter === null) return null;
  const bytes = Buffer.from(letter.bytes);
  const { limits } = readerSettings(config, keys.peppers);
  const read = makeChequeReader(keys.wallet.map(({ identity }) => identity));
  const { cheques } = await readCheques(bytes, gate0(bytes, limits).parts, read, makeDigest(keys.peppers));
  return cheques.find((cheque): cheque is OpenedCheque => cheque.ok && cheque.serial === serial) ?? null;
}
