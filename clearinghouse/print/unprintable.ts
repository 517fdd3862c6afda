/** Why a print file could not be made of what was given. Nothing is printed instead: a letter with a box in the name, or with half an address, would go out unseen. */
export type Unprintable =
  /** The fonts do not have it. */
  | { readonly reason: 'character'; readonly character: string; readonly text: string }
  /** It does not fit its place even in the smallest letters. */
  | { readonly reason: 'room'; readonly text: string };

export class UnprintableError extends Error {
  override readonly name = 'UnprintableError';
  readonly trouble: Unprintable;

  constructor(trouble: Unprintable) {
    super(tell(trouble));
    this.trouble = trouble;
  }
}

function tell(trouble: Unprintable): string {
  switch (trouble.reason) {
    case 'character': {
      const code = (trouble.character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      return `the character "${trouble.character}" (U+${code}) in "${start(trouble.text)}" is not in the fonts of the print file`;
    }
    case 'room':
      return `"${start(trouble.text)}" is too long for its place on the print file`;
    default:
      return trouble satisfies never;
  }
}

/** Enough to know which text is meant. */
const start = (text: string): string => ([...text].length > 80 ? `${[...text].slice(0, 80).join('')}…` : text);
