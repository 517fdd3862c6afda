import { createHash } from 'node:crypto';
import type { Connection, Row } from './connection.ts';
import { bytes, integer, integerOrNull, oneOf, text } from './rows.ts';
import { LONGEST_WAIT } from './store.ts';
import type { Cursor, DamagedLetter, LetterRow, MerchantStore } from './store.ts';

type Verbs = Pick<MerchantStore, 'loadCursor' | 'saveCursor' | 'keepLetter' | 'dueLetters' | 'letter' | 'postponeLetter' | 'delayLetter' | 'letterCrashed' | 'letterBegun' | 'letterSurvived' | 'letterTold' | 'endLetter' | 'forgetLetter' | 'arrivals'>;

const COLUMNS = 'id, sha256, received_at, kept_at, intake, sealed, tries, crashes, told_at';

export function letterVerbs(connection: Connection): Verbs {
  const { sealer } = connection;
  const letterOf = (row: Row): LetterRow | DamagedLetter => ({
    id: integer(row, 'id'),
    bytes: sealer.openWhole(`letter:${text(row, 'sha256')}`, bytes(row, 'sealed')),
    receivedAt: integer(row, 'received_at'),
    keptAt: integer(row, 'kept_at'),
    intake: oneOf(row, 'intake', ['imap', 'lmtp']),
    tries: integer(row, 'tries'),
    crashes: integer(row, 'crashes'),
    toldAt: integerOrNull(row, 'told_at'),
  });
  return {
    loadCursor: (mailbox, folder): Cursor | null => {
      const row = connection.get('SELECT uid_validity, uid FROM cursors WHERE mailbox = ? AND folder = ?', mailbox, folder);
      return row === null ? null : { uidValidity: text(row, 'uid_validity'), uid: integer(row, 'uid') };
    },
    saveCursor: (mailbox, folder, { uidValidity, uid }) => {
      connection.run('INSERT INTO cursors (mailbox, folder, uid_validity, uid) VALUES (?, ?, ?, ?) ON CONFLICT (mailbox, folder) DO UPDATE SET uid_validity = excluded.uid_validity, uid = excluded.uid', mailbox, folder, uidValidity, uid);
    },
    keepLetter: (letter) => {
      const sha256 = createHash('sha256').update(letter.bytes).digest('hex');
      const known = connection.get('SELECT id FROM letters WHERE sha256 = ?', sha256);
      if (known !== null) return { letterId: integer(known, 'id'), duplicate: true };
      const sealed = sealer.seal(`letter:${sha256}`, letter.bytes);
      const letterId = connection.insert(
        "INSERT INTO letters (sha256, received_at, kept_at, intake, sealed, state, next_try_at) VALUES (?, ?, ?, ?, ?, 'waiting', ?)",
        sha256, letter.receivedAt, letter.keptAt, letter.intake, sealed, letter.keptAt,
      );
      return { letterId, duplicate: false };
    },
    dueLetters: (now, limit) => connection.all(`SELECT ${COLUMNS} FROM letters WHERE state = 'waiting' AND (next_try_at <= ? OR next_try_at > ?) ORDER BY received_at, id LIMIT ?`, now, now + LONGEST_WAIT, limit).map(letterOf),
    letter: (id) => {
      const row = connection.get(`SELECT ${COLUMNS} FROM letters WHERE id = ?`, id);
      return row === null ? null : letterOf(row);
    },
    postponeLetter: (id, nextTryAt) => void connection.run("UPDATE letters SET tries = tries + 1, next_try_at = ? WHERE id = ? AND state = 'waiting'", nextTryAt, id),
    delayLetter: (id, nextTryAt) => void connection.run("UPDATE letters SET next_try_at = ? WHERE id = ? AND state = 'waiting'", nextTryAt, id),
    letterCrashed: (id, nextTryAt) => void connection.run("UPDATE letters SET crashes = crashes + 1, next_try_at = ? WHERE id = ? AND state = 'waiting'", nextTryAt, id),
    letterBegun: (id) => void connection.run("UPDATE letters SET crashes = crashes + 1 WHERE id = ? AND state = 'waiting'", id),
    letterSurvived: (id) => void connection.run('UPDATE letters SET crashes = max(0, crashes - 1) WHERE id = ?', id),
    letterTold: (id, at) => void connection.run('UPDATE letters SET told_at = ? WHERE id = ?', at, id),
    endLetter: (id, outcome, orderId, setAside = false) =>
      void connection.run("UPDATE letters SET state = ?, outcome = ?, order_id = ? WHERE id = ? AND state = 'waiting'", setAside ? 'set-aside' : 'done', outcome, orderId, id),
    arrivals: (since) => connection.all("SELECT received_at, kept_at FROM letters WHERE intake = 'imap' AND kept_at >= ? ORDER BY id DESC LIMIT 100", since).map((row) => ({ received: integer(row, 'received_at'), kept: integer(row, 'kept_at') })),
    forgetLetter: (id) => {
      const row = connection.get("SELECT sha256 FROM letters WHERE id = ? AND state = 'done' AND order_id IS NULL", id);
      if (row !== null) connection.run('UPDATE letters SET sealed = ? WHERE id = ?', sealer.seal(`letter:${text(row, 'sha256')}`, new Uint8Array()), id);
    },
  };
}
