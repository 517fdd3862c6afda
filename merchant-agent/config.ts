/**
 * Configuration: one file, read, parsed purely, frozen. A mistake is told with file, key, what was found and what is expected.
 * The only place that looks at the environment: KAKITOME_MERCHANT_IMAP_PASSWORD and KAKITOME_MERCHANT_SMTP_PASSWORD stand in where no password file is named.
 */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse as parseToml, TomlError } from 'smol-toml';
import type { z } from 'zod';
import type { Money } from '../clearinghouse/protocol/money.ts';
import { isLoopback } from '../clearinghouse/protocol/loopback.ts';
import { passwordFrom } from '../clearinghouse/protocol/password-file.ts';
import { expectedSetting, shownSetting } from '../clearinghouse/protocol/shown-setting.ts';
import { configSchema } from './config-schema.ts';
import type { ParsedConfig } from './config-schema.ts';

export type Config = ParsedConfig & {
  /** Absolute path of the file that it was read from; relative paths in it are relative to its folder. */
  readonly file: string;
  readonly folder: string;
};

/** A mistake in the configuration or in a file that it names: the message is complete as it is and names no secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : String(error));

export function loadConfig(file: string): Config {
  const path = resolve(file);
  let source: string;
  try {
    source = readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`${path}: can't be read (${codeOf(error)}); expected a configuration file, as \`kakitome-merchant init\` makes one`);
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
    return issue.keys.map((key) => `${file}: ${[...issue.path, key].join('.')}: this key is not known here; expected only the keys that the commented file of \`kakitome-merchant init\` shows`).join('\n');
  }
  const found = issue.path.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined), raw);
  const key = issue.path.join('.');
  return `${file}: ${key}: found ${shownSetting(key, found)}; expected ${expectedSetting(key, issue)}`;
}

const LONGEST_BOARD_WAIT = 2 * 3_600_000;
const SHORTEST_KEEP = 30 * 86_400_000;

function checkRelations({ shop, bank, mailbox, outgoing, catalogue, prices, forward, store }: ParsedConfig, file: string): void {
  const expect = (holds: boolean, key: string, found: string, expected: string): void => {
    if (!holds) throw new ConfigError(`${file}: ${key}: found ${found}; expected ${expected}`);
  };
  const inCurrency = (money: Money | undefined, key: string): void => expect(money === undefined || money.currency === catalogue.currency, key, money?.currency ?? '', `an amount in ${catalogue.currency}, the catalogue's currency`);
  expect(!isSameMailbox(shop.address, bank.address), 'bank.address', JSON.stringify(bank.address), 'the bank\'s address, not the shop\'s own');
  expect(bank.order_page !== bank.address && bank.order_page !== shop.address, 'bank.order_page', JSON.stringify(bank.order_page), 'the address of the bank\'s order page, which is neither the bank\'s payment address nor the shop\'s own');
  expect(bank.board_address !== bank.address && bank.board_address !== shop.address, 'bank.board_address', JSON.stringify(bank.board_address), 'the address that buyers post to, which is neither the bank\'s payment address nor the shop\'s own');
  expect(bank.board_wait <= LONGEST_BOARD_WAIT, 'bank.board_wait', `${bank.board_wait / 60_000} minutes`, '"2 hours" or less: until then the order is not forwarded');
  expect(mailbox.imap.length > 0 || mailbox.lmtp !== undefined, 'mailbox', 'no mailbox', 'at least one of [[mailbox.imap]] and [mailbox.lmtp]');
  for (const { host, security } of mailbox.imap) expect(security !== 'none' || isHere(host), 'mailbox.imap.security', '"none"', `"tls" or "starttls" for a server on another machine: what goes to ${host} without it, the password too, is read on the way`);
  expect(outgoing.security !== 'none' || outgoing.user === undefined || isHere(outgoing.host), 'outgoing.security', '"none"', `"tls" or "starttls" for a login at another machine: what goes to ${outgoing.host} without it, the password too, is read on the way`);
  expect(outgoing.oauth2 === undefined || outgoing.user !== undefined, 'outgoing.user', 'nothing', 'the name to log in with, since [outgoing.oauth2] stands there');
  expect(store.keep_personal >= SHORTEST_KEEP, 'store.keep_personal', `${store.keep_personal / 86_400_000} days`, '"30 days" or more: receipts, tellings and drafts are worked with for so long');
  inCurrency(prices.shipping_fee, 'prices.shipping_fee');
  inCurrency(prices.shipping_free_from, 'prices.shipping_free_from');
  inCurrency(forward.ask_above, 'forward.ask_above');
}

/** By any server that people use `Shop@…` and `shop@…` are one. */
const isSameMailbox = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Where a password may go as it is. A name of this machine is its owner's word. */
const isHere = (host: string): boolean => host === 'localhost' || isLoopback(host);

/** An absolute path of one that the configuration names. */
export const pathOf = ({ folder }: Config, path: string): string => resolve(folder, path);

export const databasePath = (config: Config): string => pathOf(config, config.store.path);
export const keysFolder = (config: Config): string => pathOf(config, config.keys.folder);

/** The password of a mailbox or mail server: from the file that the configuration names; where it names none, from the environment. */
export function readPassword(config: Config, variable: 'KAKITOME_MERCHANT_IMAP_PASSWORD' | 'KAKITOME_MERCHANT_SMTP_PASSWORD', key: string, passwordFile: string | undefined): string {
  if (passwordFile === undefined) {
    const given = process.env[variable];
    if (given !== undefined && given !== '') return given;
    throw new ConfigError(`${config.file}: ${key}: found nothing; expected the path of a file that holds the password, or the environment variable ${variable}`);
  }
  const path = pathOf(config, passwordFile);
  const found = passwordFrom(path, config.folder, (name) => readFileSync(name, 'utf8'));
  if ('wrong' in found) throw new ConfigError(`${config.file}: ${key}: ${found.wrong}`);
  return found.password;
}

export function readNamedFile(config: Config, key: string, file: string, expected: string): string {
  const path = pathOf(config, file);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`${config.file}: ${key}: ${path} can't be read (${codeOf(error)}); expected ${expected}`);
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const child of Object.values(value)) deepFreeze(child);
  }
  return value;
}
