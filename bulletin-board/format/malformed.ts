/** What a strict parser or verifier says of bytes that it refuses: what was found, what was expected. The code is stable; programs may look at it. */
export type MalformedCode =
  | 'encoding'
  | 'note'
  | 'signature'
  | 'no-log-signature'
  | 'checkpoint'
  | 'origin'
  | 'key'
  | 'bundle'
  | 'tile'
  | 'proof'
  | 'inclusion'
  | 'consistency'
  | 'policy'
  | 'entry'
  | 'face'
  | 'opening'
  | 'evidence';

export class Malformed extends Error {
  override readonly name = 'Malformed';
  readonly code: MalformedCode;
  constructor(code: MalformedCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** At most so much of somebody else's text in a message, and nothing that could steer a terminal. */
export function shown(text: string): string {
  // Beyond twice the length nothing can be shown, and a long text need not be gone through.
  const letters = Array.from(text.slice(0, 130).replaceAll(/[^\P{C} ]/gu, '?'));
  return JSON.stringify(letters.length > 60 ? `${letters.slice(0, 60).join('')}…` : letters.join(''));
}
