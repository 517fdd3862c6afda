/**
 * Scheme `wallet` (source document 004, claim 2): a second mail brings a sealed cheque that only the buyer can have signed, with payee and the most to
 * be paid. With direct mail, forward and cheque agreeing it is paid without a question.
 */
import { makeScheme } from './machine.ts';

export const wallet = makeScheme({ name: 'wallet', version: 1, above: ['numbers', 'two-mail'], needs: ['cheque'], asks: 'where-open' });
