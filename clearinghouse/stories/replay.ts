/**
 * The same letters once more, in a store of their own, decided in other groups: the result never depends on how letters were grouped
 * (9-rules 9). Only for stories in which nothing happens but letters, at one time: then even ids and tokens must be the same.
 */
import { toJson } from '../protocol/json.ts';
import type { Story, What } from './grammar.ts';
import { beginStory } from './runner.ts';
import { makeDecide } from '../core/decide.ts';
import type { Difference } from '../replay/difference.ts';
import { replay } from '../replay/replay.ts';
import { schemes } from '../schemes/index.ts';
import { clearAndSend, KEYS, makeWorld, payments, type OpenStore, type World } from './world.ts';

const STILL: readonly What['kind'][] = ['person', 'account', 'policy', 'letter', 'arrives', 'again', 'together', 'notice', 'silence', 'nothing-moved', 'no-entry', 'disposition', 'moved', 'balance', 'held', 'entry', 'staff', 'clock', 'payment'];

/** Whether nothing but letters moves the story. */
export const isOnlyLetters = (story: Story): boolean =>
  story.steps.every(({ what }) => STILL.includes(what.kind) && !(what.kind === 'letter' && what.fields.some((field) => field === 'unread' || field === 'untried')));

/** Decides the letters of the first run in one group, and returns how that ended. */
export async function replayAsOneGroup(story: Story, first: World, openStore: OpenStore): Promise<World> {
  const world = makeWorld(await openStore(), story.title);
  await beginStory(world, story);
  for (const { receivedAt, reading, from } of first.kept) {
    const bytes = Buffer.from(`letter ${world.kept.length}`);
    const envelope = { from, to: [], clientAddress: null, helo: null };
    const { letterId } = await world.store.keepLetter({ bytes, receivedAt, intake: 'lmtp', envelope, place: null }, { from, messageId: reading.headers.messageId }, world.now);
    await world.store.saveReading(letterId, reading);
    world.kept.push({ letterId, receivedAt, reading, from });
  }
  await clearAndSend(world);
  return world;
}

/** What `kakitome replay` finds of the story's bank. */
export async function madeAgain(world: World, openStore: OpenStore): Promise<readonly string[]> {
  const found: string[] = [];
  const tell = ({ place, kept, replayed }: Difference): void => void found.push(`${place}: kept ${kept}, replayed ${replayed}`);
  await replay({ kept: world.store, rebuilt: await openStore(), decide: makeDecide(schemes), keys: KEYS, assumed: world, tell });
  return found;
}

/** All that the bank knows at the end, line by line. */
export async function endState({ store, ...world }: World): Promise<readonly string[]> {
  const [accounts, entries, tasks, notices, letters] = [
    await store.listAccounts(),
    await store.listEntries({ payment: null, limit: 1_000 }),
    await store.listStaffTasks({ open: false, limit: 1_000 }),
    await store.listNotices({ payment: null, status: null, limit: 1_000 }),
    await store.listLetters({ disposition: null, stage: null, limit: 1_000 }),
  ];
  const lines = [
    ...(await payments({ ...world, store })).map((payment) => `payment ${toJson(payment)}`),
    ...accounts.map((account) => `account ${toJson(account)}`),
    ...entries.map((entry) => `entry ${toJson(entry)}`),
    ...tasks.map((task) => `staff ${toJson(task)}`),
    ...notices.map(({ notice }) => `notice ${toJson(notice)}`),
    ...letters.map(({ letterId, disposition }) => `letter ${letterId} ${toJson(disposition)}`),
  ];
  return lines.sort();
}
