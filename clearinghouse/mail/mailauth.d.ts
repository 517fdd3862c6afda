/** The package types its door alone. */
declare module 'mailauth/lib/arc/index.js' {
  export { arc } from 'mailauth';
}
declare module 'mailauth/lib/dmarc/index.js' {
  export { dmarc } from 'mailauth';
}
declare module 'mailauth/lib/dmarc/get-dmarc-record.js' {
  import type { DNSResolver } from 'mailauth';

  type RecordLookup = (name: string) => Promise<unknown>;
  export function createRecordLookup(resolver: DNSResolver, options: { readonly strict: boolean }): RecordLookup;
  /** By the tree walk of RFC 9989 §4.10. Rejects at errors of DNS. */
  export function getOrgDomain(domain: string, lookup: RecordLookup): Promise<string>;
}
declare module 'mailauth/lib/spf/index.js' {
  export { spf } from 'mailauth';
}
declare module 'mailauth/lib/dkim/dkim-verifier.js' {
  import type { DKIMResult, DKIMVerifyOptions, DKIMVerifyResult, DNSResolver } from 'mailauth';

  export type KeyOptions = { readonly strict?: boolean; readonly hashAlgo?: string };
  /** `publicKey`: PEM. */
  export type FoundKey = { readonly publicKey: string; readonly rr: string; readonly modulusLength: number | undefined; readonly keyType: string; readonly flags: readonly string[]; readonly testing: boolean; readonly warnings: readonly string[] };
  /** One signature field as it was read; the one whose `type` is ARC is that of the newest seal. */
  export type PreparedSignature = { readonly type: 'DKIM' | 'ARC'; readonly parsed?: { readonly h?: { readonly value?: unknown } } };
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
    /** In strict mode one for each DKIM field, in their order; one of `none` where there is no field. */
    readonly results: DKIMVerifyResult['results'];
    readonly signatureHeaders: readonly PreparedSignature[];
    readonly arc: NonNullable<DKIMVerifyResult['arc']> & { readonly lastEntry?: { readonly messageSignature?: DKIMResult } };
  }
}
declare module 'mailauth/lib/tools.js' {
  import type { DNSResolver } from 'mailauth';
  import type { FoundKey, KeyOptions } from 'mailauth/lib/dkim/dkim-verifier.js';

  export function getPublicKey(type: string, name: string, minBitLength: number | undefined, resolver: DNSResolver, options: KeyOptions): Promise<FoundKey>;
  export function toALabel(name: string): string;
  /** Resolves when the stream has taken all of it and is done. */
  export function writeToStream(stream: object, input: Buffer): Promise<void>;
}
