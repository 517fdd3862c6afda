/**
 * From a letter's text to its reading: lines normalised, password lines found, also in quoted text, and no password left in clear
 * wherever it stands (5-real-and-hostile-mail §3.3, §3.6).
 */
import { findSeparators, isQuoted, ownEnd, unquote, withoutListMark } from './layout.ts';
import { normalise } from './normalise.ts';
import type { TextTrouble } from './normalise.ts';
import { holdsKey } from './order.ts';
import type { Digest, PasswordLine, SecretWeakness, TextReading } from './reading.ts';
import { SECRET_MARK_CLOSE, SECRET_MARK_OPEN } from './reading.ts';
import { foldSecret, SECRET_MIN_LETTERS, weaknessBeside } from './secret.ts';
import { shapedTogether, shapedWords, type Shaped } from './secret-shapes.ts';
import { looseSecret, maskSecrets, searchIn } from './secret-places.ts';
import type { MaskedSecret } from './secret-places.ts';
import { afterLabel, vocabularyOf, wordAtStart } from './vocabulary.ts';
import { CONSENT_ADDITIONS, PASSWORD_LABELS, PASSWORD_NAMES } from './words.ts';

/** With the last two no line is kept. */
export type ReadTrouble = TextTrouble | 'too-many-passwords' | 'too-many-lines';

export type ReadText = TextReading & { readonly trouble: ReadTrouble | null };

const MAX_DISTINCT = 16;
/** No order, invoice or answer is longer; what every line costs is bounded by it. */
const MAX_LINES = 20_000;

/** A longer value is no password anyway. */
const LONGEST_VALUE = 500;

const passwordLabels = vocabularyOf(PASSWORD_LABELS);
const passwordNames = vocabularyOf(PASSWORD_NAMES);
const courtesies = vocabularyOf(CONSENT_ADDITIONS);

export const secretMark = (index: number): string => `${SECRET_MARK_OPEN}${index}${SECRET_MARK_CLOSE}`;

/** Takes any text. The same text gives the same reading. */
export const readText = (text: string, digest: Digest): ReadText => readInClear(text, digest).read;

/** The reading, and for this one moment the lines in clear, for what is compared by digest too. `isLetter`: the letter itself, and no mail in it. */
export function readInClear(text: string, digest: Digest, isLetter = false): { readonly read: ReadText; readonly clear: readonly string[] } {
  const { lines, trouble, apart } = normalise(text);
  if (lines.length > MAX_LINES) return { read: unreadText('too-many-lines'), clear: [] };
  const reading = readLines(lines, digest);
  return reading === null ? { read: unreadText('too-many-passwords'), clear: [] } : { read: { ...reading, ...(apart.length === 0 ? {} : { apart }), ...shapedIn(lines, reading, digest, isLetter), trouble }, clear: lines };
}

/** In what the sender wrote, apart from password lines. `together`: in a letter, whose words may go on in an invoice, a post, a refund or a dispute, several words may be a password too. */
function shapedIn(lines: readonly string[], { passwords, separators }: TextReading, digest: Digest, together: boolean): { readonly shaped?: readonly Shaped[] } {
  const end = ownEnd(lines, separators);
  const own = lines.flatMap((text, at) => (at >= end || text === '' || isQuoted(text) || passwords.some(({ line }) => line === at) ? [] : [[at, text] as const]));
  const shaped = [...shapedWords(own, digest), ...(together ? shapedTogether(own, digest) : [])];
  return shaped.length === 0 ? {} : { shaped };
}

const unreadText = (trouble: ReadTrouble): ReadText => ({ lines: [], passwords: [], secretElsewhere: [], separators: [], trouble });

/** `beside`: the value goes on with another key. */
type FoundPassword = { readonly line: number; readonly head: string; readonly value: string; readonly folded: string; readonly quoted: boolean; readonly beside: boolean };

/** Normalised lines as a reading; null where they hold too many different passwords. */
export function readLines(lines: readonly string[], digest: Digest): TextReading | null {
  const separators = findSeparators(lines);
  const end = ownEnd(lines, separators);
  const isTheirs = (at: number): boolean => isQuoted(lines[at] ?? '') || at >= end;
  const found = lines.flatMap((line, at) => passwordOn(line, at, isTheirs(at)) ?? []);
  // As they are compared: one word with its stops in thousands of places is thousands of passwords, each looked for in every line.
  if (new Set(found.map(({ folded }) => folded)).size > MAX_DISTINCT) return null;
  const weakness = weaknessByText(lines, found, isTheirs);
  const passwords = found.map(({ line, folded, quoted, beside }, index): PasswordLine => ({ index, line, digests: digest(folded), weakness: beside ? 'other-key' : weakness(folded, quoted), quoted }));
  const heads = new Map(found.map(({ line, head }, index) => [line, head + secretMark(index)]));
  const masks = masksOf(found);
  const secretElsewhere: number[] = [];
  const masked = lines.map((line, at) => {
    const head = heads.get(at);
    if (head !== undefined) return head;
    const safe = maskSecrets(line, masks);
    if (safe !== line) secretElsewhere.push(at);
    return safe;
  });
  return { lines: masked, passwords, secretElsewhere, separators };
}

/** `Password: maple-7731-crow.` with or without quote marks: all before the value, and the value without a full stop or です. */
function passwordOn(line: string, at: number, quoted: boolean): FoundPassword | null {
  const said = withoutListMark(unquote(line));
  const rest = afterLabel(said, passwordLabels) ?? toldAfter(said);
  if (rest === null) return null;
  const value = withoutEnding(rest);
  const folded = foldSecret(value);
  return folded === null ? null : { line: at, head: line.slice(0, line.length - rest.length), value, folded, quoted, beside: rest.length <= LONGEST_VALUE && holdsKey(rest) };
}

/** `My password is maple-7731-crow`, `PASSWORD maple-7731-crow`: one word with figures, or with a hyphen, to the end of the line. `The password is as usual` tells none. */
function toldAfter(line: string): string | null {
  if (line.length > 200) return null;
  const named = line.replace(/^(?:my|the|your|mein|das|mon|le|mi|la|minha|mijn|het|moje) /i, '');
  const word = wordAtStart(named, passwordNames);
  const [, verb, value = ''] = word?.bordered === true ? (/^ (?:(is|ist|lautet|est|es|è|é|to)(?: ?:)? )?([^ ]{6,64})$/.exec(named.slice(word.length)) ?? []) : [];
  if (verb === undefined && named !== line) return null;
  return /\p{L}/u.test(value) && /[0-9]|\p{L}-\p{L}/u.test(value) && !/[@/:]/.test(value) ? value : null;
}

/** Without a full stop, です, a remark in brackets or thanks behind it: nobody says them again in the answer. */
function withoutEnding(rest: string): string {
  const plain = /[.。]$/.test(rest) ? rest.slice(0, -1).trim() : rest;
  const bare = plain.length > 2 && plain.endsWith('です') ? plain.slice(0, -2).trim() : plain;
  if (bare.length > LONGEST_VALUE) return bare;
  const [, value = bare, behind] = REMARKED.exec(bare) ?? [];
  return behind === undefined || isThanks(behind) ? value : bare;
}

const REMARKED = /^([^ ]{6,64})(?: \([^()]{1,80}\)| ?[,;!、] ?(.{1,40}))$/;

const isThanks = (text: string): boolean => wordAtStart(text, courtesies)?.length === text.replace(/[ .!。]+$/, '').length;

/** The values of the text's password lines in clear, in the order of `TextReading.passwords`; null where the line stands in words of another hand. Never kept. */
export function passwordValues(clear: readonly string[], { passwords }: TextReading): readonly (string | null)[] {
  return passwords.map(({ line, quoted }) => (quoted ? null : (passwordOn(clear[line] ?? '', line, quoted)?.value ?? null)));
}

/** The passwords of the text's password lines as they are masked elsewhere; for texts that are stored beside it. */
export const passwordMasks = (lines: readonly string[]): MaskedSecret[] => masksOf(lines.flatMap((line, at) => passwordOn(line, at, false) ?? [])).slice(0, MAX_DISTINCT);

/** Weakness against the other lines of the same hand: what the sender wrote, or what is quoted. */
function weaknessByText(lines: readonly string[], found: readonly FoundPassword[], isTheirs: (at: number) => boolean): (folded: string, quoted: boolean) => SecretWeakness | null {
  if (found.length === 0) return () => null;
  const passwordLines = new Set(found.map((password) => password.line));
  const others = lines.map((line, at) => ({ line, at })).filter(({ line, at }) => line !== '' && !passwordLines.has(at));
  const [own, theirs] = [others.filter(({ at }) => !isTheirs(at)), others.filter(({ at }) => isTheirs(at))].map((list) => searchIn(list.map(({ line }) => line)));
  const known = new Map<string, SecretWeakness | null>();
  return (folded, quoted) => {
    const key = `${quoted ? 'quoted' : 'own'} ${folded}`;
    if (!known.has(key)) known.set(key, weaknessBeside(folded, (quoted ? theirs : own) ?? searchIn([])));
    return known.get(key) ?? null;
  };
}

/** A password too short to be taken is no secret: masking it everywhere would blot out ordinary words and numbers. */
function masksOf(found: readonly FoundPassword[]): MaskedSecret[] {
  const masks = new Map<string, MaskedSecret>();
  found.forEach(({ value }, index) => {
    const loose = looseSecret(value);
    if (loose.length >= SECRET_MIN_LETTERS && !masks.has(loose)) masks.set(loose, { loose, mark: secretMark(index) });
  });
  return [...masks.values()];
}
