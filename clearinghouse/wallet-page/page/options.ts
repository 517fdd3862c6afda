/** What the bank has put into its page for one buyer, as the page's script reads it. */

export type Language = 'en' | 'ja';

export const languages: readonly Language[] = ['en', 'ja'];

export type PageOptions = {
  /** The language that the page opens in. */
  readonly language: Language;
  readonly bankName: string;
  /** Where cheques are mailed. */
  readonly bankAddress: string;
  /** `age1…`, the bank's current wallet recipient (X25519). */
  readonly recipient: string;
  /** The buyer's registered address. */
  readonly account: string;
  /** Where the line with the key is mailed; it bears a token. null: the buyer answers the mail that the page came with. */
  readonly enrolTo: string | null;
  readonly telephone: string;
  /** ISO 4217 codes of the buyer's accounts, the usual one first; at least one. */
  readonly currencies: readonly string[];
};
