/** What the sentences of a letter come to together: items, corrections of them, sums that have to agree, and the points that are open. */
import { formatMoney, MAX_MINOR } from '../../clearinghouse/protocol/money.ts';
import type { Claim, Correction, Meaning, Pair } from './meaning.ts';
import type { Unit } from './layout.ts';
import type { Catalogue, OpenPoint, OpenReason, OrderedItem } from './order.ts';

/** `text`: the words as they stand in the letter. */
export type Said = { readonly unit: Unit; readonly meaning: Meaning; readonly text: string };
export type Settled = { readonly items: readonly OrderedItem[]; readonly open: readonly OpenPoint[]; readonly readAs: ReadonlyMap<number, string> };

type Ordered = { quantity: number; lines: number[]; times: number };

type Desk = {
  readonly items: Map<string, Ordered>;
  readonly open: OpenPoint[];
  /** Taken off: not to be ordered again below. */
  readonly cancelled: Set<string>;
  readonly unwanted: { skus: readonly string[]; said: Said }[];
  /** Wished for without a number: said further down, or open. */
  readonly wanted: { skus: readonly string[]; said: Said }[];
  readonly mentions: { skus: readonly string[]; said: Said }[];
  readonly claims: { claim: Claim; said: Said }[];
  readonly readAs: Map<number, string>;
};

export function settle(said: readonly Said[], catalogue: Catalogue, near: (unit: Unit, wholeOnly: boolean) => readonly string[]): Settled {
  const desk: Desk = { items: new Map(), open: [], cancelled: new Set(), unwanted: [], wanted: [], mentions: [], claims: [], readAs: new Map() };
  for (const one of said) take(one, desk, catalogue, near);
  checkClaims(desk, catalogue);
  for (const { skus, said: one } of desk.unwanted) if (skus.some((sku) => desk.items.has(sku))) leave(desk, one, 'needs-a-person', skus, null);
  for (const { skus, said: one } of desk.mentions) if (!skus.some((sku) => desk.items.has(sku))) leave(desk, one, 'needs-a-person', skus, null);
  for (const { skus, said: one } of desk.wanted) {
    const found = desk.items.get(skus[0] ?? '');
    const isBelow = found !== undefined && found.times === 1 && (found.lines[0] ?? 0) > (one.unit.lines.at(-1) ?? 0);
    if (isBelow && !one.unit.tokens.some((token) => token.kind === 'and')) note(desk, one, 'spoken of');
    else leave(desk, one, 'which-quantity', skus, null);
  }
  const items = [...desk.items].map(([sku, { quantity, lines }]): OrderedItem => ({ sku, quantity, lines: [...new Set(lines)].sort((a, b) => a - b) }));
  return { items, open: desk.open, readAs: desk.readAs };
}

function take(said: Said, desk: Desk, catalogue: Catalogue, near: (unit: Unit, wholeOnly: boolean) => readonly string[]): void {
  const { meaning } = said;
  switch (meaning.kind) {
    case 'nothing': {
      // A word that nearly is an item's name is no small talk.
      const close = near(said.unit, true);
      return close.length === 0 ? note(desk, said, meaning.readAs) : leave(desk, said, 'which-item', close, null);
    }
    case 'order':
      return takeOrder(said, meaning.pairs, meaning.correction, meaning.claims, desk, catalogue);
    case 'exchange':
      return exchange(said, meaning.from, meaning.into === undefined ? meaning.pair : { ...meaning.pair, skus: meaning.from.filter((sku) => desk.items.has(sku)).flatMap((sku) => meaning.into?.get(sku) ?? []) }, desk, catalogue);
    case 'cancel':
      return cancel(said, meaning.skus, desk);
    case 'mention':
      desk.mentions.push({ skus: meaning.skus, said });
      return note(desk, said, 'spoken of');
    case 'unwanted':
      desk.unwanted.push({ skus: meaning.skus, said });
      return note(desk, said, 'not wanted, and not ordered');
    case 'wanting':
      if (meaning.skus.length === 1) desk.wanted.push({ skus: meaning.skus, said });
      else leave(desk, said, 'which-item', meaning.skus, null);
      return;
    case 'count':
      return takeCount(said, meaning.quantity, meaning.isCorrection, meaning.instead, desk);
    case 'open': {
      const close = meaning.skus.length > 0 ? meaning.skus : near(said.unit, false);
      return leave(desk, said, close.length > 0 && meaning.reason === 'unknown-item' ? 'which-item' : meaning.reason, close, meaning.quantity);
    }
    default:
      return meaning satisfies never;
  }
}

function note(desk: Desk, { unit }: Said, readAs: string): void {
  for (const line of unit.lines) desk.readAs.set(line, [desk.readAs.get(line), readAs].filter((text) => text !== undefined).join('; '));
}

function leave(desk: Desk, said: Said, reason: OpenReason, skus: readonly string[], quantity: number | null): void {
  note(desk, said, 'open');
  desk.open.push({ reason, line: said.unit.lines[0] ?? null, text: said.text, candidates: skus.map((sku) => ({ sku, quantity })) });
}

function takeOrder(said: Said, pairs: readonly Pair[], correction: Correction | null, claims: readonly Claim[], desk: Desk, catalogue: Catalogue): void {
  for (const pair of pairs) {
    if (correction === null) takePair(said, pair, desk);
    else correct(said, pair, correction, desk, pairs.length);
  }
  desk.claims.push(...claims.map((claim) => ({ claim, said })));
  if (pairs.length > 0) note(desk, said, pairs.map(({ skus, quantity }) => `${quantity} × ${skus.map((sku) => catalogue.items.find((item) => item.sku === sku)?.names[0] ?? sku).join(' or ')}`).join(', '));
}

function takePair(said: Said, { skus, quantity }: Pair, desk: Desk): void {
  const [sku] = skus;
  if (sku === undefined || skus.length > 1) return leave(desk, said, 'which-item', skus, quantity);
  if (desk.items.has(sku) || desk.cancelled.has(sku)) return leave(desk, said, 'which-quantity', [sku], quantity);
  desk.items.set(sku, { quantity, lines: [...said.unit.lines], times: 1 });
}

/** A correction is taken where exactly one of the items that it may mean was ordered above, once, and in the quantity that it says to replace. */
function correct(said: Said, { skus, quantity }: Pair, { instead }: Correction, desk: Desk, among: number): void {
  const ordered = skus.filter((sku) => desk.items.has(sku));
  const [sku] = ordered;
  const found = sku === undefined ? undefined : desk.items.get(sku);
  if (sku === undefined || found === undefined || ordered.length > 1 || found.times > 1 || (instead !== null && (among > 1 || instead !== found.quantity))) return leave(desk, said, 'needs-a-person', skus, quantity);
  desk.items.set(sku, { quantity, lines: [...found.lines, ...said.unit.lines], times: 2 });
}

/** Taken where exactly one of the things to be replaced was ordered above, once, and what comes in its place is sure and was not. */
function exchange(said: Said, from: readonly string[], { skus, quantity: stated }: { readonly skus: readonly string[]; readonly quantity: number | null }, desk: Desk, catalogue: Catalogue): void {
  const ordered = from.filter((sku) => desk.items.has(sku));
  const [old, sku] = [ordered[0], skus[0]];
  const found = old === undefined ? undefined : desk.items.get(old);
  const quantity = stated ?? found?.quantity ?? 1;
  if (old === undefined || sku === undefined || found === undefined || ordered.length > 1 || skus.length > 1 || found.times > 1 || (desk.items.has(sku) && sku !== old)) return leave(desk, said, 'needs-a-person', [...new Set([...from, ...skus])], quantity);
  desk.items.delete(old);
  desk.items.set(sku, { quantity, lines: [...found.lines, ...said.unit.lines], times: 2 });
  return note(desk, said, `${quantity} × ${catalogue.items.find((item) => item.sku === sku)?.names[0] ?? sku} instead`);
}

/** Taken off where exactly one of the things that may be meant was ordered above, once. */
function cancel(said: Said, skus: readonly string[], desk: Desk): void {
  const ordered = skus.filter((sku) => desk.items.has(sku));
  const [sku] = ordered;
  if (sku === undefined || ordered.length > 1 || (desk.items.get(sku)?.times ?? 2) > 1) return leave(desk, said, 'needs-a-person', skus, null);
  desk.items.delete(sku);
  desk.cancelled.add(sku);
  return note(desk, said, 'taken off');
}

/** `Sorry, make it three`: only where one item alone was ordered. */
function takeCount(said: Said, quantity: number, isCorrection: boolean, instead: number | null, desk: Desk): void {
  const [only, ...more] = [...desk.items];
  if (!isCorrection || only === undefined || more.length > 0 || only[1].times > 1 || (instead !== null && instead !== only[1].quantity)) return leave(desk, said, isCorrection ? 'needs-a-person' : 'unknown-item', [...desk.items.keys()].slice(0, 20), quantity);
  desk.items.set(only[0], { quantity, lines: [...only[1].lines, ...said.unit.lines], times: 2 });
  return note(desk, said, `${quantity} instead of ${only[1].quantity}`);
}

/** Sums that the buyer states have to be those of the goods: another one means that something was read otherwise than it was meant. */
function checkClaims(desk: Desk, catalogue: Catalogue): void {
  let [pieces, minor] = [0, 0n];
  for (const [sku, { quantity }] of desk.items) {
    pieces += quantity;
    minor += BigInt(quantity) * (catalogue.items.find((item) => item.sku === sku)?.unit.minor ?? 0n);
  }
  for (const { claim, said } of desk.claims) {
    const agrees = 'still' in claim ? [...desk.items.values()].some(({ quantity, times }) => quantity === claim.still && (times > 1 || desk.items.size === 1)) : 'pieces' in claim ? claim.pieces === pieces || claim.pieces === desk.items.size || BigInt(claim.pieces) === minor : claim.money.minor === minor && claim.money.currency === catalogue.currency;
    if (!agrees) leave(desk, said, 'needs-a-person', [], null);
    else note(desk, said, 'still' in claim ? `still ${claim.still}` : 'pieces' in claim ? `${claim.pieces} in all` : formatMoney(claim.money));
  }
  if (minor > MAX_MINOR) desk.open.push({ reason: 'needs-a-person', line: null, text: 'the sum is beyond what the bank can hold', candidates: [] });
}
