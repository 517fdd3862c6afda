/** The logs of the board: who leads, their lives, and their signed heads. */
import type { Lead, LogRow, LogState, SignedHead } from '../../../bulletin-board/ports.ts';
import type { Row } from './connection.ts';
import type { Database } from './database.ts';
import { bytes, integer, integerOrNull, json, only, text, word } from '../common/rows.ts';

export function lead({ connection }: Database, holder: string, now: number, until: number): Lead {
  const before = connection.get('SELECT holder, until FROM leader');
  const another = before !== undefined && text(before, 'holder') !== holder;
  // A span more than the longest lease: two processes that ask at once do not look at one clock in the same instant.
  const fromFuture = another && integer(before, 'until') > until + (until - now);
  if (another && !fromFuture && integer(before, 'until') > now) return 'refused';
  connection.run('INSERT INTO leader (only_row, holder, until) VALUES (1, ?, ?) ON CONFLICT (only_row) DO UPDATE SET holder = excluded.holder, until = excluded.until', holder, until);
  return fromFuture ? 'taken-from-future' : 'held';
}

export function unlead({ connection }: Database, holder: string): void {
  connection.run('DELETE FROM leader WHERE holder = ?', holder);
}

export type Log = { readonly number: number; readonly state: LogState; readonly assigned: number; readonly headSize: number | null; readonly publishedSize: number };

export function findLog({ connection }: Database, origin: string): Log {
  const row = only(connection.get('SELECT log_number, state, assigned, head_size, published_size FROM logs WHERE origin = ?', origin), `log ${origin}`);
  return {
    number: integer(row, 'log_number'),
    state: word(row, 'state'),
    assigned: integer(row, 'assigned'),
    headSize: integerOrNull(row, 'head_size'),
    publishedSize: integer(row, 'published_size'),
  };
}

const headColumns = 'head_size, head_root, head_signed_at, head_note';

export function listLogs(database: Database): readonly LogRow[] {
  const rows = database.connection.all(`SELECT log_number, origin, keys, state, began_at, ended_at, retention, assigned, published_size, adopted_from, ${headColumns} FROM logs ORDER BY log_number`);
  return rows.map((row) => ({
    origin: text(row, 'origin'),
    keys: json(row, 'keys'),
    state: word(row, 'state'),
    beganAt: integer(row, 'began_at'),
    endedAt: integerOrNull(row, 'ended_at'),
    retention: text(row, 'retention'),
    assigned: integer(row, 'assigned'),
    head: row['head_size'] === null ? null : toHead(database, row),
    publishedSize: integer(row, 'published_size'),
    adoptedFrom: integerOrNull(row, 'adopted_from'),
  }));
}

function toHead({ connection }: Database, row: Row): SignedHead {
  const lines = connection.all('SELECT line FROM log_cosignatures WHERE log_number = ? ORDER BY witness, key_id', integer(row, 'log_number'));
  return {
    size: integer(row, 'head_size'),
    root: bytes(row, 'head_root'),
    signedAt: integer(row, 'head_signed_at'),
    note: bytes(row, 'head_note'),
    cosignatures: lines.map((one) => text(one, 'line')),
  };
}

export function beginLog({ connection }: Database, { origin, keys, retention, at }: { readonly origin: string; readonly keys: readonly string[]; readonly retention: string; readonly at: number }): void {
  if (connection.get('SELECT 1 AS known FROM logs WHERE origin = ?', origin) !== undefined) throw new Error(`log ${origin} is known already`);
  if (connection.get(`SELECT 1 AS next FROM logs WHERE state = 'next'`) !== undefined) throw new Error(`log ${origin} can't begin: there is a next log already`);
  const first = connection.get('SELECT 1 AS any FROM logs LIMIT 1') === undefined;
  if (!first && connection.run(`UPDATE logs SET state = 'ending' WHERE state = 'active'`) !== 1) throw new Error(`log ${origin} can't begin: no log is active that it could follow`);
  connection.run('INSERT INTO logs (origin, keys, state, began_at, retention) VALUES (?, ?, ?, ?, ?)', origin, JSON.stringify(keys), first ? 'active' : 'next', at, retention);
}

/** Repeated for a log that has ended, it changes nothing. */
export function endLog(database: Database, origin: string, at: number): void {
  const { connection } = database;
  const log = findLog(database, origin);
  if (log.state === 'ended') return;
  if (log.state !== 'ending') throw new Error(`log ${origin} is ${log.state}: only one that is ending can end`);
  if (log.publishedSize !== log.assigned) throw new Error(`log ${origin} can't end: ${log.publishedSize} of its ${log.assigned} entries are published`);
  connection.run(`UPDATE logs SET state = 'ended', ended_at = ? WHERE log_number = ?`, at, log.number);
  beginNext(database, origin);
}

/** After `origin` has ended. */
export function beginNext({ connection }: Database, origin: string): void {
  const begun = connection.run(`UPDATE logs SET state = 'active' WHERE state = 'next' AND assigned = 1`);
  if (begun !== 1) throw new Error(`log ${origin} can't end: the next log does not hold its last checkpoint yet`);
}

/** Where size and root stay, the checkpoint that witnesses have signed is the same text: their signatures stay too. */
export function swapHead(database: Database, origin: string, expected: { readonly size: number; readonly root: Uint8Array } | null, next: SignedHead): boolean {
  const { connection } = database;
  const { number } = findLog(database, origin);
  const swapped = connection.run(
    'UPDATE logs SET head_size = ?, head_root = ?, head_signed_at = ?, head_note = ? WHERE log_number = ? AND head_size IS ? AND head_root IS ?',
    next.size, next.root, next.signedAt, next.note, number, expected?.size ?? null, expected?.root ?? null,
  );
  if (swapped !== 1) return false;
  if (next.size !== expected?.size) connection.run('DELETE FROM log_cosignatures WHERE log_number = ?', number);
  saveLines(database, number, next.cosignatures);
  return true;
}

export function saveCosignatures(database: Database, origin: string, size: number, lines: readonly string[]): void {
  const log = findLog(database, origin);
  if (log.headSize === size) saveLines(database, log.number, lines);
}

export function saveLines({ connection }: Database, logNumber: number, lines: readonly string[]): void {
  for (const line of lines) {
    const { witness, keyId } = signerOf(line);
    connection.run(
      'INSERT INTO log_cosignatures (log_number, witness, key_id, line) VALUES (?, ?, ?, ?) ON CONFLICT (log_number, witness, key_id) DO UPDATE SET line = excluded.line',
      logNumber, witness, keyId, line,
    );
  }
}

/** A signature line of a signed note (c2sp.org/signed-note): dash, name, base64 of key id and signature. */
function signerOf(line: string): { readonly witness: string; readonly keyId: Uint8Array } {
  const [, witness = '', blob = ''] = /^\u2014 (\S+) (\S+)\n?$/u.exec(line) ?? [];
  const keyId = Buffer.from(blob, 'base64').subarray(0, 4);
  if (witness === '' || keyId.length !== 4) throw new Error(`${JSON.stringify(line)} is no signature line`);
  return { witness, keyId };
}
