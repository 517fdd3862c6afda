/**
 * Every durable step of a payment is broken in two ways: lost (it failed and nothing was kept), and kept but reported as failed. After each the
 * clearinghouse is started again on what is on the disk; the payment must settle once, every notice must have been sent, the audit must be clean.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { OpenStore } from '../../clearinghouse/office.ts';
import { openSqliteStore } from '../../clearinghouse/store/sqlite/open.ts';
import type { Store } from '../../clearinghouse/store/store.ts';
import { balances, BUYER, openAccounts, SHOP } from '../demo/play.ts';
import { sendSmtp } from '../demo/provider.ts';
import { PAY, startWorld, type World } from '../demo/world.ts';
import { signMail, writeMail, type TestMail } from '../test-mail.ts';

const STEPS = ['keepLetter', 'claimLettersToRead', 'saveReading', 'withWorkingSet', 'claimNotices', 'saveMadeNotice', 'noteNoticeSent'] as const;
type Step = (typeof STEPS)[number];
type Way = 'lost' | 'kept but reported as failed';

const ORDER = '2 Sencha 100g\n1 bamboo whisk\n\nPassword: maple-7731-crow\nUp to: 5,000 JPY\n';
const FORWARD = `Invoice: GT-1042\nTotal: 4,741 JPY\n\n---------- Forwarded message ----------\nFrom: ${BUYER}\nSubject: Order\nTo: ${SHOP}\n\n${ORDER}`;

/** Each start loads the readers anew: one is enough for three mails. */
const ONE_READER = '\n[intake]\nreaders = 1\n';

type Saboteur = { readonly openStore: OpenStore; readonly arm: () => void; readonly struck: () => boolean };

/** The real store, one verb of which fails once after it was armed. */
function saboteur(step: Step, way: Way): Saboteur {
  let armed = false;
  let struck = false;
  const broken = async (work: () => Promise<unknown>): Promise<unknown> => {
    if (!armed) return work();
    armed = false;
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
  return { openStore, arm: () => void (armed = true), struck: () => struck };
}

async function deliver(world: World, to: string, mail: TestMail): Promise<void> {
  const domain = world.domains.find((one) => mail.from.endsWith(`@${one.name}`));
  if (domain === undefined) throw new Error(`nobody signs for ${mail.from}`);
  const raw = signMail(writeMail(mail), domain, { time: mail.date });
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const taken = await sendSmtp(world.clearinghouse().ports.smtp ?? 0, mail.from, [to], raw).then(() => true, () => false);
    if (taken) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the bank does not take the mail');
}

/** Lets the broken step happen, then starts again on what is on the disk. */
async function struckThenRestart(world: World, saboteurs: Saboteur): Promise<void> {
  for (let look = 0; look < 400 && !saboteurs.struck(); look += 1) await new Promise((resolve) => setTimeout(resolve, 25));
  if (saboteurs.struck()) await world.restart();
}

/** One payment; the step breaks at the mail with this number. */
async function play(t: ExecutionContext, step: Step, way: Way, at: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-fault-'));
  const breaking = saboteur(step, way);
  const world = await startWorld({ folder, domains: ['buyer.example', 'tea.example'], openStore: breaking.openStore, extraConfig: ONE_READER });
  try {
    await openAccounts(world);
    const date = Date.now();
    let replyTo = '';
    const mails: readonly (() => Promise<void>)[] = [
      () => deliver(world, PAY, { from: BUYER, to: SHOP, cc: PAY, subject: 'Order', text: ORDER, date, messageId: 'o@buyer.example' }),
      () => deliver(world, PAY, { from: SHOP, to: PAY, subject: 'Fwd: Order', text: FORWARD, date, messageId: 'f@tea.example' }),
      () => deliver(world, replyTo, { from: BUYER, to: replyTo, subject: 'Re: Pay', text: 'OK maple-7731-crow\n', date, messageId: 'a@buyer.example' }),
    ];
    for (const [index, mail] of mails.entries()) {
      if (index === at) breaking.arm();
      await mail();
      if (index === at) await struckThenRestart(world, breaking);
      if (index === 1) replyTo = (await world.provider.take(BUYER, (parsed) => (parsed.subject ?? '').startsWith('Pay JPY 4,741'))).mail.replyTo?.value[0]?.address ?? '';
    }
    t.true(breaking.struck(), 'the step was broken');
    await world.provider.take(BUYER, (parsed) => (parsed.subject ?? '').startsWith('Paid JPY 4,741'));
    await world.provider.take(SHOP, (parsed) => (parsed.subject ?? '').startsWith('Paid, ship'));
    await checkEnd(t, world);
  } finally {
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function checkEnd(t: ExecutionContext, world: World): Promise<void> {
  const { store } = world.clearinghouse().office;
  t.deepEqual(await balances(world), { buyer: 15_259n, shop: 4_741n });
  for (let look = 0; look < 200 && (await store.listNotices({ payment: null, status: 'made', limit: 10 })).length > 0; look += 1) await new Promise((resolve) => setTimeout(resolve, 25));
  const notices = await store.listNotices({ payment: null, status: null, limit: 100 });
  t.deepEqual(notices.filter((row) => row.status !== 'sent').map((row) => row.notice.facts.kind), []);
  const ids = new Set(world.provider.delivered.map((delivered) => delivered.mail.messageId).filter((id) => id?.endsWith('@bank.example>') === true));
  t.is(ids.size, notices.length, 'each notice has one Message-ID, however often it was sent');
  t.deepEqual(await store.audit(), []);
}

for (const step of STEPS) {
  for (const way of ['lost', 'kept but reported as failed'] as const) {
    test.serial(`${step}: ${way}`, async (t) => {
      t.timeout(120_000);
      await Promise.all([0, 1, 2].map((at) => play(t, step, way, at)));
    });
  }
}
