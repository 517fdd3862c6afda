import type { DNSResolver } from 'mailauth';
import { createRecordLookup, getOrgDomain, toALabel } from './mailauth-parts.ts';

/** Which domains can be aligned with From (RFC 9989 §4.10.2), before anything of theirs is asked for: a stranger's name server may answer as it likes, and would hold the letter up. */

/** Rejects where DNS does not tell it of From's own domain. */
export type Alignment = (domain: string) => Promise<boolean>;

const written = (domain: string): string => toALabel(domain.trim().toLowerCase()).replace(/\.+$/, '');

/** Cheap and generous: names with less than two labels in common can't have the same organizational domain. */
export const mayAlign = (one: string, other: string): boolean => {
  const lastTwo = (domain: string): string => written(domain).split('.').slice(-2).join('.');
  return lastTwo(one) === lastTwo(other);
};

const isWithin = (domain: string, top: string): boolean => domain === top || domain.endsWith(`.${top}`);

/**
 * What is aligned stands at or below From's organizational domain, which is From's own or one above it. That is asked for once, of From's own names alone,
 * and only for a domain of which From's name does not say it already.
 */
export const makeAlignment = (fromDomain: string, resolver: DNSResolver): Alignment => {
  const from = written(fromDomain);
  let top: Promise<string> | null = null;
  return async (domain) => {
    const other = written(domain);
    if (isWithin(other, from)) return true;
    if (!mayAlign(other, from)) return false;
    top ??= getOrgDomain(from, createRecordLookup(resolver, { strict: true }));
    return isWithin(other, await top);
  };
};
