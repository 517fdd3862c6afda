/**
 * DEFLATE with a preset dictionary, by one engine of node:zlib for each dictionary and direction. `deflateRawSync` makes and drops an engine of 100 kB and more at each call,
 * which costs as much again as the work itself. What this file reaches into (`_handle`, `_writeState`) is no promised interface: Node is pinned, and a test
 * compares every answer with the promised calls; a Node without them is served by those.
 */
import { constants, createDeflateRaw, createInflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib';

/** Both answer with bytes that are theirs until they are asked again: each value would else be copied once more. */
export type Deflating = {
  /** Null: it does not get smaller. */
  readonly deflate: (plain: Uint8Array) => Uint8Array | null;
  /** Throws where it was not deflated so, or is longer than `longest`. */
  readonly inflate: (packed: Uint8Array) => Uint8Array;
};
export type DeflatingOptions = { readonly dictionary: Uint8Array; readonly level: number; /** Of what is deflated. */ readonly longest: number };

/** A window of 16 KiB holds a dictionary and a value; with less memory an engine is filled anew faster. */
const FRUGAL = { windowBits: 14, memLevel: 6 };

/** By the calls that Node promises. */
export function makePromised({ dictionary, level, longest }: DeflatingOptions): Deflating {
  return {
    deflate: (plain) => smaller(deflateRawSync(plain, { dictionary, level, ...FRUGAL }), plain),
    inflate: (packed) => inflateRawSync(packed, { dictionary, maxOutputLength: longest }),
  };
}

const smaller = (packed: Uint8Array, plain: Uint8Array): Uint8Array | null => (packed.length < plain.length ? packed : null);

type Engine = {
  readonly _writeState: Uint32Array;
  readonly _handle: {
    readonly writeSync: (flush: number, input: Uint8Array, from: number, length: number, output: Uint8Array, at: number, room: number) => void;
    readonly reset: () => void;
    onerror: () => void;
  };
};

export function makeDeflating(options: DeflatingOptions): Deflating {
  const { dictionary, level, longest } = options;
  const promised = makePromised(options);
  const deflate = kept(() => createDeflateRaw({ dictionary, level, ...FRUGAL }), longest);
  const inflate = kept(() => createInflateRaw({ dictionary }), longest);
  return {
    deflate: (plain) => {
      if (plain.length > longest) return promised.deflate(plain);
      // No more room than it may take: what would fill it does not get smaller.
      return plain.length === 0 ? null : deflate(plain, plain.length - 1, promised.deflate);
    },
    inflate: (packed) => inflate(packed, longest, promised.inflate) ?? promised.inflate(packed),
  };
}

/** One run of an engine; null where `room` does not hold all that comes out. `otherwise` does it where Node has no such engine, and tells what is wrong where it fails. */
function kept(make: () => unknown, longest: number): (input: Uint8Array, room: number, otherwise: (input: Uint8Array) => Uint8Array | null) => Uint8Array | null {
  let engine: Engine | null = null;
  let output: Buffer | null = null;
  return (input, room, otherwise) => {
    engine ??= engineOf(make());
    if (engine === null) return otherwise(input);
    // One byte of room more tells what would be longer.
    output ??= Buffer.allocUnsafeSlow(longest + 1);
    let failed = false;
    engine._handle.onerror = () => void (failed = true);
    engine._handle.writeSync(constants.Z_FINISH, input, 0, input.length, output, 0, room + 1);
    const [left = 0] = engine._writeState;
    if (failed) {
      engine = null;
      return otherwise(input);
    }
    engine._handle.reset();
    return left === 0 ? null : output.subarray(0, room + 1 - left);
  };
}

function engineOf(made: unknown): Engine | null {
  const { _handle: handle, _writeState: state } = made as Partial<Engine>;
  return typeof handle?.writeSync === 'function' && typeof handle.reset === 'function' && state instanceof Uint32Array ? (made as Engine) : null;
}
