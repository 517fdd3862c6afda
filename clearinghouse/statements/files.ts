/** The files of a mail with statements, and what the mail itself shows of them. */
import type { StatementEvidence } from '../core/notice.ts';
import type { OutgoingAttachment } from '../protocol/letter.ts';
import { statementCamt053 } from './camt053.ts';
import { statementCsv } from './csv.ts';
import type { Statement } from './statement.ts';
import { accountTitle, statementText } from './text.ts';

/** More pages than anybody prints, and seconds of work. */
const MOST_PRINTED = 2_000;
/** Of all files together: as base64 a third more, which common servers still take. */
const MOST_BYTES = 7_000_000;

export type FileKind = 'csv' | 'pdf' | 'camt053';

/** Null: there is none of that kind (a month that is not over has no camt.053, one with more entries than can be read no list of them). */
export async function statementFile(statement: Statement, kind: FileKind): Promise<OutgoingAttachment | null> {
  const name = `statement-${statement.month}-${statement.currency}`;
  switch (kind) {
    case 'csv':
      return statement.isWhole ? { filename: `${name}.csv`, contentType: 'text/csv; charset=utf-8', content: statementCsv(statement) } : null;
    case 'pdf': {
      // The maker of PDFs takes longer to load than the others to work.
      const { statementPdf } = await import('./pdf.ts');
      return { filename: `${name}.pdf`, contentType: 'application/pdf', content: await statementPdf(statement) };
    }
    case 'camt053':
      return statement.isWhole && !statement.isRunning ? { filename: `${name}.camt053.xml`, contentType: 'application/xml', content: statementCamt053(statement) } : null;
    default:
      return kind satisfies never;
  }
}

/** What one mail says and carries of the accounts of one party. What would be too much for a mail is left out and named. */
export async function layOut(statements: readonly Statement[]): Promise<StatementEvidence> {
  const attachments: OutgoingAttachment[] = [];
  const left: string[] = [];
  let bytes = 0;
  for (const statement of statements) {
    for (const kind of ['csv', 'pdf', 'camt053'] as const) {
      const isTooLong = kind === 'pdf' && statement.rows.length > MOST_PRINTED;
      const file = isTooLong ? null : await statementFile(statement, kind);
      if (file !== null && bytes + file.content.length <= MOST_BYTES) {
        attachments.push(file);
        bytes += file.content.length;
      } else if (file !== null || isTooLong) left.push(`${kind === 'camt053' ? 'camt.053' : kind.toUpperCase()} (${statement.currency})`);
    }
  }
  return { accounts: statements.map((statement) => ({ title: accountTitle(statement), lines: statementText(statement) })), attachments, left };
}
