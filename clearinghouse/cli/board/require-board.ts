/** What the verbs of the board's keeper need: the bank's office, and a configuration that has a board. */
import type { Config } from '../../config.ts';
import { mistake } from '../mistake.ts';

export function requireBoard({ file, board }: Config): void {
  if (!board.enabled) throw mistake(`${file}: board.enabled`, 'false', 'true: a bank that keeps a board');
}

