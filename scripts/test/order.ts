/**
 * The order in which the test files of a run are begun: the longest first, so that none of them runs alone at the end. The list need not be whole or
 * exact: what is not in it comes behind it.
 */
import { relative, sep } from 'node:path';
import type { Threads } from './together.ts';

/** By the time that each takes alone. */
export const LONGEST: readonly string[] = [
  'clearinghouse/stories/stories.test.ts',
  'bulletin-board/site/browser.test.ts',
  'scripts/board/faults.test.ts',
  'scripts/e2e/kill.test.ts',
  'scripts/e2e/outage.test.ts',
  'clearinghouse/store/postgres/conformance.test.ts',
  'scripts/bench/bench.test.ts',
  'clearinghouse/cli/silent-server.test.ts',
  'clearinghouse/cli/server.test.ts',
  'scripts/spread/spread.test.ts',
  'scripts/e2e/faults.test.ts',
  'scripts/e2e/board.test.ts',
  'scripts/e2e/hostile.test.ts',
  'clearinghouse/store/sqlite/faults.test.ts',
  'clearinghouse/mail/dovecot.test.ts',
  'clearinghouse/cases/layouts-083.test.ts',
  'clearinghouse/cli/payment.test.ts',
  'bulletin-board/verify/large-log.test.ts',
  'scripts/e2e/silence.test.ts',
  'scripts/e2e/merchant.test.ts',
  'bulletin-board/verify/audit.test.ts',
  'clearinghouse/cases/hostile-101-104.test.ts',
  'scripts/e2e/disk-full.test.ts',
  'clearinghouse/cli/letter-explain.test.ts',
  'clearinghouse/mail/imap-watch.test.ts',
  'scripts/e2e/canary.test.ts',
  'clearinghouse/store/sqlite/conformance.test.ts',
  'clearinghouse/store/postgres/stories.test.ts',
  'clearinghouse/store/postgres/copying.test.ts',
  'clearinghouse/order-page/browser.test.ts',
  'clearinghouse/cases/mailbox-105-114.test.ts',
  'clearinghouse/print/card.test.ts',
  'scripts/e2e/merchant-kill.test.ts',
  'clearinghouse/cases/mutants.test.ts',
  'clearinghouse/cases/attacks-061-066.test.ts',
  'clearinghouse/mail/oauth-dovecot.test.ts',
  'clearinghouse/cli/bank.test.ts',
  'clearinghouse/stages/send.test.ts',
  'clearinghouse/core/decide.test.ts',
  'scripts/e2e/demo.test.ts',
];

/** Behind the longest come files that share a thread, most of them first, and then those that have one to themselves. */
const rankOf = (root: string, threads: Threads, path: string): number => {
  const file = relative(root, path).split(sep).join('/');
  const place = LONGEST.indexOf(file);
  return place === -1 ? LONGEST.length + 1 / (threads[file]?.length ?? 1) : place;
};

/** Compares two files, given by their absolute paths. */
export const longestFirst =
  (root: string, threads: Threads = {}) =>
  (a: string, b: string): number =>
    rankOf(root, threads, a) - rankOf(root, threads, b);
