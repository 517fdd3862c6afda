/** `kakitome wallet key`: the bank's wallet keys, to which buyers seal their cheques. */
import { loadConfig } from '../config.ts';
import { readWallet } from '../key-files.ts';
import { keysFolder } from '../office.ts';
import { show } from './print.ts';
import { table } from './table.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

export const walletKey: Verb = (parent, run) =>
  void parent
    .command('key')
    .description('the bank\'s wallet keys: the current one, to which cheques are sealed, and older ones that are still read')
    .addHelpText('after', examples('wallet key'))
    .action(run(printKeys));

async function printKeys(terminal: Terminal): Promise<ExitCode> {
  const wallet = readWallet(keysFolder(loadConfig(terminal.config)));
  const rows = wallet.map(({ version, recipient }, at) => [`wallet-${version}`, recipient, at === 0 ? 'current' : 'still read']);
  const text = wallet.length === 0 ? 'No wallet key: the bank takes no cheques. `kakitome wallet rotate` makes the first.' : table([{ title: 'Key' }, { title: 'Recipient' }, { title: 'State' }], rows);
  show(terminal, text, { keys: wallet.map(({ version, recipient }, at) => ({ version, recipient, current: at === 0 })) });
  return 0;
}
