/** What every notice is written with: the bank's name, how to reach it, its way to show dates; and the pieces that many notices share. */
import type { Bank } from '../core/context.ts';
import type { EvidenceOf, NoticeFacts, NoticeKind, PartyName } from '../core/notice.ts';
import type { Language } from '../core/party.ts';
import type { OutgoingAttachment } from '../protocol/letter.ts';
import { formatMoney, type Money } from '../protocol/money.ts';
import type { Block } from './block.ts';
import { clean, glue, MAX_CHARACTERS, short, shorten, shownAddress, unglued } from './clean.ts';
import { showDate } from './date.ts';

export type Letterhead = {
  readonly name: string;
  readonly telephone: string;
  readonly paymentAddress: string;
  /** Where posts for the board go; null: the bank takes none. */
  readonly boardAddress: string | null;
  readonly date: (at: number) => string;
};

/** What a notice's file makes of its facts; `index.ts` adds the footer and renders. */
export type Written = { readonly subject: string; readonly blocks: readonly Block[]; readonly attachments?: readonly OutgoingAttachment[] };

export type FactsOf<K extends NoticeKind> = Extract<NoticeFacts, { readonly kind: K }>;

/** A notice in every language: a missing one does not compile. `evidence` is that of a receipt whose entry is published, or what stands in a statement. */
export type Notice<K extends NoticeKind> = { readonly [L in Language]: (facts: FactsOf<K>, head: Letterhead, evidence: EvidenceOf<K> | null) => Written };

export function letterhead(bank: Bank, language: Language): Letterhead {
  const date = (at: number): string => showDate(at, bank.timeZone, language);
  return { name: short(bank.name), telephone: short(bank.telephone), paymentAddress: shownAddress(bank.paymentAddress), boardAddress: bank.boardAddress === null ? null : shownAddress(bank.boardAddress), date };
}

/** The last lines of every notice. */
export function footer(head: Letterhead, language: Language): readonly string[] {
  switch (language) {
    case 'en':
      return [`${head.name}, telephone ${glue(head.telephone)}`, 'We never ask for a password that you have not already sent us.'];
    case 'ja':
      return [`${head.name}　電話 ${glue(head.telephone)}`, 'お送りいただいていないパスワードを当行がおたずねすることはありません。'];
    default:
      return language satisfies never;
  }
}

/** `Green Tea House (shop@tea.example)`: the registered name and the address. */
export const party = (who: PartyName): string => `${short(who.name)} (${shownAddress(who.address)})`;

export const sum = (amount: Money): string => glue(formatMoney(amount));

const SUBJECT_CHARACTERS = 100;
const REFERENCE_CHARACTERS = 20;

/** A subject of at most 100 characters around one text from outside, which is shortened as far as need be; the reference stays whole. */
export function subject(write: (name: string) => string, name: string, reference: string | null): string {
  const tag = reference === null ? '' : ` [${shorten(clean(reference), REFERENCE_CHARACTERS)}]`;
  const rest = SUBJECT_CHARACTERS - [...unglued(write('x'))].length + 1 - [...tag].length;
  return unglued(write(shorten(clean(name), Math.max(1, Math.min(MAX_CHARACTERS, rest))))) + tag;
}
