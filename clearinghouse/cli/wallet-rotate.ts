/** `kakitome wallet rotate`: the bank's next wallet key. The older ones stay until staff remove their files. */
import { bankOf, loadConfig } from '../config.ts';
import { readWallet, rotateWallet, walletFile } from '../key-files.ts';
import { keysFolder, systemClock } from '../office.ts';
import { show } from './print.ts';
import { timeJson } from './shapes.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';
import { olderWallets, sentenceOf } from './wallet-older.ts';

export const walletRotate: Verb = (parent, run) =>
  void parent
    .command('rotate')
    .description('make the bank\'s next wallet key (or its first); the running bank takes it at its next start')
    .addHelpText('after', examples('wallet rotate'))
    .action(run(rotate));

async function rotate(terminal: Terminal): Promise<ExitCode> {
  const config = loadConfig(terminal.config);
  const folder = keysFolder(config);
  const { version, recipient } = rotateWallet(folder);
  const older = olderWallets(folder, readWallet(folder));
  const { timeZone } = bankOf(config);
  const text = [
    `Made ${walletFile(folder, version)}, mode 0600. Keep a copy of it with the other keys.`,
    `From the next start of the bank new wallet pages seal to ${recipient}.`,
    ...older.map((one) => sentenceOf(one, systemClock.now(), timeZone)),
  ];
  show(terminal, text.join('\n'), { made: { version, recipient, file: walletFile(folder, version) }, older: older.map(({ version: old, file, until }) => ({ version: old, file, validUntil: timeJson(until) })) });
  return 0;
}
