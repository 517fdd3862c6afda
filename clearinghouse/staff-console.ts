/** What watches a running bank: the monitor of its board, the ring of its alarms, and the console that shows both to staff. */
import { monitorRuns } from './board-monitor-runs.ts';
import { ConfigError } from './config.ts';
import { alarmRing, type AlarmRing } from './console/alarm-ring.ts';
import { makeBoardMonitor, type BoardMonitor } from './console/board-monitor.ts';
import { startConsole, type RunningConsole } from './console/server.ts';
import { consoleStateOf, type ConsoleParts } from './console/state.ts';
import type { PaymentId } from './core/payment.ts';
import type { Office } from './office.ts';
import { referenceOf, showReference } from './protocol/reference.ts';
import type { Clock, ReportEvent } from './stages/ports.ts';

export const watchAlarms = (report: ReportEvent, clock: Clock): AlarmRing<ReportEvent> => alarmRing(report, clock.now);

export type Watching = { readonly consolePort: number | null; readonly stop: () => Promise<void> };

/** Beyond its grace a payment may stay open for as long as a letter may hold it up (9-rules 10). */
const LETTERS_WAIT = 4 * 3_600_000;

/** `watchesBoard`: the bank keeps one, and this process compares it with the ledger. Rejects, with nothing left running, where the console can't listen. */
export async function watch(office: Office, { watchesBoard, listens }: { readonly watchesBoard: boolean; readonly listens: boolean }, mailboxes: ConsoleParts['mailboxes'], alarms: AlarmRing<ReportEvent>): Promise<Watching> {
  const { config } = office;
  const monitor = !watchesBoard ? null : makeBoardMonitor(monitorRuns(office), office.clock, alarms.report);
  const shown = !listens ? null : await openConsole(office, monitor, mailboxes, alarms);
  const running = monitor?.start(config.board.monitor) ?? null;
  return {
    consolePort: shown?.port ?? null,
    stop: async () => {
      await running?.stop();
      await shown?.close();
    },
  };
}

async function openConsole({ config, store, clock, keys }: Office, monitor: BoardMonitor | null, mailboxes: ConsoleParts['mailboxes'], alarms: AlarmRing<ReportEvent>): Promise<RunningConsole | null> {
  if (config.console === undefined) return null;
  // Where the mailboxes are read by another process, it alone knows how they are.
  const elsewhere = config.intake.canary && config.intake.imap.length > 0 ? (): readonly [] => [] : null;
  const reference = (payment: PaymentId): string => showReference(referenceOf(payment, keys.reference));
  const state = { store, now: clock.now, reference, patience: config.deadlines.grace + LETTERS_WAIT, monitor, mailboxes: mailboxes ?? elsewhere, alarms };
  try {
    return await startConsole({ listen: config.console.listen, name: config.bank.name, state: () => consoleStateOf(state), now: clock.now, report: alarms.report });
  } catch (error) {
    if (error instanceof RangeError) throw new ConfigError(`${config.file}: ${error.message}`);
    throw error;
  }
}
