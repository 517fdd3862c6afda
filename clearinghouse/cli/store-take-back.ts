/** `kakitome store take-back`: a bank that `store copy` has moved elsewhere is used where it was. */
import { loadConfig } from '../config.ts';
import { storeName, takeBack } from '../database.ts';
import { readKeys } from '../key-files.ts';
import { keysFolder } from '../office.ts';
import { Mistake } from './mistake.ts';
import { show } from './print.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

export const storeTakeBack: Verb = (parent, run) =>
  void parent
    .command('take-back')
    .description('use the configured database again, from which `store copy` has moved the bank. Only where nothing was done on the new one: that would stand in no book here')
    .addHelpText('after', examples('store take-back'))
    .action(run(bringBack));

async function bringBack(terminal: Terminal): Promise<ExitCode> {
  const config = loadConfig(terminal.config);
  const { letter } = readKeys(keysFolder(config), config.dkim.selector);
  const place = await takeBack(config, letter).catch((error: unknown) => {
    throw new Mistake(`store take-back: ${storeName(config)}: found ${error instanceof Error ? error.message : String(error)}; expected the bank's database and its keys`);
  });
  const text = place === null ? `The bank has not gone from ${storeName(config)}: nothing was changed.` : `The bank is in ${storeName(config)} again. Never start it at ${place}: whatever is done there is not in these books.`;
  show(terminal, text, { database: storeName(config), movedTo: place });
  return 0;
}
