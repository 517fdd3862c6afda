/**
 * A whole payment over a real IMAP server: the buyer's and the shop's mails are delivered by LMTP into the bank's mailbox, the bank reads them by
 * IMAPS, and its answers are read back by IMAPS from the mailboxes of buyer and shop.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { openAccounts, balances, BUYER, SHOP } from '../demo/play.ts';
import { sendSmtp } from '../demo/provider.ts';
import { PAY, startWorld, type World } from '../demo/world.ts';
import { dovecotAvailable, startDovecot, type TestDovecot } from '../dovecot.ts';
import { signMail, writeMail, type TestMail } from '../test-mail.ts';
import { deliverByLmtp, readMailbox, waitForMail, type StoredMail } from './mailbox.ts';

const PASSWORD = 'mailbox';
const USERS = [PAY, 'bounce@bank.example', BUYER, SHOP].map((user) => ({ user, password: PASSWORD }));
const ORDER = '2 Sencha 100g\n1 bamboo whisk\n\nPassword: maple-7731-crow\nUp to: 5,000 JPY\n';
const INVOICE = 'Invoice: GT-1042\n2 x Sencha 100g @ 1,080\n1 x Bamboo whisk @ 1,650\nShipping 500\nTax (10%) 431\nTotal: 4,741 JPY\n';

type Scene = { readonly dovecot: TestDovecot; readonly world: World; readonly folder: string };

async function setScene(): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-imap-'));
  const dovecot = await startDovecot({ dir: folder, users: USERS });
  writeFileSync(join(folder, 'ca.pem'), dovecot.caPem);
  writeFileSync(join(folder, 'imap.password'), PASSWORD, { mode: 0o600 });
  const mailbox = (user: string): string => `
[[intake.imap]]
host = "127.0.0.1"
port = ${dovecot.imapsPort}
ca_file = "ca.pem"
user = "${user}"
password_file = "imap.password"
poll = "2 seconds"
`;
  const world = await startWorld({ folder, domains: ['buyer.example', 'tea.example'], extraConfig: `\n[intake]\n# The provider brings mail for the bank by SMTP.\ncanary = false\n${mailbox(PAY)}${mailbox('bounce@bank.example')}` });
  // What the bank sends reaches people's mailboxes as at any provider.
  world.provider.onDelivered((delivered) => {
    for (const to of delivered.to) void deliverByLmtp(dovecot, delivered.from, to, delivered.raw);
  });
  await openAccounts(world);
  return { dovecot, world, folder };
}

async function leave({ dovecot, world, folder }: Scene): Promise<void> {
  await world.stop();
  await dovecot.stop();
  rmSync(folder, { recursive: true, force: true });
}

function signed({ world }: Scene, mail: TestMail): Buffer {
  const domain = world.domains.find((one) => mail.from.includes(`@${one.name}`));
  if (domain === undefined) throw new Error(`nobody signs for ${mail.from}`);
  return signMail(writeMail(mail), domain, { time: mail.date });
}

async function toBank(scene: Scene, to: string, mail: TestMail): Promise<void> {
  await deliverByLmtp(scene.dovecot, mail.from, to, signed(scene, mail));
}

const tests = (): void => {
  test('a payment whose every mail goes through an IMAP server', async (t) => {
    t.timeout(120_000);
    const scene = await setScene();
    const { dovecot, world } = scene;
    try {
      const date = Date.now();
      await toBank(scene, PAY, { from: BUYER, to: SHOP, cc: PAY, subject: 'Order', text: ORDER, date, messageId: 'o1@buyer.example' });
      await waitForMail(dovecot, BUYER, PASSWORD, (mail) => (mail.subject ?? '').startsWith('Order received'));
      const forwarded = `${INVOICE}\n---------- Forwarded message ----------\nFrom: ${BUYER}\nSubject: Order\nTo: ${SHOP}\n\n${ORDER}`;
      await toBank(scene, PAY, { from: SHOP, to: PAY, subject: 'Fwd: Order', text: forwarded, date, messageId: 'f1@tea.example' });
      const question = await waitForMail(dovecot, BUYER, PASSWORD, (mail) => (mail.subject ?? '').startsWith('Pay JPY 4,741'));
      const replyTo = question.mail.replyTo?.value[0]?.address ?? '';

      // The mailbox is away for a while; the answer waits in it.
      await deliverAnswerDuringOutage(scene, replyTo, question.mail.messageId ?? '', question.mail.subject ?? '', date);
      await waitForMail(dovecot, BUYER, PASSWORD, (mail) => (mail.subject ?? '').startsWith('Paid JPY 4,741'));
      await waitForMail(dovecot, SHOP, PASSWORD, (mail) => (mail.subject ?? '').startsWith('Paid, ship'));

      t.deepEqual(await balances(world), { buyer: 15_259n, shop: 4_741n });
      const done = await waitForEmpty(dovecot);
      t.is(done.length, 3, 'letters that have been taken are moved away');
      const letters = () => world.clearinghouse().office.store.listLetters({ disposition: null, stage: null, limit: 10 });
      // The second copy is moved away as soon as it is kept, and decided a moment later.
      for (let look = 0; look < 400 && (await letters()).some((letter) => letter.disposition === null); look += 1) await new Promise((resolve) => setTimeout(resolve, 25));
      const answers = await letters();
      t.deepEqual(answers.map((letter) => letter.disposition?.kind).sort(), ['advanced', 'advanced', 'advanced', 'nothing-new'], 'the answer came by two ways and had one effect');
      t.true(done.every((stored) => stored.flags.has('\\Seen')));
      t.deepEqual(await world.clearinghouse().office.store.audit(), []);
    } finally {
      await leave(scene);
    }
  });
};

/** The letters of the folder for what has been taken, once the inbox is empty. */
async function waitForEmpty(dovecot: TestDovecot): Promise<readonly StoredMail[]> {
  for (let look = 0; look < 100 && (await readMailbox(dovecot, PAY, PASSWORD)).length > 0; look += 1) await new Promise((resolve) => setTimeout(resolve, 200));
  return readMailbox(dovecot, PAY, PASSWORD, 'Processed');
}

async function deliverAnswerDuringOutage(scene: Scene, replyTo: string, questionId: string, subject: string, date: number): Promise<void> {
  const answer: TestMail = { from: BUYER, to: replyTo, subject: `Re: ${subject}`, text: 'OK maple-7731-crow\n', date, messageId: 'a1@buyer.example', inReplyTo: questionId.replace(/[<>]/g, '') };
  await scene.dovecot.halt();
  await scene.dovecot.resume();
  await toBank(scene, replyTo, answer);
  // The same mail by the other way as well: one effect.
  await sendSmtp(scene.world.clearinghouse().ports.smtp ?? 0, BUYER, [replyTo], signed(scene, answer));
}

if (dovecotAvailable()) tests();
else {
  test('a payment whose every mail goes through an IMAP server', (t) => {
    t.log('left out: Dovecot is not installed');
    t.not(process.env['KAKITOME_REQUIRE_ALL'], '1', 'Dovecot is required here');
  });
}
