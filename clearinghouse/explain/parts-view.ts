/** The MIME structure of a letter as people draw it, and where two parsers read different texts. */
import { charsetOf, decodeText, decodeTransfer } from '../mail/charset.ts';
import { mayBeInvoice } from '../mail/invoice-files.ts';
import type { MimePart } from '../mail/mime-tree.ts';
import { asParsersGetIt, isInlineText, parseTwice, squash } from '../mail/text-choice.ts';
import type { ParserDifference, PartUse, PartView } from './dissection.ts';

const MOST_PARTS = 40;
const AROUND = 20;

/** `parts` as the walk gives them: each after the one that holds it. */
export function viewParts(parts: readonly MimePart[], hasText: boolean): { readonly parts: readonly PartView[]; readonly moreParts: number } {
  const used = usesOf(parts, hasText);
  const numbers = new Map<MimePart, string>();
  const children = new Map<MimePart, number>();
  const views = parts.map((part): PartView => {
    const { parent } = part;
    if (parent !== null) children.set(parent, (children.get(parent) ?? 0) + 1);
    const number = parent === null ? '1' : `${numbers.get(parent) ?? '1'}.${children.get(parent) ?? 1}`;
    numbers.set(part, number);
    return {
      number,
      type: part.type.slice(0, 80),
      charset: part.contentType.parameters.get('charset')?.slice(0, 40) ?? null,
      encoding: part.encoding.slice(0, 40),
      disposition: part.disposition?.slice(0, 40) ?? null,
      filename: part.filename?.slice(0, 80) ?? null,
      bytes: part.end - part.bodyStart,
      byteOffset: part.bodyStart,
      borders: part.borders,
      use: used.get(part) ?? 'not used',
    };
  });
  return { parts: views.slice(0, MOST_PARTS), moreParts: Math.max(0, views.length - MOST_PARTS) };
}

const isOriginal = (part: MimePart): boolean => part.parent !== null && (part.type === 'message/rfc822' || /\.eml$/i.test(part.filename ?? ''));

const isPlain = (part: MimePart): boolean => part.type === 'text/plain' && isInlineText(part) && part.end > part.bodyStart;

function usesOf(parts: readonly MimePart[], hasText: boolean): ReadonlyMap<MimePart, PartUse> {
  const hasPlain = parts.some(isPlain);
  return new Map(parts.map((part) => [part, useOf(part, hasPlain, hasText)] as const));
}

function useOf(part: MimePart, hasPlain: boolean, hasText: boolean): PartUse {
  if (part.embedded) return 'inside an attached mail';
  if (part.boundary !== null) return 'container';
  if (isOriginal(part)) return 'attached mail';
  if (/^message\/(delivery-status|feedback-report|disposition-notification)$/.test(part.type)) return 'report';
  if (mayBeInvoice(part)) return 'looked at for an invoice';
  if (!hasText || !isInlineText(part)) return 'not used';
  if (isPlain(part)) return 'text';
  if (part.type === 'text/html') return hasPlain ? 'alternative' : 'text';
  return 'not used';
}

const PARSERS = ['mailparser', 'postal-mime'] as const;

/** Where each parser's text first differs from the bank's own decoding of the parts; nothing where the one or the other gives up. */
export async function compareParsers(bytes: Buffer, parts: readonly MimePart[]): Promise<ParserDifference[]> {
  const seen = await parseTwice(asParsersGetIt(bytes, parts));
  const own = { text: decodedOf(bytes, parts, 'text/plain'), html: decodedOf(bytes, parts, 'text/html') };
  return (seen ?? []).flatMap((one, at) => [
    ...(own.text === '' ? [] : differenceOf(`${PARSERS[at]}, text`, squash(own.text), squash(one.text))),
    ...(own.html === '' ? [] : differenceOf(`${PARSERS[at]}, HTML`, squash(own.html), squash(one.html))),
  ]);
}

const decodedOf = (bytes: Buffer, parts: readonly MimePart[], type: string): string =>
  parts
    .filter((part) => part.type === type && isInlineText(part))
    .map((part) => {
      const charset = charsetOf(part.contentType.parameters.get('charset'));
      return decodeText(decodeTransfer(bytes.subarray(part.bodyStart, part.end), part.encoding), charset.kind === 'known' ? charset.name : 'utf-8');
    })
    .join('');

function differenceOf(parser: string, expected: string, found: string): ParserDifference[] {
  if (expected === found) return [];
  let at = 0;
  while (at < expected.length && expected.charAt(at) === found.charAt(at)) at += 1;
  const from = Math.max(0, at - AROUND);
  return [{ parser, at: at + 1, expected: expected.slice(from, at + AROUND), found: found.slice(from, at + AROUND) }];
}
