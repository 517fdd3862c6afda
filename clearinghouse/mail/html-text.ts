import { convert } from 'html-to-text';
import type { HtmlToTextOptions, SelectorDefinition } from 'html-to-text';

/**
 * HTML as the text that a person sees. What is hidden or struck out is dropped; what is quoted is kept, each line behind `> `: a forward from an HTML-only
 * client holds the order in its quote, so dropping it would lose the forward, and behind the mark no line of it can be taken for the sender's own words.
 */

/** Longer HTML is not read: conversion takes seconds from about a megabyte on. */
export const LONGEST_HTML = 262_144;
/** Nested quotes repeat their marks on every line: a bound for what comes out. */
const LONGEST_RESULT = 1_048_576;
const DEEPEST = 200;
/** Stands where the conversion left something out; a private-use character, which no mail has a reason to hold. */
const CUT = '\uF8FE';

/** Behind each cell of a table. */
const CELL = '\uF8FB';
/** Around what stands above or below the line. */
const RAISED = '\uF8FC';
const LOWERED = '\uF8FD';
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

const skip = (selector: string): SelectorDefinition => ({ selector, format: 'skip' });
const quote = (selector: string): SelectorDefinition => ({ selector, format: 'blockquote', options: { leadingLineBreaks: 1, trailingLineBreaks: 1, trimEmptyLines: true } });

const HIDDEN_STYLES: readonly string[] = ['display:none', 'display: none', 'display :none', 'visibility:hidden', 'visibility: hidden', 'mso-hide:all', 'mso-hide: all', 'font-size:0;', 'font-size:0px', 'font-size: 0px', 'max-height:0', 'max-height: 0'];

/**
 * Elements that hold a quoted mail, by the client that writes them: Yahoo, Thunderbird's attribution, Proton, old Gmail, the plain blockquote. No `.gmail_quote`: in it lie the
 * attribution (or a forward's separator, which must end the sender's own text) and the quoted mail in a blockquote, and below that what is written under the quotation.
 */
const QUOTES: readonly string[] = ['blockquote', '.yahoo_quoted', '.moz-cite-prefix', '.protonmail_quote', '.gmail_extra'];

const STRUCK: readonly string[] = ['s', 'strike', 'del', '[style*="line-through" i]'];
const RAISED_OR_LOWERED: readonly string[] = ['sup', 'sub', ...['span', 'font', 'small', 'b', 'strong'].flatMap((name) => ['super', 'sub', 'text-top', 'text-bottom'].flatMap((where) => [':', ': '].map((colon) => `${name}[style*="vertical-align${colon}${where}" i]`)))];

const HEADINGS: readonly string[] = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

const OPTIONS: HtmlToTextOptions = {
  wordwrap: false,
  limits: { ellipsis: CUT, maxInputLength: LONGEST_HTML, maxDepth: DEEPEST, maxChildNodes: 20_000 },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'hr', format: 'lineBreak' },
    // List marks are drawn by the reader, not written by the sender.
    { selector: 'ul', options: { itemPrefix: ' ' } },
    { selector: 'ol', format: 'unorderedList', options: { itemPrefix: ' ' } },
    { selector: 'p', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    ...HEADINGS.map((selector) => ({ selector, options: { uppercase: false } })),
    ...QUOTES.map(quote),
    ...['td', 'th'].map((selector) => ({ selector, format: 'inlineSurround', options: { prefix: '', suffix: CELL } })),
    ...RAISED_OR_LOWERED.map((selector) => ({ selector, format: 'inlineSurround', options: { prefix: RAISED, suffix: LOWERED } })),
    ...STRUCK.map(skip),
    ...['img', 'style', 'script', 'head', 'title', 'template', 'object', 'iframe', 'noscript', 'select', 'textarea', '[hidden]'].map(skip),
    ...HIDDEN_STYLES.map((style) => skip(`[style*="${style}" i]`)),
  ],
};

/** The visible text of an HTML part, or why there is none that is sure. Never throws. */
export const htmlToText = (html: string): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly code: 'html-too-long' | 'html-unreadable' } => {
  if (html.length > LONGEST_HTML) return { ok: false, code: 'html-too-long' };
  try {
    const text = convert(html, OPTIONS);
    if (text.length > LONGEST_RESULT) return { ok: false, code: 'html-too-long' };
    return text.includes(CUT) ? { ok: false, code: 'html-unreadable' } : { ok: true, text: figuresApart(cellsApart(text)) };
  } catch {
    return { ok: false, code: 'html-unreadable' };
  }
};

/**
 * What stands in two cells is seen apart, and two numbers of a row (`Total`, `3`, `3,810`) are not one: between them stands a sign that no amount has, since a blank may stand
 * between thousands. A cell that ends its line, as all cells do that hold lines of their own, leaves nothing.
 */
function cellsApart(text: string): string {
  if (!text.includes(CELL)) return text;
  return text
    .replace(/\n[ \t]*\uF8FB[ \t\uF8FB]*(?=\n|$)/g, '')
    .replace(/[ \t]*\uF8FB[ \t\uF8FB]*$/gm, '')
    .replace(/(?<=[\p{N}.,'])[ \t]*\uF8FB[ \t\uF8FB]*(?=[\p{N}.,'])/gu, ' | ')
    .replace(/[ \t]*\uF8FB[ \t\uF8FB]*/g, ' ');
}

/** `12<sup>99</sup>` is seen as 12⁹⁹ and is no 1299: raised digits beside others stay raised, as in plain text. What else is raised stands on the line. */
function figuresApart(text: string): string {
  if (!text.includes(RAISED)) return text;
  const raised = (digits: string): string => [...digits].map((digit) => SUPERSCRIPTS.charAt(Number(digit))).join('');
  return text
    .replace(/(?<=[0-9]\uF8FC)[0-9]{1,12}/g, raised)
    .replace(/[0-9]{1,12}(?=\uF8FD[0-9])/g, raised)
    .replace(/[\uF8FC\uF8FD]/g, '');
}
