/**
 * Comma separated values by RFC 4180, strictly, with comma or semicolon. Small and our own because a price list must be refused where a general reader
 * would mend it: a stray quote, a row with a cell too many.
 */

export type CsvRow = { readonly line: number; readonly cells: readonly string[] };
export type CsvReading = { readonly ok: true; readonly rows: readonly CsvRow[] } | { readonly ok: false; readonly line: number; readonly found: string; readonly expected: string };

/** Rows with the line of the file (from 1) on which each begins. A byte order mark is passed over, lines end with CRLF or LF, empty lines are left out. The head tells the separator. */
export function readCsv(text: string): CsvReading {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const separator = separatorOf(body);
  const rows: CsvRow[] = [];
  let [cells, at, line, start]: [string[], number, number, number] = [[], 0, 1, 1];
  while (at <= body.length) {
    const cell = body.charAt(at) === '"' ? quotedCell(body, at, line) : plainCell(body, at, separator);
    if ('expected' in cell) return { ok: false, ...cell };
    cells.push(cell.text);
    line += cell.lines;
    at = cell.end;
    const next = body.charAt(at);
    if (next === separator) {
      at += 1;
      continue;
    }
    if (next !== '' && next !== '\n' && next !== '\r') return { ok: false, line, found: next, expected: `${separator} or the end of the line behind a closing quote mark` };
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: start, cells });
    if (next === '') break;
    at += next === '\r' && body.charAt(at + 1) === '\n' ? 2 : 1;
    line += 1;
    [cells, start] = [[], line];
  }
  return { ok: true, rows };
}

/** The one that stands outside of quotes more often in the first line. */
function separatorOf(body: string): ',' | ';' {
  const head = (/^[^\r\n]*/.exec(body)?.[0] ?? '').replace(/"[^"]*"/g, '');
  return head.split(';').length > head.split(',').length ? ';' : ',';
}

type Cell = { readonly text: string; readonly end: number; readonly lines: number };
type Broken = { readonly line: number; readonly found: string; readonly expected: string };

function plainCell(body: string, start: number, separator: string): Cell | Broken {
  let end = start;
  while (end < body.length && body.charAt(end) !== separator && body.charAt(end) !== '\n' && body.charAt(end) !== '\r') end += 1;
  return { text: body.slice(start, end), end, lines: 0 };
}

function quotedCell(body: string, start: number, line: number): Cell | Broken {
  let text = '';
  for (let at = start + 1; at < body.length; at += 1) {
    if (body.charAt(at) !== '"') text += body.charAt(at);
    else if (body.charAt(at + 1) === '"') {
      text += '"';
      at += 1;
    } else return { text, end: at + 1, lines: text.split('\n').length - 1 };
  }
  return { line, found: body.slice(start, start + 40), expected: 'a closing quote mark' };
}
