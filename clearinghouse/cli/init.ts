/** `kakitome init DIR`: a bank's folder with commented configuration, keys, database, and what to publish in DNS. */
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError, parseConfig, type Config } from '../config.ts';
import { makeKeys, readKeys } from '../key-files.ts';
import { storeName } from '../database.ts';
import { beginStore, keysFolder } from '../office.ts';
import { canonicalDomain } from '../protocol/address.ts';
import { bankRecords, zoneLine } from './bank-records.ts';
import { quoted } from './find.ts';
import { CONFIG_FILE, kakitomeToml, TELEPHONE_MISSING } from './kakitome-toml.ts';
import { mistake } from './mistake.ts';
import { show } from './print.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly name: string; readonly domain: string; readonly telephone: string; readonly timeZone: string; readonly storeUrl?: string };

export const init: Verb = (parent, run) =>
  void parent
    .command('init')
    .description('make a bank\'s folder: commented configuration, keys, database')
    .argument('<dir>', 'the folder to make; one that has a kakitome.toml already is left alone')
    .option('--name <name>', 'the bank as its customers know it', 'Example Bank')
    .option('--domain <domain>', 'the bank\'s mail domain: payments go to pay@DOMAIN, bounces to bounce@DOMAIN', 'bank.example')
    .option('--telephone <number>', 'the number that every notice bears', TELEPHONE_MISSING)
    .option('--time-zone <zone>', 'IANA name of the zone for dates in notices', 'UTC')
    .option('--store-url <url>', 'begin the database on a PostgreSQL server instead of a file; the password comes from KAKITOME_DATABASE_PASSWORD')
    .addHelpText('after', examples('init bank', 'init bank --store-url "postgres://kakitome@db.midori.example/kakitome?sslmode=verify-full"', 'init /srv/bank --name "Midori Bank" --domain midori.example --telephone "+81 3 1234 5678" --time-zone Asia/Tokyo'))
    .action(run(initialise));

async function initialise(terminal: Terminal, dir: string, options: Options): Promise<ExitCode> {
  const folder = resolve(dir);
  const file = join(folder, CONFIG_FILE);
  const text = kakitomeToml({ ...options, domain: readDomain(options.domain) });
  const config = checkOptions(text, file);
  makeFolder(folder, file);
  const made = makeKeys(keysFolder(config), config.dkim.selector);
  await beginStore(config);
  const records = bankRecords(config, readKeys(keysFolder(config), config.dkim.selector).dkim);
  // Last, and never over another one: a folder with a configuration is complete.
  writeFileSync(file, text, { mode: 0o644, flag: 'wx' });
  const lines = Object.values(records).map(zoneLine);
  show(terminal, nextSteps(config, made, lines), { folder, config: file, keys: made, database: storeName(config), dns: Object.values(records).map(({ name, type, value }) => ({ name, type, value })), zone: lines });
  return 0;
}

function readDomain(text: string): string {
  const domain = canonicalDomain(text);
  if (domain === null) throw mistake('--domain', quoted(text), 'a mail domain such as bank.example');
  return domain;
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

function nextSteps(config: Config, made: readonly string[], records: readonly string[]): string {
  const { bank, file } = config;
  return `Made ${config.folder}: ${CONFIG_FILE}, ${made.length} keys in ${keysFolder(config)} (mode 0600), the database ${config.store.url === undefined ? config.store.path : storeName(config)}.
Keep a copy of the keys apart from the database: without them nothing in it can be read.

Next:
  1. Look through ${file}: every key is explained there${bank.telephone === TELEPHONE_MISSING ? ' (bank.telephone must be set)' : ''}.
  2. Let your mail server hand mail for ${bank.payment_address} (with any +tag) and ${bank.bounce_address} (likewise)
     to the LMTP or SMTP port of the configuration, or let it be fetched: [[intake.imap]].
  3. Publish in DNS, each as one line of the zone (SPF: name the servers that really send for you):

${records.map((record) => `${record}\n`).join('\n')}
  4. kakitome doctor --config ${file}
  5. kakitome party add "Takao Sasaki" --address takao@buyer.example --currency JPY --config ${file}
  6. kakitome start --config ${file}`;
}
