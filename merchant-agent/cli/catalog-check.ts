/** `kakitome-merchant catalog check`: can the catalogue be used, and what in it could be mistaken? */
import { resolve } from 'node:path';
import { formatAmount } from '../../clearinghouse/protocol/money.ts';
import { checkCatalogueFile, faultText } from '../catalogue-look.ts';
import { loadConfig } from '../config.ts';
import { counted, show, table } from './print.ts';
import { EXAMPLE_LEFT, hasExample } from './templates.ts';
import { examples } from './verb.ts';
import type { ExitCode, Terminal, Verb } from './verb.ts';

export const catalogCheck: Verb = (parent, run) =>
  void parent
    .command('check')
    .description('read the catalogue as the agent does and list everything that is wrong with it; exit code 1 if it can\'t be used')
    .argument('[file]', 'another file than the configuration names')
    .addHelpText('after', examples('catalog check', 'catalog check new-prices.csv --config shop/merchant.toml'))
    .action(run(check));

async function check(terminal: Terminal, file: string | undefined): Promise<ExitCode> {
  const config = loadConfig(terminal.config);
  const found = checkCatalogueFile(config, file === undefined ? undefined : resolve(file));
  if (!found.ok) {
    const lines = found.faults.length === 0 ? [found.trouble] : found.faults.map(faultText);
    show(terminal, [...lines, 'The catalogue is not used until this is put right: orders wait.'].join('\n'), { ok: false, trouble: found.trouble, faults: found.faults.map((fault) => ({ ...fault })) });
    return 1;
  }
  const { items, currency } = found.look.catalogue;
  const rows = items.map(({ sku, names, unit, taxRate, stock }) => [sku, names[0] ?? '', formatAmount(unit), `${taxRate / 100} %`, stock === null ? '' : String(stock), String(names.length - 1)]);
  show(terminal, `${table(['Sku', 'Name', `Price ${currency}`, 'Tax', 'Stock', 'Other names'], rows)}\n\n${counted(items.length)}, nothing wrong.${hasExample(items) ? ` ${EXAMPLE_LEFT}.` : ''}`, { ok: true, currency, items: items.map(({ sku, names, unit, taxRate, stock }) => ({ sku, names, minor: unit.minor.toString(), taxRate, stock })) });
  return 0;
}
