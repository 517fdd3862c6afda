/** The only wiring of the running clearinghouse: configuration → adapters → stages. */
import { openBoard, openProofs, readWitnesses, withoutBoard, type Board } from './board.ts';
import { startBoardSite, type RunningSite } from './board-site.ts';
import { domainOf, findPassword, type Config } from './config.ts';
import { makeEnclose, startEnclosureMaker, type EnclosureMaker } from './enclosures.ts';
import { makeMailboxes, startListeners, type Mailboxes } from './intakes.ts';
import { makeMailSigner, type SignerSettings } from './mail/compose.ts';
import { isRegistering } from './core/register.ts';
import type { Reading } from './protocol/reading.ts';
import { hintsOf } from './mail/hints.ts';
import { makeMailSender, type MailSender } from './mail/smtp.ts';
import { withoutReply } from './protocol/reply-codes.ts';
import { outgoingAccount, tokenSources } from './mailboxes.ts';
import { readerPool, stoppingReader } from './readers.ts';
import type { ReaderPool } from './mail/reader-pool.ts';
import { startNoticeWriter } from './notice-writer.ts';
import { openOffice, systemClock, type Office, type OpenStore } from './office.ts';
import { startPresence, type Presence } from './presence.ts';
import type { IntakeState, ReportEvent } from './protocol/letter.ts';
import { ROLES, type Role } from './roles.ts';
import type { Clock, DrawStatement, Enclose, LetterReader, Prove, Stage, WakeUp, WriteNotice } from './stages/ports.ts';
import { freeingOwnClaims } from './stages/own-claims.ts';
import { tellLate } from './stages/late.ts';
import { publishDue } from './stages/publish.ts';
import { registerBudget } from './stages/register-budget.ts';
import { readDue } from './stages/read.ts';
import { watch, watchAlarms } from './staff-console.ts';
import { makeHanded, putHandedBack, type Handed } from './stages/handed.ts';
import { countOf, makeInHand, type InHand } from './stages/in-hand.ts';
import { makeReceive } from './stages/receive.ts';
import { runStages, type Work } from './stages/run.ts';
import { sendDue, type SendParts } from './stages/send.ts';
import { makeSlowGroups, type SlowGroups } from './stages/slow-groups.ts';
import { makeStatements } from './stages/statements.ts';
import { completeUntilHere } from './stages/watermark.ts';
import { makeDraw } from './statement-evidence.ts';
import { startStatementMaker } from './statement-maker.ts';
import { inProcessWakeUp } from './wakeup/in-process.ts';

type Evidence = { readonly prove: Prove; readonly draw: DrawStatement; readonly enclose: Enclose };

export type Clearinghouse = {
  readonly office: Office;
  /** Ports that are listened on, by kind. */
  readonly ports: { readonly lmtp: number | null; readonly smtp: number | null; readonly site: number | null; readonly console: number | null };
  readonly intakes: () => readonly IntakeState[];
  /** Intake first, then the work in hand, then the rest. Mails that are being sent are waited for a quarter of a minute at most. */
  readonly stop: () => Promise<void>;
};

const SIGNATURE_LIFETIME_SECONDS = 7 * 86_400;
/** Made, kept and noted together. How many are sent at once is the configuration's. */
const SEND_GROUP = 64;
/** So many loops of the stage, each with a group in hand: a question does not wait until all receipts of a round of the board have left. */
const SEND_LOOPS = 2;
/** Letters for each reader: in hand at a time, and of these at most handed over by receive. */
const READ_OF_EACH = 8;
/** Milliseconds after which a round of reading waits no longer for its slowest letter (20 s for DNS), and how many such rounds there may be. */
const [READ_PATIENCE, READ_ROUNDS] = [1_000, 8] as const;
const HANDED_OF_EACH = 4;
/** Milliseconds that a stop waits for letters that are being read (DNS has 20 s): what is not read by then is read after the next start. */
const READ_STOP = 25_000;

/** What may stand in for the machine's clock and the usual store. */
export type Adapters = { readonly clock?: Clock; readonly openStore?: OpenStore };

/**
 * Starts the roles that are given to this process; rejects, with everything closed again, where a part can't start. Some roles without the others are of use
 * only where the store is on a server, and other processes have those.
 */
export async function startClearinghouse(config: Config, log: ReportEvent, adapters: Adapters = {}, roles: readonly Role[] = ROLES): Promise<Clearinghouse> {
  const alarms = watchAlarms(log, adapters.clock ?? systemClock);
  const { report } = alarms;
  // Until every intake runs nobody knows which letters are still to come: no deadline passes.
  const watermark = { of: (): number => Number.NEGATIVE_INFINITY };
  const wakeUp = await openWakeUp(config, roles, report);
  const closers: Closers = [wakeUp.close];
  try {
    const office = await openOffice(config, { report, migrates: true, completeUntil: () => watermark.of(), wakeUp, ...adapters });
    closers.push(office.close);
    // What a killed process had claimed is free again after a while; only who is alone on the store may free it at once.
    if (office.spread === null) await office.store.releaseClaims();
    const parts = await openParts(office, roles, report, closers);
    const { handed, inHand, reading } = parts;
    if (reading !== null) closers.unshift(() => putHandedBack(handed, { ...office, inHand, report }));
    const running = runStages(works(office, roles, parts, report), office.wakeUp, report);
    // A server may take ten minutes to answer for a mail. What it has not answered for soon stays as it is, and is sent again after the next start.
    closers.unshift(async () => {
      parts.sending?.beginClosing();
      reading?.beginClosing();
      await running.stop();
      await Promise.all([parts.sending?.slow.ended(), reading?.slow.ended()]);
    });
    const { intakes, ports, presence } = await openIntakes(office, roles, parts, report, closers);
    watermark.of = presence?.completeUntil ?? ((): number => completeUntilHere(intakes(), office.clock.now()));
    const watchesBoard = config.board.enabled && (roles.includes('board') || roles.includes('console'));
    // What is wrong with the file of witnesses is told at the start, not by the first run of the monitor.
    if (watchesBoard && parts.board === null) readWitnesses(config);
    const watching = await watch(office, { watchesBoard, listens: roles.includes('console') }, parts.mailboxes?.health ?? null, alarms);
    closers.unshift(watching.stop);
    return { office, ports: { ...ports, site: parts.site?.port ?? null, console: watching.consolePort }, intakes, stop: () => closeAll(closers) };
  } catch (error) {
    await closeAll(closers);
    throw error;
  }
}

type Closers = (() => Promise<unknown>)[];

const STAGES: Readonly<Record<Role, readonly Stage[]>> = { receive: [], read: ['read'], clear: ['clear'], send: ['send'], board: ['board'], console: [] };

async function openWakeUp(config: Config, roles: readonly Role[], report: ReportEvent): Promise<WakeUp & { readonly close: () => Promise<void> }> {
  const { url, password_file } = config.wakeup;
  if (url === undefined) return { ...inProcessWakeUp<Stage>(), close: async () => undefined };
  // Most banks have one process, and no need of these libraries.
  const { redisWakeUp } = await import('./wakeup/bullmq.ts');
  const password = findPassword(config, 'KAKITOME_REDIS_PASSWORD', 'wakeup.password_file', password_file);
  return redisWakeUp<Stage>({ url, password, prefix: `kakitome:${config.bank.payment_address}`, own: roles.flatMap((role) => STAGES[role]), report });
}

/** What the roles of this process need; null: none of them needs it. */
type Parts = {
  readonly board: Board | null;
  readonly site: RunningSite | null;
  readonly mailboxes: Mailboxes | null;
  readonly presence: { current: Presence | null };
  /** Between receive and read, where this process does both. */
  readonly handed: Handed | null;
  readonly inHand: InHand;
  readonly reading: { readonly read: LetterReader; readonly slow: SlowGroups; /** False: a letter would only be put off. */ readonly mayRead: () => boolean; readonly beginClosing: () => void } | null;
  readonly sending: (Evidence & { readonly write: WriteNotice; readonly slow: SlowGroups } & Pick<MailSender, 'send' | 'beginClosing'>) | null;
};

async function openParts(office: Office, roles: readonly Role[], report: ReportEvent, closers: Closers): Promise<Parts> {
  const { config } = office;
  const has = (role: Role): boolean => roles.includes(role);
  const withCanaries = has('receive') && config.intake.canary && config.intake.imap.length > 0;
  const tokens = tokenSources(config, office.clock.now, report);
  const pool = has('read') || withCanaries ? readerPool(office, config.intake.readers, report) : null;
  if (pool !== null) closers.unshift(pool.close);
  const sender = has('send') || withCanaries ? makeMailSender({ ...outgoingAccount(config, tokens), maxConnections: config.outgoing.max_connections, report: withoutReply(report) }) : null;
  if (sender !== null) closers.unshift(sender.close);
  const board = config.board.enabled && has('board') ? await openBoard(office, report) : null;
  if (board !== null) closers.unshift(board.stop);
  const site: RunningSite | null = board === null ? null : await startBoardSite(config, board.policy, report);
  if (site !== null) closers.unshift(site.stop);
  const prove = config.board.enabled ? (board?.prove ?? openProofs(office)) : await withoutBoard(office);
  const presence: Parts['presence'] = { current: null };
  const lease = office.spread === null ? null : async (): Promise<boolean> => presence.current?.lease('mailboxes') ?? false;
  const mailboxes = has('receive') ? makeMailboxes({ office, canary: pool === null || sender === null ? null : { sign: makeMailSigner(signerOf(office)), send: sender.send, read: pool.read }, tokens, report, lease }) : null;
  const sending = has('send') && sender !== null ? { ...openEvidence(office, prove, closers), write: openWriter(office, closers), slow: makeSlowGroups(report), send: sender.send, beginClosing: sender.beginClosing } : null;
  const inHand = makeInHand();
  const handed = has('receive') && has('read') ? makeHanded(config.intake.readers * HANDED_OF_EACH, () => config.intake.readers * READ_OF_EACH - countOf(inHand)) : null;
  return { board, site, mailboxes, presence, handed, inHand, reading: has('read') && pool !== null ? openReading(pool, mailboxes, report) : null, sending };
}

function openReading(pool: ReaderPool, mailboxes: Mailboxes | null, report: ReportEvent): NonNullable<Parts['reading']> {
  const read = mailboxes?.look(pool.read) ?? pool.read;
  const slow = makeSlowGroups(report, READ_PATIENCE, READ_ROUNDS, 'read');
  const stopping = stoppingReader(read, pool.close, READ_STOP);
  return { read: stopping.read, mayRead: pool.mayRead, slow, beginClosing: stopping.beginClosing };
}

function openEvidence(office: Office, prove: Prove, closers: Closers): Evidence {
  const statements = startStatementMaker();
  closers.unshift(statements.stop);
  const enclosures = startEnclosureMaker();
  closers.unshift(enclosures.stop);
  return { prove, draw: makeDraw(office.store, office.rulebook.bank, statements.layOut), enclose: encloseOf(office, enclosures.make) };
}

type OpenedIntakes = { readonly intakes: () => readonly IntakeState[]; readonly ports: { readonly lmtp: number | null; readonly smtp: number | null }; readonly presence: Presence | null };

async function openIntakes(office: Office, roles: readonly Role[], { mailboxes, presence, handed }: Parts, report: ReportEvent, closers: Closers): Promise<OpenedIntakes> {
  const { config, store, clock, chance, wakeUp, spread } = office;
  const states: (() => readonly IntakeState[])[] = [];
  const intakes = (): readonly IntakeState[] => states.flatMap((of) => of());
  // The others know of an intake before it takes its first letter.
  presence.current = spread === null ? null : await startPresence({ spread, config, roles, clock, chance, intakes, report });
  if (presence.current !== null) closers.unshift(presence.current.stop);
  if (mailboxes === null) return { intakes, ports: { lmtp: null, smtp: null }, presence: presence.current };
  const received = makeReceive({ store, clock, wakeUp, hints: hintsOf, handed, report });
  const keep = presence.current?.fenced(received) ?? received;
  const listeners = await startListeners(office, keep, report);
  closers.unshift(() => Promise.all([mailboxes.stop(), ...listeners.intakes.map((intake) => intake.stop())]));
  states.push(() => listeners.intakes.map((intake) => intake.state()), mailboxes.states);
  mailboxes.begin(keep);
  return { intakes, ports: listeners.ports, presence: presence.current };
}

/** All of them, whatever one says: a thread or a connection that is left over keeps the process alive. Then the first fault is thrown. */
async function closeAll(closers: readonly (() => Promise<unknown>)[]): Promise<void> {
  const faults: unknown[] = [];
  for (const close of closers) await close().catch((error: unknown) => faults.push(error));
  if (faults.length > 0) throw faults[0];
}

function openWriter(office: Office, closers: Closers): WriteNotice {
  const writer = startNoticeWriter({ bank: office.rulebook.bank, signer: signerOf(office) });
  closers.unshift(writer.stop);
  return writer.write;
}

function signerOf({ rulebook, config, keys }: Office): SignerSettings {
  return { domain: domainOf(rulebook.bank.paymentAddress), selector: config.dkim.selector, privateKey: keys.dkim, signatureLifetimeSeconds: SIGNATURE_LIFETIME_SECONDS };
}

const encloseOf = ({ rulebook, keys, config }: Office, make: EnclosureMaker['make']): Enclose =>
  makeEnclose({ bank: rulebook.bank, postalAddress: config.bank.postal_address, keys: rulebook.keys, recipient: keys.wallet[0]?.recipient ?? null }, make);

function works(office: Office, roles: readonly Role[], { board, reading, handed, inHand, sending }: Parts, report: ReportEvent): readonly Work[] {
  const { clock, chance, wakeUp, rulebook, config } = office;
  const store = freeingOwnClaims(office.store);
  const { register } = rulebook.policy;
  const mayLookUp = register === null ? () => false : registerBudget(clock, register.perDomainAndDay);
  const mayRegister = (reading: Reading, from: string): boolean => register !== null && isRegistering(reading, rulebook.bank) && mayLookUp(domainOf(from));
  return [
    // Without a thread nothing is claimed: each claim counts as a try, and another process may have threads.
    ...(reading === null ? [] : [{ stage: 'read' as const, work: async () => reading.mayRead() && readDue({ store, clock, wakeUp, read: reading.read, mayRegister, pageAddress: rulebook.bank.pageAddress, atOnce: config.intake.readers * READ_OF_EACH, handed, inHand, slow: reading.slow, report }) }]),
    ...(roles.includes('clear') ? [{ stage: 'clear' as const, work: office.clearing.clearDue }, statementWork(office, report), ...lateWork(office, report)] : []),
    ...(sending === null ? [] : sendWorks({ store, clock, chance, wakeUp, ...sending, rulebook, atOnce: SEND_GROUP, inHand: new Set(), report })),
    ...(board === null ? [] : [{ stage: 'board' as const, work: () => publishDue({ wakeUp, round: board.round }) }]),
  ];
}

const sendWorks = (parts: SendParts): readonly Work[] => Array.from({ length: SEND_LOOPS }, () => ({ stage: 'send', work: () => sendDue(parts) }));

/** Not with those who keep the board: when they are away is when it is needed. */
const lateWork = ({ store, clock, wakeUp, config }: Office, report: ReportEvent): readonly Work[] =>
  config.board.enabled ? [{ stage: 'late', work: () => tellLate({ store, clock, wakeUp, lateAfter: config.board.proof_late, report }) }] : [];

/** A round a second, whatever there is to do: payments go before. */
function statementWork({ store, clock, clearing, rulebook }: Office, report: ReportEvent): Work {
  const round = makeStatements({ store, clock, instruct: clearing.instruct, timeZone: rulebook.bank.timeZone, report });
  return { stage: 'statements', work: async () => (await round(), false) };
}
