/**
 * The pattern that keeps print on the other side of a paper from being read against the light: strokes of figures of the size of those that are hidden,
 * layers of them over each other, each turned and shifted. It is the same on every card and is made of lines alone, so that no text can be found in it.
 */
import type { Box, Sheet } from './sheet.ts';

/** The seven strokes of a figure, in parts of its width and height. */
const STROKES = [[0, 0, 1, 0], [0, 0.5, 1, 0.5], [0, 1, 1, 1], [0, 0, 0, 0.5], [1, 0, 1, 0.5], [0, 0.5, 0, 1], [1, 0.5, 1, 1]] as const;
const LAYERS = [
  { turn: 0, across: 2.6, down: 3.9, start: 7 },
  { turn: 6, across: 2.9, down: 4.3, start: 131 },
  { turn: -7, across: 2.3, down: 3.6, start: 2_003 },
  { turn: 2, across: 3.1, down: 3.3, start: 40_009 },
] as const;
const FIGURE = { width: 1.7, height: 2.9, stroke: 0.6 } as const;

/** Fills the box, and nothing outside of it. */
export function conceal({ document }: Sheet, { x, y, width, height }: Box): void {
  document.save().rect(x, y, width, height).clip();
  const [middleX, middleY] = [x + width / 2, y + height / 2];
  for (const { turn, across, down, start } of LAYERS) {
    document.save().rotate(turn, { origin: [middleX, middleY] }).lineWidth(FIGURE.stroke).lineCap('round');
    // A turned layer has to be larger than the box to cover its corners.
    const reach = Math.max(width, height) * 0.64;
    let state: number = start;
    for (let row = -reach; row < reach; row += down) {
      for (let column = -reach; column < reach; column += across) {
        state = (state * 1_103 + 12_345) % 65_521;
        if (Math.abs(row) > height * 0.64 || Math.abs(column) > width * 0.64) continue;
        figure(document, middleX + column, middleY + row, 1 + (state % 126));
      }
    }
    document.strokeColor([0, 0, 0, 95]).stroke().restore();
  }
  document.restore();
}

/** `which`: a bit for each stroke. */
function figure(document: PDFKit.PDFDocument, left: number, top: number, which: number): void {
  const place = (value: number): number => Math.round(value * 100) / 100;
  STROKES.forEach(([fromX, fromY, toX, toY], bit) => {
    if ((which >> bit) % 2 === 0) return;
    document.moveTo(place(left + fromX * FIGURE.width), place(top + fromY * FIGURE.height)).lineTo(place(left + toX * FIGURE.width), place(top + toY * FIGURE.height));
  });
}
