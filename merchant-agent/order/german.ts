/** What German says in another order of its words, put as the rest of the reader knows it: `lieber` before a name, `zwei neue Packungen`, `2 mal Hojicha`, `ich wollte … bestellen`. */
import type { Token, TokenKind } from './tokens.ts';
import { GERMAN_LEADING } from './words/leading-german.ts';

const SIGNS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'open', 'close', 'dash', 'end', 'ornament', 'at']);
/** Longer sentences say more than such ones do. */
const MAX_LEADING = 200;

/** Leads to an order and asks for nothing by itself. */
export function isLeading(tokens: readonly Token[]): boolean {
  if (tokens.some(({ kind }) => ['item', 'size', 'money', 'amount', 'question', 'correction'].includes(kind))) return false;
  const text = tokens.filter((token) => !SIGNS.has(token.kind)).map((token) => token.text).join(' ');
  return text.length <= MAX_LEADING && GERMAN_LEADING.test(text);
}

const DEAR = /^(?:liebe[rs]?|sehr geehrte[rs]?|hallo|hallo liebe[rs]?|guten (?:tag|morgen|abend)|werte[rs]?|verehrte[rs]?|hi|moin|servus|gruss gott|hey)$/;
const CALLED = /^(?:herrn?|frau|familie|damen und herren|damen|herren|team|teeteam|teeladen|teehaus|teefreunde|teefreundin|teefreund|leute|kollegen|kollegin|ihr|alle|zusammen|shop|laden|sato|sato-san)$/;

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

/** `zwei neue Packungen`, `ein großes Glas Honig 500 g`: without the words that change nothing. */
function withoutNew(tokens: readonly Token[]): readonly Token[] {
  const isThingBehind = (at: number): boolean => THING.has(tokens[at]?.kind ?? 'end') || ((NEW.test(tokens[at]?.text ?? '') || SIZED.test(tokens[at]?.text ?? '')) && THING.has(tokens[at + 1]?.kind ?? 'end'));
  return tokens.filter((token, at) => {
    const before = tokens[at - 1];
    const isBehindQuantity = before !== undefined && (QUANTITY.has(before.kind) || (NEW.test(before.text) && QUANTITY.has(tokens[at - 2]?.kind ?? 'end')));
    if (!isBehindQuantity || !isThingBehind(at + 1)) return true;
    return !(NEW.test(token.text) || (SIZED.test(token.text) && before.kind === 'article' && hasSize(tokens, at)));
  });
}

/** The size stands in figures, right behind the thing that is called small or large. */
function hasSize(tokens: readonly Token[], at: number): boolean {
  const behind = tokens.slice(at + 1, at + 6);
  const end = behind.findIndex(({ kind }) => ['comma', 'and', 'end', 'number'].includes(kind));
  return (end === -1 ? behind : behind.slice(0, end)).some((token) => token.kind === 'size' || token.mention?.sized === true);
}

const as = (token: Token, kind: TokenKind, text = token.text): Token => ({ ...token, kind, text, common: null });

/** `2 mal Hojicha`, `je eine Packung …, … und …` */
function counted(tokens: readonly Token[]): readonly Token[] {
  return tokens.map((token, at) => {
    const [before, next, second] = [tokens[at - 1], tokens[at + 1], tokens[at + 2]];
    const isLeading = (one: Token | undefined): boolean => one?.kind === 'filler' && /^(?:den|die|das|der|vom|von|von dem|von der)$/.test(one.text);
    if (/^mal$/.test(token.text) && before?.kind === 'number' && (next?.kind === 'item' || next?.kind === 'container' || (isLeading(next) && (second?.kind === 'item' || SIZED.test(second?.text ?? ''))))) return as(token, 'container');
    if (token.kind === 'article' && before?.kind === 'each' && THING.has(next?.kind ?? 'end')) return { ...as(token, 'number'), value: 1 };
    return token;
  });
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

export const inGerman = (tokens: readonly Token[]): readonly Token[] => remade(turned(wished(counted(withoutNew(tokens)))));
