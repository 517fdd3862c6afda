/** Who sent a letter and why the bank thinks so: its signatures, and the records of DNS that speak of them. */
import { fromTrouble } from '../mail/addresses.ts';
import { unlookedVerdict } from '../mail/authentication.ts';
import type { AuthenticationSettings } from '../mail/authentication.ts';
import { valuesOf } from '../mail/header-fields.ts';
import type { HeaderField } from '../mail/header-fields.ts';
import type { LetterResolver } from '../mail/resolver.ts';
import { lastSealer } from '../mail/sealed.ts';
import { splitAddress } from '../protocol/address.ts';
import type { Signature, Verdict } from '../protocol/reading.ts';
import type { RecordView, SenderView, SignatureView } from './dissection.ts';
import { keyNameOf, splitFindings, tagsOf, viewSignatures, type KeyRecords } from './signature-views.ts';

/** What the sender is judged by; `resolver` null: no DNS. */
export type SenderCase = {
  readonly fields: readonly HeaderField[];
  readonly verdict: Verdict;
  readonly retry: string | null;
  readonly clientAddress: string | null;
  readonly settings: AuthenticationSettings;
  readonly resolver: LetterResolver | null;
};

const LONGEST_RECORD = 300;
/** An organisational domain stands no further above. */
const MOST_PARENTS = 5;

async function lookAt(resolver: LetterResolver, name: string, wanted: RegExp): Promise<RecordView> {
  try {
    const records = (await resolver.resolve(name, 'TXT')) as readonly (readonly string[])[];
    const texts = records.map((pieces) => pieces.join(''));
    const text = texts.find((one) => wanted.test(one)) ?? null;
    return { name, text: text === null ? null : text.slice(0, LONGEST_RECORD), trouble: text === null ? 'no such record' : null };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
    return { name, text: null, trouble: code === 'ENOTFOUND' || code === 'ENODATA' ? 'no such record' : `DNS does not answer (${code})` };
  }
}

/** The policy of the domain, else of the nearest domain above it that has one. */
async function dmarcRecord(resolver: LetterResolver, domain: string): Promise<RecordView> {
  const labels = domain.split('.');
  const own = await lookAt(resolver, `_dmarc.${domain}`, /^v=DMARC1\b/i);
  for (let up = 1; own.text === null && up <= MOST_PARENTS && labels.length - up >= 2; up += 1) {
    const above = await lookAt(resolver, `_dmarc.${labels.slice(up).join('.')}`, /^v=DMARC1\b/i);
    if (above.text !== null) return above;
  }
  return own;
}

/** Keys of signatures that may be aligned; others the bank asks nobody about. */
async function keyRecords(resolver: LetterResolver, signatures: readonly SignatureView[]): Promise<KeyRecords> {
  const found = new Map<string, RecordView>();
  for (const { domain, selector, aligned } of signatures) {
    const name = keyNameOf(domain, selector);
    if (aligned && !found.has(name)) found.set(name, await lookAt(resolver, name, /./));
  }
  return found;
}

export async function viewSender(one: SenderCase): Promise<SenderView> {
  const { fields, verdict, resolver } = one;
  const address = verdict.address ?? unlookedVerdict(fields, '', '').address;
  const domain = address === null ? null : splitAddress(address).domain;
  const lookedUp = resolver !== null;
  const bare = viewSignatures(fields, verdict, domain, lookedUp, new Map());
  const keys = resolver === null ? new Map<string, RecordView>() : await keyRecords(resolver, bare);
  const signatures = viewSignatures(fields, verdict, domain, lookedUp, keys);
  const asks = resolver !== null && domain !== null;
  return {
    lookedUp,
    strength: verdict.strength,
    address,
    fromTrouble: fromTrouble(fields),
    wouldBeSignedBy: lookedUp ? null : (signatures.find((signature) => signature.aligned && signature.result === 'unknown')?.number ?? null),
    provenBy: verdict.strength === 'signed' ? (signatures.find((signature) => isIt(signature, verdict.signature))?.number ?? null) : null,
    signatures,
    dmarc: asks ? await dmarcRecord(resolver, domain) : null,
    spf: asks && one.clientAddress !== null ? await lookAt(resolver, domain, /^v=spf1\b/i) : null,
    clientAddress: one.clientAddress,
    arc: arcOf(fields, one.settings),
    authenticationResults: valuesOf(fields, 'authentication-results').slice(0, 3).map((value) => value.replace(/\s+/g, ' ').slice(0, 200)),
    findings: splitFindings(verdict.findings).rest,
    retry: one.retry,
  };
}

const isIt = (view: SignatureView, signature: Signature | null): boolean => signature !== null && view.domain === signature.domain && view.selector === signature.selector && view.result === 'pass';

function arcOf(fields: readonly HeaderField[], settings: AuthenticationSettings): SenderView['arc'] {
  const sealer = lastSealer(fields);
  return { sets: valuesOf(fields, 'arc-seal').length, lastSealer: sealer, trusted: sealer !== null && settings.trustedSealers.includes(sealer) };
}

/** What the verdict would be if the signature of that number proved right: for a look without DNS. */
export function assumedVerdict(verdict: Verdict, fields: readonly HeaderField[], view: SignatureView): Verdict {
  const value = valuesOf(fields, 'dkim-signature')[view.number - 1] ?? '';
  const time = (text: string | null): number | null => (text === null ? null : Date.parse(text));
  const signature: Signature = { domain: view.domain, selector: view.selector, b: tagsOf(value).get('b') ?? '', signedFields: view.signedFields, signedAt: time(view.signedAt), expiresAt: time(view.expiresAt) };
  return { strength: 'signed', address: verdict.address, signature, findings: [] };
}
