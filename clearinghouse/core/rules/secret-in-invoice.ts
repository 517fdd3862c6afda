import type { ClaimRule } from './rule.ts';

/** Would the question repeat the password? Then a machine that quotes the question would confirm it. */
export const secretInInvoice: ClaimRule = {
  name: 'secret-in-invoice',
  check: ({ words, secretLines }) => {
    const line = words.find((word) => secretLines.includes(word.line));
    return line === undefined ? null : { code: 'secret-in-invoice', detail: `line ${line.line + 1}` };
  },
};
