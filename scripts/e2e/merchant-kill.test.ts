/**
 * The agent killed (SIGKILL) again and again while orders come in, at whatever place it happens to be: between pricing and forwarding, in the middle of a
 * mail. In the end every order was forwarded once, under one number, and the numbers have no gap.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import nodemailer from 'nodemailer';
import { simpleParser } from 'mailparser';
import { teaShopCsv } from '../../merchant-agent/order/fixtures/catalogue.ts';
import { startDns } from '../dns.ts';
import { startProvider } from '../demo/provider.ts';
import type { Provider } from '../demo/provider.ts';
import { makeDomain, signMail, writeMail } from '../test-mail.ts';
import type { MailDomain } from '../test-mail.ts';
import { freePort } from '../free-port.ts';
import { merchant, startAgentDaemon } from './shop.ts';

/** With KAKITOME_ALL_WAYS=1 as many as it takes to be killed at most places; else enough to be killed in the midst of orders. */
const [ORDERS, KILLS] = process.env['KAKITOME_ALL_WAYS'] === '1' ? [40, 12] : [14, 4];
const SHOP = 'shop@tea.example';
const BANK = 'pay@bank.example';

const config = (dns: number, smtp: number, lmtp: number): string => `
[shop]
name = "Green Tea House"
address = "${SHOP}"
[seller]
city = "Sakai"
country = "JP"
vat_id = "T1234567890123"
[bank]
address = "${BANK}"
policy_file = "bank.policy"
[mailbox.lmtp]
listen = "127.0.0.1:${lmtp}"
[outgoing]
host = "127.0.0.1"
port = ${smtp}
security = "none"
[catalogue]
currency = "JPY"
[dns]
servers = ["127.0.0.1:${dns}"]
[log]
level = "warn"
`;

type Scene = { readonly file: string; readonly provider: Provider; readonly lmtp: number; readonly buyer: MailDomain; readonly stop: () => Promise<void> };

async function begin(): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-merchant-kill-'));
  const [buyer, tea, bank] = [makeDomain('buyer.example'), makeDomain('tea.example'), makeDomain('bank.example')];
  const dns = await startDns({ records: [buyer, tea, bank].flatMap(({ records }) => records) });
  // Here the bank's domain is one of the provider's: what goes there is taken and counted.
  const provider = await startProvider([buyer, tea, bank], { bankDomain: 'nobody.example', bankPort: () => 0 });
  const lmtp = await freePort();
  const shop = join(folder, 'shop');
  const made = await merchant('init', shop, '--address', SHOP, '--bank', BANK, '--time-zone', 'Asia/Tokyo', '--city', 'Sakai');
  if (made.code !== 0) throw new Error(made.err);
  const file = join(shop, 'merchant.toml');
  writeFileSync(file, config(dns.port, provider.port, lmtp));
  writeFileSync(join(shop, 'catalogue.csv'), teaShopCsv);
  const stop = async (): Promise<void> => {
    await provider.stop();
    await dns.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { file, provider, lmtp, buyer, stop };
}

function orderMail(buyer: MailDomain, index: number): Buffer {
  const date = Date.now();
  const text = `${(index % 4) + 1} Sencha 100 g\n\nPassword: maple-${1_000 + index}-crow\nUp to: 9,000 JPY\n`;
  return signMail(writeMail({ from: 'Takao <takao@buyer.example>', to: SHOP, cc: BANK, subject: `Order ${index}`, text, date, messageId: `o.${index}@buyer.example` }), buyer, { time: date });
}

/** As a mail server does: again until it is taken. */
async function deliver(port: number, raw: Buffer): Promise<void> {
  for (;;) {
    const transport = nodemailer.createTransport({ host: '127.0.0.1', port, lmtp: true, ignoreTLS: true } as Parameters<typeof nodemailer.createTransport>[0]);
    try {
      const { rejected = [] } = (await transport.sendMail({ envelope: { from: 'takao@buyer.example', to: [SHOP] }, raw })) as { rejected?: readonly unknown[] };
      if (rejected.length === 0) return;
    } catch {
      // The agent is dead at the moment.
    } finally {
      transport.close();
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const forwardsOf = ({ provider }: Scene): Provider['delivered'] => provider.delivered.filter(({ to }) => to.includes(BANK));

test('killed many times: every order is forwarded once, the numbers have no gap', async (t) => {
  t.timeout(300_000);
  const scene = await begin();
  t.teardown(scene.stop);
  const delivering = (async () => {
    for (let index = 0; index < ORDERS; index += 1) await deliver(scene.lmtp, orderMail(scene.buyer, index));
  })();
  for (let kill = 0; kill < KILLS; kill += 1) {
    const agent = await startAgentDaemon(scene.file);
    // Between one order's beginning and another's end: after some forward more has left, and a moment that differs each time.
    const before = forwardsOf(scene).length;
    for (let look = 0; look < 200 && forwardsOf(scene).length < Math.min(ORDERS, before + 2); look += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    await new Promise((resolve) => setTimeout(resolve, (kill * 7) % 40));
    await agent.kill('SIGKILL');
  }
  const last = await startAgentDaemon(scene.file);
  await delivering;
  // Asked only once all of them have left: each question is a process.
  while (new Set(await Promise.all(forwardsOf(scene).map(async ({ raw }) => (await simpleParser(raw, {})).subject))).size < ORDERS) await new Promise((resolve) => setTimeout(resolve, 100));
  for (;;) {
    const { out } = await merchant('orders', '--state', 'forwarded', '--limit', '1000', '--json', '--config', scene.file);
    if ((JSON.parse(out) as { readonly orders: readonly unknown[] }).orders.length === ORDERS) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  t.is(await last.kill('SIGTERM'), 0, 'a signal ends it in order');
  const forwards = await Promise.all(forwardsOf(scene).map(async ({ raw }) => ({ raw: raw.toString('latin1').replace(/^DKIM-Signature:[^]*?\r\n(?=\S)/, ''), mail: await simpleParser(raw, {}) })));
  const byOrder = new Map<string, Set<string>>();
  const numbers = new Set<number>();
  for (const { raw, mail } of forwards) {
    const subject = mail.subject ?? '';
    byOrder.set(subject, (byOrder.get(subject) ?? new Set()).add(raw));
    numbers.add(Number.parseInt(/^Invoice: INV-(\d+)$/m.exec(mail.text ?? '')?.[1] ?? '0', 10));
  }
  t.is(byOrder.size, ORDERS, 'every order was forwarded');
  t.deepEqual([...byOrder].filter(([, copies]) => copies.size > 1).map(([subject]) => subject), [], 'a second copy is the same mail, byte for byte');
  t.deepEqual([...numbers].sort((a, b) => a - b), Array.from({ length: ORDERS }, (_, index) => index + 1));
  t.log(`${forwards.length - ORDERS} forwards were sent a second time by a restart`);
});
