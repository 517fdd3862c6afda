/** `kakitome wallet rotate`: the bank's next wallet key. The older ones stay until staff remove their files. */
import { statSync } from 'node:fs';
import { bankOf, loadConfig } from '../config.ts';
import { readWallet, rotateWallet, walletFile } from '../key-files.ts';
import { keysFolder, systemClock } from '../office.ts';
import { LONGEST_CHEQUE_MS } from '../protocol/cheque-text.ts';
import { show } from './print.ts';
import { showTime, timeJson } from './shapes.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

export const walletRotate: Verb = (parent, run) =>
  void parent
    .command('rotate')
    .description('make the bank\'s next wallet key (or its first); the running bank takes it at its next start')
    .addHelpText('after', examples('wallet rotate'))
    .action(run(rotate));

/** A key that is no longer the current one. `until`: before that a cheque sealed to it may still be valid. */
type Older = { readonly version: number; readonly file: string; readonly until: number };

async function rotate(terminal: Terminal): Promise<ExitCode> {
  const config = loadConfig(terminal.config);
  const folder = keysFolder(config);
  const before = readWallet(folder);
  const { version, recipient } = rotateWallet(folder);
  const now = systemClock.now();
  const older = before.map((one, at): Older => {
    const next = before[at - 1];
    const endedAt = next === undefined ? now : statSync(walletFile(folder, next.version)).mtimeMs;
    return { version: one.version, file: walletFile(folder, one.version), until: endedAt + LONGEST_CHEQUE_MS };
  });
  const { timeZone } = bankOf(config);
  const text = [
    `Made ${walletFile(folder, version)}, mode 0600. Keep a copy of it with the other keys.`,
    `From the next start of the bank new wallet pages seal to ${recipient}.`,
    ...older.map(({ version: old, file, until }) => `wallet-${old} is read as long as its file is there. ${until <= now ? 'No cheque of a new page is sealed to it any more' : `A cheque sealed to it may be valid until ${showTime(until, timeZone)}`}; remove ${file} after that, once every buyer has a newer wallet page.`),
  ];
  show(terminal, text.join('\n'), { made: { version, recipient, file: walletFile(folder, version) }, older: older.map(({ version: old, file, until }) => ({ version: old, file, validUntil: timeJson(until) })) });
  return 0;
}
