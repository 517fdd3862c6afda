/** Every scheme that a payment may follow. What has begun under an older version stays in the list until its last payment has ended. */
import type { Scheme } from '../core/scheme.ts';
import { board } from './board.ts';
import { full } from './full.ts';
import { numbers } from './numbers.ts';
import { twoMail } from './two-mail.ts';
import { wallet } from './wallet.ts';

export const schemes: readonly Scheme[] = [twoMail, wallet, board, full, numbers];
