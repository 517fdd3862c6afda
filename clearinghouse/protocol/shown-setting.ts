/** How a mistake in a configuration shows what was found, without a password that stands where it does not belong. */

/** A login before a host, in an address or alone; a word for it in a list of settings. */
const LIKE_A_LOGIN = /:\/\/[^]*@|:[^\s@]+@|passw|secret/i;
const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/** `key`: with its path, such as `store.url`. Of an address only its scheme is shown, however it is written. */
export function shownSetting(key: string, found: unknown): string {
  if (found === undefined) return 'nothing';
  if (typeof found === 'object') return 'a table or list';
  if (typeof found !== 'string' || !(/url$/i.test(key) || LIKE_A_LOGIN.test(found))) return JSON.stringify(found);
  return `"${SCHEME.exec(found)?.[0] ?? ''}…"`;
}
