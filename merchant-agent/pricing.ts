/** The reading and pricing of orders as the steps use them. */
import type { PriceRules } from './order/order.ts';
import { priceOrder } from './order/price.ts';
import { readOrder } from './order/read-order.ts';
import type { Pricing } from './steps/parts.ts';

export const pricingOf = (rules: PriceRules): Pricing => ({
  read: readOrder,
  price: (reading, catalogue) => priceOrder(reading, catalogue, rules),
  correct: () => ({ kind: 'none' }),
});
