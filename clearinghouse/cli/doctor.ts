/** `kakitome doctor`: looks at everything that a bank needs to run, changes nothing, and says for each what is wrong and what to put. */
import { existsSync } from 'node:fs';
import { bankOf, ConfigError, loadConfig, type Config } from '../config.ts';
import { readKeys, type BankKeys } from '../key-files.ts';
import { isOnServer, storeName, storePath } from '../database.ts';
import { keysFolder, openOffice, systemClock } from '../office.ts';
import { checkRedis } from './doctor-redis.ts';
import { checkServer } from './doctor-server.ts';
import { ok, unsure, wrong, type Check } from './check.ts';
import { checkBoard } from './doctor-board.ts';
import { TELEPHONE_MISSING } from './kakitome-toml.ts';
import { show } from './print.ts';
import { labelled } from './table.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';
import { olderWallets, sentenceOf } from './wallet-older.ts';

export const doctor: Verb = (parent, run) =>
  void parent
    .command('doctor')
    .description('check configuration, keys, database, board, IMAP login, outgoing SMTP, and the bank domain\'s SPF, DKIM and DMARC records; exit code 1 if anything is wrong')
    .addHelpText('after', examples('doctor --config /srv/bank/kakitome.toml', 'doctor --json'))
    .action(run(examine));

async function examine(terminal: Terminal): Promise<ExitCode> {
  const checks = await allChecks(terminal.config);
  const wrongs = checks.filter((check) => check.outcome === 'wrong').length;
  show(terminal, labelled(checks.map((check) => [`${check.outcome.padEnd(6)}  ${check.name}`, check.found])), { ok: wrongs === 0, checks: checks.map((check) => ({ ...check })) });
  return wrongs === 0 ? 0 : 1;
}

async function allChecks(file: string): Promise<readonly Check[]> {
  const config = readConfig(file);
  // Without a configuration nothing else can be found.
  if ('wrong' in config) return config.wrong;
  const keys = tryKeys(config);
  const dkim = 'wrong' in keys ? null : keys.dkim;
  const database = 'wrong' in keys ? { checks: [unsure('database', 'not looked at: its key could not be read')], addresses: [] } : await checkDatabase(config);
  // The mail libraries take longest to load, and no other verb needs them.
  const [{ checkRecords }, { checkImap }, { checkOutgoing }] = await Promise.all([import('./doctor-dns.ts'), import('./doctor-imap.ts'), import('./doctor-smtp.ts')]);
  const [mailboxes, outgoing, records] = await Promise.all([Promise.all(config.intake.imap.map((mailbox) => checkImap(config, mailbox))), checkOutgoing(config, database.addresses), checkRecords(config, dkim)]);
  return [checkConfig(config), ...checkForm(config), 'wrong' in keys ? keys.wrong : ok('keys', `all there in ${keysFolder(config)}, readable by their owner alone`), ...('wrong' in keys ? [] : checkWallet(config, keys)), ...database.checks, ...(await checkRedis(config)), ...mailboxes, ...outgoing, ...records];
}

function readConfig(file: string): Config | { readonly wrong: readonly Check[] } {
  try {
    return loadConfig(file);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { wrong: error.message.split('\n').map((line) => wrong('configuration', line)) };
  }
}

function checkConfig({ file, bank }: Config): Check {
  if (bank.telephone === TELEPHONE_MISSING) return wrong('configuration', `${file}: bank.telephone: found the placeholder of init; expected the number that customers can call`);
  return ok('configuration', file);
}

/** Somebody who asks for an account is then told to come by. */
function checkForm({ file, bank, register }: Config): readonly Check[] {
  if (!register.answer || register.self_service || bank.postal_address.length > 0) return [];
  return [unsure('form of membership', `the answer to REGISTER carries none: ${file}: bank.postal_address: found nothing; put the lines of the address to which it is sent, if you take applications by post`)];
}

function tryKeys(config: Config): BankKeys | { readonly wrong: Check } {
  try {
    return readKeys(keysFolder(config), config.dkim.selector);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { wrong: wrong('keys', error.message) };
  }
}

/** Nothing to say while there is one wallet key, or none and no payment needs one. */
function checkWallet(config: Config, { wallet }: BankKeys): readonly Check[] {
  const asking = config.policy.steps.find(({ scheme }) => scheme === 'wallet' || scheme === 'full');
  if (wallet.length === 0 && asking !== undefined) return [wrong('wallet key', `found none, while a rule of [[policy.steps]] asks for the scheme "${asking.scheme}"; expected the bank's own (\`kakitome wallet rotate\` makes it)`)];
  const now = systemClock.now();
  return olderWallets(keysFolder(config), wallet).map((older) => (older.until <= now ? unsure : ok)('wallet key', sentenceOf(older, now, bankOf(config).timeZone)));
}

type Database = { readonly checks: readonly Check[]; /** Of customers, those that were removed left out. */ readonly addresses: readonly string[] };

async function checkDatabase(config: Config): Promise<Database> {
  const name = storeName(config);
  if (!isOnServer(config) && !existsSync(storePath(config))) return { checks: [wrong('database', `found nothing at ${name}; expected the database that \`kakitome init\` made (store.path)`)], addresses: [] };
  try {
    const office = await openOffice(config, { report: () => undefined });
    try {
      const { received, waiting } = await office.store.reconcile();
      const parties = await office.store.listParties();
      const addresses = parties.flatMap((party) => party.addresses.filter((one) => one.removedAt === null).map((one) => one.address));
      const found = ok('database', `${name} opens; ${parties.length} parties, ${received} letters, ${waiting} of them waiting (\`kakitome audit\` checks all of it)`);
      const server = office.spread === null ? [] : await checkServer(office.spread, systemClock.now);
      return { checks: [found, ...server, ...checkSteps(config, addresses), ...(await checkBoard(office))], addresses };
    } finally {
      await office.close();
    }
  } catch (error) {
    return { checks: [wrong('database', error instanceof ConfigError ? error.message : `${name}: ${error instanceof Error ? error.message : String(error)}`)], addresses: [] };
  }
}

/** A step that names a shop by an address that nobody has asks for nothing. */
function checkSteps(config: Config, addresses: readonly string[]): readonly Check[] {
  const unknown = [...new Set(config.policy.steps.flatMap(({ merchants }) => merchants))].filter((one) => !addresses.includes(one));
  return unknown.map((one) => unsure('policy', `merchants of [[policy.steps]] in ${config.file}: found ${one}, which is registered for nobody; expected a shop's registered address, else the step asks for nothing`));
}
