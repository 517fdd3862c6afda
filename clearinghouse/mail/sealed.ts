import type { ARCResult } from 'mailauth';
import type { Finding, Signature } from '../protocol/reading.ts';
import { dmarcClaim } from './authentication-results.ts';
import type { CoveredFields } from './dkim-verify.ts';
import { valuesOf } from './header-fields.ts';
import type { HeaderField } from './header-fields.ts';
import { judgeSignature } from './signature-rules.ts';
import type { SignedLetter } from './signature-rules.ts';

/**
 * ARC (RFC 8617): a forwarder that the operator trusts says that the letter passed DMARC when it came in, and seals that word over the letter.
 * Used only when the chain passes in strict mode and the last sealer is on the operator's list, which is empty unless somebody wrote it.
 */
export type SealOutcome = { readonly signature: Signature | null; readonly findings: readonly Finding[] };

/** The value of the ARC-Authentication-Results of instance `i`, without the instance. */
const resultsOfInstance = (letter: SignedLetter, i: number): string | null => {
  for (const value of valuesOf(letter.fields, 'arc-authentication-results')) {
    const match = /^\s*i\s*=\s*(\d{1,2})\s*;(.*)$/s.exec(value);
    if (match !== null && Number.parseInt(match[1] ?? '', 10) === i) return match[2] ?? null;
  }
  return null;
};

const tagsOf = (value: string): ReadonlyMap<string, string> =>
  new Map(value.split(';').map((tag) => [tag.slice(0, tag.indexOf('=')).trim(), tag.slice(tag.indexOf('=') + 1).trim()] as const));

/** The domain (d=, lower case) of the ARC-Seal with the highest instance, null without any. */
export const lastSealer = (fields: readonly HeaderField[]): string | null => {
  const seals = valuesOf(fields, 'arc-seal').map(tagsOf);
  const instance = (seal: ReadonlyMap<string, string>): number => Number.parseInt(seal.get('i') ?? '0', 10) || 0;
  const last = seals.reduce<ReadonlyMap<string, string> | null>((best, seal) => (best === null || instance(seal) > instance(best) ? seal : best), null);
  return last?.get('d')?.toLowerCase() ?? null;
};

/** Whether a trusted seal vouches for `domain`; the signature is then the sealer's own over the letter (ARC-Message-Signature), under the same rules as DKIM. */
export const sealVouches = (result: ARCResult, letter: SignedLetter, domain: string, trustedSealers: readonly string[], covered: CoveredFields): SealOutcome => {
  const finding = (code: string, hit: boolean, detail: string): Finding => ({ code, hit, detail: detail.slice(0, 200) });
  const passed = result.status.result === 'pass' && typeof result.i === 'number' && result.i > 0;
  const chain = finding('arc-not-pass', !passed, `${result.status.result}`);
  if (!passed || typeof result.i !== 'number' || result.signature === undefined || result.signature === false) return { signature: null, findings: [chain] };
  const sealer = lastSealer(letter.fields);
  const trusted = sealer !== null && trustedSealers.includes(sealer);
  const claim = dmarcClaim(resultsOfInstance(letter, result.i) ?? '');
  const vouched = claim?.result === 'pass' && claim.from === domain;
  const outcome = judgeSignature(result.signature, letter, covered);
  const findings = [chain, finding('arc-sealer-unknown', !trusted, sealer ?? ''), finding('arc-dmarc-not-pass', !vouched, domain), ...outcome.findings];
  const same = outcome.signature.domain === sealer;
  return { signature: trusted && vouched && same && outcome.kind === 'pass' ? outcome.signature : null, findings };
};
