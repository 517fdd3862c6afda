/** The terms of the simulated bank that its people and its auditor know. */

/** In minor units of JPY: above it only a cheque pays; the same for a domain that is marked as weak. */
export const [STEP_ABOVE, STEP_ABOVE_WEAK] = [30_000n, 10_000n];
export const WEAK_DOMAIN = 'people3.example';
/** Above it the buyer is asked though a printed number is the password. */
export const NUMBERS_ASK_ABOVE = 4_000n;
