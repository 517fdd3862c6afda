/** Elements as text: what UBL needs of XML 1.0, and nothing of a document type, entities or namespaces beyond those declared at the root. */

export type Xml = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly content: string | readonly Xml[] };

/** An element with text. */
export const leaf = (name: string, text: string, attributes: Readonly<Record<string, string>> = {}): Xml => ({ name, attributes, content: text });

/** An element with elements; null ones, and those that would be empty, are left out. */
export const node = (name: string, children: readonly (Xml | null)[], attributes: Readonly<Record<string, string>> = {}): Xml => ({ name, attributes, content: children.filter((child) => child !== null).filter((child) => child.content.length > 0) });

/** Indented, with the declaration and LF at its end. What XML can't hold (most controls, halves of characters) is left out of texts. */
export const xmlDocument = (root: Xml): string => `<?xml version="1.0" encoding="UTF-8"?>\n${textOf(root, '')}`;

function textOf({ name, attributes, content }: Xml, indent: string): string {
  const start = `${indent}<${name}${Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`).join('')}>`;
  if (typeof content === 'string') return `${start}${escaped(content)}</${name}>\n`;
  return `${start}\n${content.map((child) => textOf(child, `${indent}  `)).join('')}${indent}</${name}>\n`;
}

/** XML 1.0 §2.2. */
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' };

const escaped = (text: string): string => text.replace(NOT_XML, '').replace(/[&<>"\t\n\r]/g, (character) => entities[character] ?? '');
