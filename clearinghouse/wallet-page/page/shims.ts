/**
 * Put by the bundler in the place of two names that the bank's own address rules use, so that the page judges an address by the same code: Node's
 * `Buffer`, which no browser has, and `URL.parse`, which older ones have not.
 */

export const Buffer = { byteLength: (text: string): number => new TextEncoder().encode(text).length };

export const URL = {
  parse: (text: string): { readonly hostname: string } | null => {
    try {
      return new globalThis.URL(text);
    } catch {
      return null;
    }
  },
};
