/** Changes to the bytes of a mail, drawn from a seed: single bytes, header fields, MIME structure, charset and encoding labels. */

/** A number from 0 to below 1; the same seed gives the same numbers (mulberry32). */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Random = () => number;
export type Mutation = { readonly name: string; readonly change: (text: string, random: Random) => string };

const at = (text: string, random: Random): number => Math.floor(random() * (text.length + 1));
const pick = <T>(list: readonly T[], random: Random): T | undefined => list[Math.floor(random() * list.length)];
const headEnd = (text: string): number => Math.max(0, text.indexOf('\r\n\r\n'));
const fieldsOf = (text: string): string[] => text.slice(0, headEnd(text)).split(/\r\n(?![ \t])/);
const withFields = (text: string, fields: readonly string[]): string => fields.join('\r\n') + text.slice(headEnd(text));
const boundaryOf = (text: string): string => /boundary="?([^"\r\n;]+)/.exec(text)?.[1] ?? 'none';

const CHARSETS = ['utf-8', 'us-ascii', 'iso-2022-jp', 'shift_jis', 'euc-jp', 'utf-7', 'utf-16', 'utf-16le', 'iso-8859-1', 'windows-1252', 'x-unknown', 'gb18030', 'big5', 'hz-gb-2312', 'ibm037', ''];
const ENCODINGS = ['7bit', '8bit', 'binary', 'base64', 'quoted-printable', 'x-uuencode', '', 'BASE64 ', 'base64; x=1'];
const TYPES = ['text/plain', 'text/html', 'multipart/alternative; boundary=q', 'multipart/mixed; boundary="q"', 'message/rfc822', 'application/octet-stream', 'text/enriched', 'multipart/report; boundary=q', 'text/plain; charset=utf-8; charset=utf-7', 'text', ''];
const PIECES = ['\0', '\r', '\n', '\r\n', '\r\n\r\n', ' ', '\t', '\u00a0', '\xe2\x80\xae', '\xef\xbb\xbf', '\x1b$B', '\x1b(B', '=\r\n', '=00', '=3D', '&lt;', '<', '>', '> ', '--', '<!--', '<style>', '</div>', '<blockquote>', 'NO', 'OK', '?', 'but ', '.\r\n', '\xff', '=?utf-8?B?Tk8=?='];
const FIELDS = ['Subject: other', 'From: eve@evil.example', 'To: eve@evil.example', 'Auto-Submitted: auto-replied', 'Content-Type: text/html', 'Content-Transfer-Encoding: base64', 'MIME-Version: 2.0', 'Reply-To: eve@evil.example', 'Sender: eve@evil.example', 'Resent-From: eve@evil.example', 'In-Reply-To: <x@y.example>', 'References: <x@y.example>', 'List-Id: <x.y>', 'X-Long: aaaa', 'Content-Disposition: attachment; filename=a.txt', 'Date: Mon, 1 Jan 2001 00:00:00 +0000', 'From : eve@evil.example', ' folded', 'no colon here'];

const replaceOne = (pattern: RegExp, with_: (random: Random) => string) => (text: string, random: Random): string => {
  const found = [...text.matchAll(pattern)];
  const match = pick(found, random);
  return match === undefined ? text : text.slice(0, match.index) + with_(random) + text.slice(match.index + match[0].length);
};

export const MUTATIONS: readonly Mutation[] = [
  { name: 'a byte', change: (text, random) => { const place = at(text, random); return text.slice(0, place) + String.fromCharCode(Math.floor(random() * 256)) + text.slice(place + 1); } },
  { name: 'a bit', change: (text, random) => { const place = at(text, random); return text.slice(0, place) + String.fromCharCode((text.charCodeAt(place) || 0) ^ (1 << Math.floor(random() * 8))) + text.slice(place + 1); } },
  { name: 'a range taken out', change: (text, random) => { const place = at(text, random); return text.slice(0, place) + text.slice(place + Math.floor(random() * 60)); } },
  { name: 'a range twice', change: (text, random) => { const place = at(text, random); const end = place + Math.floor(random() * 120); return text.slice(0, end) + text.slice(place); } },
  { name: 'a piece put in', change: (text, random) => { const place = at(text, random); return text.slice(0, place) + (pick(PIECES, random) ?? '') + text.slice(place); } },
  { name: 'the end cut off', change: (text, random) => text.slice(0, at(text, random)) },
  { name: 'fields swapped', change: (text, random) => { const fields = fieldsOf(text); const [from, to] = [Math.floor(random() * fields.length), Math.floor(random() * fields.length)]; const [field = ''] = fields.splice(from, 1); fields.splice(to, 0, field); return withFields(text, fields); } },
  { name: 'a field twice', change: (text, random) => { const fields = fieldsOf(text); fields.splice(Math.floor(random() * fields.length), 0, pick(fields, random) ?? ''); return withFields(text, fields); } },
  { name: 'a field taken out', change: (text, random) => { const fields = fieldsOf(text); fields.splice(Math.floor(random() * fields.length), 1); return withFields(text, fields); } },
  { name: 'a field put in', change: (text, random) => { const fields = fieldsOf(text); fields.splice(Math.floor(random() * (fields.length + 1)), 0, pick(FIELDS, random) ?? ''); return withFields(text, fields); } },
  { name: 'a charset', change: replaceOne(/charset="?[\w-]+"?/g, (random) => `charset=${pick(CHARSETS, random) ?? ''}`) },
  { name: 'a transfer encoding', change: replaceOne(/Content-Transfer-Encoding: [^\r\n]*/gi, (random) => `Content-Transfer-Encoding: ${pick(ENCODINGS, random) ?? ''}`) },
  { name: 'a content type', change: replaceOne(/Content-Type: [^\r\n]*/gi, (random) => `Content-Type: ${pick(TYPES, random) ?? ''}`) },
  { name: 'a boundary', change: replaceOne(/boundary="?[^"\r\n;]+"?/g, (random) => pick(['boundary=other', 'boundary=""', 'boundary', 'boundary="a"; boundary="b"', "boundary*=utf-8''x", 'boundary="a b "'], random) ?? '') },
  { name: 'a border', change: (text, random) => { const place = at(text, random); return `${text.slice(0, place)}\r\n--${boundaryOf(text)}${pick(['', '--', ' ', 'x', '\r\nContent-Type: text/html'], random) ?? ''}\r\n${text.slice(place)}`; } },
  { name: 'line ends', change: (text, random) => (random() < 0.5 ? text.replaceAll('\r\n', '\n') : text.replace('\r\n', '\r')) },
  { name: 'case', change: (text, random) => { const place = at(text, random); const end = place + 30; return text.slice(0, place) + text.slice(place, end).toUpperCase() + text.slice(end); } },
];

/** One to four changes, most often one; the mail and what was done to it. */
export function mutate(mail: Uint8Array, random: Random): { readonly bytes: Buffer; readonly names: readonly string[] } {
  let text = Buffer.from(mail).toString('latin1');
  const names: string[] = [];
  for (let count = 1 + Math.floor(random() * random() * 4); count > 0; count -= 1) {
    const mutation = pick(MUTATIONS, random);
    if (mutation === undefined) continue;
    names.push(mutation.name);
    text = mutation.change(text, random);
  }
  return { bytes: Buffer.from(text, 'latin1'), names };
}
