/** The codes of UNTDID 1001 that EN 16931 takes, as far as they matter here: by which of them is the addressee asked to pay the sender? */

/**
 * Invoices, debit notes, part and prepayment invoices. Left out on purpose: 389 and 527 (the buyer wrote it), 393 and 935 (another than the seller is
 * paid), 325 (pro forma), 751 (for the books alone).
 */
export const ASKING_CODES: ReadonlySet<string> = new Set([
  '71', '80', '82', '84', '102', '218', '219', '326', '331', '380', '382', '383', '384', '386', '388', '395', '456', '457', '553', '575', '623', '780', '817', '870', '875', '876', '877',
]);
