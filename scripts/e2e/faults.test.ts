/**
 * Every durable step of a payment is broken in two ways: lost (it failed and nothing was kept), and kept but reported as failed; each at each of the
 * payment's three mails. After each the clearinghouse is started again on what is on the disk; the payment must settle once, every notice must have been
 * sent, the audit must be clean. A step's payments follow one another at one bank.
 */
import test, { type ExecutionContext } from 'ava';
import type { OpenStore } from '../../clearinghouse/office.ts';
import { openSqliteStore } from '../../clearinghouse/store/sqlite/open.ts';
import type { Store } from '../../clearinghouse/store/store.ts';
import { balances } from '../demo/play.ts';
import { DEPOSIT, PATIENT, setScene, until, type Scene } from './bank.ts';
import { sendAnswer, sendForward, sendOrder, takeQuestion, takeReceipts, TRADE, type Trade } from './trade.ts';

const STEPS = ['keepAndClaim', 'claimLettersToRead', 'saveReading', 'withWorkingSet', 'claimNotices', 'saveMadeNotices', 'noteNoticesSent'] as const;
type Step = (typeof STEPS)[number];
const WAYS = ['lost', 'kept but reported as failed'] as const;
type Way = (typeof WAYS)[number];

const PRICE = 4_741n;

type Saboteur = { readonly openStore: OpenStore; readonly arm: (way: Way) => void; readonly struck: () => boolean };

/** The real store, one verb of which fails once after it was armed. */
function saboteur(step: Step): Saboteur {
  let armed: Way | null = null;
  let struck = false;
  const broken = async (work: () => Promise<unknown>): Promise<unknown> => {
    const way = armed;
    if (way === null) return work();
    armed = null;
    struck = true;
    if (way === 'lost') throw new Error(`${step} failed`);
    await work();
    throw new Error(`${step} was kept but is reported as failed`);
  };
  const openStore: OpenStore = async (options) => {
    const store = await openSqliteStore(options);
    const verb = store[step] as (...parameters: unknown[]) => Promise<unknown>;
    return { ...store, [step]: (...parameters: unknown[]) => broken(() => verb(...parameters)) } as Store;
  };
  const arm = (way: Way): void => {
    armed = way;
    struck = false;
  };
  return { openStore, arm, struck: () => struck };
}

/** A server in the world tries again. */
const deliver = (send: () => Promise<number>): Promise<void> => until(async () => (await send().catch(() => null)) === 250, 'the bank takes the mail');

/** One payment; the step breaks at the mail with this number, and the bank is started again. */
async function play(scene: Scene, breaking: Saboteur, trade: Trade, way: Way, at: number): Promise<void> {
  const mail = async (number: number, send: () => Promise<number>): Promise<void> => {
    if (number === at) breaking.arm(way);
    await deliver(send);
    if (number !== at) return;
    await until(breaking.struck, 'the step was broken');
    await scene.world.restart();
  };
  await mail(0, () => sendOrder(scene, trade));
  await mail(1, () => sendForward(scene, trade));
  const question = await takeQuestion(scene, trade);
  await mail(2, () => sendAnswer(scene, trade, question));
  await takeReceipts(scene, question);
}

/** After so many payments. */
async function checkEnd(t: ExecutionContext, scene: Scene, payments: number, what: string): Promise<void> {
  const store = scene.store();
  const paid = PRICE * BigInt(payments);
  t.deepEqual(await balances(scene.world), { buyer: DEPOSIT - paid, shop: paid }, what);
  await until(async () => (await store.listNotices({ payment: null, status: 'made', limit: 10 })).length === 0, 'what was made is sent');
  const notices = await store.listNotices({ payment: null, status: null, limit: 1_000 });
  t.deepEqual(notices.filter((row) => row.status !== 'sent').map((row) => row.notice.facts.kind), [], what);
  const ids = new Set(scene.provider.delivered.map((delivered) => delivered.mail.messageId).filter((id) => id?.endsWith('@bank.example>') === true));
  t.is(ids.size, notices.length, `${what}: each notice has one Message-ID, however often it was sent`);
  t.deepEqual(await store.audit(), [], what);
}

for (const step of STEPS) {
  test.serial(step, async (t) => {
    t.timeout(240_000);
    const breaking = saboteur(step);
    const scene = await setScene('fault', PATIENT, { openStore: breaking.openStore });
    try {
      const faults = WAYS.flatMap((way) => [0, 1, 2].map((at) => ({ way, at })));
      for (const [before, { way, at }] of faults.entries()) {
        await play(scene, breaking, { ...TRADE, key: `tea${before}`, password: `maple-773${before}-crow` }, way, at);
        await checkEnd(t, scene, before + 1, `${way}, at mail ${at}`);
      }
    } finally {
      await scene.leave();
    }
  });
}
