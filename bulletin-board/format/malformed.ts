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
  const clean = text.replaceAll(/[^\P{C} ]/gu, '?');
  return JSON.stringify(clean.length > 60 ? `${clean.slice(0, 60)}…` : clean);
}
