/** The parts of an order's line that carry its meaning, in their order: items with their sizes, numbers, prices, and what stands between them. */
import type { Money } from '../../clearinghouse/protocol/money.ts';
import type { Claim } from './meaning.ts';
import { familyOf } from './names.ts';
import type { Names } from './names.ts';
import type { OpenReason } from './order.ts';
import type { Token } from './tokens.ts';

export type Counter = 'packs' | 'pieces' | 'bags' | 'other';

export type Atom =
  | { readonly kind: 'item'; readonly skus: readonly string[]; readonly sized: boolean; /** Named by its pack: `sets of postcards`. */ readonly isPack: boolean }
  | { readonly kind: 'number'; readonly value: number; readonly isInner: boolean; /** How it is counted: by packs, by what is in one, or by something else. */ readonly counter: Counter | null; /** It stands before the thing that it may count, without a sign of multiplying. */ readonly leads: boolean }
  | { readonly kind: 'price'; readonly money: Money | null; readonly digits: string }
  | { readonly kind: 'comma' | 'and' };

export type Atoms = { readonly atoms: readonly Atom[]; readonly claims: readonly Claim[]; readonly fault: OpenReason | null };

const failed = (fault: OpenReason): Atoms => ({ atoms: [], claims: [], fault });

export function atomsOf(tokens: readonly Token[], names: Names): Atoms {
  if (tokens.some((token, at) => isCompound(tokens, token, at))) return failed('needs-a-person');
  if (tokens.some((token, at) => isNegative(tokens, token, at) || isEnumeration(tokens, token, at))) return failed('which-quantity');
  // `a bag, and two soaps`: a bag of what?
  const unsized = tokens.filter(({ kind }) => kind !== 'size');
  if (unsized.some((token, at) => token.kind === 'article' && unsized[at + 1]?.kind === 'container' && !leadsToItem(unsized, at) && unsized[at - 1]?.kind !== 'item')) return failed('unknown-item');
  const { rest, claims } = withoutClaims(tokens);
  if (rest.some((token) => token.kind === 'number' && !isQuantity(token.value) && !isMoneyLike(rest, token))) return failed('which-quantity');
  const sized = withSizes(withRepeatedItems(withoutGloss(withoutColumn(rest), names), names), names);
  if (sized === null) return failed('which-item');
  const atoms = sized.flatMap((token, at) => atomOf(sized, token, at));
  return { atoms: mergedMentions(withoutRepeats(withoutDoubleBreaks(atoms))), claims, fault: null };
}

/** `抹茶碗` is no `抹茶` by the bowl: a counter counts only behind a number. */
const isCompound = (tokens: readonly Token[], token: Token, at: number): boolean => token.kind === 'container' && token.glued && tokens[at - 1]?.kind === 'item' && /\p{Script=Han}|\p{Script=Hiragana}/u.test(token.text);

const isQuantity = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= 9999;

/** A larger number may be a price or a sum in a row of a table. */
const isMoneyLike = (tokens: readonly Token[], token: Token): boolean => token.value > 9999 && token.value < 1e9 && tokens.filter((other) => other.kind === 'number').length > 1;

/** ` -2`: a minus, not a dash. */
const isNegative = (tokens: readonly Token[], token: Token, at: number): boolean => token.kind === 'number' && token.glued && tokens[at - 1]?.kind === 'dash' && tokens[at - 1]?.glued === false;

/** `1煎茶` at the head of a line may be the first of a list: ① and 1 look alike once widths are folded. */
function isEnumeration(tokens: readonly Token[], token: Token, at: number): boolean {
  const [before, next] = [tokens[at - 1], tokens[at + 1]];
  const isFirst = before === undefined || before.line !== token.line;
  return isFirst && token.kind === 'number' && /^[0-9]+$/.test(token.text) && next?.kind === 'item' && next.glued && tokens.filter((other) => other.kind === 'number').length === 1;
}

/** Sums that the buyer states (`total 3 pieces`, `that makes 4,741 yen`) are taken out, to be compared in the end. */
function withoutClaims(tokens: readonly Token[]): { readonly rest: readonly Token[]; readonly claims: readonly Claim[] } {
  const at = tokens.findIndex((token) => token.kind === 'total');
  if (at === -1) return { rest: tokens, claims: [] };
  const isBetween = (token: Token | undefined): boolean => token !== undefined && ['pause', 'filler', 'container', 'equals', 'label', 'open', 'close', 'at', 'total'].includes(token.kind);
  const isSum = (token: Token | undefined): boolean => token !== undefined && ['number', 'money', 'amount'].includes(token.kind);
  let place = at + 1;
  while (isBetween(tokens[place])) place += 1;
  if (!isSum(tokens[place])) {
    place = at - 1;
    while (isBetween(tokens[place])) place -= 1;
  }
  const sum = tokens[place];
  if (sum === undefined || !isSum(sum)) return { rest: tokens, claims: [] };
  const claim: Claim = sum.money !== null ? { money: sum.money } : { pieces: sum.kind === 'number' ? sum.value : Number(sum.text.replace(/[^0-9]/g, '')) };
  return { rest: tokens.filter((_token, other) => other !== place && other !== at), claims: [claim] };
}

/** `羊羹 x2 (sweet bean jelly)`: the same thing once more in brackets, without a number. */
function withoutGloss(tokens: readonly Token[], names: Names): readonly Token[] {
  const start = tokens.findIndex((token) => token.kind === 'open');
  const end = tokens.findIndex((token, at) => at > start && token.kind === 'close');
  const inside = tokens.slice(start + 1, end);
  const [gloss] = inside;
  const before = tokens.slice(0, Math.max(0, start)).findLast((token) => token.kind === 'item');
  const isSame = gloss?.kind === 'item' && inside.length === 1 && before?.mention?.skus.some((sku) => gloss.mention?.skus.includes(sku) === true) === true;
  // `(20包/盒)`, `(sachets)`: how many are in one, as the catalogue says too.
  const isInner = before !== undefined && inside.length > 0 && inside.every((token) => ['container', 'comma', 'filler', 'chat'].includes(token.kind) || (token.kind === 'number' && before.mention?.skus.every((sku) => names.traits.get(sku)?.numbers.has(token.value) === true) === true)) && inside.some((token) => token.kind === 'container' || token.kind === 'number');
  return start === -1 || end === -1 || !(isInner || (isSame && before !== tokens[start - 1])) ? tokens : [...tokens.slice(0, start), ...withoutGloss(tokens.slice(end + 1), names)];
}

/** `6 | Sencha`: the number in the first column of a row with one item and no other number. */
function withoutColumn(tokens: readonly Token[]): readonly Token[] {
  const start = tokens.findIndex((token) => token.kind !== 'comma' && token.kind !== 'ornament');
  const isRow = tokens[start]?.kind === 'number' && /^[|/;]$/.test(tokens[start + 1]?.text ?? '') && tokens[start + 2]?.kind === 'item';
  return isRow && tokens.filter((token) => ['number', 'article', 'item'].includes(token.kind)).length === 2 ? tokens.filter((_token, at) => at !== start + 1) : tokens;
}

/** `sencha 100 g x 1 and 200 g x 1`: a part with a size and a number and no item of its own means the one before. */
function withRepeatedItems(tokens: readonly Token[], names: Names): readonly Token[] {
  const isBreak = (token: Token): boolean => token.kind === 'and' || token.kind === 'comma';
  const found: Token[] = [];
  let part: Token[] = [];
  let item: Token | null = null;
  const close = (): void => {
    const [items, sizes, numbers] = [part.filter((token) => token.kind === 'item'), part.filter((token) => token.kind === 'size'), part.filter((token) => token.kind === 'number' || token.kind === 'article')];
    const own = items[0];
    const family = item?.mention?.skus.filter((sku) => names.traits.get(sku)?.sizes.has(sizes[0]?.size ?? '') === true) ?? [];
    const isRepeated = own === undefined && item !== null && sizes.length === 1 && numbers.length === 1 && family.length === 1;
    for (const token of part) found.push(token, ...(isRepeated && item !== null && token === numbers[0] ? [item] : []));
    const all = items.length === 1 ? familyOf(own?.mention?.skus ?? [], names) : null;
    if (own !== undefined) item = all === null ? null : { ...own, mention: { skus: all, sized: false } };
    part = [];
  };
  for (const token of tokens) {
    if (isBreak(token)) {
      close();
      found.push(token);
    } else part.push(token);
  }
  close();
  return found;
}

/** Each size goes to the item without one that stands nearest before it, else behind it, within its part of the line. Null where one is left over. */
function withSizes(tokens: readonly Token[], names: Names): readonly Token[] | null {
  const found = [...tokens];
  for (let at = 0; at < found.length; at += 1) {
    const token = found[at];
    if (token?.kind !== 'size') continue;
    const owner = ownerOf(found, at);
    const item = owner === null ? undefined : found[owner];
    if (owner === null || item?.mention === null || item === undefined) return null;
    const skus = item.mention.skus.filter((sku) => names.traits.get(sku)?.sizes.has(token.size) === true);
    if (skus.length === 0) return null;
    found[owner] = { ...item, mention: { skus, sized: true } };
    found.splice(at, 1);
    at -= 1;
  }
  return found;
}

function ownerOf(tokens: readonly Token[], at: number): number | null {
  const isPart = (token: Token | undefined): boolean => token !== undefined && token.kind !== 'and';
  const isOpen = (token: Token | undefined): boolean => token?.kind === 'item' && token.mention?.sized === false;
  for (let place = at - 1; isPart(tokens[place]); place -= 1) {
    if (tokens[place]?.kind === 'item') {
      if (isOpen(tokens[place])) return place;
      break;
    }
    if (tokens[place]?.kind === 'comma' && tokens[place - 1]?.kind !== 'item') break;
  }
  for (let place = at + 1; isPart(tokens[place]) && tokens[place]?.kind !== 'comma'; place += 1) if (tokens[place]?.kind === 'item') return isOpen(tokens[place]) ? place : null;
  return null;
}

function atomOf(tokens: readonly Token[], token: Token, at: number): Atom[] {
  switch (token.kind) {
    case 'item':
      return token.mention === null ? [] : [{ kind: 'item', skus: token.mention.skus, sized: token.mention.sized, isPack: NAMED_PACK.test(token.text) }];
    case 'number':
      return [{ kind: 'number', value: token.value, isInner: (/^(?:a|of|de|zu|mit|von|x)$/.test(tokens[at - 1]?.text ?? '') && tokens[at - 1]?.kind === 'filler') || (tokens[at - 1]?.kind === 'container' && / (?:of|de)$/.test(tokens[at - 1]?.text ?? '')), counter: counterOf(tokens[at + 1]), leads: tokens.slice(at + 1).find(({ kind }) => ['item', 'comma', 'and', 'times'].includes(kind))?.kind === 'item' }];
    case 'article':
      return leadsToItem(tokens, at) ? [{ kind: 'number', value: 1, isInner: false, counter: null, leads: true }] : [];
    case 'money':
    case 'amount':
      return [{ kind: 'price', money: token.money, digits: token.text.replace(/[^0-9]/g, '') }];
    case 'comma':
    case 'and':
      return [{ kind: token.kind }];
    default:
      return [];
  }
}

/** `packs`, `箱`, and what lies in them: `sheets`, `枚`. Bags may be either. */
const PACKS = /^(?:pack|packs|packet|packets|package|packages|pkt|pkts|pkg|pkgs|pks|pk|box|boxes|bx|set|sets|bundle|bundles|tin|tins|can|cans|carton|lot|lots|packung|packungen|packerl|pck|pckg|schachtel|schachteln|paket|pakete|packchen|satz|bund|dose|dosen|boite|boites|bte|paquet|paquets|pqt|pqts|lot|lots|jeu|jeux|coffret|etui|caja|cajas|cajita|cajitas|paquete|paquetes|juego|juegos|lote|lotes|estuche|estuches|scatola|scatole|confezione|confezioni|pacco|pacchi|pacchetto|pacchetti|doos|dozen|doosje|doosjes|pak|pakken|pakje|pakjes|caixa|caixas|pacote|pacotes|embalagem|embalagens|箱|はこ|せっと|ぱっく|組|盒|套|提|상자|박스|팩|세트|갑)\.?(?: |$|分)/;
const PIECES = /^(?:sheet|sheets|stick|sticks|blatt|bogen|stab|stangen|feuille|baton|batons|hoja|hojas|palitos|varitas|枚|本|片|張|张|支|根|장)(?: |$)/;
const BAGS = /^(?:bag|bags|sachet|sachets|pouch|pouches|beutel|tute|tuten|pochette|pochettes|bolsa|bolsas|bolsita|bolsitas|saquito|saquitos|sobre|sobres|bustina|bustine|busta|buste|zak|zakken|zakje|zakjes|saco|sacos|saqueta|saquetas|包|小包|봉|봉지)(?: |$)/;
const NAMED_PACK = /(?:^| )(?:set|sets|pack|packs|box|boxes|juego|juegos|lot|lots)(?: |$)|set$|sets$|せっと/;

function counterOf(token: Token | undefined): Counter | null {
  if (token?.kind !== 'container') return null;
  if (PACKS.test(token.text)) return 'packs';
  return PIECES.test(token.text) ? 'pieces' : BAGS.test(token.text) ? 'bags' : 'other';
}

/** `a sencha`, `a bag of the sencha`; not `for a friend`. */
function leadsToItem(tokens: readonly Token[], at: number): boolean {
  for (let place = at + 1; place < tokens.length; place += 1) {
    const token = tokens[place];
    if (token?.kind === 'item') return true;
    if (token?.kind !== 'container' && !(token?.kind === 'filler' && /^(?:of|the|de|d'|du|la|le|von|van|der|di|do|da)$/.test(token.text))) return false;
  }
  return false;
}

/** `2 (two)`. */
function withoutRepeats(atoms: readonly Atom[]): readonly Atom[] {
  return atoms.filter((atom, at) => {
    const before = atoms[at - 1];
    return !(atom.kind === 'number' && before?.kind === 'number' && atom.value === before.value && !atom.isInner && atoms.length > 2 && isWritten(atoms, at));
  });
}

const isWritten = (atoms: readonly Atom[], at: number): boolean => atoms[at + 1]?.kind === 'item' || atoms[at - 2]?.kind === 'item';

/** `A, and B`, `Aと、B`: one break. */
const withoutDoubleBreaks = (atoms: readonly Atom[]): readonly Atom[] => atoms.filter((atom, at) => !(atom.kind === 'comma' && (atoms[at + 1]?.kind === 'and' || atoms[at - 1]?.kind === 'and')));

/** Two names of one thing side by side (`茶筅 (whisk)`). */
function mergedMentions(atoms: readonly Atom[]): readonly Atom[] {
  const merged: Atom[] = [];
  for (const atom of atoms) {
    const isApart = merged.at(-1)?.kind === 'comma' && atom.kind === 'item';
    const before = isApart ? merged.at(-2) : merged.at(-1);
    const shared = atom.kind === 'item' && before?.kind === 'item' ? before.skus.filter((sku) => atom.skus.includes(sku)) : [];
    if (shared.length > 0 && atom.kind === 'item' && before?.kind === 'item') {
      if (isApart) merged.pop();
      merged[merged.length - 1] = { kind: 'item', skus: shared, sized: before.sized || atom.sized, isPack: before.isPack || atom.isPack };
    } else merged.push(atom);
  }
  return merged;
}
