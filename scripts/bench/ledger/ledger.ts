/** What a ledger under measurement has to do. */
export type Move = { readonly id: string; readonly from: number; readonly to: number; readonly amount: number };
/** `move`: on the disk when it returns. `sums`: all balances beyond what was there at first, and the transfers; money is neither made nor lost. */
export type Ledger = { readonly move: (moves: readonly Move[]) => void; readonly sums: () => { readonly balance: number; readonly transfers: number }; readonly close: () => void };
