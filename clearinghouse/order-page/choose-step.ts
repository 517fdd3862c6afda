/** Step 1, as answers: the list, its search, and what was chosen. */
import { chosenIn, packLines } from './cart.ts';
import type { Chosen } from './cart.ts';
import { page, seeOther } from './answers.ts';
import { findItems, MOST_QUERY } from './find-items.ts';
import { toPath } from './layout.ts';
import { cataloguePage, cleared, itemsOn, pagesOf } from './pages/catalogue-page.ts';
import type { Turn } from './turn.ts';

/** The quantities of the list's fields become one short field: the address can be loaded again, and says nothing twice. What is to be told is told before. */
export function choose(turn: Turn): Response {
  const { fields, catalogue, context } = turn;
  const chosen = chosenIn(fields, catalogue);
  const isTyped = [...fields.keys()].some((name) => name.startsWith('n.'));
  if (!isTyped || chosen.wrong.length > 0 || chosen.gone.length > 0) return catalogueAnswer(turn, chosen, []);
  const { q, number } = placeIn(fields);
  return seeOther(toPath(context, './', cleared({ q, page: number === 1 ? '' : String(number), chosen: packLines(chosen.lines) })));
}

function placeIn(fields: URLSearchParams): { readonly q: string; readonly number: number } {
  const page = fields.get('page') ?? '';
  return { q: (fields.get('q') ?? '').slice(0, MOST_QUERY).trim(), number: /^[1-9][0-9]{0,3}$/.test(page) ? Number(page) : 1 };
}

/** The list again, with what has to be put right. */
export function catalogueAnswer({ fields, shop, catalogue, context }: Turn, { lines, wrong, gone }: Chosen, troubles: readonly string[]): Response {
  const { q, number } = placeIn(fields);
  const found = findItems(q, catalogue);
  const at = Math.min(number, pagesOf(found));
  const shown = itemsOn(found, at);
  const elsewhere = catalogue.items.filter((item) => lines.some(({ sku }) => sku === item.sku) && !shown.includes(item));
  const nameOf = (sku: string): string => catalogue.items.find((item) => item.sku === sku)?.names[0] ?? sku;
  const all = [...wrong.map(({ sku, typed }) => context.words.trouble.quantity(typed, nameOf(sku))), ...gone.map(context.words.trouble.gone), ...troubles];
  return page(cataloguePage(context, { shop, query: q, found, page: at, lines, elsewhere, troubles: all }), all.length === 0 ? 200 : 422);
}
