/**
 * The configuration that `kakitome init` writes, from kakitome.template.toml: every key of config-schema.ts with its unit, default and meaning.
 * There a line that begins with `#` and a blank is prose; `#` without one stands before a key that may be used, with its default or an example.
 */
import { readFileSync } from 'node:fs';

export const CONFIG_FILE = 'kakitome.toml';

/** Stands where a bank has to put its number; `doctor` asks for it. */
export const TELEPHONE_MISSING = '(telephone not set)';

/** `domain` is a canonical domain, the others any text; `storeUrl` null: the database is a file. */
export type TomlChoices = { readonly name: string; readonly domain: string; readonly telephone: string; readonly timeZone: string; readonly storeUrl?: string | null };

/** A TOML basic string has the escapes of JSON, and escapes DEL too. */
const quote = (value: string): string => JSON.stringify(value).replaceAll('\u007f', '\\u007f');

export function kakitomeToml({ name, domain, telephone, timeZone, storeUrl = null }: TomlChoices): string {
  const values: Readonly<Record<string, string>> = { name: quote(name), domain, telephone: quote(telephone), time_zone: quote(timeZone) };
  const template = readFileSync(new URL('./kakitome.template.toml', import.meta.url), 'utf8');
  const chosen = storeUrl === null ? template : template.replace(/^#url = "postgres:.*$/m, () => `url = ${quote(storeUrl)}`);
  return chosen.replaceAll(/\{([a-z_]+)\}/g, (place, key: string) => values[key] ?? place);
}
