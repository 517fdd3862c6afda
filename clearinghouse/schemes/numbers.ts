/**
 * Scheme `numbers` (source document 001): the password of the order is a number printed on the buyer's card, good once. The core spends it with the
 * order; here it only remains to pay, unasked where the buyer has fixed payee and price and the sum is not above the bank's.
 */
import { makeScheme } from './machine.ts';

export const numbers = makeScheme({ name: 'numbers', version: 1, above: [], needs: [], asks: 'where-open' });
