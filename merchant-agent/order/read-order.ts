/**
 * From the buyer's words to items and quantities. A line is taken only where every word in it that matters was understood; whatever names an item, a
 * number or a wish and was not understood is an open point for the shopkeeper. Nothing is guessed. The same text gives the same reading.
 */
import { normaliseLine, plainFigures } from '../../clearinghouse/protocol/normalise.ts';
import type { Currency } from '../../clearinghouse/protocol/money.ts';
import { guarded } from './afterwards.ts';
import { meaningOf } from './clause.ts';
import { dictionariesOf } from './dictionary.ts';
import type { Dictionary } from './dictionary.ts';
import { isClosingWord, isSignature } from './contact.ts';
import { isHedgedAcross, isHedgedLine } from './hedges.ts';
import { kindsOf, unitsOf } from './layout.ts';
import type { CutLine, Unit } from './layout.ts';
import { mended } from './mended.ts';
import { open } from './meaning.ts';
import type { Meaning } from './meaning.ts';
import { namesOf } from './names.ts';
import { isOfTea } from './of-tea.ts';
import type { Names } from './names.ts';
import { nearItems } from './near.ts';
import { withoutListNumbers } from './list-numbers.ts';
import { asksOfIt, ofIt } from './of-it.ts';
import type { Catalogue, LineNote, OpenPoint, OrderReading, ToldBehind } from './order.ts';
import { checkStock } from './price.ts';
import { countOf, isUnclear, withCorrections, withReasons } from './referring.ts';
import type { Understood } from './referring.ts';
import { settle } from './settle.ts';
import type { Said } from './settle.ts';
import { withoutTables } from './table.ts';
import { rawOf } from './tokens.ts';
import type { Token } from './tokens.ts';
import { toldAbove } from './unasked.ts';
import { joined, sentencesOf } from './wrapping.ts';

const MAX_FILLED = 400;
const MAX_LINE = 600;
const MAX_CHARACTERS = 20_000;
const MAX_TEXT = 120;
/** A sentence runs over no more lines than this. */
const MAX_JOINED = 5;

/**
 * Reads the lines of the order itself: without password, ceiling, payee, quotation and marked signature; empty lines may stand between them. Numbers
 * of lines in the reading are places in `lines`.
 */
export function readOrder(lines: readonly string[], catalogue: Catalogue, toldBehind: ToldBehind): OrderReading {
  const names = namesOf(catalogue);
  const plain = withoutTables(lines.map((line) => normaliseLine(plainFigures(line))), names, catalogue);
  const filled = plain.flatMap((text, at) => (text === '' ? [] : [at]));
  const tooLong = filled.find((at) => (plain[at] ?? '').length > MAX_LINE) ?? null;
  const characters = filled.reduce((sum, at) => sum + (plain[at] ?? '').length, 0);
  if (filled.length > MAX_FILLED || characters > MAX_CHARACTERS || tooLong !== null) {
    const text = tooLong === null ? `${filled.length} lines` : (plain[tooLong] ?? '');
    return { items: [], open: [{ reason: 'needs-a-person', line: tooLong, text: text.slice(0, MAX_TEXT), candidates: [] }], notes: [] };
  }
  const [first, ...others] = dictionariesOf(plain, names.latinWords).map((dictionary) => readIn(plain, dictionary, names, catalogue, toldBehind));
  if (first === undefined) throw new Error('no language to read in');
  return withStock(agreed(first, others), catalogue);
}

/** Languages between which the mail's words do not decide have to say the same. */
function agreed(first: OrderReading, others: readonly OrderReading[]): OrderReading {
  const shown = (reading: OrderReading): string => reading.items.map(({ sku, quantity }) => `${quantity} ${sku}`).sort().join();
  const sure = [first, ...others].filter((reading) => reading.open.length === 0 && reading.items.length > 0);
  const [one] = sure;
  if (one === undefined) return first;
  if (sure.every((reading) => shown(reading) === shown(one))) return one;
  return { ...first, open: [...first.open, { reason: 'needs-a-person', line: null, text: '', candidates: [] }] };
}

function withStock(reading: OrderReading, catalogue: Catalogue): OrderReading {
  const out = checkStock(reading.items, catalogue);
  return out.length === 0 ? reading : { ...reading, open: [...reading.open, ...out] };
}

function readIn(plain: readonly string[], dictionary: Dictionary, names: Names, catalogue: Catalogue, toldBehind: ToldBehind): OrderReading {
  const cut = cutLines(plain, dictionary, names, catalogue.currency);
  const kinds = kindsOf(cut, names.latinWords);
  const units = unitsOf(cut, kinds);
  const whole = (parts: readonly Unit[]): Unit => {
    const { text, lines, isClosed } = joined(parts);
    return { tokens: mended(text, lines[0] ?? 0, dictionary, names, catalogue.currency), lines, isClosed };
  };
  const said = understood(sentencesOf(units, cut), names, whole, toldBehind).map(({ unit, meaning }): Said => ({ unit, meaning, text: textOf(unit, plain) }));
  const doubtful = cut.flatMap(({ tokens }, at): Said[] => (kinds[at] === 'doubtful' || isHedgedLine(plain[at] ?? '', tokens, plain) || isHedgedAcross(plain[at] ?? '', plain[at + 1] ?? '') ? [{ unit: { tokens, lines: [at], isClosed: true }, meaning: open('unknown-item'), text: (plain[at] ?? '').slice(0, MAX_TEXT) }] : []));
  const above = toldAbove(said);
  const unasked: readonly Said[] = above === null ? [] : [{ ...above, meaning: open('needs-a-person') }];
  const settled = settle([...said, ...doubtful, ...unasked], catalogue, (unit, wholeOnly) => nearItems(unit.tokens, names, wholeOnly));
  const notes = plain.flatMap((text, line): LineNote[] => (text === '' ? [] : [{ line, text: text.slice(0, MAX_TEXT), readAs: kinds[line] === 'words' || kinds[line] === 'doubtful' ? (settled.readAs.get(line) ?? 'nothing') : kinds[line] === 'signature' ? 'signature' : kinds[line] === 'empty' ? 'not ticked' : 'address' }]));
  const nothing: OpenPoint[] = settled.items.length === 0 && settled.open.length === 0 ? [{ reason: 'nothing-ordered', line: null, text: '', candidates: [] }] : [];
  return { items: settled.items, open: [...settled.open, ...nothing], notes };
}

/** Faces behind a sentence: `(^^)`, `m(_ _)m`. */
const KAOMOJI = /(?<=[\p{Script=Hiragana}\p{Script=Han}。！!])[ 　]?(?:m?\([\^_;><*・´`ω∀▽o°￣ 　\-～~=.TДд人]{2,9}\)[mノ/;!♪☆]*|[\^＾]{2}[;♪]?)(?=$|[ 　。！!])/gu;

/** `100g2袋`: the size and the quantity are written in one. */
const JOINED_COUNT = /((?<![0-9a-z])[0-9]{1,4}(?:g|kg|グラム))(?=[0-9]{1,3} ?(?:袋|個|本|つ|缶|箱|枚|点|コ|ケ|冊|瓶|パック|セット|ふくろ|こ(?![ぁ-ん]))(?!入|セット))/giu;
/** `割ってしまって…。`: the sentence ends. */
const TRAILING_OFF = /(?<=[てでがねすたよしなくら])(?:…|\.{2,}|・{2,})+。?$/u;

const POSTSCRIPT = /^[(（]?(?:p\.?-? ?p?\.?-? ?s\.?|p\. ?d\.?|pd|pos[td]data|post-?scriptum|nachtrag|追伸|追記|又及|附言|追记|另(?=[:：])|n\.?b\.?)[)）]? ?[:：.,、]? ?(?=[^a-z]|[a-z])/iu;

function cutLines(plain: readonly string[], dictionary: Dictionary, names: Names, currency: Currency): CutLine[] {
  return withoutListNumbers(plain).map(({ text, isListed }, at) => {
    const postscript = POSTSCRIPT.exec(text)?.[0] ?? '';
    const isPostscript = postscript !== '' && /[:：., )）、]$|^(?:追伸|追記|又及)/u.test(postscript);
    const rest = (isPostscript ? text.slice(postscript.length) : text).replace(/(?<=ま|で|ださ|しま)[ーぁ〜～]+(?=す|い)/gu, '').replace(KAOMOJI, '').replace(JOINED_COUNT, '$1 ').replace(TRAILING_OFF, '。');
    return { text: rest, tokens: mended(isListed ? `• ${rest}` : rest, at, dictionary, names, currency), isPostscript };
  });
}

const textOf = (unit: Unit, plain: readonly string[]): string => unit.lines.map((line) => plain[line] ?? '').join(' ').slice(0, MAX_TEXT);

/** Each sentence; where it runs over lines and is not understood without them, with them. */
function understood(sentences: readonly (readonly Unit[])[], names: Names, whole: (parts: readonly Unit[]) => Unit, toldBehind: ToldBehind): Understood[] {
  let opening = true;
  const units = sentences.flat();
  const alone = sentences.flatMap((parts): Understood[] => {
    const unit = parts.length > 1 ? whole(parts) : null;
    const broken = unit === null ? null : { unit, meaning: meaningOf(unit.tokens, names, opening) };
    const found = broken !== null && !isUnclear(broken) ? [broken] : parts.map((part) => ({ unit: part, meaning: meaningAlone(part, units, names, opening) }));
    opening &&= found.every(({ meaning }) => meaning.kind === 'nothing' || meaning.kind === 'mention');
    return found;
  });
  const shared = sharedOut(alone);
  const found: Understood[] = [];
  for (let at = 0; at < shared.length; ) {
    const run = joinedFrom(shared, at, names) ?? continued(shared, at, names);
    found.push(run?.one ?? shared[at] ?? { unit: { tokens: [], lines: [], isClosed: true }, meaning: open('needs-a-person') });
    at += run?.count ?? 1;
  }
  const counted = withCounts(found.map((one, at) => introduction(one, found[at + 1])).map((one, at, all) => (isOfTea(one, all.slice(at + 1), names) ? { unit: one.unit, meaning: { kind: 'nothing', readAs: 'introduction' } } : one)), names);
  return withReasons(withCorrections(counted)).map(({ unit, meaning }, at) => ({ unit, meaning: guarded(meaning, unit.tokens, counted.slice(0, at).some((one) => one.meaning.kind === 'order'), toldBehind) }));
}

/** `Two of each:`, and not `of each colour:`. */
const isOfEach = ({ tokens }: Unit): boolean => tokens.at(-1)?.kind === 'pause' && tokens.some((token, at) => token.kind === 'each' && tokens.slice(at + 1).every((one) => ['pause', 'comma', 'aside', 'filler', 'container', 'number', 'each'].includes(one.kind)));

/** `Two of each, please:` above names without numbers. */
function sharedOut(alone: readonly Understood[]): readonly Understood[] {
  const found = [...alone];
  alone.forEach(({ unit }, at) => {
    const [number, ...numbers] = unit.tokens.filter((token) => token.kind === 'number' || token.kind === 'article');
    const isLead = isOfEach(unit) && unit.tokens.at(-1)?.kind === 'pause' && !unit.tokens.some((token) => ['item', 'size', 'stop', 'vague', 'correction', 'goods', 'unknown', 'past', 'done'].includes(token.kind));
    if (!isLead || number === undefined || numbers.length > 0) return;
    let end = at + 1;
    while (alone[end]?.meaning.kind === 'wanting' && isBelow(alone[end - 1]?.unit ?? unit, alone[end]?.unit ?? unit)) end += 1;
    if (end < at + 3) return;
    found[at] = { unit, meaning: { kind: 'nothing', readAs: 'introduction' } };
    for (let place = at + 1; place < end; place += 1) {
      const one = alone[place];
      if (one?.meaning.kind === 'wanting') found[place] = { unit: one.unit, meaning: { kind: 'order', pairs: [{ skus: one.meaning.skus, quantity: number.value }], correction: null, claims: [] } };
    }
  });
  return found;
}

/** A sentence by itself, beside what stands before it. */
function meaningAlone(unit: Unit, units: readonly Unit[], names: Names, opening: boolean): Meaning {
  const at = units.indexOf(unit);
  if (isCardText(units[at - 1], unit)) return { kind: 'nothing', readAs: 'words for a card' };
  const isName = isNameBehind(units[at - 1], unit) || (at === units.length - 1 && isNameAtEnd(units[at - 1], unit));
  return isName ? { kind: 'nothing', readAs: 'name' } : meaningOf(unit.tokens, names, opening);
}

/** What a card shall say, in quotation marks behind the sentence that asks for the card. */
const isCardText = (before: Unit | undefined, { tokens }: Unit): boolean => before !== undefined && before.tokens.some(({ kind }) => kind === 'paper' || kind === 'gift') && /^["「『]$/.test(tokens[0]?.text ?? '') && tokens.length > 2 && /^["」』]$/.test(tokens.findLast(({ kind }) => kind !== 'end')?.text ?? '') && !tokens.some(({ kind }) => kind === 'item' || kind === 'size' || kind === 'order' || kind === 'correction');

/** `Danke! Sven`: one to three words with capitals behind thanks on the same line. */
function isNameBehind(before: Unit | undefined, unit: Unit): boolean {
  const isThanks = before !== undefined && before.lines[0] === unit.lines[0] && before.tokens.every((token) => !['unknown', 'item', 'number'].includes(token.kind)) && before.tokens.some(isClosingWord) && before.tokens.length <= 4;
  const isHan = isThanks && /^[\p{Script=Han}々]{2,4}$/u.test(rawOf(unit.tokens).replaceAll(' ', '')) && unit.tokens.every(({ kind }) => ['unknown', 'chat', 'filler'].includes(kind));
  return isHan || isThanks && unit.tokens.length <= 4 && unit.tokens.every((token) => (token.kind === 'unknown' && /^\p{Lu}/u.test(token.raw)) || token.kind === 'end' || token.kind === 'ornament');
}

/** The last words of the letter, behind a sentence on the same line, have the form of a name. */
const isNameAtEnd = (before: Unit | undefined, unit: Unit): boolean => before !== undefined && before.isClosed && before.lines[0] === unit.lines[0] && unit.tokens.length <= 6 && isSignature(rawOf(unit.tokens), unit.tokens, false);

/** The shortest run of unclear parts of one sentence, from here on, that is clear as a whole. */
function joinedFrom(alone: readonly Understood[], at: number, names: Names): { readonly one: Understood; readonly count: number } | null {
  const first = alone[at];
  if (first === undefined || !isUnclear(first) || (first.unit.tokens.at(-1)?.kind === 'pause' && first.unit.tokens.some((token) => token.kind === 'each'))) return null;
  let unit = first.unit;
  for (let count = 2; count <= MAX_JOINED; count += 1) {
    const next = alone[at + count - 1];
    if (next === undefined || unit.isClosed || !isBelow(unit, next.unit) || !isUnclear(next)) return null;
    unit = { tokens: [...unit.tokens, ...next.unit.tokens], lines: [...unit.lines, ...next.unit.lines], isClosed: next.unit.isClosed };
    const meaning = meaningOf(unit.tokens, names, false, true);
    if (meaning.kind === 'order' || meaning.kind === 'nothing' || meaning.kind === 'exchange') return { one: { unit, meaning }, count };
  }
  return null;
}

/** `… two hojicha and` and below it `one soap to the usual address?`: the same order, and more, once the next line is read with it. */
function continued(alone: readonly Understood[], at: number, names: Names): { readonly one: Understood; readonly count: number } | null {
  const [first, next] = [alone[at], alone[at + 1]];
  if (first === undefined || next === undefined || first.meaning.kind !== 'order' || first.unit.isClosed || !isUnclear(next) || !isBelow(first.unit, next.unit)) return null;
  const unit: Unit = { tokens: [...first.unit.tokens, ...next.unit.tokens], lines: [...first.unit.lines, ...next.unit.lines], isClosed: next.unit.isClosed };
  const meaning = meaningOf(unit.tokens, names, false, true);
  const pairs = first.meaning.pairs;
  const keeps = meaning.kind === 'order' && meaning.pairs.length > pairs.length && pairs.every((pair, place) => meaning.pairs[place]?.quantity === pair.quantity && meaning.pairs[place]?.skus.join() === pair.skus.join());
  return keeps ? { one: { unit, meaning }, count: 2 } : null;
}

const isBelow = (upper: Unit, lower: Unit): boolean => (lower.lines[0] ?? 0) === (upper.lines.at(-1) ?? 0) + 1;

const LISTED: ReadonlySet<Token['kind']> = new Set(['number', 'item', 'ornament', 'dash', 'times', 'size']);

/** A sentence that says that an order follows, and right below it a line of a list. It names no thing of its own, known or not. */
function introduction(one: Understood, next: Understood | undefined): Understood {
  const { meaning, unit } = one;
  if (meaning.kind !== 'open' || meaning.reason !== 'unknown-item' || next?.meaning.kind !== 'order' || !isBelow(unit, next.unit) || !LISTED.has(next.unit.tokens[0]?.kind ?? 'unknown')) return one;
  const isPlain = unit.tokens.some((token) => token.kind === 'order') && !unit.tokens.some((token, at) => ['item', 'number', 'size', 'goods', 'stop', 'vague', 'correction', 'question', 'label', 'money'].includes(token.kind) || (token.kind === 'article' && unit.tokens[at + 1]?.kind === 'unknown'));
  return isPlain ? { unit, meaning: { kind: 'nothing', readAs: 'introduction' } } : one;
}

/** `Sencha` and below it `100 g x 1`, `200 g x 1`: sizes of the item that the line above leaves open. */
function withBase(base: Understood | null, one: Understood, names: Names): Understood | null {
  if (base === null || one.meaning.kind !== 'open' || !one.unit.tokens.some((token) => token.kind === 'size') || one.unit.tokens.some((token) => token.kind === 'item')) return null;
  const meaning = meaningOf([...base.unit.tokens.filter((token) => token.kind === 'item'), ...one.unit.tokens], names, false);
  return meaning.kind === 'order' ? { unit: { ...one.unit, lines: [...base.unit.lines, ...one.unit.lines] }, meaning } : null;
}

/** `Mon hojicha est fini. Pouvez-vous m'en envoyer deux ?`: with the sentence that names it, right above or one further up where the one between tells of something else. */
function withOfIt(kept: readonly Understood[], one: Understood, names: Names): { readonly one: Understood; readonly from: number } | null {
  if (one.meaning.kind === 'order' || one.meaning.kind === 'exchange') return null;
  for (const back of [1, 2]) {
    const [before, between] = [kept.at(-back), kept.slice(kept.length - back + 1)];
    if (before === undefined || before.meaning.kind === 'order' || !between.every(({ meaning, unit }) => meaning.kind === 'nothing' && !unit.tokens.some(({ kind }) => kind === 'goods')) || (one.unit.lines[0] ?? 0) > (before.unit.lines.at(-1) ?? 0) + 2) return null;
    const meaning = ofIt(before.unit.tokens, one.unit.tokens, (tokens) => meaningOf(tokens, names, false));
    if (meaning === null) continue;
    const parts = [before, ...between, one].map(({ unit }) => unit);
    return { one: { unit: { tokens: one.unit.tokens, lines: parts.flatMap(({ lines }) => lines), isClosed: true }, meaning }, from: kept.length - back };
  }
  return null;
}

/** `Notizbuch A5` and below it `3 Stück`, `quantité : 2`. */
function withCounts(found: readonly Understood[], names: Names): Understood[] {
  const kept: Understood[] = [];
  let base: Understood | null = null;
  for (const one of found) {
    const before = kept.at(-1);
    const sized = before === undefined ? null : withBase(base, one, names);
    if (sized !== null) {
      if (before === base) kept.pop();
      kept.push(sized);
      continue;
    }
    const taken = before === undefined ? null : withOfIt(kept, one, names);
    if (taken !== null) {
      kept.splice(taken.from, kept.length - taken.from, taken.one);
      continue;
    }
    const spoken = before?.meaning.kind === 'nothing' && kept.length > 1 ? kept.at(-2) : before;
    const counted = spoken === undefined || asksOfIt(one.unit.tokens) ? null : countOf(spoken, one, names);
    if (counted !== null) {
      kept.push(counted);
      continue;
    }
    base = one.meaning.kind === 'wanting' && one.meaning.skus.length > 1 ? one : null;
    if (one.meaning.kind === 'count' && one.meaning.labelled && before?.meaning.kind === 'wanting') {
      const unit = { tokens: [...before.unit.tokens, ...one.unit.tokens], lines: [...before.unit.lines, ...one.unit.lines], isClosed: true };
      kept[kept.length - 1] = { unit, meaning: { kind: 'order', pairs: [{ skus: before.meaning.skus, quantity: one.meaning.quantity }], correction: null, claims: [] } };
    } else {
      kept.push(one);
    }
  }
  return kept;
}
