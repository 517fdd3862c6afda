/** What may be kept and told of a mail server's reply where it may quote the mail: content filters do, and a mail may hold a password that is still good. */
import type { ReportEvent } from './letter.ts';

/** Our own words, where there was no reply: they quote nothing. */
export const OWN_WORDS = {
  noAddress: 'not a mail address',
  closed: 'the outgoing mail is being closed',
  noUtf8: 'the outgoing server does not offer SMTPUTF8 (RFC 6531), without which this address can’t be written to',
} as const;
const OWN: ReadonlySet<string> = new Set(Object.values(OWN_WORDS));

/** The three digits at the beginning with the enhanced status code behind them (RFC 3463), or the system's name of what happened to the connection. */
const TELLING = /^[2-5]\d\d(?:[ -][245]\.\d{1,3}\.\d{1,3})?(?=[ -]|$)|^E(?:CONN(?:REFUSED|RESET|ECTION|ABORTED)|TIMEDOUT|SOCKET|NOTFOUND|HOSTUNREACH|NETUNREACH|AI_AGAIN|DNS|TLS|AUTH|PIPE|STREAM|ABORT|MESSAGE|ENVELOPE|PROTOCOL)\b/;

/** Its codes alone; empty where it has none. Our own words stay. */
export const replyCodes = (reply: string): string => (OWN.has(reply) ? reply : (TELLING.exec(reply)?.[0] ?? ''));

/** Reports of the outgoing mail with the codes of each reply alone. */
export function withoutReply(report: ReportEvent): ReportEvent {
  return (level, event, fields) => report(level, event, typeof fields['reply'] === 'string' ? { ...fields, reply: replyCodes(fields['reply']) } : fields);
}
