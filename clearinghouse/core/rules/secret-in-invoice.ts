import type { ClaimRule } from './rule.ts';

/** Would the question repeat the password? Then a machine that quotes the question would confirm it. */
export const secretInInvoice: ClaimRule = {
  name: 'secret-in-invoice',
  check: ({ words, secretLines, invoices = [] }) => {
    const line = words.find((word) => secretLines.includes(word.line));
    if (line !== undefined) return { code: 'secret-in-invoice', detail: `line ${line.line + 1}` };
    return invoices.some((file) => file.ok && file.holdsSecret) ? { code: 'secret-in-invoice', detail: 'the attached invoice' } : null;
  },
};
