/**
 * Canary: at start and once a day each watched mailbox is sent a mail of our own (mail/imap-canary.ts). Where one comes back changed, the mailbox changes
 * everybody's mails: it is halted, its letters stay where they are, and its watermark with them, so that no deadline passes. A newer canary that comes back
 * whole ends that. One that does not come back halts nothing: mail may be slow.
 *
 * A mailbox can go bad between two canaries. Then registered senders' signatures stop to verify, several at once: the next canary goes at once instead
 * of at its time. Their letters prove nothing meanwhile, so that nothing is done for them. Anybody can write badly signed mails in customers' names: all
 * that comes of it is one mail of ours to ourselves in an hour.
 */
import type { ReceivedLetter, ReportEvent, SendMail } from '../protocol/letter.ts';
import type { Reading } from '../protocol/reading.ts';
import type { Chance, Clock, LetterReader } from './ports.ts';

type Canary = { readonly id: string; readonly address: string; readonly issuedAt: number };
type Judgement = { readonly outcome: 'kept' | 'key' | 'changed' | 'foreign'; readonly detail: string };

export type CanaryParts = {
  readonly canaries: {
    readonly make: (address: string, issuedAt: number, nonce: string) => Promise<{ readonly canary: Canary; readonly to: string; readonly bytes: Uint8Array }>;
    readonly recognise: (bytes: Uint8Array) => Canary | null;
    readonly judge: (letter: ReceivedLetter, canary: Canary) => Promise<Judgement>;
  };
  readonly clock: Clock;
  readonly chance: Chance;
  readonly send: SendMail;
  /** Envelope sender. */
  readonly from: string;
  readonly report: ReportEvent;
};

/** What the intake of one mailbox asks. */
export type MailboxGuard = {
  /** True: no letter of this mailbox is taken. */
  readonly halted: () => boolean;
  /** Looks at each letter before it is kept. `canary`: a proved mail of ours to ourselves, nobody's letter. Rejects with the judge's faults. */
  readonly inspect: (letter: ReceivedLetter) => Promise<'letter' | 'canary'>;
};

export type CanaryWatch = {
  /** `mailbox` names it in reports; `address` is the one of ours whose mail arrives in it. */
  readonly guard: (mailbox: string, address: string) => MailboxGuard;
  /** Sends what is due and tells what is missing. To be called every half minute or so; never rejects. */
  readonly tick: () => Promise<void>;
  /** The same reader, at whose readings of mailboxes the watch has a look. */
  readonly look: (read: LetterReader) => LetterReader;
  /** In the order in which the guards were made. */
  readonly health: () => readonly MailboxHealth[];
};

/** What the canaries of this process tell of a mailbox; times in milliseconds. */
export type MailboxHealth = {
  readonly mailbox: string;
  /** When the change was found; null: its letters are taken. */
  readonly haltedSince: number | null;
  /** When a canary last came back whole; null: none has since the start of the process. */
  readonly wholeAt: number | null;
  /** A canary is on its way since then. `late`: it was warned of. */
  readonly waiting: { readonly sentAt: number; readonly late: boolean } | null;
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const EVERY = 24 * HOUR;
const EVERY_WHILE_HALTED = 15 * MINUTE;
const AGAIN_AFTER_FAILURE = 5 * MINUTE;
const WARN_AFTER = 15 * MINUTE;
const ALARM_AFTER = 4 * HOUR;
const REMEMBERED = 64;
/** So many registered senders whose signatures broke within the span, and were not whole since, make the next canary early. */
const BROKEN_SENDERS = 3;
const BROKEN_SPAN = HOUR;
const EARLY_AT_MOST_EVERY = HOUR;

const ADVICE =
  'on its way through the outgoing server into this mailbox a mail was changed, so that its signature can’t be checked, and customers’ mails may be too; the mailbox’s letters are left in it untouched. Have mails kept as they are (no content filter, no added text, no Exchange); the check is repeated every 15 minutes, and the letters are taken once it passes';

type Told = 'nothing' | 'warned' | 'alarmed';
type Line = { readonly address: string; readonly mailboxes: Mailbox[]; nextAt: number; waiting: (Canary & { readonly sentAt: number }) | null; told: Told };
type Mailbox = { readonly name: string; readonly judged: Map<string, Judgement['outcome']>; newest: { readonly issuedAt: number; readonly changed: boolean } | null; haltedSince: number | null; wholeAt: number | null };
/** `broken`: registered addresses with the time of their last broken signature, the oldest first. */
type Doubt = { readonly broken: Map<string, number>; notBefore: number };

export function watchCanaries(parts: CanaryParts): CanaryWatch {
  const lines = new Map<string, Line>();
  const watched: (() => MailboxHealth)[] = [];
  const doubt: Doubt = { broken: new Map(), notBefore: Number.NEGATIVE_INFINITY };
  const lineOf = (address: string): Line => {
    const line = lines.get(address) ?? { address, mailboxes: [], nextAt: Number.NEGATIVE_INFINITY, waiting: null, told: 'nothing' };
    lines.set(address, line);
    return line;
  };
  return {
    guard: (name, address) => {
      const mailbox: Mailbox = { name, judged: new Map(), newest: null, haltedSince: null, wholeAt: null };
      const line = lineOf(address);
      line.mailboxes.push(mailbox);
      watched.push(() => healthOf(mailbox, line));
      return { halted: () => isHalted(mailbox), inspect: (letter) => inspect(parts, lines, mailbox, letter) };
    },
    tick: async () => {
      for (const line of lines.values()) {
        tellMissing(parts, line);
        await sendDue(parts, line);
      }
    },
    look: (read) => async (letter, lookUp) => {
      const outcome = await read(letter, lookUp);
      // Only a registered sender's letter is looked up.
      if (lookUp && letter.intake === 'imap' && outcome.kind === 'reading') noteSender(parts, lines, doubt, outcome.reading);
      return outcome;
    },
    health: () => watched.map((look) => look()),
  };
}

const healthOf = ({ name, haltedSince, wholeAt }: Mailbox, { waiting, told }: Line): MailboxHealth =>
  ({ mailbox: name, haltedSince, wholeAt, waiting: waiting === null ? null : { sentAt: waiting.sentAt, late: told !== 'nothing' } });

const hasHit = (reading: Reading, code: string): boolean => reading.verdict.findings.some((finding) => finding.code === code && finding.hit);

function noteSender({ clock, report }: CanaryParts, lines: ReadonlyMap<string, Line>, doubt: Doubt, reading: Reading): void {
  const { address, strength } = reading.verdict;
  if (address === null) return;
  const now = clock.now();
  doubt.broken.delete(address);
  if (strength === 'signed' || !hasHit(reading, 'dkim-not-pass')) return;
  doubt.broken.set(address, now);
  for (const [sender, at] of doubt.broken) if (at <= now - BROKEN_SPAN) doubt.broken.delete(sender);
  if (doubt.broken.size < BROKEN_SENDERS || (now < doubt.notBefore && doubt.notBefore <= now + EARLY_AT_MOST_EVERY)) return;
  report('warn', 'canary-early', { senders: doubt.broken.size, advice: 'the signatures of several customers could not be verified: the mailboxes are checked now' });
  doubt.broken.clear();
  doubt.notBefore = now + EARLY_AT_MOST_EVERY;
  for (const line of lines.values()) line.nextAt = Math.min(line.nextAt, now);
}

const isHalted = ({ newest }: Mailbox): boolean => newest?.changed === true;

async function inspect(parts: CanaryParts, lines: ReadonlyMap<string, Line>, mailbox: Mailbox, letter: ReceivedLetter): Promise<'letter' | 'canary'> {
  const canary = parts.canaries.recognise(letter.bytes);
  if (canary === null) return 'letter';
  const before = mailbox.judged.get(canary.id);
  // What came back changed once counts so, though somebody put in a whole copy later; what was whole may be changed in another copy.
  if (before === 'changed') return 'canary';
  const { outcome, detail } = await parts.canaries.judge(letter, canary);
  if (outcome === 'foreign') return 'letter';
  if (outcome === before) return 'canary';
  remember(mailbox, canary.id, outcome);
  const line = lines.get(canary.address);
  if (line?.waiting !== null && line !== undefined && line.waiting.issuedAt <= canary.issuedAt) line.waiting = null;
  if (outcome === 'kept' || outcome === 'key') mailbox.wholeAt = parts.clock.now();
  tellJudgement(parts, mailbox, canary, { outcome, detail });
  const changed = outcome === 'changed';
  // One that is of a time to come was sent while a clock ran ahead: whatever comes now is newer.
  const newest = mailbox.newest === null || mailbox.newest.issuedAt > parts.clock.now() ? null : mailbox.newest;
  if (newest === null || canary.issuedAt > newest.issuedAt || (changed && canary.issuedAt === newest.issuedAt)) turn(parts, line, mailbox, { issuedAt: canary.issuedAt, changed });
  return 'canary';
}

function remember({ judged }: Mailbox, id: string, outcome: Judgement['outcome']): void {
  judged.set(id, outcome);
  const [oldest] = judged.keys();
  if (judged.size > REMEMBERED && oldest !== undefined) judged.delete(oldest);
}

function tellJudgement({ report }: CanaryParts, mailbox: Mailbox, canary: Canary, { outcome, detail }: Judgement): void {
  const fields = { intake: mailbox.name, canary: canary.id, issuedAt: canary.issuedAt, detail };
  if (outcome === 'changed') report('alarm', 'canary-changed', { ...fields, advice: ADVICE });
  else if (outcome === 'key') report('alarm', 'canary-key-not-found', { ...fields, advice: 'the mailbox keeps mails, but our signature can’t be checked: see `kakitome doctor` for the DKIM and DMARC records' });
  else report('info', 'canary-back', fields);
}

function turn({ report, clock }: CanaryParts, line: Line | undefined, mailbox: Mailbox, next: NonNullable<Mailbox['newest']>): void {
  const was = isHalted(mailbox);
  mailbox.newest = next;
  mailbox.haltedSince = next.changed ? (mailbox.haltedSince ?? clock.now()) : null;
  if (was && !next.changed) report('warn', 'mailbox-goes-on', { intake: mailbox.name });
  if (!was && next.changed && line !== undefined) line.nextAt = Math.min(line.nextAt, clock.now() + EVERY_WHILE_HALTED);
}

function tellMissing({ report, clock }: CanaryParts, line: Line): void {
  if (line.waiting === null) return;
  const waited = clock.now() - line.waiting.sentAt;
  const fields = { address: line.address, canary: line.waiting.id, minutes: Math.floor(waited / MINUTE), advice: `mail to ${line.address} does not arrive in its mailbox, or not as ours: look there, in its junk folder, and at the outgoing server` };
  if (waited >= ALARM_AFTER && line.told !== 'alarmed') {
    line.told = 'alarmed';
    report('alarm', 'canary-not-back', fields);
  } else if (waited >= WARN_AFTER && line.told === 'nothing') {
    line.told = 'warned';
    report('warn', 'canary-not-back', fields);
  }
}

async function sendDue({ canaries, clock, chance, send, from, report }: CanaryParts, line: Line): Promise<void> {
  const now = clock.now();
  // Nothing is put off for longer than a day, but by a clock that ran ahead.
  if (now < line.nextAt && line.nextAt <= now + EVERY) return;
  line.nextAt = now + AGAIN_AFTER_FAILURE;
  try {
    const { canary, to, bytes } = await canaries.make(line.address, now, chance.seed().slice(0, 8));
    const { outcome, reply } = await send({ from, to }, bytes);
    if (outcome !== 'accepted') return report('warn', 'canary-not-sent', { address: line.address, outcome, reply });
    line.nextAt = now + (line.mailboxes.some(isHalted) ? EVERY_WHILE_HALTED : EVERY);
    // It may be back already.
    if (line.mailboxes.some(({ judged }) => judged.has(canary.id))) return;
    if (line.waiting !== null && line.waiting.sentAt <= now) return;
    line.told = 'nothing';
    line.waiting = { ...canary, sentAt: clock.now() };
  } catch (error) {
    report('alarm', 'canary-not-sent', { address: line.address, fault: error instanceof Error ? error.message : String(error) });
  }
}
