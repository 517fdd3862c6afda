/** The only wiring of the running clearinghouse: configuration → adapters → stages. */
import { openBoard, withoutBoard, type Board } from './board.ts';
import { startBoardSite, type RunningSite } from './board-site.ts';
import { domainOf, type Config } from './config.ts';
import { makeEnclose, startEnclosureMaker, type EnclosureMaker } from './enclosures.ts';
import { makeMailSigner } from './mail/compose.ts';
import { startImapIntake } from './mail/imap.ts';
import { startMailServer, type RunningMailServer } from './mail/lmtp.ts';
import { isRegistering } from './core/register.ts';
import type { Reading } from './protocol/reading.ts';
import { hintsOf } from './mail/hints.ts';
import { makeMailSender } from './mail/smtp.ts';
import { canariesOf, imapAccount, outgoingAccount, tokenSources, type TokenSources } from './mailboxes.ts';
import { readerPool } from './readers.ts';
import { renderNotice } from './notices/index.ts';
import { openOffice, systemClock, type Office, type OpenStore } from './office.ts';
import { canonicalAddress, tagOf } from './protocol/address.ts';
import type { IntakeState, KeepLetter, ReportEvent, RunningIntake } from './protocol/letter.ts';
import type { Clock, DrawStatement, Enclose, LetterReader, Prove, SendMail, SignMail } from './stages/ports.ts';
import { publishDue } from './stages/publish.ts';
import { registerBudget } from './stages/register-budget.ts';
import { readDue } from './stages/read.ts';
import { watch, watchAlarms } from './staff-console.ts';
import { makeReceive } from './stages/receive.ts';
import { runStages, type Work } from './stages/run.ts';
import { sendDue } from './stages/send.ts';
import { makeStatements } from './stages/statements.ts';
import { makeDraw } from './statement-evidence.ts';
import { startStatementMaker } from './statement-maker.ts';

type Evidence = { readonly prove: Prove; readonly draw: DrawStatement; readonly enclose: Enclose };
type MailPorts = { readonly lmtp: number | null; readonly smtp: number | null };

export type Clearinghouse = {
  readonly office: Office;
  /** Ports that are listened on, by kind. */
  readonly ports: { readonly lmtp: number | null; readonly smtp: number | null; readonly site: number | null; readonly console: number | null };
  readonly intakes: () => readonly IntakeState[];
  /** Intake first, then the work in hand, then the rest. */
  readonly stop: () => Promise<void>;
};

const SIGNATURE_LIFETIME_SECONDS = 7 * 86_400;
const SENDERS = 8;

/** What may stand in for the machine's clock and the usual store. */
export type Adapters = { readonly clock?: Clock; readonly openStore?: OpenStore };

/** Starts all roles in this process; rejects, with everything closed again, where one can't start. */
export async function startClearinghouse(config: Config, log: ReportEvent, adapters: Adapters = {}): Promise<Clearinghouse> {
  const alarms = watchAlarms(log, adapters.clock ?? systemClock);
  const { report } = alarms;
  const intakes: RunningIntake[] = [];
  let listening = false;
  // Until every intake runs nobody knows which letters are still to come: no deadline passes.
  const completeUntil = (): number => (listening ? Math.min(...intakes.map((intake) => intake.state().completeUntil ?? Number.NEGATIVE_INFINITY)) : Number.NEGATIVE_INFINITY);
  const office = await openOffice(config, { report, completeUntil, ...adapters });
  const closers: (() => Promise<unknown>)[] = [office.close];
  try {
    await office.store.releaseClaims();
    const pool = readerPool(office, config.intake.readers);
    closers.unshift(pool.close);
    const tokens = tokenSources(config, office.clock.now, report);
    const sender = makeMailSender({ ...outgoingAccount(config, tokens), maxConnections: config.outgoing.max_connections, report });
    closers.unshift(sender.close);
    const board = config.board.enabled ? await openBoard(office, report) : null;
    if (board !== null) closers.unshift(board.stop);
    const site: RunningSite | null = board === null ? null : await startBoardSite(config, board.policy, report);
    if (site !== null) closers.unshift(site.stop);
    const prove = board?.prove ?? (await withoutBoard(office));
    const statements = startStatementMaker();
    closers.unshift(statements.stop);
    const draw = makeDraw(office.store, office.rulebook.bank, statements.layOut);
    const enclosures = startEnclosureMaker();
    closers.unshift(enclosures.stop);
    const enclose = encloseOf(office, enclosures.make);
    const sign = mailSigner(office);
    const canaries = canariesOf(office, { sign, send: sender.send, read: pool.read }, report);
    const running = runStages([...works(office, canaries === null ? pool.read : canaries.look(pool.read), sign, sender.send, { prove, draw, enclose }, report), ...boardWorks(office, board, report), ...statementWorks(office, report)], office.wakeUp, report);
    closers.unshift(running.stop);
    const keep = makeReceive({ store: office.store, clock: office.clock, wakeUp: office.wakeUp, hints: hintsOf, report });
    const mail = await startListeners(config, office, keep, report, intakes);
    for (const imap of config.intake.imap) intakes.push(startImap(config, imap, office, keep, canaries, tokens, report));
    listening = true;
    const endCanaries = canaries?.begin();
    closers.unshift(async () => endCanaries?.());
    closers.unshift(() => Promise.all(intakes.map((intake) => intake.stop())));
    const watching = await watch(office, board, canaries?.health ?? null, alarms);
    closers.unshift(watching.stop);
    const ports = { ...mail, site: site?.port ?? null, console: watching.consolePort };
    return { office, ports, intakes: () => intakes.map((intake) => intake.state()), stop: () => closeAll(closers) };
  } catch (error) {
    await Promise.all(intakes.map((intake) => intake.stop()));
    await closeAll(closers);
    throw error;
  }
}

async function closeAll(closers: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const close of closers) await close();
}

function mailSigner({ rulebook, config, keys }: Office): SignMail {
  return makeMailSigner({ domain: domainOf(rulebook.bank.paymentAddress), selector: config.dkim.selector, privateKey: keys.dkim, signatureLifetimeSeconds: SIGNATURE_LIFETIME_SECONDS });
}

const encloseOf = ({ rulebook, keys, config }: Office, make: EnclosureMaker['make']): Enclose =>
  makeEnclose({ bank: rulebook.bank, postalAddress: config.bank.postal_address, keys: rulebook.keys, recipient: keys.wallet[0]?.recipient ?? null }, make);

function works(office: Office, read: LetterReader, sign: SignMail, send: SendMail, { prove, draw, enclose }: Evidence, report: ReportEvent): readonly Work[] {
  const { store, clock, chance, wakeUp, rulebook, config } = office;
  const { register } = rulebook.policy;
  const mayLookUp = register === null ? () => false : registerBudget(clock, register.perDomainAndDay);
  const mayRegister = (reading: Reading, from: string): boolean => register !== null && isRegistering(reading, rulebook.bank) && mayLookUp(domainOf(from));
  return [
    { stage: 'read', work: () => readDue({ store, clock, wakeUp, read, hints: hintsOf, mayRegister, pageAddress: rulebook.bank.pageAddress, atOnce: config.intake.readers * 8, report }) },
    { stage: 'clear', work: office.clearing.clearDue },
    { stage: 'send', work: () => sendDue({ store, clock, chance, wakeUp, render: renderNotice, prove, draw, enclose, sign, send, rulebook, atOnce: SENDERS, report }) },
  ];
}

/** A round a second, whatever there is to do: payments go before. */
function statementWorks({ store, clock, clearing, rulebook }: Office, report: ReportEvent): readonly Work[] {
  const round = makeStatements({ store, clock, instruct: clearing.instruct, timeZone: rulebook.bank.timeZone, report });
  return [{ stage: 'statements', work: async () => (await round(), false) }];
}

function boardWorks({ store, clock, wakeUp, config }: Office, board: Board | null, report: ReportEvent): readonly Work[] {
  if (board === null) return [];
  return [{ stage: 'board', work: () => publishDue({ store, clock, wakeUp, round: board.round, lateAfter: config.board.proof_late, report }) }];
}

async function startListeners(config: Config, office: Office, keep: KeepLetter, report: ReportEvent, intakes: RunningIntake[]): Promise<MailPorts> {
  const ports: { lmtp: number | null; smtp: number | null } = { lmtp: null, smtp: null };
  for (const kind of ['lmtp', 'smtp'] as const) {
    const server = await startListener(config, kind, office, keep, report);
    if (server === null) continue;
    intakes.push(server);
    ports[kind] = server.port;
  }
  return ports;
}

async function startListener(config: Config, kind: 'lmtp' | 'smtp', office: Office, keep: KeepLetter, report: ReportEvent): Promise<RunningMailServer | null> {
  const settings = config.intake[kind];
  if (settings === undefined) return null;
  const { bank } = office.rulebook;
  const isOurs = (text: string): boolean => {
    const address = canonicalAddress(text);
    return address !== null && (address === bank.boardAddress || [bank.paymentAddress, bank.bounceAddress].some((own) => address === own || tagOf(address, own) !== null));
  };
  return startMailServer({
    kind,
    ...settings.listen,
    name: domainOf(bank.paymentAddress),
    maxBytes: config.intake.max_bytes,
    maxConnections: settings.max_connections,
    acceptRecipient: isOurs,
    keep,
    now: office.clock.now,
    report,
  });
}

function startImap(config: Config, imap: Config['intake']['imap'][number], office: Office, keep: KeepLetter, canaries: ReturnType<typeof canariesOf>, tokens: TokenSources, report: ReportEvent): RunningIntake {
  const name = `${imap.user}@${imap.host}`;
  return startImapIntake({
    ...imapAccount(config, imap, tokens),
    name,
    ...(canaries === null ? {} : { canary: canaries.guard(name, imap) }),
    folders: imap.folders,
    doneFolder: imap.done_folder,
    keep,
    cursor: { load: (folder) => office.store.loadCursor(name, folder), save: (folder, cursor) => office.store.saveCursor(name, folder, cursor) },
    now: office.clock.now,
    random: office.chance.fraction,
    report,
    pollSeconds: imap.poll / 1_000,
    maxBytes: config.intake.max_bytes,
  });
}
