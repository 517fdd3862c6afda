/** A full disk: the intake answers 451 with an alarm, nothing that was answered 250 is lost, and all goes on when there is space again. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, rmdirSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { BUYER, SHOP } from '../demo/play.ts';
import { PAY } from '../demo/world.ts';
import type { TestMail } from '../test-mail.ts';
import { askBalance, balanceOf, checkBooks, deliver, DEPOSIT, PATIENT, quiet, setScene, signed, until, type Scene } from './bank.ts';
import { ask, sendAnswer, sendForward, sendOrder, takeQuestion, takeReceipts, TRADE, type Trade } from './trade.ts';

const TITLE = 'a full disk loses nothing that was acknowledged';
const MEGABYTES = 24;

/** A small disk of its own, or null where this process may not mount one. */
function mountDisk(): { readonly path: string; readonly unmount: () => void } | null {
  const path = mkdtempSync(join(tmpdir(), 'kakitome-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m,mode=700`, 'tmpfs', path]);
  if (mounted.status !== 0) {
    rmdirSync(path);
    return null;
  }
  return {
    path,
    unmount: () => {
      // Lazily: also where a test that ran out of time still has files open there.
      spawnSync('umount', ['--lazy', path]);
      rmdirSync(path);
    },
  };
}

const freeBytes = (path: string): number => {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
};

/** Takes all space but so much. */
const fill = (path: string, name: string, leave: number): void => writeFileSync(join(path, name), Buffer.alloc(Math.max(0, freeBytes(path) - leave)));

/** A letter of the shop that asks nothing, with a picture of that size. */
const catalogue = (index: number, size: number): TestMail => ({
  from: SHOP,
  to: PAY,
  subject: `Catalogue ${index}`,
  text: 'See attached.\n',
  date: Date.now(),
  messageId: `catalogue.${index}@tea.example`,
  attachments: [{ filename: 'a.png', type: 'image/png', content: Buffer.alloc(size, index) }],
});

/** Large letters use the space up, small ones what the database's log has left inside of itself. */
const SIZES: readonly number[] = [200_000, 20_000, 1_000];
const REFUSED_IN_A_ROW = 3;

/** Sends letters until none is taken any more; the Message-IDs of those that were. */
async function sendUntilFull(t: ExecutionContext, scene: Scene): Promise<readonly string[]> {
  const taken: string[] = [];
  let index = 0;
  for (const size of SIZES) {
    for (let refused = 0; refused < REFUSED_IN_A_ROW; index += 1) {
      if (index > 400) throw new Error('the disk never fills up');
      const mail = catalogue(index, size);
      const reply = await deliver(scene, index % 2 === 0 ? 'smtp' : 'lmtp', { from: SHOP, to: PAY }, signed(scene, mail));
      if (reply === 250) taken.push(mail.messageId);
      else t.is(reply, 451, 'our own failure is temporary');
      refused = reply === 250 ? 0 : refused + 1;
    }
  }
  return taken;
}

async function play(t: ExecutionContext, scene: Scene, disk: string): Promise<void> {
  const waiting: Trade = { ...TRADE, key: 'waiting', password: 'heron-2201-moss' };
  const question = await ask(scene, TRADE);
  await quiet(scene);

  fill(disk, 'filler', 2_000_000);
  const taken = await sendUntilFull(t, scene);
  t.true(taken.length > 0, 'some were taken before the disk was full');
  t.is(await sendOrder(scene, waiting), 451);
  t.is(await sendForward(scene, waiting, 'lmtp'), 451);
  t.is(await sendAnswer(scene, TRADE, question), 451);
  const alarms = scene.reported.filter((line) => line.level === 'alarm' && line.event === 'letter-not-kept');
  t.true(alarms.length >= 3, 'each refused letter is an alarm line');
  t.regex(JSON.stringify(alarms.at(-1)?.fields), /full/);
  t.is(await balanceOf(scene, BUYER), DEPOSIT, 'what is there can be read');

  // A deadline falls due, and fails as often as it is tried.
  const failures = (): number => scene.reported.filter((line) => line.level === 'alarm' && ['stage-failed', 'input-failed'].includes(line.event)).length;
  const before = failures();
  scene.advance(37 * 3_600_000);
  await until(() => failures() > before + 3, 'the deadline is tried again and again');

  rmSync(join(disk, 'filler'));
  // Letters and notices that were claimed when the disk was full are free again after a while.
  scene.advance(600_000);
  await quiet(scene);
  const kept = await scene.store().listLetters({ disposition: null, stage: null, limit: 1_000 });
  t.deepEqual(taken.filter((id) => kept.filter((letter) => letter.messageId === id).length !== 1), [], 'each acknowledged letter is there, once');
  t.deepEqual(kept.filter((letter) => letter.disposition?.kind === 'set-aside').map((letter) => letter.messageId), [], 'the full disk is no letter\'s fault');

  await scene.provider.take(BUYER, (mail) => (mail.subject ?? '').startsWith('Reminder: pay JPY 4,741'), 60_000);
  t.is(await sendAnswer(scene, TRADE, question), 250, 'the same letter, sent again, is taken');
  await takeReceipts(scene, question);
  t.is(await sendOrder(scene, waiting), 250);
  t.is(await sendForward(scene, waiting, 'lmtp'), 250);
  const second = await takeQuestion(scene, waiting);
  await sendAnswer(scene, waiting, second);
  await takeReceipts(scene, second);
  await askBalance(scene);
  t.is(await balanceOf(scene, BUYER), DEPOSIT - 2n * 4_741n);
  await checkBooks(t, scene);
}

const disk = mountDisk();
if (disk === null) {
  test(TITLE, (t) => {
    t.log('left out: no disk can be mounted here');
    t.not(process.env['KAKITOME_REQUIRE_ALL'], '1', 'a mounted disk is required here');
  });
} else {
  test(TITLE, async (t) => {
    t.timeout(180_000);
    const scene = await setScene('disk', `${PATIENT}\n[store]\npath = ${JSON.stringify(join(disk.path, 'kakitome.db'))}\n`);
    try {
      await play(t, scene, disk.path);
    } finally {
      await scene.leave();
    }
  });
  test.after.always(() => disk.unmount());
}
