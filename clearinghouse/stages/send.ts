/**
 * Send: renders and signs a notice once, keeps the bytes, and sends those bytes until the server has taken them. SMTP runs outside any
 * transaction; a crash in between sends the same bytes with the same Message-ID again, which clients fold. What is due goes in groups: one commit keeps
 * all that was made, few note all that was sent.
 */
import { clearInterval, clearTimeout, setInterval, setTimeout } from 'node:timers';
import { setImmediate } from 'node:timers/promises';
import { withTag } from '../protocol/address.ts';
import { replyCodes } from '../protocol/reply-codes.ts';
import type { NoticeEvidence, OwedNotice } from '../core/notice.ts';
import type { MadeNotice, NoticeToSend, SentNotice, Store, UnopenedNotice } from '../store/store.ts';
import { isOutage } from './outage.ts';
import { allOf } from './settled.ts';
import type { SlowGroups } from './slow-groups.ts';
import type { Chance, Clock, DrawStatement, Enclose, Prove, ReportEvent, Rulebook, SendMail, WakeUp, WriteNotice } from './ports.ts';

export type SendParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly wakeUp: WakeUp;
  readonly prove: Prove;
  readonly draw: DrawStatement;
  readonly enclose: Enclose;
  readonly write: WriteNotice;
  readonly send: SendMail;
  readonly rulebook: Rulebook;
  /** The largest group. */
  readonly atOnce: number;
  /** What this process has in hand, shared by all loops of the stage: a claim lapses by the clock, and the server may be slow. */
  readonly inHand: Set<string>;
  /** Shared likewise; absent: every group is waited for, however long it hangs. */
  readonly slow?: SlowGroups;
  /** Default 60,000. */
  readonly proveWithinMs?: number;
  /** Between two claims of what is in hand for long. Default 120,000. */
  readonly claimAgainMs?: number;
  readonly report: ReportEvent;
};

/** So long a process that has died keeps others from what it had in hand. */
const CLAIM_SPAN = 300_000;
const CLAIM_AGAIN = 120_000;
const FIRST_WAIT = 15_000;
/** While our own server is away: short, since all waits for it, and one refused connection costs little. */
const OUTAGE_WAIT = 30_000;
/** What the board or the ledger has to say is looked at again after so long. */
const UNMADE_WAIT = 300_000;
/** Somebody has to look at what does not open: so often they are told. */
const UNOPENED_WAIT = 3_600_000;
const LONGEST_WAIT = 3_600_000;
/** A board's files may lie on a disk of the network, which hangs. */
const PROVE_WITHIN = 60_000;
const LIFETIME = 48 * 3_600_000;
/** What the back-off makes of some six hours. */
const LEAST_ATTEMPTS = 12;
/** It had the mail each time, and never said what became of it. */
const UNANSWERED = 'no server answered for it for 48 hours';
/** What was sent is noted so much later at most: a crash before it sends the same again. */
const NOTE_WITHIN = 50;

/** What one loop has in hand of a claim. `letGo`: no longer. */
type Sending = SendParts & { readonly own: ReadonlySet<string>; readonly letGo: (noticeId: string) => void };

type Ready = Pick<NoticeToSend, 'notice' | 'attempts'> & { readonly bytes: Uint8Array };

/** Collects what fails for one notice of a group, and holds up no other. */
type Faults = { readonly of: <T>(work: Promise<T>) => Promise<T | null>; readonly throwFirst: () => void };

/** Sends what is due; false: there was nothing. A fault of one notice is thrown when all others have been tried. */
export async function sendDue(parts: SendParts): Promise<boolean> {
  const now = parts.clock.now();
  const claimed = await parts.store.claimNotices(now, parts.atOnce, now + CLAIM_SPAN);
  const due = claimed.due.filter(({ notice }) => !parts.inHand.has(notice.id));
  if (due.length + claimed.unopened.length === 0) return false;
  const sending = sendClaimed(parts, due, claimed.unopened);
  await (parts.slow?.waitFor(sending) ?? sending);
  return true;
}

async function sendClaimed(parts: SendParts, due: readonly NoticeToSend[], unopened: readonly UnopenedNotice[]): Promise<void> {
  const own = new Set(due.map(({ notice }) => notice.id));
  for (const noticeId of own) parts.inHand.add(noticeId);
  // Once: another loop may have it by then.
  const letGo = (noticeId: string): void => void (own.delete(noticeId) && parts.inHand.delete(noticeId));
  const sending: Sending = { ...parts, own, letGo };
  const claiming = claimAgain(sending);
  try {
    // A question that was claimed with a round's receipts does not wait until all of them are written.
    const groups = [due.filter(({ entry }) => entry === null), due.filter(({ entry }) => entry !== null)].filter((group) => group.length > 0);
    await allOf([...groups.map((group) => sendGroup(sending, group)), leaveOut(parts, unopened)]);
  } finally {
    clearInterval(claiming);
    for (const noticeId of own) letGo(noticeId);
  }
}

/** Put back for long, so that they are not in every claim, and staff are not told of them with each. */
async function leaveOut({ store, clock, report }: SendParts, unopened: readonly UnopenedNotice[]): Promise<void> {
  for (const { noticeId, reason } of unopened) {
    report('alarm', 'notice-not-opened', { notice: noticeId, error: reason, advice: 'see `kakitome audit`: the database was changed, or the disk has lost something' });
    await store.putNoticeBack(noticeId, clock.now() + UNOPENED_WAIT, reason, false);
  }
}

/** A group may be in the making, and a mail on its way, for longer than a claim lasts: another process would send them again. A claim that can't be written lapses. */
function claimAgain({ store, clock, own, claimAgainMs = CLAIM_AGAIN }: Sending): NodeJS.Timeout {
  return setInterval(() => {
    for (const noticeId of own) store.putNoticeBack(noticeId, clock.now() + CLAIM_SPAN, 'in hand', true).catch(() => undefined);
  }, claimAgainMs);
}

/** Out of hand before it is written: no claim may come behind it, and another loop may have it as soon as it is due. */
function putBack({ store, letGo }: Sending, noticeId: string, nextTryAt: number, reply: string, counts: boolean): Promise<null> {
  letGo(noticeId);
  return store.putNoticeBack(noticeId, nextTryAt, reply, counts).then(() => null);
}

async function sendGroup(parts: Sending, due: readonly NoticeToSend[]): Promise<void> {
  const faults = collectFaults();
  const ready = await makeAll(parts, due, faults);
  const noting = gather(ready.length, (group) => faults.of(inGroup(group, parts.store.noteNoticesSent)));
  await Promise.all(ready.map(async (one) => noting.told(await faults.of(sendOne(parts, one)))));
  await noting.done();
  faults.throwFirst();
}

function collectFaults(): Faults {
  const found: unknown[] = [];
  return {
    of: (work) => work.catch((error: unknown) => (found.push(error), null)),
    throwFirst: () => {
      if (found.length > 0) throw found[0];
    },
  };
}

/** Those that can be sent now: their bytes are kept. */
async function makeAll(parts: Sending, due: readonly NoticeToSend[], faults: Faults): Promise<readonly Ready[]> {
  const making: Promise<{ readonly one: NoticeToSend; readonly bytes: Uint8Array | null }>[] = [];
  for (const one of due) {
    making.push((one.bytes === null ? faults.of(make(parts, one)) : Promise.resolve(one.bytes)).then((bytes) => ({ one, bytes })));
    // A round of the board owes dozens of receipts at once: what else is under way goes on between them.
    await setImmediate();
  }
  const ready = (await Promise.all(making)).flatMap(({ one, bytes }) => (bytes === null ? [] : [{ ...one, bytes, isNew: one.bytes === null }]));
  const kept = new Set<string>();
  const keep = async (group: readonly MadeNotice[]): Promise<void> => {
    await parts.store.saveMadeNotices(group);
    for (const { noticeId } of group) kept.add(noticeId);
  };
  await faults.of(inGroup(ready.flatMap(({ notice, bytes, isNew }) => (isNew ? [{ noticeId: notice.id, bytes }] : [])), keep));
  return ready.filter(({ notice, isNew }) => !isNew || kept.has(notice.id));
}

/** All in one; where that fails, one after the other, so that one that can't be written keeps back no other. */
async function inGroup<T>(group: readonly T[], write: (group: readonly T[]) => Promise<void>): Promise<void> {
  if (group.length === 0) return;
  try {
    await write(group);
  } catch (error) {
    if (group.length === 1 || isOutage(error)) throw error;
    const faults = collectFaults();
    for (const one of group) await faults.of(write([one]));
    faults.throwFirst();
  }
}

/** Hands on what was told in groups: when all of the `count` have told, and before that within `NOTE_WITHIN` of the first. */
function gather(count: number, write: (group: readonly SentNotice[]) => Promise<unknown>): { readonly told: (sent: SentNotice | null) => void; readonly done: () => Promise<unknown> } {
  const writing: Promise<unknown>[] = [];
  let waiting: SentNotice[] = [];
  let left = count;
  let timer: NodeJS.Timeout | null = null;
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    writing.push(write(waiting));
    waiting = [];
  };
  return {
    told: (sent) => {
      left -= 1;
      if (sent !== null) waiting.push(sent);
      if (left === 0) flush();
      else if (waiting.length > 0) timer ??= setTimeout(flush, NOTE_WITHIN);
    },
    done: () => Promise.all(writing),
  };
}

/** An address to answer to with its token, or passwords to choose from: a content filter that quotes them would write them into our records and staff's mails. */
const bearsSecret = ({ replyTo, facts }: OwedNotice): boolean => replyTo !== null || (facts.kind === 'order-refused' && facts.suggestions.length > 0);

/** What the server has taken; null: it has not, and that is noted. */
async function sendOne(parts: Sending, { notice, attempts, bytes }: Ready): Promise<SentNotice | null> {
  const { clock, report } = parts;
  const from = notice.nullReturnPath ? '' : withTag(parts.rulebook.bank.bounceAddress, notice.id);
  const answered = await parts.send({ from, to: notice.to }, bytes);
  const result = bearsSecret(notice) ? { ...answered, reply: replyCodes(answered.reply) } : answered;
  switch (result.outcome) {
    case 'accepted':
      return { noticeId: notice.id, at: clock.now(), reply: result.reply };
    case 'unsent':
      return putBack(parts, notice.id, clock.now() + jittered(parts, OUTAGE_WAIT), result.reply, false);
    case 'later':
      return againOrNever(parts, { notice, attempts }, result.reply, 'no server took it for 48 hours');
    case 'unanswered':
      return againOrNever(parts, { notice, attempts }, result.reply, UNANSWERED);
    case 'refused':
      report('warn', 'notice-refused', { notice: notice.id, kind: notice.facts.kind, reply: result.reply });
      return giveUp(parts, notice, result.reply);
    default:
      return result.outcome satisfies never;
  }
}

/** Tried again ever later; `ended` says why, where 48 hours and twelve tries are over. */
async function againOrNever(parts: Sending, { notice, attempts }: Pick<NoticeToSend, 'notice' | 'attempts'>, reply: string, ended: string): Promise<null> {
  const now = parts.clock.now();
  // Both: a notice that was owed for long may meet its first greylisting only now.
  if (now - notice.owedAt >= LIFETIME && attempts >= LEAST_ATTEMPTS) {
    // Nobody knows whether its receiver has a dozen of it, or none.
    if (ended === UNANSWERED) parts.report('alarm', 'notice-unanswered', { notice: notice.id, kind: notice.facts.kind, reply });
    return giveUp(parts, notice, `${ended}: ${reply}`);
  }
  return putBack(parts, notice.id, now + backOff(parts, attempts), reply, true);
}

/** Doubling from 15 seconds to an hour, with a quarter of jitter, so that a server that comes back is not met by all at once. */
function backOff(parts: SendParts, attempts: number): number {
  return jittered(parts, Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.max(0, attempts - 1)));
}

const jittered = ({ chance }: SendParts, wait: number): number => Math.round(wait * (0.75 + chance.fraction() / 2));

/** Null: it can't be made now, and is put back. */
async function make(parts: Sending, due: NoticeToSend): Promise<Uint8Array | null> {
  const evidence = await evidenceOf(parts, due);
  if (typeof evidence !== 'string') return write(parts, due, evidence);
  return putBack(parts, due.notice.id, parts.clock.now() + jittered(parts, UNMADE_WAIT), evidence, false);
}

/** Null: it could not be written. A fault of ours, and mostly one that stays: it ends as a notice does that no server takes, so that staff have it on their list. */
async function write(parts: Sending, due: NoticeToSend, evidence: NoticeEvidence | null): Promise<Uint8Array | null> {
  try {
    return await parts.write(due.notice, evidence);
  } catch (error) {
    if (isOutage(error)) throw error;
    const reply = error instanceof Error ? error.message : String(error);
    parts.report('alarm', 'notice-not-written', { notice: due.notice.id, kind: due.notice.facts.kind, error: reply });
    return againOrNever(parts, due, reply, 'it could not be written');
  }
}

/** What it is rendered with besides its facts; a text: why it can't be made now. Such a notice never leaves, and keeps no other one back: somebody has to look. */
async function evidenceOf(parts: SendParts, { notice, entry }: NoticeToSend): Promise<NoticeEvidence | string | null> {
  const alarm = (event: string, error: unknown, more: Record<string, string>): void =>
    parts.report('alarm', event, { notice: notice.id, ...more, error: error instanceof Error ? error.message : String(error) });
  try {
    if (entry !== null) return await within(parts.proveWithinMs ?? PROVE_WITHIN, parts.prove(notice, entry));
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

/** What comes of it later is of no use to anybody. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const over = Promise.withResolvers<never>();
  const timer = setTimeout(() => over.reject(new Error(`no answer within ${ms} ms`)), ms);
  return Promise.race([work, over.promise]).finally(() => clearTimeout(timer));
}

const hasEnclosure = ({ facts }: OwedNotice): boolean => facts.kind === 'wallet-page' || facts.kind === 'register';

/** The notice ends unsent; the core marks the address and tells staff. */
async function giveUp(parts: SendParts, notice: OwedNotice, reply: string): Promise<null> {
  const now = parts.clock.now();
  await parts.store.addInstruction({ kind: 'notice-failed', noticeId: notice.id, reply: reply.slice(0, 300) }, now, now);
  await parts.store.noteNoticeFailed(notice.id, now, reply);
  parts.wakeUp.wake('clear');
  return null;
}
