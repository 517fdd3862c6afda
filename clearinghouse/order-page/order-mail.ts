/** The order as the mail that shop and bank get: one text, the same for both. */
import type { Catalogue, Item } from '../protocol/catalogue/item.ts';
import { needsUtf8 } from '../protocol/address.ts';
import { formatAmount, money } from '../protocol/money.ts';
import { showSettlementNumber } from '../protocol/settlement-number.ts';
import type { Cart } from './cart.ts';
import { folded, foldedNames } from './find-items.ts';
import type { BankOnPage, Language, OrderMail, ShopOnPage } from './ports.ts';
import { words } from './words.ts';

/**
 * The item's first name; its number in brackets behind it where the catalogue has the name twice. A name that itself ends with brackets gets them too, so
 * that nobody takes those for the number.
 */
export function writtenName(item: Item, catalogue: Catalogue): string {
  const name = (item.names[0] ?? item.sku).replace(/\s+/g, ' ').trim();
  const key = folded(name);
  const isShared = [...foldedNames(catalogue)].some(([other, names]) => other.sku !== item.sku && names.slice(0, -1).includes(key));
  return isShared || name.endsWith(']') ? `${name} [${item.sku}]` : name;
}

export type Ordered = {
  readonly shop: ShopOnPage;
  readonly catalogue: Catalogue;
  readonly cart: Cart;
  readonly bank: BankOnPage;
  readonly pageAddress: string;
  readonly language: Language;
  readonly member: string;
  readonly most: bigint;
  /** Digits alone. */
  readonly number: string;
  readonly messageId: string;
  readonly date: number;
};

export function orderMail(ordered: Ordered): OrderMail {
  const { shop, bank, pageAddress, language, member, messageId, date } = ordered;
  const w = words[language].mail;
  return {
    messageId,
    from: { name: oneLine(w.from(bank.name)), address: pageAddress },
    to: [shop.address, bank.paymentAddress],
    replyTo: needsUtf8(member) ? null : member,
    subject: oneLine(w.subject(shop.name)),
    date,
    text: `${orderText(ordered).join('\n')}\n`,
  };
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');

/** No thousands separators: the amount has one reading in every language. */
function orderText({ shop, catalogue, cart, member, most, number }: Ordered): string[] {
  const upTo = money(catalogue.currency, most);
  return [
    ...cart.lines.map(({ item, quantity }) => `${quantity} x ${writtenName(item, catalogue)}`),
    '',
    `Member: ${member}`,
    `Pay to: ${shop.address}`,
    `Up to: ${upTo.currency} ${formatAmount(upTo).replaceAll(',', '')}`,
    `Password: ${showSettlementNumber(number)}`,
  ];
}
