/** A shop beside the bank of a scene: its agent as the real daemon, a catalogue, a board policy, a program that takes webhooks, a mailbox. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { currentLog } from '../../clearinghouse/board-logs.ts';
import { teaShopCsv } from '../../merchant-agent/order/fixtures/catalogue.ts';
import { webhookSignature } from '../../merchant-agent/shipping/webhook.ts';
import { NODE_ARGUMENTS } from '../command.ts';
import { SHOP } from '../demo/play.ts';
import type { Delivered } from '../demo/provider.ts';
import { PAY } from '../demo/world.ts';
import { domainOf } from './bank.ts';
import type { Scene } from './bank.ts';

const COMMAND = fileURLToPath(new URL('../../merchant-agent/cli/index.ts', import.meta.url));

export const HANA = 'hana@tea.example';
export const PACK = 'pack@tea.example';

export type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

/** Runs `kakitome-merchant` to its end. */
export async function merchant(...words: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [...NODE_ARGUMENTS, COMMAND, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => void (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => void (said.err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}

export type Hook = { readonly url: string; readonly calls: { readonly key: string; readonly body: string; readonly genuine: (secret: string) => boolean }[]; readonly stop: () => void };

/** A program of the shop that takes webhooks. */
export async function startHook(): Promise<Hook> {
  const calls: Hook['calls'] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const header = (name: string): string => String(request.headers[name] ?? '');
      calls.push({ key: header('idempotency-key'), body, genuine: (secret) => header('webhook-signature') === webhookSignature(secret, header('webhook-id'), header('webhook-timestamp'), body) });
      response.writeHead(200).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/paid`, calls, stop: () => void server.close() };
}

export type ShopFolder = { readonly folder: string; readonly config: string };

/** `mailbox`: TOML tables of the mailbox in place of those that init writes. */
export async function makeShop(scene: Scene, mailbox: string, more: { readonly hook?: Hook; readonly extra?: string } = {}): Promise<ShopFolder> {
  const folder = join(scene.folder, 'shop');
  const config = join(folder, 'merchant.toml');
  const log = currentLog(await scene.world.clearinghouse().office.store.listLogs());
  const key = log?.keys[0] ?? '';
  const made = await merchant('init', folder, '--address', SHOP, '--bank', PAY, '--name', 'Green Tea House', '--time-zone', 'Asia/Tokyo', '--language', 'en', '--city', 'Sakai', '--prefix', 'GT-', '--log-key', key);
  if (made.code !== 0) throw new Error(made.err);
  const signing = domainOf(scene, 'tea.example');
  writeFileSync(join(folder, 'keys', 'dkim.pem'), signing.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  writeFileSync(join(folder, 'catalogue.csv'), teaShopCsv);
  const text = readFileSync(config, 'utf8')
    .replace(/\[\[mailbox\.imap\]\][^]*?(?=\n\[mailbox\]\n)/, mailbox)
    .replace(/\[outgoing\][^]*?(?=\n# Only where the outgoing)/, `[outgoing]\nhost = "127.0.0.1"\nport = ${scene.provider.port}\nsecurity = "none"\n`)
    .replace('#[dkim]\n#selector = "agent1"\n#key_file', `[dkim]\nselector = "${signing.selector}"\nkey_file`)
    .replace('#shopkeepers = ["hana@tea.example"]', `shopkeepers = ["${HANA}"]`)
    .replace('#shipping_fee', 'shipping_fee')
    .replace('#shipping_tax_rate', 'shipping_tax_rate')
    .replace('#vat_id', 'vat_id')
    .replace('#mail_to = "warehouse@tea.example"', `mail_to = "${PACK}"`)
    .replace('servers = []', `servers = ["127.0.0.1:${scene.world.dns.port}"]`)
    .replace('level = "info"', 'level = "warn"');
  const hook = more.hook === undefined ? text : text.replace(/#\[shipping\.webhook\][^]*?(?=\n\n)/, `[shipping.webhook]\nurl = "${more.hook.url}"`);
  writeFileSync(config, `${hook}${more.extra ?? ''}`);
  return { folder, config };
}

export type AgentDaemon = { readonly kill: (signal: NodeJS.Signals) => Promise<number | null>; readonly output: () => string; readonly lmtpPort: number };

/** The real daemon; resolves when it is ready. */
export async function startAgentDaemon(config: string): Promise<AgentDaemon> {
  const child = spawn(process.execPath, [...NODE_ARGUMENTS, COMMAND, 'start', '--json', '--config', config], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const ready = Promise.withResolvers<void>();
  const take = (chunk: Buffer): void => {
    output += chunk.toString();
    if (output.includes('"ready": true') && /"imap": \[[^\]]*\]\s*\}/.test(output)) ready.resolve();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  child.once('exit', (code, signal) => ready.reject(new Error(`the agent ended (${code ?? signal}) before it was ready: ${output}`)));
  await ready.promise;
  const lmtpPort = Number.parseInt(/"lmtp": (\d+)/.exec(output)?.[1] ?? '0', 10);
  return { kill: (signal) => finish(child, signal), output: () => output, lmtpPort };
}

async function finish(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = once(child, 'exit');
  child.kill(signal);
  const [code] = (await ended) as [number | null];
  return code;
}

export const deliveredTo = (scene: Scene, to: string): readonly Delivered[] => scene.provider.delivered.filter((mail) => mail.to.includes(to));

export type ShownOrder = { readonly order: number; readonly state: string; readonly reason: string | null; readonly invoice: string | null; readonly reference: string | null; readonly suspicious: number; readonly total: { readonly minor: string } | null };

export async function ordersOf({ config }: ShopFolder): Promise<readonly ShownOrder[]> {
  const { out, err, code } = await merchant('orders', '--json', '--config', config);
  if (code !== 0) throw new Error(err);
  return (JSON.parse(out) as { readonly orders: readonly ShownOrder[] }).orders.toReversed();
}
