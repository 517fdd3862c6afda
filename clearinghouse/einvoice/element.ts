/** Looking into an element: what is asked for stands there once or not at all; what stands twice is refused, since readers take different ones. */
import type { EInvoiceRefusal } from '../protocol/reading.ts';
import type { XmlElement } from './xml.ts';

/** Ends the reading of an e-invoice; caught in `index.ts`. */
export class Refused extends Error {
  readonly code: EInvoiceRefusal;

  constructor(code: EInvoiceRefusal, detail: string) {
    super(detail);
    this.code = code;
  }
}

/** A path of local names, `AccountingSupplierParty/Party`. All steps are of one namespace, or of the two that the standard uses, told apart by `space`. */
export type Names = { readonly space: (name: string) => string };

export const childrenOf = (element: XmlElement, name: string, names: Names): readonly XmlElement[] =>
  element.children.filter((child) => child.name === name && child.namespace === names.space(name));

/** The element at the end of a path, each step of which stands once; null where a step is missing. */
export function find(element: XmlElement, path: string, names: Names): XmlElement | null {
  let at: XmlElement = element;
  for (const name of path.split('/')) {
    const [child, more] = childrenOf(at, name, names);
    if (more !== undefined) throw new Refused('broken', `${name} stands twice in ${at.name}`);
    if (child === undefined) return null;
    at = child;
  }
  return at;
}

export function need(element: XmlElement, path: string, names: Names): XmlElement {
  const found = find(element, path, names);
  if (found === null) throw new Refused('broken', `${path} is missing in ${element.name}`);
  return found;
}

const trim = (text: string): string => text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');

/** The words of an element, whatever comments stand between them; '' for null. */
export const wordsOf = (element: XmlElement | null): string => (element === null ? '' : trim(element.text));

/** A code, number or amount: nothing but its own characters, so that every reader sees the same. */
export function valueOf(element: XmlElement, code: EInvoiceRefusal = 'broken'): string {
  if (element.interrupted || element.children.length > 0) throw new Refused(code, `${element.name} holds more than a value`);
  return trim(element.text);
}
