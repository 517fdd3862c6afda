/** The text of a letter as it was taken, and what was recognised in it, underlined at its place. */
import type { Dissection, InvoiceView, LineChange, LineView, PartView, Recognised, TextView } from '../explain/dissection.ts';
import { columns } from '../notices/columns.ts';
import { bad, dim, good, mark, strong, warn, type Painted } from './span.ts';

const CHANGES = { folded: 'folded', removed: 'removed', dash: 'made a plain dash', blank: 'blanks joined or cut', pair: 'surrounding pair taken off' } as const;

export function textLines({ text, originals, invoices }: Dissection, withText: boolean): readonly Painted[] {
  const { refusal, trouble, parts, moreParts, differences } = text;
  const verdict = refusal !== null ? bad(`refused: ${refusal.code}: ${refusal.detail}`) : trouble !== null ? bad(`in trouble: ${trouble}`) : text.lines.length === 0 ? warn('no text that is read') : good(`${text.lines.length + text.moreLines} lines taken; two parsers read the same`);
  return [
    [strong('TEXT as it was taken'), '  ', verdict],
    ...parts.map(partLine),
    ...(moreParts === 0 ? [] : [[dim(`  and ${moreParts} more parts`)]]),
    ...differences.map(({ parser, at, expected, found }): Painted => ['  ', bad('DIFFERS'), ` ${parser}, from character ${at} on (blanks left out)${withText ? `: "${found}" instead of "${expected}"` : ''}`]),
    ...(refusal?.code === 'ambiguous-text' && differences.length === 0 ? [['  ', bad('DIFFERS'), ' two parsers read two texts; the bank\'s own decoding is one of them']] : []),
    ...originals.map((original, at): Painted => ['  ', dim(`attached mail ${at + 1}: `), `${original.address ?? 'no sender'}, ${original.strength === 'none' ? `not proved${original.hits.length === 0 ? '' : ` (${original.hits.map((hit) => hit.code).join(', ')})`}` : original.strength}, ${original.lines ?? 'no'} lines, ${original.passwords} passwords, Message-ID ${original.messageId ?? 'none'}`]),
    ...invoices.flatMap((invoice, at) => invoiceLines(invoice, at + 1, withText)),
    ...(withText ? text.lines.map(numbered) : withheld(text)),
    ...(text.moreLines === 0 || !withText ? [] : [[dim(`  and ${text.moreLines} more lines`)]]),
  ];
}

const withheld = (text: TextView): readonly Painted[] => (text.lines.length === 0 ? [] : [[dim('  Its words are shown with --reason TEXT; each view is noted.')]]);

/** What was read of an attached invoice; its words only where those of the letter are shown. */
function invoiceLines({ format, inPdf, number, total, sellerName, lines, trouble, holdsSecret }: InvoiceView, at: number, withText: boolean): readonly Painted[] {
  const head: Painted = ['  ', dim(`attached invoice ${at}: `), `${format === 'ubl' ? 'UBL' : 'UN/CEFACT CII'}${inPdf ? ' in a PDF' : ''}, `];
  if (trouble !== null) return [[...head, bad(`can't be taken: ${trouble.code}${withText ? `: ${trouble.detail}` : ''}`)]];
  if (!withText) return [[...head, good('adds up'), `, ${lines.length} lines`]];
  const first: Painted = [...head, good(`${number}, ${total}`), sellerName === null ? '' : `, from ${sellerName}`, holdsSecret ? bad(' a password of this letter stands in it') : ''];
  return [first, ...lines.map((line): Painted => [dim('             | '), line])];
}

function partLine({ number, type, charset, encoding, disposition, filename, bytes, byteOffset, borders, use }: PartView): Painted {
  const facts = [charset === null ? null : `charset ${charset}`, use === 'container' ? `${borders} borders` : encoding, disposition, filename === null ? null : `"${filename}"`, `${bytes} bytes from byte ${byteOffset}`];
  const used = use === 'text' ? good('<- the text') : use === 'container' ? '' : dim(`(${use})`);
  return ['  ', '  '.repeat(Math.min(number.split('.').length - 1, 8)), `${number} ${type}  ${facts.filter((fact) => fact !== null).join(', ')}  `, used];
}

function numbered({ number, text, changes }: LineView): Painted {
  const label = String(number).padStart(5);
  return changes.length === 0 ? [dim(`${label}  `), text] : [warn(`${label}~ `), text, dim(`   ~ ${changes.map(changeText).join('; ')}`)];
}

const changeText = ({ kind, count, examples }: LineChange): string => `${CHANGES[kind]}${count > 1 ? ` × ${count}` : ''}${examples.length === 0 ? '' : ` (${examples.join(', ')})`}`;

export function recognisedLines(dissection: Dissection, withText: boolean, passwordNotes: ReadonlyMap<number, string>): readonly Painted[] {
  const { recognised, text } = dissection;
  const lines = new Map(text.lines.map((line) => [line.number, line.text]));
  return [
    [strong('RECOGNISED'), recognised.length === 0 ? '  nothing' : ''],
    ...recognised.flatMap((one) => [[`  ${placeText(one).padEnd(10)} `, mark(one.kind.padEnd(16)), ` ${withText || !TELLING.includes(one.kind) ? one.detail : ''}${noteOf(one, passwordNotes)}`], ...(withText ? underlined(one, lines) : [])]),
  ];
}

/** Their details repeat words of the letter. */
const TELLING: readonly Recognised['kind'][] = ['up to', 'pay to', 'invoice number', 'invoice line', 'total', 'unread amount'];

const noteOf = ({ kind, line }: Recognised, notes: ReadonlyMap<number, string>): string => {
  const note = kind === 'password' || kind === 'quoted password' ? notes.get(line ?? 0) : undefined;
  return note === undefined ? '' : `; ${note}`;
};

/** `4:11–14`, `6–12` for lines. */
export const placeText = ({ line, toLine, from, to }: Pick<Recognised, 'line' | 'toLine' | 'from' | 'to'>): string => (line === null ? 'subject' : toLine !== null ? `${line}–${toLine}` : `${line}:${from}–${to}`);

/** Kinds that are told by their lines alone. */
const WHOLE_LINES: readonly Recognised['kind'][] = ['quoted', 'separator', 'signature', 'attribution'];
const WIDEST = 160;

function underlined(one: Recognised, lines: ReadonlyMap<number, string>): readonly Painted[] {
  const text = one.line === null || WHOLE_LINES.includes(one.kind) ? undefined : lines.get(one.line);
  if (text === undefined || one.from > WIDEST) return [];
  const shown = text.slice(0, WIDEST);
  const before = ' '.repeat(columns(shown.slice(0, one.from - 1)));
  return [[dim('             | '), shown], ['             | ', before, mark('^'.repeat(Math.max(1, columns(shown.slice(one.from - 1, one.to)))))]];
}
