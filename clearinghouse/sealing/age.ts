/** Files sealed with age (age-encryption.org/v1) to X25519 keys: the one place that calls the package. Keys: `age-keys.ts`, what is looked at before: `age-header.ts`. */
import { sealedFile, trouble, type SealTrouble } from './age-header.ts';

/** `sealed`: the file without its armour, byte for byte. */
export type Opened = { readonly ok: true; readonly content: Uint8Array; readonly sealed: Uint8Array } | (SealTrouble & { readonly sealed: Uint8Array });

/** Loaded at the first use: it brings tens of megabytes of curves, and most threads and commands never meet a cheque. */
const library = (): Promise<typeof import('age-encryption')> => import('age-encryption');

/** Seals for all recipients (`age1…`), each of whom can open it alone. Armour is text with LF. Throws where a recipient is none. */
export async function seal(recipients: readonly string[], content: Uint8Array, { armor: armoured }: { readonly armor: boolean }): Promise<Uint8Array> {
  const { armor, Encrypter } = await library();
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  const sealed = await encrypter.encrypt(content);
  return armoured ? Buffer.from(armor.encode(sealed), 'latin1') : sealed;
}

/**
 * Opens a file that is sealed to exactly one key, whole or not at all; null: it is no age file. `mostContent`: the most bytes that may lie in it.
 * Never rejects for what a file holds. Where it can't be told what was sealed, `sealed` is the file as it came.
 */
export async function open(identities: readonly string[], file: Uint8Array, mostContent: number): Promise<Opened | null> {
  const looked = sealedFile(file, mostContent);
  if (looked === null) return null;
  if (!looked.ok) return { ...looked, sealed: file };
  const { bytes, headerEnd } = looked;
  const { Decrypter } = await library();
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  const closed = await decrypter.decryptHeader(bytes.subarray(0, headerEnd)).then(() => null, closedBecause);
  if (closed !== null) return { ...closed, sealed: bytes };
  return decrypter.decrypt(bytes).then(
    (content) => ({ ok: true as const, content, sealed: bytes }),
    () => ({ ...trouble('altered', 'it does not open to its end'), sealed: bytes }),
  );
}

/** A file key that opened and a header that is not the one it was sealed with; else no key fits, which is all that age can tell. */
const closedBecause = (error: unknown): SealTrouble =>
  error instanceof Error && error.message === 'invalid header HMAC' ? trouble('altered', 'the header is not the one that was sealed') : trouble('not-ours', 'no key of the bank opens it');
