/**
 * Send: renders and signs a notice once, keeps the bytes, and sends those bytes until the server has taken them. SMTP runs outside any
 * transaction; a crash in between sends the same bytes with the same Message-ID again, which clients fold.
 */
import { withTag } from '../protocol/address.ts';
import type { NoticeEvidence, OwedNotice } from '../core/notice.ts';
import type { NoticeToSend, Store } from '../store/store.ts';
import type { Chance, Clock, DrawStatement, Enclose, Prove, RenderNotice, ReportEvent, Rulebook, SendMail, SignMail, WakeUp } from './ports.ts';

export type SendParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly wakeUp: WakeUp;
  readonly render: RenderNotice;
  readonly prove: Prove;
  readonly draw: DrawStatement;
  readonly enclose: Enclose;
  readonly sign: SignMail;
  readonly send: SendMail;
  readonly rulebook: Rulebook;
  readonly atOnce: number;
  readonly report: ReportEvent;
};

const CLAIM_SPAN = 300_000;
const FIRST_WAIT = 15_000;
/** While our own server is away: short, since all waits for it, and one refused connection costs little. */
const OUTAGE_WAIT = 30_000;
/** What the board or the ledger has to say is looked at again after so long. */
const UNMADE_WAIT = 300_000;
const LONGEST_WAIT = 3_600_000;
const LIFETIME = 48 * 3_600_000;
/** What the back-off makes of some six hours. */
const LEAST_ATTEMPTS = 12;

/** Sends what is due; false: there was nothing. */
export async function sendDue(parts: SendParts): Promise<boolean> {
  const now = parts.clock.now();
  const due = await parts.store.claimNotices(now, parts.atOnce, now + CLAIM_SPAN);
  await Promise.all(due.map((one) => sendOne(parts, one)));
  return due.length > 0;
}

async function sendOne(parts: SendParts, due: NoticeToSend): Promise<void> {
  const { store, clock, report } = parts;
  const { notice } = due;
  const evidence = due.bytes === null ? await evidenceOf(parts, due) : null;
  if (typeof evidence === 'string') return store.putNoticeBack(notice.id, clock.now() + jittered(parts, UNMADE_WAIT), evidence, false);
  const bytes = due.bytes ?? (await makeAndKeep(parts, notice, evidence));
  const from = notice.nullReturnPath ? '' : withTag(parts.rulebook.bank.bounceAddress, notice.id);
  const result = await parts.send({ from, to: notice.to }, bytes);
  switch (result.outcome) {
    case 'accepted':
      return store.noteNoticeSent(notice.id, clock.now(), result.reply);
    case 'unsent':
      return store.putNoticeBack(notice.id, clock.now() + jittered(parts, OUTAGE_WAIT), result.reply, false);
    case 'later':
      // Both: a notice that was owed for long may meet its first greylisting only now.
      if (clock.now() - notice.owedAt < LIFETIME || due.attempts < LEAST_ATTEMPTS) return store.putNoticeBack(notice.id, clock.now() + backOff(parts, due.attempts), result.reply, true);
      return giveUp(parts, notice, `no server took it for 48 hours: ${result.reply}`);
    case 'refused':
      report('warn', 'notice-refused', { notice: notice.id, kind: notice.facts.kind, reply: result.reply });
      return giveUp(parts, notice, result.reply);
    default:
      return result.outcome satisfies never;
  }
}

/** Doubling from 15 seconds to an hour, with a quarter of jitter, so that a server that comes back is not met by all at once. */
function backOff(parts: SendParts, attempts: number): number {
  return jittered(parts, Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.max(0, attempts - 1)));
}

const jittered = ({ chance }: SendParts, wait: number): number => Math.round(wait * (0.75 + chance.fraction() / 2));

/** What it is rendered with besides its facts; a text: why it can't be made now. Such a notice never leaves, and keeps no other one back: somebody has to look. */
async function evidenceOf(parts: SendParts, { notice, entry }: NoticeToSend): Promise<NoticeEvidence | string | null> {
  const alarm = (event: string, error: unknown, more: Record<string, string>): void =>
    parts.report('alarm', event, { notice: notice.id, ...more, error: error instanceof Error ? error.message : String(error) });
  try {
    if (entry !== null) return await parts.prove(notice, entry);
    if (notice.facts.kind === 'statement') return await parts.draw(notice);
    return hasEnclosure(notice) ? await parts.enclose(notice) : null;
  } catch (error) {
    if (entry !== null) {
      alarm('receipt-not-proved', error, { entry: entry.id, advice: 'see `kakitome board monitor --full`' });
      return 'its entry is not proved';
    }
    if (hasEnclosure(notice)) {
      alarm('enclosure-not-made', error, { kind: notice.facts.kind, advice: 'see `kakitome doctor`' });
      return 'the file that goes along with it could not be made';
    }
    alarm('statement-not-made', error, { advice: 'see `kakitome audit`' });
    return 'its statement could not be made';
  }
}

const hasEnclosure = ({ facts }: OwedNotice): boolean => facts.kind === 'wallet-page' || facts.kind === 'register';

async function makeAndKeep(parts: SendParts, notice: OwedNotice, evidence: NoticeEvidence | null): Promise<Uint8Array> {
  const { bank } = parts.rulebook;
  const { subject, text, html, attachments, label } = parts.render(notice, bank, evidence);
  const { messageId, inReplyTo, references, replyTo, autoSubmitted } = notice;
  const bytes = await parts.sign({
    from: { name: bank.name, address: bank.paymentAddress },
    to: notice.to,
    replyTo,
    subject,
    messageId,
    inReplyTo,
    references,
    date: notice.owedAt,
    autoSubmitted,
    label,
    text,
    html,
    attachments,
  });
  await parts.store.saveMadeNotice(notice.id, bytes);
  return bytes;
}

/** The notice ends unsent; the core marks the address and tells staff. */
async function giveUp(parts: SendParts, notice: OwedNotice, reply: string): Promise<void> {
  const now = parts.clock.now();
  await parts.store.addInstruction({ kind: 'notice-failed', noticeId: notice.id, reply: reply.slice(0, 300) }, now, now);
  await parts.store.noteNoticeFailed(notice.id, now, reply);
  parts.wakeUp.wake('clear');
}
