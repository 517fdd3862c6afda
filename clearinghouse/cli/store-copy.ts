/** `kakitome store copy`: the whole bank from its database into an empty one, from a file to a server or back. What it was copied from is not opened any more, unless it stays the bank's. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { databaseUrl, isDatabaseUrl } from '../config-schema.ts';
import { findPassword, loadConfig, type Config } from '../config.ts';
import { CopiedOnly, copyDatabase, isOnServer, otherName, requireStore, storeName, storePath, type OtherStore } from '../database.ts';
import { readKeys } from '../key-files.ts';
import { keysFolder, systemClock } from '../office.ts';
import { CopyRefused, type TableDigest } from '../store/common/copying.ts';
import { takeDaemonLock } from './daemon-lock.ts';
import { Mistake, mistake } from './mistake.ts';
import { show } from './print.ts';
import { openOrTell, reportTo } from './session.ts';
import { showTime } from './shapes.ts';
import { table } from './table.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly to: string; readonly schema?: string; readonly passwordFile?: string; readonly stay?: true };

export const storeCopy: Verb = (parent, run) =>
  void parent
    .command('copy')
    .description('copy the bank\'s database into an empty one, all of it or nothing, while the bank does not run; audited on both sides, and each table compared by its digest')
    .requiredOption('--to <place>', 'postgres://… without a password, or the path of a file that is not there yet')
    .option('--schema <name>', 'the schema on that server (default: store.schema)')
    .option('--password-file <file>', 'a file with the password for that server (default: store.password_file, or KAKITOME_DATABASE_PASSWORD)')
    .option('--stay', 'the bank stays where it is, and the copy is one to look at; without it the old database is not opened any more')
    .addHelpText('after', examples('store copy --to "postgres://kakitome@db.bank.example/kakitome?sslmode=verify-full"', 'store copy --to kakitome-copy.db --stay'))
    .action(run(copy));

async function copy(terminal: Terminal, options: Options): Promise<ExitCode> {
  const config = loadConfig(terminal.config);
  requireStore(config);
  const other = otherStore(config, options);
  const { letter } = readKeys(keysFolder(config), config.dkim.selector);
  const quiet = await requireQuiet(terminal, config);
  try {
    const digests = await copyDatabase(config, letter, other, { tell: () => undefined, stillQuiet: quiet.still, moves: options.stay !== true });
    const rows = digests.reduce((sum, one) => sum + one.rows, 0);
    show(terminal, copiedText(config, other, digests, rows, options.stay === true), { from: storeName(config), to: otherName(other), rows, tables: digests.map((one) => ({ ...one })) });
    return 0;
  } catch (error) {
    throw told(error, other);
  } finally {
    quiet.release();
  }
}

function otherStore(config: Config, { to, schema = config.store.schema, passwordFile }: Options): OtherStore {
  if (!/^postgres(ql)?:/i.test(to)) {
    const path = resolve(to);
    if (existsSync(path)) throw mistake('--to', `a file at ${path}`, 'the path of a file that is not there yet');
    return { path };
  }
  if (!isDatabaseUrl(to)) throw mistake('--to', 'an address that is none of a database, or has a password in it', databaseUrl);
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) throw mistake('--schema', JSON.stringify(schema), 'small letters, digits and _');
  const password = passwordFile === undefined ? findPassword(config, 'KAKITOME_DATABASE_PASSWORD', 'store.password_file', config.store.password_file) : passwordIn(passwordFile);
  return { url: to, schema, password };
}

function passwordIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw mistake('--password-file', `${file}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`, 'a file that holds the password');
  }
}

type Quiet = { /** Rejects where a process has begun to work since. */ readonly still: () => Promise<void>; /** Lets the bank start again. */ readonly release: () => void };

/**
 * What is taken in while the copy runs would be missing in it. A file is kept from other processes until the end; on a server one may begin meanwhile, on a machine that
 * nobody thought of: what it is handed waits for the copy to end, and would stand in the old database alone. So it is looked for once more before the copy counts.
 */
async function requireQuiet(terminal: Terminal, config: Config): Promise<Quiet> {
  if (!isOnServer(config)) return { still: async () => undefined, release: takeDaemonLock(storePath(config)) };
  await requireNoProcess(terminal, config, 'working on it', '');
  return { still: () => requireNoProcess(terminal, config, 'that began to work on it while it was copied', '; nothing was written'), release: () => undefined };
}

async function requireNoProcess(terminal: Terminal, config: Config, found: string, end: string): Promise<void> {
  const office = await openOrTell(config, reportTo(terminal), { serves: false });
  try {
    const [one] = (await office.spread?.processes(systemClock.now())) ?? [];
    if (one !== undefined) {
      const until = showTime(one.aliveUntil, office.rulebook.bank.timeZone);
      throw mistake(storeName(config), `process ${one.pid} on ${one.host} (${one.roles}) ${found}`, `none: stop it first (one that was killed counts until ${until})${end}`);
    }
  } finally {
    await office.close();
  }
}

function told(error: unknown, other: OtherStore): unknown {
  if (error instanceof CopiedOnly) return new Mistake(`store copy: ${error.message}; see that nothing is started there any more`);
  if (error instanceof CopyRefused) return new Mistake(`store copy: ${error.message}; nothing was written`);
  if (error instanceof Error && error.constructor !== Mistake && !(error instanceof TypeError || error instanceof RangeError)) return new Mistake(`store copy to ${otherName(other)}: found ${error.message}; expected an empty database that can be written, with this bank's keys; nothing was written`);
  return error;
}

function copiedText(config: Config, other: OtherStore, digests: readonly TableDigest[], rows: number, stays: boolean): string {
  const text = table([{ title: 'Table' }, { title: 'Rows', align: 'right' }, { title: 'Digest' }], digests.map((one) => [one.table, String(one.rows), one.digest.slice(0, 16)]));
  const next = 'path' in other ? `path = ${JSON.stringify(other.path)}, and without url` : `url = ${JSON.stringify(other.url)} and schema = ${JSON.stringify(other.schema)}`;
  return `${text}

Copied ${rows} rows from ${storeName(config)} to ${otherName(other)}. Both are the same, table by table, and the audit finds nothing there that it does not find here.
${stays ? 'The bank stays where it is: what is done from now on is not in the copy.' : `Next: put ${next} under [store] of ${config.file}, then \`kakitome doctor\` and \`kakitome start\`. The old database is not opened any more; \`kakitome store take-back\` with the configuration as it is brings the bank back, as long as nothing was done on the new one.`}`;
}
