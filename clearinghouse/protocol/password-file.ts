/**
 * What stands in a file that a configuration names for a password, and what is told where nothing can. Of a file that is not there the name is told only where it
 * is plainly one: who writes the password itself where its file belongs would find it in the log.
 */
const NO_SUCH_NAME: readonly string[] = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'];

/** `imap-password`, `keys/mailbox.password`: what init and the documents call such files, without a capital letter or a digit. */
const PLAINLY_A_FILE = /^[a-z_./-]*(?:[_./-](?:password|secret|token)|(?:password|secret|token)[_./-])[a-z_.-]*$/;

/** `path`: as it was looked for, below `folder` where it is a relative one. */
function unreadable(error: unknown, path: string, folder: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault';
  if (!NO_SUCH_NAME.includes(code) || PLAINLY_A_FILE.test(path.slice(path.startsWith(folder) ? folder.length : 0))) return `${path} can't be read (${code})`;
  return `found no file of that name (${code}; looked for from ${folder} on; the name is not shown, since it could be the password itself)`;
}

/**
 * The one line of the file that a setting names; or the sentence behind the setting's name that says what is wrong with it, without a word of it. `read` gives
 * the file's text, or throws as the file system does.
 */
export function passwordFrom(path: string, folder: string, read: (path: string) => string): { readonly password: string } | { readonly wrong: string } {
  let text: string;
  try {
    text = read(path);
  } catch (error) {
    return { wrong: `${unreadable(error, path, folder)}; expected the path of a file that holds the password` };
  }
  const password = text.replace(/^\ufeff/, '').replace(/\r?\n$/, '');
  if (password !== '' && !/[\r\n]/.test(password)) return { password };
  return { wrong: `${path} ${password === '' ? 'holds nothing' : 'holds several lines'}; expected the password and nothing else, in one line` };
}
