/** Opens the bank's office for one verb and closes it again, whatever happens. Works beside a running daemon: both use the same store. */
import { existsSync } from 'node:fs';
import { ConfigError, loadConfig, type Config } from '../config.ts';
import { openOffice, storePath, type Office } from '../office.ts';
import type { ReportEvent } from '../protocol/letter.ts';
import { Mistake, mistake } from './mistake.ts';
import type { ExitCode, Terminal } from './verb.ts';

/** Reports of a verb's own work: only what an operator must know stands on stderr. */
export const reportTo =
  (terminal: Terminal): ReportEvent =>
  (level, event, fields) => {
    if (level === 'alarm') terminal.note(`alarm: ${event} ${JSON.stringify(fields).slice(0, 400)}`);
  };

/** A verb never makes a database: a wrong path would become an empty bank. */
export function requireDatabase(config: Config): void {
  const path = storePath(config);
  if (!existsSync(path)) throw mistake(`${config.file}: store.path`, `no database at ${path}`, 'the one that `kakitome init` made');
}

export async function withOffice(terminal: Terminal, work: (office: Office) => Promise<ExitCode>): Promise<ExitCode> {
  const config = loadConfig(terminal.config);
  requireDatabase(config);
  const office = await openOrTell(config, reportTo(terminal));
  try {
    return await work(office);
  } finally {
    await office.close();
  }
}

/** What keeps a store from opening (another key, a newer schema, no right to the file) is told in its own sentence. */
async function openOrTell(config: Config, report: ReportEvent): Promise<Office> {
  try {
    return await openOffice(config, { report });
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new Mistake(`the database ${storePath(config)} can't be opened: ${error instanceof Error ? error.message : String(error)}; expected the bank's database and its keys (see \`kakitome doctor\`)`);
  }
}
