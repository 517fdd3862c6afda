/** The grammar of stories, and how a story that does not hold is shown. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { openSqliteStore } from '../store/sqlite/open.ts';
import type { Store } from '../store/store.ts';
import { parseStories, type Story, type What } from './grammar.ts';
import { playStory, StoryBroken } from './runner.ts';
import { readMoney, readSpan, shownTime, BEGINNING } from './shown.ts';

const only = (line: string): What => {
  const [story] = parseStories('x.story', `# Title\n${line}\n`);
  const [step] = story?.steps ?? [];
  if (step === undefined) throw new Error('no step');
  return step.what;
};

test('a story is a title, steps and remarks', (t) => {
  const stories = parseStories('two.story', '# One\n-- a remark\naccount  buyer   10 JPY\n\nsilence\n# Two\nletter  buyer → shop, bank   signed\n  | line one\n  |\n  | line three\ntick  2 days\n');
  t.deepEqual(stories.map(({ title, first }) => [title, first]), [['One', 1], ['Two', 6]]);
  t.deepEqual(stories[0]?.steps.map(({ line, what }) => [line, what.kind]), [[2, 'account'], [4, 'silence']]);
  t.deepEqual(stories[1]?.steps[0]?.what, { kind: 'letter', form: 'letter', route: { from: 'buyer', to: ['shop', 'bank'] }, fields: ['signed'], body: ['line one', '', 'line three'] });
});

test('columns stand two or more spaces apart', (t) => {
  t.deepEqual(only('moved  buyer → shop   4,741 JPY'), { kind: 'moved', from: 'buyer', to: 'shop', amount: '4,741 JPY' });
  t.deepEqual(only('moved  buyer -> shop   4,741 JPY'), { kind: 'moved', from: 'buyer', to: 'shop', amount: '4,741 JPY' });
  t.deepEqual(only('balance  buyer 80.00   shop 40.00'), { kind: 'balance', shares: [{ who: 'buyer', amount: '80.00' }, { who: 'shop', amount: '40.00' }] });
  t.deepEqual(only('notice   bank → buyer   question   total 4,741 JPY   again no'), { kind: 'notice', to: 'buyer', notice: 'question', fields: ['total 4,741 JPY', 'again no'] });
  t.deepEqual(only('answer   buyer   OK maple-7731-crow'), { kind: 'letter', form: 'answer', route: { from: 'buyer', to: ['question'] }, fields: ['OK maple-7731-crow'], body: [] });
  t.deepEqual(only('payment  2   ended   no-answer'), { kind: 'payment', number: 2, state: 'ended', reason: 'no-answer' });
});

test('a line that is no step is refused with file and line', (t) => {
  const broken: readonly (readonly [string, RegExp])[] = [
    ['hold  buyer 5 JPY', /^x\.story:2: "hold" is no verb of stories/],
    ['notice  shop → buyer   question', /a notice goes from the bank/],
    ['notice  bank → buyer', /the kind of notice/],
    ['nothing  happened', /expected "moved"/],
    ['together  starts', /begins or ends/],
    ['tick', /a span/],
    ['silence  indeed', /expected ""/],
    ['moved  buyer   4,741 JPY', /from → to/],
    ['silence\n  | text', /only a letter has text/],
  ];
  for (const [line, message] of broken) t.throws(() => parseStories('x.story', `# Title\n${line}\n`), { message }, line);
  t.throws(() => parseStories('x.story', 'silence\n'), { message: /before the first title/ });
});

test('spans, times and amounts', (t) => {
  t.is(readSpan('1 day 2 hours 30 minutes'), 95_400_000);
  t.throws(() => readSpan('soon'));
  t.throws(() => readSpan('2 days or so'));
  t.is(shownTime(BEGINNING), 'Sat 21 Nov 10:32');
  t.is(readMoney('9007199254740991 JPY minor').minor, 9007199254740991n);
  t.throws(() => readMoney('4,741'));
});

async function printed(text: string): Promise<string | null> {
  const place = mkdtempSync(join(tmpdir(), 'kakitome-grammar-'));
  const [story] = parseStories('red.story', text) as [Story];
  let store: Store | null = null;
  try {
    await playStory(story, async () => (store = await openSqliteStore({ path: join(place, 'red.db'), letterKey: new Uint8Array(32).fill(7), busyTimeoutMs: 10_000 })));
    return null;
  } catch (error) {
    if (!(error instanceof StoryBroken)) throw error;
    return error.message;
  } finally {
    await (store as Store | null)?.close();
    rmSync(place, { recursive: true, force: true });
  }
}

test.serial('a red story is printed whole, with the first differing line, what it expects and what was found', async (t) => {
  const message = await printed('# A wrong hope\norder    buyer → shop, bank   maple-7731-crow\nadvanced settled\nsilence\n');
  t.is(
    message,
    `red.story:3: the story went another way

    # A wrong hope
    order    buyer → shop, bank   maple-7731-crow
>>> advanced settled
        expected: advanced  settled
        found:    advanced  order-received
    silence
`,
  );
});

test.serial('a fact that differs is named, and the nearest notice shown', async (t) => {
  const message = await printed('# A wrong ceiling\norder    buyer → shop, bank   maple-7731-crow   up to 5,000 JPY\nnotice   bank → buyer   order-received   ceiling 6,000 JPY   shop Green Tea House\n');
  t.regex(message ?? '', />>> notice .*\n {8}expected: notice {2}bank → buyer .*ceiling 6,000 JPY/);
  t.regex(message ?? '', /found: {4}notice .*ceiling 5,000 JPY.*\n.*\(not so: ceiling 6,000 JPY\)/);
});

const untold = [
  ['a mail', 'order  buyer → shop, bank   maple-7731-crow', /notice {2}bank → buyer {3}order-received/],
  ['moved money', 'order  buyer → shop, bank   maple-7731-crow\nnotice  bank → buyer   order-received\nforward  shop → bank   4,741 JPY\nnotice  bank → buyer   question\nanswer  buyer   OK maple-7731-crow\nnotice  bank → buyer   receipt-buyer\nnotice  bank → shop   receipt-merchant', /moved {2}buyer → shop {3}JPY 4,741/],
  ['a call for staff', 'letter  buyer → bank   FRAUD\nnotice  bank → buyer   fraud-noted', /staff {2}fraud-call/],
] as const;

for (const [what, text, found] of untold) {
  test.serial(`${what} that the story does not tell makes it red`, async (t) => {
    const message = await printed(`# Untold\n${text}\n`);
    t.regex(message ?? '', /expected: nothing but what the lines below it tell/);
    t.regex(message ?? '', found);
  });
}
