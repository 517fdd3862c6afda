/** Reads RFC 4180 from its text: cells, quotation marks, lines. Throws for a quotation mark where none may be. */
export function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const [cell, next] = text[at] === '"' ? quoted(text, at) : plain(text, at);
    row.push(cell);
    at = next;
    if (text.startsWith('\r\n', at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else if (text[at] === ',') at += 1;
    else throw new Error(`neither a comma nor CRLF at ${at}`);
    if (text[at - 1] === ',' && (at === text.length || text.startsWith('\r\n', at))) throw new Error('an empty last cell: none is written');
  }
  return rows;
}

function plain(text: string, from: number): readonly [cell: string, next: number] {
  const length = text.slice(from).search(/,|\r\n/);
  const cell = text.slice(from, from + length);
  if (length < 0 || /["\r\n]/.test(cell)) throw new Error(`a cell that should be in quotation marks: ${cell}`);
  return [cell, from + length];
}

function quoted(text: string, from: number): readonly [cell: string, next: number] {
  let cell = '';
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') cell += text[at] ?? '';
    else if (text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else return [cell, at + 1];
  }
  throw new Error('a quotation mark without its pair');
}
