/** `kakitome-merchant doctor`: looks at everything that the agent needs to run, changes nothing, and says for each what is wrong and what to put. */
import { existsSync } from 'node:fs';
import { catalogueLook } from '../catalogue-look.ts';
import { ConfigError, databasePath, keysFolder, loadConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { readKeys, readWebhookSecret } from '../key-files.ts';
import type { AgentKeys } from '../key-files.ts';
import { openStore, systemClock } from '../main.ts';
import { policyOf } from '../shop-of.ts';
import type { MerchantStore } from '../store/store.ts';
import { ok, unsure, wrong } from './check.ts';
import type { Check } from './check.ts';
import { checkBoard } from './doctor-board.ts';
import { judgeClock } from './doctor-clock.ts';
import type { Arrival } from './doctor-clock.ts';
import { checkDns } from './doctor-dns.ts';
import { askTime, checkDisk, checkMailbox, checkOutgoing } from './doctor-mail.ts';
import { counted, labelled, show } from './print.ts';
import { CITY_MISSING, COUNTRY_MISSING, EXAMPLE_LEFT, hasExample } from './templates.ts';
import { examples } from './verb.ts';
import type { ExitCode, Terminal, Verb } from './verb.ts';

export const doctor: Verb = (parent, run) =>
  void parent
    .command('doctor')
    .description('check configuration, keys, database, catalogue, log keys, the bank\'s board, mailbox, outgoing server, DNS (the bank\'s and the shop\'s signatures), clock and disk; exit code 1 if anything is wrong')
    .addHelpText('after', examples('doctor --config shop/merchant.toml', 'doctor --json'))
    .action(run(examine));

async function examine(terminal: Terminal): Promise<ExitCode> {
  const checks = await allChecks(terminal.config);
  const wrongs = checks.filter((check) => check.outcome === 'wrong').length;
  show(terminal, labelled(checks.map((check) => [`${check.outcome.padEnd(6)}  ${check.name}`, check.found])), { ok: wrongs === 0, checks: checks.map((check) => ({ ...check })) });
  return wrongs === 0 ? 0 : 1;
}

async function allChecks(file: string): Promise<readonly Check[]> {
  const config = tried('configuration', () => loadConfig(file));
  // Without a configuration nothing else can be found.
  if (config.value === null) return config.wrongs;
  const settings = config.value;
  const keys = tried('keys', () => readKeys(settings));
  const policy = tried('log keys', () => policyOf(settings));
  const webhook = tried('webhook', () => readWebhookSecret(settings));
  const [mailboxes, outgoing, dns, catalogue, greeting, board] = await Promise.all([
    Promise.all(settings.mailbox.imap.map((mailbox) => checkMailbox(settings, mailbox))), checkOutgoing(settings), checkDns(settings, keys.value?.dkim ?? null), checkCatalogue(settings), askTime(settings), checkBoard(settings, policy.value),
  ]);
  const database = keys.value === null ? NO_DATABASE : checkDatabase(settings, keys.value);
  const newest = mailboxes.flatMap((look) => look.newest ?? []);
  const clock = judgeClock(systemClock(), { newestMail: newest.length === 0 ? null : Math.max(...newest), greeting, arrivals: database.arrivals, poll: Math.max(0, ...settings.mailbox.imap.map(({ poll }) => poll)) });
  return [
    checkConfig(settings),
    ...(keys.value === null ? keys.wrongs : [ok('keys', `all there in ${keysFolder(settings)}, readable by their owner alone`), ...database.checks]),
    catalogue,
    ...(policy.value === null ? policy.wrongs : [checkPolicy(policy.value.logs.map(({ key }) => key.name), new Date(systemClock()).getUTCFullYear())]),
    ...board,
    ...(webhook.value === null ? webhook.wrongs : [ok('webhook', `${settings.shipping.webhook?.url ?? ''}: its secret is there (nothing was sent)`)]),
    ...mailboxes.map((look) => look.check),
    outgoing,
    ...dns,
    clock,
    checkDisk(settings),
  ];
}

/** `value` null: what is wrong stands in `wrongs` (nothing, where nothing was asked for). */
type Tried<T> = { readonly value: T | null; readonly wrongs: readonly Check[] };

function tried<T>(name: string, work: () => T | null): Tried<T> {
  try {
    return { value: work(), wrongs: [] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { value: null, wrongs: error.message.split('\n').map((line) => wrong(name, line)) };
  }
}

function checkConfig({ file, seller, shop }: Config): Check {
  if (seller.city === CITY_MISSING) return wrong('configuration', `${file}: seller.city: found the placeholder of init; expected the city that invoices bear`);
  if (seller.country === COUNTRY_MISSING) return wrong('configuration', `${file}: seller.country: found the placeholder of init; expected the shop's country, two letters`);
  if (shop.reply_proof === 'mailbox') return unsure('configuration', `${file}: shop.reply_proof is "mailbox": whoever can read the drafts and put a mail into the mailbox can forward orders`);
  return ok('configuration', file);
}

type Database = { readonly checks: readonly Check[]; readonly arrivals: readonly Arrival[] };

const NO_DATABASE: Database = { checks: [], arrivals: [] };
const DAY = 86_400_000;

function checkDatabase(config: Config, keys: AgentKeys): Database {
  const path = databasePath(config);
  if (!existsSync(path)) return { ...NO_DATABASE, checks: [wrong('database', `found nothing at ${path}; expected the database that \`kakitome-merchant init\` made (store.path)`)] };
  try {
    const store = openStore(config, keys, false);
    try {
      return { checks: [checkRecords(config, store), ...checkDamage(store), ...checkNumbers(config, store), checkRetention(config, store)], arrivals: store.arrivals(systemClock() - 7 * DAY) };
    } finally {
      store.close();
    }
  } catch (error) {
    return { ...NO_DATABASE, checks: [wrong('database', error instanceof Error ? error.message : String(error))] };
  }
}

function checkRecords(config: Config, store: MerchantStore): Check {
  const { orders, lettersSetAside, mailsDead, tellingsDead } = store.counts();
  const found = `${databasePath(config)} opens; ${orders.draft} drafts wait, next invoice ${config.invoice.prefix}${store.nextCounter()}`;
  return lettersSetAside + mailsDead + tellingsDead === 0 ? ok('database', found) : unsure('database', `${found}; given up: ${lettersSetAside} letters, ${mailsDead} mails, ${tellingsDead} tellings (\`kakitome-merchant orders\`)`);
}

function checkDamage(store: MerchantStore): readonly Check[] {
  const found = Object.entries(store.damage()).flatMap(([kind, names]) => (names.length === 0 ? [] : [`${kind} ${names.slice(0, 10).join(', ')}${names.length > 10 ? ` and ${names.length - 10} more` : ''}`]));
  if (found.length === 0) return [];
  return [wrong('damage', `found what does not open: ${found.join('; ')}; expected every row as it was sealed. The file is damaged, or part of it comes from elsewhere: look at the disk, keep a copy; what is told to you as damaged is yours to do by hand`)];
}

/** Also while the number is far: the prefix is easily changed now. */
function checkNumbers({ invoice: { prefix } }: Config, store: MerchantStore): readonly Check[] {
  const taken = store.takenNumber(prefix);
  if (taken === null) return [];
  const found = `invoice.prefix: found "${prefix}", with which invoice ${taken.counter} would be ${taken.number} once more (order ${taken.orderId} has it)`;
  const expected = 'expected a prefix with which no number comes twice, such as one that ends with a hyphen';
  return [taken.counter === store.nextCounter() ? wrong('invoice numbers', `${found}; ${expected}: until then orders wait`) : unsure('invoice numbers', `${found}; ${expected}: from there on orders wait`)];
}

/** The daemon erases once a day: what is overdue for longer shows that it does not run. */
function checkRetention(config: Config, store: MerchantStore): Check {
  const before = systemClock() - config.store.keep_personal;
  const due = store.erasable(before);
  const overdue = Object.values(store.erasable(before - 2 * DAY)).reduce((sum, rows) => sum + rows, 0);
  const found = `personal data from before ${new Date(before).toISOString().slice(0, 10)} is erased; due now: ${due.orders} orders, ${due.letters} letters, ${due.mails} mails, ${due.tellings} tellings, ${due.words} details`;
  return overdue === 0 ? ok('retention', found) : unsure('retention', `${found}; ${overdue} of them for more than two days: expected \`kakitome-merchant start\` to run each day`);
}

async function checkCatalogue(config: Config): Promise<Check> {
  const look = await catalogueLook(config)();
  if (!look.ok) return wrong('catalogue', `${look.trouble} (see \`kakitome-merchant catalog check\`)`);
  const found = `${counted(look.catalogue.items.length)} in ${look.catalogue.currency}`;
  return hasExample(look.catalogue.items) ? unsure('catalogue', `${found}. ${EXAMPLE_LEFT}`) : ok('catalogue', found);
}

/** A board's log is of one year, where its name ends with one. */
export function checkPolicy(logs: readonly string[], year: number): Check {
  if (logs.length === 0) return wrong('log keys', 'found no log line in bank.policy_file; expected "log <vkey>" with the key of the bank\'s board: without it no receipt can prove itself, and nothing ships');
  const years = logs.flatMap((name) => /\/(\d{4})$/.exec(name)?.[1] ?? []);
  const found = logs.join(', ');
  if (years.length === 0 || years.includes(String(year))) return ok('log keys', found);
  return unsure('log keys', `${found}: found no log of ${year} in bank.policy_file; expected the key of this year's: ask the bank, and compare it with its web page. Until then this year's receipts can't be proved`);
}
