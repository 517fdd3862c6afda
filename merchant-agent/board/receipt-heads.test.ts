/** Heads that receipts show, held against the board over real HTTP and against each other: a bank with two histories is found, a board that is away holds nothing up. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import type { FixtureEntry } from '../../bulletin-board/fixtures/entries.ts';
import { makeLog } from '../../bulletin-board/fixtures/make-log.ts';
import { fromUtf8 } from '../../bulletin-board/format/encoding.ts';
import { parsePolicy } from '../../bulletin-board/format/policy.ts';
import { makeBoardLook } from './board-look.ts';
import { makeHeadCheck } from './receipt-heads.ts';
import type { CheckHead, ReceiptHead } from './receipt-heads.ts';
import { ORIGIN, others, serveBoard } from './testing/served-board.ts';
import type { ServedBoard } from './testing/served-board.ts';

const START = Date.UTC(2026, 10, 21);
const DAY = 86_400_000;

type Shop = { readonly board: ServedBoard; readonly check: () => CheckHead; readonly seen: () => string; readonly file: string; readonly shown: () => readonly number[]; readonly headOf: (entries: readonly FixtureEntry[]) => ReceiptHead; readonly look: () => Promise<string>; at: number };

async function shop(t: ExecutionContext): Promise<Shop> {
  const board = await serveBoard();
  t.teardown(board.stop);
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-receipt-heads-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const stateFile = join(folder, 'board-seen.json');
  const policy = parsePolicy(board.publish([]).policy);
  const settings = { url: board.url, stateFile, now: () => one.at };
  const one: Shop = {
    board,
    at: START,
    file: join(folder, 'receipt-heads.json'),
    check: () => makeHeadCheck({ ...settings, policy: () => policy }, { requestMs: 20_000, lookMs: 30_000, pauseMs: 60_000 }),
    seen: () => (existsSync(stateFile) ? readFileSync(stateFile, 'utf8') : ''),
    shown: () => (existsSync(one.file) ? (JSON.parse(readFileSync(one.file, 'utf8')) as { heads: { size: number }[] }).heads.map(({ size }) => size) : []),
    headOf: (entries) => {
      const { head: { size, root, checkpoint } } = makeLog(mkdtempSync(join(folder, 'log-')), { origin: ORIGIN, entries });
      return { origin: ORIGIN, size, root, checkpoint: fromUtf8(checkpoint) };
    },
    look: async () => {
      const answer = await makeBoardLook({ ...settings, policy }, { requestMs: 20_000, lookMs: 30_000, freshMs: 0 })('nobody');
      return answer.kind === 'posts' ? answer.kind : `${answer.kind}: ${answer.why}`;
    },
  };
  return one;
}

const away: ServedBoard['answer'] = (_, response) => (response.writeHead(503).end(), true);

test('heads of one log fit, in whatever order they come, smaller and larger; the newest that the board has shown is kept', async (t) => {
  const one = await shop(t);
  const check = one.check();
  one.board.publish(others(300));
  for (const size of [7, 260, 3, 300]) t.deepEqual(await check(one.headOf(others(size))), { kind: 'fits' }, String(size));
  t.regex(one.seen(), /"size": 300/);
  t.deepEqual(one.shown(), [], 'the board goes on from all of them');
  one.board.publish(others(310));
  t.deepEqual(await one.check()(one.headOf(others(305))), { kind: 'fits' });
  t.regex(one.seen(), /"size": 310/);
});

test('a receipt of another history is found by the files of the board, smaller and larger, and nothing that was kept changes', async (t) => {
  const one = await shop(t);
  one.board.publish(others(20));
  const check = one.check();
  await check(one.headOf(others(5)));
  const kept = one.seen();
  for (const size of [4, 20]) t.like(await one.check()(one.headOf(others(size, 'forked'))), { kind: 'forked' }, String(size));
  t.is(one.seen(), kept);
});

test('what a receipt showed while the board was away is compared with other receipts, and with the board when it is back', async (t) => {
  const one = await shop(t);
  one.board.publish(others(20));
  one.board.answer = away;
  t.deepEqual(await one.check()(one.headOf(others(12, 'forked'))), { kind: 'fits' }, 'it proves itself');
  t.deepEqual(one.shown(), [12]);
  t.like(await one.check()(one.headOf(others(12))), { kind: 'forked' }, 'two of one size need no board');
  t.deepEqual(await one.check()(one.headOf(others(15))), { kind: 'fits' });
  one.board.answer = () => null;
  t.like(await one.check()(one.headOf(others(20))), { kind: 'forked' });
  t.regex(await one.look(), /^untrusted: .* first 12 entries a receipt has shown/);
  const good = await shop(t);
  good.board.publish(others(20));
  good.board.answer = away;
  t.deepEqual(await good.check()(good.headOf(others(12))), { kind: 'fits' });
  good.board.answer = () => null;
  t.is(await good.look(), 'posts');
  t.deepEqual(good.shown(), []);
});

test('a board that was seen with fewer entries than a receipt may be a copy that is behind, for a day; where its files are there already they count', async (t) => {
  const one = await shop(t);
  one.board.publish(others(20));
  const check = one.check();
  t.deepEqual(await check(one.headOf(others(25))), { kind: 'fits' });
  t.deepEqual(one.shown(), [25]);
  one.at += DAY + 1;
  t.like(await check(one.headOf(others(18))), { kind: 'unproved' });
  one.board.publish(others(25));
  t.deepEqual(await check(one.headOf(others(19))), { kind: 'fits' });
  const ahead = await shop(t);
  const { folder } = ahead.board.publish(others(20));
  const checkpoint = readFileSync(join(folder, 'checkpoint'));
  writeFileSync(join(ahead.board.publish(others(25, 'forked')).folder, 'checkpoint'), checkpoint);
  t.like(await ahead.check()(ahead.headOf(others(25, 'forked'))), { kind: 'forked' });
});

test('a board whose files do not fit its own head proves nothing, and the receipt waits; one that answers nothing that is signed is as one that is away', async (t) => {
  const one = await shop(t);
  const { folder } = one.board.publish(others(20));
  const checkpoint = readFileSync(join(folder, 'checkpoint'));
  writeFileSync(join(one.board.publish(others(20, 'garbage')).folder, 'checkpoint'), checkpoint);
  t.like(await one.check()(one.headOf(others(5))), { kind: 'unproved' });
  one.board.publish(others(20));
  t.deepEqual(await one.check()(one.headOf(others(5))), { kind: 'fits' });
  one.board.answer = (_, response) => (response.end('<html>our new site</html>'), true);
  t.deepEqual(await one.check()(one.headOf(others(6))), { kind: 'fits' });
  t.deepEqual(one.shown(), [6]);
});

test('a board that does not answer is not asked for each of many receipts; broken files of ours are not passed over', async (t) => {
  const one = await shop(t);
  one.board.publish(others(20));
  one.board.answer = away;
  const check = one.check();
  for (const size of [5, 6, 7]) await check(one.headOf(others(size)));
  t.is(one.board.asked.length, 1);
  one.at += 60_001;
  one.board.answer = () => null;
  t.deepEqual(await check(one.headOf(others(8))), { kind: 'fits' });
  t.deepEqual(one.shown(), []);
  writeFileSync(one.file, '{"v":1,"heads":[{}]}');
  t.like(await check(one.headOf(others(9))), { kind: 'unproved' });
});
