/**
 * The print file of a card of settlement numbers: a concealed postcard or a letter. It is as secret as the numbers themselves: the bytes go from here
 * into a sealed file and nowhere else. Page 1 is what everybody on the way can see; it holds neither a number nor the card's.
 */
import { isSettlementNumber, MOST_NUMBERS, showSettlementNumber } from '../protocol/settlement-number.ts';
import type { Card, CardOptions } from './card-options.ts';
import { CARD_WORDS, type InstructionFacts } from './card-words.ts';
import { paperDate } from './dates.ts';
import { writeLetter } from './letter.ts';
import { writePostcard } from './postcard.ts';
import { openSheet } from './sheet.ts';

const NO_BREAK = '\u00A0';

/**
 * The same options give the same bytes. Rejects with UnprintableError where a name or an address has a character that the fonts lack or does not fit its
 * place, with RangeError where card or numbers are not as `CardOptions` says. Neither error holds a number.
 */
export async function settlementCard(options: CardOptions): Promise<Uint8Array> {
  assertCard(options);
  const { form, language, bank, cardId, digits, asked, issuedAt, timeZone } = options;
  const words = CARD_WORDS[language];
  const facts: InstructionFacts = { form, asked, cardId, bank, example: showSettlementNumber('1234567890'.slice(0, digits)).replaceAll(' ', NO_BREAK) };
  const card: Card = { options, words, facts, issued: words.issued(paperDate(issuedAt, timeZone, language)) };
  const { sheet, bytes } = await openSheet({ title: words.fileTitle, author: bank.name, language, madeAt: issuedAt });
  switch (form) {
    case 'postcard':
      writePostcard(sheet, card);
      break;
    case 'letter':
      writeLetter(sheet, card);
      break;
    default:
      form satisfies never;
  }
  sheet.document.end();
  return bytes;
}

function assertCard({ cardId, digits, numbers }: CardOptions): void {
  if (!/^[0-9A-HJKMNP-TV-Z]{6}$/.test(cardId)) throw new RangeError('the number of a card is six letters of base 32');
  if (numbers.length < 1 || numbers.length > MOST_NUMBERS) throw new RangeError(`a card has 1 to ${MOST_NUMBERS} numbers, not ${numbers.length}`);
  if (numbers.some((number) => number.length !== digits || !isSettlementNumber(number))) throw new RangeError(`a number that has not ${digits} digits (7 to 10)`);
  if (new Set(numbers).size !== numbers.length) throw new RangeError('a number stands twice on the card');
}
