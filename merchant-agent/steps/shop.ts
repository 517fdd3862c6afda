import type { Money } from '../../clearinghouse/protocol/money.ts';
import type { InvoiceLanguage, Seller } from '../invoice/invoice.ts';
import type { PriceRules, ToldBehind } from '../order/order.ts';

/** What the steps know of the shop, made of its configuration. Addresses are canonical. */
export type Shop = {
  readonly name: string;
  /** The mailbox that is watched, and who the agent's mails are from. */
  readonly address: string;
  readonly bank: string;
  /** As it stands beside the address in the bank's mails; null: forgeries are then not known by it. */
  readonly bankName: string | null;
  /** From of the orders that come by the bank's order page; null: none do. */
  readonly orderPage: string | null;
  /** Posts of buyers are looked for on the bank's board: of each order, or of those that name `address` in To or Cc, for `wait` milliseconds. Null: never. */
  readonly board: { readonly address: string | null; readonly every: boolean; readonly wait: number } | null;
  /** Who may answer drafts; drafts and other mails for a person go to the first. */
  readonly shopkeepers: readonly string[];
  /** Whether mail for `shop+tag@…` reaches the mailbox. */
  readonly subAddresses: boolean;
  /** What proves that an answer to a draft is the shopkeeper's. */
  readonly replyProof: 'dkim' | 'mailbox';
  readonly language: InvoiceLanguage;
  readonly timeZone: string;
  readonly seller: Seller;
  readonly rules: PriceRules;
  readonly invoicePrefix: string;
  readonly mode: 'automatic' | 'ask';
  /** What becomes of what customers tell behind an order. */
  readonly toldBehind: ToldBehind;
  /** A total above it is shown to the shopkeeper first; null: none is. */
  readonly askAbove: Money | null;
  /** Where the mail "ship this" goes; null: to the shopkeeper. */
  readonly shipTo: string | null;
  readonly webhook: boolean;
  /** How long personal data of finished orders is kept, in milliseconds. */
  readonly keepFor: number;
};

export const shopkeeperOf = (shop: Shop): string => shop.shopkeepers[0] ?? shop.address;

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
