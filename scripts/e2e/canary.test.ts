/**
 * A mailbox that changes mails (case 112): the bank finds it out by a mail to itself, leaves the letters in the mailbox, and goes on where it stopped once
 * a mail comes back whole. Real Dovecot, real SMTP on each leg; the relay before the mailbox is what changes a byte.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { SMTPServer } from 'smtp-server';
import { balances, BUYER, openAccounts, SHOP } from '../demo/play.ts';
import { sendSmtp } from '../demo/provider.ts';
import { PAY, startWorld, type World } from '../demo/world.ts';
import { dovecotAvailable, startDovecot, type TestDovecot } from '../dovecot.ts';
import { signMail, writeMail, type TestMail } from '../test-mail.ts';
import { deliverByLmtp, readMailbox } from './mailbox.ts';

const PASSWORD = 'mailbox';
const BOUNCE = 'bounce@bank.example';
const ORDER = '2 Sencha 100g\n\nPassword: maple-7731-crow\n';
const INVOICE = 'Invoice: GT-1042\n2 x Sencha 100g @ 1,080\nTotal: 2,160 JPY\n';

type Event = { readonly level: string; readonly event: string; readonly fields: Record<string, unknown> };
type Scene = { readonly dovecot: TestDovecot; readonly world: World; readonly events: readonly Event[]; readonly spoil: (on: boolean) => void; readonly stop: () => Promise<void> };

async function setScene(): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-canary-'));
  const dovecot = await startDovecot({ dir: folder, users: [PAY, BOUNCE].map((user) => ({ user, password: PASSWORD })) });
  writeFileSync(join(folder, 'ca.pem'), dovecot.caPem);
  writeFileSync(join(folder, 'imap.password'), PASSWORD, { mode: 0o600 });
  const events: Event[] = [];
  const report = (level: string, event: string, fields: Record<string, unknown>): void => void events.push({ level, event, fields });
  const mailbox = (user: string): string => `\n[[intake.imap]]\nhost = "127.0.0.1"\nport = ${dovecot.imapsPort}\nca_file = "ca.pem"\nuser = "${user}"\npassword_file = "imap.password"\npoll = "1 second"\n`;
  let spoilt = false;
  const world = await startWorld({ folder, domains: ['buyer.example', 'tea.example'], extraConfig: `\n[intake]\ncanary = false\n${mailbox(PAY)}${mailbox(BOUNCE)}`, report });
  const relay = await startRelay(async (from, to, raw) => {
    const forBank = to.filter((address) => address.endsWith('@bank.example'));
    // As Exchange does (5 §4.2).
    const stored = spoilt ? Buffer.from(raw.toString('latin1').replaceAll('charset=utf-8', 'charset="utf-8"'), 'latin1') : raw;
    for (const address of forBank) await deliverByLmtp(dovecot, from, address, stored);
    const people = to.filter((address) => !forBank.includes(address));
    if (people.length > 0) await sendSmtp(world.provider.port, from, people, raw);
  });
  await world.stopBank();
  const file = join(folder, 'kakitome.toml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(`port = ${world.provider.port}`, `port = ${relay.port}`).replace('canary = false', 'canary = true'));
  await world.startBank();
  await openAccounts(world);
  const stop = async (): Promise<void> => {
    await world.stop();
    await relay.stop();
    await dovecot.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { dovecot, world, events, spoil: (on) => void (spoilt = on), stop };
}

async function startRelay(handle: (from: string, to: readonly string[], raw: Buffer) => Promise<void>) {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 100,
    onData: (stream, { envelope }, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => void handle(envelope.mailFrom === false ? '' : envelope.mailFrom.address, envelope.rcptTo.map(({ address }) => address), Buffer.concat(chunks)).then(() => callback(), callback));
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return { port: (server.server.address() as AddressInfo).port, stop: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

/** In vain it is ended by the test's own time limit. */
async function until(held: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await held())) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function toMailbox({ world, dovecot }: Scene, mail: TestMail, to = PAY): Promise<void> {
  const domain = world.domains.find((one) => mail.from.includes(`@${one.name}`));
  if (domain === undefined) throw new Error(`nobody signs for ${mail.from}`);
  await deliverByLmtp(dovecot, mail.from, to, signMail(writeMail(mail), domain, { time: mail.date }));
}

const count = ({ events }: Scene, event: string): number => events.filter((one) => one.event === event).length;
const inbox = async ({ dovecot }: Scene): Promise<readonly string[]> => (await readMailbox(dovecot, PAY, PASSWORD)).map(({ mail }) => mail.subject ?? '');

const tests = (): void => {
  test('case 112: a mailbox that changes mails is halted: nothing is taken, nothing moves; repaired, it goes on where it stopped', async (t) => {
    t.timeout(90_000);
    const scene = await setScene();
    const { world } = scene;
    try {
      await until(() => count(scene, 'canary-back') === 2);
      const date = Date.now();
      await toMailbox(scene, { from: BUYER, to: SHOP, cc: PAY, subject: 'Order', text: ORDER, date, messageId: 'o1@buyer.example' });
      await toMailbox(scene, { from: SHOP, to: PAY, subject: 'Fwd: Order', text: `${INVOICE}\n---------- Forwarded message ----------\nFrom: ${BUYER}\nSubject: Order\nTo: ${SHOP}\n\n${ORDER}`, date, messageId: 'f1@tea.example' });
      const question = await world.provider.take(BUYER, (mail) => (mail.subject ?? '').startsWith('Pay JPY 2,160'));

      scene.spoil(true);
      await world.restart();
      await until(() => count(scene, 'canary-changed') === 2);
      const alarm = scene.events.find(({ event }) => event === 'canary-changed');
      t.is(alarm?.level, 'alarm');
      t.regex(String(alarm?.fields['advice']), /left in it untouched/);
      await until(() => world.clearinghouse().intakes().every(({ name, lastError }) => !name.includes('@127.') || lastError?.startsWith('halted') === true));
      const before = await balances(world);
      const watermark = (): number | null | undefined => world.clearinghouse().intakes().find(({ name }) => name.startsWith(PAY))?.completeUntil;
      const stoodAt = watermark();
      const replyTo = question.mail.replyTo?.value[0]?.address ?? '';
      await toMailbox(scene, { from: BUYER, to: replyTo, subject: 'Re: Pay', text: 'OK maple-7731-crow\n', date, messageId: 'a1@buyer.example', inReplyTo: (question.mail.messageId ?? '').replace(/[<>]/g, '') }, replyTo);
      const received = (await world.clearinghouse().office.store.reconcile()).received;
      // Several rounds of the intake, and a restart while the mailbox is as bad as before.
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      t.is(watermark(), stoodAt, 'no deadline passes');
      await world.restart();
      await until(() => world.clearinghouse().intakes().some(({ lastError }) => lastError?.startsWith('halted') === true));
      t.deepEqual(await balances(world), before);
      t.is((await world.clearinghouse().office.store.reconcile()).received, received);
      t.true((await inbox(scene)).includes('Re: Pay'));
      await world.stopBank();
      scene.spoil(false);
      await world.startBank();
      await until(() => count(scene, 'mailbox-goes-on') === 2);
      await world.provider.take(BUYER, (mail) => (mail.subject ?? '').startsWith('Paid JPY 2,160'));
      t.deepEqual(await balances(world), { buyer: before.buyer - 2_160n, shop: before.shop + 2_160n });
      await until(async () => (await inbox(scene)).length === 0);
      const { store } = world.clearinghouse().office;
      t.deepEqual(new Set((await store.listLetters({ disposition: null, stage: null, limit: 20 })).map(({ disposition }) => disposition?.kind)), new Set(['advanced']), 'a canary is nobody’s letter');
      t.deepEqual(await store.audit(), []);
    } finally {
      await scene.stop();
    }
  });
};

if (dovecotAvailable()) tests();
else {
  test('a mailbox that changes mails', (t) => {
    t.log('left out: Dovecot is not installed');
    t.not(process.env['KAKITOME_REQUIRE_ALL'], '1', 'Dovecot is required here');
  });
}
