/** Witnesses in this process, which sign at once, late, never, or wrongly. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { cosignedText, openCheckpoint, timedBlob } from '../../bulletin-board/format/checkpoint.ts';
import { makeKey, type VerifierKey } from '../../bulletin-board/format/key.ts';
import { parseNote, signatureLine } from '../../bulletin-board/format/note.ts';
import { rawPublicKey } from '../../bulletin-board/signer.ts';
import type { Cosigner } from '../../bulletin-board/ports.ts';

export type TestWitness = Cosigner & {
  readonly key: VerifierKey;
  /** Sizes that it was asked for. */
  readonly asked: number[];
  /** How many calls run at this moment, and the most that ever did. */
  readonly running: { now: number; most: number };
  /** What each call waits for before it answers; may reject. */
  before: () => Promise<void>;
  /** What it says that it holds: nothing, until a test puts something there. */
  held: Cosigner['held'];
};

export function makeWitness(name: string, now: () => number): TestWitness {
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = makeKey(name, 4, rawPublicKey(privateKey));
  const asked: number[] = [];
  const running = { now: 0, most: 0 };
  const witness: TestWitness = {
    name, key, asked, running,
    before: async () => undefined,
    held: async () => null,
    cosign: async ({ note, size }) => {
      asked.push(size);
      running.now += 1;
      running.most = Math.max(running.most, running.now);
      try {
        await witness.before();
      } finally {
        running.now -= 1;
      }
      const time = Math.floor(now() / 1_000);
      return signatureLine(name, key.id, timedBlob(time, sign(null, cosignedText(time, parseNote(note).text), privateKey)));
    },
  };
  return witness;
}

/** The names whose good cosignatures stand under a checkpoint. */
export const cosignersOf = (checkpoint: Uint8Array, log: readonly VerifierKey[], witnesses: readonly TestWitness[]): readonly string[] =>
  openCheckpoint(checkpoint, { log, witnesses: witnesses.map(({ key }) => key) }).cosignatures.map(({ key }) => key.name).sort();

/** A promise and its end. */
export function makeGate(): { readonly passed: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}
