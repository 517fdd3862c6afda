/** Several mailboxes of which one can't be made out: then none is read, and it is told. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { startFakeImap, type FakeImap } from './cases/testing/fake-imap.ts';
import { isOurs, makeMailboxes, type MailboxParts, type Mailboxes } from './intakes.ts';
import type { Office } from './office.ts';
import type { Bank } from './core/context.ts';

type Bench = { readonly server: FakeImap; readonly mailboxes: Mailboxes; readonly told: string[]; /** Puts the second mailbox's password where it should be. */ readonly mend: () => Promise<void> };

/** Two mailboxes on one server; the file with the password of the second is missing. */
async function open(t: ExecutionContext, lease: MailboxParts['lease']): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'kakitome-intakes-'));
  await writeFile(join(folder, 'pay.password'), 'right\n');
  const server = await startFakeImap(() => Buffer.from('Subject: x\r\n\r\n'), []);
  const mailbox = (user: string) => ({ host: '127.0.0.1', port: server.port, security: 'none', user, password_file: `${user}.password`, folders: ['INBOX'], done_folder: 'Processed', poll: 60_000 });
  const told: string[] = [];
  const office = {
    config: { file: 'kakitome.toml', folder, intake: { canary: false, max_bytes: 100_000, imap: [mailbox('pay'), mailbox('bounce')] } },
    store: { loadCursor: async () => null, saveCursor: async () => undefined },
    clock: { now: Date.now },
    chance: { fraction: () => 0 },
  } as unknown as Office;
  const mailboxes = makeMailboxes({ office, canary: null, tokens: () => { throw new Error('no oauth2 here'); }, lease, report: (level, event, { fault = '' }) => void told.push(`${level} ${event} ${fault}`) });
  t.teardown(async () => {
    await mailboxes.stop();
    server.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return { server, mailboxes, told, mend: () => writeFile(join(folder, 'bounce.password'), 'right\n') };
}

const keep = async () => ({ letterId: 1, duplicate: false });
const asLong = async (waiting: () => boolean): Promise<void> => {
  while (waiting()) await new Promise((resolve) => setTimeout(resolve, 20));
};

test('a bank that reads its mailboxes alone does not start, and has logged in nowhere', async (t) => {
  const { server, mailboxes } = await open(t, null);
  t.throws(() => mailboxes.begin(keep), { message: /password_file of .*bounce\.password can't be read/ });
  await new Promise((resolve) => setTimeout(resolve, 200));
  t.is(server.connections(), 0);
  t.deepEqual(mailboxes.states(), []);
});

test('a process to which the mailboxes fall lives on, tells it once, and reads them when the mistake is mended', async (t) => {
  const { server, mailboxes, told, mend } = await open(t, async () => true);
  mailboxes.begin(keep);
  await asLong(() => told.length === 0);
  t.regex(told[0] ?? '', /^alarm mailboxes-not-read .*password_file of .*bounce\.password can't be read/);
  t.is(server.connections(), 0);
  await mend();
  await asLong(() => server.connections() < 2);
  t.is(told.filter((line) => line.startsWith('alarm')).length, 1);
  t.is(mailboxes.states().length, 2);
});

test('mail is taken for the bank\'s own addresses in any case, payment and bounces with any tag, and for nobody else', (t) => {
  const bank = { paymentAddress: 'pay@bank.example', bounceAddress: 'Bounce@bank.example', boardAddress: 'board@bank.example', pageAddress: 'order@bank.example' } as Bank;
  for (const address of ['pay@bank.example', 'Pay@bank.example', 'PAY@BANK.EXAMPLE', 'pay+Q.abc@bank.example', 'PAY+q.abc@bank.example', 'bounce@bank.example', 'bounce+x@bank.example', 'Board@bank.example', 'order@bank.example', 'Order@bank.example']) {
    t.true(isOurs(bank, address), address);
  }
  for (const address of ['board+x@bank.example', 'order+x@bank.example', 'pay@other.example', 'payx@bank.example', 'pay', '', 'postmaster@bank.example']) t.false(isOurs(bank, address), address);
  t.false(isOurs({ ...bank, boardAddress: null, pageAddress: null }, 'order@bank.example'));
});
