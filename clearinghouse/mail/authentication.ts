import { arc, dmarc, spf } from './mailauth-parts.ts';
import type { DNSResolver } from 'mailauth';
import { canonicalAddress, splitAddress } from '../protocol/address.ts';
import type { Envelope } from '../protocol/letter.ts';
import type { Finding, SenderStrength, Signature, Verdict } from '../protocol/reading.ts';
import { singleFrom } from './addresses.ts';
import { makeAlignment } from './alignment.ts';
import type { Alignment } from './alignment.ts';
import { resultsVouch } from './authentication-results.ts';
import { verifyDkim } from './dkim-verify.ts';
import type { DkimOutcome } from './dkim-verify.ts';
import { readDate } from './letter-headers.ts';
import type { HeaderField } from './header-fields.ts';
import { valueOf } from './header-fields.ts';
import type { MimePart } from './mime-tree.ts';
import { DnsError } from './resolver.ts';
import type { LetterResolver } from './resolver.ts';
import { lastSealer, sealVouches } from './sealed.ts';
import { FRESHNESS, areDoubled, judgeSignature } from './signature-rules.ts';
import type { SignatureOutcome, SignedLetter } from './signature-rules.ts';

/**
 * Who sent a letter: the only importer of mailauth. mailauth's own `authenticate` is not used, since it takes the wall clock for x= and
 * reports alignment for the letter, not for the signature that the rules accepted; its parts are, all in strict mode.
 */

/** Settings of the operator. Domains are lower-case A-labels. */
export type AuthenticationSettings = {
  /** The authserv-id of the operator's own MX, null to trust no Authentication-Results. */
  readonly authservId: string | null;
  /** Sealers of ARC chains (RFC 8617) that are believed; empty in the default. */
  readonly trustedSealers: readonly string[];
  /** Domains without a DMARC record whose own, exact DKIM signature is enough. */
  readonly acceptExactDkimWithoutDmarc: readonly string[];
};

/** A letter that passed gate 0. */
export type GatedLetter = {
  readonly bytes: Uint8Array;
  readonly fields: readonly HeaderField[];
  readonly parts: readonly MimePart[];
  readonly receivedAt: number;
  readonly envelope: Envelope;
};

/** `retry`: DNS did not answer, and with an answer the letter may authenticate. */
export type AuthenticationResult = { readonly kind: 'verdict'; readonly verdict: Verdict } | { readonly kind: 'retry'; readonly reason: string };

/** What one letter is judged with. */
type Case = {
  readonly letter: SignedLetter;
  readonly address: string;
  readonly domain: string;
  readonly envelope: Envelope;
  readonly settings: AuthenticationSettings;
  readonly resolver: ReturnType<typeof noticing>;
  readonly dns: DNSResolver;
  readonly aligns: Alignment;
  readonly findings: Finding[];
  /** What the record of the From domain asks for, once it was found. */
  policy: NonNullable<Verdict['dmarc']> | null;
};

const STRICT = { strict: true, minBitLength: 1024 } as const;
const SPF_MS = 10_000;

const note = (one: Case, code: string, hit: boolean, detail: string): void => {
  one.findings.push({ code, hit, detail: detail.slice(0, 200) });
};

const verdictOf = (one: Case, strength: SenderStrength, signature: Signature | null): AuthenticationResult => ({
  kind: 'verdict',
  verdict: { strength, address: one.address, signature, ...(one.policy === null ? {} : { dmarc: one.policy }), findings: one.findings },
});

/**
 * Only keys that could align with From are looked up: others can't help the letter, and would let its sender make us ask anything.
 * The one exception is a chain that a trusted sealer closed, whose links have to be checked one and all.
 */
const alignedKeysOnly = (resolver: LetterResolver, aligns: Alignment, sealed: boolean): DNSResolver => async (name, type) => {
  const key = /\._domainkey\.(.+)$/i.exec(name)?.[1];
  if (key !== undefined && !sealed && !(await aligns(key))) throw new DnsError('ENOTFOUND', name);
  return resolver.resolve(name, type);
};

const policies = ['none', 'quarantine', 'reject'] as const;

/** DMARC (RFC 9989) for the From domain with just these authenticated domains. */
const dmarcWith = async (one: Case, spfDomains: string[], dkimDomains: string[]): Promise<string> => {
  const result = await dmarc({ headerFrom: [one.address], fromFields: 1, spfDomains, dkimDomains: dkimDomains.map((domain) => ({ domain })), resolver: one.dns, strict: true });
  if (result === false) return 'fail';
  one.policy = policies.find((policy) => policy === result.policy) ?? one.policy;
  return result.status.result;
};

/** `unknown`: the DNS of From's own domain does not answer. */
const alignsOrUnknown = (one: Case, domain: string): Promise<boolean | 'unknown'> => one.aligns(domain).catch(() => 'unknown' as const);

/** The first signature that passes all rules and makes DMARC pass by itself; or 'retry'. */
const firstAligned = async (one: Case, outcomes: readonly SignatureOutcome[]): Promise<Signature | 'retry' | null> => {
  let retry = false;
  for (const { kind, signature } of outcomes) {
    const aligns = kind === 'refused' ? false : await alignsOrUnknown(one, signature.domain);
    if (aligns === false) continue;
    if (kind === 'temporary' || aligns === 'unknown') {
      retry = true;
      continue;
    }
    const result = await dmarcWith(one, [], [signature.domain]);
    note(one, 'dmarc-not-pass', result !== 'pass', `${one.domain} by ${signature.domain}: ${result}`);
    if (result === 'pass') return signature;
    if (result === 'temperror') retry = true;
    if (result !== 'none') continue;
    const exact = signature.domain === one.domain && one.settings.acceptExactDkimWithoutDmarc.includes(one.domain);
    note(one, 'no-dmarc-record', !exact, `${one.domain}${exact ? ': its own signature is enough by configuration' : ''}`);
    if (exact) return signature;
  }
  return retry ? 'retry' : null;
};

/** Aligned SPF (RFC 7208), which needs the client's address, so only mail that we took ourselves has it. */
const weakBySpf = async (one: Case): Promise<boolean | 'retry'> => {
  const { from, clientAddress, helo } = one.envelope;
  const sender = from === null ? null : canonicalAddress(from);
  if (clientAddress === null || sender === null) return false;
  const aligns = await alignsOrUnknown(one, splitAddress(sender).domain);
  if (aligns !== true) return aligns === 'unknown' ? 'retry' : false;
  const mta = one.settings.authservId ?? 'localhost';
  const result = await spf({ sender, ip: clientAddress, helo: helo ?? `[${clientAddress}]`, mta, resolver: one.dns, strict: true, maxElapsedTime: SPF_MS } as Parameters<typeof spf>[0]);
  const aligned = result.status.result === 'pass' ? await dmarcWith(one, [result.domain], []) : result.status.result;
  note(one, 'spf-not-aligned', aligned !== 'pass', `${result.domain}: ${aligned}`);
  return aligned === 'temperror' ? 'retry' : aligned === 'pass';
};

const weakByResults = (one: Case): boolean => {
  const { authservId } = one.settings;
  if (authservId === null) return false;
  const vouched = resultsVouch(one.letter.fields, authservId, one.domain);
  note(one, 'authentication-results-silent', !vouched, authservId);
  return vouched;
};

/**
 * Notes whether a question for a key of these domains found no answer; that there is no such record is one. Of others it says nothing: anybody can put a link
 * of a domain of theirs into a chain, whose silence would make the letter wait, and with it the payments of whom it names.
 */
const noticing = (resolver: LetterResolver, domains: readonly string[]): LetterResolver & { readonly unanswered: () => boolean } => {
  let unanswered = false;
  const resolve: LetterResolver['resolve'] = async (name, type) => {
    try {
      return await resolver.resolve(name, type);
    } catch (error) {
      const isAbsent = error instanceof DnsError && (error.code === 'ENOTFOUND' || error.code === 'ENODATA');
      unanswered ||= !isAbsent && domains.some((domain) => name.toLowerCase().endsWith(`._domainkey.${domain}`));
      throw error;
    }
  };
  return { ...resolver, resolve, unanswered: () => unanswered };
};

/**
 * A trusted forwarder's seal (ARC) that says dmarc=pass for this From, over a letter that has not been changed since. mailauth calls a chain that it could
 * not look up failed: where the last sealer is trusted and a trusted sealer's DNS did not answer, the letter is read again.
 */
const bySeal = async (one: Case, dkim: DkimOutcome): Promise<Signature | 'retry' | null> => {
  if (one.settings.trustedSealers.length === 0 || dkim.arc === undefined) return null;
  const result = await arc(dkim.arc as Parameters<typeof arc>[0], { resolver: one.dns, ...STRICT }).catch(() => null);
  note(one, 'arc-unverifiable', result === null, one.domain);
  const again = one.resolver.unanswered() && one.settings.trustedSealers.includes(lastSealer(one.letter.fields) ?? '') ? 'retry' : null;
  if (result === null) return again;
  const sealed = sealVouches(result, one.letter, one.domain, one.settings.trustedSealers, dkim.covered);
  one.findings.push(...sealed.findings);
  return sealed.signature ?? again;
};

const decide = async (one: Case, dkim: DkimOutcome): Promise<AuthenticationResult> => {
  const results = dkim.results.filter((result) => result.signature !== undefined);
  const outcomes = results.map((result) => judgeSignature(result, one.letter, dkim.covered));
  const doubled = areDoubled(results);
  note(one, 'dkim-missing', outcomes.length === 0, `${outcomes.length} signatures`);
  note(one, 'dkim-doubled', doubled, doubled ? 'one b= in two fields' : 'each field has a b= of its own');
  one.findings.push(...outcomes.flatMap((outcome) => outcome.findings));
  if (doubled) return verdictOf(one, 'none', null);
  const aligned = await firstAligned(one, outcomes);
  const signature = aligned === null ? await bySeal(one, dkim) : aligned;
  const weak = signature === null ? weakByResults(one) || (await weakBySpf(one)) : false;
  note(one, 'dns-budget-used-up', one.resolver.exhausted(), `${one.resolver.asked()} questions`);
  if (signature !== null && signature !== 'retry') return verdictOf(one, 'signed', signature);
  // A letter that makes us ask too much would do so again: no retry.
  if (one.resolver.exhausted()) return verdictOf(one, 'none', null);
  if (signature === 'retry' || weak === 'retry') return { kind: 'retry', reason: `DNS does not answer for ${one.domain}` };
  return verdictOf(one, weak ? 'weak' : 'none', null);
};

/** A verdict without any look-up: `address` is then only what From says. */
export const unlookedVerdict = (fields: readonly HeaderField[], code: string, detail: string): Verdict => ({ strength: 'none', address: singleFrom(fields), signature: null, findings: [{ code, hit: true, detail }] });

/** mailauth throws at some tags that no signer writes (c=, a=): null then, since what can't be verified proves nobody. DNS trouble is never thrown. */
const verified = async (bytes: Buffer, options: Parameters<typeof verifyDkim>[1]): Promise<DkimOutcome | null> => {
  try {
    return await verifyDkim(bytes, options);
  } catch {
    return null;
  }
};

const judge = async (gated: GatedLetter, settings: AuthenticationSettings, asked: LetterResolver, asOriginal: boolean): Promise<AuthenticationResult> => {
  const resolver = noticing(asked, settings.trustedSealers);
  const address = singleFrom(gated.fields);
  const root = gated.parts[0];
  if (address === null || root === undefined) return { kind: 'verdict', verdict: unlookedVerdict(gated.fields, 'from-unreadable', 'From is not one plain address') };
  const { domain } = splitAddress(address);
  const bytes = Buffer.from(gated.bytes.buffer, gated.bytes.byteOffset, gated.bytes.byteLength);
  const date = readDate(valueOf(gated.fields, 'date'));
  // An original may be as old as its order lives: x= is then measured where it was written.
  const receivedAt = asOriginal ? Math.min(date ?? gated.receivedAt, gated.receivedAt) : gated.receivedAt;
  const letter: SignedLetter = { fields: gated.fields, root, body: bytes.subarray(root.bodyStart, root.end), date, receivedAt, freshness: asOriginal ? null : FRESHNESS };
  const aligns = makeAlignment(domain, (name, type) => resolver.resolve(name, type));
  const dns = alignedKeysOnly(resolver, aligns, settings.trustedSealers.includes(lastSealer(gated.fields) ?? ''));
  const dkim = await verified(bytes, { ...STRICT, resolver: dns, curTime: new Date(receivedAt) });
  if (dkim === null) return { kind: 'verdict', verdict: unlookedVerdict(gated.fields, 'dkim-unverifiable', 'a signature is written in a way that can not be verified') };
  const one: Case = { letter, address, domain, envelope: gated.envelope, settings, resolver, dns, aligns, findings: [], policy: null };
  const same = dkim.fromFields === 1 && dkim.headerFrom.length === 1 && canonicalAddress(dkim.headerFrom[0] ?? '') === address;
  note(one, 'from-unreadable', !same, same ? domain : 'two readings of From');
  return same ? decide(one, dkim) : { kind: 'verdict', verdict: { strength: 'none', address: null, signature: null, findings: one.findings } };
};

/** Authenticates a letter (5 §3.2). Depends on the letter, the settings and DNS alone; the clock is the letter's own `receivedAt`. */
export const authenticate = (letter: GatedLetter, settings: AuthenticationSettings, resolver: LetterResolver): Promise<AuthenticationResult> => judge(letter, settings, resolver, false);

/**
 * The same for an original that came attached: its age does not matter, neither its envelope nor a server's word counts, and DNS trouble is a
 * finding, since the core then compares texts instead (5 §3.4 F5).
 */
export const authenticateOriginal = async (original: Omit<GatedLetter, 'envelope'>, settings: AuthenticationSettings, resolver: LetterResolver): Promise<Verdict> => {
  const nobody: Envelope = { from: null, to: [], clientAddress: null, helo: null };
  const result = await judge({ ...original, envelope: nobody }, { ...settings, authservId: null, trustedSealers: [] }, resolver, true);
  return result.kind === 'verdict' ? result.verdict : unlookedVerdict(original.fields, 'dns-unanswered', result.reason);
};
