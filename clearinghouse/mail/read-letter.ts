import { asOwn } from '../protocol/address.ts';
import type { ReceivedLetter } from '../protocol/letter.ts';
import { makeReading } from '../protocol/make-reading.ts';
import type { Digest, EInvoiceReading, Finding, ParsedMail, ReadChequeFile, ReadInvoiceFile, Reading, Verdict } from '../protocol/reading.ts';
import { makeDigest } from '../protocol/secret.ts';
import { authenticate, authenticateOriginal, unlookedVerdict } from './authentication.ts';
import type { AuthenticationSettings } from './authentication.ts';
import type { OwnAddresses } from './automatic.ts';
import { charsetOf, decodeTransfer } from './charset.ts';
import { NO_CHEQUES, readCheques } from './cheque-files.ts';
import type { Cheques } from './cheque-files.ts';
import type { GateLimits } from './gate.ts';
import { invoiceFiles } from './invoice-files.ts';
import { readContent } from './mime.ts';
import type { AttachedMail, LetterContent } from './mime.ts';
import { makeDnsCache } from './resolver.ts';
import type { DnsSettings, LetterResolver } from './resolver.ts';
import { isUnsureCharset } from './unsigned-charset.ts';

/** A letter as a reading: gate 0, content, sender, text. The whole read stage of one letter; no store, no clock but that of the DNS cache. */

/** Plain data, so that it can be handed to a worker thread. */
export type ReaderSettings = {
  readonly peppers: readonly { readonly version: number; readonly key: Uint8Array }[];
  readonly dns: DnsSettings;
  readonly limits: GateLimits;
  readonly authentication: AuthenticationSettings;
  /** Canonical addresses that the bank writes from. */
  readonly ownAddresses: OwnAddresses;
  /** Where posts for the board go; absent: nowhere. */
  readonly boardAddress?: string;
  /** The bank's wallet identities (`AGE-SECRET-KEY-1…`); absent or empty: no cheque is looked at. */
  readonly walletIdentities?: readonly string[];
};

/** `retry`: DNS trouble; the letter waits and is read again. */
export type ReadOutcome = { readonly kind: 'reading'; readonly reading: Reading } | { readonly kind: 'retry'; readonly reason: string };

/** `lookUp` false: no DNS at all for this letter (an unregistered sender), its verdict is `none`. */
export type LetterReader = (letter: ReceivedLetter, lookUp: boolean) => Promise<ReadOutcome>;

/** How files are read as e-invoices, which is no matter of mail. `unproved`: also those of a letter that proves nobody, to show what is in them. */
export type InvoiceReader = { readonly read: ReadInvoiceFile; readonly unproved: boolean };

type Invoices = { readonly invoices: readonly EInvoiceReading[]; readonly findings: readonly Finding[] };
type Files = Invoices & Cheques;

const bytesOf = (letter: ReceivedLetter): Buffer => Buffer.from(letter.bytes.buffer, letter.bytes.byteOffset, letter.bytes.byteLength);

/** Nothing attached by somebody unproved is parsed. */
const readInvoices = (content: LetterContent, letter: ReceivedLetter, verdict: Verdict, reader: InvoiceReader | null): Invoices => {
  if (reader === null || content.refusal !== null || content.bounce !== null || !(verdict.strength === 'signed' || reader.unproved)) return { invoices: [], findings: [] };
  const { files, unread, repeated } = invoiceFiles(bytesOf(letter), content.parts, content.originals);
  const findings = [
    ...(unread === 0 ? [] : [{ code: 'attached-files-unread', hit: true, detail: `${unread} of ${files.length + unread}` }]),
    ...(repeated === 0 ? [] : [{ code: 'files-of-the-original', hit: true, detail: `${repeated} also in an attached mail` }]),
  ];
  return { invoices: files.flatMap((file) => reader.read(file) ?? []), findings };
};

/** A cheque is opened only where it is known who sent it. */
const openCheques = (content: LetterContent, letter: ReceivedLetter, verdict: Verdict, read: ReadChequeFile | null, digest: Digest): Promise<Cheques> | Cheques =>
  read === null || content.refusal !== null || content.bounce !== null || verdict.strength !== 'signed' ? NO_CHEQUES : readCheques(bytesOf(letter), content.parts, read, digest);

const verdictOnOriginal = (original: AttachedMail, letter: ReceivedLetter, settings: ReaderSettings, resolver: LetterResolver | null): Promise<Verdict> | Verdict => {
  if (resolver === null) return unlookedVerdict(original.fields, 'not-looked-up', 'the letter that holds it is not signed');
  return authenticateOriginal({ ...original, receivedAt: letter.receivedAt }, settings.authentication, resolver);
};

const isToBoard = ({ to, cc }: LetterContent['headers'], { boardAddress }: ReaderSettings): boolean => boardAddress !== undefined && [...to, ...cc].includes(boardAddress);

const parsedMail = async (content: LetterContent, letter: ReceivedLetter, settings: ReaderSettings, resolver: LetterResolver | null, { invoices, cheques, findings: ofFiles }: Files): Promise<ParsedMail> => {
  const originals: ParsedMail['originals'][number][] = [];
  for (const original of content.originals) {
    const verdict = await verdictOnOriginal(original, letter, settings, resolver);
    originals.push({ messageId: original.messageId, date: original.date, verdict, text: original.text });
  }
  const { refusal, findings, automatic, resent, bounce, headers, bodyHash, text, alternative } = content;
  return { refusal, findings: [...findings, ...ofFiles], automatic, resent, bounce, headers, bodyHash, text, alternative, originals, ...(invoices.length === 0 ? {} : { invoices }), ...(cheques.length === 0 ? {} : { cheques }), ...(isToBoard(headers, settings) ? { toBoard: true } : {}) };
};

/** The bank's own addresses as it writes them itself, in whatever case they stand in the letter. */
const inOwnForm = (content: LetterContent, { ownAddresses, boardAddress }: ReaderSettings): LetterContent => {
  const own = [...ownAddresses, ...(boardAddress === undefined ? [] : [boardAddress])];
  const folded = (addresses: readonly string[]): readonly string[] => [...new Set(addresses.map((address) => asOwn(address, own)))];
  const { headers } = content;
  return { ...content, headers: { ...headers, to: folded(headers.to), cc: folded(headers.cc), recipients: folded(headers.recipients) } };
};

/** The content, refused where nobody signed its charset and its bytes do not show it: its sender is told to write again. */
const inSureCharset = (content: LetterContent, letter: ReceivedLetter, { strength, signature }: Verdict): LetterContent => {
  const root = content.parts[0];
  if (root === undefined || root.type !== 'text/plain' || strength !== 'signed' || signature?.signedFields.includes('content-type') !== false) return content;
  const charset = charsetOf(root.contentType.parameters.get('charset'));
  const text = decodeTransfer(bytesOf(letter).subarray(root.bodyStart, root.end), root.encoding);
  if (charset.kind === 'known' && !isUnsureCharset(text, charset.name)) return content;
  return { ...content, refusal: { code: 'unsigned-charset', detail: charset.kind === 'known' ? charset.name : charset.code }, text: null, alternative: null };
};

/** Makes the reader of one thread. `now` is a clock in milliseconds that never goes back, for the DNS cache. Without `invoices` and `readCheque` no attached file is looked at. */
export const makeLetterReader = (settings: ReaderSettings, now: () => number, invoices: InvoiceReader | null = null, readCheque: ReadChequeFile | null = null): LetterReader => {
  const digest = makeDigest(settings.peppers);
  const dns = makeDnsCache(settings.dns, now);
  return async (letter, lookUp) => {
    const found = inOwnForm(await readContent(letter.bytes, letter.envelope, settings.ownAddresses, settings.limits), settings);
    const read = async (verdict: Verdict, resolver: LetterResolver | null): Promise<ReadOutcome> => {
      const content = inSureCharset(found, letter, verdict);
      const fromFiles = readInvoices(content, letter, verdict, invoices);
      const { cheques, findings } = await openCheques(content, letter, verdict, readCheque, digest);
      const files = { ...fromFiles, cheques, findings: [...fromFiles.findings, ...findings] };
      return { kind: 'reading', reading: makeReading(await parsedMail(content, letter, settings, resolver, files), verdict, digest) };
    };
    if (!found.passedGate) return read(unlookedVerdict(found.fields, 'refused-unread', found.refusal?.code ?? ''), null);
    if (!lookUp) return read(unlookedVerdict(found.fields, 'unregistered-sender', 'not looked up'), null);
    const resolver = dns.forLetter();
    const result = await authenticate({ bytes: letter.bytes, fields: found.fields, parts: found.parts, receivedAt: letter.receivedAt, envelope: letter.envelope }, settings.authentication, resolver);
    if (result.kind === 'retry') return result;
    return read(result.verdict, result.verdict.strength === 'signed' ? resolver : null);
  };
};
