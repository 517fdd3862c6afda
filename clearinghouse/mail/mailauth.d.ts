/** The package types its door alone. */
declare module 'mailauth/lib/arc/index.js' {
  export { arc } from 'mailauth';
}
declare module 'mailauth/lib/dmarc/index.js' {
  export { dmarc } from 'mailauth';
}
declare module 'mailauth/lib/spf/index.js' {
  export { spf } from 'mailauth';
}
declare module 'mailauth/lib/dkim/dkim-verifier.js' {
  import type { DKIMVerifyOptions, DKIMVerifyResult, DNSResolver } from 'mailauth';

  export type KeyOptions = { readonly strict?: boolean; readonly hashAlgo?: string };
  /** `publicKey`: PEM. */
  export type FoundKey = { readonly publicKey: string; readonly rr: string; readonly modulusLength: number | undefined; readonly keyType: string; readonly flags: readonly string[]; readonly testing: boolean; readonly warnings: readonly string[] };
  type KeyCache = { readonly resolver: DNSResolver; readonly get: (type: string, name: string, minBitLength: number | undefined, options: KeyOptions) => Promise<unknown> };

  /** A Writable; what its stream calls, in this order: `emitHeaders` once all of `headerChunks` is there, `nextChunk` for the body, `finalChunk`. */
  export class DkimVerifier {
    constructor(options: DKIMVerifyOptions);
    keyCache: KeyCache;
    readonly headerChunks: Buffer[];
    emitHeaders(): Promise<void>;
    nextChunk(chunk: Buffer): Promise<void>;
    finalChunk(): Promise<void>;
    readonly headerFrom: DKIMVerifyResult['headerFrom'];
    readonly fromFields: DKIMVerifyResult['fromFields'];
    readonly results: DKIMVerifyResult['results'];
    readonly arc: NonNullable<DKIMVerifyResult['arc']>;
  }
}
declare module 'mailauth/lib/tools.js' {
  import type { DNSResolver } from 'mailauth';
  import type { FoundKey, KeyOptions } from 'mailauth/lib/dkim/dkim-verifier.js';

  export function getPublicKey(type: string, name: string, minBitLength: number | undefined, resolver: DNSResolver, options: KeyOptions): Promise<FoundKey>;
  export function toALabel(name: string): string;
}
