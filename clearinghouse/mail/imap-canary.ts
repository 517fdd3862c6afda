import { createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalAddress, splitAddress, withTag } from '../protocol/address.ts';
import type { MailDraft, ReceivedLetter, SignMail } from '../protocol/letter.ts';
import { authenticateOriginal } from './authentication.ts';
import { GATE_LIMITS } from './gate.ts';
import { readHeaderBlock, valuesOf } from './header-fields.ts';
import { hintsOf } from './hints.ts';
import { readContent } from './mime.ts';
import type { LetterReader } from './read-letter.ts';
import type { CrashedRead } from './reader-pool.ts';
import { DnsError } from './resolver.ts';
import type { LetterResolver } from './resolver.ts';

/**
 * The mail that the bank sends itself to learn whether a mailbox keeps mails as they are: some stores rewrite them (quotes in Content-Type, MIME made
 * anew, another recipient), and then no customer's signature verifies any more.
 *
 * Its Message-ID is `canary.<time>.<nonce>.<mac>@domain`: any process with the key knows it again, nobody else can make one. It is made of its identity
 * alone, so the signature that it was sent with is known without having been kept.
 */

export type Canary = { readonly id: string; /** The bank's address that it was sent to, without the tag. */ readonly address: string; readonly issuedAt: number };

export type CanarySettings = {
  /** 32 bytes. */
  readonly key: Uint8Array;
  readonly bankName: string;
  /** Whom it is from; the signing domain is that of this address. */
  readonly from: string;
  /** The bank's addresses that a canary may be sent to. */
  readonly addresses: readonly string[];
  readonly selector: string;
  /** The TXT record of the signing key, as it should stand in DNS. */
  readonly keyRecord: string;
  readonly sign: SignMail;
  /** The reader of all letters. */
  readonly read: (letter: ReceivedLetter, lookUp: boolean) => Promise<Awaited<ReturnType<LetterReader>> | CrashedRead>;
};

/**
 * `kept`: signature and content are as they were sent. `key`: they are, but the world can't see it, since our key or DMARC record is not found as it
 * should be. `changed`: the mail is ours and does not verify any more. `foreign`: it does not bear our signature, whatever it says of itself.
 */
export type CanaryJudgement = { readonly outcome: 'kept' | 'key' | 'changed' | 'foreign'; readonly detail: string };

export type Canaries = {
  /** `nonce`: 8 hexadecimal digits. */
  readonly make: (address: string, issuedAt: number, nonce: string) => Promise<{ readonly canary: Canary; readonly to: string; readonly bytes: Uint8Array }>;
  /** Null for whatever is no canary of ours by its Message-ID. */
  readonly recognise: (bytes: Uint8Array) => Canary | null;
  readonly judge: (letter: ReceivedLetter, canary: Canary) => Promise<CanaryJudgement>;
};

const MAC_DIGITS = 20;
/** No store makes so much of one small mail; a longer one is nothing. */
const MOST_BYTES = 262_144;
const ID = /^(canary\.([0-9a-z]{1,10})\.([0-9a-f]{8}))\.([0-9a-f]{20})$/;

export function makeCanaries(settings: CanarySettings): Canaries {
  const { domain } = splitAddress(settings.from);
  const macOf = (stem: string, address: string): string => createHmac('sha256', settings.key).update(`canary mail\0${address}\0${stem}`).digest('hex').slice(0, MAC_DIGITS);
  const bytesOf = (canary: Canary): Promise<Uint8Array> => settings.sign(draftOf(canary, settings, domain));
  return {
    make: async (address, issuedAt, nonce) => {
      const stem = `canary.${issuedAt.toString(36)}.${nonce}`;
      const canary = { id: `${stem}.${macOf(stem, address)}`, address, issuedAt };
      return { canary, to: recipientOf(canary), bytes: await bytesOf(canary) };
    },
    recognise: (bytes) => {
      const id = hintsOf(bytes).messageId;
      const [, stem, time, , mac] = (id?.endsWith(`@${domain}`) === true && ID.exec(id.slice(0, -domain.length - 1))) || [];
      if (stem === undefined || time === undefined || mac === undefined) return null;
      const address = settings.addresses.find((one) => timingSafeEqual(Buffer.from(macOf(stem, one)), Buffer.from(mac)));
      return address === undefined ? null : { id: `${stem}.${mac}`, address, issuedAt: Number.parseInt(time, 36) };
    },
    judge: async (letter, canary) => {
      const [sent] = signaturesOf(await bytesOf(canary));
      if (sent === undefined || letter.bytes.length > MOST_BYTES || !signaturesOf(letter.bytes).includes(sent)) return { outcome: 'foreign', detail: 'not signed by us' };
      const read = await settings.read(letter, true);
      if (read.kind === 'reading' && read.reading.verdict.strength === 'signed' && read.reading.verdict.signature?.b === sent) return { outcome: 'kept', detail: '' };
      const alone = await withOwnKey(letter, settings, domain);
      if (alone === null) return { outcome: 'key', detail: read.kind === 'reading' ? codesOf(read.reading.verdict.findings) : read.reason };
      return { outcome: 'changed', detail: alone };
    },
  };
}

/** A mailbox whose name leaves no room for the tag is written to without it: it is the Message-ID that counts. */
const recipientOf = ({ address, id }: Canary): string => canonicalAddress(withTag(address, id)) ?? address;

function draftOf(canary: Canary, { bankName, from }: CanarySettings, domain: string): MailDraft {
  const text = 'The bank sends this mail to its own mailbox, to learn whether the mailbox keeps mails exactly as they were sent.\n\nNobody needs to do anything.\n';
  return {
    from: { name: bankName, address: from },
    to: recipientOf(canary),
    replyTo: null,
    subject: 'Check of the mailbox',
    messageId: `${canary.id}@${domain}`,
    inReplyTo: null,
    references: [],
    date: canary.issuedAt,
    autoSubmitted: 'auto-generated',
    text,
    html: `<p>${text.trim().replace('\n\n', '</p>\n<p>')}</p>\n`,
    attachments: [{ filename: 'check.csv', contentType: 'text/csv; charset=utf-8', content: Buffer.from('byte,kept\n1,yes\n') }],
  };
}

/** The values of b= without white space (RFC 6376 §3.5). */
function signaturesOf(bytes: Uint8Array): readonly string[] {
  const block = readHeaderBlock(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, bytes.byteLength, GATE_LIMITS);
  if (block.problem !== null) return [];
  return valuesOf(block.fields, 'dkim-signature').flatMap((value) => /(?:^|;)\s*b\s*=([^;]*)/.exec(value)?.[1]?.replace(/\s+/g, '') ?? []);
}

const codesOf = (findings: readonly { readonly code: string; readonly hit: boolean }[]): string => findings.filter(({ hit }) => hit).map(({ code }) => code).join(', ');

/** Gates and signature rules as for any letter, with our own key in place of what DNS says. Null: all is well. */
async function withOwnKey(letter: ReceivedLetter, settings: CanarySettings, domain: string): Promise<string | null> {
  const content = await readContent(letter.bytes, letter.envelope, settings.addresses, GATE_LIMITS);
  if (!content.passedGate) return content.refusal?.code ?? 'refused';
  const bytes = Buffer.from(letter.bytes.buffer, letter.bytes.byteOffset, letter.bytes.byteLength);
  const { fields, parts, text } = content;
  const original = { bytes, fields, parts, messageId: content.headers.messageId, date: content.headers.date, text, receivedAt: letter.receivedAt };
  const verdict = await authenticateOriginal(original, { authservId: null, trustedSealers: [], acceptExactDkimWithoutDmarc: [] }, ownRecords(settings, domain));
  return verdict.strength === 'signed' ? null : codesOf(verdict.findings);
}

function ownRecords({ selector, keyRecord }: CanarySettings, domain: string): LetterResolver {
  const records: Readonly<Record<string, string>> = { [`${selector}._domainkey.${domain}`]: keyRecord, [`_dmarc.${domain}`]: 'v=DMARC1; p=reject' };
  const resolve = async (name: string, type: string): Promise<never[]> => {
    const record = type === 'TXT' ? records[name.toLowerCase()] : undefined;
    if (record === undefined) throw new DnsError('ENOTFOUND', name);
    return [[record]] as never[];
  };
  return { resolve, exhausted: () => false, asked: () => 0 };
}
