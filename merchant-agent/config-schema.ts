/** The shape of `merchant.toml`, every key with its unit, default and expectation. Parsed purely; config.ts reads the file. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { canonicalAddress } from '../clearinghouse/protocol/address.ts';
import { isServerName } from '../clearinghouse/protocol/server-name.ts';
import { currencyOf, readAmount } from '../clearinghouse/protocol/money.ts';
import type { Currency, Money } from '../clearinghouse/protocol/money.ts';

const UNITS: Readonly<Record<string, number>> = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** `15 minutes`, `7 days` → milliseconds. */
export function parseSpan(text: string): number | null {
  const match = /^(\d{1,6}) (second|minute|hour|day)s?$/.exec(text.trim());
  return match === null ? null : Number.parseInt(match[1] ?? '', 10) * (UNITS[match[2] ?? ''] ?? Number.NaN);
}

/** `127.0.0.1:2424`, `[::1]:2424`. */
export function parseListen(text: string): { readonly host: string; readonly port: number } | null {
  const match = /^(?:\[([0-9a-f:]+)\]|([^:\s]+)):(\d{1,5})$/i.exec(text.trim());
  const port = Number.parseInt(match?.[3] ?? '', 10);
  return match === null || port > 65_535 ? null : { host: match[1] ?? match[2] ?? '', port };
}

/** `127.0.0.1`, `[::1]:5353`: a DNS server; the port is 53 unless it says otherwise. */
export function parseServer(text: string): { readonly address: string; readonly port: number } | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([0-9.]+))(?::(\d{1,5}))?$/i.exec(text.trim());
  const [, six, four, digits = '53'] = match ?? [];
  const port = Number.parseInt(digits, 10);
  const isAddress = six === undefined ? isIP(four ?? '') === 4 : isIP(six) === 6;
  return isAddress && port >= 1 && port <= 65_535 ? { address: six ?? four ?? '', port } : null;
}

/** `10`, `8.5`, `7.25` percent → hundredths of a percent. */
export function parsePercent(text: string): number | null {
  const match = /^(\d{1,2})(?:\.(\d{1,2}))?$/.exec(text.trim());
  return match === null ? null : Number.parseInt(match[1] ?? '', 10) * 100 + Number.parseInt((match[2] ?? '').padEnd(2, '0'), 10);
}

const expecting =
  <T>(expected: string, parse: (text: string) => T | null) =>
  (text: string, context: z.core.$RefinementCtx<string>): T => {
    const value = parse(text);
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  };

const read = <T>(expected: string, parse: (text: string) => T | null) => z.string(expected).transform(expecting(expected, parse));
const text = (expected: string) => z.string(expected).min(1, expected);
const count = (low: number, high: number) => {
  const expected = `a whole number from ${low} to ${high}`;
  return z.int(expected).min(low, expected).max(high, expected);
};
const yesNo = (byDefault: boolean) => z.boolean('true or false').default(byDefault);
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) => z.enum(values, `one of ${values.map((value) => `"${value}"`).join(', ')}`);
const span = (byDefault: string) => z.string(`a span such as "${byDefault}"`).default(byDefault).transform(expecting(`a span such as "${byDefault}"`, parseSpan));
/** Node's timers end at once what is to take longer than 2^31−1 milliseconds. */
const LONGEST_TIMER = 20 * 86_400_000;
const percent = (byDefault: string) => z.string('a rate in percent such as "10" or "8.5"').default(byDefault).transform(expecting('a rate in percent such as "10" or "8.5"', parsePercent));
const address = (example: string) => read(`one mail address such as "${example}"`, canonicalAddress);
const amount = read('an amount with its currency such as "500 JPY"', (value): Money | null => {
  const reading = readAmount(value, null);
  return reading.ok ? reading.money : null;
});
const currency = read('an ISO 4217 code such as "JPY"', (value): Currency | null => currencyOf(value));
const listen = read('an address and port such as "127.0.0.1:2424" (port 0: any free one)', parseListen);

const nameServer = read('the address of a server, such as "127.0.0.1:53" or "[2001:db8::53]:53"', parseServer);

const zoneExpected = 'a time zone of the IANA list such as "Asia/Tokyo"';
const timeZone = z.string(zoneExpected).refine((name) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}, zoneExpected);

const tokenUrl = 'the https address of the provider\'s token endpoint, without a login';
const oauth2 = z.strictObject({
  token_url: z.string(tokenUrl).regex(/^(?:https:\/\/|http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?=[:/]))[^\s@#\\]+$/i, tokenUrl),
  client_id: text('the client id that the provider gave'),
  client_secret_file: text('the path of a file that holds the client secret').optional(),
  refresh_token_file: text('the path of a file that holds the refresh token'),
  scope: text('the scope to ask for').optional(),
});

const server = {
  host: z.string('the name of the server').refine(isServerName, 'the name of the server alone, such as "mail.tea.example" (no port, no login)'),
  security: oneOf(['tls', 'starttls', 'none']),
  ca_file: text('the path of a PEM file').optional(),
  password_file: text('the path of a file that holds the password').optional(),
  oauth2: oauth2.optional(),
};

const imap = z.strictObject({
  ...server,
  port: count(1, 65_535).default(993),
  security: server.security.default('tls'),
  user: text('the name to log in with'),
  folders: z.array(text('a folder name')).min(1, 'at least one folder').default(['INBOX']),
  poll: span('60 seconds').refine((milliseconds) => milliseconds <= LONGEST_TIMER, 'a span of 20 days at most, such as "60 seconds"'),
});

const shop = z.strictObject({
  name: text('the shop\'s name as its customers and the bank know it'),
  address: address('shop@tea.example'),
  shopkeepers: z.array(address('hana@tea.example')).min(1, 'at least one address').optional(),
  sub_addresses: yesNo(true),
  reply_proof: oneOf(['dkim', 'mailbox']).default('dkim'),
  language: oneOf(['en', 'ja']).default('en'),
  time_zone: timeZone.default('UTC'),
});

const seller = z.strictObject({
  address_lines: z.array(text('a line of the postal address')).default([]),
  city: text('the city'),
  postal_zone: z.string('the postal code').default(''),
  country: z.string().regex(/^[A-Z]{2}$/, 'a country code of two letters such as "JP"'),
  vat_id: text('the registration number for VAT or consumption tax').optional(),
  company_id: text('the number in the register of companies').optional(),
  endpoint_scheme: text('the scheme of the electronic address (EAS code list)').optional(),
  endpoint_id: text('the electronic address').optional(),
  iban: text('an IBAN').optional(),
});

const boardUrl = 'a web address without a path, such as "https://board.bank.example"';
const webhookUrl = 'an https address (http on loopback alone), without a login';
const webhook = z.strictObject({
  url: z.string(webhookUrl).regex(/^(?:https:\/\/|http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?=[:/]))[^\s@#\\]+$/i, webhookUrl),
  secret_file: text('the path of a file that holds the secret that signs').default('keys/webhook.key'),
});

export const configSchema = z.strictObject({
  shop,
  seller,
  bank: z.strictObject({
    address: address('pay@bank.example'),
    name: text('the name that stands beside the address in the bank\'s mails').optional(),
    order_page: address('order-page@bank.example').optional(),
    board_address: address('board@bank.example').optional(),
    board_url: z.string(boardUrl).regex(/^https?:\/\/[^/\s?#@]+$/, boardUrl).optional(),
    board_wait: span('10 minutes'),
    policy_file: text('the path of the policy file that names the bank\'s board'),
  }),
  mailbox: z
    .strictObject({
      imap: z.array(imap, 'one [[mailbox.imap]] table for each mailbox').default([]),
      lmtp: z.strictObject({ listen, max_connections: count(1, 1_000).default(10) }).optional(),
      look_back: span('0 seconds'),
      max_bytes: count(10_000, 50_000_000).default(3_000_000),
      readers: count(1, 16).default(1),
    })
    .prefault({}),
  outgoing: z.strictObject({
    ...server,
    port: count(1, 65_535).default(587),
    security: server.security.default('starttls'),
    user: text('the name to log in with').optional(),
  }),
  dkim: z.strictObject({ selector: z.string().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, 'letters, digits and hyphens, such as "agent1"'), key_file: text('the path of a private key in PEM') }).optional(),
  catalogue: z.strictObject({ file: text('the path of a CSV or SQLite file').default('catalogue.csv'), currency }),
  prices: z
    .strictObject({
      tax_included: yesNo(true),
      shipping_fee: amount.optional(),
      shipping_free_from: amount.optional(),
      shipping_tax_rate: percent('0'),
    })
    .prefault({}),
  invoice: z
    .strictObject({
      prefix: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9/.-]{0,19}$|^$/, 'at most 20 letters, digits, hyphens, points or slashes').default('INV-'),
      start: count(1, 999_999_999).default(1),
      pdf: yesNo(false),
    })
    .prefault({}),
  forward: z.strictObject({ mode: oneOf(['automatic', 'ask']).default('automatic'), told_behind: oneOf(['ask', 'pass']).default('ask'), ask_above: amount.optional() }).prefault({}),
  shipping: z.strictObject({ mail_to: address('warehouse@tea.example').optional(), orders_csv: text('the path of a file').default('orders.csv'), webhook: webhook.optional() }).prefault({}),
  store: z.strictObject({ path: text('the path of the database file').default('merchant.db'), keep_personal: span('400 days') }).prefault({}),
  keys: z.strictObject({ folder: text('the folder of the key files').default('keys') }).prefault({}),
  dns: z.strictObject({ servers: z.array(nameServer).default([]) }).prefault({}),
  log: z.strictObject({ level: oneOf(['debug', 'info', 'warn', 'error', 'silent']).default('info') }).prefault({}),
});

export type ParsedConfig = z.output<typeof configSchema>;
