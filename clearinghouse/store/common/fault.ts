/**
 * What a store rejects with. It is never business: the caller tries again later, or gives up and says so. `damaged`: the files are not what the store wrote.
 * `not-ours`: it does not open what it was given, which is another key's, program's or version's, or nothing yet.
 */
export type FaultCode = 'disk-full' | 'io' | 'locked' | 'damaged' | 'closed' | 'not-ours' | 'other';
export type FaultData = { readonly code: FaultCode; readonly message: string; readonly stack: string | null };

export class StoreFault extends Error {
  override readonly name = 'StoreFault';
  readonly code: FaultCode;
  constructor({ code, message, stack }: FaultData) {
    super(message);
    this.code = code;
    // Where it was thrown, in the database's thread, tells more than where the answer arrived.
    if (stack !== null) this.stack = stack;
  }
}

export const notOurs = (message: string): StoreFault => new StoreFault({ code: 'not-ours', message, stack: null });
