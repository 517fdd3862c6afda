/** One thing that `doctor` has looked at. `found` is one line: what there is and, where it is wrong, the exact thing to put. */
export type Check = { readonly name: string; readonly outcome: 'ok' | 'wrong' | 'unsure'; readonly found: string };

const check =
  (outcome: Check['outcome']) =>
  (name: string, found: string): Check => ({ name, outcome, found: found.replaceAll(/\s*\n\s*/g, ' ') });

export const ok = check('ok');
export const wrong = check('wrong');
/** Could not be looked at, or is right only if something that can't be seen from here is. */
export const unsure = check('unsure');
