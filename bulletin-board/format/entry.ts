/**
 * What an entry says: its leaf (in the tree), its face (a file beside the tiles that opens the first commitment) and the opening of its
 * details (in the parties' receipts). All three are canonical JSON: what would be written otherwise is refused.
 */
import { decimal, fromBase64, fromUtf8, utf8 } from './encoding.ts';
import { DETAILS_DOMAIN, FACE_DOMAIN, fieldDigest, opensTo, type Field } from './commitment.ts';
import { HASH_BYTES } from './hash.ts';
import { isKeyName, parseKey } from './key.ts';
import { Malformed, shown } from './malformed.ts';
import { parseNote } from './note.ts';
import { MAX_ENTRY_BYTES } from './bundle.ts';

/** Changes of a payment's state, in registered mail's words (4-board §0.6). */
export const changeKinds = ['posted', 'accepted', 'settled', 'returned', 'refunded', 'disputed', 'dispute-closed'] as const;
export type ChangeKind = (typeof changeKinds)[number];
export type LeafKind = ChangeKind | 'withdrawn' | 'ends' | 'continues';

/** `face` and `details` are commitments in base64. */
export type ChangeLeaf = { readonly kind: ChangeKind; readonly face: string; readonly details: string };
/** The face of entry `of` (`<origin>#<index>`) was erased. */
export type WithdrawnLeaf = { readonly kind: 'withdrawn'; readonly of: string; readonly face: string; readonly details: string };
/** The last entry of a log: the keys of the one that goes on. */
export type EndsLeaf = { readonly kind: 'ends'; readonly next: readonly string[] };
/** The first entry of a log that goes on: the final checkpoint of the log before (base64 of the whole note) and its keys. */
export type ContinuesLeaf = { readonly kind: 'continues'; readonly checkpoint: string; readonly keys: readonly string[] };
export type Leaf = ChangeLeaf | WithdrawnLeaf | EndsLeaf | ContinuesLeaf;

export function leafText(leaf: Leaf): string {
  switch (leaf.kind) {
    case 'withdrawn':
      return JSON.stringify({ v: 1, kind: leaf.kind, of: leaf.of, face: leaf.face, details: leaf.details });
    case 'ends':
      return JSON.stringify({ v: 1, kind: leaf.kind, next: leaf.next });
    case 'continues':
      return JSON.stringify({ v: 1, kind: leaf.kind, checkpoint: leaf.checkpoint, keys: leaf.keys });
    default:
      return JSON.stringify({ v: 1, kind: leaf.kind, face: leaf.face, details: leaf.details });
  }
}

const isChange = (kind: unknown): kind is ChangeKind => changeKinds.some((known) => known === kind);
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((one) => typeof one === 'string');

export function parseLeaf(bytes: Uint8Array): Leaf {
  const text = textOf(bytes, MAX_ENTRY_BYTES, 'entry');
  const leaf = leafOf(record(text, 'entry'));
  if (leaf === null || leafText(leaf) !== text) throw new Malformed('entry', `found ${shown(text)}; expected an entry in its canonical form`);
  if ('face' in leaf) for (const value of [leaf.face, leaf.details]) hash32(value, 'entry');
  if (leaf.kind === 'withdrawn') parsePlace(leaf.of);
  if (leaf.kind === 'ends') leaf.next.forEach(parseKey);
  if (leaf.kind === 'continues') {
    leaf.keys.forEach(parseKey);
    parseNote(fromBase64(leaf.checkpoint));
  }
  return leaf;
}

function leafOf({ kind, face, details, of, next, checkpoint, keys }: Readonly<Record<string, unknown>>): Leaf | null {
  if (kind === 'ends') return isTexts(next) ? { kind, next } : null;
  if (kind === 'continues') return typeof checkpoint === 'string' && isTexts(keys) ? { kind, checkpoint, keys } : null;
  if (typeof face !== 'string' || typeof details !== 'string') return null;
  if (kind === 'withdrawn') return typeof of === 'string' ? { kind, of, face, details } : null;
  return isChange(kind) ? { kind, face, details } : null;
}

/** `<origin>#<index>`. */
export function parsePlace(text: string): { readonly origin: string; readonly index: number } {
  const [origin = '', index, ...rest] = text.split('#', 3);
  if (!isKeyName(origin) || index === undefined || rest.length > 0) throw new Malformed('entry', `found ${shown(text)}; expected "<origin>#<index>"`);
  return { origin, index: decimal(index) };
}

export const placeText = (origin: string, index: number): string => `${origin}#${index}`;

type Code = 'entry' | 'face' | 'opening';

/** A face or opening is some hundreds of bytes; one of more than this is refused unread. */
const MAX_FIELDS_BYTES = 65_536;

function textOf(bytes: Uint8Array, most: number, code: Code): string {
  if (bytes.length > most) throw new Malformed(code, `found ${bytes.length} bytes; expected at most ${most}`);
  return fromUtf8(bytes);
}

function record(text: string, code: Code): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Malformed(code, `found ${shown(text)}; expected JSON`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed(code, `found ${shown(text)}; expected a JSON object`);
  const object = value as Readonly<Record<string, unknown>>;
  if (object['v'] !== 1) throw new Malformed(code, `found ${versionOf(object)}; expected version 1`);
  return object;
}

/** Of a stranger's JSON only what is a number or text is put into words: an object may have anything in the place of `toString`, and an array no end to its depth. */
const versionOf = ({ v }: Readonly<Record<string, unknown>>): string => (typeof v === 'number' || typeof v === 'string' ? `version ${shown(String(v))}` : v === undefined ? 'no version' : 'a version that is no number');

function hash32(text: string, code: Code): Uint8Array {
  const bytes = fromBase64(text);
  if (bytes.length !== HASH_BYTES) throw new Malformed(code, `found ${bytes.length} bytes in base64; expected ${HASH_BYTES}`);
  return bytes;
}

// Faces and openings

/** A field with its salt in base64, as files have it. */
export type SaltedField = { readonly name: string; readonly value: string; readonly salt: string };

const toField = ({ name, value, salt }: SaltedField, code: Code): Field => ({ name, value, salt: hash32(salt, code) });

/** The text of a face file, LF at its end. */
export const faceText = (fields: readonly SaltedField[]): string => `${JSON.stringify({ v: 1, fields: fields.map(({ name, value, salt }) => [name, value, salt]) })}\n`;

/**
 * What would make a public value look like another, or a page or terminal do something: controls, overrides of the writing direction, line
 * separators, halves of characters.
 */
const STEERING = /[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/u;

/** Whether a face may hold this name or value. */
export const isShowable = (text: string): boolean => !STEERING.test(text);

const changeFace = ['kind', 'reference', 'time', 'alias', 'ordered', 'shop'] as const;
/** `order`: commitment to order and password, by which the shop finds the post of an order. */
const postedFace = [...changeFace, 'text', 'order'] as const;
const withdrawnFace = ['kind', 'time', 'reason'] as const;

/** The fields that a face of this kind may have. Any other would be words of somebody who is not asked: a face that has one is refused. */
export function faceNames(kind: ChangeKind | 'withdrawn'): readonly string[] {
  if (kind === 'withdrawn') return withdrawnFace;
  return kind === 'posted' ? postedFace : changeFace;
}

/**
 * Names that stand twice are refused: nobody is to be shown one value and another the other. So is a name that the kind does not have, a face
 * without a known kind, and what is not showable.
 */
export function parseFace(bytes: Uint8Array): readonly SaltedField[] {
  const text = textOf(bytes, MAX_FIELDS_BYTES, 'face');
  const { fields } = record(text, 'face');
  const read = Array.isArray(fields) ? fields.map(saltedField) : [];
  if (read.includes(null) || faceText(read.filter((field) => field !== null)) !== text) throw new Malformed('face', `found ${shown(text)}; expected a face in its canonical form`);
  const known = read.filter((field) => field !== null);
  checkFields(known, 'face');
  checkFaceNames(known);
  const steering = known.find(({ name, value }) => !isShowable(name) || !isShowable(value));
  if (steering !== undefined) throw new Malformed('face', `found a control or direction character in the field ${shown(steering.name)}; expected text that can be shown`);
  return known;
}

function checkFaceNames(fields: readonly SaltedField[]): void {
  const kind = fields.find(({ name }) => name === 'kind')?.value ?? '';
  if (kind !== 'withdrawn' && !isChange(kind)) throw new Malformed('face', `found a face of the kind ${shown(kind)}; expected a known kind`);
  const names = faceNames(kind);
  const unknown = fields.find(({ name }) => !names.includes(name));
  if (unknown !== undefined) throw new Malformed('face', `found the field ${shown(unknown.name)} in the face of an entry "${kind}"; expected only ${names.join(', ')}`);
}

function checkFields(fields: readonly SaltedField[], code: Code): void {
  if (new Set(fields.map(({ name }) => name)).size !== fields.length) throw new Malformed(code, 'found a field twice; expected each once');
  for (const { salt } of fields) hash32(salt, code);
}

function saltedField(value: unknown): SaltedField | null {
  if (!isTexts(value) || value.length !== 3) return null;
  const [name = '', text = '', salt = ''] = value;
  return { name, value: text, salt };
}

/** Whether these fields are what the leaf's first commitment was made of. */
export function faceOpens(fields: readonly SaltedField[], leaf: ChangeLeaf | WithdrawnLeaf): boolean {
  return opensTo(FACE_DOMAIN, fields.map((field) => fieldDigest(toField(field, 'face'))), hash32(leaf.face, 'entry'));
}

/** Of the details: a field with its salt, or only its digest (base64) where its reader is somebody else. */
export type OpenedField = SaltedField | { readonly digest: string };

export const openingText = (fields: readonly OpenedField[]): string =>
  `${JSON.stringify({ v: 1, of: 'details', fields: fields.map((field) => ('digest' in field ? { digest: field.digest } : [field.name, field.value, field.salt])) })}\n`;

/** Names that stand twice are refused. Values are the parties' own words: whoever shows them on a terminal cleans them. */
export function parseOpening(bytes: Uint8Array): readonly OpenedField[] {
  const text = textOf(bytes, MAX_FIELDS_BYTES, 'opening');
  const { fields } = record(text, 'opening');
  const read = Array.isArray(fields) ? fields.map(openedField) : [];
  const known = read.filter((field) => field !== null);
  if (known.length !== read.length || openingText(known) !== text) throw new Malformed('opening', `found ${shown(text)}; expected an opening in its canonical form`);
  checkFields(known.filter((field) => 'name' in field), 'opening');
  for (const field of known) if ('digest' in field) hash32(field.digest, 'opening');
  return known;
}

function openedField(value: unknown): OpenedField | null {
  if (typeof value === 'object' && value !== null && 'digest' in value && typeof value.digest === 'string') return { digest: value.digest };
  return saltedField(value);
}

/** The details of a change, in their order. */
export const changeDetails = ['reference', 'payer', 'payee', 'total', 'invoice', 'ordered', 'at', 'order-message-id', 'letter'] as const;
export type DetailName = (typeof changeDetails)[number];
/** The details of a withdrawal. */
export const withdrawnDetails = ['entry'] as const;

/** All the details that an entry of this kind has, in the order of their digests (leaf version 1). */
export const detailNames = (kind: ChangeKind | 'withdrawn'): readonly string[] => (kind === 'withdrawn' ? withdrawnDetails : changeDetails);

/**
 * A hidden field does not tell its name: only its place does. Were the places free, a field could be committed to twice, with two values, and
 * each receiver be shown another one.
 */
function checkPlaces(fields: readonly OpenedField[], kind: ChangeKind | 'withdrawn'): void {
  const names = detailNames(kind);
  if (fields.length !== names.length) throw new Malformed('opening', `found ${fields.length} details; expected the ${names.length} that an entry "${kind}" has`);
  for (const [at, field] of fields.entries()) {
    if ('name' in field && field.name !== names[at]) throw new Malformed('opening', `found the field ${shown(field.name)} at place ${at} of the details; expected ${shown(names[at] ?? '')}`);
  }
}

/** Whether this opening is of the leaf's second commitment. Throws `Malformed` where its fields are not those of the kind, each at its place. */
export function openingOpens(fields: readonly OpenedField[], leaf: ChangeLeaf | WithdrawnLeaf): boolean {
  checkPlaces(fields, leaf.kind);
  const digests = fields.map((field) => ('digest' in field ? hash32(field.digest, 'opening') : fieldDigest(toField(field, 'opening'))));
  return opensTo(DETAILS_DOMAIN, digests, hash32(leaf.details, 'entry'));
}

export const leafBytes = (leaf: Leaf): Uint8Array => utf8(leafText(leaf));
