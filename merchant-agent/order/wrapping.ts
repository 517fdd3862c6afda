/** Sentences that a mail program has broken over lines: joined again before they are read. */
import type { CutLine, Unit } from './layout.ts';
import { rawOf } from './tokens.ts';

/** A sentence runs over no more lines than this. */
const MAX_LINES = 12;
/** From this length on a line may have been broken by a program; from the shorter one on where the next begins in small letters. */
const LONG = 60;
const FAIRLY_LONG = 40;
/** The same for Han and kana, which are twice as wide. */
const LONG_EASTERN = 24;
const EASTERN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const LISTED = /^(?:[-–*•・◎◆■●○★☆※▪‣>+#]|\[|[(（]?[0-9]{1,3}[).、:]|[0-9]{1,3} ?[x×] )/u;

/** The units, each with those that follow it as parts of the same sentence; a sentence on one line stands alone. */
export function sentencesOf(units: readonly Unit[], lines: readonly CutLine[]): readonly (readonly Unit[])[] {
  const sentences: Unit[][] = [];
  units.forEach((unit, at) => {
    const [before, sentence] = [units[at - 1], sentences.at(-1)];
    if (before !== undefined && sentence !== undefined && sentence.length < MAX_LINES && isBroken(before, unit, lines)) sentence.push(unit);
    else sentences.push([unit]);
  });
  return sentences;
}

/** True where `unit` goes on with the sentence of the line above. */
function isBroken(above: Unit, unit: Unit, lines: readonly CutLine[]): boolean {
  const [upper, lower] = [above.lines.at(-1) ?? 0, unit.lines[0] ?? 0];
  if (above.isClosed || lower !== upper + 1) return false;
  const [text, next] = [lines[upper]?.text ?? '', lines[lower]?.text ?? ''];
  const last = above.tokens.findLast((token) => token.kind !== 'ornament');
  if (LISTED.test(text) || LISTED.test(next) || (last?.kind === 'pause' && last.text === ':') || last?.text === ')' && /^[0-9]/.test(next)) return false;
  if (EASTERN.test(text)) return text.length >= LONG_EASTERN;
  return text.length >= LONG || (text.length >= FAIRLY_LONG && /^[\p{Ll}(]/u.test(next));
}

/** The sentence as it stood before it was broken. */
export function joined(units: readonly Unit[]): { readonly text: string; readonly lines: readonly number[]; readonly isClosed: boolean } {
  const text = units.reduce((before, { tokens }) => {
    const next = rawOf(tokens);
    return before === '' ? next : EASTERN.test(before.slice(-1)) && EASTERN.test(next.charAt(0)) ? before + next : `${before} ${next}`;
  }, '');
  return { text, lines: [...new Set(units.flatMap(({ lines }) => lines))], isClosed: units.at(-1)?.isClosed ?? true };
}
