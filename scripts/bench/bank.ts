/** The bank of a run: configured in its own folder with what an operator gets by default, its accounts open, and the real daemon on it. */
import { createPrivateKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beginLog, yearOf } from '../../clearinghouse/board-logs.ts';
import { loadConfig, type Config } from '../../clearinghouse/config.ts';
import { dkimFile, makeKeys } from '../../clearinghouse/key-files.ts';
import { beginStore, openOffice, type Office } from '../../clearinghouse/office.ts';
import { COMMAND } from '../command.ts';
import { PAY } from '../demo/world.ts';
import type { TestDovecot } from '../dovecot.ts';
import { dkimRecord } from '../../clearinghouse/mail/compose.ts';
import { freePort } from '../free-port.ts';
import { startChild, type Measurable } from './child.ts';
import { openAccounts, type Cast } from './deals.ts';

export const INTAKES = ['smtp', 'lmtp', 'imap'] as const;
export type Intake = (typeof INTAKES)[number];

export type BankOptions = {
  readonly folder: string;
  readonly intake: Intake;
  readonly board: boolean;
  readonly cast: Cast;
  readonly dnsPort: number;
  readonly outgoingPort: number;
  readonly dovecot: TestDovecot | null;
  /** Further options of Node, such as `--cpu-prof`. */
  readonly nodeOptions: readonly string[];
  /** What is to be in its books before anybody of this run has an account. */
  readonly begun: (config: Config) => Promise<void>;
};

export type BenchBank = {
  /** Where its mail is handed in. */
  readonly port: number;
  readonly lmtp: boolean;
  readonly start: () => Promise<Measurable>;
  /** Its store, while the daemon does not run. */
  readonly open: () => Promise<Office>;
};

export const MAILBOX_PASSWORD = 'mailbox';
export const SELECTOR = 'kakitome1';

/** The bank's own key, made where it is missing: its file, and what its domain publishes. */
export function bankKey(folder: string): { readonly file: string; readonly record: string } {
  makeKeys(join(folder, 'keys'), SELECTOR);
  const file = dkimFile(join(folder, 'keys'), SELECTOR);
  return { file, record: dkimRecord(createPrivateKey(readFileSync(file))) };
}

export async function prepareBank(options: BankOptions): Promise<BenchBank> {
  const { folder, intake, dovecot, nodeOptions } = options;
  const port = await freePort();
  const file = join(folder, 'kakitome.toml');
  writeFileSync(file, configText(options, port));
  const config = loadConfig(file);
  await beginStore(config);
  await options.begun(config);
  const open = (): Promise<Office> => openOffice(config, { report: () => undefined });
  const office = await open();
  try {
    if (options.board) await beginLog(office, yearOf(office.clock.now()));
    await openAccounts(options.cast, office.clearing);
  } finally {
    await office.close();
  }
  return { port: dovecot?.lmtpPort ?? port, lmtp: intake !== 'smtp', start: () => startChild([COMMAND, 'start', '--config', file], nodeOptions), open };
}

function configText({ folder, intake, board, dnsPort, outgoingPort, dovecot }: BankOptions, port: number): string {
  return `[bank]
name = "Example Bank"
payment_address = "${PAY}"
bounce_address = "bounce@bank.example"
telephone = "+81 72 000 0000"
time_zone = "Asia/Tokyo"

[dns]
servers = ["127.0.0.1:${dnsPort}"]

[intake]
canary = false

${dovecot === null ? `[intake.${intake === 'imap' ? 'lmtp' : intake}]\nlisten = "127.0.0.1:${port}"` : mailboxText(folder, dovecot)}

[outgoing]
host = "127.0.0.1"
port = ${outgoingPort}
security = "none"

[dkim]
selector = "${SELECTOR}"

[log]
level = "warn"
${board ? '\n[board]\nenabled = true\nhost = "board.bank.example"\nretention = "A benchmark: everything goes when it ends."\n' : ''}`;
}

function mailboxText(folder: string, dovecot: TestDovecot): string {
  writeFileSync(join(folder, 'imap.password'), MAILBOX_PASSWORD, { mode: 0o600 });
  writeFileSync(join(folder, 'ca.pem'), dovecot.caPem);
  return `[[intake.imap]]\nhost = "127.0.0.1"\nport = ${dovecot.imapsPort}\nca_file = "ca.pem"\nuser = "${PAY}"\npassword_file = "imap.password"\nfolders = ["INBOX"]`;
}
