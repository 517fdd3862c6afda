/**
 * A sheet of 200 × 148 mm, folded in the middle to a postcard and glued at its three open edges. Outside: pattern left, address right. Inside:
 * instructions left, numbers right, since the right half of the inside is the back of the pattern: from that side the pattern hides
 * the numbers, from the address side the instructions and a second paper do.
 */
import type { Card } from './card-options.ts';
import { POSTAL_WORDS } from './card-words.ts';
import { conceal } from './concealment.ts';
import { numbersTable } from './numbers.ts';
import { japanesePostcode, postageField, postcodeFrames } from './postal.ts';
import { BLACK, frame, GREY, newPage, stroke, type Sheet } from './sheet.ts';
import { block, line } from './text.ts';

const SIZE = { width: 200, height: 148, bleed: 3, margin: 12 } as const;
const FOLD = SIZE.width / 2;
/** Width of the glued edges; nothing to read stands there. */
const GLUE = 6;
const EDGE = 9;
/** From the fold. */
const GUTTER = 7;

export function writePostcard(sheet: Sheet, card: Card): void {
  newPage(sheet, SIZE);
  marks(sheet, 'outside 外面');
  conceal(sheet, { x: -SIZE.bleed, y: -SIZE.bleed, width: FOLD + SIZE.bleed, height: SIZE.height + 2 * SIZE.bleed });
  writeAddressSide(sheet, card);
  newPage(sheet, SIZE);
  marks(sheet, 'inside 内面');
  writeInstructions(sheet, card);
  writeNumbers(sheet, card);
}

function writeAddressSide(sheet: Sheet, { options, words }: Card): void {
  const { to, bank, language } = options;
  const digits = japanesePostcode(to.postcode);
  const country = digits !== null || language === 'ja' ? 'japan' : 'elsewhere';
  const left = FOLD + GUTTER;
  const width = FOLD - GUTTER - EDGE;
  const { postcard, paid, office } = POSTAL_WORDS[country];
  // Postage stands at the upper left in Japan, where the right corner is the postcode's, elsewhere at the upper right.
  postageField(sheet, { x: country === 'japan' ? left : left + width - 22, y: 8 }, { office, paid });
  line(sheet, postcard, { x: country === 'japan' ? FOLD + 44.3 : left + 5, y: 5, width: 47.7, height: 4 }, { size: 8, align: country === 'japan' ? 'center' : 'left' });
  if (digits !== null) postcodeFrames(sheet, digits, { right: SIZE.width, top: 0 });
  const foreign = digits === null && to.postcode !== null ? [to.postcode] : [];
  const address = [...to.address, ...foreign].map((text) => ({ text }));
  const name = [{ text: words.addressee(to.name) }];
  const [box, small, large] = [{ x: left + 5, width: width - 5 }, { size: 11, least: 6, gap: 0.3 }, { font: 'bold', size: 15, least: 7 }] as const;
  if (country === 'japan') {
    const below = block(sheet, address, { ...box, y: 40, height: 28 }, small);
    block(sheet, name, { ...box, y: below + 5, height: 18 }, large);
  } else {
    const below = block(sheet, name, { ...box, y: 43, height: 18 }, large);
    block(sheet, address, { ...box, y: below + 2.5, height: 28 }, small);
  }
  const personal = { x: left + 5, y: 97, width: 24, height: 7 };
  frame(sheet, personal, 0.3);
  line(sheet, words.personal, { ...personal, x: personal.x + 1, width: personal.width - 2 }, { font: 'bold', size: 10, least: 6, align: 'center' });
  line(sheet, words.noForwarding, { x: left + 33, y: 97, width: width - 33, height: 7 }, { size: 8, least: 5 });
  const sender = [{ text: words.sender }, { text: bank.name, font: 'bold' as const }, ...bank.address.map((text) => ({ text }))];
  stroke(sheet, { from: [left + 5, 110], to: [left + width, 110], width: 0.15, ink: GREY });
  block(sheet, sender, { x: left + 5, y: 113, width: width - 5, height: 25 }, { size: 8.5, least: 5, gap: 0.25 });
}

function writeInstructions(sheet: Sheet, { words, facts }: Card): void {
  const box = { x: EDGE, y: EDGE, width: FOLD - EDGE - GUTTER, height: SIZE.height - 2 * EDGE };
  const from = block(sheet, [{ text: words.introduction(facts), font: 'bold' }], { ...box, height: 24 }, { size: 9, least: 6.5 }) + 3.5;
  const items = words.instructions(facts).map((text, at) => ({ text, mark: `${at + 1}.` }));
  block(sheet, items, { ...box, y: from, height: box.y + box.height - 10 - from }, { size: 8.5, least: 6.25, gap: 0.6, indent: 1.9 });
  block(sheet, [{ text: words.help(facts) }], { ...box, y: box.y + box.height - 7, height: 7 }, { size: 7, least: 5, ink: GREY });
}

function writeNumbers(sheet: Sheet, { options, words, issued }: Card): void {
  const box = { x: FOLD + GUTTER, y: EDGE, width: FOLD - EDGE - GUTTER, height: SIZE.height - 2 * EDGE };
  line(sheet, words.numbers, { ...box, width: box.width * 0.54, height: 6 }, { font: 'bold', size: 11, least: 7 });
  line(sheet, words.card(options.cardId), { ...box, x: box.x + box.width * 0.56, width: box.width * 0.44, height: 6 }, { font: 'bold', size: 11, least: 7, align: 'right' });
  line(sheet, words.crossOut, { ...box, y: box.y + 7, width: box.width * 0.58, height: 4 }, { size: 7.5, least: 5, ink: GREY });
  line(sheet, issued, { ...box, x: box.x + box.width * 0.6, y: box.y + 7, width: box.width * 0.4, height: 4 }, { size: 7.5, least: 5, ink: GREY, align: 'right' });
  stroke(sheet, { from: [box.x, box.y + 12.5], to: [box.x + box.width, box.y + 12.5], width: 0.3, ink: BLACK });
  const columns = options.numbers.length > 40 ? 3 : 2;
  numbersTable(sheet, options.numbers, { ...box, y: box.y + 14, height: box.height - 14 }, columns);
}

/** Outside of the trim: corners, fold, the width of the glued edges, and which side this is. */
function marks(sheet: Sheet, side: string): void {
  const { width, height, bleed, margin } = SIZE;
  const [near, far] = [bleed + 1, margin - 2];
  for (const x of [0, width]) {
    for (const [from, to] of [[-far, -near], [height + near, height + far]] as const) stroke(sheet, { from: [x, from], to: [x, to], width: 0.1 });
  }
  for (const y of [0, height]) {
    for (const [from, to] of [[-far, -near], [width + near, width + far]] as const) stroke(sheet, { from: [from, y], to: [to, y], width: 0.1 });
  }
  for (const [from, to] of [[-far, -near], [height + near, height + far]] as const) stroke(sheet, { from: [FOLD, from], to: [FOLD, to], width: 0.2, dash: 0.8 });
  for (const y of [GLUE, height - GLUE]) {
    for (const x of [-near - 3, width + near]) stroke(sheet, { from: [x, y], to: [x + 3, y], width: 0.1, dash: 0.4 });
  }
  for (const x of [GLUE, width - GLUE]) {
    for (const y of [-near - 3, height + near]) stroke(sheet, { from: [x, y], to: [x, y + 3], width: 0.1, dash: 0.4 });
  }
  const label = { y: -far, height: far - near };
  line(sheet, side, { ...label, x: 12, width: 40 }, { size: 6 });
  line(sheet, 'fold 折り', { ...label, x: FOLD + 1.5, width: 20 }, { size: 6 });
  line(sheet, `glue ${GLUE} mm のり`, { ...label, x: width - GLUE - 42, width: 40 }, { size: 6, align: 'right' });
}
