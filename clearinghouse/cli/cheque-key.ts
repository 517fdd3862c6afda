/** `kakitome cheque key`: the line that enrols a wallet, for people who make their cheques at a terminal. */
import { createHash } from 'node:crypto';
import { shownFingerprint } from '../protocol/page-fingerprint.ts';
import { secretOption, readWalletKey } from './cheque-input.ts';
import { show } from './print.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly secretFile: string };

export const chequeKey: Verb = (parent, run) =>
  void parent
    .command('key')
    .description('for buyers: the line `Wallet key: …` of a wallet secret, to send to the bank; needs no bank\'s configuration')
    .requiredOption(...secretOption)
    .addHelpText('after', examples('cheque key --secret-file secret.txt'))
    .action(run(printKey));

async function printKey(terminal: Terminal, { secretFile }: Options): Promise<ExitCode> {
  const { publicKey } = readWalletKey(secretFile);
  const fingerprint = shownFingerprint(createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest());
  show(terminal, `Wallet key: ${publicKey}`, { walletKey: publicKey, fingerprint });
  if (!terminal.json) terminal.note(`its fingerprint is ${fingerprint}`);
  return 0;
}
