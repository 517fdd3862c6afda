import type { Prove } from '../stages/ports.ts';

/** The board of a story's bank, as the world knows it. */
export type StoryBoard = {
  readonly origin: string;
  readonly keys: readonly string[];
  readonly prove: Prove;
  readonly round: () => Promise<boolean>;
  readonly readFile: (path: string) => Promise<Uint8Array | null>;
  /** A bit of every proof is another one. */
  damaged: boolean;
  readonly end: () => Promise<void>;
};
