/**
 * How Spanish puts a quantity or a size right, behind the order (`Perdón, de hojicha solo 1`, `Rectifico: 2 yokan`, `La miel, mejor de 500 g`) or within its sentence (`2 Sencha,
 * perdón, 3`). Forms over all the words of the sentence: one word more and nothing is put right.
 */
import { open } from './meaning.ts';
import type { Meaning } from './meaning.ts';
import type { Names } from './names.ts';
import type { Token, TokenKind } from './tokens.ts';

const SIGNS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'dash', 'end', 'ornament']);

const REGRET = '(?:ay|uy|ah|huy|oh|bueno|no(?! (?:son|eran|es|era|quiero|queremos|queria|quisiera|sean|sea|necesito|una?|#))|perdon|perdona|perdonad|perdonen|perdone|disculpa|disculpad|disculpen|disculpe|espera|esperad|esperen|ups|vaya|mejor|mejor dicho|pensandolo (?:bien|mejor)|corrijo|rectifico|correccion|rectificacion|fe de erratas|me he equivocado|me equivoque|me he liado|me lie|digo|quiero decir|queria decir|quise decir|en realidad|finalmente|al final|un momento)';
/** One of these at least says that what stands above is not so. */
const WRONG = /(?:^| )(?:mejor|perdon\w*|disculp\w*|corrijo|rectific\w*|correccion|erratas|equivocado|equivoque|liado|lie|digo|decir|realidad|finalmente|al final|pensandolo)(?= |$)/;
const BE = '(?:(?:que )?(?:son|eran|sean|seran|es|era|sea|quiero|queremos|queria|quisiera|necesito|necesitamos|ponme|ponedme|ponganme|pongame|me quedo con|van a ser|mejor))';
const LAST = '(?: (?:por favor|porfa|gracias|vale))*$';
const ARTICLE = '(?:el|la|los|las)';

const COUNTED = [
  new RegExp(`^(?:${REGRET} )+(?:${BE} )*(?:#|un|una)(?: ~)?(?: de)? @(?: (?:de )?%)?${LAST}`),
  new RegExp(`^(?:${REGRET} )*(?:de |en )?(?:${ARTICLE} )?@(?: (?:de )?%)? (?:(?:al final|${BE}|solo|solamente|finalmente) )*(?:#|un|una)(?: ~)?${LAST}`),
];
const SIZED = new RegExp(`^(?:${REGRET} )*(?:y )?(?:que )?(?:${ARTICLE} )?@ (?:(?:al final|que sea|que sean|l[oa]s? quiero|l[oa]s? queria|mejor|quiero|queria|prefiero|era|eran|es|sea) )*(?:${ARTICLE} )?(?:de |en )?%${LAST}`);
/** Only so many of this, or nothing but this? */
const ONLY = new RegExp(`^(?:${REGRET} )+(?:solo|solamente|unicamente|nada mas) (?:#|un|una) `);

/** Words, with `@` for the thing, `#` for a number, `%` for a size, `~` for a counter. */
function shownAs({ kind, text }: Token): string {
  if (kind === 'item') return '@';
  if (kind === 'size') return '%';
  if (kind === 'number') return '#';
  return kind === 'container' ? '~' : text;
}

const isOne = (tokens: readonly Token[], kind: TokenKind): boolean => tokens.filter((token) => token.kind === kind).length === 1;

/** What a sentence behind an order puts right; null where it says anything else. `ordered`: what the thing and its quantity are as an order. */
export function putRightInSpanish(tokens: readonly Token[], names: Names, ordered: (goods: readonly Token[]) => Meaning): Meaning | null {
  const words = tokens.filter(({ kind }) => !SIGNS.has(kind));
  if (words.length > 16 || !isOne(words, 'item')) return null;
  const text = words.map(shownAs).join(' ').replaceAll('~ de ', '~ ');
  if (ONLY.test(text)) return open('needs-a-person', words.flatMap(({ mention }) => mention?.skus ?? []));
  if (!WRONG.test(text)) return null;
  const [item, size] = [words.find(({ kind }) => kind === 'item'), words.find(({ kind }) => kind === 'size')];
  if (item?.mention !== undefined && item.mention !== null && size !== undefined && isOne(words, 'size') && SIZED.test(text)) {
    const family = item.mention.skus;
    const wanted = family.filter((sku) => names.traits.get(sku)?.sizes.has(size.size) === true);
    return item.mention.sized || wanted.length !== 1 ? null : { kind: 'exchange', from: family, pair: { skus: wanted, quantity: null } };
  }
  if (!COUNTED.some((form) => form.test(text))) return null;
  const number = words.find(({ kind }) => kind === 'number') ?? words.find(({ kind }) => kind === 'article');
  if (number === undefined || (number.kind === 'article' && /^(?:perdon\w*|disculp\w*) un/.test(text))) return null;
  const meaning = ordered([number.kind === 'article' ? { ...number, kind: 'number', value: 1 } : number, item as Token, ...(size === undefined ? [] : [size])]);
  return meaning.kind === 'order' && meaning.pairs.length === 1 ? { ...meaning, correction: { instead: null } } : null;
}

const CORRECTING = /^(?:perdon|digo|perdon digo|quiero decir|mejor dicho)$/;

/** The sentence with what `perdón` within it puts right; null where nothing does, and `false` where nobody can say which of two things is meant. */
export function rightWithin(tokens: readonly Token[]): readonly Token[] | false | null {
  const mark = tokens.findIndex((token, at) => CORRECTING.test(token.text) && at > 0 && ['comma', 'dash', 'ornament'].includes(tokens[at - 1]?.kind ?? 'end') && tokens.slice(0, at).some(({ kind }) => kind === 'number' || kind === 'article'));
  if (mark === -1) return null;
  let next = mark + 1;
  while (SIGNS.has(tokens[next]?.kind ?? 'item') || /^(?:digo|mejor|son|eran|queria|quiero|que sean)$/.test(tokens[next]?.text ?? '')) next += 1;
  if (tokens[next]?.kind !== 'number') return null;
  const before = tokens.slice(0, mark - 1);
  let end = next + 1;
  while (['container', 'filler'].includes(tokens[end]?.kind ?? 'end')) end += 1;
  const [old, same] = [before.findLastIndex(({ kind }) => kind === 'number' || kind === 'article'), tokens[end]];
  const named = before.slice(old).filter(({ kind }) => kind === 'item');
  if (before.slice(old + 1).some(({ kind }) => kind === 'comma' || kind === 'and')) return false;
  if (same?.kind !== 'item') {
    const [one] = before.slice(old, old + 1);
    const stop = tokens[next + 1]?.kind === 'container' ? next + 2 : next + 1;
    return named.length === 1 && one !== undefined && !(stop < tokens.length && !['comma', 'and', 'end', 'ornament'].includes(tokens[stop]?.kind ?? 'end')) ? [...before.slice(0, old), { ...one, kind: 'number', value: tokens[next]?.value ?? 0, text: tokens[next]?.text ?? '' }, ...before.slice(old + 1), ...tokens.slice(stop)] : false;
  }
  if (named.length === 0) return [...before.slice(0, old), ...tokens.slice(next)];
  return named.length === 1 && named[0]?.mention?.skus.join() === same.mention?.skus.join() ? [...before.slice(0, old), ...tokens.slice(next)] : false;
}
