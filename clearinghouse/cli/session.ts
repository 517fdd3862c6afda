/** Opens the bank's office for one verb and closes it again, whatever happens. Works beside a running daemon: both use the same store. */
import { ConfigError, loadConfig, type Config } from '../config.ts';
import { openHere, requireStore, storeName } from '../database.ts';
import { openOffice, type Office } from '../office.ts';
import type { ReportEvent } from '../protocol/letter.ts';
import { Mistake, storeTrouble } from './mistake.ts';
import type { ExitCode, Terminal } from './verb.ts';

/** Reports of a verb's own work: only what an operator must know stands on stderr. */
export const reportTo =
  (terminal: Terminal): ReportEvent =>
  (level, event, fields) => {
    if (level === 'alarm') terminal.note(`alarm: ${event} ${JSON.stringify(fields).slice(0, 400)}`);
  };

export async function withOffice(terminal: Terminal, work: (office: Office) => Promise<ExitCode>): Promise<ExitCode> {
  const config = loadConfig(terminal.config);
  requireStore(config);
  const office = await openOrTell(config, reportTo(terminal), { serves: false });
  try {
    return await work(office);
  } finally {
    await office.close();
  }
}

/** What keeps a store from opening (another key, a newer schema, no right to the file) is told in its own sentence. */
/** `serves`: it stays open and answers people, and has threads of its own for the store. */
export async function openOrTell(config: Config, report: ReportEvent, { serves }: { readonly serves: boolean }): Promise<Office> {
  try {
    return await openOffice(config, { report, ...(serves ? {} : { openStore: openHere }) });
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const trouble = storeTrouble(error);
    if (trouble !== null) throw new Mistake(`${storeName(config)} can't be opened: ${trouble}`);
    throw new Mistake(`the database ${storeName(config)} can't be opened: ${error instanceof Error ? error.message : String(error)}; expected the bank's database and its keys (see \`kakitome doctor\`)`);
  }
}
