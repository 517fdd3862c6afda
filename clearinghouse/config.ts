/**
 * Configuration: one file, read, parsed purely, frozen. A mistake is told with file, key, what was found and what is expected.
 * The only place that looks at the environment: KAKITOME_IMAP_PASSWORD, KAKITOME_SMTP_PASSWORD, KAKITOME_DATABASE_PASSWORD and
 * KAKITOME_REDIS_PASSWORD stand in where no password file is named; KAKITOME_CALLER names who called the command of deploy/; NO_COLOR (not empty) and TERM=dumb keep colours from a terminal.
 */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, resolve } from 'node:path';
import { parse as parseToml, TomlError } from 'smol-toml';
import type { z } from 'zod';
import type { Bank, Policy } from './core/context.ts';
import { configSchema, type ParsedConfig } from './config-schema.ts';
import { canonicalAddress, withTag } from './protocol/address.ts';
import { isLoopback } from './protocol/loopback.ts';
import { formatMoney, type Currency } from './protocol/money.ts';
import { passwordFrom } from './protocol/password-file.ts';
import { expectedSetting, shownSetting } from './protocol/shown-setting.ts';

export type Config = ParsedConfig & {
  /** Absolute path of the file that it was read from; relative paths in it are relative to its folder. */
  readonly file: string;
  readonly folder: string;
};

/** A mistake in the configuration: the message is complete as it is and names no secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export function loadConfig(file: string): Config {
  const path = resolve(file);
  let source: string;
  try {
    source = readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`${path}: can't be read (${(error as NodeJS.ErrnoException).code ?? String(error)}); expected a configuration file, as \`kakitome init\` makes one`);
  }
  return parseConfig(source, path);
}

/** Pure: `file` only names it in messages and anchors relative paths. */
export function parseConfig(source: string, file: string): Config {
  let raw: unknown;
  try {
    raw = parseToml(source);
  } catch (error) {
    if (error instanceof TomlError) throw new ConfigError(`${file}:${error.line}:${error.column}: not valid TOML: ${error.message.split('\n')[0]}`);
    throw error;
  }
  const result = configSchema.safeParse(raw);
  if (!result.success) throw new ConfigError(result.error.issues.map((issue) => describeIssue(issue, raw, file)).join('\n'));
  checkRelations(result.data, file);
  return deepFreeze({ ...result.data, file, folder: dirname(file) });
}

function describeIssue(issue: z.core.$ZodIssue, raw: unknown, file: string): string {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${file}: ${[...issue.path, key].join('.')}: this key is not known here; expected ${knownKeys(issue.path)}`).join('\n');
  }
  const key = issue.path.join('.');
  return `${file}: ${key}: found ${shownSetting(key, valueAt(raw, issue.path))}; expected ${expectedSetting(key, issue)}`;
}

function knownKeys(path: readonly PropertyKey[]): string {
  return `only the keys that the commented file of \`kakitome init\` shows${path.length === 0 ? '' : ` under [${path.join('.')}]`}`;
}

const valueAt = (raw: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined), raw);

/** As long as that of a question's reply address, the longest that the bank writes (core/owe.ts): a reference and a token. */
const LONGEST_TAG = `q.${'0'.repeat(8)}.${'0'.repeat(16)}`;
/** Octets before the @ that RFC 5321 §4.5.3.1.1 leaves. */
const LONGEST_TAGGED = 64 - 1 - LONGEST_TAG.length;

function checkRelations(config: ParsedConfig, file: string): void {
  const { bank, deadlines, intake, outgoing, board } = config;
  const expect = (holds: boolean, key: string, found: string, expected: string): void => {
    if (!holds) throw new ConfigError(`${file}: ${key}: found ${found}; expected ${expected}`);
  };
  expect(!isSameMailbox(bank.payment_address, bank.bounce_address), 'bank.bounce_address', JSON.stringify(bank.bounce_address), 'another address than bank.payment_address, so that bounces never reach the payment mailbox');
  expect(domainOf(bank.payment_address) === domainOf(bank.bounce_address), 'bank.bounce_address', JSON.stringify(bank.bounce_address), `an address at ${domainOf(bank.payment_address)}, so that SPF is aligned with the sender`);
  const { staff_address: staff } = bank;
  expect(staff === undefined || ![bank.payment_address, bank.bounce_address].some((own) => isSameMailbox(own, staff)), 'bank.staff_address', JSON.stringify(staff), 'an address that people read: the bank takes what comes to its own two as mail of customers');
  for (const key of ['payment_address', 'bounce_address'] as const) {
    const found = JSON.stringify(bank[key]);
    expect(canonicalAddress(withTag(bank[key], LONGEST_TAG)) !== null, `bank.${key}`, found, `an address with at most ${LONGEST_TAGGED} characters before the @: the bank's mails put up to ${LONGEST_TAG.length + 1} behind them (a + and a tag), and no mail server takes more than 64`);
  }
  expect(deadlines.tell_waiting < deadlines.match, 'deadlines.tell_waiting', `${deadlines.tell_waiting / 1000} seconds`, 'less than deadlines.match');
  expect(deadlines.grace < deadlines.answer, 'deadlines.grace', `${deadlines.grace / 1000} seconds`, 'less than deadlines.answer');
  expect(intake.imap.length > 0 || intake.lmtp !== undefined || intake.smtp !== undefined, 'intake', 'no intake', 'at least one of [[intake.imap]], [intake.lmtp], [intake.smtp]');
  checkMailboxes(config, expect);
  expect(config.wakeup.url === undefined || config.store.url !== undefined, 'wakeup.url', shownSetting('wakeup.url', config.wakeup.url), 'store.url beside it: on a database file one process does all, and wakes itself');
  const { register } = config;
  expect(!register.self_service || register.answer, 'register.self_service', 'true', 'register.answer = true beside it');
  expect(!register.self_service || register.currencies.length > 0, 'register.currencies', 'none', 'the currencies of the accounts that people may open by mail');
  for (const code of register.self_service ? register.currencies : []) {
    const limited = [register.per_payment, register.per_day].every((limits) => limits.some((limit) => limit.currency === code));
    expect(limited, 'register.per_payment, register.per_day', `no limit in ${code}`, `a limit of both kinds in ${code}: nobody knows who opens an account by mail`);
  }
  expect(outgoing.oauth2 === undefined || outgoing.user !== undefined, 'outgoing.user', 'nothing', 'the name to log in with, since [outgoing.oauth2] stands there');
  checkRoads(config, expect);
  const { host, port } = config.console?.listen ?? { host: '::1', port: 0 };
  expect(isLoopback(host), 'console.listen', JSON.stringify(`${isIP(host) === 6 ? `[${host}]` : host}:${port}`), 'an address of the loopback such as "127.0.0.1:9464" or "[::1]:9464": the console asks nobody who he is');
  if (!board.enabled) return;
  expect(board.host !== undefined, 'board.host', 'nothing', 'the name under which the board is served, such as "board.bank.example": it is part of every log\'s name');
  expect(board.retention !== undefined, 'board.retention', 'nothing', 'a sentence about what is kept how long: it is published before the first entry');
}

/** By any server that people use `Pay@…` and `pay@…` are one. */
const isSameMailbox = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Where a password, and the bank's questions, may go as they are. A name of this machine is its owner's word. */
const isHere = (host: string): boolean => host === 'localhost' || isLoopback(host);

function checkMailboxes({ intake, outgoing }: ParsedConfig, expect: Expect): void {
  const seen = new Set<string>();
  for (const [at, { host, port, user, security, folders, done_folder: done }] of intake.imap.entries()) {
    const name = `${user.toLowerCase()} at ${host.toLowerCase()}:${port}`;
    expect(!seen.has(name), `intake.imap.${at}.user`, `${name} a second time`, 'one [[intake.imap]] table for each mailbox (its folders are a list)');
    seen.add(name);
    expect(security !== 'none' || isHere(host), `intake.imap.${at}.security`, '"none"', `"tls" or "starttls" for a server on another machine: what goes to ${host} without it, the password too, is read on the way`);
    expect(!folders.some((folder) => folder.toUpperCase() === done.toUpperCase()), `intake.imap.${at}.done_folder`, JSON.stringify(done), 'a folder that is not among those that are read (intake.imap.folders)');
  }
  expect(outgoing.security !== 'none' || outgoing.user === undefined || isHere(outgoing.host), 'outgoing.security', '"none"', `"tls" or "starttls" for a login at another machine: what goes to ${outgoing.host} without it, the password too, is read on the way`);
}

type Expect = (holds: boolean, key: string, found: string, expected: string) => void;

/** A scheme that the bank asks for must be open to somebody. */
function checkRoads({ bank, board, numbers, order_page: page, policy }: ParsedConfig, expect: Expect): void {
  const own = [bank.payment_address, bank.bounce_address];
  for (const [key, address] of [['board.post_address', board.post_address], ['order_page.address', page.address]] as const) {
    if (address === undefined) continue;
    expect(!own.includes(address), key, JSON.stringify(address), 'an address of its own, whose mail comes to the intake too');
    own.push(address);
  }
  const posting = [policy.scheme, ...policy.steps.map((rule) => rule.scheme)].find((name) => name === 'board' || name === 'full');
  expect(posting === undefined || (board.enabled && board.post_address !== undefined), 'board.post_address', board.enabled ? 'nothing' : 'no board', `the address to which buyers post, since [policy] asks for the scheme "${posting ?? ''}"`);
  expect(page.shops.length === 0 || (page.address !== undefined && page.listen !== undefined), 'order_page', 'shops alone', 'order_page.address and order_page.listen beside them');
  expect(page.address === undefined || domainOf(page.address) === domainOf(bank.payment_address), 'order_page.address', JSON.stringify(page.address ?? ''), `an address at ${domainOf(bank.payment_address)}, whose DKIM key signs its mails`);
  const paths = page.shops.map((shop) => shop.path);
  for (const { path, currency, shipping } of page.shops) {
    const bounded = numbers.ask_above.some((limit) => limit.currency === currency);
    expect(bounded, 'numbers.ask_above', `no sum in ${currency}, in which ${path} takes orders`, `one such as ${exampleOf(currency)}: the order page proves nobody, so whoever has found a card pays by it without a question, up to this sum for each of its numbers`);
    expect(shipping === undefined || shipping.currency === currency, 'order_page.shops.shipping', `${shipping?.currency ?? ''} for ${path}`, `an amount in ${currency}, the currency of its catalogue`);
  }
  expect(new Set(paths).size === paths.length, 'order_page.shops', 'one path twice', 'a path of its own for each shop');
}

/** To be read as what is to be written. */
const exampleOf = (currency: Currency): string => `["${formatMoney({ currency, minor: 10_000n })}"]`;

/** After an hour without publication no money is set aside anew (9-rules 22). */
const BOARD_STALL_SPAN = 3_600_000;

/** Where a restore lies ahead nothing of before it is void yet: what the copy brought back to life could pay. A time of day with another zone's letter is the usual reason. */
export function requireRestorePast({ file, bank }: Config, now: number): void {
  const { restored_at: at } = bank;
  if (at === undefined || at <= now) return;
  throw new ConfigError(`${file}: bank.restored_at: found ${new Date(at).toISOString()}, which lies ahead of this machine's clock (${new Date(now).toISOString()}); expected a time that is past ("Z" is UTC; other zones as "+09:00")`);
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

export function bankOf(config: Config): Bank {
  const { bank } = config;
  return { name: bank.name, paymentAddress: bank.payment_address, bounceAddress: bank.bounce_address, staffAddress: bank.staff_address ?? null, telephone: bank.telephone, timeZone: bank.time_zone, boardAddress: config.board.post_address ?? null, pageAddress: config.order_page.address ?? null };
}

/** `idleFrom`: since when it is noted that addresses are in use (core/context.ts). */
export function policyOf(config: Config, idleFrom: number): Policy {
  const { deadlines, limits, staff, board, refunds, disputes, policy, numbers } = config;
  return {
    matchSpan: deadlines.match,
    answerSpan: deadlines.answer,
    graceSpan: deadlines.grace,
    tellWaitingAfter: deadlines.tell_waiting,
    newAddressWait: deadlines.new_address,
    idle: { span: deadlines.idle_address, from: idleFrom },
    ...(config.bank.restored_at === undefined ? {} : { restoredAt: config.bank.restored_at }),
    newPayeeSpan: deadlines.new_payee,
    repeatSpan: deadlines.repeat,
    claimsPerPayment: limits.claims_per_payment,
    wrongPasswordsPerPayment: limits.wrong_passwords_per_payment,
    wrongPasswordsPerDay: limits.wrong_passwords_per_day,
    earlyForwardsPerMerchant: limits.early_forwards_per_merchant,
    answersPerKindAndDay: limits.answers_per_kind_and_day,
    answersPerDay: limits.answers_per_day,
    refusalsPerDay: limits.refusals_per_day,
    defaultCeiling: limits.default_ceiling,
    limitPerPayment: limits.per_payment,
    limitPerDay: limits.per_day,
    limitNewPayee: limits.new_payee,
    twoPeopleBook: staff.two_people_book,
    boardEnabled: board.enabled,
    defaultScheme: policy.scheme,
    steps: policy.steps.map((rule) => ({ above: rule.above, newPayee: rule.new_payee, dmarcBelow: rule.dmarc_below ?? null, domains: rule.domains, merchants: rule.merchants, scheme: rule.scheme })),
    roadSpan: policy.wait,
    enrolSpan: policy.enrol,
    numbersInOrder: numbers.in_order,
    numbersAskAbove: numbers.ask_above,
    wrongNumbers: numbers.wrong_numbers,
    tellsOfCards: true,
    boardStallSpan: BOARD_STALL_SPAN,
    refundHold: refunds.hold,
    refundPerDay: refunds.per_day,
    disputeSpan: disputes.open,
    disputeMerchantSpan: disputes.merchant,
    staffSpan: disputes.staff,
    register: registerOf(config),
  };
}

function registerOf({ register }: Config): Policy['register'] {
  if (!register.answer) return null;
  const limits = { perPayment: register.per_payment, perDay: register.per_day };
  return { language: register.language, perDomainAndDay: register.per_domain_and_day, selfService: register.self_service ? { currencies: register.currencies, limits } : null };
}

type PasswordVariable = 'KAKITOME_IMAP_PASSWORD' | 'KAKITOME_SMTP_PASSWORD' | 'KAKITOME_DATABASE_PASSWORD' | 'KAKITOME_REDIS_PASSWORD';

/** The password of a mailbox or mail server: from the file that the configuration names; where it names none, from the environment. */
export function readPassword(config: Config, variable: PasswordVariable, key: string, passwordFile: string | undefined): string {
  const password = findPassword(config, variable, key, passwordFile);
  if (password === null) throw new ConfigError(`${config.file}: ${key}: found nothing; expected the path of a file that holds the password, or the environment variable ${variable}`);
  return password;
}

/** For a server that may do without: a certificate, a socket of this machine. Null: there is none. */
export function findPassword(config: Config, variable: PasswordVariable, key: string, passwordFile: string | undefined): string | null {
  if (passwordFile === undefined) {
    const given = process.env[variable];
    return given === undefined || given === '' ? null : given;
  }
  const path = resolve(config.folder, passwordFile);
  const found = passwordFrom(path, config.folder, (name) => readFileSync(name, 'utf8'));
  if ('wrong' in found) throw new ConfigError(`${config.file}: ${key}: ${found.wrong}`);
  return found.password;
}

type OAuth2 = NonNullable<ParsedConfig['outgoing']['oauth2']>;

/** An oauth2 table with the absolute paths of its files. */
export function oauthFiles(config: Config, { token_url, client_id, client_secret_file, refresh_token_file, scope }: OAuth2) {
  return {
    tokenUrl: token_url,
    clientId: client_id,
    clientSecretFile: client_secret_file === undefined ? null : resolve(config.folder, client_secret_file),
    refreshTokenFile: resolve(config.folder, refresh_token_file),
    scope: scope ?? null,
  };
}

/** Who called the command that runs this one as another user (deploy/bin/kakitome); null: nobody said. One word of visible text, or it is not taken. */
export function namedCaller(): string | null {
  const given = process.env['KAKITOME_CALLER'] ?? '';
  return /^[^\p{C}\p{Z}]{1,64}$/u.test(given) ? given : null;
}

export const coloursWanted = (): boolean => (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb';

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const child of Object.values(value)) deepFreeze(child);
  }
  return value;
}
