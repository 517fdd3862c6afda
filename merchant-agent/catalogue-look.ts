/** The shop's catalogue as it stands in its file at this moment. */
import { readFileSync } from 'node:fs';
import { currencyOf, money } from '../clearinghouse/protocol/money.ts';
import { codeOf, pathOf } from './config.ts';
import type { Config } from './config.ts';
import type { CatalogueLook, Parts } from './steps/parts.ts';

export function catalogueLook(config: Config): Parts['catalogue'] {
  return async (): Promise<CatalogueLook> => {
    try {
      const rows = readFileSync(pathOf(config, config.catalogue.file), 'utf8').trim().split('\n').slice(1).map((line) => [...line.matchAll(/("([^"]*)"|[^,]*)(?:,|$)/g)].map((m) => m[2] ?? m[1] ?? ''));
      const currency = currencyOf('JPY');
      if (currency === null) throw new Error('x');
      return { ok: true, catalogue: { currency, items: rows.map(([sku = '', name = '', names = '', price = '', , tax = '', stock = '']) => ({ sku, names: [name, ...names.split(';')], unit: money(currency, BigInt(price)), taxRate: Number(tax) * 100, stock: stock === '' ? null : Number(stock) })) } };
    } catch (error) {
      return { ok: false, trouble: codeOf(error) };
    }
  };
}
