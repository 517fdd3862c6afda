/** Domains of mail: A-labels (RFC 5890) where the bank compares, stores and sends, U-labels where people read. */
import { fromPunycode } from './punycode.ts';
import { oneScript, passesForAscii, plainCharacters, RIGHT_TO_LEFT } from './scripts.ts';

const WRITTEN = /^[\p{L}\p{M}\p{N}.-]+$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const ASCII = /^[\x00-\x7f]*$/;
/** What nearly all are, and what is canonical already: labels of lower-case ASCII that say what is written, the last one no number. */
const PLAIN = /^(?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!xn--|[0-9]+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const MAX_LETTERS = 253;
/** Letters and digits of RFC 5892 §2.1; of the letter numbers 〇 alone. */
const SHOWN = /^[-a-z0-9\p{Ll}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}\u3007]+$/u;

/** Why a text is no domain of mail: no host name of at least two labels; in a form that only a mapping makes one; an A-label that no U-label has. */
export type DomainRule = 'no-host-name' | 'half-composed' | 'mapped-form';

function readDomain(text: string): string | { readonly rule: DomainRule } {
  if (text.length <= MAX_LETTERS && PLAIN.test(text)) return text;
  const written = text.endsWith('.') ? text.slice(0, -1) : text;
  if (!WRITTEN.test(written)) return { rule: 'no-host-name' };
  const composed = written.normalize('NFC');
  if (written !== composed && written !== composed.normalize('NFD')) return { rule: 'half-composed' };
  const lower = composed.toLowerCase();
  const ascii = ASCII.test(lower) ? lower : aLabels(lower);
  const labels = ascii?.split('.') ?? [];
  if (ascii === null || ascii.length > MAX_LETTERS || labels.length < 2 || /^[0-9]+$/.test(labels.at(-1) ?? '')) return { rule: 'no-host-name' };
  if (!labels.every((label) => LABEL.test(label))) return { rule: 'no-host-name' };
  return sameLabels(lower.split('.'), labels) ? ascii : { rule: 'mapped-form' };
}

/**
 * A domain in lower-case A-labels; null where it is no host name of at least two labels. U-labels are taken in any case and with decomposed
 * letters, but not in a form that only a mapping makes a domain (`ｂａｎｋ.example`): one reader maps it, another does not. An A-label that no U-label has
 * is refused likewise.
 */
export function canonicalDomain(text: string): string | null {
  const domain = readDomain(text);
  return typeof domain === 'string' ? domain : null;
}

/** The rule by which a text is no domain; null where it is one. */
export function domainRule(text: string): DomainRule | null {
  const domain = readDomain(text);
  return typeof domain === 'string' ? null : domain.rule;
}

/** UTS #46 by way of the host parser that every URL has. */
const aLabels = (domain: string): string | null => URL.parse(`http://${domain}/`)?.hostname ?? null;

/** Each label is its A-label, or what its A-label says. */
function sameLabels(written: readonly string[], labels: readonly string[]): boolean {
  if (written.length !== labels.length) return false;
  const decoded = labels.map(uLabel);
  if (decoded.every((label, at) => label === labels[at])) return labels.every((label, at) => label === written[at]);
  if (decoded.includes(null) || aLabels(decoded.join('.')) !== labels.join('.')) return false;
  return written.every((label, at) => label === labels[at] || label === decoded[at]);
}

/** What a label says: itself where it is no A-label, null where it is a broken one. */
const uLabel = (label: string): string | null => (label.startsWith('xn--') ? fromPunycode(label.slice('xn--'.length)) : label);

/** All U-labels of a canonical domain, fit to be shown or not: as others may write it. */
export const inULabels = (domain: string): string => domain.split('.').map((label) => uLabel(label) ?? label).join('.');

/**
 * A canonical domain as people may read it: each label as U-label where it is of one script, holds nothing that looks like something else and can't be
 * taken for an ASCII name, else as A-label. From right to left always as A-label: its neighbours would change their order.
 */
export function shownDomain(domain: string): string {
  const labels = domain.split('.');
  const top = uLabel(labels.at(-1) ?? '') ?? '';
  return labels.map((label) => safeLabel(label, top) ?? label).join('.');
}

function safeLabel(label: string, top: string): string | null {
  const shown = uLabel(label);
  if (shown === null || shown === label) return null;
  const fit = SHOWN.test(shown) && plainCharacters(shown) && oneScript(shown) && !RIGHT_TO_LEFT.test(shown) && !passesForAscii(shown, top);
  return fit && aLabels(`${shown}.example`) === `${label}.example` ? shown : null;
}
