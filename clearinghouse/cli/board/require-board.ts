/** What the verbs of the board's keeper need: the bank's office, and a configuration that has a board. */
import type { Config } from '../../config.ts';
import { mistake } from '../mistake.ts';

export function requireBoard({ file, board }: Config): void {
  if (!board.enabled) throw mistake(`${file}: board.enabled`, 'false', 'true: a bank that keeps a board');
}

/** The name of a log, as `--name` gives it. */
export function requireLogName(name: string): void {
  if (!/^[0-9]{4}[a-z0-9-]{0,20}$/.test(name)) throw mistake('--name', JSON.stringify(name), 'a year, which lower-case letters may follow, such as 2027 or 2027b');
}
