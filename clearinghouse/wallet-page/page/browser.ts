/**
 * The little of a browser that the page uses; the project's types are a server's, and these stand for it. This is the page's only adapter: clock,
 * chance, files and clipboard come from here, everything else gets them as arguments.
 */

export type PageEvent = { readonly preventDefault: () => void };

export type PageElement = {
  hidden: boolean;
  textContent: string | null;
  value: string;
  lang: string;
  href: string;
  download: string;
  className: string;
  readonly addEventListener: (type: string, listener: (event: PageEvent) => void) => void;
  readonly append: (...parts: readonly (PageElement | string)[]) => void;
  readonly replaceChildren: (...parts: readonly (PageElement | string)[]) => void;
  readonly setAttribute: (name: string, value: string) => void;
  readonly removeAttribute: (name: string) => void;
  readonly focus: () => void;
  readonly select: () => void;
  readonly click: () => void;
  readonly scrollIntoView: () => void;
};

type Browser = {
  readonly document: {
    title: string;
    readonly documentElement: PageElement;
    readonly getElementById: (id: string) => PageElement | null;
    readonly createElement: (name: string) => PageElement;
  };
  readonly crypto?: Partial<Crypto>;
  readonly navigator: { readonly clipboard?: { readonly writeText: (text: string) => Promise<void> } };
  readonly Blob?: new (parts: readonly string[], options: { readonly type: string }) => object;
  readonly ReadableStream?: unknown;
  readonly TransformStream?: unknown;
  readonly Response?: unknown;
  readonly BigInt?: unknown;
  readonly URL: { readonly createObjectURL?: (blob: object) => string; readonly revokeObjectURL: (address: string) => void };
  readonly Date: { readonly now: () => number };
};

type Crypto = { readonly subtle: Subtle; readonly getRandomValues: (bytes: Uint8Array) => unknown };

declare const keyBrand: unique symbol;
export type SubtleKey = { readonly [keyBrand]: true };

/** Of the Web Cryptography API what makes a wallet's key (HKDF, Ed25519, SHA-256). */
export type Subtle = {
  readonly digest: (algorithm: string, data: Uint8Array) => Promise<ArrayBuffer>;
  readonly importKey: (format: string, data: Uint8Array, algorithm: { readonly name: string }, extractable: boolean, uses: readonly string[]) => Promise<SubtleKey>;
  readonly exportKey: (format: 'jwk', key: SubtleKey) => Promise<{ readonly x?: string }>;
  readonly deriveBits: (algorithm: { readonly name: string; readonly hash: string; readonly salt: Uint8Array; readonly info: Uint8Array }, key: SubtleKey, length: number) => Promise<ArrayBuffer>;
  readonly sign: (algorithm: { readonly name: string }, key: SubtleKey, data: Uint8Array) => Promise<ArrayBuffer>;
};

const browser = globalThis as unknown as Browser;

/** Whether all that the page needs is there; Ed25519 is not in the list, the page brings its own where a browser has none. */
export const isFit = (): boolean => {
  const { Blob, ReadableStream, TransformStream, Response, BigInt, URL } = browser;
  return [browser.crypto?.subtle, browser.crypto?.getRandomValues, Blob, ReadableStream, TransformStream, Response, BigInt, URL.createObjectURL].every((piece) => piece !== undefined && piece !== null);
};

export const root = (): PageElement => browser.document.documentElement;

export function setTitle(title: string): void {
  browser.document.title = title;
}

/** Throws where the page has no such element: page and script are made together. */
export function byId(id: string): PageElement {
  const found = browser.document.getElementById(id);
  if (found === null) throw new Error(`the page has no element ${id}`);
  return found;
}

export function element(name: string, ...parts: readonly (PageElement | string)[]): PageElement {
  const made = browser.document.createElement(name);
  made.append(...parts);
  return made;
}

export function randomBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  browser.crypto?.getRandomValues?.(bytes);
  if (bytes.every((byte) => byte === 0)) throw new Error('the browser gave no random bytes');
  return bytes;
}

export function subtle(): Subtle {
  const found = browser.crypto?.subtle;
  if (found === undefined) throw new Error('the browser has no Web Cryptography');
  return found;
}

/** Milliseconds since 1970, UTC. */
export const now = (): number => browser.Date.now();

/** False: the browser does not let a page do that; the text is then selected instead. */
export async function copy(text: string): Promise<boolean> {
  try {
    await browser.navigator.clipboard?.writeText(text);
    return browser.navigator.clipboard !== undefined;
  } catch {
    return false;
  }
}

/** Makes the link save a text as a file. */
export function offerFile(link: PageElement, name: string, text: string): void {
  const { Blob, URL } = browser;
  if (Blob === undefined || URL.createObjectURL === undefined) throw new Error('the browser can not save files');
  if (link.href.startsWith('blob:')) URL.revokeObjectURL(link.href);
  // Octets: a type that a browser knows as text would get another ending, or be opened instead of saved.
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  link.download = name;
}
