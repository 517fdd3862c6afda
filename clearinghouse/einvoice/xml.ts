/**
 * XML of an e-invoice as a tree, with limits before everything: no DOCTYPE (so no entities of its own, nothing external), bounded depth, elements,
 * attributes and size, and only encodings that every reader decodes alike. Elements are known by namespace and local name, never by prefix.
 */
import { SaxesParser } from 'saxes';

export type XmlElement = {
  readonly namespace: string;
  readonly name: string;
  /** Attributes without a namespace. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The character data right within it, as it stands. */
  readonly text: string;
  /** A comment, CDATA section or processing instruction stands within it: two readers may see two texts. */
  readonly interrupted: boolean;
};

export type XmlReading =
  | { readonly ok: true; readonly root: XmlElement }
  /** `root`: what is known of the root where the document broke off behind its start tag. */
  | { readonly ok: false; readonly detail: string; readonly root: XmlName | null };

export type XmlName = Pick<XmlElement, 'namespace' | 'name'>;

export const MAX_XML_BYTES = 2_097_152;
const MAX_DEPTH = 32;
const MAX_ELEMENTS = 50_000;
const MAX_ATTRIBUTES = 40;
const MAX_DECLARATION = 200;

type Open = { readonly namespace: string; readonly name: string; readonly attributes: ReadonlyMap<string, string>; readonly children: XmlElement[]; text: string; interrupted: boolean };

/** A finding of ours or of the parser; ends the parse. */
class Broken extends Error {}

const broken = (detail: string): never => {
  throw new Broken(detail);
};

/** Well-formed XML 1.0 with namespaces, or why not. */
export function readXml(bytes: Uint8Array): XmlReading {
  if (bytes.length > MAX_XML_BYTES) return { ok: false, detail: `${bytes.length} bytes`, root: null };
  const text = decodeXml(bytes);
  return text === null ? { ok: false, detail: 'its encoding is not read for sure', root: null } : parse(text);
}

function parse(text: string): XmlReading {
  const parser = new SaxesParser({ xmlns: true, position: false, defaultXMLVersion: '1.0', forceXMLVersion: true });
  const tree = new Tree();
  parser.on('error', (error) => broken(error.message.slice(0, 120)));
  parser.on('doctype', () => broken('a DOCTYPE'));
  parser.on('opentag', ({ uri, local, attributes }) => tree.open(uri, local, Object.values(attributes)));
  parser.on('text', (part) => tree.text(part));
  parser.on('cdata', (part) => {
    tree.interrupt();
    tree.text(part);
  });
  parser.on('comment', () => tree.interrupt());
  parser.on('processinginstruction', () => tree.interrupt());
  parser.on('closetag', () => tree.close());
  try {
    parser.write(text).close();
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { ok: false, detail: error.message, root: tree.rootName };
  }
  return tree.root === null ? { ok: false, detail: 'no element', root: null } : { ok: true, root: tree.root };
}

class Tree {
  readonly stack: Open[] = [];
  root: XmlElement | null = null;
  rootName: XmlName | null = null;
  elements = 0;

  open(namespace: string, name: string, attributes: readonly { readonly local: string; readonly prefix: string; readonly value: string }[]): void {
    this.elements += 1;
    this.rootName ??= { namespace, name };
    if (this.elements > MAX_ELEMENTS) broken(`more than ${MAX_ELEMENTS} elements`);
    if (this.stack.length >= MAX_DEPTH) broken(`more than ${MAX_DEPTH} levels`);
    if (attributes.length > MAX_ATTRIBUTES) broken(`more than ${MAX_ATTRIBUTES} attributes in one element`);
    const plain = attributes.filter(({ prefix }) => prefix === '').map(({ local, value }) => [local, value] as const);
    this.stack.push({ namespace, name, attributes: new Map(plain), children: [], text: '', interrupted: false });
  }

  text(part: string): void {
    const element = this.stack.at(-1);
    if (element !== undefined) element.text += part;
  }

  interrupt(): void {
    const element = this.stack.at(-1);
    if (element !== undefined) element.interrupted = true;
  }

  close(): void {
    const element = this.stack.pop();
    const outer = this.stack.at(-1);
    if (element === undefined) return;
    if (outer === undefined) this.root = element;
    else outer.children.push(element);
  }
}

const startsWith = (bytes: Uint8Array, ...start: readonly number[]): boolean => start.every((byte, at) => bytes[at] === byte);

/** What the declaration may name, and how it is decoded. ISO 8859-1 has no C1 controls in an invoice; WHATWG reads it as windows-1252. */
const ENCODINGS: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'utf-8'], ['utf8', 'utf-8'], ['us-ascii', 'utf-8'], ['ascii', 'utf-8'],
  ['iso-8859-1', 'windows-1252'], ['iso-8859-15', 'iso-8859-15'], ['windows-1252', 'windows-1252'],
  ['utf-16', 'utf-16'], ['utf-16le', 'utf-16'], ['utf-16be', 'utf-16'],
]);

/** The text without its byte order mark (XML 1.0 appendix F); null where declaration and bytes disagree or the bytes are not of that encoding. */
export function decodeXml(bytes: Uint8Array): string | null {
  const wide = startsWith(bytes, 0xff, 0xfe) ? 'utf-16le' : startsWith(bytes, 0xfe, 0xff) ? 'utf-16be' : null;
  const marked = startsWith(bytes, 0xef, 0xbb, 0xbf);
  // Without a mark, zeros between the first letters are UTF-16 or UTF-32 that says nothing of itself.
  if (wide === null && (bytes[0] === 0 || bytes[1] === 0)) return null;
  const declared = declaredEncoding(wide === null ? Buffer.from(bytes.subarray(0, MAX_DECLARATION)).toString('latin1') : decodeAs(bytes.subarray(0, 2 * MAX_DECLARATION), wide, false));
  const known = declared === null ? (wide === null ? 'utf-8' : 'utf-16') : ENCODINGS.get(declared);
  if (known === undefined || (known === 'utf-16') !== (wide !== null) || (marked && known !== 'utf-8')) return null;
  return decodeAs(bytes, wide ?? known, true);
}

/** Lower case; null: no declaration, or none of an encoding. */
function declaredEncoding(head: string | null): string | null {
  const declaration = /^(?:\u00ef\u00bb\u00bf|\ufeff)?<\?xml\s[^>]*\?>/.exec(head ?? '')?.[0] ?? '';
  return /\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(declaration)?.[1]?.toLowerCase() ?? null;
}

function decodeAs(bytes: Uint8Array, label: string, fatal: boolean): string | null {
  try {
    return new TextDecoder(label, { fatal }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
