/** Every scheme that a payment may follow. What has begun under an older version stays in the list until its last payment has ended. */
import type { Scheme } from '../core/scheme.ts';
import { twoMail } from './two-mail.ts';

export const schemes: readonly Scheme[] = [twoMail];
