/** A small world for one bank: DNS on loopback that publishes everybody's records, a provider for the people, the clearinghouse itself. */
import { createPublicKey } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beginLog, yearOf } from '../../clearinghouse/board-logs.ts';
import { loadConfig, type Config } from '../../clearinghouse/config.ts';
import { makeKeys, readKeys } from '../../clearinghouse/key-files.ts';
import { startClearinghouse, type Clearinghouse } from '../../clearinghouse/main.ts';
import { beginStore, openOffice, type OpenStore } from '../../clearinghouse/office.ts';
import type { ReportEvent } from '../../clearinghouse/protocol/letter.ts';
import type { Clock } from '../../clearinghouse/stages/ports.ts';
import { dkimRecord } from '../../clearinghouse/mail/compose.ts';
import { startDns, type DemoDns } from '../dns.ts';
import { makeDomain, type MailDomain } from '../test-mail.ts';
import { startProvider, type Provider } from './provider.ts';

export const BANK_DOMAIN = 'bank.example';
export const PAY = `pay@${BANK_DOMAIN}`;
/** Where buyers post to. */
export const BOARD = `board@${BANK_DOMAIN}`;
const SELECTOR = 'kakitome1';

export type World = {
  readonly folder: string;
  readonly dns: DemoDns;
  readonly provider: Provider;
  readonly domains: readonly MailDomain[];
  readonly clearinghouse: () => Clearinghouse;
  /** Ends the clearinghouse and starts it again on the same store. */
  readonly restart: () => Promise<void>;
  readonly stopBank: () => Promise<void>;
  readonly startBank: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type WorldOptions = { readonly folder: string; readonly domains: readonly string[]; readonly report?: ReportEvent; readonly extraConfig?: string; readonly board?: boolean; readonly clock?: Clock; readonly openStore?: OpenStore };

const quiet: ReportEvent = () => undefined;

/** The bank's keys and configuration in `folder` (made where they are missing), everything else running. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { folder } = options;
  const report = options.report ?? quiet;
  const domains = options.domains.map((name) => makeDomain(name));
  makeKeys(join(folder, 'keys'), SELECTOR);
  const dns = await startDns({ records: [...domains.flatMap((domain) => domain.records), ...bankRecords(join(folder, 'keys'))] });
  let running: Clearinghouse | null = null;
  const clearinghouse = (): Clearinghouse => {
    if (running === null) throw new Error('the clearinghouse does not run');
    return running;
  };
  const provider = await startProvider(domains, { bankDomain: BANK_DOMAIN, bankPort: () => clearinghouse().ports.smtp ?? 0 });
  const file = join(folder, 'kakitome.toml');
  const board = options.board === true ? boardConfig(await freePort()) : '';
  writeFileSync(file, configText(dns.port, provider.port, `${board}${options.extraConfig ?? ''}`));
  if (!existsSync(join(folder, 'kakitome.db'))) {
    await beginStore(loadConfig(file));
    if (options.board === true) await beginBoard(loadConfig(file), options);
  }
  const start = async (): Promise<void> => {
    running = await startClearinghouse(loadConfig(file), report, { ...(options.clock === undefined ? {} : { clock: options.clock }), ...(options.openStore === undefined ? {} : { openStore: options.openStore }) });
  };
  const halt = async (): Promise<void> => {
    const ending = running;
    await ending?.stop();
    running = null;
  };
  await start();
  return { folder, dns, provider, domains, clearinghouse, restart: async () => { await halt(); await start(); }, stopBank: halt, startBank: start, stop: async () => { await halt(); await provider.stop(); await dns.stop(); } };
}

/** The board's name holds its port, so the port is chosen before the bank is. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

const boardConfig = (port: number): string => `
[board]
enabled = true
post_address = "${BOARD}"
host = "localhost:${port}"
url = "http://localhost:${port}"
retention = "A demo: everything goes when it ends."

[board.site]
listen = "127.0.0.1:${port}"
`;

async function beginBoard(config: Config, { clock }: WorldOptions): Promise<void> {
  const office = await openOffice(config, { report: quiet, ...(clock === undefined ? {} : { clock }) });
  try {
    await beginLog(office, yearOf(office.clock.now()));
  } finally {
    await office.close();
  }
}

/** What the bank's own domain publishes. */
function bankRecords(keys: string): readonly { name: string; type: 'TXT'; value: string }[] {
  const { dkim } = readKeys(keys, SELECTOR);
  return [
    { name: `${SELECTOR}._domainkey.${BANK_DOMAIN}`, type: 'TXT', value: dkimRecord(createPublicKey(dkim)) },
    { name: BANK_DOMAIN, type: 'TXT', value: 'v=spf1 ip4:127.0.0.1 -all' },
    { name: `_dmarc.${BANK_DOMAIN}`, type: 'TXT', value: 'v=DMARC1; p=reject; adkim=s' },
  ];
}

export function configText(dnsPort: number, smtpPort: number, extra: string): string {
  return `# The demo's bank: everything on loopback, on free ports.
[bank]
name = "Example Bank"
payment_address = "${PAY}"
bounce_address = "bounce@${BANK_DOMAIN}"
telephone = "+81 72 000 0000"
time_zone = "Asia/Tokyo"

[dns]
servers = ["127.0.0.1:${dnsPort}"]

[intake.lmtp]
listen = "127.0.0.1:0"

[intake.smtp]
listen = "127.0.0.1:0"

[outgoing]
host = "127.0.0.1"
port = ${smtpPort}
security = "none"

[dkim]
selector = "${SELECTOR}"

[log]
level = "warn"
${extra}`;
}
