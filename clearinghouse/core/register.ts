/** How a letter that asks for an account is recognised, and under which names its answers are counted. */
import { splitAddress, tagOf } from '../protocol/address.ts';
import type { Reading } from '../protocol/reading.ts';
import type { Bank } from './context.ts';

/** A reply address `pay+r.<hour until which it holds>.<token>@…`. */
const TAG = /^r\.([0-9a-z]{1,9})\.([0-9a-z]{16})$/;

export type Ticket = { readonly untilHour: number; readonly token: string };

export function registerTicket(reading: Reading, bank: Bank): Ticket | null {
  for (const recipient of reading.headers.recipients) {
    const [, hour, token] = TAG.exec(tagOf(recipient, bank.paymentAddress)?.toLowerCase() ?? '') ?? [];
    if (hour !== undefined && token !== undefined) return { untilHour: Number.parseInt(hour, 36), token };
  }
  return null;
}

/** Whether a letter of an unknown sender asks for an account, or answers our answer to that. */
export const isRegistering = (reading: Reading, bank: Bank): boolean => reading.command?.name === 'REGISTER' || registerTicket(reading, bank) !== null;

/** The bank's own addresses, in any case and with any tag. */
export const isBankAddress = (address: string, { paymentAddress, bounceAddress }: Bank): boolean => [paymentAddress, bounceAddress].some((own) => mailboxName(own) === mailboxName(address));

/** Scopes of the tallies that cap the answers: however somebody writes the name of one mailbox, it is one. */
export function registerScopes(address: string): readonly [ofAddress: string, ofDomain: string] {
  return [`register:${mailboxName(address)}`, `register:@${domainGroup(splitAddress(address).domain)}`];
}

/**
 * The domain that somebody has bought, by its form alone: its last two labels, three under a short second level of a country (`co.jp`). Whoever owns
 * one has as many subdomains as they like, and signs for all of them. Only to count by.
 */
export function domainGroup(domain: string): string {
  const labels = domain.split('.');
  const [second = '', top = ''] = labels.slice(-2);
  return labels.slice(top.length === 2 && second.length <= 3 ? -3 : -2).join('.');
}

/** In lower case, without a tag: most servers deliver both to the same mailbox. Only to count and to refuse by. */
function mailboxName(address: string): string {
  const { local, domain } = splitAddress(address);
  return `${local.split('+')[0] ?? ''}@${domain}`.toLowerCase();
}
