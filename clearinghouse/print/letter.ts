/**
 * A letter of two pages of A4, folded twice for a window envelope, page 1 outwards. The numbers stand in the middle part of page 2, which a fold to either
 * side leaves inside, behind the pattern of page 1 (both pages on one sheet, or page 2 on a second sheet behind the first).
 */
import type { Card } from './card-options.ts';
import { conceal } from './concealment.ts';
import { numbersTable } from './numbers.ts';
import { japanesePostcode } from './postal.ts';
import { BLACK, GREY, newPage, stroke, type Box, type Sheet } from './sheet.ts';
import { block, line } from './text.ts';

const A4 = { width: 210, height: 297, bleed: 0, margin: 0 } as const;
const LEFT = 20;
const WIDTH = A4.width - 2 * LEFT;

/** Where an envelope shows the address, and where the paper is folded (from the upper edge). */
type Layout = { readonly sender: Box; readonly address: Box; readonly folds: readonly [number, number]; readonly head: Box };

const LAYOUTS: Readonly<Record<'japan' | 'din', Layout>> = {
  /** For 長形3号 (120 × 235 mm) with a window of 90 × 45 mm, 20 mm from the left edge and 12 mm from the upper one: the paper may lie 15 mm higher or lower. */
  japan: { sender: { x: 25, y: 14, width: 72, height: 4 }, address: { x: 25, y: 19.5, width: 72, height: 26 }, folds: [99, 198], head: { x: 115, y: 14, width: 75, height: 34 } },
  /** DIN 5008:2020 form B: field of 85 × 45 mm at 20, 45, its upper 17.7 mm for the sender and remarks; folds at 105 and 210 mm. */
  din: { sender: { x: 25, y: 57.7, width: 75, height: 4 }, address: { x: 25, y: 63.2, width: 75, height: 26.8 }, folds: [105, 210], head: { x: 125, y: 45, width: 65, height: 45 } },
};

export function writeLetter(sheet: Sheet, card: Card): void {
  const { to, language } = card.options;
  const digits = japanesePostcode(to.postcode);
  const layout = LAYOUTS[digits !== null || language === 'ja' ? 'japan' : 'din'];
  newPage(sheet, A4);
  writeOuterPage(sheet, card, layout, digits);
  newPage(sheet, A4);
  writeInnerPage(sheet, card, layout);
}

function writeOuterPage(sheet: Sheet, { options, words, issued }: Card, { sender, address, folds, head }: Layout, digits: string | null): void {
  const { to, bank } = options;
  line(sheet, [bank.name, ...bank.address].join(' · '), sender, { size: 6.5, least: 3.5, ink: GREY });
  stroke(sheet, { from: [sender.x, sender.y + 4], to: [sender.x + sender.width, sender.y + 4], width: 0.1, ink: GREY });
  const before = digits === null ? [] : [`〒${digits.slice(0, 3)}-${digits.slice(3)}`];
  const after = digits === null && to.postcode !== null ? [to.postcode] : [];
  const name = { text: words.addressee(to.name), font: 'bold' } as const;
  const place = [...before, ...to.address].map((text) => ({ text }));
  // In Japan the name stands below the address, elsewhere above it.
  const lines = digits === null ? [name, ...place, ...after.map((text) => ({ text }))] : [...place, name];
  block(sheet, lines, address, { size: 10.5, least: 6, gap: 0.2 });
  const letterhead = [{ text: bank.name, font: 'bold' as const }, ...bank.address.map((text) => ({ text })), { text: bank.telephone }, { text: issued }];
  block(sheet, letterhead, head, { size: 9, least: 5, gap: 0.25 });
  conceal(sheet, { x: 0, y: folds[0] - 2, width: A4.width, height: folds[1] - folds[0] + 4 });
  for (const y of folds) stroke(sheet, { from: [4, y], to: [8, y], width: 0.1, ink: GREY });
  const y = folds[1] + 14;
  line(sheet, words.personal, { x: LEFT, y, width: WIDTH, height: 7 }, { font: 'bold', size: 11, least: 7 });
  block(sheet, words.covering.map((text) => ({ text })), { x: LEFT, y: y + 11, width: WIDTH, height: 45 }, { size: 10.5, least: 8, gap: 0.8 });
}

function writeInnerPage(sheet: Sheet, { options, words, facts, issued }: Card, { folds }: Layout): void {
  const top = { x: LEFT, y: 14, width: WIDTH, height: folds[0] - 20 };
  const from = block(sheet, [{ text: words.introduction(facts), font: 'bold' }], { ...top, height: 14 }, { size: 10.5, least: 7 }) + 4;
  const items = words.instructions(facts).map((text, at) => ({ text, mark: `${at + 1}.` }));
  block(sheet, items, { ...top, y: from, height: top.y + top.height - from }, { size: 9.5, least: 6.5, gap: 0.5, indent: 1.9 });
  const middle = { x: LEFT, y: folds[0] + 5, width: WIDTH, height: folds[1] - folds[0] - 10 };
  line(sheet, words.numbers, { ...middle, width: WIDTH / 2, height: 7 }, { font: 'bold', size: 13 });
  line(sheet, words.card(options.cardId), { ...middle, x: LEFT + WIDTH / 2, width: WIDTH / 2, height: 7 }, { font: 'bold', size: 13, align: 'right' });
  line(sheet, words.crossOut, { ...middle, y: middle.y + 7, height: 5 }, { size: 8, ink: GREY });
  line(sheet, issued, { ...middle, y: middle.y + 7, height: 5 }, { size: 8, ink: GREY, align: 'right' });
  stroke(sheet, { from: [LEFT, middle.y + 13.5], to: [LEFT + WIDTH, middle.y + 13.5], width: 0.3, ink: BLACK });
  const columns = options.numbers.length > 40 ? 5 : 3;
  numbersTable(sheet, options.numbers, { ...middle, y: middle.y + 15, height: middle.height - 15 }, columns);
  block(sheet, [{ text: words.help(facts) }], { x: LEFT, y: folds[1] + 10, width: WIDTH, height: 14 }, { size: 9, least: 6, ink: GREY });
}
