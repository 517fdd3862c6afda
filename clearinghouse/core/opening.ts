/** Which scheme a new payment begins under: the bank's and the parties' policy. `two-mail` is the first in the list. */
import type { Desk } from './desk.ts';
import type { Scheme } from './scheme.ts';

export function openingScheme(desk: Desk): Scheme {
  const [first] = desk.schemes;
  if (first === undefined) throw new Error('the list of schemes is empty');
  return first;
}
