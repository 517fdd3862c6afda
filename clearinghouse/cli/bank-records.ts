/** The DNS records that a bank's domain must publish, so that its mails are believed: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489). */
import type { KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { domainOf, type Config } from '../config.ts';
import { dkimRecord } from '../mail/dkim.ts';

export type TextRecord = { readonly name: string; readonly type: 'TXT'; readonly value: string };
export type BankRecords = { readonly spf: TextRecord; readonly dkim: TextRecord; readonly dmarc: TextRecord };

const text = (name: string, value: string): TextRecord => ({ name, type: 'TXT', value });

/** All three, in the order in which they are told. */
export const bankRecords = (config: Config, dkim: KeyObject): BankRecords => ({ spf: spfRecord(config), dkim: signingRecord(config, dkim), dmarc: dmarcRecord(config) });

/** Of the return path's domain, which is the From's own, so that both are aligned. */
export const spfRecord = ({ bank, outgoing }: Config): TextRecord => text(domainOf(bank.bounce_address), `v=spf1 ${senders(outgoing.host)} -all`);

export const signingRecord = ({ bank, dkim }: Config, key: KeyObject): TextRecord => text(`${dkim.selector}._domainkey.${domainOf(bank.payment_address)}`, dkimRecord(key));

export const dmarcRecord = ({ bank }: Config): TextRecord => text(`_dmarc.${domainOf(bank.payment_address)}`, 'v=DMARC1; p=reject; adkim=s; aspf=s');

/** A relay on this machine sends from an address that only the operator knows; the domain's own mail servers are the best guess. */
function senders(host: string): string {
  if (host === 'localhost' || host === '::1' || host.startsWith('127.')) return 'mx';
  switch (isIP(host)) {
    case 4:
      return `ip4:${host}`;
    case 6:
      return `ip6:${host}`;
    default:
      return `a:${host}`;
  }
}

/** RFC 1035 §3.3: a character-string holds at most 255 bytes; longer values are cut into several. */
const MOST = 250;

/** One line of a zone file. */
export function zoneLine({ name, type, value }: TextRecord): string {
  const strings = value.match(new RegExp(`.{1,${MOST}}`, 'gs')) ?? [''];
  return `${name}. IN ${type} ${strings.map((part) => `"${part}"`).join(' ')}`;
}
