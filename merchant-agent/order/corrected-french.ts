/**
 * How somebody who writes French puts right what stands above: `Ah non, il m'en faut 3 des carnets A5`, `Après réflexion, je prends 4 hojicha`, `pour le miel, prenez plutôt le pot de 500 g`. One
 * thing, one number or one size, words of regret or of another mind around them, and nothing else: what then comes of it is for `settle.ts` to see.
 */
import { isDoubtful } from './guards.ts';
import type { Meaning } from './meaning.ts';
import { familyOf } from './names.ts';
import type { Names } from './names.ts';
import { asksNothing } from './prelude.ts';
import { qualityExchange } from './quality.ts';
import { mayChange } from './tale.ts';
import type { Token, TokenKind } from './tokens.ts';
import { BEHIND_RIGHT, LEAD_RIGHT, MARKED, MORE_RIGHT, OLD, OLD_SIZE, SIZE_LEAD } from './words/correcting-french.ts';
import { HOLDING_FRENCH } from './words/holding-french.ts';

const SIGNS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'open', 'close', 'dash', 'end', 'ornament', 'question']);
const MAX_TOKENS = 40;

const formOf = (tokens: readonly Token[]): string => tokens.filter(({ kind }) => !SIGNS.has(kind)).map(({ text }) => text).join(' ').replace(/-/g, ' ').replace(/' /g, "'").replaceAll("d'", 'de ').replace(/ {2,}/g, ' ').trim();
const isLink = (token: Token | undefined): boolean => token !== undefined && (token.kind === 'container' || /^(?:de|d'|du|des|la|les|le|l'|ces|mes|vos)$/.test(token.text));

/** The clause behind the first comma after the thing, where it asks for nothing: why. */
function withoutReason(tokens: readonly Token[]): readonly Token[] {
  const comma = tokens.findIndex(({ kind }) => kind === 'comma' || kind === 'open');
  const reason = tokens.slice(comma + 1);
  return comma !== -1 && reason.length >= 3 && !BEHIND_RIGHT.test(formOf(reason)) && !OLD.test(formOf(reason)) && asksNothing(reason) && !HOLDING_FRENCH.test(formOf(reason)) && !isDoubtful(reason) && !mayChange(reason) && !reason.some(({ text }) => /^(?:mais|quoique|enfin|sinon|sauf)$/.test(text)) ? tokens.slice(0, comma) : tokens;
}

/** What a negation or `au lieu de` says stood there before; undefined where the words say anything else. */
function oldIn(behind: readonly Token[]): number | null | undefined {
  const text = formOf(behind.map((token) => (token.kind === 'number' || token.kind === 'article' ? { ...token, text: token.text.startsWith("d'") ? 'de #' : '#' } : token)));
  const numbers = behind.filter(({ kind }) => kind === 'number' || kind === 'article');
  if (text === '' || BEHIND_RIGHT.test(text)) return null;
  return OLD.test(text) && numbers.length === 1 ? (numbers[0]?.kind === 'article' ? 1 : (numbers[0]?.value ?? null)) : undefined;
}

function quantityRight(tokens: readonly Token[]): Meaning | null {
  const items = tokens.flatMap((token, at) => (token.kind === 'item' ? [at] : []));
  const [item = -1] = items;
  let number = item - 1;
  while (isLink(tokens[number])) number -= 1;
  const count = tokens[number];
  const mention = tokens[item]?.mention;
  const seul = /^seule?s?$/.test(count?.text ?? '') ? 1 : 0;
  const counted = seul === 1 ? tokens[number - 1] : count;
  if (items.length !== 1 || mention === null || mention === undefined || counted === undefined || (counted.kind !== 'number' && !(counted.kind === 'article' && seul === 1))) return null;
  let end = item + 1;
  while (tokens[end]?.kind === 'size' || (tokens[end]?.text === 'de' && tokens[end + 1]?.kind === 'size')) end += 1;
  const lead = tokens.slice(0, number - seul);
  const behind = withoutReason(tokens.slice(end));
  const old = oldIn(behind);
  const size = tokens.slice(item, end).find(({ kind }) => kind === 'size');
  const value = counted.kind === 'article' ? 1 : counted.value;
  if (old === undefined || size !== undefined || !Number.isInteger(value) || value < 1 || value > 9999 || !LEAD_RIGHT.test(`${formOf(lead)} `.trimStart())) return null;
  return MARKED.test(formOf(tokens)) || old !== null ? { kind: 'order', pairs: [{ skus: mention.skus, quantity: value }], correction: { instead: old }, claims: [] } : null;
}

/** Another size of the one thing that is named, in the place of the one above. */
function sizeRight(tokens: readonly Token[], names: Names): Meaning | null {
  const items = tokens.filter(({ kind }) => kind === 'item');
  const [item] = items;
  const sizes = tokens.flatMap((token) => (token.kind === 'size' ? [token.size] : token.kind === 'item' && token.mention?.sized === true ? (token.mention.skus.flatMap((sku) => [...(names.traits.get(sku)?.sizes ?? [])])) : []));
  if (items.length !== 1 || item?.mention === null || item === undefined || sizes.length < 1 || sizes.length > 2 || new Set(sizes).size !== sizes.length) return null;
  const family = familyOf(item.mention.skus, names);
  const wanted = family?.filter((sku) => names.traits.get(sku)?.sizes.has(sizes[0] ?? '') === true) ?? [];
  const second = sizes.length === 2 ? tokens.findLast(({ kind }) => kind === 'size') : undefined;
  const rest = tokens.map((token) => (token === item ? { ...token, text: '@' } : token.kind === 'size' ? { ...token, text: token === second ? '&' : '%' } : token.kind === 'container' ? { ...token, text: 'pot de' } : token));
  if (family === null || wanted.length !== 1 || !SIZE_LEAD.test(formOf(rest.filter(({ kind }) => kind !== 'number')))) return null;
  const numbers = tokens.filter(({ kind }) => kind === 'number');
  const [old] = numbers;
  if (!MARKED.test(formOf(tokens)) && second === undefined && old === undefined) return null;
  if (numbers.length > 1 || (second !== undefined && (old !== undefined || !/(?:pas|non|lieu de|plutot que)(?: \S+){0,3} &/.test(formOf(rest)))) || (old !== undefined && !OLD_SIZE.test(formOf(rest.map((token) => (token === old ? { ...token, text: '#' } : token)))))) return null;
  const from = family.filter((sku) => sku !== wanted[0] && (second === undefined || names.traits.get(sku)?.sizes.has(second.size) === true) && (old === undefined || names.traits.get(sku)?.numbers.has(old.value) === true));
  return from.length === 0 ? null : { kind: 'exchange', from, pair: { skus: wanted, quantity: null } };
}

/** `un bol blanc au lieu du noir`, `le bol blanc plutôt que le noir`, behind words of regret or of another mind. */
function qualityRight(tokens: readonly Token[], names: Names): Meaning | null {
  const mark = tokens.findIndex(({ kind, text }) => kind === 'item' || kind === 'article' || /^(?:le|la|les|des)$/.test(text));
  if (mark < 1 || !LEAD_RIGHT.test(`${formOf(tokens.slice(0, mark))} `)) return null;
  const rest = tokens.slice(mark).flatMap((token, at, all): Token[] => (token.text === 'plutot' && all[at + 1]?.text === 'que' ? [{ ...token, kind: 'stop', text: 'plutot que' }] : token.text === 'que' && all[at - 1]?.text === 'plutot' ? [] : [token]));
  const old = rest.findIndex(({ text }) => /^(?:plutot que|au lieu|au lieu de|pas|a la place)$/.test(text));
  return old !== -1 && rest.slice(old + 1).every(({ kind }) => SIGNS.has(kind) || ['filler', 'article', 'unknown', 'item', 'aside', 'correction'].includes(kind)) ? qualityExchange(rest, names) : null;
}

/** What is said to be more of it puts nothing right. */
export const isMoreInFrench = (tokens: readonly Token[]): boolean => MARKED.test(formOf(tokens)) && MORE_RIGHT.test(formOf(tokens));

/** Null where the sentence is no correction of this kind. */
export function correctedInFrench(tokens: readonly Token[], names: Names): Meaning | null {
  if (tokens.some(({ kind }) => kind === 'question') && !tokens.some(({ kind }) => kind === 'ask') && !/^(?:pouv|pourr|peux)/.test(tokens.find(({ kind, text }) => kind !== 'aside' && text !== 'vous')?.text ?? '')) return null;
  if (tokens.length > MAX_TOKENS || tokens.some(({ kind }) => ['money', 'amount', 'times', 'label', 'each', 'total', 'equals', 'goods'].includes(kind))) return null;
  return quantityRight(tokens) ?? sizeRight(tokens, names) ?? qualityRight(tokens, names);
}
