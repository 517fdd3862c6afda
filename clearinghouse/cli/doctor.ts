/** `kakitome doctor`: looks at everything that a bank needs to run, changes nothing, and says for each what is wrong and what to put. */
import { existsSync } from 'node:fs';
import { bankOf, ConfigError, loadConfig, requireRestorePast, type Config } from '../config.ts';
import { readKeys, type BankKeys } from '../key-files.ts';
import { isOnServer, lookAtPages, openHere, storeName, storePath } from '../database.ts';
import { keysFolder, openOffice, systemClock, type Office } from '../office.ts';
import { checkRedis } from './doctor-redis.ts';
import { checkServer } from './doctor-server.ts';
import { needsUtf8 } from '../protocol/address.ts';
import type { PartyId } from '../core/party.ts';
import type { PartyRow, Store } from '../store/store.ts';
import { ok, unsure, wrong, type Check } from './check.ts';
import { checkBoard } from './doctor-board.ts';
import { checkPasswordFiles, checkRoom } from './doctor-files.ts';
import { TELEPHONE_MISSING } from './kakitome-toml.ts';
import { storeTrouble } from './mistake.ts';
import { clockAdvice, receivedAhead } from './own-clock.ts';
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
  const database = 'wrong' in keys ? { checks: [unsure('database', 'not looked at: its key could not be read')], beyond: [] } : await checkDatabase(config);
  // The mail libraries take longest to load, and no other verb needs them.
  const [{ checkRecords }, { checkImap }, { checkOutgoing }] = await Promise.all([import('./doctor-dns.ts'), import('./doctor-imap.ts'), import('./doctor-smtp.ts')]);
  const [mailboxes, outgoing, records] = await Promise.all([Promise.all(config.intake.imap.map((mailbox) => checkImap(config, mailbox))), checkOutgoing(config, database.beyond), checkRecords(config, dkim)]);
  return [checkConfig(config), ...checkRestore(config), ...checkPasswordFiles(config), ...checkTasks(config), ...checkForm(config), 'wrong' in keys ? keys.wrong : ok('keys', `all there in ${keysFolder(config)}, readable by their owner alone`), ...('wrong' in keys ? [] : checkWallet(config, keys)), ...checkRoom(config), ...database.checks, ...(await checkRedis(config)), ...mailboxes, ...outgoing, ...records];
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

function checkRestore(config: Config): readonly Check[] {
  try {
    requireRestorePast(config, systemClock.now());
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [wrong('restore', error.message)];
  }
}

/** Fraud that a customer reports is such a task: somebody must read it. */
function checkTasks({ file, bank, console: page }: Config): readonly Check[] {
  if (bank.staff_address !== undefined || page !== undefined) return [];
  return [unsure('staff tasks', `nobody is told of them (fraud that a customer reports, a locked card): ${file}: found neither bank.staff_address nor [console]; put an address, or look into \`kakitome tasks\` each day`)];
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

type Database = { readonly checks: readonly Check[]; /** Of customers, those beyond ASCII that were not removed. */ readonly beyond: readonly string[] };

async function checkDatabase(config: Config): Promise<Database> {
  const name = storeName(config);
  if (!isOnServer(config) && !existsSync(storePath(config))) return { checks: [wrong('database', `found nothing at ${name}; expected the database that \`kakitome init\` made (store.path)`)], beyond: [] };
  try {
    const isWhole = lookAtPages(config);
    const office = await openOffice(config, { report: () => undefined, openStore: openHere });
    try {
      const { received, waiting } = await office.store.reconcile();
      const { parties, beyond } = await lookThrough(office.store);
      const found = ok('database', `${name} ${isWhole ? 'is whole' : 'opens'}; ${parties} parties, ${received} letters, ${waiting} of them waiting (\`kakitome audit\` checks all of it)`);
      const server = office.spread === null ? [] : await checkServer(office.spread, systemClock.now);
      return { checks: [found, ...(await checkClock(office)), ...server, ...(await checkSteps(config, office.store)), ...(await checkBoard(office))], beyond };
    } finally {
      await office.close();
    }
  } catch (error) {
    return { checks: [wrong('database', error instanceof ConfigError ? error.message : `${name}: ${storeTrouble(error) ?? (error instanceof Error ? error.message : String(error))}`)], beyond: [] };
  }
}

const PAGE = 2_000;

/** All parties, a page at a time: there may be a million. */
async function lookThrough(store: Store): Promise<{ readonly parties: number; readonly beyond: readonly string[] }> {
  const beyond: string[] = [];
  let parties = 0;
  for (let after: PartyId | null = null; ; ) {
    const page: readonly PartyRow[] = await store.listParties({ after, limit: PAGE });
    parties += page.length;
    beyond.push(...page.flatMap(({ addresses }) => addresses.filter(({ address, removedAt }) => removedAt === null && needsUtf8(address)).map(({ address }) => address)));
    after = page.at(-1)?.party.id ?? null;
    if (page.length < PAGE) return { parties, beyond };
  }
}

/** Nothing to say while the clock is not behind what the books have seen. */
async function checkClock({ store, clock }: Office): Promise<readonly Check[]> {
  const now = clock.now();
  const ahead = await receivedAhead(store, now);
  return ahead === null ? [] : [wrong('clock', `found ${new Date(now).toISOString()} on this machine, and letter ${ahead.letterId} received at ${new Date(ahead.receivedAt).toISOString()}; expected a clock that is not behind it: ${clockAdvice}`)];
}

/** A step that names a shop by an address that nobody has asks for nothing. */
async function checkSteps(config: Config, store: Store): Promise<readonly Check[]> {
  const named = [...new Set(config.policy.steps.flatMap(({ merchants }) => merchants))];
  const found = await Promise.all(named.map((address) => store.findParties({ address })));
  const unknown = named.filter((_address, at) => found[at]?.length === 0);
  return unknown.map((one) => unsure('policy', `merchants of [[policy.steps]] in ${config.file}: found ${one}, which is registered for nobody; expected a shop's registered address, else the step asks for nothing`));
}
