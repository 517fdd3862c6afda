/**
 * An order's mail as the bytes that are signed and sent (RFC 5322, RFC 2045, RFC 2047): CRLF line ends, a header in ASCII, text/plain in UTF-8. The same mail
 * gives the same bytes. No Auto-Submitted: a person ordered, and the bank takes nothing from machines.
 */
import { canonicalAddress, needsUtf8, splitAddress } from '../protocol/address.ts';
import type { OrderMail } from './ports.ts';

const MESSAGE_ID = /^[a-z0-9.]{1,120}@[a-z0-9.-]{1,200}$/;
/** RFC 2047 §2: no line above 76 characters, the name of the field before it and the frame of 12 counted. */
const ENCODED_BYTES = 39;
const ATOMS = /^[!#-'*+\-/-9=?A-Z^-~]+(?:\.[!#-'*+\-/-9=?A-Z^-~]+)*$/;

/** Throws RangeError, with the field's name, for what no field of ours may hold: a control character, an address that is none or beyond ASCII. */
export function orderMailBytes(mail: OrderMail): Buffer {
  if (!MESSAGE_ID.test(mail.messageId)) throw new RangeError('order mail: messageId');
  const content = Buffer.from(mail.text.replace(/\n/g, '\r\n'));
  const isPlain = /^[\r\n -~]*$/.test(mail.text) && mail.text.split('\n').every((line) => line.length <= 78);
  const fields: readonly (readonly [name: string, value: string])[] = [
    ['From', `${words('from', mail.from.name)}\r\n <${written('from', mail.from.address)}>`],
    ['To', mail.to.map((address) => written('to', address)).join(',\r\n ')],
    ...(mail.replyTo === null ? [] : [['Reply-To', written('replyTo', mail.replyTo)] as const]),
    ['Subject', words('subject', mail.subject)],
    ['Date', new Date(mail.date).toUTCString().replace('GMT', '+0000')],
    ['Message-ID', `<${mail.messageId}>`],
    ['MIME-Version', '1.0'],
    ['Content-Type', 'text/plain; charset=utf-8'],
    ['Content-Transfer-Encoding', isPlain ? '7bit' : 'base64'],
  ];
  const body = isPlain ? content : Buffer.from(`${(content.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')}\r\n`);
  return Buffer.concat([Buffer.from(`${fields.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n`), body]);
}

function written(field: string, text: string): string {
  if (canonicalAddress(text) !== text || needsUtf8(text)) throw new RangeError(`order mail: ${field} is not a canonical address in ASCII`);
  const { local, domain } = splitAddress(text);
  return ATOMS.test(local) ? text : `"${local.replace(/["\\]/g, '\\$&')}"@${domain}`;
}

/** Always encoded words: no name can then end a field, or look like an address. */
function words(field: string, text: string): string {
  if (/[\p{Cc}\u2028\u2029]/u.test(text) || !text.isWellFormed()) throw new RangeError(`order mail: control character in ${field}`);
  const parts: string[] = [''];
  for (const letter of text) {
    const grown = `${parts.at(-1) ?? ''}${letter}`;
    if (Buffer.byteLength(grown) > ENCODED_BYTES) parts.push(letter);
    else parts[parts.length - 1] = grown;
  }
  return parts.map((part) => `=?utf-8?B?${Buffer.from(part).toString('base64')}?=`).join('\r\n ');
}
