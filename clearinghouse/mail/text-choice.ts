import { simpleParser } from 'mailparser';
import { charsetOf, decodeText, decodeTransfer, looksLikeJis } from './charset.ts';
import { isSealedText } from './cheque-files.ts';
import { LONGEST_HTML, htmlToText } from './html-text.ts';
import { isMailType } from './mime-tree.ts';
import type { MimePart } from './mime-tree.ts';
import { isPlainlyWritten } from './plain-structure.ts';
import { quickPostalMime } from './quick-postal-mime.ts';
import { cutMarkRuns } from '../protocol/normalise.ts';

/**
 * Which text a letter says (5 §3.5 C4, §3.6): the inline text/plain, else the inline text/html as text. There is one, or several that every reader
 * shows one below the other: what a client wrote around pictures and files, what a list or a gateway put below.
 * It counts only when two independent parsers, given the whole letter, see that same text: a structure that can be read in two ways
 * (a third of hand-made ambiguous mails) is refused, since the sender's client may have shown something else. Where it is written so plainly that
 * nobody can (plain-structure.ts) the second parser has nothing to tell, and one is asked.
 */

export type TextChoice =
  | { readonly kind: 'text'; readonly text: string | null; readonly alternative: string | null }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string };

/** Inline text beyond this is no order, in one part or in all parts of its type; sizes in bytes as they stand in the letter. */
const LONGEST_TEXT = 262_144;
/** A letter of 5 MB in base64 has 70,000. The parsers take each line by itself, empty ones too: a megabyte of line ends costs them many seconds. */
const MOST_LINES = 100_000;
/** RFC 2045 §6.7 allows 76; decoders of quoted-printable take quadratic time on a line of spaces. */
const LONGEST_ENCODED_LINE = 4_096;

type Decoded = { readonly part: MimePart; readonly text: string; readonly jis: boolean };

/** Text that clients show in its place; with a name it is a file that is shown (a footer of a list program, an inline text file). */
const isShownText = (part: MimePart): boolean => !part.embedded && (part.type === 'text/plain' || part.type === 'text/html') && (part.disposition === null || part.disposition === 'inline');

/** Text that the sender wrote as the mail. */
export const isInlineText = (part: MimePart): boolean => isShownText(part) && part.filename === null;

/** The nearest multipart/alternative around a part. */
const alternativeAround = (part: MimePart): MimePart | null => {
  for (let outer = part.parent; outer !== null; outer = outer.parent) {
    if (outer.type === 'multipart/alternative') return outer;
  }
  return null;
};

const areAlternatives = (one: MimePart, other: MimePart): boolean => alternativeAround(one) !== null && alternativeAround(one) === alternativeAround(other);

/** The innermost part that holds both. */
const holderOf = (one: MimePart, other: MimePart): MimePart | null => {
  const around = new Set<MimePart>();
  for (let outer = one.parent; outer !== null; outer = outer.parent) around.add(outer);
  let holder = other.parent;
  while (holder !== null && !around.has(holder)) holder = holder.parent;
  return holder;
};

const isSealed = (part: MimePart): boolean => part.type === 'multipart/encrypted' || part.type === 'application/pkcs7-mime' || part.type === 'application/x-pkcs7-mime';

const decodePart = (bytes: Buffer, part: MimePart): Decoded => {
  const content = decodeTransfer(bytes.subarray(part.bodyStart, part.end), part.encoding);
  const charset = charsetOf(part.contentType.parameters.get('charset'));
  const name = charset.kind === 'known' ? charset.name : 'utf-8';
  return { part, text: decodeText(content, name), jis: name === 'us-ascii' && looksLikeJis(content) };
};

/**
 * `Content-Type: text`, alone or with parameters, as mailers before MIME wrote it: by RFC 2045 §5.2 plain text. Both parsers make a file of it and of every
 * other malformed type, and so no longer say whether they see this text. No comment is allowed beside it.
 */
const BARE_TEXT = /^(content-type:(?:[ \t]|\r?\n[ \t])*text)(?=[ \t]*(?:;|\r?\n|$))/im;

const isBareText = (part: MimePart): boolean => !part.embedded && part.type === 'text/plain' && part.contentType.value === 'text';

const withWholeType = (header: Buffer): Buffer => Buffer.from(header.toString('latin1').replace(BARE_TEXT, '$1/plain'), 'latin1');

/**
 * The letter as the parsers are given it. Attached mails are cut out, which they melt into the text, and sealed files that they would show as text;
 * their place keeps an empty attachment. `text` is written out as text/plain.
 */
export const asParsersGetIt = (bytes: Buffer, parts: readonly MimePart[]): Buffer => {
  const pieces: Buffer[] = [];
  let from = 0;
  for (const part of parts) {
    const isCut = !part.embedded && part.parent !== null && (isMailType(part.type) || isSealedText(bytes, part));
    if (!isCut && !isBareText(part)) continue;
    const instead = isCut ? Buffer.from('Content-Type: application/octet-stream\r\nContent-Disposition: attachment\r\n\r\n') : withWholeType(bytes.subarray(part.start, part.bodyStart));
    pieces.push(bytes.subarray(from, part.start), instead);
    from = isCut ? part.end : part.bodyStart;
  }
  return Buffer.concat([...pieces, bytes.subarray(from)]);
};

/** windows-1252's characters for the C1 controls that a decoder of ISO-8859-1 leaves. */
const C1 = [...new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 32 }, (_, at) => 0x80 + at))];

/**
 * What must be equal of two decoders' texts: everything but white space, quote marks (format=flowed joins lines) and the few characters
 * on which Japanese decoders are known to differ (wave dash, minus, yen sign).
 */
export const squash = (text: string): string =>
  cutMarkRuns(text)
    .replace(/[\u0080-\u009f]/g, (control) => C1[control.charCodeAt(0) - 0x80] ?? '')
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212\u2500\uFE58\uFE63]/g, '-')
    .replace(/[\u301c\u223c~]/g, '~')
    .replace(/[\u2225\u2016]/g, '|')
    .replace(/[\\\u00a5]/g, '\\')
    .replace(/[\s\p{Cc}\u200b>]+/gu, '');

type Seen = { readonly text: string; readonly html: string };

const PostalMime = quickPostalMime();

const byPostalMime = async (bytes: Buffer): Promise<Seen> => {
  const { text, html } = await PostalMime.parse(bytes, { forceRfc822Attachments: true, maxNestingDepth: 20, maxHeadersSize: 1_048_576 });
  return { text: text ?? '', html: html ?? '' };
};

const byMailparser = async (bytes: Buffer): Promise<Seen> => {
  const { text, html } = await simpleParser(bytes, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true, keepDeliveryStatus: true, maxHtmlLengthToParse: LONGEST_HTML });
  return { text: text ?? '', html: html === false ? '' : html };
};

/** What the two parsers make of the letter; null where one of them gives up. */
export const parseTwice = async (bytes: Buffer): Promise<readonly Seen[] | null> => {
  try {
    return [await byMailparser(bytes), await byPostalMime(bytes)];
  } catch {
    return null;
  }
};

/** What further readers see in the letter; null where one of them gives up. `sure`: we ourselves could decode all of it. */
export type AskParsers = (bytes: Buffer, sure: boolean) => Promise<readonly Seen[] | null>;

/** Of a letter that nobody can take differently one parser is asked, beside our own reading. */
const askParsers: AskParsers = async (bytes, sure) => {
  if (!sure || !isPlainlyWritten(bytes)) return parseTwice(bytes);
  return byPostalMime(bytes).then((seen) => [seen], () => null);
};

const refused = (code: string, detail: string): TextChoice => ({ kind: 'refused', code, detail });

/** All texts of a letter that clients show, none of them blank. `files` bear a name. */
type Shown = { readonly plains: readonly Decoded[]; readonly htmls: readonly Decoded[]; readonly files: readonly Decoded[] };

/** Plain texts that have no HTML as their alternative. */
const withoutHtml = ({ plains, htmls }: Shown): readonly Decoded[] => plains.filter((plain) => !htmls.some((html) => areAlternatives(plain.part, html.part)));

const joined = (texts: readonly Decoded[]): string => texts.map(({ text }) => text).join('\n');

/** What a parser's markup holds beyond the letter's own: breaks, and text files as it shows them. Null where the letter's own is not in it. */
const beyond = (markup: string, own: readonly string[]): string | null => {
  let rest = '';
  let at = 0;
  for (const piece of own) {
    const found = markup.indexOf(piece, at);
    if (found < 0) return null;
    rest += markup.slice(at, found);
    at = found + piece.length;
  }
  const between = `${rest}${markup.slice(at)}`.replaceAll(/<br\/|<\/?div/g, '');
  return squash(between.replace(/&#x([0-9a-f]{1,6});/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))));
};

const agree = async (bytes: Buffer, parts: readonly MimePart[], shown: Shown, ask: AskParsers): Promise<TextChoice | null> => {
  const { plains, htmls, files } = shown;
  const all = [...plains, ...htmls, ...files];
  const jis = all.some((decoded) => decoded.jis);
  const seen = await ask(asParsersGetIt(bytes, parts), !jis && !all.some(({ text }) => text.includes('\ufffd')));
  if (seen === null) return refused('unparsable', 'a parser gives up on the structure');
  // Undeclared JIS comes out of both parsers as its seven-bit bytes.
  const read = (text: string): string => squash(jis && looksLikeJis(Buffer.from(text, 'latin1')) ? new TextDecoder('iso-2022-jp').decode(Buffer.from(text, 'latin1')) : text);
  const wanted = squash(joined([...plains, ...files]));
  const wantedHtml = htmls.map(({ text }) => squash(text));
  const besideHtml = squash(joined([...withoutHtml(shown), ...files]));
  for (const { text, html } of seen) {
    if (plains.length > 0 && read(text) !== wanted) return refused('ambiguous-text', 'two parsers read two texts');
    const more = htmls.length === 0 ? '' : beyond(read(html), wantedHtml);
    if (more !== '' && more !== besideHtml) return refused('ambiguous-text', 'two parsers read two HTML parts');
  }
  return null;
};

/** What is seen of a letter in HTML: its HTML parts as text, and texts that have none; the first that can't be read settles it. */
const visibleText = (shown: Shown): TextChoice | string => {
  const texts: string[] = [];
  for (const { part, text } of [...shown.htmls, ...withoutHtml(shown)].sort((one, other) => one.part.start - other.part.start)) {
    const converted = part.type === 'text/html' ? htmlToText(text) : { ok: true as const, text };
    if (!converted.ok) return refused(converted.code, 'the HTML part');
    texts.push(converted.text);
  }
  return texts.join('\n');
};

const hasLongLine = (bytes: Buffer, part: MimePart): boolean => {
  for (let at = part.bodyStart; at < part.end; ) {
    const lineFeed = bytes.indexOf(0x0a, at);
    const next = lineFeed < 0 || lineFeed > part.end ? part.end : lineFeed + 1;
    if (next - at > LONGEST_ENCODED_LINE) return true;
    at = next;
  }
  return false;
};

const hasManyLines = (bytes: Buffer): boolean => {
  let lines = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0 && lines <= MOST_LINES; at = bytes.indexOf(0x0a, at + 1)) lines += 1;
  return lines > MOST_LINES;
};

/** What would cost the parsers seconds; null where there is nothing of it. */
const bombIn = (bytes: Buffer, parts: readonly MimePart[]): TextChoice | null => {
  if (hasManyLines(bytes)) return refused('too-many-lines', `more than ${MOST_LINES}`);
  const lengths = new Map<string, number>();
  for (const part of parts) {
    if (part.embedded || part.boundary !== null) continue;
    if (part.encoding === 'quoted-printable' && hasLongLine(bytes, part)) return refused('encoded-line-too-long', `more than ${LONGEST_ENCODED_LINE} bytes`);
    if (!isShownText(part) || isSealedText(bytes, part)) continue;
    const length = (lengths.get(part.type) ?? 0) + part.end - part.bodyStart;
    if (length > LONGEST_TEXT) return refused('text-too-long', `more than ${LONGEST_TEXT} bytes`);
    lengths.set(part.type, length);
  }
  return null;
};

/** One, or all of them one below the other. */
const areOneText = (texts: readonly Decoded[]): boolean => texts.every(({ part }, at) => at === 0 || holderOf(part, texts[at - 1]?.part ?? part)?.type === 'multipart/mixed');

/** Why it is not sure which of the texts the sender means; null where it is. */
const severalTexts = ({ plains, htmls, files }: Shown): string | null => {
  if (!areOneText(plains)) return `${plains.length} text parts`;
  if (plains.length === 0 && !areOneText(htmls)) return `${htmls.length} HTML parts`;
  if (plains.length > 0 && !htmls.every((html) => plains.some((plain) => areAlternatives(plain.part, html.part)))) return 'a text and an HTML part that are not alternatives';
  const last = Math.max(...[...plains, ...htmls].map(({ part }) => part.start));
  return files.some(({ part }) => part.start < last) ? 'a text file before the text' : null;
};

/** Chooses the text of a letter that passed gate 0. `text` null: the letter says nothing in a form that is read (pictures, attachments, encryption). */
export const chooseText = async (bytes: Buffer, parts: readonly MimePart[], ask: AskParsers = askParsers): Promise<TextChoice> => {
  if (parts.some((part) => !part.embedded && isSealed(part))) return { kind: 'text', text: null, alternative: null };
  const bomb = bombIn(bytes, parts);
  if (bomb !== null) return bomb;
  const decoded = parts.filter((part) => isShownText(part) && !isSealedText(bytes, part)).map((part) => decodePart(bytes, part));
  // No mail holds it (RFC 5322 §2.2, §2.3); programs end the line there, drop it, or show a space.
  if (decoded.some(({ text }) => text.includes('\0'))) return refused('nul-in-text', 'a NUL byte in the text');
  const filled = decoded.filter(({ text }) => text.trim() !== '');
  const own = filled.filter(({ part }) => isInlineText(part));
  const shown: Shown = {
    plains: own.filter(({ part }) => part.type === 'text/plain'),
    htmls: own.filter(({ part }) => part.type === 'text/html'),
    files: filled.filter(({ part }) => part.type === 'text/plain' && !isInlineText(part)),
  };
  if (own.length === 0) return { kind: 'text', text: null, alternative: null };
  const several = severalTexts(shown);
  if (several !== null) return refused('several-texts', several);
  const differs = await agree(bytes, parts, shown, ask);
  if (differs !== null) return differs;
  const visible = shown.htmls.length === 0 ? null : visibleText(shown);
  if (visible !== null && typeof visible !== 'string') return visible;
  return shown.plains.length === 0 ? { kind: 'text', text: visible, alternative: null } : { kind: 'text', text: joined(shown.plains), alternative: visible };
};
