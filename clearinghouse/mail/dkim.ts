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
].map((name) => [name, name.toLowerCase()] as const);

const RSA_BITS = 2048;

/** By name in lower case, as they stand, from the first one down. */
type Fields = ReadonlyMap<string, readonly string[]>;

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

/** The same. `aside`: the thread that asks goes on with other work meanwhile; else it signs by itself. Rejects with RangeError for a mail without From. */
export async function signMail(mail: MailParts, key: DkimKey, signedAt: number, expiresAt: number, aside: boolean): Promise<Buffer> {
  const { field, signed } = unsignedField(mail, key, signedAt, expiresAt);
  const signature = aside ? await signAside('sha256', signed, key.privateKey) : sign('sha256', signed, key.privateKey);
  return Buffer.from(`${withSignature(field, signature)}${mail.header}\r\n${mail.body}`, 'latin1');
}

const withSignature = (field: string, signature: Buffer): string => `${field}${signature.toString('base64').replace(/.{1,72}/g, '\r\n $&')}\r\n`;

/** The field whose `b=` is still empty, and what is signed. */
function unsignedField({ header, body }: MailParts, key: DkimKey, signedAt: number, expiresAt: number): { readonly field: string; readonly signed: Buffer } {
  const fields = parseFields(header);
  if (!fields.has('from')) throw new RangeError('mail without From');
  const covered = SIGNED_FIELDS.flatMap(([name, key]) => Array.from({ length: 1 + (fields.get(key)?.length ?? 0) }, () => name)).join(':');
  const field = signatureField(key, covered, bodyHash(body), signedAt, expiresAt);
  return { field, signed: Buffer.from(signedHeader(fields) + relaxed('dkim-signature', field), 'latin1') };
}

function parseFields(header: string): Fields {
  const fields = new Map<string, string[]>();
  for (const raw of header.split(/\r\n(?![ \t])/)) {
    if (raw === '') continue;
    const name = raw.slice(0, Math.max(0, raw.indexOf(':'))).toLowerCase();
    const others = fields.get(name);
    if (others === undefined) fields.set(name, [raw]);
    else others.push(raw);
  }
  return fields;
}

/** §5.4.2: several fields of one name are signed from the last upwards; one that is not there counts as the empty text. */
function signedHeader(fields: Fields): string {
  let text = '';
  for (const [, key] of SIGNED_FIELDS) for (const raw of fields.get(key)?.toReversed() ?? []) text += `${relaxed(key, raw)}\r\n`;
  return text;
}

/** §3.4.2; a field has no line end but before a blank. */
function relaxed(name: string, raw: string): string {
  return `${name}:${raw.slice(raw.indexOf(':') + 1).replace(/(?:\r\n)?[ \t](?:\r\n|[ \t])*/g, ' ').replace(/^ | $/g, '')}`;
}

const BASE64_PART = '\r\nContent-Transfer-Encoding: base64\r\n';

/** §3.4.4. Files in base64 come last and have next to no blanks: where there is nothing to reduce, that is seen at once. */
function bodyHash(body: string): string {
  const found = body.indexOf(BASE64_PART);
  const files = found === -1 ? body.length : found + BASE64_PART.length;
  const lines = withoutEmptyEnd(reduced(body.slice(0, files)) + reduced(body.slice(files)));
  return hash('sha256', Buffer.from(lines === '' ? '' : `${lines}\r\n`, 'latin1'), 'base64');
}

/** Whole lines with their blanks reduced. */
function reduced(lines: string): string {
  if (!lines.includes('  ') && !lines.includes('\t') && !lines.includes(' \r\n')) return lines;
  return lines.replace(/[ \t]{2,}|\t/g, ' ').replaceAll(' \r\n', '\r\n');
}

function withoutEmptyEnd(body: string): string {
  let end = body.endsWith(' ') ? body.length - 1 : body.length;
  while (body.endsWith('\r\n', end)) end -= 2;
  return body.slice(0, end);
}

function signatureField(key: DkimKey, covered: string, hash: string, signedAt: number, expiresAt: number): string {
  const names = covered.replace(/.{1,60}(?::|$)/g, '\r\n  $&');
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
