/** Whose keys a site goes by: those of its policy, else those that it saw first. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { paymentEntries } from '../fixtures/entries.ts';
import { makeLog } from '../fixtures/make-log.ts';
import { makeBoard, ORIGIN, type MadeBoard } from './testing/made-board.ts';
import { ask, runSite, until } from './testing/running-site.ts';

const THIEF = 'thief';

/** All entries of the log and ten more, under a key of somebody else's; log.json names it. Answers with that key. */
function goOnAs(board: MadeBoard): string {
  const { head, entryAt, folder } = board.log();
  const entries = [...Array.from({ length: head.size }, (_, at) => entryAt(at)), ...paymentEntries(10, THIEF)];
  const web = join(board.folder, THIEF);
  const made = makeLog(web, { origin: ORIGIN, entries, seed: THIEF, previous: null });
  cpSync(made.folder, folder, { recursive: true });
  rmSync(web, { recursive: true });
  return made.keys[0] ?? '';
}

test('a log does not go on under other keys than it had, whatever its log.json says', async (t) => {
  const site = await runSite(t);
  const { head } = site.board.log();
  const key = goOnAs(site.board);
  await until(() => site.reported.some(({ code }) => code === 'site-log-unreadable'));
  t.is((await ask(site, `/entry/2026/${head.size}/entry.bin`)).status, 404);
  t.false((await ask(site, '/en/check')).body.toString().includes(key));
  site.board.grow(1);
  await until(async () => (await ask(site, `/entry/2026/${head.size}/entry.bin`)).status === 200);
  t.true((await ask(site, '/en/check')).body.toString().includes(site.board.log().keys[0] ?? '-'), 'under its own keys it is followed on');
});

test('keys that the policy names count in place of the folder\'s, and the checker knows no others', async (t) => {
  const board = makeBoard();
  const [own] = board.log().keys;
  const witness = board.log().witnesses[0]?.key ?? '';
  const { folder } = board.log();
  const about = readFileSync(join(folder, 'log.json'), 'utf8');
  const other = goOnAs(board);
  const [forged, forgedHead] = [readFileSync(join(folder, 'log.json')), readFileSync(join(folder, 'checkpoint'))];
  writeFileSync(join(folder, 'checkpoint'), board.log().head.checkpoint);
  const site = await runSite(t, { policy: `log ${own}\nwitness one ${witness}\nquorum one\n` }, board);
  const checker = (await ask(site, '/en/check')).body.toString();
  t.deepEqual([checker.includes(own ?? '-'), checker.includes(other), checker.includes(board.old.keys[0] ?? '-')], [true, false, false]);
  t.notDeepEqual(Buffer.from(about), forged);
  writeFileSync(join(folder, 'checkpoint'), forgedHead);
  await until(() => site.reported.some(({ code }) => code === 'site-log-unreadable'));
  t.is((await ask(site, `/entry/2026/${board.log().head.size}/entry.bin`)).status, 404);
});

test('whatever else stands in log.json, which nobody signs, the page of the logs is there', async (t) => {
  const board = makeBoard();
  const file = join(board.log().folder, 'log.json');
  const about = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const site = await runSite(t, {}, board);
  const shown = async (): Promise<string> => (await ask(site, '/en/log')).body.toString();
  for (const [at, strange] of [{ began: 1e300 }, { began: -1e15 }, { began: '+275760-09-13T00:00:00Z' }, { state: 'toString' }, { state: '__proto__' }].entries()) {
    writeFileSync(file, JSON.stringify({ ...about, retention: `This is the ${at}th`, ...strange }));
    await until(async () => {
      const { status, body } = await ask(site, '/en/log');
      return status !== 200 || body.toString().includes(`This is the ${at}th`);
    });
    t.true((await shown()).includes(`This is the ${at}th`), JSON.stringify(strange));
  }
});
