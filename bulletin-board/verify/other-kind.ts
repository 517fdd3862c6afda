/** What somebody gave in place of a receipt's mail, and what to give instead: told where no file of a receipt is in it. Runs in a browser too. */

const WORDS_ALONE = 'the words of a receipt prove nothing without its files: save the bank\'s own mail as a file (.eml) with its attachments, or have it forwarded as an attachment';
const UNPACK = 'unpack it, and give what is in it';

/** The first bytes of what mail programs and people save. */
const KINDS: readonly (readonly [begins: readonly number[], found: string, instead: string])[] = [
  [[0x25, 0x50, 0x44, 0x46], 'a PDF', WORDS_ALONE],
  [[0xff, 0xd8, 0xff], 'a picture', WORDS_ALONE],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture', WORDS_ALONE],
  [[0xd0, 0xcf, 0x11, 0xe0], 'a message in Outlook\'s own form (.msg)', 'save its attachments into a folder and give that folder, or save the mail as .eml'],
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive', UNPACK],
  [[0x1f, 0x8b], 'a gzip archive', UNPACK],
  [[0xff, 0xfe], 'a text in UTF-16', 'save the mail as it was sent, not as a text'],
  [[0xfe, 0xff], 'a text in UTF-16', 'save the mail as it was sent, not as a text'],
];

const LOOKED_AT = 4_096;

/** `found …; … instead`, of bytes in which no attachment was found. */
export function otherKind(bytes: Uint8Array): { readonly found: string; readonly instead: string } {
  if (bytes.length === 0) return { found: 'an empty file', instead: 'save the mail again' };
  for (const [begins, found, instead] of KINDS) if (begins.every((byte, at) => bytes[at] === byte)) return { found, instead };
  const text = new TextDecoder().decode(bytes.subarray(0, LOOKED_AT)).replace(/^\ufeff/, '');
  if (/^\s*</.test(text)) return { found: 'a web page (HTML)', instead: WORDS_ALONE };
  // A field of a mail's head, or the "From " line of an mbox before it.
  if (!/^(?:>?From [^\n]*\n)?[!-9;-~]+[ \t]*:/.test(text)) return { found: 'no mail', instead: WORDS_ALONE };
  return { found: 'a mail without any file, or one that breaks off', instead: WORDS_ALONE };
}

/** The "From " line that an mbox has before each mail (RFC 4155), with a field of the mail's head behind it. */
const MBOX_MAIL = /(?:^|\n)\r?\n?From [^\r\n]+\r?\n(?:>?[!-9;-~]+:)/g;

/** How many mails a file in the form of an mbox holds; 1 for any other file. */
export function mailsInMbox(bytes: Uint8Array): number {
  const isMbox = [0x46, 0x72, 0x6f, 0x6d, 0x20].every((byte, at) => bytes[at] === byte);
  // As Latin-1, where each byte is one character.
  return isMbox ? Math.max(1, new TextDecoder('latin1').decode(bytes).match(MBOX_MAIL)?.length ?? 1) : 1;
}
