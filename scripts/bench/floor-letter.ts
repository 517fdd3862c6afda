/**
 * The floor's reader: mailauth's verifier and postal-mime, driven as well as they go. The keys are kept as KeyObjects for the whole process, the verifier
 * is fed without its stream, and the original is cut out of the forward so that nobody parses it twice. For measuring only: it reads the benchmark's
 * own mails and no others.
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { createRequire } from 'node:module';
import PostalMime from 'postal-mime';

/** `original`: the sender of the mail that was attached. */
export type FloorReading = { readonly from: string; readonly messageId: string; readonly subject: string; readonly text: string; readonly original: { readonly from: string; readonly messageId: string } | null };
export type Read = (raw: Buffer) => Promise<FloorReading>;

type KeyLookUp = { readonly publicKey: KeyObject; readonly modulusLength: number; readonly rr: string };

/** What is used of the verifier's inside; the version in package.json is exact. */
type Verifier = {
  keyCache: { readonly get: (type: string, name: string) => Promise<KeyLookUp> };
  readonly headerChunks: Buffer[];
  readonly emitHeaders: () => Promise<void>;
  readonly nextChunk: (chunk: Buffer) => Promise<void>;
  readonly finalChunk: () => Promise<void>;
  readonly results: readonly { readonly status: { readonly result: string } }[];
};

const { DkimVerifier } = createRequire(import.meta.url)('mailauth/lib/dkim/dkim-verifier.js') as { readonly DkimVerifier: new (options: object) => Verifier };

export function makeLetterReader(records: Readonly<Record<string, string>>): Read {
  const keys = new Map<string, Promise<KeyLookUp>>();
  const keyCache = {
    get: (_type: string, name: string): Promise<KeyLookUp> => {
      const known = keys.get(name) ?? keyOf(records[name] ?? '');
      keys.set(name, known);
      return known;
    },
  };
  const verify = async (raw: Buffer): Promise<void> => {
    const verifier = new DkimVerifier({ strict: true, minBitLength: 1024 });
    verifier.keyCache = keyCache;
    const bodyStart = raw.indexOf('\r\n\r\n') + 4;
    verifier.headerChunks.push(raw.subarray(0, bodyStart));
    await verifier.emitHeaders();
    await verifier.nextChunk(raw.subarray(bodyStart));
    await verifier.finalChunk();
    if (verifier.results[0]?.status.result !== 'pass') throw new Error('a signature does not pass');
  };
  return async (raw) => {
    await verify(raw);
    const cut = cutOriginal(raw);
    if (cut !== null) await verify(cut.original);
    const mail = await PostalMime.parse(cut?.outer ?? raw);
    const header = cut === null ? null : cut.original.toString('latin1', 0, cut.original.indexOf('\r\n\r\n'));
    const original = header === null ? null : { from: /^From:.*<([^>]+)>/m.exec(header)?.[1] ?? '', messageId: /^Message-ID: *<([^>]+)>/m.exec(header)?.[1] ?? '' };
    return { from: mail.from?.address ?? '', messageId: mail.messageId ?? '', subject: mail.subject ?? '', text: mail.text ?? '', original };
  };
}

async function keyOf(record: string): Promise<KeyLookUp> {
  const publicKey = createPublicKey({ key: Buffer.from(/p=([^;]+)/.exec(record)?.[1] ?? '', 'base64'), format: 'der', type: 'spki' });
  return { publicKey, modulusLength: publicKey.asymmetricKeyDetails?.modulusLength ?? 0, rr: record };
}

/** The attached mail, byte for byte, and the forward without it. */
function cutOriginal(raw: Buffer): { readonly outer: Buffer; readonly original: Buffer } | null {
  const part = raw.indexOf('\r\nContent-Type: message/rfc822');
  if (part === -1) return null;
  const boundary = /boundary="([^"]+)"/.exec(raw.toString('latin1', 0, raw.indexOf('\r\n\r\n')))?.[1] ?? '';
  const start = raw.indexOf('\r\n\r\n', part) + 4;
  const end = raw.indexOf(`\r\n--${boundary}`, start);
  return { outer: Buffer.concat([raw.subarray(0, start), raw.subarray(end)]), original: raw.subarray(start, end) };
}
