import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/**
 * The bank's own DKIM signature (RFC 6376): rsa-sha256, relaxed/relaxed, never `l=`, with `t=` and `x=`. Each field of `SIGNED_FIELDS` is listed once
 * more than it is present, so that nobody can add a second one on the way without breaking the signature (§8.15).
 */

export type DkimKey = {
  /** The domain of `d=` and its selector, both in A-labels. */
  readonly domain: string;
  readonly selector: string;
  readonly privateKey: KeyObject;
};

/** What a reader acts on. Content-Transfer-Encoding too: another one would make other text of the same bytes. */
const SIGNED_FIELDS = [
  'From', 'To', 'Cc', 'Subject', 'Date', 'Message-ID', 'Content-Type', 'Content-Transfer-Encoding', 'MIME-Version', 'Reply-To', 'In-Reply-To', 'References', 'Auto-Submitted', 'Kakitome-Notice',
] as const;

const RSA_BITS = 2048;

type Field = { readonly name: string; readonly raw: string };

/** A mail in ASCII, or its bytes as Latin-1: the header ends in CRLF, the empty line behind it belongs to neither. */
type MailParts = { readonly header: string; readonly body: string };

/** Throws RangeError for a mail without the empty line that ends its header. */
export function partsOfMail(mail: Buffer): MailParts {
  const end = mail.indexOf('\r\n\r\n');
  if (end === -1) throw new RangeError('mail without an empty line after its header');
  return { header: mail.toString('latin1', 0, end + 2), body: mail.toString('latin1', end + 4) };
}

/**
 * `mail` with the signature above it. `mail` has CRLF line ends throughout and its header fields in plain ASCII; times in seconds since 1970.
 * Throws RangeError for a mail without the empty line that ends its header, and for one without From.
 */
export function signBytes(mail: Buffer, key: DkimKey, signedAt: number, expiresAt: number): Buffer {
  const { field, signed } = unsignedField(partsOfMail(mail), key, signedAt, expiresAt);
  return Buffer.concat([Buffer.from(withSignature(field, sign('sha256', signed, key.privateKey)), 'latin1'), mail]);
}

const signAside = promisify<string, Uint8Array, KeyObject, Buffer>(sign);

/** The same, signed aside: the thread that asks goes on with other work. Rejects with RangeError for a mail without From. */
export async function signMail(mail: MailParts, key: DkimKey, signedAt: number, expiresAt: number): Promise<Buffer> {
  const { field, signed } = unsignedField(mail, key, signedAt, expiresAt);
  const signature = await signAside('sha256', signed, key.privateKey);
  return Buffer.from(`${withSignature(field, signature)}${mail.header}\r\n${mail.body}`, 'latin1');
}

const withSignature = (field: string, signature: Buffer): string => `${field}${signature.toString('base64').replace(/.{1,72}/g, '\r\n $&')}\r\n`;

/** The field whose `b=` is still empty, and what is signed. */
function unsignedField({ header, body }: MailParts, key: DkimKey, signedAt: number, expiresAt: number): { readonly field: string; readonly signed: Buffer } {
  const fields = parseFields(header);
  if (!fields.some(({ name }) => name === 'from')) throw new RangeError('mail without From');
  const covered = SIGNED_FIELDS.flatMap((name) => Array.from({ length: 1 + fields.filter((field) => field.name === name.toLowerCase()).length }, () => name));
  const field = signatureField(key, covered, bodyHash(body), signedAt, expiresAt);
  return { field, signed: Buffer.from(signedHeader(fields, covered) + relaxed({ name: 'dkim-signature', raw: field }), 'latin1') };
}

const parseFields = (header: string): Field[] =>
  header
    .split(/\r\n(?![ \t])/)
    .filter((raw) => raw !== '')
    .map((raw) => ({ name: raw.slice(0, Math.max(0, raw.indexOf(':'))).toLowerCase(), raw }));

/** §5.4.2: several fields of one name are signed from the last upwards; one that is not there counts as the empty text. */
function signedHeader(fields: readonly Field[], covered: readonly string[]): string {
  const left = [...fields];
  let text = '';
  for (const name of covered) {
    const at = left.findLastIndex((field) => field.name === name.toLowerCase());
    if (at === -1) continue;
    const [field] = left.splice(at, 1);
    if (field !== undefined) text += `${relaxed(field)}\r\n`;
  }
  return text;
}

/** §3.4.2 */
function relaxed(field: Field): string {
  const value = field.raw.slice(field.raw.indexOf(':') + 1);
  return `${field.name}:${value.replace(/\r\n/g, '').replace(/[ \t]+/g, ' ').replace(/^ | $/g, '')}`;
}

/** §3.4.4 */
function bodyHash(body: string): string {
  const reduced = body.replace(/[ \t]{2,}|\t/g, ' ').replaceAll(' \r\n', '\r\n').replace(/ $/, '');
  const lines = reduced.replace(/(?:\r\n)+$/, '');
  return hash('sha256', Buffer.from(lines === '' ? '' : `${lines}\r\n`, 'latin1'), 'base64');
}

function signatureField(key: DkimKey, covered: readonly string[], hash: string, signedAt: number, expiresAt: number): string {
  const names = covered.join(':').replace(/.{1,60}(?::|$)/g, '\r\n  $&');
  return [
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${key.domain};`,
    ` s=${key.selector}; q=dns/txt; t=${signedAt}; x=${expiresAt};`,
    ` h=${names};`,
    ` bh=${hash};`,
    ' b=',
  ].join('\r\n');
}

/** A new RSA-2048 pair: the private key as PKCS #8 PEM, the public one as the TXT value to publish. */
export function generateDkimKey(): { readonly privatePem: string; readonly dnsRecord: string } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: RSA_BITS });
  return { privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), dnsRecord: dkimRecord(publicKey) };
}

/**
 * The value of the TXT record at `<selector>._domainkey.<domain>` (RFC 6376 §3.6.1) for a public or private key. It is longer than the 255 bytes of one
 * character string: a zone file must cut it into several. Throws RangeError for anything but RSA of at least 2048 bits.
 */
export function dkimRecord(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  assertRsa(publicKey);
  return `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
}

/** The key of a PEM text. Throws for what is no private key, RangeError for anything but RSA of at least 2048 bits. */
export function readDkimKey(privatePem: string): KeyObject {
  const key = createPrivateKey(privatePem);
  assertRsa(key);
  return key;
}

/** Throws RangeError. Verifiers refuse under 1024 bits, many cannot read Ed25519, and under 2048 nobody signs for money. */
export function assertRsa(key: KeyObject): void {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < RSA_BITS) throw new RangeError(`a DKIM key must be RSA of at least ${RSA_BITS} bits`);
}
