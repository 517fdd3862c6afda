/** The world around the bank fails for a while: the outgoing server, a recipient, DNS, the daemon itself. Nothing is lost, nothing happens twice. */
import test, { type ExecutionContext } from 'ava';
import type { LetterRow, NoticeRow } from '../../clearinghouse/store/store.ts';
import { BUYER, SHOP } from '../demo/play.ts';
import { PAY } from '../demo/world.ts';
import { balanceOf, checkBooks, deliver, DEPOSIT, quiet, setScene, signed, until, written, type Scene } from './bank.ts';
import { answerMail, ask, forwardMail, pay, replyAddress, sendAnswer, sendForward, sendOrder, takeQuestion, takeReceipts, TRADE, type Trade } from './trade.ts';

const MINUTE = 60_000;
const EVE = 'eve@evil.example';

const staged = (title: string, play: (t: ExecutionContext, scene: Scene) => Promise<void>): void =>
  test.serial(title, async (t) => {
    t.timeout(180_000);
    const scene = await setScene('outage');
    try {
      await play(t, scene);
      await quiet(scene);
      await checkBooks(t, scene);
    } finally {
      await scene.leave();
    }
  });

const notices = (scene: Scene): Promise<readonly NoticeRow[]> => scene.store().listNotices({ payment: null, status: null, limit: 1_000 });
const bare = (id: string | undefined): string => (id ?? '').replace(/[<>]/g, '');

async function letterOf(scene: Scene, messageId: string): Promise<LetterRow | undefined> {
  return (await scene.store().listLetters({ disposition: null, stage: null, limit: 1_000 })).find((letter) => letter.messageId === messageId);
}

/** Read in vain through no fault of its own: the attempt is taken back. */
async function isPutOff(scene: Scene, messageId: string): Promise<boolean> {
  const letter = await letterOf(scene, messageId);
  return letter !== undefined && letter.attempts === 0 && letter.nextTryAt !== null && letter.nextTryAt > letter.receivedAt;
}

/** Every notice that the bank owed has arrived, once. */
async function checkOnce(t: ExecutionContext, scene: Scene): Promise<void> {
  const owed = (await notices(scene)).filter((row) => row.status === 'sent').map((row) => row.notice.messageId);
  t.deepEqual(written(scene).map((mail) => bare(mail.mail.messageId)).sort(), owed.sort());
}

async function checkPaid(t: ExecutionContext, scene: Scene, times: bigint): Promise<void> {
  t.is(await balanceOf(scene, BUYER), DEPOSIT - times * 4_741n);
  t.is(await balanceOf(scene, SHOP), times * 4_741n);
}

staged('the outgoing server is down: notices wait, then each goes out once', async (t, scene) => {
  await pay(scene, { ...TRADE, key: 'before', password: 'heron-2201-moss' });
  await scene.provider.halt();
  await sendOrder(scene, TRADE);
  await sendForward(scene, TRADE);
  const waits = async (): Promise<readonly NoticeRow[]> => (await notices(scene)).filter((row) => row.status === 'made' && row.detail !== null);
  await until(async () => (await waits()).some((row) => row.notice.facts.kind === 'question'), 'the question was tried');
  const sofar = written(scene).length;
  // Tried again, and again in vain.
  const first = Math.max(...(await waits()).map((row) => row.nextTryAt ?? 0));
  scene.advance(10 * MINUTE);
  // Put back for a short while, not merely claimed: that would be for five minutes.
  const again = (row: NoticeRow): boolean => (row.nextTryAt ?? 0) > first && (row.nextTryAt ?? 0) < first + 12 * MINUTE;
  await until(async () => (await waits()).every(again), 'every notice was tried again');
  t.true((await waits()).every((row) => row.attempts === 0), 'an outage of our own server counts for no notice');
  t.is(written(scene).length, sofar);
  await scene.provider.resume();
  scene.advance(10 * MINUTE);
  await quiet(scene);
  await checkOnce(t, scene);
  const question = await takeQuestion(scene, TRADE);
  await sendAnswer(scene, TRADE, question);
  await takeReceipts(scene, question);
  await quiet(scene);
  await checkOnce(t, scene);
  await checkPaid(t, scene, 2n);
});

staged('the outgoing server says 450, then takes the mail', async (t, scene) => {
  const met = new Map<string, number>();
  scene.provider.refuse((to) => {
    met.set(to, (met.get(to) ?? 0) + 1);
    return met.get(to) === 1 ? { code: 450, text: 'Greylisted, try again later' } : null;
  });
  await sendOrder(scene, TRADE);
  await until(async () => (await notices(scene)).some((row) => /450/.test(row.detail ?? '')), 'the first try was put off');
  t.is(written(scene).length, 0);
  scene.advance(MINUTE);
  await quiet(scene);
  await sendForward(scene, TRADE);
  const question = await takeQuestion(scene, TRADE);
  await sendAnswer(scene, TRADE, question);
  await until(async () => (await notices(scene)).some((row) => row.notice.to === SHOP && /450/.test(row.detail ?? '')), 'the shop\'s receipt was put off');
  scene.advance(MINUTE);
  await takeReceipts(scene, question);
  await quiet(scene);
  t.deepEqual((await notices(scene)).filter((row) => row.attempts === 2).map((row) => row.notice.to).sort(), [SHOP, BUYER].sort());
  await checkOnce(t, scene);
  await checkPaid(t, scene, 1n);
});

staged('the shop\'s mailbox is gone: the receipt fails, staff are called, the payment stands', async (t, scene) => {
  const question = await ask(scene, TRADE);
  scene.provider.refuse((to) => (to === SHOP ? { code: 550, text: 'No such user' } : null));
  await sendAnswer(scene, TRADE, question);
  await scene.provider.take(BUYER, (mail) => (mail.subject ?? '').startsWith('Paid'));
  await until(async () => (await scene.store().listStaffTasks({ open: true, limit: 10 })).some(({ task }) => task.code === 'notice-failed'), 'staff are called');
  const failed = (await notices(scene)).filter((row) => row.status === 'failed');
  t.deepEqual(failed.map((row) => row.notice.to), [SHOP]);
  t.regex(failed[0]?.detail ?? '', /550/);
  const parties = await scene.store().listParties();
  const marks = new Map(parties.flatMap((row) => row.addresses).map((row) => [row.address, row.undeliverable]));
  t.regex(marks.get(SHOP) ?? '', /550/);
  t.is(marks.get(BUYER), null);
  await checkPaid(t, scene, 1n);
  await checkOnce(t, scene);
});

staged('the buyer\'s mailbox is gone: nobody can answer the question, and the money is free again', async (t, scene) => {
  scene.provider.refuse((to) => (to === BUYER ? { code: 550, text: 'No such user' } : null));
  await sendOrder(scene, TRADE);
  await sendForward(scene, TRADE);
  const state = async () => (await scene.store().listPayments({ state: null, party: null, limit: 10 }))[0]?.state;
  await until(async () => (await state())?.name === 'ended', 'the payment ends');
  t.like(await state(), { reason: 'undeliverable' });
  const accounts = await scene.store().listAccounts();
  t.true(accounts.every((account) => account.held === 0n));
  await checkPaid(t, scene, 0n);
});

staged('DNS is down when the order comes: it waits, the forward waits with it, and both are used when DNS is back', async (t, scene) => {
  const order = `order.${TRADE.key}@buyer.example`;
  scene.world.dns.behave('buyer.example', 'servfail');
  t.is(await sendOrder(scene, TRADE), 250);
  await until(() => isPutOff(scene, order), 'the order is put off');
  t.is(await sendForward(scene, TRADE), 250);
  await until(async () => (await letterOf(scene, `forward.${TRADE.key}@tea.example`))?.stage === 'cleared', 'the forward is read');
  t.like(await letterOf(scene, order), { stage: 'unread', disposition: null });
  t.deepEqual(written(scene).map((mail) => mail.mail.subject), [], 'nobody is asked for an order that proves nothing yet');
  // Still down at the next try.
  const asked = scene.world.dns.asked().length;
  scene.advance(MINUTE);
  await until(() => scene.world.dns.asked().length > asked, 'the order is tried again');
  // Its next try is counted from when it is put off: only then is the clock moved on.
  await until(() => isPutOff(scene, order), 'the order is put off again');
  scene.world.dns.behave('buyer.example', null);
  scene.advance(5 * MINUTE);
  const question = await takeQuestion(scene, TRADE);
  await sendAnswer(scene, TRADE, question);
  await takeReceipts(scene, question);
  await checkPaid(t, scene, 1n);
});

staged('DNS is down when the buyer writes NO: a forward that comes later waits for it, other people do not', async (t, scene) => {
  await scene.world.clearinghouse().office.clearing.instruct({ kind: 'open-party', name: 'Eve', language: 'en', addresses: [EVE], currencies: [], balanceInReceipts: false });
  const question = await ask(scene, TRADE);
  await quiet(scene);
  // What the readers knew of the domain is forgotten.
  await scene.world.restart();
  scene.world.dns.behave('buyer.example', 'servfail');
  const no = answerMail(TRADE, question, 'NO');
  await deliver(scene, 'smtp', { from: BUYER, to: replyAddress(question) }, signed(scene, no));
  await until(() => isPutOff(scene, no.messageId), 'the answer is put off');
  const dearer: Trade = { ...TRADE, total: '4,900' };
  const again = { ...forwardMail(dearer), messageId: 'again@tea.example' };
  await deliver(scene, 'smtp', { from: SHOP, to: PAY }, signed(scene, again));
  await until(async () => (await letterOf(scene, again.messageId))?.stage === 'read', 'the forward is read');
  await deliver(scene, 'smtp', { from: EVE, to: PAY }, signed(scene, { from: EVE, to: PAY, subject: 'HELP', text: 'HELP\n', date: Date.now(), messageId: 'help@evil.example' }));
  await scene.provider.take(EVE, () => true);
  t.like(await letterOf(scene, again.messageId), { stage: 'read', disposition: null });
  scene.world.dns.behave('buyer.example', null);
  scene.advance(5 * MINUTE);
  await quiet(scene);
  t.deepEqual((await letterOf(scene, no.messageId))?.disposition?.kind, 'advanced');
  t.deepEqual((await letterOf(scene, again.messageId))?.disposition, { kind: 'refused', code: 'order-ended' });
  await checkPaid(t, scene, 0n);
});

staged('the daemon is restarted between all mails of a payment: it settles once', async (t, scene) => {
  const { restart } = scene.world;
  await sendOrder(scene, TRADE);
  await restart();
  await sendForward(scene, TRADE, 'lmtp');
  await restart();
  const question = await takeQuestion(scene, TRADE);
  await restart();
  await sendAnswer(scene, TRADE, question);
  await restart();
  await takeReceipts(scene, question);
  await restart();
  await sendAnswer(scene, TRADE, question, 'lmtp');
  await quiet(scene);
  await checkOnce(t, scene);
  await checkPaid(t, scene, 1n);
});
