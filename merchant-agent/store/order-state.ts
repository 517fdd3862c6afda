/** Where an order stands, and where it may go from there. The table in this agent's README is compared with this file by a test. */

/** Why a person has to look. */
export type DraftReason =
  /** Something in the order can't be read for sure. */
  | 'unsure'
  /** The mail does not prove who wrote it. */
  | 'not-authenticated'
  /** It bears no password, or more than one, or a copy of an earlier order's. */
  | 'password'
  /** The total is above what the buyer allows, or the line that says so can't be read. */
  | 'ceiling'
  /** The shop wants to see every order first (`forward.mode = "ask"`). */
  | 'asked'
  /** The bank did not take the forward; its code is kept with it. */
  | 'bank-refused'
  /** The outgoing mail server did not take the forward. */
  | 'mail-refused';

/** `code` of an end is the bank's word for it. Times in milliseconds since 1970. */
export type OrderState =
  /** Understood as an order; waits to be priced (a catalogue that can't be read holds it here), or for its post on the bank's board. */
  | { readonly name: 'read'; readonly since: number }
  /** A draft lies in the shopkeeper's mailbox. `draft`: the number of the one that can be answered. */
  | { readonly name: 'draft'; readonly since: number; readonly reason: DraftReason; readonly code: string | null; readonly draft: number }
  /** The invoice has its number and the forward its bytes; the mail server has not taken them yet. `invoice`: place in the sequence. */
  | { readonly name: 'forwarding'; readonly since: number; readonly invoice: number }
  | { readonly name: 'forwarded'; readonly since: number; readonly invoice: number }
  /** The bank's receipt has proved itself; what tells of it is under way. */
  | { readonly name: 'paid'; readonly since: number; readonly invoice: number; readonly reference: string }
  /** The mail to ship has left and the line stands in orders.csv. */
  | { readonly name: 'shipped'; readonly since: number; readonly invoice: number; readonly reference: string }
  /** The bank has said that nothing is paid, or that all of it was given back before it was told to ship (`given-back`). */
  | { readonly name: 'ended'; readonly since: number; readonly code: string }
  /** The shopkeeper answered DROP. */
  | { readonly name: 'dropped'; readonly since: number };

export type StateName = OrderState['name'];

/** `paid` follows `ended` too: a receipt that proves itself is the truth about the money, whatever was written before. */
export const TRANSITIONS: Readonly<Record<StateName, readonly StateName[]>> = {
  read: ['draft', 'forwarding'],
  draft: ['draft', 'forwarding', 'dropped', 'ended', 'paid'],
  forwarding: ['forwarded', 'draft', 'paid', 'ended'],
  forwarded: ['draft', 'paid', 'ended'],
  paid: ['shipped', 'ended'],
  shipped: [],
  ended: ['paid'],
  dropped: [],
};

export const STATE_NAMES = ['read', 'draft', 'forwarding', 'forwarded', 'paid', 'shipped', 'ended', 'dropped'] as const satisfies readonly StateName[];

export const DRAFT_REASONS = ['unsure', 'not-authenticated', 'password', 'ceiling', 'asked', 'bank-refused', 'mail-refused'] as const satisfies readonly DraftReason[];
