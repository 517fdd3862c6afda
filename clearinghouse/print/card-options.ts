/** What a card of settlement numbers is made of. */
import type { Language } from '../core/party.ts';
import type { CardAsking, CardForm, CardWords, InstructionFacts } from './card-words.ts';

export type CardOptions = {
  readonly form: CardForm;
  readonly language: Language;
  readonly bank: { readonly name: string; readonly address: readonly string[]; readonly telephone: string; readonly paymentAddress: string };
  /** `postcode`: seven digits of Japan are printed in frames (postcard) or behind 〒 (letter), another country's below the address. */
  readonly to: { readonly name: string; readonly postcode: string | null; readonly address: readonly string[] };
  /** Six letters of Crockford's base 32, upper case. */
  readonly cardId: string;
  /** 7 to 10: of every number. */
  readonly digits: number;
  /** 1 to 60, without separators, in the order of their indexes. */
  readonly numbers: readonly string[];
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  readonly timeZone: string;
  readonly asked: CardAsking;
};

/** What the pages are written from. */
export type Card = { readonly options: CardOptions; readonly words: CardWords; readonly facts: InstructionFacts; readonly issued: string };
