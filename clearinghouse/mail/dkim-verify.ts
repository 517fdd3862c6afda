/**
 * DKIM verification of a whole mail in memory, by mailauth's own verifier: what `dkimVerify` does, without the two things that cost most in it. It finds the
 * end of the headers byte by byte in a stream, and takes each public key apart, writes it as PEM and reads that again for every signature. The rules
 * and all results are mailauth's. Its inside is reached into here and nowhere else: the version is pinned, and dkim-verify.test.ts compares with the stock
 * call over good, broken and hostile mails.
 */
import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { DKIMResult, DKIMVerifyOptions, DKIMVerifyResult, DNSResolver } from 'mailauth';
import { DkimVerifier, getPublicKey, toALabel, writeToStream } from './mailauth-parts.ts';
import type { FoundKey, KeyOptions, PreparedSignature } from './mailauth-parts.ts';

/**
 * The names in h=, lower case, of the very field that each result is of, also of the seal's (ARC). Never looked for by b= or d=, which anybody can write
 * into a second field; and not mailauth's own list, which leaves out what the letter does not have.
 */
export type CoveredFields = ReadonlyMap<DKIMResult, readonly string[]>;

/** What is used of mailauth's result. */
export type DkimOutcome = Pick<DKIMVerifyResult, 'headerFrom' | 'fromFields' | 'results' | 'arc'> & { readonly covered: CoveredFields };

type ReadyKey = Omit<FoundKey, 'publicKey'> & { readonly publicKey: KeyObject };
type Options = DKIMVerifyOptions & { readonly resolver: DNSResolver };

/** As `dkimVerify` cuts what it is given whole. */
const CHUNK = 65_536;
const LF = 0x0a;
const CR = 0x0d;
const MOST_KEYS = 1_000;

/** A key record says the same as long as its text is the same, so it is read once; that the text is still published is asked for each letter. */
const keys = new Map<string, ReadyKey>();

/** Stock look-up, its key set up once. Rejects as the stock one does. */
const lookUp = async (resolver: DNSResolver, type: string, name: string, minBitLength: number | undefined, options: KeyOptions): Promise<ReadyKey> => {
  const records = await resolver(toALabel(name), 'TXT');
  const question = JSON.stringify([records, type, minBitLength, options.strict, options.hashAlgo]);
  const known = keys.get(question);
  if (known !== undefined) return known;
  const found = await getPublicKey(type, name, minBitLength, async () => records, options);
  const ready: ReadyKey = { ...found, publicKey: createPublicKey(found.publicKey) };
  keys.set(question, ready);
  const oldest = keys.size > MOST_KEYS ? keys.keys().next() : null;
  if (oldest !== null && oldest.done !== true) keys.delete(oldest.value);
  return ready;
};

/** Where the body begins. Null where lines end otherwise than by CRLF, or no empty line ends the headers: then the verifier has to be a stream, which makes it even. */
const bodyStartOf = (bytes: Buffer): number | null => {
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    if (at === 0 || bytes[at - 1] !== CR) return null;
  }
  const end = bytes.indexOf('\r\n\r\n');
  return end <= 0 || bytes.subarray(0, 2).equals(Buffer.of(CR, LF)) ? null : end + 4;
};

const namesIn = ({ parsed }: PreparedSignature): string[] => String(parsed?.h?.value ?? '').toLowerCase().split(':').map((name) => name.trim()).filter((name) => name !== '');

const coveredBy = ({ signatureHeaders, results, arc }: DkimVerifier): CoveredFields => {
  const covered = new Map<DKIMResult, readonly string[]>();
  const ofDkim = signatureHeaders.filter(({ type }) => type === 'DKIM');
  const sealed = signatureHeaders.find(({ type }) => type === 'ARC');
  const seal = arc.lastEntry?.messageSignature;
  // Only in strict mode has each field its result; without that nobody can say which is whose.
  if (ofDkim.length === results.length) ofDkim.forEach((field, at) => results[at] !== undefined && covered.set(results[at], namesIn(field)));
  if (sealed !== undefined && seal !== undefined) covered.set(seal, namesIn(sealed));
  return covered;
};

const hand = async (verifier: DkimVerifier, bytes: Buffer): Promise<void> => {
  const bodyStart = bodyStartOf(bytes);
  if (bodyStart === null) return writeToStream(verifier, bytes);
  verifier.headerChunks.push(bytes.subarray(0, bodyStart));
  await verifier.emitHeaders();
  for (let at = bodyStart; at < bytes.length; ) {
    const next = Math.min(bytes.length, (Math.floor(at / CHUNK) + 1) * CHUNK);
    await verifier.nextChunk(bytes.subarray(at, next));
    at = next;
  }
  await verifier.finalChunk();
};

/** Rejects where mailauth's call does: at some tags that no signer writes. Never for DNS, whose failures stand in the results. */
export const verifyDkim = async (bytes: Buffer, options: Options): Promise<DkimOutcome> => {
  const verifier = new DkimVerifier(options);
  verifier.keyCache = { resolver: options.resolver, get: (type, name, minBitLength, how) => lookUp(options.resolver, type, name, minBitLength, how) };
  await hand(verifier, bytes);
  const { headerFrom, fromFields, results, arc } = verifier;
  return { headerFrom, fromFields, results, arc, covered: coveredBy(verifier) };
};
