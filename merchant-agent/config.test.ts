/** merchant.toml: what is read, what is refused and in which words; the commented template and the README know every key. */
import { readFileSync } from 'node:fs';
import test from 'ava';
import { merchantToml } from './cli/templates.ts';
import { ConfigError, parseConfig } from './config.ts';
import { configSchema, parsePercent, parseSpan } from './config-schema.ts';

const CHOICES = { name: 'Green "Tea" House', address: 'shop@tea.example', bank: 'pay@bank.example', language: 'en' as const, timeZone: 'Asia/Tokyo', country: 'JP', city: 'Sakai', imapHost: 'imap.tea.example', smtpHost: 'smtp.tea.example', user: 'shop@tea.example', currency: 'JPY', prefix: 'GT-' };
const TOML = merchantToml(CHOICES);

const told = (toml: string): string => {
  try {
    parseConfig(toml, '/shop/merchant.toml');
    return 'no mistake';
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
};

test('what init writes is read, with the defaults that the template shows', (t) => {
  const config = parseConfig(TOML, '/shop/merchant.toml');
  t.like(config, { file: '/shop/merchant.toml', folder: '/shop', shop: { name: 'Green "Tea" House', address: 'shop@tea.example', sub_addresses: true, reply_proof: 'dkim' }, invoice: { prefix: 'GT-', start: 1 } });
  t.is(config.mailbox.imap[0]?.poll, 60_000);
  t.true(Object.isFrozen(config.mailbox));
});

test('each setting that the template only shows may be used as it stands there', (t) => {
  const used = TOML.replaceAll(/^#(?! )(.*)$/gm, '$1').replace('listen = "127.0.0.1:2424"', 'listen = "[::1]:2424"');
  const config = parseConfig(used, '/shop/merchant.toml');
  t.like(config.mailbox.lmtp, { listen: { host: '::1', port: 2_424 }, max_connections: 10 });
  t.like(config.shipping.webhook, { secret_file: 'keys/webhook.key' });
  t.is(config.prices.shipping_tax_rate, 1_000);
  t.is(config.forward.ask_above?.minor, 50_000n);
});

const keysOf = (shape: unknown, path: string): string[] => {
  const inner = shape as { readonly def?: { readonly type?: string; readonly innerType?: unknown; readonly element?: unknown; readonly in?: unknown; readonly shape?: Record<string, unknown> } };
  const { type, innerType, element, in: input, shape: members } = inner.def ?? {};
  if (type === 'object' && members !== undefined) return Object.entries(members).flatMap(([key, value]) => keysOf(value, path === '' ? key : `${path}.${key}`));
  const within = type === 'array' ? element : type === 'pipe' ? input : innerType;
  const nested = within === undefined ? [] : keysOf(within, path);
  return nested.length > 0 && nested.some((key) => key !== path) ? nested : [path];
};

test('the template and the README name every key', (t) => {
  const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
  const keys = keysOf(configSchema, '');
  t.true(keys.length > 50, `${keys.length} keys`);
  for (const key of keys) {
    const last = key.split('.').at(-1) ?? '';
    t.regex(TOML, new RegExp(`^#?${last} = `, 'm'), key);
    if (!key.includes('oauth2')) t.true(readme.includes(last), `README: ${key}`);
  }
});

test('a mistake names file, key, what was found and what is expected', (t) => {
  t.is(told(TOML.replace('address = "shop@tea.example"', 'address = "shop"')), '/shop/merchant.toml: shop.address: found "shop"; expected one mail address such as "shop@tea.example"');
  for (const server of ['999.1.1.1', '127.0.0.1:99999', '[::1]:0']) t.regex(told(TOML.replace('servers = []', `servers = ["${server}"]`)), /dns\.servers\.0: found "[^ ]+"; expected the address of a server/);
  t.regex(told(TOML.replace('poll = "60 seconds"', 'poll = "30 days"')), /mailbox\.imap\.0\.poll: found "30 days"; expected a span of 20 days at most/);
  t.regex(told(TOML.replace('currency = "JPY"', 'currency = "YEN"')), /catalogue\.currency: found "YEN"; expected an ISO 4217 code/);
  t.regex(told(`${TOML}\n[shipping.webhook]\nurl = "http://hooks.example/T0/s3cret"\n`), /shipping\.webhook\.url: found "http:\/\/…"; expected/);
  t.regex(told(`${TOML}\n[surprise]\n`), /surprise: this key is not known here/);
  t.regex(told('[shop'), /merchant\.toml:1:\d+: not valid TOML/);
  t.regex(told(TOML.replace('bank.example"', 'bank.example"\naddress = "x"')), /not valid TOML/);
  t.regex(told(TOML.replace('"pay@bank.example"', '"shop@tea.example"')), /bank\.address: .* not the shop's own/);
  t.regex(told(TOML.replace(/\[\[mailbox\.imap\]\][^]*?(?=\n\[mailbox\])/, '')), /mailbox: found no mailbox; expected at least one/);
  t.regex(told(TOML.replace('#shipping_fee = "500 JPY"', 'shipping_fee = "5 EUR"')), /prices\.shipping_fee: found EUR; expected an amount in JPY/);
  t.regex(told(TOML.replace('#board_address = "board@bank.example"', 'board_address = "pay@bank.example"')), /bank\.board_address: found "pay@bank\.example"; expected the address that buyers post to/);
  t.regex(told(TOML.replace('#board_wait = "10 minutes"', 'board_wait = "3 hours"')), /bank\.board_wait: found 180 minutes; expected "2 hours" or less/);
  t.regex(told(TOML.replace('#board_url = "https://board.bank.example"', 'board_url = "https://board.bank.example/board/2026"')), /bank\.board_url: .*expected a web address without a path/);
  t.regex(told(TOML.replace('pdf = false', 'pdf = "no"')), /invoice\.pdf: found "no"; expected true or false/);
});

test('spans and rates', (t) => {
  t.deepEqual(['60 seconds', '1 minute', '7 days', '5', 'soon', '5 years'].map(parseSpan), [60_000, 60_000, 604_800_000, null, null, null]);
  t.deepEqual(['10', '8.5', '7.25', '0', '100', '8.125', '-1', ''].map(parsePercent), [1_000, 850, 725, 0, null, null, null, null]);
});
