/** `kakitome-merchant init DIR`: a folder with commented configuration, keys, database, a catalogue and a policy file to fill in. Asks nothing that it can derive. */
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { canonicalAddress, splitAddress } from '../../clearinghouse/protocol/address.ts';
import { ConfigError, databasePath, keysFolder, parseConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { makeKeys, readKeys } from '../key-files.ts';
import { openStore, systemRandom } from '../main.ts';
import { mistake } from './mistake.ts';
import { show } from './print.ts';
import { bankPolicy, CATALOGUE_FILE, CITY_MISSING, CONFIG_FILE, COUNTRY_MISSING, merchantToml, POLICY_FILE, sampleCatalogue } from './templates.ts';
import type { Choices } from './templates.ts';
import { examples } from './verb.ts';
import type { ExitCode, Terminal, Verb } from './verb.ts';

type Options = {
  readonly address: string;
  readonly bank: string;
  readonly name?: string;
  readonly imapHost?: string;
  readonly smtpHost?: string;
  readonly user?: string;
  readonly currency?: string;
  readonly country?: string;
  readonly city?: string;
  readonly language?: string;
  readonly timeZone?: string;
  readonly prefix: string;
  readonly logKey: readonly string[];
};

const gather = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export const init: Verb = (parent, run) =>
  void parent
    .command('init')
    .description('make the agent\'s folder: commented configuration, keys, database, a catalogue and a policy file to fill in')
    .argument('<dir>', `the folder to make; one that has a ${CONFIG_FILE} already is left alone`)
    .requiredOption('--address <address>', 'the shop\'s mail address, to which orders come')
    .requiredOption('--bank <address>', 'the address that orders to the bank bear in Cc')
    .option('--name <name>', 'the shop as its customers know it (else from the address)')
    .option('--imap-host <host>', 'the mailbox\'s server (else imap.DOMAIN)')
    .option('--smtp-host <host>', 'the outgoing server (else smtp.DOMAIN)')
    .option('--user <user>', 'the name to log in with (else the address)')
    .option('--currency <code>', 'of the catalogue (else of the country, as far as it is known here)')
    .option('--country <code>', 'of the shop, two letters (else of the time zone, as far as it is known here)')
    .option('--city <city>', 'of the shop, for invoices')
    .option('--language <language>', 'of drafts and invoices: en or ja (else of the country)')
    .option('--time-zone <zone>', 'IANA name (else this machine\'s)')
    .option('--prefix <text>', 'before the counter of invoice numbers', 'INV-')
    .option('--log-key <vkey>', 'verifier key of the bank\'s board; may be given several times', gather, [])
    .addHelpText('after', examples('init shop --address shop@tea.example --bank pay@bank.example', 'init /srv/shop --address shop@tea.example --bank pay@bank.example --name "Green Tea House" --imap-host mail.tea.example --log-key "board.bank.example/board/2026+3f2a9c11+AZ…"'))
    .action(run(initialise));

async function initialise(terminal: Terminal, dir: string, options: Options): Promise<ExitCode> {
  const folder = resolve(dir);
  const file = join(folder, CONFIG_FILE);
  const text = merchantToml(choicesOf(options));
  const config = checkOptions(text, file);
  makeFolder(folder, file);
  const made = makeKeys(keysFolder(config), systemRandom);
  openStore(config, readKeys(config), true).close();
  const written = [
    writeNew(join(folder, POLICY_FILE), bankPolicy(options.logKey)),
    writeNew(join(folder, CATALOGUE_FILE), sampleCatalogue(config.catalogue.currency)),
    // Last, and never over another one: a folder with a configuration is complete.
    writeNew(file, text),
  ].filter((path) => path !== null);
  show(terminal, nextSteps(config, options.logKey.length > 0), { folder, config: file, files: [...written, ...made], database: databasePath(config) });
  return 0;
}

const ZONES: Readonly<Record<string, readonly [country: string, currency: string]>> = {
  'Asia/Tokyo': ['JP', 'JPY'], 'Asia/Seoul': ['KR', 'KRW'], 'Asia/Taipei': ['TW', 'TWD'], 'Asia/Singapore': ['SG', 'SGD'], 'Europe/Berlin': ['DE', 'EUR'], 'Europe/Paris': ['FR', 'EUR'], 'Europe/Madrid': ['ES', 'EUR'],
  'Europe/Rome': ['IT', 'EUR'], 'Europe/Vienna': ['AT', 'EUR'], 'Europe/Amsterdam': ['NL', 'EUR'], 'Europe/London': ['GB', 'GBP'], 'Europe/Zurich': ['CH', 'CHF'], 'Australia/Sydney': ['AU', 'AUD'], 'America/New_York': ['US', 'USD'],
};

function choicesOf(options: Options): Choices {
  const address = readAddress('--address', options.address);
  const { local, domain } = splitAddress(address);
  const timeZone = options.timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [country, currency] = ZONES[timeZone] ?? [COUNTRY_MISSING, 'EUR'];
  const language = options.language ?? ((options.country ?? country) === 'JP' ? 'ja' : 'en');
  if (language !== 'en' && language !== 'ja') throw mistake('--language', JSON.stringify(language), 'en or ja');
  return {
    name: options.name ?? `${local} (${domain})`,
    address,
    bank: readAddress('--bank', options.bank),
    language,
    timeZone,
    country: options.country ?? country,
    city: options.city ?? CITY_MISSING,
    imapHost: options.imapHost ?? `imap.${domain}`,
    smtpHost: options.smtpHost ?? `smtp.${domain}`,
    user: options.user ?? address,
    currency: options.currency ?? currency,
    prefix: options.prefix,
  };
}

function readAddress(option: string, text: string): string {
  const address = canonicalAddress(text);
  if (address === null) throw mistake(option, JSON.stringify(text), 'one mail address such as shop@tea.example');
  return address;
}

/** The options are checked by the rules of the configuration itself, before anything is written. */
function checkOptions(text: string, file: string): Config {
  try {
    return parseConfig(text, file);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(error.message.replaceAll(`${file}: `, 'from the options of init: '));
  }
}

function makeFolder(folder: string, file: string): void {
  if (existsSync(file)) throw mistake(folder, `a ${CONFIG_FILE}`, 'a folder without one: what is there is never written over (choose another folder)');
  if (existsSync(folder) && !statSync(folder).isDirectory()) throw mistake(folder, 'a file', 'a folder, or nothing');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** Null where a file of that name is there: it is left as it is. */
function writeNew(path: string, text: string): string | null {
  if (existsSync(path)) return null;
  writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
  return path;
}

function nextSteps(config: Config, hasLog: boolean): string {
  const { file, folder, bank } = config;
  return `Made ${folder}: ${CONFIG_FILE}, ${POLICY_FILE}, ${CATALOGUE_FILE}, keys (mode 0600), the database ${config.store.path}.
Keep a copy of the keys apart from the database: without them nothing in it can be read.

Next:
  1. Write the mailbox's password into ${join(keysFolder(config), 'mailbox.password')} (chmod 600), and look through ${file}.
  2. Put what you sell into ${join(folder, CATALOGUE_FILE)}, then: kakitome-merchant catalog check --config ${file}
  3. ${hasLog ? `Compare the log key in ${POLICY_FILE} with the one on the bank's web page.` : `Put the log key of ${bank.address} into ${join(folder, POLICY_FILE)}: ask the bank, and compare it with its web page.`}
  4. kakitome-merchant doctor --config ${file}
  5. kakitome-merchant start --config ${file}
     To see every order before it is forwarded, begin with mode = "ask" under [forward].`;
}
