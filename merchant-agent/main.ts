/** The only wiring of the running agent: configuration → adapters → steps. Clock and chance of the machine come in here and nowhere else. */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { peekOnce, startImapWatch } from '../clearinghouse/mail/imap-watch.ts';
import type { ImapWatchSettings } from '../clearinghouse/mail/imap-watch.ts';
import { makeMailWriter } from '../clearinghouse/mail/compose-forward.ts';
import { startMailServer } from '../clearinghouse/mail/lmtp.ts';
import { pause } from '../clearinghouse/mail/backoff.ts';
import { startReaderPool } from '../clearinghouse/mail/reader-pool.ts';
import type { ReaderPool } from '../clearinghouse/mail/reader-pool.ts';
import { withoutReply } from '../clearinghouse/protocol/reply-codes.ts';
import { makeDnsCache } from '../clearinghouse/mail/resolver.ts';
import { makeMailSender } from '../clearinghouse/mail/smtp.ts';
import { canonicalAddress, tagOf } from '../clearinghouse/protocol/address.ts';
import type { IntakeState, ReceivedLetter, ReportEvent, RunningIntake, SendMail } from '../clearinghouse/protocol/letter.ts';
import { makeBoardLook } from './board/board-look.ts';
import { makeHeadCheck } from './board/receipt-heads.ts';
import { catalogueLook } from './catalogue-look.ts';
import { databasePath } from './config.ts';
import type { Config } from './config.ts';
import { invoiceFiles } from './invoice-files.ts';
import { readKeys, readWebhookSecret } from './key-files.ts';
import type { AgentKeys } from './key-files.ts';
import { imapAccount, mailboxName, outgoingAccount, tokenSources } from './mailboxes.ts';
import type { TokenSources } from './mailboxes.ts';
import { pricingOf } from './pricing.ts';
import { checkBankMail } from './receipt/bank-mail.ts';
import { boardSettings, policyNow, policyOf, readerSettings, shopOf, dnsSettings } from './shop-of.ts';
import { tellDamaged } from './steps/damaged.ts';
import { interestOf } from './steps/interest.ts';
import type { Parts } from './steps/parts.ts';
import { runSteps, settle } from './steps/run.ts';
import { domainOf } from './steps/shop.ts';
import { keyedName } from './steps/tokens.ts';
import { openMerchantStore } from './store/open.ts';
import type { MerchantStore } from './store/store.ts';
import { telling } from './telling.ts';

export const systemClock = Date.now;
export const systemRandom = (bytes: number): Uint8Array => randomBytes(bytes);

/** What may stand in for the machine's own; for tests with faults. */
export type Adapters = { readonly now?: () => number; readonly openStore?: typeof openMerchantStore; readonly wrapSend?: (send: SendMail) => SendMail; readonly wrapParts?: (parts: Parts) => Parts };

export type Agent = {
  readonly store: MerchantStore;
  readonly lmtpPort: number | null;
  readonly intakes: () => readonly IntakeState[];
  /** Ends where a step fails by a fault of ours; never resolves by itself. */
  readonly ended: Promise<void>;
  readonly wake: () => void;
  /** Intake first, then the work in hand. */
  readonly stop: () => Promise<void>;
};

const DAY = 86_400_000;
const TIME_LIMIT = 5_000;
const LETTER_LIMIT = 60_000;
const HEAP_MEGABYTES = 192;
/** While a server hangs nothing else is done. */
const SMTP_TIMEOUTS = { connectMs: 20_000, idleMs: 30_000, totalMs: 60_000 } as const;

/** Opens the database for the daemon or a command. `begin`: makes it where it is not there. */
export function openStore(config: Config, keys: AgentKeys, begin: boolean, open: typeof openMerchantStore = openMerchantStore): MerchantStore {
  const path = databasePath(config);
  // SQLite makes its further files with the mode of this one.
  if (begin) writeFileSync(path, '', { mode: 0o600, flag: 'a' });
  return open({ path, key: keys.letter, random: systemRandom, begin: begin ? { at: systemClock(), invoiceStart: config.invoice.start } : null });
}

/** `beginClosing`: mails on their way are waited for a bounded time from here on. */
type Office = { readonly parts: Parts; readonly tokens: TokenSources; readonly beginClosing: () => void; readonly close: () => Promise<void> };

async function openOffice(config: Config, report: ReportEvent, adapters: Adapters): Promise<Office> {
  const now = adapters.now ?? systemClock;
  const keys = readKeys(config);
  const shop = shopOf(config);
  const trust = policyOf(config);
  const webhookSecret = readWebhookSecret(config);
  const tokens = tokenSources(config, now, report);
  const account = outgoingAccount(config, tokens);
  const store = openStore(config, keys, false, adapters.openStore);
  const pool: ReaderPool = startReaderPool({ workerUrl: new URL('../clearinghouse/mail/reader-thread.ts', import.meta.url), size: config.mailbox.readers, settings: readerSettings(config, Buffer.from(keyedName(keys.token, 'pepper'))), timeLimitMs: TIME_LIMIT, letterLimitMs: LETTER_LIMIT, heapMegabytes: HEAP_MEGABYTES, report });
  const sender = makeMailSender({ ...account, maxConnections: 1, timeouts: SMTP_TIMEOUTS, report: withoutReply(report) });
  const dns = makeDnsCache(dnsSettings(config), () => performance.now());
  const bank = { bankAddress: shop.bank, bankName: shop.bankName, ownAddresses: [shop.address], dns, language: shop.language };
  const currentTrust = policyNow(config, trust, report);
  const checkHead = makeHeadCheck({ ...boardSettings(config, trust, now), policy: currentTrust });
  const random = (): number => randomBytes(4).readUInt32BE(0) / 2 ** 32;
  const parts: Parts = {
    store,
    shop,
    now,
    random,
    tokenKey: keys.token,
    read: pool.read,
    catalogue: catalogueLook(config),
    pricing: pricingOf(shop),
    write: makeMailWriter(keys.dkim === null || config.dkim === undefined ? null : { domain: domainOf(shop.address), selector: config.dkim.selector, privateKey: keys.dkim }),
    send: adapters.wrapSend === undefined ? sender.send : adapters.wrapSend(sender.send),
    invoiceFiles: invoiceFiles(config),
    checkBankMail: (bytes, receivedAt) => checkBankMail(bytes, receivedAt, { ...bank, trust: currentTrust(), checkHead }),
    tell: telling(config, webhookSecret, { now, random }),
    lookAtBoard: shop.board === null ? null : makeBoardLook(boardSettings(config, trust, now)),
    report,
  };
  const close = async (): Promise<void> => {
    await pool.close();
    await sender.close();
    store.close();
  };
  return { parts: adapters.wrapParts?.(parts) ?? parts, tokens, beginClosing: sender.beginClosing, close };
}

/** Keeps a letter of interest; all others are passed over. */
const keeper = ({ store, shop, tokenKey, now, report }: Parts, wake: () => void) => (letter: ReceivedLetter): { readonly letterId: number; readonly duplicate: boolean } => {
  if (interestOf(letter.bytes, shop, tokenKey, store.isOwnMessage) === null) return { letterId: 0, duplicate: false };
  const kept = store.keepLetter({ bytes: letter.bytes, receivedAt: letter.receivedAt, intake: letter.intake === 'imap' ? 'imap' : 'lmtp', keptAt: now() });
  if (!kept.duplicate) report('info', 'letter-kept', { letter: kept.letterId, bytes: letter.bytes.length });
  wake();
  return kept;
};

function watchSettings(config: Config, { parts, tokens }: Office, mailbox: Config['mailbox']['imap'][number], wake: () => void): ImapWatchSettings {
  const { store, shop, tokenKey, now, random, report } = parts;
  const name = mailboxName(mailbox);
  const keep = keeper(parts, wake);
  return {
    ...imapAccount(config, mailbox, tokens),
    name,
    folders: mailbox.folders,
    maxBytes: config.mailbox.max_bytes,
    since: store.beganAt - config.mailbox.look_back,
    // `init` may have been called under a clock that was ahead, by a time zone or by more.
    sinceThen: () => Math.min(store.beganAt, now()) - DAY - config.mailbox.look_back,
    wants: (header) => interestOf(header, shop, tokenKey, store.isOwnMessage) !== null,
    keep: async (letter) => keep(letter),
    cursor: { load: async (folder) => store.loadCursor(name, folder), save: async (folder, cursor) => store.saveCursor(name, folder, cursor) },
    report,
    pollSeconds: mailbox.poll / 1_000,
    now,
    random,
  };
}

/** Starts everything in this process; rejects, with all closed again, where one part can't start. */
export async function startAgent(config: Config, report: ReportEvent, adapters: Adapters = {}): Promise<Agent> {
  const office = await openOffice(config, report, adapters);
  const { parts } = office;
  const running = runSteps(parts, pause);
  const intakes: RunningIntake[] = [];
  const stop = async (): Promise<void> => {
    office.beginClosing();
    await Promise.all(intakes.map((intake) => intake.stop()));
    await running.stop().finally(office.close);
  };
  try {
    const lmtp = config.mailbox.lmtp === undefined ? null : await startLmtp(config.mailbox.lmtp, config, parts, running.wake);
    if (lmtp !== null) intakes.push(lmtp);
    for (const mailbox of config.mailbox.imap) intakes.push(startImapWatch(watchSettings(config, office, mailbox, running.wake)));
    return { store: parts.store, lmtpPort: lmtp?.port ?? null, intakes: () => intakes.map((intake) => intake.state()), ended: running.ended, wake: running.wake, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function startLmtp({ listen, max_connections }: NonNullable<Config['mailbox']['lmtp']>, config: Config, parts: Parts, wake: () => void) {
  const { shop, now, report } = parts;
  const keep = keeper(parts, wake);
  const isOurs = (text: string): boolean => {
    const address = canonicalAddress(text);
    return address !== null && (address === shop.address || tagOf(address, shop.address) !== null);
  };
  // One byte more than the readers take: what was cut is refused by them as too large, and never read as if it were whole.
  const maxBytes = config.mailbox.max_bytes + 1;
  return startMailServer({ kind: 'lmtp', ...listen, name: domainOf(shop.address), maxBytes, overlong: 'beginning', maxConnections: max_connections, acceptRecipient: isOurs, keep: async (letter) => keep(letter), now, report });
}

/** Reads every mailbox to its end, does all that is due now, and ends. What went wrong with a mailbox, one sentence each. */
export async function runOnce(config: Config, report: ReportEvent, adapters: Adapters = {}): Promise<readonly string[]> {
  const office = await openOffice(config, report, adapters);
  const stop = new AbortController();
  try {
    const troubles: string[] = [];
    for (const mailbox of config.mailbox.imap) {
      const fault = await peekOnce(watchSettings(config, office, mailbox, () => undefined), stop.signal);
      if (fault !== null) troubles.push(`${mailboxName(mailbox)}: ${fault}`);
    }
    await tellDamaged(office.parts);
    await settle(office.parts);
    return troubles;
  } finally {
    await office.close();
  }
}
