/** Reports of the outgoing mail without what the mail server said: it may quote the mail, and an order's mail holds a number that is still good. */
import type { ReportEvent } from '../protocol/letter.ts';

/** Of a reply stay its three digits at the beginning, or the system's name of what happened to the connection. */
const TELLING = /^[2-5]\d\d(?=[ -]|$)|^(?:ECONNREFUSED|ECONNRESET|ECONNECTION|ETIMEDOUT|ESOCKET|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|EDNS|ETLS|EAUTH)\b/;

export function withoutReply(report: ReportEvent): ReportEvent {
  return (level, event, fields) => report(level, event, typeof fields['reply'] === 'string' ? { ...fields, reply: TELLING.exec(fields['reply'])?.[0] ?? '' } : fields);
}
