/** The ways in of a running bank: listeners for LMTP and SMTP, and the mailboxes that are read by IMAP, with the canaries that watch over them. */
import { domainOf, type Config } from './config.ts';
import { startImapIntake, type ImapIntakeSettings } from './mail/imap.ts';
import { startMailServer, type RunningMailServer } from './mail/lmtp.ts';
import type { ReaderPool } from './mail/reader-pool.ts';
import { canariesOf, imapAccount, type TokenSources } from './mailboxes.ts';
import type { Office } from './office.ts';
import type { Bank } from './core/context.ts';
import { asOwn, canonicalAddress, tagOf } from './protocol/address.ts';
import type { IntakeState, KeepLetter, ReportEvent, RunningIntake, SendMail, SignMail } from './protocol/letter.ts';
import type { MailboxHealth } from './stages/canary.ts';
import type { LetterReader } from './stages/ports.ts';

export type Listeners = { readonly intakes: readonly RunningIntake[]; readonly ports: { readonly lmtp: number | null; readonly smtp: number | null } };

/** Rejects, with those that were begun closed again, where one can't listen. */
export async function startListeners(office: Office, keep: KeepLetter, report: ReportEvent): Promise<Listeners> {
  const intakes: RunningIntake[] = [];
  const ports: { lmtp: number | null; smtp: number | null } = { lmtp: null, smtp: null };
  try {
    for (const kind of ['lmtp', 'smtp'] as const) {
      const server = await startListener(office, kind, keep, report);
      if (server === null) continue;
      intakes.push(server);
      ports[kind] = server.port;
    }
  } catch (error) {
    await Promise.all(intakes.map((intake) => intake.stop()));
    throw error;
  }
  return { intakes, ports };
}

async function startListener({ config, rulebook, clock }: Office, kind: 'lmtp' | 'smtp', keep: KeepLetter, report: ReportEvent): Promise<RunningMailServer | null> {
  const settings = config.intake[kind];
  if (settings === undefined) return null;
  const { bank } = rulebook;
  return startMailServer({
    kind,
    ...settings.listen,
    name: domainOf(bank.paymentAddress),
    maxBytes: config.intake.max_bytes,
    maxConnections: settings.max_connections,
    acceptRecipient: (text) => isOurs(bank, text),
    keep,
    now: clock.now,
    report,
  });
}

/** Whether a listener takes mail for it: the bank's own addresses, payment and bounces also with any tag. */
export function isOurs({ paymentAddress, bounceAddress, boardAddress, pageAddress }: Bank, text: string): boolean {
  const address = canonicalAddress(text);
  if (address === null) return false;
  const own = [paymentAddress, bounceAddress, boardAddress, pageAddress].filter((one) => one !== null);
  return own.includes(asOwn(address, own)) || [paymentAddress, bounceAddress].some((one) => tagOf(address, one) !== null);
}

export type Mailboxes = {
  readonly begin: (keep: KeepLetter) => void;
  readonly states: () => readonly IntakeState[];
  /** What the canaries of this process tell; null where none are sent. */
  readonly health: (() => readonly MailboxHealth[]) | null;
  /** The same reader, at whose readings the canaries have a look. */
  readonly look: (read: LetterReader) => LetterReader;
  readonly stop: () => Promise<void>;
};

export type MailboxParts = {
  readonly office: Office;
  /** What canaries are sent and read with; null: none are sent. */
  readonly canary: { readonly sign: SignMail; readonly send: SendMail; readonly read: ReaderPool['read'] } | null;
  readonly tokens: TokenSources;
  readonly report: ReportEvent;
  /**
   * Whether this process reads the mailboxes: one of a bank does at a time, so that what a canary told of a mailbox is known to whoever takes its letters.
   * Null: there is no other. Two at once would do no harm but that: letters that are kept twice are one.
   */
  readonly lease: (() => Promise<boolean>) | null;
};

const ASK_AGAIN = 5_000;
/** Between the last lease and its end: so long may the database be away before the mailboxes are left to others. */
const LEASE_LASTS = 25_000;

type Reading = { readonly intakes: readonly RunningIntake[]; readonly canaries: ReturnType<typeof canariesOf>; readonly endCanaries: (() => void) | undefined };

/** Nothing is read before `begin`, which throws where an account can't be made out. */
export function makeMailboxes(parts: MailboxParts): Mailboxes {
  const { office, lease, report } = parts;
  const watched = office.config.intake.canary && office.config.intake.imap.length > 0;
  let reading: Reading | null = null;
  const end = async (): Promise<void> => {
    const ended = reading;
    reading = null;
    ended?.endCanaries?.();
    await Promise.all((ended?.intakes ?? []).map((intake) => intake.stop()));
  };
  const follow = async (ask: () => Promise<boolean>, keep: KeepLetter): Promise<void> => {
    const held = await ask().catch(() => null);
    const now = office.clock.now();
    if (held === true) heldAt = now;
    if (held === true && reading === null && !stopped) {
      reading = beginReading(parts, keep);
      report('info', 'mailboxes-read-here', { mailboxes: office.config.intake.imap.length });
    } else if (reading !== null && (held === false || now - heldAt > LEASE_LASTS)) {
      report('warn', 'mailboxes-read-elsewhere', { mailboxes: office.config.intake.imap.length });
      await end();
    }
  };
  let heldAt = Number.NEGATIVE_INFINITY;
  let stopped = false;
  let following: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let told: string | null = null;
  const tick = (ask: () => Promise<boolean>, keep: KeepLetter): void => {
    following = follow(ask, keep)
      .then(
        () => void (told = null),
        // A file that is missing may be put there: it is tried again, and told once.
        (error: unknown) => {
          const fault = error instanceof Error ? error.message : String(error);
          if (fault !== told) report('alarm', 'mailboxes-not-read', { mailboxes: office.config.intake.imap.length, fault });
          told = fault;
        },
      )
      .finally(() => {
        if (!stopped) timer = setTimeout(() => tick(ask, keep), ASK_AGAIN);
      });
  };
  return {
    begin: (keep) => {
      if (lease === null) reading = beginReading(parts, keep);
      else if (office.config.intake.imap.length > 0) tick(lease, keep);
    },
    states: () => (reading?.intakes ?? []).map((intake) => intake.state()),
    health: watched ? () => reading?.canaries?.health() ?? [] : null,
    look: (read) => (letter, lookUp) => (reading?.canaries?.look(read) ?? read)(letter, lookUp),
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await following;
      await end();
    },
  };
}

/** All of the mailboxes, or none: throws where an account can't be made out, before any is logged in to. */
function beginReading({ office, canary, tokens, report }: MailboxParts, keep: KeepLetter): Reading {
  const canaries = canary === null ? null : canariesOf(office, canary, report);
  const prepared = office.config.intake.imap.map((imap) => imapSettings(office, imap, keep, canaries, tokens, report));
  const intakes: RunningIntake[] = [];
  try {
    for (const settings of prepared) intakes.push(startImapIntake(settings));
    return { intakes, canaries, endCanaries: canaries?.begin() };
  } catch (error) {
    for (const intake of intakes) void intake.stop();
    throw error;
  }
}

function imapSettings({ config, store, clock, chance }: Office, imap: Config['intake']['imap'][number], keep: KeepLetter, canaries: ReturnType<typeof canariesOf>, tokens: TokenSources, report: ReportEvent): ImapIntakeSettings {
  const name = `${imap.user}@${imap.host}`;
  return {
    ...imapAccount(config, imap, tokens),
    name,
    ...(canaries === null ? {} : { canary: canaries.guard(name, imap) }),
    folders: imap.folders,
    doneFolder: imap.done_folder,
    keep,
    cursor: { load: (folder) => store.loadCursor(name, folder), save: (folder, cursor) => store.saveCursor(name, folder, cursor) },
    now: clock.now,
    random: chance.fraction,
    report,
    pollSeconds: imap.poll / 1_000,
    maxBytes: config.intake.max_bytes,
  };
}
