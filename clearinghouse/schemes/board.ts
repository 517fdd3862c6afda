/**
 * Scheme `board` (source document 004, claim 3): the buyer's own post on the public board, like a registered letter. With direct mail, forward and post
 * agreeing, the shop having looked at the post, and price and payee fixed by the buyer, it is paid without a question.
 */
import { makeScheme } from './machine.ts';

export const board = makeScheme({ name: 'board', version: 1, above: ['numbers', 'two-mail'], needs: ['post'], asks: 'where-open' });
