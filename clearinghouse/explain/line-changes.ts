/** What normalisation did to a line, told character by character. The rules are asked, not repeated: each character is put between two letters. */
import { normaliseLine } from '../protocol/normalise.ts';
import type { ChangeKind, LineChange } from './dissection.ts';

const LONGEST = 2_000;
const MOST_EXAMPLES = 4;

const codePoint = (character: string): string => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** What becomes of one character by itself; null: it stays. */
function changeOf(character: string): { readonly kind: ChangeKind; readonly example: string } | null {
  if (character === ' ') return null;
  const between = normaliseLine(`x${character}x`);
  if (between === `x${character}x`) return null;
  const inner = between.slice(1, -1);
  if (inner === '') return { kind: 'removed', example: codePoint(character) };
  if (inner === ' ') return { kind: 'blank', example: codePoint(character) };
  if (inner === '-') return { kind: 'dash', example: `${codePoint(character)} → -` };
  return { kind: 'folded', example: `${codePoint(character)} → ${inner.slice(0, 8)}` };
}

/** `secret`: the line holds a password, so none of its characters is told. Longer lines than 2,000 characters are only looked at so far. */
export function changesOf(raw: string, normal: string, secret: boolean): readonly LineChange[] {
  if (raw === normal) return [];
  const counts = new Map<ChangeKind, { count: number; examples: Set<string> }>();
  const note = (kind: ChangeKind, example: string | null): void => {
    const known = counts.get(kind) ?? { count: 0, examples: new Set<string>() };
    known.count += 1;
    if (example !== null && !secret && known.examples.size < MOST_EXAMPLES) known.examples.add(example);
    counts.set(kind, known);
  };
  const shown = raw.slice(0, LONGEST);
  for (const character of shown) {
    const change = changeOf(character);
    if (change !== null) note(change.kind, change.example);
  }
  if (/ {2,}|^ | $/.test(shown)) note('blank', 'runs of spaces');
  const trimmed = shown.trim();
  if (trimmed.length - normal.length >= 2 && normal.length > 0 && /^[*_"「].*[*_"」]$/su.test(trimmed) && !normal.startsWith(trimmed.charAt(0))) note('pair', trimmed.charAt(0));
  return [...counts].map(([kind, { count, examples }]) => ({ kind, count, examples: [...examples] }));
}
