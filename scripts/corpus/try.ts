/**
 * What the bank does with one foreign mail: read in a reader thread as it came, then decided on as if its sender were a registered buyer with an
 * open question, the mail signed and brought to the question's own address. Whatever is then answered, taken as an order or paid is what no other
 * gate stops.
 */
import { rehearseReading } from '../../clearinghouse/cases/testing/rehearse.ts';
import type { CaseBank } from '../../clearinghouse/cases/testing/bank.ts';
import type { Asked } from '../../clearinghouse/cases/testing/trade.ts';
import type { ReaderPool } from '../../clearinghouse/mail/reader-pool.ts';
import type { Reading } from '../../clearinghouse/protocol/reading.ts';
import type { FoundMail } from './mails.ts';

export type Trial = {
  readonly name: string;
  /** Why the reader gave nothing; null for every mail that is only refused. */
  readonly crashed: string | null;
  readonly milliseconds: number;
  /** The code by which the mail was refused as a whole, with its detail. */
  readonly refused: string | null;
  readonly detail: string;
  readonly automatic: string | null;
  readonly report: boolean;
  readonly hasText: boolean;
  /** What the sender's own first line says, and the command that stands there. */
  readonly word: string | null;
  readonly command: string | null;
  readonly trouble: string | null;
  /** The authentication of the mail as it came; `none` where no DNS knows its keys. */
  readonly strength: string | null;
  /** What the bank would do for a registered buyer, and whether it would write to anybody, take an order, or move money. */
  readonly disposition: string | null;
  readonly answered: boolean;
  readonly ordered: boolean;
  readonly paid: boolean;
};

const SIGNATURE = { domain: 'buyer.example', selector: 'post', b: 'trial', signedFields: ['from', 'subject', 'date'], signedAt: null, expiresAt: null };

/** As the registered buyer's. The letter's own thread and recipients stay beside those of the question. */
function asTheBuyers(reading: Reading, asked: Asked, name: string): Reading {
  const { headers } = reading;
  return {
    ...reading,
    verdict: { strength: 'signed', address: asked.buyer, signature: { ...SIGNATURE, b: name }, findings: [] },
    headers: { ...headers, messageId: `${headers.messageId ?? 'none'}.${name}`, inReplyTo: [...headers.inReplyTo, asked.questionId], recipients: [...headers.recipients, asked.replyTo] },
  };
}

const failure = (name: string, milliseconds: number, crashed: string): Trial => ({
  name, crashed, milliseconds, refused: null, detail: '', automatic: null, report: false, hasText: false, word: null, command: null, trouble: null, strength: null, disposition: null, answered: false, ordered: false, paid: false,
});

/** `now` is a clock in milliseconds. Throws only where the bank itself is broken. */
export async function tryMail(mail: FoundMail, pool: ReaderPool, bank: CaseBank, asked: Asked, now: () => number): Promise<Trial> {
  const begun = now();
  const outcome = await pool.read({ bytes: mail.bytes, receivedAt: bank.world.now, intake: 'file', envelope: { from: null, to: [], clientAddress: null, helo: null }, place: null }, true);
  const milliseconds = now() - begun;
  if (outcome.kind === 'crashed') return failure(mail.name, milliseconds, `${outcome.reason}: ${outcome.detail}`);
  if (outcome.kind === 'retry') return failure(mail.name, milliseconds, `retry: ${outcome.reason}`);
  const { reading } = outcome;
  const { disposition, effects } = await rehearseReading(bank, asTheBuyers(reading, asked, mail.name));
  return {
    name: mail.name,
    crashed: null,
    milliseconds,
    refused: reading.refusal?.code ?? null,
    detail: reading.refusal?.detail ?? '',
    automatic: reading.automatic,
    report: reading.bounce !== null,
    hasText: reading.text !== null,
    word: reading.answer?.word ?? null,
    command: reading.command?.name ?? null,
    trouble: reading.findings.find((finding) => finding.hit && (finding.code === 'text-trouble' || finding.code === 'alternatives-differ'))?.code ?? null,
    strength: reading.verdict.strength,
    disposition: disposition === null ? 'waits' : `${disposition.kind} ${disposition.code}`,
    answered: effects.some((effect) => effect.kind === 'notice'),
    ordered: disposition?.code === 'order-received',
    paid: effects.some((effect) => effect.kind === 'transferred'),
  };
}
