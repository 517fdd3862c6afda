/** Who appears in stories. Stories that need no names of their own take these. */
import { canonicalAddress } from '../protocol/address.ts';
import type { Language } from '../core/party.ts';

/** `party`: the number that the bank gave them; null: not registered (yet). */
export type Person = { readonly key: string; readonly name: string; readonly language: Language; readonly addresses: readonly string[]; readonly party: number | null; readonly balanceInReceipts?: boolean };

const person = (key: string, name: string, address: string, language: Language = 'en'): Person => ({ key, name, language, addresses: [address], party: null });

export const PEOPLE: readonly Person[] = [
  person('buyer', 'Takao Sasaki', 'takao@buyer.example'),
  person('buyer2', 'Hanako Mori', 'hanako@mori.example', 'ja'),
  person('shop', 'Green Tea House', 'shop@tea.example'),
  person('shop2', 'Bamboo Works', 'hello@bamboo.example'),
  person('stranger', 'Eve', 'eve@elsewhere.example'),
];

/** An address as the bank keeps it, however a story writes it; what has no such form stays as it is. */
export const mailbox = (written: string): string => canonicalAddress(written) ?? written;

export const PAY = 'pay@bank.example';
export const BOARD = 'board@bank.example';
export const PAGE = 'orders@bank.example';
export const BOUNCE = 'bounce@bank.example';
