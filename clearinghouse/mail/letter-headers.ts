import { decodeWords } from 'postal-mime';
import type { Envelope } from '../protocol/letter.ts';
import type { LetterHeaders } from '../protocol/reading.ts';
import { canonicalAddress } from '../protocol/address.ts';
import { addressesIn } from './addresses.ts';
import { valueOf } from './header-fields.ts';
import type { HeaderField } from './header-fields.ts';

/** Header values that the core routes by. None of it is identity. */

const LONGEST_SUBJECT = 998;
const MOST_REFERENCES = 100;

/** Message identifiers in a field value, without angle brackets (RFC 5322 §3.6.4). */
export const messageIds = (value: string | null): string[] => allIds(value).slice(0, MOST_REFERENCES);

const allIds = (value: string | null): string[] => [...(value ?? '').matchAll(/<([^<>\s]{1,998})>/g)].map((match) => match[1] ?? '');

/** A Date field (RFC 5322 §3.3) in ms since 1970; null where it is unreadable or names no zone by number, GMT, UT or UTC. */
export const readDate = (value: string | null): number | null => {
  const text = (value ?? '').slice(0, 200).replace(/\([^()]*\)/g, ' ').trim();
  // Without a zone Date.parse would take this machine's.
  if (!/^(?:[A-Za-z]{3,9}\s*,)?\s*\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}\s+\d{1,2}:\d{2}(?::\d{2})?\s*(?:[+-]\d{4}|GMT|UTC?|Z)$/.test(text)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
};

/** Encoded words (RFC 2047) decoded, line breaks and controls as one space each. */
export const readSubject = (value: string | null): string => {
  const written = (value ?? '').slice(0, LONGEST_SUBJECT * 4);
  return decodeWords(written).replace(/\p{Cc}+/gu, ' ').trim().slice(0, LONGEST_SUBJECT);
};

/** The headers of a letter. `recipients` takes the envelope and the fields that a mailbox adds, so that a sub-address is found whoever rewrote To. */
export const letterHeaders = (fields: readonly HeaderField[], envelope: Envelope): LetterHeaders => {
  const to = addressesIn(fields, ['to']);
  const cc = addressesIn(fields, ['cc']);
  const brought = envelope.to.map((address) => canonicalAddress(address)).filter((address) => address !== null);
  return {
    messageId: messageIds(valueOf(fields, 'message-id'))[0] ?? null,
    inReplyTo: messageIds(valueOf(fields, 'in-reply-to')),
    // The newest stand last.
    references: allIds(valueOf(fields, 'references')).slice(-MOST_REFERENCES),
    subject: readSubject(valueOf(fields, 'subject')),
    date: readDate(valueOf(fields, 'date')),
    to,
    cc,
    recipients: [...new Set([...brought, ...addressesIn(fields, ['delivered-to', 'x-original-to']), ...to, ...cc])],
  };
};
