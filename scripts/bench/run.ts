/** One run from end to end: world, warm-up, load, the books, then the floor with the same mails. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, availableParallelism } from 'node:os';
import { join } from 'node:path';
import { BANK_DOMAIN, PAY } from '../demo/world.ts';
import { startDns } from '../dns.ts';
import { dovecotAvailable, startDovecot } from '../dovecot.ts';
import { freePort } from '../free-port.ts';
import { bankKey, MAILBOX_PASSWORD, prepareBank, SELECTOR, type Intake } from './bank.ts';
import { checkRun } from './check.ts';
import { canMeasure, startChild, type Measurable } from './child.ts';
import { watchDisk } from './disk.ts';
import { DEPOSIT, makeCast, makeDeals, type Cast, type Deal } from './deals.ts';
import type { FloorSettings } from './floor.ts';
import { openLines } from './lines.ts';
import type { HistoryOptions } from './history/fill.ts';
import { prepareHistory } from './history/prepare.ts';
import { lookAround } from './history/look.ts';
import { makeLoad, type Load, type Mode } from './load.ts';
import { measuredOf, type Measured, type Report } from './report.ts';
import { startSink, type Sink } from './sink.ts';
import { startYardstick } from './yardstick.ts';

export type BenchOptions = {
  readonly intake: Intake;
  readonly mode: Mode;
  readonly payments: number;
  readonly warmUp: number;
  readonly buyers: number;
  readonly shops: number;
  readonly board: boolean;
  readonly floor: boolean;
  /** What its books hold before the run begins; null: nothing. */
  readonly history: HistoryOptions | null;
  readonly nodeOptions: readonly string[];
  readonly say: (line: string) => void;
};

/** What was opened, to be closed in the opposite order. */
type Closers = (() => unknown)[];

const LINES = 16;
/** Dovecot forks a process for each. */
const MAILBOX_LINES = 4;
/** After the last receipt has come, what was sent is still to be noted. */
const SETTLE_MS = 300;

/** Rejects where it can't be measured here, or where a payment gets stuck. */
export async function runBench(options: BenchOptions): Promise<Report> {
  if (!canMeasure()) throw new Error('processor time is read from /proc: this needs Linux');
  if (options.intake === 'imap' && !dovecotAvailable()) throw new Error('--intake imap needs Dovecot, which is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-bench-'));
  chmodSync(folder, 0o755);
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  const closers: Closers = [() => process.off('exit', remove), remove];
  try {
    return await runIn(folder, options, closers);
  } finally {
    for (const close of closers.toReversed()) await close();
  }
}

async function runIn(folder: string, options: BenchOptions, closers: Closers): Promise<Report> {
  const { say, nodeOptions: _nodeOptions, floor: wantsFloor, ...told } = options;
  const began = Date.now();
  say('makes the people, their mails and the bank');
  const cast = makeCast(options.buyers, options.shops);
  const deals = makeDeals(cast, options.warmUp + options.payments);
  const key = bankKey(folder);
  const dns = await startDns({ records: [...cast.domains.flatMap(({ records }) => records), { name: `${SELECTOR}._domainkey.${BANK_DOMAIN}`, type: 'TXT', value: key.record }] });
  closers.push(dns.stop);
  const sink = await startSink();
  closers.push(sink.stop);
  const dovecot = options.intake === 'imap' ? await startDovecot({ dir: folder, users: [{ user: PAY, password: MAILBOX_PASSWORD }] }) : null;
  closers.push(async () => dovecot?.stop());
  const bank = await prepareBank({ ...options, folder, cast, dnsPort: dns.port, outgoingPort: sink.port, dovecot, begun: async (config) => (options.history === null ? undefined : prepareHistory(config, options.history, say)) });
  const ofBank = await underLoad(await bank.start(), { ...bank, folder }, options, deals, sink, closers);
  const office = await bank.open();
  const [checked, looks] = await (async () => {
    const found = await checkRun(office, { cast, deals, load: ofBank.load, deposits: DEPOSIT * BigInt(cast.buyers.length), began, history: options.history });
    return [found, options.history === null ? null : await lookAround(office)] as const;
  })().finally(office.close);
  const floor = wantsFloor ? await runFloor(folder, key.file, cast, options, deals, sink, closers) : null;
  return { options: told, machine: { node: process.version.slice(1), processors: availableParallelism() }, bank: ofBank.measured, floor, physicalU: 4 * ofBank.verifyU + checked.notices / deals.length, checked, looks };
}

/** The floor takes SMTP where the bank has a mailbox. */
async function runFloor(folder: string, keyFile: string, cast: Cast, options: BenchOptions, deals: readonly Deal[], sink: Sink, closers: Closers): Promise<Measured> {
  const records = Object.fromEntries(cast.domains.flatMap((domain) => domain.records.filter(({ type }) => type === 'TXT').map(({ name, value }) => [name, value])));
  const settings: FloorSettings = { port: await freePort(), lmtp: options.intake === 'lmtp', outgoingPort: sink.port, keyFile, database: join(folder, 'floor.db'), records };
  const child = await startChild([join(import.meta.dirname, 'floor.ts'), JSON.stringify(settings)]);
  return (await underLoad(child, { ...settings, folder }, options, deals, sink, closers)).measured;
}

type Door = { readonly port: number; readonly lmtp: boolean; /** On the disk of its books. */ readonly folder: string };
type UnderLoad = { readonly measured: Measured; readonly load: Load; readonly verifyU: number };

async function underLoad(child: Measurable, { port, lmtp, folder }: Door, options: BenchOptions, deals: readonly Deal[], sink: Sink, closers: Closers): Promise<UnderLoad> {
  // Ended twice does no harm.
  closers.push(child.stop);
  const lines = await openLines(port, lmtp, options.intake === 'imap' ? MAILBOX_LINES : LINES);
  closers.push(lines.close);
  const load = makeLoad(lines, sink);
  options.say('warms up');
  await load.play(deals.slice(0, options.warmUp), { kind: 'closed', users: 8 });
  options.say('plays the payments');
  const yardstick = startYardstick();
  const disk = await watchDisk(folder);
  closers.push(disk.stop);
  try {
    const [before, own] = [child.spent(), process.cpuUsage()];
    const played = await load.play(deals.slice(options.warmUp), options.mode);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const [after, { user, system }] = [child.spent(), process.cpuUsage(own)];
    await disk.stop();
    const signMs = yardstick.signMs();
    const measured = measuredOf({ played, cpuMs: after.all - before.all, threads: Object.fromEntries(Object.entries(after.threads).map(([name, ms]) => [name, ms - (before.threads[name] ?? 0)])), generatorMs: (user + system) / 1_000, signMs, disk: disk.took, peakMegabytes: child.peakMegabytes() });
    return { measured, load, verifyU: yardstick.verifyMs() / signMs };
  } finally {
    yardstick.stop();
    await disk.stop();
    lines.close();
    const said = await child.stop();
    // A bank that logs warnings under load is worth a look.
    for (const line of said.split('\n').filter((text) => /"level":\s*"?(?:warn|error|alarm|[45]0)/.test(text)).slice(0, 5)) options.say(line);
  }
}
