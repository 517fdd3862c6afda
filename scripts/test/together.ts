/**
 * Which test files are played one after the other in one thread (thread.ts). A thread of its own costs a file half a second before its first test, for modules that
 * the next file loads as well, and leaves it with code that nothing has made fast yet: more than most files take.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The files that share a thread, by the one that ava is told of; that one stands among them. */
export type Threads = Readonly<Record<string, readonly string[]>>;

const MOST_IN_A_THREAD = 16;
/** What a file must not do to others: hooks around each test, which would be around theirs as well, and changes of what a thread has once. Over-reading only means a thread of its own. */
const OF_ITS_OWN = /\b(?:before|after)Each\b|\banyTest\b|process\.env(?:\[[^\]]*\]|\.\w+) *=[^=]|delete process\.env|globalThis\.\w+ *=[^=]|process\.on\(|\bmock\.|\.context\b/;

/** Groups files (relative to the root) of one folder, in their order, into threads of about one size; `alone` says of others that they keep their own. */
export function together(root: string, files: readonly string[], alone: (file: string) => boolean): Threads {
  const folders = Map.groupBy(files.filter((file) => !alone(file) && !OF_ITS_OWN.test(readFileSync(join(root, file), 'utf8'))), (file) => dirname(file));
  const threads: Record<string, readonly string[]> = {};
  for (const list of folders.values()) {
    const count = Math.ceil(list.length / MOST_IN_A_THREAD);
    for (let at = 0; at < count; at += 1) {
      const share = list.filter((_file, place) => place % count === at);
      const [first] = share;
      if (first !== undefined && share.length > 1) threads[first] = share;
    }
  }
  return threads;
}

/** The files that ava is told of: those that begin a thread. */
export function leadersOf(files: readonly string[], threads: Threads): readonly string[] {
  const led = new Set(Object.entries(threads).flatMap(([leader, share]) => share.filter((file) => file !== leader)));
  return files.filter((file) => !led.has(file));
}

/** How a test of a file that shares a thread is called to ava, so that no two have one title, and the runner can say whose it is. */
export const sharedTitle = (file: string, title: string): string => `[${file}] ${title}`;

/** The title as if the file had been played alone: `folder › file › title`. */
export function ownTitle(title: string): string {
  const [, file, rest] = /(?:^| › )\[([^\]\s]+)\.test\.ts\] (.*)$/.exec(title) ?? [];
  return file === undefined || rest === undefined ? title : `${file.replaceAll('/', ' › ')} › ${rest}`;
}
