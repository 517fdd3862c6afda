/**
 * Scheme `two-mail` (source document 004, claim 1): the buyer's direct mail and the merchant's forward hold the same secret;
 * the bank asks the buyer, and the reply OK + password releases the payment.
 */
import { makeScheme } from './machine.ts';

export const twoMail = makeScheme({ name: 'two-mail', version: 1, above: ['numbers'], needs: [], asks: 'always' });
