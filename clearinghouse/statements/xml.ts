/** The little XML that a statement needs: elements, one attribute, text that is escaped. What is empty is left out. */

export type Element = { readonly name: string; readonly attribute: readonly [name: string, value: string] | null; readonly content: string | readonly Element[] };

type Child = Element | null;

export const element = (name: string, ...children: readonly Child[]): Element => ({ name, attribute: null, content: children.filter((child) => child !== null) });
export const leaf = (name: string, text: string, attribute: readonly [string, string] | null = null): Element => ({ name, attribute, content: text });
/** Null where there is nothing to say. */
export const leafOrNull = (name: string, text: string): Child => (text === '' ? null : leaf(name, text));

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '');

/** UTF-8, one element a line, two blanks for each level. */
export const writeXml = (root: Element): Uint8Array => new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${lines(root, '').join('\n')}\n`);

function lines({ name, attribute, content }: Element, indent: string): readonly string[] {
  const open = attribute === null ? name : `${name} ${attribute[0]}="${escape(attribute[1])}"`;
  if (typeof content === 'string') return [`${indent}<${open}>${escape(content)}</${name}>`];
  return [`${indent}<${open}>`, ...content.flatMap((child) => lines(child, `${indent}  `)), `${indent}</${name}>`];
}
