/**
 * Mail addresses in one canonical form, so that two writings of one mailbox are the same text. Accepts what people really have
 * (`taro..y@docomo.ne.jp`) rather than what RFC 5321 §4.1.2 allows, and nothing that could mean two mailboxes.
 */

const MAX_LENGTH = 254;
const MAX_LOCAL = 64;
/** Printable ASCII without what separates or quotes addresses. A local part beyond ASCII (RFC 6531) is not taken. */
const LOCAL = /^[!#-'*+\-./0-9=?A-Z^-~]+$/;
const DOMAIN_WRITTEN = /^[\p{L}\p{M}\p{N}.-]+$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * One mailbox, with or without angle brackets, no display name: the domain in lower-case A-labels (RFC 5890) without a trailing dot, the local
 * part exactly as written (`"taro..y"` without its quotes). Null for everything else: control characters, several addresses, address
 * literals, host names without a dot, more than 254 characters.
 */
export function canonicalAddress(text: string): string | null {
  if (text.length > 4 * MAX_LENGTH) return null;
  const trimmed = text.trim();
  const bare = trimmed.startsWith('<') && trimmed.endsWith('>') ? trimmed.slice(1, -1) : trimmed;
  const at = bare.lastIndexOf('@');
  if (at < 1) return null;
  const quoted = bare.slice(0, at);
  const local = quoted.length > 2 && quoted.startsWith('"') && quoted.endsWith('"') ? quoted.slice(1, -1) : quoted;
  const domain = canonicalDomain(bare.slice(at + 1));
  if (domain === null || local.length > MAX_LOCAL || !LOCAL.test(local)) return null;
  const address = `${local}@${domain}`;
  return address.length > MAX_LENGTH ? null : address;
}

/** The mailbox of `Green Tea House <shop@tea.example>` or of a bare address, canonical; null where there is none or more than one. */
export function mailboxOf(text: string): string | null {
  const open = text.lastIndexOf('<');
  const trimmed = text.trim();
  if (open === -1 || !trimmed.endsWith('>')) return canonicalAddress(trimmed);
  return text.slice(0, open).includes('@') ? null : canonicalAddress(text.slice(open));
}

/** A domain in lower-case A-labels, null where it is no host name of at least two labels. */
export function canonicalDomain(text: string): string | null {
  const written = text.endsWith('.') ? text.slice(0, -1) : text;
  if (!DOMAIN_WRITTEN.test(written)) return null;
  const ascii = /^[\x00-\x7F]*$/.test(written) ? written.toLowerCase() : aLabels(written);
  const labels = ascii?.split('.') ?? [];
  if (ascii === null || ascii.length > 253 || labels.length < 2 || /^[0-9]+$/.test(labels.at(-1) ?? '')) return null;
  return labels.every((label) => LABEL.test(label)) ? ascii : null;
}

/** UTS #46 by way of the host parser that every URL has. */
const aLabels = (domain: string): string | null => URL.parse(`http://${domain}/`)?.hostname ?? null;

/** The two parts of a canonical address. Throws RangeError where there is no @. */
export function splitAddress(address: string): { readonly local: string; readonly domain: string } {
  const at = address.lastIndexOf('@');
  if (at < 1) throw new RangeError(`no address: ${JSON.stringify(address.slice(0, 80))}`);
  return { local: address.slice(0, at), domain: address.slice(at + 1) };
}

/** `pay@bank.example` with `q.x`: `pay+q.x@bank.example` (sub-addressing, RFC 5233). */
export function withTag(address: string, tag: string): string {
  const { local, domain } = splitAddress(address);
  return `${local}+${tag}@${domain}`;
}

/** The tag that an address bears over `base`, lower-cased as servers on the way may change its case; null where it bears none or is another mailbox. */
export function tagOf(address: string, base: string): string | null {
  const written = canonicalAddress(address);
  const own = canonicalAddress(base);
  if (written === null || own === null) return null;
  const [tagged, plain] = [splitAddress(written), splitAddress(own)];
  const prefix = `${plain.local}+`.toLowerCase();
  const local = tagged.local.toLowerCase();
  if (tagged.domain !== plain.domain || !local.startsWith(prefix) || local.length === prefix.length) return null;
  return local.slice(prefix.length);
}
