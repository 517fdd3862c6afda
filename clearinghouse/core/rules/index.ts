/** The rules that every claim must pass, in the order in which they are asked. */
import { aboveCeiling } from './above-ceiling.ts';
import { aboveLimit } from './above-limit.ts';
import { blockedByBuyer } from './blocked-by-buyer.ts';
import { chequeCovers } from './cheque-covers.ts';
import { consentInInvoice } from './consent-in-invoice.ts';
import { currencyDiffers } from './currency-differs.ts';
import { invoicePaid } from './invoice-paid.ts';
import { payerIsPayee } from './payer-is-payee.ts';
import { roadOpen } from './road-open.ts';
import type { ClaimRule } from './rule.ts';
import { secretInInvoice } from './secret-in-invoice.ts';
import { tooManyChanges } from './too-many-changes.ts';

export const claimRules: readonly ClaimRule[] = [payerIsPayee, blockedByBuyer, secretInInvoice, consentInInvoice, currencyDiffers, invoicePaid, aboveCeiling, chequeCovers, roadOpen, aboveLimit, tooManyChanges];
