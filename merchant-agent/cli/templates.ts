/** The files that `kakitome-merchant init` writes. */
import { readFileSync } from 'node:fs';

export const CONFIG_FILE = 'merchant.toml';
export const POLICY_FILE = 'bank.policy';
export const CATALOGUE_FILE = 'catalogue.csv';

/** Stand where the shop has to put something; `doctor` asks for them. */
export const CITY_MISSING = '(city not set)';
export const COUNTRY_MISSING = 'ZZ';

export type Choices = {
  readonly name: string;
  readonly address: string;
  readonly bank: string;
  readonly language: 'en' | 'ja';
  readonly timeZone: string;
  readonly country: string;
  readonly city: string;
  readonly imapHost: string;
  readonly smtpHost: string;
  readonly user: string;
  readonly currency: string;
  readonly prefix: string;
};

/** A TOML basic string has the escapes of JSON, and escapes DEL too. */
const quote = (value: string): string => JSON.stringify(value).replaceAll('\u007f', '\\u007f');

export function merchantToml({ name, address, bank, language, timeZone, country, city, imapHost, smtpHost, user, currency, prefix }: Choices): string {
  const values: Readonly<Record<string, string>> = { name: quote(name), city: quote(city), address, bank, language, time_zone: timeZone, country, imap_host: imapHost, smtp_host: smtpHost, user, currency, prefix };
  const template = readFileSync(new URL('./merchant.template.toml', import.meta.url), 'utf8');
  return template.replaceAll(/\{([a-z_]+)\}/g, (place, key: string) => values[key] ?? place);
}

/** A policy file (c2sp.org/tlog-policy). */
export const bankPolicy = (logKeys: readonly string[]): string => `# Which logs prove the bank's receipts. One line for each: this year's, and those before. Ask the bank for its keys by another road than mail:
# they are printed by \`kakitome board status\` at the bank, and should stand on its web page.
#log board.bank.example/board/2026+3f2a9c11+…
${logKeys.map((key) => `log ${key}\n`).join('')}# Witnesses that must have seen what the bank shows; none: the bank's word for its own log is enough.
quorum none
`;

const EXAMPLE_SKU = 'EXAMPLE-1';

/** Whether a catalogue still has the item that `init` wrote: an order for it would be taken. */
export const hasExample = (items: readonly { readonly sku: string }[]): boolean => items.some(({ sku }) => sku === EXAMPLE_SKU);
export const EXAMPLE_LEFT = `Found ${EXAMPLE_SKU}, the example of init; expected only what the shop sells: take the row out`;

export const sampleCatalogue = (currency: string): string => `sku,name,names,price,currency,tax,stock
${EXAMPLE_SKU},Example tea 100 g,Example tea;見本の茶,1000,${currency},8,
`;
