/** A sentence that asks for tea, and below it a list that says which. */
import { foldText } from './lexicon.ts';
import type { Names } from './names.ts';
import type { Understood } from './referring.ts';

const GENERAL = /^(?:お?茶|緑茶|日本茶|茶葉|商品|品物|お品)$/;
const OF_TEA = /茶(?:[0-9 ]|てぃーばっぐ|$)|玉露/;
/** `来客用のお茶の追加をお願いします。` above a list of which one thing at least is tea: it is said below which. */
export function isOfTea({ meaning, unit }: Understood, below: readonly Understood[], names: Names): boolean {
  if (meaning.kind !== 'open' || meaning.reason !== 'unknown-item' || meaning.quantity !== null) return false;
  const goods = unit.tokens.filter(({ kind }) => kind === 'goods');
  const isPlain = goods.length > 0 && goods.every(({ text }) => GENERAL.test(text)) && unit.tokens.some(({ kind }) => kind === 'order' || kind === 'ask') && unit.tokens.every(({ kind }) => ['goods', 'order', 'ask', 'filler', 'chat', 'aside', 'life', 'gift', 'opener', 'comma', 'end', 'ornament', 'unknown', 'question'].includes(kind));
  if (!isPlain || (below[0]?.unit.lines[0] ?? 0) > (unit.lines.at(-1) ?? 0) + 2) return false;
  const end = below.findIndex((one) => one.meaning.kind !== 'order');
  const listed = below.slice(0, end === -1 ? below.length : end).flatMap((one) => (one.meaning.kind === 'order' ? one.meaning.pairs.flatMap(({ skus }) => skus) : []));
  return listed.some((sku) => names.traits.get(sku)?.item.names.some((name) => OF_TEA.test(foldText(name))) === true);
}
