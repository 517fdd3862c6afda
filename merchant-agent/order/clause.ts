/**
 * What one sentence or line says: quantities of items, a quantity alone, a sum to be compared, words that order nothing, or something that a person
 * has to read. It is understood as a whole or not at all.
 */
import { adjacentIn } from './adjacent.ts';
import { atomsOf } from './atoms.ts';
import { isCourteous, withoutCourtesy } from './courtesy.ts';
import { saysWrong, withoutApology } from './apology.ts';
import { chineseMeaning } from './chinese.ts';
import { isBeforeGoods, isBeside } from './beside.ts';
import { cancelIn, replacementIn, sizeExchange } from './cancel.ts';
import { withOthers, withSizesBehind } from './elliptic.ts';
import { mentionAndCount } from './counted.ts';
import { besideLeading, isKindly } from './kindly.ts';
import { isAddressing, isLeading } from './german.ts';
import { correctedInFrench, isMoreInFrench } from './corrected-french.ts';
import { exchangeIn } from './exchange.ts';
import { isAboutAbsence, isHarmless, isUnchanged, withoutBrackets, withoutHarmless } from './harmless.ts';
import { contactLabel, isAddress, isClosingWithName } from './contact.ts';
import { behindForgotten, isFormula, isKind, isPacking } from './formulas.ts';
import { withoutKindness } from './kindness.ts';
import type { Names } from './names.ts';
import { withoutOtherNumbers } from './numbers.ts';
import type { OpenReason } from './order.ts';
import { ASKED, CONDITION, isConditional, isDoubtedBehind, isDoubtful, isForCard, isOfOtherThings, isOneMore, PUT_OFF } from './guards.ts';
import { withoutInstead } from './instead.ts';
import { isCounting, isRequest, sentenceMeaning, withoutLife, withoutPapers, withoutPlaces } from './sentence.ts';
import { pairUp } from './pairs.ts';
import { open } from './meaning.ts';
import type { Meaning } from './meaning.ts';
import { asksOfIt, ofIt } from './of-it.ts';
import { isMultiplied, isMultiplying } from './multiplied.ts';
import { preludeIn } from './prelude.ts';
import { isPlain, proseOf, proseWithout, withPacking } from './prose.ts';
import { isAboutHandling, isAskedOfTheWay, isExclaimed, isTale, isTimed, mayChange } from './tale.ts';
import { thingsIn } from './segments.ts';
import { isBare, isBracketed, isMention, isShared } from './shapes.ts';
import { isTalk } from './talk.ts';
import { qualityExchange } from './quality.ts';
import { putRightInSpanish, rightWithin } from './put-right.ts';
import { plainSpanish, runOutOf } from './spanish-forms.ts';
import { spokenOf } from './spoken.ts';
import { stillIn } from './still.ts';
import { praises, tellsOfThePast, unwantedIn } from './told.ts';
import { rawOf } from './tokens.ts';
import type { Token, TokenKind } from './tokens.ts';
import { CRY } from './words/telling.ts';

/** Beside items and quantities these may stand in a line that is priced by itself. */
const HARMLESS: ReadonlySet<TokenKind> = new Set(['item', 'size', 'number', 'money', 'amount', 'comma', 'pause', 'open', 'close', 'dash', 'equals', 'at', 'end', 'ornament', 'times', 'life', 'gift', 'shipping', 'article', 'container', 'and', 'each', 'filler', 'order', 'ask', 'aside', 'label', 'figure', 'correction', 'total', 'question']);

/** `opening`: nothing was ordered above. `joined`: of several lines, so that no clause of it may be passed over. */
export function meaningOf(given: readonly Token[], names: Names, opening: boolean, joined = false): Meaning {
  const meaning = looseMeaning(given, names, opening, joined);
  if (meaning.kind === 'order' && (isConditional(given) || isForCard(given) || (meaning.correction !== null && (isMoreInFrench(given) || isOneMore(given))))) return open('needs-a-person', meaning.pairs.flatMap(({ skus }) => skus));
  if (meaning.kind === 'order' && isOfOtherThings(given)) return open('unknown-item');
  if (COUNTS.has(meaning.kind) ? isMultiplied(given) : meaning.kind === 'nothing' && !['greeting', 'address', 'name'].includes(meaning.readAs) && isMultiplying(given)) return open('which-quantity', given.flatMap(({ mention }) => mention?.skus ?? []));
  if (meaning.kind === 'order' && isDoubtedBehind(given)) return open('needs-a-person', meaning.pairs.flatMap(({ skus }) => skus));
  const isTold = (meaning.kind === 'nothing' && TOLD.has(meaning.readAs)) || meaning.kind === 'mention';
  if (meaning.kind === 'mention' && given.some((token) => PUT_OFF.test(token.text))) return open('needs-a-person', meaning.skus);
  if (isTold && given.some((token, at) => /^(?:with|mit|avec|con|met|com)$/.test(token.text) && given.slice(at + 1, at + 4).some(({ kind, raw }) => kind === 'unknown' && !/^\p{Lu}{2,}$/u.test(raw)) && meaning.kind === 'nothing' && meaning.readAs === 'a wish about the delivery')) return open('unknown-item');
  const text = given.map((token) => token.text).join(' ');
  if (isTold && (CONDITION.test(text) || ASKED.test(text))) return open('needs-a-person');
  const isSmallTalk = isTold || (meaning.kind === 'nothing' && meaning.readAs === 'small talk');
  if (isSmallTalk && isDoubtful(given)) return open('needs-a-person', meaning.kind === 'mention' ? meaning.skus : []);
  const told = isTold ? withoutPlaces(withoutOtherNumbers(withoutLife(given))) : [];
  return isTold && mayChange(told) && !isTalk(told, false) ? open('needs-a-person', meaning.kind === 'mention' ? meaning.skus : []) : meaning;
}

/** What a number is part of. */
const COUNTS: ReadonlySet<Meaning['kind']> = new Set(['order', 'exchange', 'count']);

const TOLD: ReadonlySet<string> = new Set(['told', 'a wish about the delivery', 'introduction', 'tells of an earlier order', 'praise']);

function looseMeaning(all: readonly Token[], names: Names, opening: boolean, joined: boolean): Meaning {
  const given = withoutKindness(all) ?? all;
  const corrected = opening ? null : correctedInFrench(given, names);
  if (corrected !== null) return corrected;
  const right = opening ? null : putRightInSpanish(given, names, (goods) => orderMeaning(goods, (kind) => goods.some((token) => token.kind === kind), names));
  if (right !== null) return right;
  const within = rightWithin(given);
  if (within === false) return open('which-quantity', given.flatMap(({ mention }) => mention?.skus ?? []));
  if (within !== null) return looseMeaning(within, names, opening, joined);
  const whole = plainMeaning(given, names, opening);
  return whole.kind === 'open' ? (inParts(given, names, opening) ?? (joined ? null : uncourteous(given, names, opening) ?? chineseMeaning(withoutPlaces(withoutOtherNumbers(withoutLife(given))), opening, (thing) => orderMeaning(thing, (kind) => thing.some((token) => token.kind === kind), names)) ?? passedOver(given, names, opening) ?? proseMeaning(given, names) ?? thingsMeaning(given, names) ?? adjacentMeaning(given, names)) ?? whole) : whole;
}

/** The order of a sentence that is courteous as well. */
function uncourteous(given: readonly Token[], names: Names, opening: boolean): Meaning | null {
  const plainer = plainSpanish(given) ?? given;
  const rest = withoutCourtesy(plainer) ?? (plainer === given ? null : plainer);
  const meaning = rest === null ? null : looseMeaning(rest, names, opening, false);
  return meaning?.kind === 'order' ? meaning : null;
}

/** The sentence without what of it asks for nothing. */
function passedOver(given: readonly Token[], names: Names, opening: boolean): Meaning | null {
  const tokens = withoutBrackets(withoutPlaces(withoutOtherNumbers(withoutLife(given))));
  if (isFormula(tokens) || isPacking(tokens)) return { kind: 'nothing', readAs: 'greeting' };
  const added = behindForgotten(tokens);
  if (added !== null) return orderOnly(meaningOf(added, names, false));
  const corrected = stillIn(tokens) ?? cancelIn(tokens) ?? sizeExchange(tokens, names) ?? qualityExchange(tokens, names) ?? putRight(tokens, names);
  if (corrected !== null) return corrected;
  if (isUnchanged(tokens.filter((token) => !['comma', 'end', 'ornament'].includes(token.kind)))) return { kind: 'nothing', readAs: 'unchanged' };
  if (isInterjection(tokens) || isExclaimed(tokens)) return { kind: 'nothing', readAs: 'greeting' };
  if (isTalk(tokens, false)) return { kind: 'nothing', readAs: 'small talk' };
  if (isHarmless(tokens, true) || isTale(tokens, 'sentence')) return { kind: 'nothing', readAs: 'told' };
  if (isTimed(tokens) || isAboutHandling(tokens) || isAskedOfTheWay(tokens)) return { kind: 'nothing', readAs: 'a wish about the delivery' };
  const gone = opening ? runOutOf(tokens) : null;
  if (gone !== null) return { kind: 'mention', skus: gone };
  const spoken = spokenOf(tokens);
  if (spoken !== null) return spoken;
  if (isAboutAbsence(tokens)) return { kind: 'nothing', readAs: 'a wish about the delivery' };
  const prelude = opening ? preludeIn(tokens) : null;
  if (prelude !== null) return prelude;
  const beside = opening ? besideLeading(tokens, (rest) => meaningOf(rest, names, true)) : null;
  if (beside !== null) return beside;
  const counted = ofIt([], given, (rest) => meaningOf(rest, names, false)) ?? (asksOfIt(tokens) ? null : mentionAndCount(tokens, (before) => (isDoubtful(before) ? null : preludeIn(before) ?? spokenOf(before) ?? toldOf(before)), (rest) => meaningOf(rest, names, false)));
  if (counted !== null) return counted;
  const rest = withoutHarmless(tokens);
  if (rest === null) return null;
  const meaning = plainMeaning(rest, names, opening);
  return meaning.kind === 'order' || meaning.kind === 'nothing' ? meaning : null;
}

const toldOf = (tokens: readonly Token[]): Meaning | null => (tellsOfThePast(tokens, (kind) => tokens.some((token) => token.kind === kind)) ? { kind: 'nothing', readAs: 'tells of an earlier order' } : null);

const orderOnly = (meaning: Meaning): Meaning | null => (meaning.kind === 'order' && meaning.correction === null ? meaning : null);

/** `Sorry, my mistake: no genmaicha but 2 hojicha`: behind words of regret only what says itself what it puts right. */
function putRight(tokens: readonly Token[], names: Names): Meaning | null {
  const rest = withoutApology(tokens);
  if (rest === null) return null;
  const exchanged = exchangeMeaning(rest, names) ?? sizeExchange(rest, names) ?? cancelIn(rest);
  if (exchanged !== null) return exchanged;
  const meaning = orderMeaning(rest, (kind) => rest.some((token) => token.kind === kind), names);
  if (meaning.kind !== 'order') return null;
  // `写错了,蜂蜜要2瓶`: the quantity that stands above was written wrong.
  if (meaning.correction === null && meaning.pairs.length === 1 && meaning.claims.length === 0 && saysWrong(tokens)) return { ...meaning, correction: { instead: null } };
  return meaning.correction !== null && meaning.correction.instead !== null ? meaning : null;
}

/** `Ah!`, `Hmm` */
const isInterjection = (tokens: readonly Token[]): boolean => tokens.length <= 4 && tokens.every((token) => ['filler', 'chat', 'aside', 'comma', 'end', 'ornament', 'pause'].includes(token.kind) || CRY.test(token.text) || /^(?:cuanto|how|que|was|quel|quelle)$/.test(token.text)) && tokens.some((token) => CRY.test(token.text) || token.text === '!');

/** An order amid clauses that tell. */
function proseMeaning(given: readonly Token[], names: Names): Meaning | null {
  const tokens = withPacking(withoutBrackets(withoutPlaces(withoutOtherNumbers(withoutLife(given)))));
  for (const prose of [proseOf(tokens), proseWithout(tokens)]) {
    if (prose === null || !isPlain(prose)) continue;
    const meaning = orderMeaning(prose.goods, (kind) => prose.goods.some((token) => token.kind === kind), names);
    if (meaning.kind === 'order' && meaning.correction === null && meaning.pairs.length > 0) return meaning;
  }
  return null;
}

const isPlainOrder = (meaning: Meaning): boolean => meaning.kind === 'order' && meaning.pairs.length === 1 && meaning.correction === null;

/** One thing in each clause that does not only tell. */
function thingsMeaning(given: readonly Token[], names: Names): Meaning | null {
  const tokens = withOthers(withSizesBehind(withPacking(withoutPlaces(withoutOtherNumbers(withoutLife(given))))), names);
  const pairs = thingsIn(tokens)?.map((thing) => orderMeaning(thing, (kind) => thing.some((token) => token.kind === kind), names));
  return pairs === undefined || pairs.length === 0 || !pairs.every(isPlainOrder) ? null : { kind: 'order', pairs: pairs.flatMap((meaning) => (meaning.kind === 'order' ? meaning.pairs : [])), correction: null, claims: [] };
}

/** Things with their quantities right beside them, whatever else is told. */
function adjacentMeaning(given: readonly Token[], names: Names): Meaning | null {
  const tokens = withOthers(withSizesBehind(withPacking(withoutPlaces(withoutOtherNumbers(withoutLife(given))))), names);
  const pairs = adjacentIn(tokens)?.map((thing) => orderMeaning(thing, (kind) => thing.some((token) => token.kind === kind), names));
  return pairs !== undefined && pairs.every(isPlainOrder) ? { kind: 'order', pairs: pairs.flatMap((meaning) => (meaning.kind === 'order' ? meaning.pairs : [])), correction: null, claims: [] } : null;
}

function plainMeaning(given: readonly Token[], names: Names, opening: boolean): Meaning {
  if (isKind(given) || isCourteous(given, opening) || isAddressing(given, opening) || (opening && (isKindly(given, true) || isLeading(given)))) return { kind: 'nothing', readAs: 'greeting' };
  const raw = rawOf(given);
  if (contactLabel(raw, given) === 'filled' || isAddress(raw.replace(/[.!。]$/, ''), given)) return { kind: 'nothing', readAs: 'address' };
  if (isClosingWithName(raw, given)) return { kind: 'nothing', readAs: 'greeting' };
  const tokens = withoutPlaces(withoutPapers(withoutOtherNumbers(withoutLife(given))));
  const has = (kind: TokenKind): boolean => tokens.some((token) => token.kind === kind);
  if (!isCounting(tokens)) return sentenceMeaning(tokens, opening);
  if (praises(tokens, has)) return { kind: 'nothing', readAs: 'praise' };
  if (tellsOfThePast(tokens, has)) return { kind: 'nothing', readAs: 'tells of an earlier order' };
  const unwanted = unwantedIn(tokens);
  if (unwanted !== null) return { kind: 'unwanted', skus: unwanted };
  return exchangeMeaning(tokens, names) ?? orderMeaning(tokens, has, names);
}

/** One item in the place of another, with its quantity. */
function exchangeMeaning(tokens: readonly Token[], names: Names): Meaning | null {
  const exchange = exchangeIn(tokens, names) ?? replacementIn(tokens);
  if (exchange === null) return null;
  const wanted = orderMeaning(exchange.rest, (kind) => exchange.rest.some((token) => token.kind === kind), names);
  const [pair, ...more] = wanted.kind === 'order' ? wanted.pairs : [];
  return pair === undefined || more.length > 0 ? null : { kind: 'exchange', from: exchange.from, pair };
}

/** Each comma doubles the ways to part a sentence. */
const MAX_SPLITS = 8;
const SPLITS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'dash']);

/**
 * `My daughter is learning it, so I would like two whisks`: a part before a comma that orders nothing, and a part behind it that does and says so with a verb or
 * is all there is to a list; or thanks and reasons behind an order. Each part has to be understood.
 */
function inParts(tokens: readonly Token[], names: Names, opening: boolean): Meaning | null {
  if (tokens.filter((token) => SPLITS.has(token.kind)).length > MAX_SPLITS) return null;
  for (let at = 1; at < tokens.length - 1; at += 1) {
    if (!SPLITS.has(tokens[at]?.kind ?? 'end')) continue;
    const isColon = tokens[at]?.kind === 'pause';
    const [before, behind] = [tokens.slice(0, isColon ? at + 1 : at), tokens.slice(at + 1)];
    const first = plainMeaning(before, names, opening);
    const isTold = (isBefore(before) && behind.some((token) => token.kind === 'order' || token.kind === 'ask') && behind[0]?.kind !== 'and') || first.kind === 'nothing' && (first.readAs === 'greeting' || first.readAs === 'told' || first.readAs === 'tells of an earlier order' || (isColon && first.readAs === 'introduction')) && (!first.readAs.startsWith('tell') && first.readAs !== 'told' || behind.some((token) => token.kind === 'order' || token.kind === 'ask'));
    const second = isTold ? meaningOf(behind, names, opening) : null;
    if (second !== null && (second.kind === 'order' || second.kind === 'nothing')) return second;
    const last = first.kind === 'order' ? meaningOf(behind, names, false) : null;
    if (first.kind === 'order' && last?.kind === 'nothing' && (['greeting', 'address', 'a wish beside the goods', 'a wish about the delivery'].includes(last.readAs) || isReason(behind))) return first;
    if (first.kind === 'order' && last?.kind === 'order' && first.correction === null && last.correction === null) return { ...first, pairs: [...first.pairs, ...last.pairs], claims: [...first.claims, ...last.claims] };
  }
  return null;
}

const ASKING: ReadonlySet<TokenKind> = new Set(['item', 'number', 'article', 'size', 'money', 'amount', 'order', 'ask', 'goods', 'container', 'stop', 'vague', 'correction', 'question', 'label', 'each', 'total', 'and', 'past', 'done']);

/** Of a sentence that orders with its verb behind: whatever leads to it, if it asks for nothing itself (`夏に向けて、`). */
const isBefore = (tokens: readonly Token[]): boolean => tokens.length > 0 && !withoutLife(tokens).some((token) => ASKING.has(token.kind));

/** Why it is ordered: nothing that begins so asks for anything. */
const isReason = (tokens: readonly Token[]): boolean => /^(?:because|since|as|weil|denn|damit|car|parce que|que|porque|ya que|perche|omdat|want|因为|なので)$/.test(tokens[0]?.text ?? '');

function orderMeaning(tokens: readonly Token[], has: (kind: TokenKind) => boolean, names: Names): Meaning {
  const { rest, instead } = withoutInstead(tokens);
  const mentioned = [...new Set(tokens.flatMap((token) => token.mention?.skus ?? []))].slice(0, 20);
  const number = tokens.find((token) => token.kind === 'number')?.value ?? null;
  const stated = number !== null && Number.isInteger(number) && number > 0 && number <= 9999 ? number : null;
  const foreign = rest.find((token, at) => !HARMLESS.has(token.kind) && !isGot(rest, at) && !isBracketed(rest, at) && !isBeside(rest, at) && !(token.kind === 'chat' && isRequest(rest) && isBeforeGoods(rest, at) && !/^(?:tell|say|know|explain|show|ask|see|find)$/.test(token.text)));
  if (foreign !== undefined && isClaim(rest)) return claimMeaning(rest, names);
  if (foreign !== undefined && isMention(tokens)) return { kind: 'mention', skus: mentioned };
  if (foreign !== undefined) return open(reasonOf(foreign, mentioned), mentioned, stated);
  if (has('question') && !has('ask') && !has('order') && !isRequest(rest)) return open('needs-a-person', mentioned, stated);
  const { atoms, claims, fault } = atomsOf(rest, names);
  if (fault !== null) return open(fault, mentioned, stated);
  const paired = pairUp(atoms, isShared(rest), names);
  const correction = has('correction') || instead !== null ? { instead } : null;
  switch (paired.kind) {
    case 'pairs':
      return { kind: 'order', pairs: paired.pairs, correction, claims };
    case 'item':
      return claims.length > 0 ? open('which-quantity', paired.skus) : { kind: 'wanting', skus: paired.skus };
    case 'number':
      return { kind: 'count', quantity: paired.quantity, labelled: has('label') || (has('container') && isBare(rest)), isCorrection: correction !== null, instead };
    case 'neither':
      return claims.length > 0 ? { kind: 'order', pairs: [], correction: null, claims } : open('needs-a-person', mentioned, stated);
    case 'fault':
      return open(paired.reason, paired.skus.length > 0 ? paired.skus : mentioned, stated);
    default:
      return paired satisfies never;
  }
}

/** `Könnte ich bitte 2 Hojicha bekommen?`, `いつものほうじ茶を2袋`: of a request, and of an item that is named with its number. */
function isGot(tokens: readonly Token[], at: number): boolean {
  const text = tokens[at]?.text ?? '';
  if (/^(?:bekommen|erhalten|kriegen)$/.test(text)) return isRequest(tokens) && at > tokens.findIndex((token) => token.kind === 'item');
  return text === 'いつもの' && tokens[at + 1]?.kind === 'item' && tokens.slice(at + 2, at + 4).some((token) => token.kind === 'number');
}

/** `That is 7 items altogether.` */
const isClaim = (tokens: readonly Token[]): boolean => tokens.some((token) => token.kind === 'total') && tokens.filter((token) => token.kind === 'number' || token.kind === 'money').length === 1 && !tokens.some((token) => token.kind === 'item' || token.kind === 'unknown' || token.kind === 'stop' || token.kind === 'vague');

function claimMeaning(tokens: readonly Token[], names: Names): Meaning {
  const { claims } = atomsOf(tokens, names);
  return claims.length > 0 ? { kind: 'order', pairs: [], correction: null, claims } : open('needs-a-person');
}

function reasonOf(token: Token, mentioned: readonly string[]): OpenReason {
  if (token.kind === 'vague') return 'which-quantity';
  return (token.kind === 'unknown' || token.kind === 'goods') && mentioned.length === 0 ? 'unknown-item' : 'needs-a-person';
}
