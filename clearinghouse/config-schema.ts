/** The shape of `kakitome.toml`, every key with its unit, default and expectation. Parsed purely; config.ts reads the file. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { canonicalAddress, canonicalDomain, needsUtf8 } from './protocol/address.ts';
import { instantOf } from './protocol/calendar.ts';
import { isServerName } from './protocol/server-name.ts';
import { currencyOf, readAmount, type Money } from './protocol/money.ts';

const SECOND = 1_000;
const units: Readonly<Record<string, number>> = { second: SECOND, minute: 60 * SECOND, hour: 3_600 * SECOND, day: 86_400 * SECOND };

/** `15 minutes`, `72 hours`, `7 days` → milliseconds. */
export function parseSpan(text: string): number | null {
  const match = /^(\d{1,6}) (second|minute|hour|day)s?$/.exec(text.trim());
  return match === null ? null : Number(match[1]) * (units[match[2] ?? ''] ?? Number.NaN);
}

const restoredAt = 'the time of a restore, with its zone, such as "2026-11-22T10:00:00Z"';

/** RFC 3339, with seconds and a zone, → milliseconds since 1970. */
const parseTime = (text: string): number | null => (/^[^.]{19}(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? instantOf(text) : null);

/** `127.0.0.1:2525`, `[::1]:2525` → host and port. */
export function parseListen(text: string): { host: string; port: number } | null {
  const match = /^(?:\[([0-9a-f:]+)\]|([^:\s]+)):(\d{1,5})$/i.exec(text.trim());
  const port = Number(match?.[3]);
  return match === null || port > 65_535 ? null : { host: match[1] ?? match[2] ?? '', port };
}

/** `127.0.0.1`, `[::1]:5353`: a DNS server; the port is 53 unless it says otherwise. */
export function parseServer(text: string): { address: string; port: number } | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([0-9.]+))(?::(\d{1,5}))?$/i.exec(text.trim());
  const [, six, four, port = '53'] = match ?? [];
  const isAddress = six === undefined ? isIP(four ?? '') === 4 : isIP(six) === 6;
  return isAddress && Number(port) >= 1 && Number(port) <= 65_535 ? { address: six ?? four ?? '', port: Number(port) } : null;
}

/** Turns a text into its value, or says what was expected. */
const parsed =
  <T>(expected: string, parse: (text: string) => T | null) =>
  (text: string, context: z.core.$RefinementCtx<string>): T => {
    const value = parse(text);
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  };

const transformed = <T>(expected: string, parse: (text: string) => T | null) => z.string(expected).transform(parsed(expected, parse));

const span = (byDefault: string) => {
  const expected = `a span such as "${byDefault}"`;
  return z.string(expected).default(byDefault).transform(parsed(expected, parseSpan));
};
/** Node's timers end at once what is to take longer than 2^31−1 milliseconds. */
const LONGEST_TIMER_DAYS = 20;
/** A span that becomes a timer. */
const timer = (byDefault: string, days = LONGEST_TIMER_DAYS) => span(byDefault).refine((milliseconds) => milliseconds <= days * 86_400 * SECOND, `a span of ${days === 1 ? 'a day' : `${days} days`} at most, such as "${byDefault}"`);
const listen = transformed('an address and port such as "127.0.0.1:2525" (port 0: any free one)', parseListen);
const address = transformed('one mail address such as "pay@bank.example"', canonicalAddress);
/** In From and Reply-To of every mail: beyond ASCII it would shut out whoever's server has no SMTPUTF8. */
const ownAddress = address.refine((own) => !needsUtf8(own), 'an address whose part before the @ is ASCII');
const text = (expected: string): z.ZodString => z.string(expected).min(1, expected);
/** What stands in a field of a mail. */
const line = (expected: string): z.ZodString => text(expected).regex(/^[^\p{Cc}\u2028\u2029]*$/u, `${expected}, in one line`);
const host = (expected: string) => z.string(expected).refine(isServerName, `${expected} alone, such as "mail.bank.example" (no port, no login)`);
const count = (low: number, high: number): z.ZodNumber => z.int(`a whole number from ${low} to ${high}`).min(low, `a whole number from ${low} to ${high}`).max(high, `a whole number from ${low} to ${high}`);
const amount = transformed('an amount with its currency such as "300,000 JPY"', (value): Money | null => {
  const reading = readAmount(value, null);
  return reading.ok && reading.money.minor > 0n ? reading.money : null;
});
/** At most one of each currency: of two the first would hold, and nobody said which. */
const amounts = (example: string) =>
  z
    .array(amount, `a list such as ["${example}"]`)
    .superRefine((given, context) => {
      for (const [at, { currency: code }] of given.entries()) {
        const stands = given.findIndex((one) => one.currency === code) < at;
        if (stands) context.addIssue({ code: 'custom', path: [at], message: `one amount for each currency (${code} stands there already)` });
      }
    })
    .default([]);
const currency = transformed('an ISO 4217 code such as "JPY"', currencyOf);
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) => z.enum(values, `one of ${values.map((value) => `"${value}"`).join(', ')}`);
const yesNo = (byDefault: boolean) => z.boolean('true or false').default(byDefault);

const boardHost = 'the name under which the board is served, such as "board.bank.example"';
const boardUrl = 'a web address without a path, such as "https://board.bank.example"';

export const databaseUrl = 'an address such as "postgres://kakitome@db.bank.example/kakitome?sslmode=verify-full", without a password (store.password_file or KAKITOME_DATABASE_PASSWORD) and without options=';
const redisUrl = 'an address such as "redis://redis.bank.example:6379" (rediss:// with TLS), without a password (wakeup.password_file or KAKITOME_REDIS_PASSWORD)';
const schemaName = 'small letters, digits and _, such as "kakitome"';

/** `options` would take the place of the settings of each session, on which the store stands. */
export const isDatabaseUrl = (url: string): boolean => isServerUrl(url, ['postgres:', 'postgresql:']) && !URL.parse(url)?.searchParams.has('options');

/** Whoever may read the configuration must not learn a password from it. */
function isServerUrl(text: string, protocols: readonly string[]): boolean {
  const url = URL.parse(text);
  return url !== null && protocols.includes(url.protocol) && url.password === '' && !url.searchParams.has('password');
}

const timeZone = z.string('a time zone of the IANA list such as "Asia/Tokyo"').refine(isTimeZone, 'a time zone of the IANA list such as "Asia/Tokyo"');

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const tokenUrl = 'the https address of the provider\'s token endpoint (http on loopback alone), without a login';

const nameServer = transformed('the address of a server, such as "127.0.0.1:53" or "[2001:db8::53]:53"', parseServer);

const oauth2 = z.strictObject({
  token_url: z.string(tokenUrl).regex(/^(?:https:\/\/|http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?=[:/]))[^\s@#\\]+$/i, tokenUrl),
  client_id: text('the client id that the provider gave'),
  client_secret_file: z.string('the path of a file that holds the client secret').optional(),
  refresh_token_file: text('the path of a file that holds the refresh token'),
  scope: z.string('the scope to ask for').optional(),
});

const imap = z.strictObject({
  host: host('the name of the IMAP server'),
  port: count(1, 65_535).default(993),
  security: oneOf(['tls', 'starttls', 'none']).default('tls'),
  ca_file: z.string('the path of a PEM file').optional(),
  user: text('the name to log in with'),
  password_file: z.string('the path of a file that holds the password').optional(),
  oauth2: oauth2.optional(),
  folders: z.array(z.string('a folder name'), 'a list of folders such as ["INBOX", "Junk"]').min(1, 'at least one folder').default(['INBOX', 'Junk']),
  done_folder: text('the folder for letters that have been taken').default('Processed'),
  poll: timer('60 seconds'),
});

const listener = z.strictObject({ listen, max_connections: count(1, 1_000).default(50) });

const scheme = oneOf(['two-mail', 'wallet', 'board', 'full']);

/** A rule with nothing in it would hold of every payment: that is what `policy.scheme` says. */
const step = z
  .strictObject({
    scheme,
    above: amounts('50,000 JPY'),
    new_payee: yesNo(false),
    dmarc_below: oneOf(['quarantine', 'reject']).optional(),
    domains: z.array(z.string('a domain').transform(parsed('a domain such as "example.com"', canonicalDomain)), 'a list of domains').default([]),
    merchants: z.array(address, 'a list of addresses').default([]),
  })
  .refine((rule) => rule.above.length + rule.domains.length + rule.merchants.length > 0 || rule.new_payee || rule.dmarc_below !== undefined, 'at least one of above, new_payee, dmarc_below, domains, merchants');

export const configSchema = z.strictObject({
  bank: z.strictObject({
    name: line('the name of the bank as customers know it'),
    payment_address: ownAddress,
    bounce_address: ownAddress,
    staff_address: address.optional(),
    telephone: text('the telephone number that every notice bears'),
    postal_address: z.array(text('a line of the address'), 'a list of lines such as ["1-2-3 Chuo", "Tokyo 104-0061"]').max(6, 'at most six lines').default([]),
    time_zone: timeZone.default('UTC'),
    restored_at: transformed(restoredAt, parseTime).optional(),
  }),
  store: z
    .strictObject({
      path: text('the path of the database file').default('kakitome.db'),
      url: z.string(databaseUrl).refine(isDatabaseUrl, databaseUrl).optional(),
      password_file: z.string('the path of a file that holds the password').optional(),
      schema: z.string(schemaName).regex(/^[a-z_][a-z0-9_]{0,62}$/, schemaName).default('kakitome'),
      connections: count(2, 100).default(8),
      timeout: timer('30 seconds', 1),
    })
    .prefault({}),
  wakeup: z
    .strictObject({
      url: z.string(redisUrl).refine((url) => isServerUrl(url, ['redis:', 'rediss:']), redisUrl).optional(),
      password_file: z.string('the path of a file that holds the password').optional(),
    })
    .prefault({}),
  keys: z.strictObject({ folder: text('the folder of the key files').default('keys') }).prefault({}),
  dns: z.strictObject({ servers: z.array(nameServer, 'a list of servers such as ["127.0.0.1:53"]').default([]) }).prefault({}),
  intake: z
    .strictObject({
      lmtp: listener.optional(),
      smtp: listener.optional(),
      imap: z.array(imap, 'one [[intake.imap]] table for each mailbox').default([]),
      canary: yesNo(true),
      authserv_id: z.string('the authserv-id of your own incoming mail server').optional(),
      max_bytes: count(10_000, 50_000_000).default(5_000_000),
      readers: count(1, 64).default(2),
    })
    .prefault({}),
  outgoing: z.strictObject({
    host: host('the name of the outgoing mail server'),
    port: count(1, 65_535).default(25),
    security: oneOf(['tls', 'starttls', 'none']).default('starttls'),
    ca_file: z.string('the path of a PEM file').optional(),
    user: z.string('the name to log in with').optional(),
    password_file: z.string('the path of a file that holds the password').optional(),
    oauth2: oauth2.optional(),
    max_connections: count(1, 100).default(4),
  }),
  dkim: z.strictObject({ selector: z.string().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, 'letters, digits and hyphens, such as "kakitome1"').default('kakitome1') }).prefault({}),
  deadlines: z
    .strictObject({
      match: span('7 days'),
      answer: span('72 hours'),
      grace: span('1 hour'),
      tell_waiting: span('15 minutes'),
      new_address: span('7 days'),
      idle_address: span('365 days').refine((milliseconds) => milliseconds >= 30 * 86_400_000, 'a span of at least 30 days, such as "365 days"'),
      new_payee: span('7 days'),
      repeat: span('48 hours'),
    })
    .prefault({}),
  limits: z
    .strictObject({
      default_ceiling: amounts('30,000 JPY'),
      per_payment: amounts('300,000 JPY'),
      per_day: amounts('500,000 JPY'),
      new_payee: amounts('50,000 JPY'),
      claims_per_payment: count(1, 20).default(4),
      wrong_passwords_per_payment: count(1, 10).default(3),
      wrong_passwords_per_day: count(1, 50).default(5),
      early_forwards_per_merchant: count(1, 100_000).default(500),
      answers_per_kind_and_day: count(1, 100).default(3),
      answers_per_day: count(1, 1_000).default(10),
      refusals_per_day: count(1, 10_000).default(50),
    })
    .prefault({}),
  refunds: z.strictObject({ hold: yesNo(true), per_day: amounts('100,000 JPY') }).prefault({}),
  disputes: z.strictObject({ open: span('120 days'), merchant: span('7 days'), staff: span('30 days') }).prefault({}),
  register: z
    .strictObject({
      answer: yesNo(false),
      self_service: yesNo(false),
      language: oneOf(['en', 'ja']).default('en'),
      currencies: z.array(currency, 'a list such as ["JPY"]').default([]),
      per_payment: amounts('5,000 JPY'),
      per_day: amounts('10,000 JPY'),
      per_domain_and_day: count(1, 10_000).default(20),
    })
    .prefault({}),
  policy: z
    .strictObject({
      scheme: oneOf(['two-mail', 'board']).default('two-mail'),
      wait: span('30 minutes'),
      enrol: span('14 days'),
      steps: z.array(step, 'one [[policy.steps]] table for each rule').default([]),
    })
    .prefault({}),
  numbers: z
    .strictObject({ in_order: yesNo(true), ask_above: amounts('10,000 JPY'), wrong_numbers: count(1, 20).default(5) })
    .prefault({}),
  order_page: z
    .strictObject({
      address: ownAddress.optional(),
      listen: listen.optional(),
      trusted_hops: z.int('a whole number from 0 to 5').min(0, 'a whole number from 0 to 5').max(5, 'a whole number from 0 to 5').default(0),
      shops: z
        .array(
          z.strictObject({
            path: z.string('a short name such as "green-tea"').regex(/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/, 'letters, digits and hyphens, such as "green-tea"'),
            address,
            catalogue: text('the path of a CSV file'),
            currency,
            language: oneOf(['en', 'ja']).default('en'),
            tax_included: yesNo(true),
            shipping: amount.optional(),
          }),
          'one [[order_page.shops]] table for each shop',
        )
        .default([]),
    })
    .prefault({}),
  staff: z.strictObject({ two_people_book: yesNo(false) }).prefault({}),
  board: z
    .strictObject({
      enabled: yesNo(false),
      post_address: ownAddress.optional(),
      host: z.string(boardHost).regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/, boardHost).optional(),
      url: z.string(boardUrl).regex(/^https?:\/\/[^/\s?#]+$/, boardUrl).optional(),
      folder: text('the folder of the public files').default('public'),
      retention: text('a sentence about what is kept how long').optional(),
      ml_dsa: yesNo(false),
      batch: timer('1 second'),
      witnesses: z.string('the path of a policy file').optional(),
      cosign_wait: timer('2 seconds'),
      proof_late: span('5 minutes'),
      monitor: timer('5 minutes'),
      site: z.strictObject({ listen }).optional(),
    })
    .prefault({}),
  console: z.strictObject({ listen }).optional(),
  log: z.strictObject({ level: oneOf(['debug', 'info', 'warn', 'error', 'silent']).default('info') }).prefault({}),
});

export type ParsedConfig = z.output<typeof configSchema>;
