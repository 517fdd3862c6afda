/**
 * What the order page needs from outside. It knows no database, no mail server and no configuration; clock, chance and waiting are given to it.
 */
import type { Catalogue } from '../protocol/catalogue/item.ts';
import type { Money } from '../protocol/money.ts';

export const languages = ['en', 'ja'] as const;
export type Language = (typeof languages)[number];

export type ShopOnPage = {
  /** Of its address: `green-tea` of `/green-tea/`. Lower-case letters, digits and hyphens, at most 40. */
  readonly slug: string;
  readonly name: string;
  /** Canonical: who is paid, and who gets the order's mail beside the bank. */
  readonly address: string;
  /** Where a browser asks for none of ours. */
  readonly language: Language;
  /** Null: it can't be used at the moment, and the page says so. */
  readonly catalogue: Catalogue | null;
  /** Whether unit prices contain the tax. */
  readonly taxIncluded: boolean;
  /** The most that the shop adds for shipping, its tax included, in the catalogue's currency; null: not known here. */
  readonly shipping: Money | null;
};

export type BankOnPage = {
  readonly name: string;
  /** Canonical: the other receiver of the order's mail. */
  readonly paymentAddress: string;
  readonly telephone: string;
  /** Whether the bank asks for the numbers of a card in their order, from number 1 on, or the member chooses freely. */
  readonly asks: 'in-order' | 'choice';
};

/**
 * What the bank says of an address and a card number. `known: false`: they do not belong together, or the card is not active.
 * `asks` is null where the member chooses freely, and where no number is `left`; a card of which no number was used is asked for its number 1, as whoever is unknown is.
 * `read` is another text after each number that the bank has read, right or wrong; never shown.
 */
export type MemberLook =
  | { readonly known: false }
  | { readonly known: true; readonly lastUsed: { readonly index: number; /** Digits alone. */ readonly number: string } | null; readonly asks: number | null; readonly left: number; readonly locked: boolean; readonly read: string };

/** The one mail that goes to shop and bank, both in To. */
export type OrderMail = {
  /** Without angle brackets. The same form always gives the same one, and the same mail with it if the number is the same. */
  readonly messageId: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: readonly [shop: string, bank: string];
  /** The member; null where the address is beyond ASCII, which no header of ours bears. */
  readonly replyTo: string | null;
  readonly subject: string;
  /** Milliseconds; of the form, not of the sending, so that a second try is the same mail. */
  readonly date: number;
  /** Lines end with LF. It holds a settlement number: for the mail alone, never for a log. */
  readonly text: string;
};

/** So many at once, and as many anew in so much time. */
export type BucketLimit = { readonly most: number; readonly perMilliseconds: number };

export type OrderPageLimits = {
  /** Requests of one client: an IPv4 address, or a network of 64 bits. */
  readonly client: BucketLimit;
  /** Looks and orders for one member's address. */
  readonly member: BucketLimit;
  /** Looks and orders of everybody together. */
  readonly all: BucketLimit;
};

export const LIMITS: OrderPageLimits = {
  client: { most: 120, perMilliseconds: 60_000 },
  member: { most: 10, perMilliseconds: 3_600_000 },
  all: { most: 300, perMilliseconds: 60_000 },
};

export type OrderPageParts = {
  /** Asked at each request, so that a changed catalogue needs no restart. */
  readonly shops: () => readonly ShopOnPage[];
  readonly bank: BankOnPage;
  /** The order page's own address, From of its mails, in ASCII and canonical; merchants' agents know it as `bank.order_page`. */
  readonly pageAddress: string;
  /**
   * Answers as the bank's books stand, and changes nothing. Rejects where they can't be read. The card number is six letters of Crockford's base 32 in
   * upper case, the address canonical.
   */
  readonly member: (address: string, cardNumber: string) => Promise<MemberLook>;
  /**
   * Resolves when the mail is safe with the next server or on our own disk, for both receivers; rejects else. After `SEND_TIMEOUT` the page says that it is
   * not known yet, and goes on waiting. May be called again with the same Message-ID once it has rejected.
   */
  readonly send: (mail: OrderMail) => Promise<void>;
  /** At least 32 bytes, the same after a restart. */
  readonly key: Uint8Array;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Never told: a settlement number, an address, a text that somebody typed. `order-page-fault` and `order-page-books` may come with any request. */
  readonly report: (level: 'info' | 'alarm', event: string, fields: Readonly<Record<string, unknown>>) => void;
  readonly limits: OrderPageLimits;
  /** Proxies of ours before the page: each adds the address of who asked it to the end of X-Forwarded-For. 0: that field counts for nothing, and clients on this machine share no limit. */
  readonly trustedHops: number;
};
