/** One test of the suite, and what it is given. */
import type { ExecutionContext } from 'ava';
import type { Store } from '../store.ts';

export type UnderTest = {
  /** The store as it is open now. */
  store: Store;
  /** Closes it and opens it again, as after a restart. */
  readonly reopen: () => Promise<void>;
  /** Opens the same store once more, as another process would. */
  readonly openSecond: () => Promise<Store>;
  /** Turns over one bit of what is sealed of a notice, as a bad disk does; the second time it is as it was. */
  readonly damage: (what: 'notices' | 'notice_bytes', noticeId: string) => Promise<void>;
  readonly remove: () => Promise<void>;
};

export type Case = { readonly title: string; readonly run: (t: ExecutionContext, under: UnderTest) => Promise<void> };
