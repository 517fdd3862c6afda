/** Numbers that count the lines of a list and not what is ordered. */
import { foldText } from './lexicon.ts';

export type ListedLine = { readonly text: string; readonly isListed: boolean };

/** A form to be ticked: what has no tick and no quantity is not ordered. */
const TICKED = /^[-*• ]*(?:\[[xX✓✔]\]|[☑☒✅])/u;
const UNTICKED = /^[-*• ]*(?:\[ ?\]|[☐□▢])/u;
const SIZED = /[0-9]+ ?(?:g|kg|ml|cl|l|cm|mm)\b|\b[A-Z][0-9]\b/g;

const NUMBERED = /^(?:[*・•-] ?)?(?:[(（]([0-9]{1,2})[)）]|([0-9]{1,2}) ?(?:[.)）、/](?![0-9])|\. ))[ 　]*(?=[^ ])/u;
const LETTERED = /^[(（]?[a-h][)）.] (?=[^ ])/u;
const POSITIONED = /^(?:(?:pos|position|item|artikel|article|line|zeile|ligne|l[ií]nea|art[ií]culo|produit|producto|no|nr|n°|nº)\.? ?[0-9]{1,2} ?[:.)] |(?:pos|position)\.? ?[0-9]{1,3} +)(?=[^ ])/iu;
/** ① and 1 look alike once widths are folded: a number glued to the name, with a quantity behind it. */
const GLUED = /^([0-9]{1,2})(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]).*[0-9一二三四五六七八九十]/u;
const HAN_NUMBERED = /^[一二三四五六七八九十]{1,2}[、.．] ?(?=[^ ])/u;
const POSITION = /^(?:pos\.?|position|no\.?|nr\.?|n°|#|番号|no|序号|項番)(?: |$|[|\t])/u;
const COLUMN = /^([0-9]{1,2}) (?=[^ ])/;

/**
 * Takes `1.`, `2)`, `(3)`, `一、` off where the numbers run from one upwards, and the first column of a table whose head calls it a position. A number so
 * marked that is out of turn stays, and with it the doubt.
 */
export function withoutListNumbers(lines: readonly string[]): ListedLine[] {
  const isForm = lines.some((text) => TICKED.test(text));
  const listed = lines.map((text): ListedLine => (isForm && UNTICKED.test(text) ? { text: /[0-9]/.test(text.replace(SIZED, '')) ? `# ${text}` : '', isListed: true } : { text, isListed: false }));
  const numbers = lines.map((text) => numberOf(text));
  let expected = 1;
  numbers.forEach((number, at) => {
    if (number === expected || number === 1) {
      listed[at] = { text: (lines[at] ?? '').replace(NUMBERED, ''), isListed: true };
      expected = number + 1;
    } else if (POSITIONED.test(lines[at] ?? '')) {
      listed[at] = { text: (lines[at] ?? '').replace(POSITIONED, ''), isListed: true };
    } else if (HAN_NUMBERED.test(lines[at] ?? '') || LETTERED.test(lines[at] ?? '')) {
      listed[at] = { text: (lines[at] ?? '').replace(HAN_NUMBERED, '').replace(LETTERED, ''), isListed: true };
    } else if (number !== null) {
      // Out of turn: neither a quantity nor a list number for sure.
      listed[at] = { text: `# ${lines[at] ?? ''}`, isListed: false };
    }
  });
  takeGlued(lines, listed);
  takeCounted(lines, listed);
  const head = lines.findIndex((text) => POSITION.test(foldText(text)));
  if (head !== -1) takePositions(lines, listed, head);
  return listed;
}

function numberOf(text: string): number | null {
  const match = NUMBERED.exec(text);
  return match === null ? null : Number(match[1] ?? match[2]);
}

/** Only a run of two and more, from one upwards. */
function takeGlued(lines: readonly string[], listed: ListedLine[]): void {
  const run: number[] = [];
  lines.forEach((text, at) => {
    if (Number(GLUED.exec(text)?.[1]) === run.length + 1) run.push(at);
  });
  if (run.length > 1) for (const at of run) listed[at] = { text: (lines[at] ?? '').replace(/^[0-9]{1,2}/, ''), isListed: true };
}

const COUNTED = /^([0-9]{1,2}) (?=[^ 0-9]).*[0-9] ?(?:袋|個|本|缶|箱|点|枚|組|セット|冊|包|罐|盒|瓶|把|块|条|套|本|张|只|个|支|盏|pcs|packs|bags|boxes|Stück|Stk\.?)$/u;

/** `1 玉露 2袋`, `2 煎茶50g 2袋`: two and more lines from one upwards, each with a counted quantity at its end. */
function takeCounted(lines: readonly string[], listed: ListedLine[]): void {
  const run: number[] = [];
  lines.forEach((text, at) => {
    if (Number(COUNTED.exec(text)?.[1]) === run.length + 1) run.push(at);
  });
  const isRun = run.every((at, place) => place === 0 || at === (run[place - 1] ?? 0) + 1);
  if (run.length > 1 && isRun) for (const at of run) listed[at] = { text: (lines[at] ?? '').replace(/^[0-9]{1,2} /, ''), isListed: true };
}

/** From one upwards, or in tens. */
function takePositions(lines: readonly string[], listed: ListedLine[], head: number): void {
  const step = Number(COLUMN.exec(lines[head + 1] ?? '')?.[1]) === 10 ? 10 : 1;
  let expected = step;
  for (let at = head + 1; at < lines.length; at += 1) {
    const text = lines[at] ?? '';
    if (text === '') continue;
    if (Number(COLUMN.exec(text)?.[1]) !== expected) return;
    listed[at] = { text: text.replace(COLUMN, ''), isListed: true };
    expected += step;
  }
}
