/**
 * Draws the numbers of a card, prints them and keeps their digests. The numbers are in this process's memory and in the print file; they are in no
 * error, no log and no other file.
 */
import { randomBytes, randomInt } from 'node:crypto';
import { issuedDigest, liveDigest } from '../core/numbers.ts';
import type { PartyId } from '../core/party.ts';
import type { CardNumbers } from '../core/facts.ts';
import type { Office } from '../office.ts';
import { settlementCard } from '../print/card.ts';
import type { CardOptions } from '../print/card-options.ts';
import { UnprintableError } from '../print/unprintable.ts';
import { serialOf } from '../protocol/cheque-text.ts';
import { makeDigest } from '../protocol/secret.ts';
import { cardNumbers } from '../protocol/settlement-number.ts';
import { Mistake } from './mistake.ts';

export type CardSheet = Omit<CardOptions, 'cardId' | 'numbers'>;

/** `id` goes into the instruction and onto the card, and is shown nowhere else. */
export type DrawnCard = { readonly id: string; readonly pdf: Uint8Array };

const ID_LETTERS = 6;
/** A number or an id that is taken is rare; again and again it is a broken source of chance. */
const TRIES = 20;

/** The card is kept when this resolves, and has no effect until it is issued. `before`: of the party's present card. */
export async function drawCard(office: Office, party: PartyId, sheet: CardSheet, count: number, before: CardNumbers | null): Promise<DrawnCard> {
  const { store, keys, rulebook } = office;
  const [current] = keys.peppers;
  if (current === undefined) throw new Error('the bank has no pepper');
  const [digest, allDigests] = [makeDigest([current]), makeDigest(keys.peppers)];
  const isIssued = (number: string): boolean => allDigests(number).some((one) => before?.issued.has(issuedDigest(rulebook.keys, party, one)) === true);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const id = serialOf(randomBytes(10)).slice(0, ID_LETTERS);
    const numbers = cardNumbers(() => randomInt(10 ** sheet.digits), count, sheet.digits, isIssued);
    const pdf = await printed({ ...sheet, cardId: id, numbers });
    const kept = numbers.map((number, at) => {
      const [one = ''] = digest(number);
      return { index: at + 1, digest: liveDigest(rulebook.keys, party, id, at + 1, one), issued: issuedDigest(rulebook.keys, party, one) };
    });
    if (await keep(store, { cardId: id, party, madeAt: sheet.issuedAt, numbers: kept })) return { id, pdf };
  }
  throw new Error(`no card of numbers that are all new in ${TRIES} draws`);
}

/** False: something of it is taken, and nothing was kept. */
async function keep(store: Office['store'], card: Parameters<Office['store']['keepCard']>[0]): Promise<boolean> {
  try {
    return (await store.keepCard(card)).taken.length === 0;
  } catch (error) {
    if (error instanceof Error && error.message.includes('is kept already')) return false;
    throw error;
  }
}

/** Whatever else goes wrong in there is told without its message: nobody knows what stands in it. */
async function printed(options: CardOptions): Promise<Uint8Array> {
  try {
    return await settlementCard(options);
  } catch (error) {
    if (error instanceof UnprintableError) throw unprintable(error);
    throw new Error(`the card could not be printed (${error instanceof Error ? error.name : 'unknown'})`);
  }
}

/** The numbers themselves are always printable: what it names is a name or an address. */
export function unprintable({ trouble }: UnprintableError): Mistake {
  const text = JSON.stringify(trouble.text.slice(0, 100));
  switch (trouble.reason) {
    case 'character':
      return new Mistake(`print file: found "${trouble.character}" in ${text}; expected letters that its fonts have (ask the customer how it may be written)`);
    case 'room':
      return new Mistake(`print file: found ${text}, too long for its place; expected a shorter form, or more and shorter lines`);
    default:
      return trouble satisfies never;
  }
}
