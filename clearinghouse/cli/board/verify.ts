/** `kakitome board verify`: audits a log, or says what a receipt proves. Needs no bank, no configuration, and for a receipt no network. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { mistake, withExitCode } from '../mistake.ts';
import { endingWith, examples, type ExitCode, type Terminal, type Verb } from '../verb.ts';
import { verifyLog, type LogPlace } from './verify-log.ts';
import { verifyReceipt } from './verify-receipt.ts';
import { DEFAULT_STATE, readTrust, type VerifyOptions } from './verify-trust.ts';

/** 0 proved or sound, 1 refused, 3 not judged in full; what can't be used at all: */
const EXIT_UNUSABLE = 2;

const EXIT_CODES = `
Exit codes:
  0  a receipt proves what it says; a log is sound
  1  refused: altered, forked, rolled back, or not what was signed
  2  wrong arguments, or something that can't be read
  3  nothing speaks against it, but not all could be judged: only its own key is known, witnesses are missing, a server can't be had,
     the newest signature of a log is older than a day`;

export const boardVerify: Verb = (parent, run) =>
  void parent
    .command('verify')
    .description('audit a log (a folder or URL), or say what a saved receipt proves (a mail, its attachments, a folder of them)')
    .argument('<what...>', 'https://…/board/<year>, the folder of a log, receipt.eml, or entry.bin receipt.tlog-proof …')
    .option('--key <vkey>', 'the log\'s key, had from elsewhere: a vkey, or a file of them; may be given again', (key: string, keys: readonly string[]) => [...keys, key], [])
    .option('--policy <file>', 'a tlog-policy file: log keys, witnesses, quorum')
    .option('--faces', 'of a log: each face file too opens its entry, or is withdrawn')
    .option('--state <file>', `of a log: where the last audit is kept, to see forks and rollbacks (default: ${DEFAULT_STATE})`)
    .option('--no-state', 'of a log: compare with nothing, keep nothing')
    .exitOverride(endingWith(EXIT_UNUSABLE))
    .addHelpText('after', `${examples('board verify receipt.eml --key bank.vkey', 'board verify https://bank.example/board/2026 --policy trusted.policy --faces', 'board verify /srv/mirror/board/2026 --key \'bank.example/board/2026+1a2b3c4d+AQ…\' --state audits.json')}\n${EXIT_CODES}`)
    .action(run(verify));

async function verify(terminal: Terminal, what: readonly string[], options: VerifyOptions): Promise<ExitCode> {
  try {
    const trust = await readTrust(options);
    const [first = ''] = what;
    const log = what.length === 1 ? await logAt(first) : null;
    return log === null ? await verifyReceipt(terminal, what, trust) : await verifyLog(terminal, log, trust, options);
  } catch (error) {
    throw withExitCode(error, EXIT_UNUSABLE);
  }
}

/** Null: it is no log, so it has to be a receipt. */
async function logAt(place: string): Promise<LogPlace | null> {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(place)) return { kind: 'url', at: place };
  const has = (name: string): Promise<boolean> => stat(join(place, name)).then((about) => about.isFile(), () => false);
  if (!(await stat(place)).isDirectory()) return null;
  const [isLog, isReceipt] = await Promise.all([has('checkpoint'), has('receipt.tlog-proof')]);
  if (isLog === isReceipt) throw mistake(place, isLog ? 'a checkpoint and a receipt in one folder' : 'neither a checkpoint nor a receipt.tlog-proof in the folder', 'the folder of a log, or of a receipt\'s attachments');
  return isLog ? { kind: 'folder', at: place } : null;
}
