/**
 * Mail addresses in one canonical form, so that two writings of one mailbox are the same text. Accepts what people really have
 * (`taro..y@docomo.ne.jp`, `佐藤@例え.jp`) rather than what RFC 5321 §4.1.2 allows, and nothing that could mean two mailboxes.
 */
import { canonicalDomain, domainRule, inULabels, shownDomain, type DomainRule } from './domain.ts';
import { canonicalLocal, localRule, type LocalRule } from './local-part.ts';
import { normaliseLine } from './normalise.ts';

export { canonicalDomain } from './domain.ts';

/** RFC 5321 §4.5.3.1.3, in octets, without the angle brackets. */
const MAX_OCTETS = 254;

/** The two sides of one mailbox as written, with or without angle brackets, the local part without its quotes; null where there are none. */
function sidesOf(text: string): { readonly local: string; readonly domain: string } | null {
  if (text.length > 4 * MAX_OCTETS) return null;
  const trimmed = text.trim();
  const bare = trimmed.startsWith('<') && trimmed.endsWith('>') ? trimmed.slice(1, -1) : trimmed;
  const at = bare.lastIndexOf('@');
  if (at < 1) return null;
  const quoted = bare.slice(0, at);
  return { local: quoted.length > 2 && quoted.startsWith('"') && quoted.endsWith('"') ? quoted.slice(1, -1) : quoted, domain: bare.slice(at + 1) };
}

/**
 * One mailbox, with or without angle brackets, no display name: the domain in lower-case A-labels (RFC 5890) without a trailing dot, the local
 * part exactly as written (`"taro..y"` without its quotes), in NFC where it is beyond ASCII (`canonicalLocal`). Null for everything else: control
 * characters, several addresses, address literals, host names without a dot, encoded words, look-alikes, more than 254 octets.
 */
export function canonicalAddress(text: string): string | null {
  const sides = sidesOf(text);
  const domain = sides === null ? null : canonicalDomain(sides.domain);
  const local = sides === null || domain === null ? null : canonicalLocal(sides.local, domain);
  if (local === null) return null;
  const address = `${local}@${domain}`;
  return Buffer.byteLength(address) > MAX_OCTETS ? null : address;
}

/** Why a text is no address, on which side of the @; `form`: it has not the two sides, or more than 254 octets. */
export type AddressTrouble = { readonly side: 'local'; readonly rule: LocalRule } | { readonly side: 'domain'; readonly rule: DomainRule } | { readonly side: 'form' };

/** What keeps a text from being one mailbox; null where `canonicalAddress` takes it. */
export function addressTrouble(text: string): AddressTrouble | null {
  const sides = sidesOf(text);
  if (sides === null) return { side: 'form' };
  const ofDomain = domainRule(sides.domain);
  if (ofDomain !== null) return { side: 'domain', rule: ofDomain };
  const ofLocal = localRule(sides.local, canonicalDomain(sides.domain) ?? '');
  if (ofLocal !== null) return { side: 'local', rule: ofLocal };
  return canonicalAddress(text) === null ? { side: 'form' } : null;
}

/** Whether a mail server must offer SMTPUTF8 (RFC 6531) to take mail for a canonical address: its local part is beyond ASCII. */
export const needsUtf8 = (address: string): boolean => /[^\x00-\x7f]/.test(address);

/**
 * A canonical address as people read it: `hana@例え.jp [xn--r8jz45g.jp]`, with the A-labels behind it wherever a U-label is shown, since eyes can't
 * tell every pair of letters apart. An address that has none, and text that is no address, come back as they are.
 */
export function shownAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  const shown = shownDomain(domain);
  return at < 1 || shown === domain ? address : `${address.slice(0, at)}@${shown} [${domain}]`;
}

/** How a canonical address may stand in a normalised line that somebody's mail program wrote, in lower case: with A-labels, or with U-labels. */
export function writtenForms(address: string): readonly string[] {
  const { local, domain } = splitAddress(address);
  const forms = [address, normaliseLine(address), normaliseLine(`${local}@${inULabels(domain)}`)];
  return [...new Set(forms.map((form) => form.toLowerCase()))];
}

/** Whether a normalised line in lower case names this very address: `ann@shop.example` stands neither in `joann@shop.example` nor in `ann@shop.example.net`. */
export const namesAddress = (line: string, address: string): boolean => writtenForms(address).some((form) => standsIn(line, form));

/** What a mailbox's local part may hold, so that the address begins further ahead; marks of quotation, of bold text and code, and borders of a table are none of it where no letter stands before them. */
const GOES_ON_BEFORE = /[\p{L}\p{M}\p{N}.!#$%&+/=?^_{}~-]$|[\p{L}\p{M}\p{N}.]['"*|`]+$/u;
const GOES_ON_BEHIND = /^(?:[\p{L}\p{M}\p{N}_-]|\.[\p{L}\p{N}])/u;

function standsIn(line: string, form: string): boolean {
  for (let at = line.indexOf(form); at !== -1; at = line.indexOf(form, at + 1)) {
    if (!GOES_ON_BEFORE.test(line.slice(Math.max(0, at - 4), at)) && !GOES_ON_BEHIND.test(line.slice(at + form.length, at + form.length + 4))) return true;
  }
  return false;
}

/** The mailbox of `Green Tea House <shop@tea.example>` or of a bare address, canonical; null where there is none or more than one. */
export function mailboxOf(text: string): string | null {
  const open = text.lastIndexOf('<');
  const trimmed = text.trim();
  if (open === -1 || !trimmed.endsWith('>')) return canonicalAddress(trimmed);
  return text.slice(0, open).includes('@') ? null : canonicalAddress(text.slice(open));
}

/** The two parts of a canonical address. Throws RangeError where there is no @. */
export function splitAddress(address: string): { readonly local: string; readonly domain: string } {
  const at = address.lastIndexOf('@');
  if (at < 1) throw new RangeError(`no address: ${JSON.stringify(address.slice(0, 80))}`);
  return { local: address.slice(0, at), domain: address.slice(at + 1) };
}

/**
 * Of the bank's own addresses the one that this is in other capitals, else the address itself: people's clients and servers on the way write `Pay@`. What belongs to others
 * stays as written, since two mailboxes of somebody else's server may differ in that alone.
 */
export const asOwn = (address: string, own: readonly string[]): string => own.find((one) => one.toLowerCase() === address.toLowerCase()) ?? address;

/** `pay@bank.example` with `q.x`: `pay+q.x@bank.example` (sub-addressing, RFC 5233). */
export function withTag(address: string, tag: string): string {
  const { local, domain } = splitAddress(address);
  return `${local}+${tag}@${domain}`;
}

/** The tag that an address bears over `base`, lower-cased as servers on the way may change its case; null where it bears none or is another mailbox. */
export function tagOf(address: string, base: string): string | null {
  // Nearly none has one, and no form of an address has a plus sign that it was not written with.
  if (!address.includes('+')) return null;
  const written = canonicalAddress(address);
  const own = canonicalAddress(base);
  if (written === null || own === null) return null;
  const [tagged, plain] = [splitAddress(written), splitAddress(own)];
  const prefix = `${plain.local}+`.toLowerCase();
  const local = tagged.local.toLowerCase();
  if (tagged.domain !== plain.domain || !local.startsWith(prefix) || local.length === prefix.length) return null;
  return local.slice(prefix.length);
}
