/** How a mistake in a configuration shows what was found, without a password that stands where it does not belong. */

/** A login before a host, in an address or alone; a word for it in a list of settings. */
const LIKE_A_LOGIN = /:\/\/[^]*@|:[^\s@]+@|passw|secret/i;
const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/** `key`: with its path, such as `store.url`. Of an address only its scheme is shown, however it is written. */
export function shownSetting(key: string, found: unknown): string {
  if (found === undefined) return 'nothing';
  if (found instanceof Date) return `${found.toISOString()} without quotes`;
  if (typeof found === 'object') return 'a table or list';
  if (typeof found !== 'string' || !(/url$/i.test(key) || LIKE_A_LOGIN.test(found))) return JSON.stringify(found);
  return `"${SCHEME.exec(found)?.[0] ?? ''}…"`;
}

/** What is told to be expected, where the schema has words of its own for it only as a library has them. */
export function expectedSetting(key: string, { message, ...issue }: { readonly message: string; readonly expected?: unknown }): string {
  if (!message.startsWith('Invalid input')) return message;
  const kinds: Readonly<Record<string, string>> = { object: `the table [${key}]`, array: 'a list', string: 'a text in quotes' };
  return kinds[String(issue.expected)] ?? message;
}
