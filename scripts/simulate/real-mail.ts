/**
 * Of one deal in a hundred all mails are real ones: written as MIME, signed with RSA, and read by the whole reader with the answers of a name server on loopback. What
 * they come to must be what the port says of all others.
 */
import { GATE_LIMITS } from '../../clearinghouse/mail/gate.ts';
import { makeLetterReader, type LetterReader } from '../../clearinghouse/mail/read-letter.ts';
import { DNS_SETTINGS } from '../../clearinghouse/mail/resolver.ts';
import { toJson } from '../../clearinghouse/protocol/json.ts';
import type { Reading } from '../../clearinghouse/protocol/reading.ts';
import { startDns } from '../dns.ts';
import { makeDomain, signMail, writeMail, type MailDomain } from '../test-mail.ts';
import { domainOf, messageIdOf, type Mail } from './mail.ts';
import { BOARD, BOUNCE, PAY } from './people.ts';

const ONE_IN = 100;
/** The first deal of which they are: short runs have one, too. */
const FIRST = 7;

/** Reports, cheque files, programs' mails and those that only SPF vouches for have tests of their own. */
export const isReal = (mail: Mail): boolean => (mail.deal ?? 0) % ONE_IN === FIRST && mail.strength !== 'weak' && mail.bounce === null && mail.cheque === null && !mail.automatic && isPlain(mail.original);

const isPlain = (original: Mail | null): boolean => original === null || (original.original === null && original.bounce === null && original.cheque === null);

export type RealMail = {
  readonly bytesOf: (mail: Mail, way: number) => Uint8Array;
  readonly read: LetterReader;
  readonly stop: () => Promise<void>;
};

/** `pepper` is the bank's; `domains`: all from which anybody writes. */
export async function openRealMail(pepper: Uint8Array, domains: readonly string[]): Promise<RealMail> {
  // To make a key for each would take longer than to sign with it.
  const [first, ...others] = domains;
  const one = makeDomain(first ?? 'example.com');
  const all = new Map<string, MailDomain>([one.name, ...others].map((name) => [name, { ...one, name, records: one.records.map((record) => ({ ...record, name: record.name.replace(one.name, name), value: record.value.replace(one.name, name) })) }]));
  const dns = await startDns({ records: [...all.values()].flatMap(({ records }) => records) });
  const written = new Map<number, Buffer>();
  const textOf = (mail: Mail): Buffer => {
    const known = written.get(mail.number);
    if (known !== undefined) return known;
    const made = makeMail(mail, all);
    written.set(mail.number, made);
    return made;
  };
  const read = makeLetterReader(
    { peppers: [{ version: 1, key: pepper }], dns: { ...DNS_SETTINGS, servers: [{ address: '127.0.0.1', port: dns.port }] }, limits: GATE_LIMITS, authentication: { authservId: null, trustedSealers: [], acceptExactDkimWithoutDmarc: [] }, ownAddresses: [PAY, BOUNCE, BOARD], boardAddress: BOARD },
    () => performance.now(),
  );
  return { bytesOf: (mail, way) => Buffer.concat([Buffer.from(`Received: by way ${way}\r\nX-Number: ${mail.number}\r\n`), textOf(mail)]), read, stop: dns.stop };
}

function makeMail(mail: Mail, domains: ReadonlyMap<string, MailDomain>): Buffer {
  const [to = '', ...cc] = mail.to;
  const { original } = mail;
  const attachments = original === null ? [] : [{ filename: 'order.eml', type: 'message/rfc822', content: makeMail(original, domains) }];
  const [inReplyTo] = mail.thread;
  const raw = writeMail({
    from: mail.from, to, ...(cc.length === 0 ? {} : { cc: cc.join(', ') }), subject: mail.subject, text: mail.text, date: mail.date, messageId: messageIdOf(mail),
    ...(inReplyTo === undefined ? {} : { inReplyTo, references: mail.thread }), attachments,
  });
  const domain = domains.get(domainOf(mail.from));
  return mail.strength === 'signed' && domain !== undefined ? signMail(raw, domain, { time: mail.date }) : raw;
}

/** What the whole reader makes of the mail, against what the port would have said; null: the same. */
export function differsFrom(real: Reading, given: Reading): string | null {
  const seen = (reading: Reading): string => toJson({ strength: reading.verdict.strength, address: reading.verdict.address, refusal: reading.refusal, automatic: reading.automatic, text: reading.text, answer: reading.answer, command: reading.command, originals: reading.originals.map(({ text, verdict }) => ({ lines: text?.lines ?? null, strength: verdict.strength })), recipients: reading.headers.recipients.toSorted(), thread: reading.headers.references, numbers: reading.numbers ?? null, commitment: reading.orderCommitment ?? null });
  const [one, other] = [seen(real), seen(given)];
  return one === other ? null : `the reader found ${one}, expected ${other}`;
}
