/** Why a cheque or a post is not taken; what its writer reads follows from it. */
import type { ChequeFault } from '../protocol/reading.ts';

/** Why a cheque does not fit a payment. */
export type ChequeMisfit = 'expired' | 'other-payee' | 'too-small';

/** Why a cheque is void (notices/cheques.ts). */
export type ChequeVoid = ChequeFault | ChequeMisfit | 'no-wallet' | 'other-signer' | 'other-account' | 'payee-unknown' | 'currency' | 'doubled' | 'already-paid' | 'too-late' | 'opened' | 'address-too-new' | 'wallet-too-new';

/** Why a post is not taken (notices/posts.ts). */
export type PostRefusal = 'board-off' | 'no-password' | 'text-unfit' | 'payee-unknown' | 'differs' | 'second' | 'late' | 'too-many' | 'address-too-new';
