/** What German says in another order of its words, put as the rest of the reader knows it: `lieber` before a name, `zwei neue Packungen`, `2 mal Hojicha`, `ich wollte … bestellen`. */
import { putPlainly } from './german-corrections.ts';
import { familyOf } from './names.ts';
import type { Names } from './names.ts';
import type { Token, TokenKind } from './tokens.ts';
import { GERMAN_LEADING } from './words/leading-german.ts';

const SIGNS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'open', 'close', 'dash', 'end', 'ornament', 'at']);
/** Longer sentences say more than such ones do. */
const MAX_LEADING = 200;

/** A word that stands there over and over: no sentence of people, and one that takes long to be looked through. */
export function isRepeating(text: string): boolean {
  const counts = new Map<string, number>();
  for (const word of text.split(' ')) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts.values()].some((count) => count > 2);
}

/** Leads to an order and asks for nothing by itself. */
export function isLeading(tokens: readonly Token[]): boolean {
  if (tokens.some(({ kind }) => ['item', 'size', 'money', 'amount', 'question', 'correction'].includes(kind))) return false;
  const text = tokens.filter((token) => !SIGNS.has(token.kind)).map((token) => token.text).join(' ');
  return text.length <= MAX_LEADING && !isRepeating(text) && GERMAN_LEADING.test(text);
}

const DEAR = /^(?:liebe[rs]?|sehr geehrte[rs]?|hallo|hallo liebe[rs]?|guten (?:tag|morgen|abend)|werte[rs]?|verehrte[rs]?|hi|moin|servus|gruss gott|hey)$/;
/** Titles, and words for those whom a letter is to. */
export const CALLED = /^(?:herrn?|frau|familie|damen und herren|damen|herren|team|teeteam|teeladen|teehaus|teefreunde|teefreundin|teefreund|leute|kollegen|kollegin|ihr|alle|zusammen|shop|laden|sato|sato-san)$/;

/** `Lieber Herr Sato,`, `liebe Anna, lieber Tom!`: nobody is asked for anything. `opening`: nothing is ordered above. */
export function isAddressing(tokens: readonly Token[], opening: boolean): boolean {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'comma' || token.kind === 'and') parts.push([]);
    else if (token.kind !== 'end' && token.kind !== 'ornament') parts.at(-1)?.push(token);
  }
  const filled = parts.filter((part) => part.length > 0);
  return filled.length > 0 && filled.length <= 4 && filled.every((part) => isCalled(part, opening)) && filled.some((part) => DEAR.test(part[0]?.text ?? ''));
}

function isCalled(part: readonly Token[], opening: boolean): boolean {
  const [first, ...rest] = part;
  if (first === undefined || part.length > 5 || (!DEAR.test(first.text) && !CALLED.test(first.text) && first.kind !== 'aside')) return false;
  if (first.text === 'lieber' && rest.length === 0) return false;
  const isNamed = rest.some(({ text }) => CALLED.test(text));
  return rest.every((token) => token.kind === 'aside' || CALLED.test(token.text) || DEAR.test(token.text) || (['vom', 'von', 'im', 'aus'].includes(token.text) && isNamed) || (token.kind === 'unknown' && token.common !== 'adjective' && /^\p{Lu}/u.test(token.raw) && (isNamed || first.text !== 'lieber' || (opening && rest.length === 1))));
}

/** Say nothing of which thing is meant. */
const NEW = /^(?:neue[nrms]?|frische[nrms]?|weitere[nrms]?|schone[nrms]?|gute[nrms]?|leckere[nrms]?|feine[nrms]?|eurer?|ihrer?|eure[nrms]|ihre[nrms]|solche[nrs]?|herrliche[nrs]?|wunderbare[nrs]?|tolle[nrs]?|kostliche[nrs]?)$/;
const SIZED = /^(?:gross|klein)e[nrms]?$/;
const THING: ReadonlySet<TokenKind> = new Set(['item', 'container']);
const QUANTITY: ReadonlySet<TokenKind> = new Set(['number', 'article']);

/** Where something is put right, so many more are to be added. */
const PUT_RIGHT = /^(?:doch|lieber|doch lieber|lieber doch|nein|korrektur|berichtigung|vertippt|verzahlt|verschrieben|vertan)$/;

/** `zwei neue Packungen`, `ein großes Glas Honig 500 g`: without the words that change nothing. */
function withoutNew(given: readonly Token[], names: Names | null): readonly Token[] {
  // `ein kleines Glas Honig 500 g`: of which size?
  const tokens = given.map((token, at) => (SIZED.test(token.text) && isOfSize(given, at, names) === false ? as(token, 'vague') : token));
  const isThingBehind = (at: number): boolean => THING.has(tokens[at]?.kind ?? 'end') || ((NEW.test(tokens[at]?.text ?? '') || SIZED.test(tokens[at]?.text ?? '')) && THING.has(tokens[at + 1]?.kind ?? 'end'));
  return tokens.filter((token, at) => {
    const before = tokens[at - 1];
    if (SIZED.test(token.text) && isOfSize(tokens, at, names) === true) return false;
    const isBehindQuantity = before !== undefined && (QUANTITY.has(before.kind) || (NEW.test(before.text) && QUANTITY.has(tokens[at - 2]?.kind ?? 'end')));
    if (!isBehindQuantity || !isThingBehind(at + 1)) return true;
    return !NEW.test(token.text) || (/^weitere/.test(token.text) && tokens.some(({ text }) => PUT_RIGHT.test(text)));
  });
}

/** In whole thousandths of grams or litres, of keys as the catalogue's names have them. */
const amountOf = (key: string): bigint => BigInt(/^[0-9]+/.exec(key)?.[0] ?? '0');

/** The size stands in figures in the same part of the sentence; false where it is the largest that is called small, or the smallest that is called large. */
function isOfSize(tokens: readonly Token[], at: number, names: Names | null): boolean | null {
  const isBreak = (token: Token | undefined): boolean => token === undefined || ['comma', 'and', 'end', 'dash'].includes(token.kind);
  let [start, end] = [at, at];
  while (!isBreak(tokens[start - 1])) start -= 1;
  while (!isBreak(tokens[end + 1])) end += 1;
  const part = tokens.slice(start, end + 1);
  const [item, ...items] = part.filter(({ kind }) => kind === 'item');
  const family = item?.mention == null || items.length > 0 || names === null ? null : familyOf(item.mention.skus, names);
  const named = part.flatMap((token) => (token.kind === 'size' ? [token.size] : token.mention?.sized === true ? token.mention.skus.flatMap((sku) => [...(names?.traits.get(sku)?.sizes ?? [])]) : []));
  const [key] = named;
  if (family === null || key === undefined || new Set(named).size !== 1 || names === null) return null;
  const all = family.flatMap((sku) => [...(names.traits.get(sku)?.sizes ?? [])]).map(amountOf);
  return /^klein/.test(tokens[at]?.text ?? '') ? all.some((one) => one > amountOf(key)) : all.some((one) => one < amountOf(key));
}

/** `Ich möchte den Eisenkessel bestellen`: one, where the word can't be a plural. */
function definite(tokens: readonly Token[]): readonly Token[] {
  const items = tokens.filter(({ kind }) => kind === 'item');
  const isOrdered = tokens.some(({ kind }) => kind === 'order') && items.length === 1 && !tokens.some(({ kind, text }) => ['number', 'article', 'container', 'size', 'times', 'stop', 'vague', 'correction', 'past', 'done', 'question', 'each', 'label', 'money', 'amount', 'pause', 'unknown', 'chat', 'opener'].includes(kind) || /^(?:statt|noch|auch|beim|von|vom|mit|zu)$/.test(text));
  const at = tokens.findIndex(({ kind }) => kind === 'item');
  const [article, item] = [tokens[at - 1], tokens[at]];
  // `Ich schicke Ihnen die Teekanne`
  if (tokens.some(({ text }) => /^(?:ich |wir )?(?:schicke|schick|sende|bringe|gebe|liefere)$/.test(text)) || !isOrdered || article === undefined || item === undefined || item.mention?.skus.length !== 1) return tokens;
  const isSingular = article.text === 'das' || (article.text === 'den' && !/(?:eln|ern|nen|en)$/.test(item.raw.replace(/besen$/, ''))) || (article.text === 'die' && /e$/.test(item.raw));
  return isSingular ? tokens.map((token) => (token === article ? as(token, 'article', 'ein') : token)) : tokens;
}

const as = (token: Token, kind: TokenKind, text = token.text): Token => ({ ...token, kind, text, common: null });

/** `eine alte und eine weiße Teeschale`: two of a kind, of which the first is said in a word that is no colour of it. */
function withOther(tokens: readonly Token[]): readonly Token[] {
  return tokens.map((token, at) => (QUANTITY.has(tokens[at - 1]?.kind ?? 'end') && ['chat', 'filler'].includes(token.kind) && /e[nrs]?$/.test(token.text) && tokens[at + 1]?.kind === 'and' && QUANTITY.has(tokens[at + 2]?.kind ?? 'end') && tokens[at + 3]?.kind === 'item' ? as(token, 'unknown') : token));
}

/** `2 mal Hojicha`, `je eine Packung …, … und …` */
function counted(tokens: readonly Token[]): readonly Token[] {
  const isOfSeveral = tokens.filter(({ kind }) => kind === 'item').length > 1 && tokens.filter(({ kind }) => QUANTITY.has(kind)).length === 1;
  const isTimes = (at: number): boolean => /^mal$/.test(tokens[at]?.text ?? '') && tokens[at - 1]?.kind === 'number' && isNamed(tokens, at + 1);
  return tokens.flatMap((token, at) => {
    const [before, next] = [tokens[at - 1], tokens[at + 1]];
    if (isTimes(at)) return [];
    if (isTimes(at + 1)) return [{ ...token, text: `${token.text}mal`, raw: `${token.raw}mal` }];
    if (token.kind === 'article' && before?.kind === 'each' && THING.has(next?.kind ?? 'end')) return [{ ...as(token, 'number'), value: 1 }];
    if (token.kind === 'number' && /^je eine?$/.test(token.text) && isOfSeveral && THING.has(next?.kind ?? 'end')) return [as(token, 'each', 'je'), { ...token, text: 'eine', glued: false }];
    return [token];
  });
}

/** A thing stands here, behind an article or without one. */
function isNamed(tokens: readonly Token[], at: number): boolean {
  const place = tokens[at]?.kind === 'filler' && /^(?:den|die|das|der|vom|von|von dem|von der)$/.test(tokens[at]?.text ?? '') ? at + 1 : at;
  return THING.has(tokens[SIZED.test(tokens[place]?.text ?? '') ? place + 1 : place]?.kind ?? 'end');
}

/** `Grüntee Sencha`, `Hojicha-Tee`, `Teefilter (je 100 Stück)`: what a thing is, and how many are in one, said once more. */
function named(tokens: readonly Token[], names: Names | null): readonly Token[] {
  const found = tokens.filter((token, at) => {
    const [before, next] = [tokens[at - 1], tokens[at + 1]];
    if (KIND_OF.test(token.text) && next?.kind === 'item' && before !== undefined && (QUANTITY.has(before.kind) || before.kind === 'container')) return false;
    if (/^(?:tee|pulver|teepulver)$/.test(token.text) && before?.kind === 'dash' && before.glued && tokens[at - 2]?.kind === 'item') return false;
    return !(token.kind === 'dash' && token.glued && before?.kind === 'item' && /^(?:tee|pulver|teepulver)$/.test(next?.text ?? ''));
  });
  const at = found.findIndex(({ kind }) => kind === 'each');
  const [number, container] = [found[at + 1], found[at + 2]];
  const item = found.slice(0, Math.max(0, at)).findLast(({ kind }) => kind === 'item');
  const isInner = number?.kind === 'number' && container?.kind === 'container' && item?.mention != null && names !== null && item.mention.skus.every((sku) => names.traits.get(sku)?.numbers.has(number.value) === true);
  if (!isInner || found.filter(({ kind }) => kind === 'each').length !== 1) return found;
  const start = found[at - 1]?.text === 'mit' || found[at - 1]?.text === 'zu' || found[at - 1]?.kind === 'open' ? at - 1 : at;
  return [...found.slice(0, start), ...found.slice(found[at + 3]?.kind === 'close' ? at + 4 : at + 3)];
}

const KIND_OF = /^(?:tee|gruntee|grunen tee|gruner tee|grunem tee|japanischen tee|japanischer tee)$/;

const BREAK: ReadonlySet<TokenKind> = new Set(['comma', 'end', 'and', 'dash', 'pause']);
/** `Wir haben keine Teefilter mehr`, `mir ist der Hojicha ausgegangen`: as `der Hojicha ist leer`. */
function usedUp(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ kind }) => kind === 'item');
  const [item, before, next, second] = [tokens[at], tokens[at - 1], tokens[at + 1], tokens[at + 2]];
  if (item === undefined || before === undefined) return tokens;
  const lead = tokens.slice(0, at).filter(({ kind }) => !SIGNS.has(kind) && kind !== 'aside').map(({ text }) => text).join(' ');
  const isNone = /^kein(?:e|en)?$/.test(before.text) && next?.text === 'mehr' && (second === undefined || BREAK.has(second.kind)) && /^(?:leider )?(?:(?:ich|wir) (?:habe|haben|hab)|(?:bei uns|bei mir|hier) (?:gibt es|ist|sind)|es (?:ist|sind|gibt)|(?:jetzt|nun|leider) (?:habe ich|haben wir))(?: (?:leider|jetzt|nun|schon|inzwischen|gar|uberhaupt|zuhause|zu hause|daheim|mehr|hier|momentan|gerade|da))* kein(?:e|en)?$/.test(lead);
  const isOut = /^(?:ausgegangen|kaputtgegangen|zerbrochen|heruntergefallen|runtergefallen|umgefallen|zersprungen)$/.test(next?.text ?? '') && (second === undefined || BREAK.has(second.kind)) && /^(?:leider )?(?:mir|uns)? ?(?:ist|sind)(?: (?:mir|uns|leider|gestern|heute|schon|wieder|schon wieder|nun|jetzt|der|die|das|unser|mein|letzte woche|am wochenende|meine|unsere|unsre|vor kurzem|neulich))*$/.test(lead);
  if (!isNone && !isOut) return tokens;
  return [as(before, 'filler', 'der'), item, as(item, 'chat', 'ist'), as(item, 'chat', 'leer'), ...tokens.slice(at + 2)];
}

const WANTED = /^(?:wollte|wollten|wollt)$/;
const ENDING = /^(?:bestellen|nachbestellen|haben|kaufen|ordern|mitbestellen|zu bestellen)$/;
const SOFTLY: ReadonlySet<TokenKind> = new Set(['filler', 'aside', 'article', 'number', 'container', 'item', 'size', 'and', 'comma', 'order', 'each', 'times', 'open', 'close', 'life', 'end', 'ornament', 'opener']);

/** `Ich wollte gern zwei Hojicha bestellen.`: a polite past, where the whole sentence says nothing else and no time. */
function wished(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ text }) => WANTED.test(text));
  if (at === -1 || at > 3 || !tokens.some(({ kind }) => kind === 'item')) return tokens;
  const last = tokens.findLast((token) => !SIGNS.has(token.kind) && token.kind !== 'aside');
  const isPlain = tokens.every((token, place) => place === at || SOFTLY.has(token.kind)) && !tokens.some(({ text }) => /^(?:gestern|neulich|letzte\w*|damals|schon|immer|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)$/.test(text));
  return isPlain && last?.kind === 'order' && ENDING.test(last.text) ? tokens.map((token, place) => (place === at ? as(token, 'order', 'mochte') : token)) : tokens;
}

/** `Es dürfen gern zwei Packungen Hojicha sein.`, `Über zwei Hojicha würde ich mich freuen.` */
function turned(tokens: readonly Token[]): readonly Token[] {
  const text = tokens.filter((token) => !SIGNS.has(token.kind)).map((one) => one.text).join(' ');
  const isAsked = tokens.some(({ kind }) => kind === 'question' || kind === 'stop' || kind === 'vague');
  if (isAsked || !tokens.some(({ kind }) => kind === 'item') || !tokens.some(({ kind }) => QUANTITY.has(kind))) return tokens;
  if (/^(?:und |also |dann |diesmal |heute )*(?:es|diesmal|heute) (?:sollen|durfen|sollten|darf|soll)(?: es)? .* sein(?: bitte)?$/.test(text)) return tokens.filter(({ text: one }) => one !== 'sein').map((token, at, all) => (/^(?:sollen|durfen|sollten|darf|soll)$/.test(token.text) && !all.slice(0, at).some(({ kind }) => kind === 'order') ? as(token, 'order') : token));
  const glad = tokens.findIndex(({ text: one }, at) => /^(?:wurde|wurden|wurde ich|wurden wir)$/.test(one) && tokens.slice(at, at + 6).some((other) => /^freuen$/.test(other.text)));
  const first = tokens.find((token) => !SIGNS.has(token.kind) && token.kind !== 'aside');
  const item = tokens.findLastIndex(({ kind }) => kind === 'item');
  if (glad <= item || first?.text !== 'uber' || !tokens.slice(glad).every((token) => SIGNS.has(token.kind) || ['filler', 'order', 'chat', 'aside'].includes(token.kind))) return tokens;
  return [...tokens.slice(0, glad).filter((token) => token !== first), as(tokens[glad] as Token, 'order', 'hatte ich gern'), ...tokens.slice(glad).filter((token) => SIGNS.has(token.kind))];
}

const MAKING = /^(?:mach|macht|machen|machen sie|mache|andern|andern sie|andere)$/;
const BESIDE = /^(?:sie|bitte|doch|lieber|doch lieber|lieber doch|mal|den|die|der|dem|des|besser|gleich|noch|ach|also|wir|ihr|nun)$/;

/** `Machen Sie aus den 2 Genmaicha bitte 3`, `aus 2 Genmaicha bitte 3 machen`: three in the place of two. */
function remade(tokens: readonly Token[]): readonly Token[] {
  const words = tokens.filter((token) => !SIGNS.has(token.kind));
  const out = words.findIndex(({ text }) => text === 'aus');
  const core = words.filter((token) => !BESIDE.test(token.text) && !MAKING.test(token.text) && token.kind !== 'container');
  const [from, ...rest] = core;
  if (out === -1 || from?.text !== 'aus' || !words.some(({ text }) => MAKING.test(text))) return tokens;
  const [first, second, third, fourth] = rest;
  const numbers = rest.filter(({ kind }) => kind === 'number');
  if (numbers.length === 2 && rest.length === 3 && first?.kind === 'number' && second?.kind === 'item' && third?.kind === 'number') return [as(third, 'correction', 'doch lieber'), third, second, as(from, 'stop', 'statt'), first];
  if (numbers.length === 2 && rest.length === 4 && first?.kind === 'number' && second?.kind === 'item' && third?.kind === 'size' && fourth?.kind === 'number') return [as(fourth, 'correction', 'doch lieber'), fourth, second, third, as(from, 'stop', 'statt'), first];
  return tokens;
}

export const inGerman = (tokens: readonly Token[], names: Names | null): readonly Token[] => putPlainly(remade(turned(wished(definite(counted(usedUp(named(withoutNew(withOther(tokens), names), names))))))));
