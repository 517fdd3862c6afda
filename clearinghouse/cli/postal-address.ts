/** The bank's postal address, which what goes by post must bear. */
import type { Config } from '../config.ts';
import { mistake } from './mistake.ts';

export function postalAddressOf({ file, bank }: Config): readonly string[] {
  if (bank.postal_address.length === 0) throw mistake(`${file}: bank.postal_address`, 'nothing', 'the lines of the bank\'s address, such as ["1-2-3 Chuo", "Tokyo 104-0061"]');
  return bank.postal_address;
}
