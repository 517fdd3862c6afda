/** The six letters that are printed inside a card of settlement numbers, in the mail that activates it, as people copy them. */

const ACTIVATE_LINE = /^(?:activate|有効化|利用開始) ?:? ?([0-9A-Z]{6})[.。!]?$/i;

/** Any case, O for 0, I and L for 1, blanks between. */
const lettersOf = (text: string): string => text.toUpperCase().replaceAll(/[ -]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');

/** What stands behind ACTIVATE; null: the line is none of the kind. */
function activationOf(line: string): string | null {
  const written = ACTIVATE_LINE.exec(line)?.[1];
  return written === undefined ? null : lettersOf(written);
}

/** A line that is nothing but such letters; null: it is something else. */
function bareLettersOf(line: string): string | null {
  const letters = lettersOf(line.replace(/[.。!]$/, ''));
  return /^[0-9A-HJKMNP-TV-Z]{6}$/.test(letters) ? letters : null;
}

/**
 * What the lines of a mail may mean as the letters of a card, each once: what stands behind ACTIVATE, else the lines that are nothing but such letters. Of
 * several of these those with a figure, since names and greetings have six letters too. More than one is a guess.
 */
export function cardLettersIn(lines: readonly string[]): readonly string[] {
  const named = lines.flatMap((line) => activationOf(line) ?? []);
  const bare = lines.filter((line) => bareLettersOf(line) !== null);
  const figured = bare.filter((line) => /[0-9]/.test(line));
  const alone = (bare.length > 1 && figured.length > 0 ? figured : bare).flatMap((line) => bareLettersOf(line) ?? []);
  return [...new Set(named.length > 0 ? named : alone)];
}

/** Whether a line may show a card's letters to whoever looks at the mail; `bare`: the mail answers one about a card. */
export const showsCardLetters = (line: string, bare: boolean): boolean => activationOf(line.trim()) !== null || (bare && bareLettersOf(line) !== null);
