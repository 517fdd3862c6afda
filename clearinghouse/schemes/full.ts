/** Scheme `full` (source document 004, figure 4): all of it, direct mail, forward, cheque and post, and then the reply OK. */
import { makeScheme } from './machine.ts';

export const full = makeScheme({ name: 'full', version: 1, above: ['numbers', 'two-mail', 'wallet', 'board'], needs: ['cheque', 'post'], asks: 'always' });
