/** A real daemon with the probe in it, its doors (SMTP, LMTP, and IMAP where Dovecot is installed), and customers. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../clearinghouse/config.ts';
import { makeKeys } from '../../clearinghouse/key-files.ts';
import { beginStore, openOffice } from '../../clearinghouse/office.ts';
import { COMMAND, NODE_ARGUMENTS } from '../command.ts';
import { startProvider } from '../demo/provider.ts';
import { configText, PAY } from '../demo/world.ts';
import { startDns } from '../dns.ts';
import { dovecotAvailable, startDovecot, type TestDovecot } from '../dovecot.ts';
import { DOMAINS, openParties, PATIENT, type Bank } from '../e2e/bank.ts';
import { freePort } from '../free-port.ts';
import { makeDomain } from '../test-mail.ts';
import type { Measured } from './probe.ts';

/** As kakitome.mjs starts it. */
const LEAN = { argument: '--max-semi-space-size=4', environment: { MALLOC_ARENA_MAX: '2' } };
export const MAILBOX_PASSWORD = 'mailbox';

export type Probed = {
  /** From here to `end` is measured. */
  readonly begin: () => void;
  readonly end: () => Promise<Measured>;
  /** Resident memory of the process in MB: the most there ever was, and what it is now. */
  readonly memory: () => { readonly peak: number; readonly now: number };
  readonly stop: () => Promise<void>;
};

export type ProbedBank = Bank & { readonly folder: string; readonly dovecot: TestDovecot | null; readonly start: () => Promise<Probed>; readonly leave: () => Promise<void> };

export const customer = (index: number): string => `customer${index}@buyer.example`;

/** Everything but the daemon. `customers`: how many there are besides buyer and shop; `mailboxPort`: of an IMAP server in clear, in place of Dovecot. */
export async function openProbedBank(customers: number, mailboxPort: number | null = null): Promise<ProbedBank> {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-latency-'));
  chmodSync(folder, 0o755);
  const domains = DOMAINS.map((name) => makeDomain(name));
  const dns = await startDns({ records: domains.flatMap((domain) => domain.records) });
  const ports = { smtp: await freePort(), lmtp: await freePort() };
  const provider = await startProvider(domains, { bankDomain: 'bank.example', bankPort: () => ports.smtp });
  const dovecot = mailboxPort === null && dovecotAvailable() ? await startDovecot({ dir: folder, users: [{ user: PAY, password: MAILBOX_PASSWORD }] }) : null;
  const file = join(folder, 'kakitome.toml');
  makeKeys(join(folder, 'keys'), 'kakitome1');
  const text = configText(dns.port, provider.port, `${PATIENT}\n[intake]\ncanary = false\n${mailboxText(folder, dovecot, mailboxPort)}`);
  writeFileSync(file, (['smtp', 'lmtp'] as const).reduce((all, door) => all.replace(`[intake.${door}]\nlisten = "127.0.0.1:0"`, `[intake.${door}]\nlisten = "127.0.0.1:${ports[door]}"`), text));
  await beginStore(loadConfig(file));
  const office = await openOffice(loadConfig(file), { report: () => undefined });
  await openParties(office.clearing);
  for (let index = 0; index < customers; index += 1) await office.clearing.instruct({ kind: 'open-party', name: `Customer ${index}`, language: 'en', addresses: [customer(index)], currencies: [], balanceInReceipts: false });
  const leave = async (): Promise<void> => {
    await office.close();
    await provider.stop();
    await dns.stop();
    await dovecot?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, dovecot, port: (door) => ports[door], store: () => office.store, provider, domains, start: () => startProbed(file), leave };
}

function mailboxText(folder: string, dovecot: TestDovecot | null, mailboxPort: number | null): string {
  if (dovecot === null && mailboxPort === null) return '';
  writeFileSync(join(folder, 'imap.password'), MAILBOX_PASSWORD, { mode: 0o600 });
  if (dovecot !== null) writeFileSync(join(folder, 'ca.pem'), dovecot.caPem);
  const server = dovecot === null ? `port = ${mailboxPort}\nsecurity = "none"` : `port = ${dovecot.imapsPort}\nca_file = "ca.pem"`;
  return `\n[[intake.imap]]\nhost = "127.0.0.1"\n${server}\nuser = "${PAY}"\npassword_file = "imap.password"\nfolders = ["INBOX"]\npoll = "5 seconds"\n`;
}

/** Rejects with all that it said where it ends before it is ready. */
async function startProbed(file: string): Promise<Probed> {
  const probe = new URL('./probe.ts', import.meta.url).href;
  const child = spawn(process.execPath, [...NODE_ARGUMENTS, LEAN.argument, '--import', probe, COMMAND, 'start', '--config', file], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: { ...process.env, ...LEAN.environment } });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        said = (said + chunk.toString()).slice(-10_000);
        if (/\bready\b/i.test(said)) resolve();
      });
    }
    child.once('exit', (code, signal) => reject(new Error(`the daemon ended (${code ?? signal}) before it was ready: ${said}`)));
  });
  const kilobytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]);
  return {
    begin: () => void child.send('begin'),
    end: async () => {
      const answered = once(child, 'message') as Promise<[Measured]>;
      child.send('end');
      return (await answered)[0];
    },
    memory: () => ({ peak: Math.round(kilobytes('VmHWM') / 1_024), now: Math.round(kilobytes('VmRSS') / 1_024) }),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
