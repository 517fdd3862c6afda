/** One item taken off again, or one of its sizes in the place of another: `scrap the yokan`, `den Sencha 200 g statt 100 g`. */
import type { Meaning } from './meaning.ts';
import { familyOf } from './names.ts';
import type { Names } from './names.ts';
import type { Token, TokenKind } from './tokens.ts';

const CANCEL = /^(?:scrap|cancel|drop|skip|remove|delete|forget|forget about|strike|leave out|leave off|take off|omit|streichen|stornieren|storniere|weglassen|vergessen|entfernen|streichen sie|stornieren sie|vergessen sie|oubliez|oublie|annulez|annuler|supprimez|supprimer|enlevez|enlever|retirez|retirer|laissez tomber|quiten?|quitar|quite|cancelen?|cancelar|anulen?|anular|olviden?|olvidense de|eliminen?|eliminar|borren?|キャンセル|きゃんせる|取り消し|取り消して|取消|取りやめ|やめ|やめて|やめます|不要|不要です|いりません|要りません|不要了|取消吧|去掉|不用了|算了|不用)$/;
const NEGATION = /^(?:no|without|kein\w*|ohne|sans|sin|senza|geen|zonder)$/;
/** `Al final no`: not `make it`, behind which more has to come. */
const PUT_RIGHT = /^(?:actually|doch|nein doch lieber|finalement|en fait|al final|en realidad|after all|all things considered|tout compte fait)$/;
const BESIDE: ReadonlySet<TokenKind> = new Set(['item', 'size', 'filler', 'article', 'aside', 'chat', 'order', 'correction', 'comma', 'pause', 'end', 'ornament', 'stop', 'opener', 'life']);
const BREAKS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'dash', 'ornament', 'open', 'close']);
const PLAIN_ORDER = /^(?:お願いします|お願いいたします|お願い致します|ください|下さい|してください|です|請|请|bitte|s'il vous plait|por favor|please)$/;

function clausesOf(tokens: readonly Token[]): Token[][] {
  const clauses: Token[][] = [[]];
  for (const token of tokens) {
    if (BREAKS.has(token.kind)) clauses.push([]);
    else clauses.at(-1)?.push(token);
  }
  return clauses.filter((clause) => clause.length > 0);
}

/** A reason, thanks, or that the rest stays: no item in it, and nothing that orders, changes or asks. */
function isReason(clause: readonly Token[]): boolean {
  if (clause.some((token) => ['item', 'size', 'ask', 'order', 'correction', 'question', 'label', 'each', 'total', 'times', 'money'].includes(token.kind) && !PLAIN_ORDER.test(token.text))) return false;
  const isRest = /^(?:rest|the rest|le|reste|der|die|lo|el|残り|其|其余|其他|剩下|der rest|le reste|lo demas|el resto|everything else|others?)/.test(clause.map((token) => token.text).join(' ')) && clause.some((token) => /^(?:rest|the rest|reste|resto|demas|le reste|der rest|lo demas|el resto|残り|其余|余|其他|剩下|everything else)$/.test(token.text));
  if (isRest) return clause.length <= 7 && !clause.some((token) => ['number', 'stop', 'goods'].includes(token.kind));
  return !clause.some((token) => token.kind === 'vague' || CONDITION.test(token.text) || CANCEL.test(token.text)) && !(clause[0]?.kind === 'and' || clause[0]?.kind === 'number');
}

const CONDITION = /^(?:if|unless|or|but|instead|instead of|and|only|plus|also|wenn|falls|oder|aber|sondern|statt|auch|dafur|stattdessen|si|ou|mais|plutot|aussi|o|pero|sino|mejor|tambien|なら|たら|れば|代わりに|でも|または|如果|或|或者|但|但是|换|換|改)$/;

/** The items that are taken off; null where the sentence says anything else, or takes off the taking off (`don't forget`). */
export function cancelIn(tokens: readonly Token[]): Meaning | null {
  const clauses = clausesOf(tokens);
  const own = clauses.filter((clause) => clause.some((token) => token.kind === 'item'));
  const [clause] = own;
  if (clause === undefined || own.length > 1 || clauses.length > 8) return null;
  const items = clause.filter((token) => token.kind === 'item');
  const isPutRight = tokens.some((token) => PUT_RIGHT.test(token.text));
  const marks = clause.filter((token) => CANCEL.test(token.text) || (isPutRight && NEGATION.test(token.text)));
  if (items.length !== 1 || marks.length !== 1 || clause.some((token) => !BESIDE.has(token.kind) || (token.kind === 'stop' && !marks.includes(token)) || (token.kind === 'order' && !PLAIN_ORDER.test(token.text) && !CANCEL.test(token.text)) || /^(?:も|auch|also|aussi|tambien|too|也)$/.test(token.text))) return null;
  const others = clauses.filter((one) => one !== clause);
  const isFirst = clauses.indexOf(clause);
  return others.every((one, at) => isReason(one) || (at < isFirst && one.every((token) => ['aside', 'correction', 'filler', 'chat', 'opener', 'life', 'stop'].includes(token.kind) && !CONDITION.test(token.text)))) ? { kind: 'cancel', skus: items[0]?.mention?.skus ?? [] } : null;
}

const IN_PLACE = /^(?:instead|stattdessen|dafur|dafuer|a la place|en su lugar|en cambio|代わりに|かわりに)$/;

/** `cancel the teapot and send a whisk instead`: what is taken off, and the words by which the other is ordered. */
export function replacementIn(tokens: readonly Token[]): { readonly from: readonly string[]; readonly rest: readonly Token[] } | null {
  const items = tokens.flatMap((token, at) => (token.kind === 'item' ? [at] : []));
  const [first = 0, second = 0] = items;
  const link = tokens.findIndex((token, at) => at > first && at < second && (token.kind === 'and' || token.kind === 'comma'));
  if (items.length !== 2 || link === -1) return null;
  const [off, wanted] = [tokens.slice(0, link), tokens.slice(link + 1)];
  const cancelled = cancelIn(off);
  const rest = wanted.filter((token) => !IN_PLACE.test(token.text));
  return cancelled?.kind !== 'cancel' || rest.length === wanted.length || rest.some((token) => token.kind === 'stop') ? null : { from: cancelled.skus, rest };
}

const INSTEAD = /^(?:instead of|not|statt|anstatt|nicht|anstelle von|au lieu de|pas|pas de|en vez de|en lugar de|no|non|niet|不|不是|而不是|rather than)$/;
const BEHIND = /^(?:ではなく|じゃなくて|でなく|ではありません)$/;
const KNOWN: ReadonlySet<TokenKind> = new Set(['item', 'size', 'number', 'filler', 'article', 'chat', 'aside', 'order', 'container', 'correction', 'comma', 'pause', 'end', 'ornament', 'open', 'close', 'stop', 'label', 'times', 'dash', 'each']);

/** Another size of the same thing, in the quantity that stands there or in the one ordered above. */
export function sizeExchange(tokens: readonly Token[], names: Names): Meaning | null {
  if (tokens.some((token) => !KNOWN.has(token.kind))) return null;
  const skus = tokens.flatMap((token) => token.mention?.skus ?? []);
  const family = skus.length === 0 ? [...names.traits.keys()] : familyOf(skus, names);
  if (family === null) return null;
  const sizes = tokens.flatMap((token, at) => (token.kind === 'size' || (token.kind === 'item' && token.mention?.sized === true) ? [{ at, keys: token.kind === 'size' ? [token.size] : (token.mention?.skus ?? []).flatMap((sku) => [...(names.traits.get(sku)?.sizes ?? [])]) }] : []));
  const gone = sizes.filter(({ at }) => isNegated(tokens, at));
  const stops = tokens.filter((token) => token.kind === 'stop' && !INSTEAD.test(token.text) && !BEHIND.test(token.text) && !/^(?:同じ|same|the same)$/.test(token.text));
  const [old, wanted] = [gone[0], sizes.find((size) => !gone.includes(size))];
  if (sizes.length !== 2 || gone.length !== 1 || stops.length > 1 || old === undefined || wanted === undefined) return null;
  const numbers = [...new Set(tokens.flatMap((token, at) => (token.kind === 'number' && !(/^(?:one|ones)$/.test(token.text) && tokens[at - 1]?.kind === 'size') ? [token.value] : [])))];
  const bySize = (keys: readonly string[]): string[] => family.filter((sku) => keys.some((key) => names.traits.get(sku)?.sizes.has(key) === true));
  const [from, to] = [bySize(old.keys), bySize(wanted.keys)];
  if (skus.length === 0) return unnamedExchange(old.keys, wanted.keys, numbers, names);
  if (from.length !== 1 || to.length !== 1 || from[0] === to[0] || numbers.length > 1 || numbers.some((one) => !Number.isInteger(one) || one < 1 || one > 9999)) return null;
  return { kind: 'exchange', from, pair: { skus: to, quantity: numbers[0] ?? null } };
}

/** `500克的，不是250克`: whichever of the things of that size was ordered. */
function unnamedExchange(old: readonly string[], wanted: readonly string[], numbers: readonly number[], names: Names): Meaning | null {
  const has = (sku: string, keys: readonly string[]): boolean => keys.some((key) => names.traits.get(sku)?.sizes.has(key) === true);
  const into = new Map<string, string>();
  for (const sku of names.traits.keys()) {
    const [other, ...others] = has(sku, old) ? (familyOf([sku], names) ?? []).filter((one) => one !== sku && has(one, wanted)) : [];
    if (other !== undefined && others.length === 0) into.set(sku, other);
  }
  if (into.size === 0 || numbers.length > 1 || numbers.some((one) => !Number.isInteger(one) || one < 1 || one > 9999)) return null;
  return { kind: 'exchange', from: [...into.keys()], pair: { skus: [...into.values()], quantity: numbers[0] ?? null }, into };
}

function isNegated(tokens: readonly Token[], at: number): boolean {
  if (BEHIND.test(tokens[at + 1]?.text ?? '')) return true;
  for (let place = at - 1; place >= Math.max(0, at - 3); place -= 1) {
    if (INSTEAD.test(tokens[place]?.text ?? '')) return true;
    if (!['filler', 'article'].includes(tokens[place]?.kind ?? '')) return false;
  }
  return false;
}
