/**
 * Does a forward hold this order? Found by containment of the bank's own copy, never by the forward's headers (5 §3.4).
 * Works on readings alone, so that a forward that came first is judged by the same code when its order comes.
 */
import { contain } from '../protocol/containment.ts';
import { numberedLines } from '../protocol/invoice.ts';
import { ownEnd } from '../protocol/layout.ts';
import { sameSecret } from '../protocol/secret.ts';
import type { PasswordLine, Reading, SecretDigests, TextReading } from '../protocol/reading.ts';
import type { MerchantWords } from './rules/rule.ts';
import type { EarlyForward, Order } from './payment.ts';

export type Match =
  | { readonly kind: 'match'; readonly by: 'same-mail' | 'attached-text' | 'text'; readonly words: MerchantWords; readonly secretLines: readonly number[] }
  /** The secret is there, the order's text is not as the buyer wrote it. */
  | { readonly kind: 'changed'; readonly missing: string; readonly found: string | null; readonly code: string }
  | { readonly kind: 'none' };

/** What of a letter is needed to judge it as a forward; kept with a payment whose order has not come yet. */
export type ForwardContent = Pick<EarlyForward, 'text' | 'originals' | 'invoices'>;

export function forwardContent(reading: Reading): ForwardContent | null {
  // A forward as an attachment may bear no word of its own: its invoice may be attached as well.
  if (reading.text === null && reading.originals.length === 0) return null;
  const originals = reading.originals.map((one) => ({ messageId: one.messageId, signatureB: one.verdict.signature?.b ?? null, text: one.text }));
  return { text: reading.text ?? NO_TEXT, originals, ...(reading.invoices === undefined ? {} : { invoices: reading.invoices }) };
}

const NO_TEXT: TextReading = { lines: [], passwords: [], secretElsewhere: [], separators: [] };

/** Every password that the forward holds on a password line, in its text or in an attached original. Other words are never looked up (9-rules 3). */
export function forwardSecrets(content: ForwardContent): readonly PasswordLine[] {
  return [...content.text.passwords, ...content.originals.flatMap((one) => one.text?.passwords ?? [])];
}

export function matchForward(order: Order, secret: SecretDigests, content: ForwardContent): Match {
  if (!forwardSecrets(content).some((line) => sameSecret(line.digests, secret))) return { kind: 'none' };
  const attached = content.originals.map((one) => matchOriginal(order, secret, one, content.text));
  const inline = matchText(order, secret, content.text);
  const all = [...attached, inline];
  return all.find((one) => one.kind === 'match') ?? all.find((one) => one.kind === 'changed') ?? { kind: 'none' };
}

/** The very mail that the bank had directly settles it; else its text is compared like an inline forward's. */
function matchOriginal(order: Order, secret: SecretDigests, original: EarlyForward['originals'][number], outer: TextReading): Match {
  const very = order.messageId !== null && order.signatureB !== null && original.messageId === order.messageId && original.signatureB === order.signatureB;
  if (very) return { kind: 'match', by: 'same-mail', ...ownWords(outer, -1) };
  if (original.text === null || !holds(original.text, secret)) return { kind: 'none' };
  const contained = contain(order.text, original.text);
  if (contained.ok) return { kind: 'match', by: 'attached-text', ...ownWords(outer, outer.lines.findIndex((line) => QUOTED.test(line))) };
  return { kind: 'changed', missing: contained.missing ?? '', found: contained.found, code: contained.code };
}

function matchText(order: Order, secret: SecretDigests, text: TextReading): Match {
  if (!holds(text, secret)) return { kind: 'none' };
  const contained = contain(order.text, text);
  if (!contained.ok) return { kind: 'changed', missing: contained.missing ?? '', found: contained.found, code: contained.code };
  const span = (line: number): boolean => line >= contained.from && line <= contained.to;
  // What stands below may be the buyer's, who can have written the shop more than the bank (9-rules 5).
  const words = numberedLines(text, contained.above);
  const inside = text.passwords.filter((one) => span(one.line));
  const outside = text.passwords.filter((one) => !span(one.line) && inside.some((own) => sameSecret(own.digests, one.digests)));
  return { kind: 'match', by: 'text', words, secretLines: [...text.secretElsewhere.filter((line) => !span(line)), ...outside.map((one) => one.line)] };
}

/** The same by its words alone, whatever is wrong with its password. */
export const holdsOrder = ({ text, originals }: ForwardContent, order: TextReading): boolean => [text, ...originals.map((one) => one.text)].some((one) => one !== null && contain(order, one).ok);

const holds = (text: TextReading, secret: SecretDigests): boolean => text.passwords.some((line) => sameSecret(line.digests, secret));

const QUOTED = /^[>|＞]/;

/** With the original attached the outer text is the merchant's own, but for what it quotes; where the copy is not the very mail, only above that (9-rules 5). */
function ownWords(outer: TextReading, quote: number): { words: MerchantWords; secretLines: readonly number[] } {
  const first = Math.min(ownEnd(outer.lines, outer.separators), outer.separators[0] ?? outer.lines.length, quote === -1 ? outer.lines.length : quote);
  const own = numberedLines(outer, [...outer.lines.slice(0, first).keys()]);
  const words = own.filter(({ text }) => text !== '' && !QUOTED.test(text));
  return { words, secretLines: [...outer.secretElsewhere, ...outer.passwords.map((one) => one.line)] };
}
