/** Finds the mails in any folder: files that are one mail, and mailboxes (mbox, RFC 4155) that hold many. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** `name` is the path below the folder; behind `#` the number within a mailbox. */
export type FoundMail = { readonly name: string; readonly bytes: Buffer };

/** Larger files are no test mails. */
const LARGEST_FILE = 50_000_000;
const LOOKED_AT = 65_536;
const BY_NAME = /\.(?:eml|mbox|mbx)$/i;
const FIELD = /^([!-9;-~]{1,60})[ \t]*:/;
const MAIL_FIELDS: ReadonlySet<string> = new Set(
  'from to cc subject date received return-path delivered-to message-id mime-version content-type content-transfer-encoding reply-to sender dkim-signature x-mailer in-reply-to references'.split(' '),
);
/** At least one of them stands in every mail; Content-Type alone is an HTTP message or a piece of MIME. */
const OF_A_MAIL: readonly string[] = ['from', 'received', 'return-path', 'message-id', 'delivered-to'];

/** Whether a text begins with a mail's header block. */
export function beginsLikeMail(text: string): boolean {
  const lines = text.split(/\r?\n/);
  const head = lines.slice(0, Math.max(0, lines.findIndex((line, at) => at > 0 && line === '')) || lines.length);
  const first = head[0] ?? '';
  if (!FIELD.test(first) && !isPostmark(first)) return false;
  const names = head.map((line) => FIELD.exec(line)?.[1]?.toLowerCase() ?? '');
  return new Set(names.filter((name) => MAIL_FIELDS.has(name))).size >= 2 && OF_A_MAIL.some((name) => names.includes(name));
}

/** `From somebody@example.org Sat Nov 21 10:32:00 2026` */
const isPostmark = (line: string): boolean => /^>?From \S.*\d\d:\d\d/.test(line);

/** The mails of a mailbox; a file that begins with no postmark is one mail. The postmark itself is no part of a mail. */
export function splitMailbox(bytes: Buffer): Buffer[] {
  const text = bytes.toString('latin1');
  if (!isPostmark(text.slice(0, 300).split(/\r?\n/)[0] ?? '')) return [bytes];
  const marks = [0, ...[...text.matchAll(/(?<=\n\r?\n)From \S[^\n]{0,200}\d\d:\d\d[^\n]*\n(?=[!-9;-~]{1,60}:|>From )/g)].map((match) => match.index)];
  return marks.map((from, at) => Buffer.from(text.slice(text.indexOf('\n', from) + 1, marks[at + 1] ?? text.length), 'latin1'));
}

function* filesIn(path: string): Generator<string> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isFile() === true && stat.size <= LARGEST_FILE) yield path;
  if (stat?.isDirectory() !== true) return;
  for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory() || entry.isFile()) yield* filesIn(join(path, entry.name));
  }
}

/** All mails below a folder, in the order of their names: files *.eml and *.mbox, and whatever begins like a mail. Links are not followed. */
export function* mailsIn(folder: string): Generator<FoundMail> {
  for (const path of filesIn(folder)) {
    const bytes = readFileSync(path);
    if (!BY_NAME.test(path) && !beginsLikeMail(bytes.toString('latin1', 0, LOOKED_AT))) continue;
    const mails = splitMailbox(bytes);
    const name = relative(folder, path) || path;
    for (const [at, mail] of mails.entries()) yield { name: mails.length === 1 ? name : `${name}#${at + 1}`, bytes: mail };
  }
}
