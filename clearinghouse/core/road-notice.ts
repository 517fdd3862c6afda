/** Notices about the roads besides mail and answer: cheques, posts, printed numbers. */
import type { OutgoingAttachment } from '../protocol/letter.ts';
import type { Currency, Money } from '../protocol/money.ts';
import type { PartyName } from './party-name.ts';
import type { SchemeChoice } from './party.ts';
import type { Road } from './payment.ts';
import type { ChequeVoid, PostRefusal } from './void-road.ts';

/** `asked`: the index that the next order needs; null: any. `left`: numbers that are not used yet. The number shown is spent. */
export type CardStanding = { readonly state: 'sent' | 'active' | 'locked'; readonly lastUsed: { readonly index: number; readonly number: string; readonly at: number } | null; readonly asked: number | null; readonly left: number };

/** What the buyer had sent for a payment before it was made without a question: the cheque's serial, a post, a printed number. */
export type Released = { readonly cheque: string | null; readonly post: boolean; readonly number: boolean };

/** What a notice carries that is no part of its facts: the wallet page, an application form. `sha256` (hex) of the one file. */
export type Enclosure = { readonly attachments: readonly OutgoingAttachment[]; readonly sha256: string; /** Of an application form. */ readonly number: string | null; /** Of a wallet page: the bank's key, age1…, to which its cheques are sealed. */ readonly recipient: string | null };

export type RoadNotice =
  /** A cheque or a post was taken; the payment waits for the order, the shop's forward, or for more of the same. */
  | {
      readonly kind: 'road-taken';
      readonly reference: string;
      readonly road: Road;
      readonly shop: PartyName | null;
      readonly cheque: { readonly serial: string; readonly most: Money; readonly expiresAt: number } | null;
      /** The post's text; null: it is no post. */
      readonly post: string | null;
      readonly waitsFor: 'order' | 'forward' | 'answer' | 'more';
      readonly until: number;
    }
  /** Order and invoice are there; these roads are missing. `then`: what follows without them. */
  | { readonly kind: 'road-missing'; readonly reference: string; readonly shop: PartyName; readonly total: Money; readonly orderedAt: number; readonly missing: readonly Road[]; readonly until: number; readonly then: 'ask' | 'end' }
  /** `subject` of the mail that brought it; '' where staff have opened it. `asks`, where it ended the wallet: the buyer is asked before each payment now; absent: not told. `usableFrom`: when the address that is too new may pay. */
  | { readonly kind: 'cheque-void'; readonly why: ChequeVoid; readonly serial: string | null; readonly most: Money | null; readonly payee: string | null; readonly reference: string | null; readonly subject: string; readonly asks?: boolean; readonly usableFrom?: number }
  /** `detail`: what a text that can be posted would be; `most`: characters of a post; `usableFrom` likewise. */
  | { readonly kind: 'post-refused'; readonly why: PostRefusal; readonly detail: string | null; readonly most: number; readonly reference: string | null; readonly subject: string; readonly usableFrom?: number }
  /** Bears the wallet page. `again`: it replaces a wallet that is in force until the new key comes. `scheme`: under which the party pays once its key is there; absent in what was owed before it was told. */
  | { readonly kind: 'wallet-page'; readonly account: string; readonly until: number; readonly again: boolean; readonly currencies: readonly Currency[]; readonly scheme?: string }
  /** To the party's other addresses; `scheme` likewise. */
  | { readonly kind: 'wallet-offered'; readonly address: string; readonly until: number; readonly scheme?: string }
  /** `key`: the public key; `scheme`: under which the party pays now; `missing`: what follows there where a cheque does not come; `fullFrom`: when its cheques pay above limits as well. */
  | { readonly kind: 'wallet-enrolled'; readonly key: string; readonly replaced: boolean; readonly address: string; readonly missing: 'ask' | 'end'; readonly scheme?: string; readonly fullFrom?: number }
  /** `asks`: the party is asked before each payment from now on; absent: not told. `needed`: its scheme asks for a cheque all the same. */
  | { readonly kind: 'wallet-revoked'; readonly asks?: boolean; readonly needed?: boolean }
  /** Staff have set how the party pays. `scheme`: under which it pays now; `asks`: it is asked before each payment. */
  | { readonly kind: 'scheme-set'; readonly scheme: SchemeChoice; readonly missing: 'ask' | 'end'; readonly asks: boolean }
  /** A card is on its way by post; the answer to this activates it. */
  | { readonly kind: 'card-sent'; readonly replaces: boolean }
  | { readonly kind: 'card-active'; readonly count: number; readonly inOrder: boolean }
  | { readonly kind: 'card-void' }
  /** Too many wrong numbers, or letters of the card that were none, came within a day. */
  | { readonly kind: 'card-locked' }
  /** An answer to a wallet page or to `card-sent` that could not be taken. */
  | { readonly kind: 'enrolment-refused'; readonly code: string; readonly sentence: string; readonly subject: string };
