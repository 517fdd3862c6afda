/** What poppler's programs see in a print file. The file is given to them on standard input, so that it lies on no disk. */
import { execFileSync } from 'node:child_process';
import { popplerPath } from '../../../scripts/test/poppler-package.ts';

function run(program: 'pdffonts' | 'pdfinfo' | 'pdftotext', args: readonly string[], bytes: Uint8Array): string {
  return execFileSync(popplerPath(program), [...args], { input: bytes, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
}

/** `embedded` and `subset` as pdffonts tells them, `unicode`: text can be taken out of it. */
export type SeenFont = { readonly name: string; readonly embedded: boolean; readonly subset: boolean; readonly unicode: boolean };

export function fontsOf(bytes: Uint8Array): readonly SeenFont[] {
  const [, rule = '', ...rows] = run('pdffonts', ['-'], bytes).trimEnd().split('\n');
  const starts = [...rule.matchAll(/-+/g)].map(({ index }) => index);
  return rows.map((row) => {
    const cells = starts.map((start, at) => row.slice(start, starts[at + 1]).trim());
    return { name: cells[0] ?? '', embedded: cells[3] === 'yes', subset: cells[4] === 'yes', unicode: cells[5] === 'yes' };
  });
}

/** The text of one page, in reading order; lines that stand beside each other keep to their lines. */
export const textOf = (bytes: Uint8Array, page: number, args: readonly string[] = []): string => run('pdftotext', ['-f', String(page), '-l', String(page), ...args, '-', '-'], bytes);

export type SeenBox = { readonly left: number; readonly bottom: number; readonly right: number; readonly top: number };

/** The boxes of a page by their names, in millimetres. */
export function boxesOf(bytes: Uint8Array, page: number): ReadonlyMap<string, SeenBox> {
  const lines = run('pdfinfo', ['-box', '-f', String(page), '-l', String(page), '-'], bytes).matchAll(/(\w+Box):\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)/g);
  const mm = (points: string | undefined): number => (Number(points) * 25.4) / 72;
  return new Map([...lines].map(([, name = '', left, bottom, right, top]) => [name, { left: mm(left), bottom: mm(bottom), right: mm(right), top: mm(top) }]));
}

export const pagesOf = (bytes: Uint8Array): number => Number(/^Pages:\s+(\d+)/m.exec(run('pdfinfo', ['-'], bytes))?.[1]);

/** A word and where it stands, in millimetres from the upper left corner of the paper. */
export type SeenWord = { readonly text: string; readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

export function wordsOf(bytes: Uint8Array, page: number): readonly SeenWord[] {
  const mm = (points: string | undefined): number => (Number(points) * 25.4) / 72;
  const words = textOf(bytes, page, ['-bbox']).matchAll(/<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)</g);
  return [...words].map(([, left, top, right, bottom, text = '']) => ({ text, left: mm(left), top: mm(top), right: mm(right), bottom: mm(bottom) }));
}
