/** Comma-separated values (RFC 4180), written so that a spreadsheet takes every cell for text or a number and never for a formula. */

/** Where a spreadsheet may begin a cell: at its start, and after whatever it may take for a separator, whichever it was told to split at. */
const FORMULA = /(^|[;,"|])( *)(?=[=+\-@＝＋－＠])/g;

/** One line without what would end it; a quote (`'`) before what would begin a formula; in quotation marks where RFC 4180 §2.6 asks for them. */
export function csvCell(text: string): string {
  const plain = text.toWellFormed().replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim().replace(FORMULA, "$1$2'");
  return /[",;|]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Without its line end. */
export const csvLine = (cells: readonly string[]): string => cells.map(csvCell).join(',');
