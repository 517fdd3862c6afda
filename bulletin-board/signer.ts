/** Signatures of a log by node:crypto. What they come to is checked by `format/`, another implementation, before anybody sees it. */
import { createPublicKey, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { cosignedSubtree, parseCheckpoint, timedBlob } from './format/checkpoint.ts';
import { utf8 } from './format/encoding.ts';
import { makeKey, type VerifierKey } from './format/key.ts';
import { signatureLine } from './format/note.ts';
import type { LogSigner } from './ports.ts';

const signAside = promisify<null, Uint8Array, KeyObject, Uint8Array>(sign);

const PUBLIC_FIELD: Readonly<Record<string, string>> = { ed25519: 'x', 'ml-dsa-44': 'pub' };

/** The raw public key of an Ed25519 or ML-DSA-44 key, from its JWK (RFC 8037; draft-ietf-cose-dilithium). */
export function rawPublicKey(key: KeyObject): Uint8Array {
  const jwk: Readonly<Record<string, unknown>> = createPublicKey(key).export({ format: 'jwk' });
  const raw = jwk[PUBLIC_FIELD[key.asymmetricKeyType ?? ''] ?? ''];
  if (typeof raw !== 'string') throw new TypeError(`found a key of type ${key.asymmetricKeyType ?? 'secret'}; expected Ed25519 or ML-DSA-44`);
  return Uint8Array.from(Buffer.from(raw, 'base64url'));
}

const SECOND = 1_000;

type Signing = { readonly key: VerifierKey; readonly line: (text: string, at: number) => Promise<string> };

function ed25519Signing(origin: string, secret: KeyObject): Signing {
  const key = makeKey(origin, 1, rawPublicKey(secret));
  return { key, line: async (text) => signatureLine(origin, key.id, await signAside(null, utf8(text), secret)) };
}

/** The log as its own cosigner (c2sp.org/tlog-cosignature, ML-DSA-44): it states the time, in seconds. */
function mlDsaSigning(origin: string, secret: KeyObject): Signing {
  const key = makeKey(origin, 6, rawPublicKey(secret));
  const line = async (text: string, at: number): Promise<string> => {
    const time = Math.floor(at / SECOND);
    const signature = await signAside(null, cosignedSubtree(origin, time, parseCheckpoint(text)), secret);
    return signatureLine(origin, key.id, timedBlob(time, signature));
  };
  return { key, line };
}

/** Private keys of one log: Ed25519 always (type 01), ML-DSA-44 where the log was begun with one (type 06). */
export type LogSecrets = { readonly ed25519: KeyObject; readonly mlDsa44: KeyObject | null };

/** Throws where a key is of another type. */
export function makeLogSigner(origin: string, { ed25519, mlDsa44 }: LogSecrets): LogSigner {
  const signings = [ed25519Signing(origin, ed25519), ...(mlDsa44 === null ? [] : [mlDsaSigning(origin, mlDsa44)])];
  return {
    origin,
    keys: signings.map(({ key }) => key.text),
    sign: (text, at) => Promise.all(signings.map(({ line }) => line(text, at))),
  };
}
