/**
 * Plays a story on a real store. After every deed the store's own audit and the checks below must find nothing; no notice may hold a
 * password; every notice, transfer and call for staff must be told by the story. The store is given, so that every engine plays the same.
 */
import { toJson } from '../protocol/json.ts';
import { looseSecret, placesOf } from '../protocol/secret-places.ts';
import { weaknessOf } from '../protocol/secret.ts';
import { book, bringAgain, decides, changeAddress, meet, openAccounts, outage, readLate, receive, requeue, returnNotice, sendLetter, setPolicy, tick, together } from './deeds.ts';
import { beginBoard, eraseFace, letBoard, showOnBoard } from './board.ts';
import { Difference } from './difference.ts';
import { expectation, untold } from './expectations.ts';
import type { Step, Story, What } from './grammar.ts';
import { letterCalled } from './letters.ts';
import { emptyOutcome, makeWorld, payments, type OpenStore, type World } from './world.ts';

/** A story that does not hold: its message is the whole story with the first differing line marked. */
export class StoryBroken extends Error {
  override readonly name = 'StoryBroken';
}

/** Plays the story to its end and returns the world as it is then; throws StoryBroken at the first difference. The caller closes the store. */
export async function playStory(story: Story, openStore: OpenStore): Promise<World> {
  const world = makeWorld(await openStore(), story.title);
  let current: Step | null = null;
  let deed: Step | null = null;
  try {
    for (const step of await beginStory(world, story)) {
      current = step;
      if (await expectation(world, step.what)) continue;
      current = deed ?? step;
      everythingTold(world);
      current = step;
      deed = step;
      world.outcome = emptyOutcome();
      await act(world, step.what);
      await checkWorld(world);
    }
    current = deed;
    everythingTold(world);
    await world.board?.end();
    return world;
  } catch (error) {
    await world.board?.end();
    throw new StoryBroken(shownStory(story, current, error), { cause: error });
  }
}

function everythingTold(world: World): void {
  const rest = untold(world);
  if (rest !== null) throw new Difference('nothing but what the lines below it tell', rest);
}

/** The world is set up from the story's first lines: people, accounts, policy. Buyer and shop have accounts in any case. */
export async function beginStory(world: World, story: Story): Promise<readonly Step[]> {
  const first = story.steps.findIndex(({ what }) => what.kind !== 'account' && what.kind !== 'person' && what.kind !== 'policy');
  const setUp = first === -1 ? story.steps : story.steps.slice(0, first);
  for (const { what } of setUp) {
    if (what.kind === 'person') meet(world, what);
    if (what.kind === 'policy') setPolicy(world, what);
  }
  if (world.policy.boardEnabled) await beginBoard(world);
  const given = setUp.flatMap(({ what }) => (what.kind === 'account' ? [what] : []));
  const usual = [{ kind: 'account', who: 'buyer', amount: '10,000 JPY' } as const, { kind: 'account', who: 'shop', amount: '0 JPY' } as const];
  await openAccounts(world, [...given, ...usual.filter((one) => !given.some((other) => other.who === one.who))]);
  await checkWorld(world);
  return first === -1 ? [] : story.steps.slice(first);
}

/** One deed, whatever the story tells of it. */
export async function act(world: World, what: What): Promise<void> {
  switch (what.kind) {
    case 'person':
      return meet(world, what);
    case 'policy':
      return setPolicy(world, what);
    case 'account':
      return openAccounts(world, [what]);
    case 'letter':
      return sendLetter(world, what);
    case 'arrives':
      return receive(world, letterCalled(world, what.letter), 'read');
    case 'again':
      return bringAgain(world, what.letter);
    case 'reads':
      return readLate(world, what.letter);
    case 'requeue':
      return requeue(world, what.letter);
    case 'outage':
      return outage(world, what.begins);
    case 'together':
      return together(world, what.begins);
    case 'tick':
      return tick(world, what.span);
    case 'book':
      return book(world, what);
    case 'address':
      return changeAddress(world, what);
    case 'board':
      return letBoard(world, what);
    case 'shows':
      return showOnBoard(world, what);
    case 'erases':
      return eraseFace(world, what);
    case 'decides':
      return decides(world, what);
    case 'bounce':
    case 'undelivered':
    case 'complaint':
      return returnNotice(world, what);
    default:
      throw new Error(`${what.kind} is no deed`);
  }
}

/** What must hold after every deed, whatever the story tells. */
export async function checkWorld(world: World): Promise<void> {
  if (world.faults.length > 0) throw new Difference('no fault', world.faults.join('\n'));
  const breaks = await world.store.audit();
  if (breaks.length > 0) throw new Difference('an audit that finds nothing', breaks.map((one) => `${one.invariant}: ${one.found}`).join('\n'));
  await checkLedger(world);
  // A printed number that is spent is shown to its owner: it is dead.
  const shown = new Set((await world.store.listParties()).map(({ party }) => party.roads.card?.lastUsed?.number));
  for (const secret of world.secrets) if (!shown.has(secret)) checkSecret(world, secret);
}

/** A second look at the ledger that shares no code with the store's audit. */
async function checkLedger(world: World): Promise<void> {
  const accounts = await world.store.listAccounts();
  for (const [currency, own] of Map.groupBy(accounts, (account) => account.currency)) {
    const sum = own.reduce((total, account) => total + account.balance, 0n);
    if (sum !== 0n) throw new Difference(`all accounts in ${currency} add up to 0`, String(sum));
  }
  const all = await payments(world);
  const open = all.filter((payment) => payment.state.name === 'awaiting-answer');
  for (const account of accounts) {
    const claims = open.filter((payment) => `party:${payment.buyer?.party}:${payment.claim?.total.currency}` === account.id);
    const asked = claims.reduce((total, payment) => total + (payment.claim?.total.minor ?? 0n), 0n);
    const given = all.filter((payment) => `party:${payment.merchant?.party}:${payment.claim?.total.currency}` === account.id);
    const claimed = asked + given.flatMap((payment) => payment.after?.refunds ?? []).reduce((total, ask) => total + (ask.state.name === 'closed' ? 0n : ask.held), 0n);
    if (account.held !== claimed) throw new Difference(`${account.id} holds ${claimed}, what is asked of it`, String(account.held));
    if (account.floor !== null && account.balance - account.held < account.floor) throw new Difference(`${account.id} is not below ${account.floor}`, String(account.balance - account.held));
  }
}

/** Passwords that the bank takes and that are no word of a language: such a word may well stand in a mail for another reason. */
function checkSecret(world: World, secret: string): void {
  if (weaknessOf(secret, []) !== null || !/\d/.test(secret)) return;
  const loose = looseSecret(secret);
  for (const { notice, rendered } of world.outcome.notices) {
    const lines = [rendered.subject, ...rendered.text.split('\n'), ...rendered.html.split('\n'), toJson(notice.facts)];
    const line = lines.find((one) => placesOf(one, loose).length > 0);
    if (line !== undefined) throw new Difference(`no notice that holds the password ${secret}`, line);
  }
}

/** The whole conversation, so that a reader sees where it went another way. */
function shownStory(story: Story, at: Step | null, error: unknown): string {
  const lines = story.source.map((line) => `    ${line}`);
  const line = at?.line ?? 0;
  const inset = (label: string, text: string): readonly string[] => text.split('\n').map((one, index) => `    ${index === 0 ? label : ' '.repeat(label.length)}${one}`);
  const told = error instanceof Difference ? [...inset('    expected: ', error.expected), ...inset('    found:    ', error.found)] : inset('    failed:   ', error instanceof Error ? (error.stack ?? error.message) : String(error));
  const marked = [...lines.slice(0, line), `>>> ${story.source[line] ?? ''}`, ...told, ...lines.slice(line + 1)];
  return `${story.file}:${story.first + line}: the story went another way\n\n${marked.join('\n').trimEnd()}\n`;
}
