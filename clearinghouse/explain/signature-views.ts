/** The DKIM signatures of a letter one by one: what each says of itself, and which rules of gate 1 it passed. */
import { mayAlign } from '../mail/alignment.ts';
import { valuesOf } from '../mail/header-fields.ts';
import type { HeaderField } from '../mail/header-fields.ts';
import type { Finding, Verdict } from '../protocol/reading.ts';
import type { RecordView, SignatureResult, SignatureView } from './dissection.ts';

/** Tags of a signature field (RFC 6376 §3.2), blanks left out of the values. */
export function tagsOf(value: string): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const part of value.split(';')) {
    const equals = part.indexOf('=');
    const name = part.slice(0, Math.max(0, equals)).trim();
    if (equals > 0 && !tags.has(name)) tags.set(name, part.slice(equals + 1).replace(/\s+/g, ''));
  }
  return tags;
}

/** The findings of one signature begin with the one on its verification. */
const FIRST = 'dkim-not-pass';
const OF_A_SIGNATURE = /^dkim-(?!missing$)/;

/** Gate 1's findings by signature, in its order; `rest` are those on the letter as a whole. */
export function splitFindings(findings: readonly Finding[]): { readonly groups: readonly (readonly Finding[])[]; readonly rest: readonly Finding[] } {
  const groups: Finding[][] = [];
  const rest: Finding[] = [];
  for (const finding of findings) {
    if (finding.code === FIRST) groups.push([finding]);
    else if (OF_A_SIGNATURE.test(finding.code) && groups.length > 0) groups.at(-1)?.push(finding);
    else rest.push(finding);
  }
  return { groups, rest };
}

const domainIn = (group: readonly Finding[]): string => (group[0]?.detail ?? '').split(':')[0]?.trim() ?? '';

const seconds = (tag: string | undefined): string | null => {
  const count = /^\d{1,10}$/.test(tag ?? '') ? Number(tag) : Number.NaN;
  return Number.isNaN(count) ? null : new Date(count * 1000).toISOString();
};

/** Without DNS no key is there: then only that is not known. Trouble of DNS is told by `temperror`. */
const missingKey = (finding: Finding, lookedUp: boolean): boolean => /\btemperror\b/.test(finding.detail) || (!lookedUp && /no key/i.test(finding.detail));

function resultOf(findings: readonly Finding[], lookedUp: boolean): SignatureResult {
  const hits = findings.filter((finding) => finding.hit);
  if (findings.length === 0) return lookedUp ? 'fail' : 'unknown';
  if (hits.length === 0) return 'pass';
  return hits.every((finding) => finding.code === FIRST && missingKey(finding, lookedUp)) ? 'unknown' : 'fail';
}

export type KeyRecords = ReadonlyMap<string, RecordView>;
export const keyNameOf = (domain: string, selector: string): string => `${selector}._domainkey.${domain}`.toLowerCase();

/** `fromDomain` null: no address that could be aligned with. Signature fields are numbered from the top of the letter. */
export function viewSignatures(fields: readonly HeaderField[], verdict: Verdict, fromDomain: string | null, lookedUp: boolean, keys: KeyRecords): SignatureView[] {
  const left = [...splitFindings(verdict.findings).groups];
  const present = new Set(fields.map((field) => field.key));
  return valuesOf(fields, 'dkim-signature').map((value, index): SignatureView => {
    const tags = tagsOf(value);
    const domain = (tags.get('d') ?? '').toLowerCase();
    const selector = (tags.get('s') ?? '').toLowerCase();
    const own = left.findIndex((group) => domainIn(group) === domain);
    const findings = own === -1 ? [] : (left.splice(own, 1)[0] ?? []);
    const signedFields = (tags.get('h') ?? '').toLowerCase().split(':').filter((name) => name !== '');
    return {
      number: index + 1,
      domain,
      selector,
      algorithm: tags.get('a') ?? '',
      canonicalisation: tags.get('c') ?? 'simple/simple',
      signedFields,
      unsignedFields: ACTED_ON.filter((name) => present.has(name) && !signedFields.includes(name)),
      signedAt: seconds(tags.get('t')),
      expiresAt: seconds(tags.get('x')),
      bodyLength: tags.get('l') ?? null,
      aligned: fromDomain !== null && domain !== '' && mayAlign(domain, fromDomain),
      result: resultOf(findings, lookedUp),
      findings,
      key: keys.get(keyNameOf(domain, selector)) ?? null,
    };
  });
}

/** What a reader, or the bank, acts on. */
const ACTED_ON: readonly string[] = ['from', 'to', 'cc', 'subject', 'date', 'message-id', 'content-type', 'content-transfer-encoding', 'mime-version', 'reply-to', 'in-reply-to', 'references'];
