/** A letter taken apart for its explanation. Runs in a reader thread: it parses, and it sees passwords, of which nothing leaves it. */
import { authenticate } from '../mail/authentication.ts';
import { gate0 } from '../mail/gate.ts';
import { readContent } from '../mail/mime.ts';
import type { LetterContent } from '../mail/mime.ts';
import { makeLetterReader } from '../mail/read-letter.ts';
import type { ReadOutcome, ReaderSettings } from '../mail/read-letter.ts';
import { DnsError, makeDnsCache } from '../mail/resolver.ts';
import type { LetterResolver } from '../mail/resolver.ts';
import type { ReceivedLetter } from '../protocol/letter.ts';
import { normalise } from '../protocol/normalise.ts';
import type { OriginalReading, ReadInvoiceFile, Reading, Verdict } from '../protocol/reading.ts';
import { makeDigest } from '../protocol/secret.ts';
import type { MaskedSecret } from '../protocol/secret-places.ts';
import { subjectLines } from '../protocol/subject.ts';
import type { Dissection, OriginalView, TextView } from './dissection.ts';
import { HIDDEN } from './dissection.ts';
import { askGate } from './gate-questions.ts';
import { changesOf } from './line-changes.ts';
import { compareParsers, viewParts } from './parts-view.ts';
import { viewInvoice } from './invoice-view.ts';
import { recognise } from './recognised.ts';
import { hide, hideAll, secretsOf } from './secrets-of.ts';
import { assumedVerdict, viewSender } from './sender-view.ts';

/** The reading as the bank makes it, and beside it what is shown. `assumed`: offline, the reading as it would be if the signature proved right. */
export type Dissected = { readonly reading: Reading; readonly assumed: Reading | null; readonly dissection: Dissection };
/** What a reader thread that takes letters apart sends back: a reader's outcome, and more. */
export type ExplainedOutcome = Extract<ReadOutcome, { kind: 'reading' }> & Dissected;
export type Dissect = (letter: ReceivedLetter, lookUp: boolean) => Promise<Dissected>;

const MOST_LINES = 400;
const LONGEST_LINE = 500;

/** Answers every question with "no such name": all rules but those that need a key are asked without it. */
const noDns: LetterResolver = { resolve: (name) => Promise.reject(new DnsError('ENOTFOUND', name)), exhausted: () => false, asked: () => 0 };

/** `now` is a clock in milliseconds that never goes back, for the DNS cache. */
export function makeDissect(settings: ReaderSettings, now: () => number, readInvoiceFile: ReadInvoiceFile): Dissect {
  const digest = makeDigest(settings.peppers);
  const read = makeLetterReader(settings, now, { read: readInvoiceFile, unproved: true });
  const dns = makeDnsCache(settings.dns, now);
  return async (letter, lookUp) => {
    const bytes = Buffer.from(letter.bytes.buffer, letter.bytes.byteOffset, letter.bytes.byteLength);
    const content = await readContent(bytes, letter.envelope, settings.ownAddresses, settings.limits);
    const first = await read(letter, lookUp);
    const retry = first.kind === 'retry' ? first.reason : null;
    const outcome = first.kind === 'retry' ? await read(letter, false) : first;
    if (outcome.kind === 'retry') throw new Error(`a reading without DNS waits for DNS: ${outcome.reason}`);
    const { reading } = outcome;
    const verdict = lookUp && retry === null ? reading.verdict : await verdictWithoutDns(content, letter, settings, reading.verdict);
    const resolver = lookUp && content.passedGate ? dns.forLetter() : null;
    const sender = await viewSender({ fields: content.fields, verdict, retry, clientAddress: letter.envelope.clientAddress, settings: settings.authentication, resolver });
    const proving = sender.signatures.find((signature) => signature.number === sender.wouldBeSignedBy);
    // What gate 0 refuses is nobody's, and answered to nobody, whatever its signature.
    const assumed = proving === undefined || !content.passedGate ? null : { ...reading, verdict: assumedVerdict(verdict, content.fields, proving) };
    const secrets = secretsOf([content.text, content.alternative, ...subjectLines(content.headers.subject), ...content.originals.map((original) => original.text)], digest);
    const text = await viewText(bytes, content, reading, secrets);
    const shown = { ...partsOfReading(reading), gate: askGate(bytes, gate0(bytes, settings.limits), settings.limits), sender, text, recognised: recognise(reading, shownLines(reading, secrets)) };
    return { reading, assumed, dissection: hideAll(shown, secrets) };
  };
}

/** Every rule that needs no key. Its `none` says nothing of the sender. */
async function verdictWithoutDns(content: LetterContent, letter: ReceivedLetter, settings: ReaderSettings, otherwise: Verdict): Promise<Verdict> {
  if (!content.passedGate) return otherwise;
  const { fields, parts } = content;
  const result = await authenticate({ bytes: letter.bytes, fields, parts, receivedAt: letter.receivedAt, envelope: { ...letter.envelope, clientAddress: null } }, settings.authentication, noDns);
  return result.kind === 'verdict' ? result.verdict : otherwise;
}

function partsOfReading(reading: Reading): Pick<Dissection, 'headers' | 'automatic' | 'resent' | 'bounce' | 'answer' | 'originals' | 'invoices'> {
  const { headers, automatic, resent, bounce, answer, verdict } = reading;
  const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
  return {
    headers: { from: verdict.address, to: headers.to.slice(0, 50), cc: headers.cc.slice(0, 50), subject: headers.subject.slice(0, 200), messageId: headers.messageId?.slice(0, 200) ?? null, date: iso(headers.date), inReplyTo: headers.inReplyTo.slice(0, 5) },
    automatic,
    resent,
    bounce,
    answer: answer === null ? null : { word: answer.word, doubt: answer.doubt, hasPassword: answer.whole !== null },
    originals: reading.originals.map((original) => viewOriginal(original, iso)),
    invoices: (reading.invoices ?? []).map(viewInvoice),
  };
}

const viewOriginal = ({ messageId, date, verdict, text }: OriginalReading, iso: (at: number | null) => string | null): OriginalView => ({
  messageId,
  date: iso(date),
  strength: verdict.strength,
  address: verdict.address,
  hits: verdict.findings.filter((finding) => finding.hit),
  lines: text?.lines.length ?? null,
  passwords: text?.passwords.length ?? 0,
});

const shownLines = (reading: Reading, secrets: readonly MaskedSecret[]): readonly string[] => (reading.text?.lines ?? []).map((line) => hide(line, secrets));

async function viewText(bytes: Buffer, content: LetterContent, reading: Reading, secrets: readonly MaskedSecret[]): Promise<TextView> {
  const lines = shownLines(reading, secrets);
  const raw = content.text === null ? [] : content.text.toWellFormed().replace(/\r\n?/g, '\n').split('\n');
  const normal = content.text === null ? [] : normalise(content.text).lines;
  const views = lines.slice(0, MOST_LINES).map((text, at) => ({
    number: at + 1,
    text: text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text,
    changes: changesOf(raw[at] ?? '', normal[at] ?? '', text.includes(HIDDEN) || text.includes('…')),
  }));
  const { refusal } = reading;
  const behindGate = content.passedGate && refusal !== null;
  return {
    refusal: behindGate ? refusal : null,
    trouble: reading.findings.find((finding) => finding.code === 'text-trouble' && finding.hit)?.detail ?? null,
    ...viewParts(content.parts, reading.text !== null || behindGate),
    differences: refusal?.code === 'ambiguous-text' ? await compareParsers(bytes, content.parts) : [],
    lines: views,
    moreLines: Math.max(0, lines.length - MOST_LINES),
  };
}
