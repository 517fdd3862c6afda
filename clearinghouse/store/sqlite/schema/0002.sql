-- The public board: what an entry is of which only the leaf may stay, the logs, the places of entries in them, and who leads.

-- What a party lets stand on the board ------------------------------------------------------------------------------------------------------

ALTER TABLE parties ADD COLUMN face_alias TEXT;
ALTER TABLE parties ADD COLUMN face_order_time INTEGER NOT NULL DEFAULT 0 CHECK (face_order_time IN (0, 1));
ALTER TABLE parties ADD COLUMN face_shop_name INTEGER NOT NULL DEFAULT 0 CHECK (face_shop_name IN (0, 1));

-- Entries -----------------------------------------------------------------------------------------------------------------------------------

-- SQLite can't change a CHECK, so the table is made anew. Notices refer to it, deferred: what the drop leaves dangling is whole again when the
-- rows are back under their ids, before COMMIT; the index keeps that from looking through all notices for each entry.
CREATE INDEX notices_of_entry ON notices (waits_for_entry) WHERE waits_for_entry IS NOT NULL;
CREATE TABLE entries_before AS SELECT entry_number, entry_id, kind, payment_id, at, face, sealed FROM entries;
DROP TABLE entries;

-- for_board 0: made while the bank kept no board, never published.
-- face: the text of the face file; sealed: the details with their salts. Both are NULL once the entry is erased; the leaf stays.
CREATE TABLE entries (
  entry_number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  entry_id     TEXT    NOT NULL UNIQUE,
  kind         TEXT    NOT NULL CHECK (kind IN ('accepted', 'settled', 'returned', 'withdrawn')),
  payment_id   INTEGER NOT NULL REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  at           INTEGER NOT NULL,
  for_board    INTEGER NOT NULL CHECK (for_board IN (0, 1)),
  leaf         TEXT    NOT NULL,
  face         TEXT    CHECK (json_valid(face)),
  sealed       BLOB,
  published_at INTEGER,
  erased_at    INTEGER,
  CHECK ((erased_at IS NULL) = (face IS NOT NULL)),
  CHECK ((face IS NULL) = (sealed IS NULL)),
  CHECK (for_board = 0 OR leaf <> ''),
  CHECK (for_board = 1 OR published_at IS NULL)
) STRICT;

INSERT INTO entries (entry_number, entry_id, kind, payment_id, at, for_board, leaf, face, sealed, published_at, erased_at)
  SELECT entry_number, entry_id, kind, payment_id, at, 0, '', face, sealed, NULL, NULL FROM entries_before ORDER BY entry_number;
DROP TABLE entries_before;

-- One of each kind for a payment; of withdrawals one for each entry, which their id says.
CREATE UNIQUE INDEX entries_once_per_kind ON entries (payment_id, CASE kind WHEN 'withdrawn' THEN entry_id ELSE kind END);
CREATE INDEX entries_unpublished ON entries (at) WHERE for_board = 1 AND published_at IS NULL;

CREATE INDEX holds_of_payment ON holds (payment_id);
CREATE INDEX instructions_proof_late ON instructions (json_extract(body, '$.entryId')) WHERE kind = 'proof-late';

-- Logs --------------------------------------------------------------------------------------------------------------------------------------

CREATE TABLE logs (
  log_number     INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  origin         TEXT    NOT NULL UNIQUE CHECK (origin <> ''),
  keys           TEXT    NOT NULL CHECK (json_valid(keys) AND json_array_length(keys) >= 1),
  state          TEXT    NOT NULL CHECK (state IN ('next', 'active', 'ending', 'ended')),
  began_at       INTEGER NOT NULL,
  ended_at       INTEGER,
  retention      TEXT    NOT NULL,
  assigned       INTEGER NOT NULL DEFAULT 0 CHECK (assigned >= 0),
  head_size      INTEGER CHECK (head_size BETWEEN 0 AND assigned),
  head_root      BLOB    CHECK (length(head_root) = 32),
  head_signed_at INTEGER,
  head_note      BLOB,
  published_size INTEGER NOT NULL DEFAULT 0 CHECK (published_size BETWEEN 0 AND coalesce(head_size, 0)),
  -- The log was given up: leaves from this index on were taken over from what is published.
  adopted_from   INTEGER CHECK (adopted_from BETWEEN 0 AND assigned),
  CHECK ((head_size IS NULL) = (head_root IS NULL) AND (head_size IS NULL) = (head_signed_at IS NULL) AND (head_size IS NULL) = (head_note IS NULL)),
  CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
  CHECK (state <> 'ended' OR published_size = assigned),
  CHECK (adopted_from IS NULL OR state = 'ended')
) STRICT;
CREATE UNIQUE INDEX logs_one_open ON logs ((state IN ('active', 'ending'))) WHERE state IN ('active', 'ending');
CREATE UNIQUE INDEX logs_one_next ON logs (state) WHERE state = 'next';

-- Cosignatures of the head alone: witness is the name of the key, key_id its four bytes.
CREATE TABLE log_cosignatures (
  log_number INTEGER NOT NULL REFERENCES logs (log_number),
  witness    TEXT    NOT NULL,
  key_id     BLOB    NOT NULL CHECK (length(key_id) = 4),
  line       TEXT    NOT NULL,
  PRIMARY KEY (log_number, witness, key_id)
) STRICT, WITHOUT ROWID;

-- The places. A leaf without an entry is the log's own, about itself, or was taken over when the log was given up.
CREATE TABLE log_entries (
  log_number   INTEGER NOT NULL REFERENCES logs (log_number),
  idx          INTEGER NOT NULL CHECK (idx >= 0),
  leaf         BLOB    NOT NULL CHECK (length(leaf) BETWEEN 1 AND 65535),
  entry_number INTEGER UNIQUE REFERENCES entries (entry_number),
  PRIMARY KEY (log_number, idx)
) STRICT, WITHOUT ROWID;

-- Face files that have to go; erased_at: when the file was gone.
CREATE TABLE erasures (
  log_number INTEGER NOT NULL,
  idx        INTEGER NOT NULL,
  asked_at   INTEGER NOT NULL,
  erased_at  INTEGER,
  PRIMARY KEY (log_number, idx),
  FOREIGN KEY (log_number, idx) REFERENCES log_entries (log_number, idx)
) STRICT, WITHOUT ROWID;
CREATE INDEX erasures_to_do ON erasures (log_number, idx) WHERE erased_at IS NULL;

CREATE TABLE leader (
  only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
  holder   TEXT    NOT NULL,
  until    INTEGER NOT NULL
) STRICT;

-- What is written stays ---------------------------------------------------------------------------------------------------------------------

CREATE TRIGGER entries_stay BEFORE DELETE ON entries BEGIN SELECT raise(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER entries_unchanged BEFORE UPDATE OF entry_number, entry_id, kind, payment_id, at, for_board, leaf ON entries
  BEGIN SELECT raise(ABORT, 'entries are never changed'); END;
CREATE TRIGGER entries_erased_once BEFORE UPDATE OF face, sealed, erased_at ON entries
  WHEN OLD.erased_at IS NOT NULL OR NEW.erased_at IS NULL OR NEW.face IS NOT NULL OR NEW.sealed IS NOT NULL
  BEGIN SELECT raise(ABORT, 'entries are never changed: one is only erased, as a whole and for good'); END;
CREATE TRIGGER entries_published_once BEFORE UPDATE OF published_at ON entries WHEN OLD.published_at IS NOT NULL BEGIN SELECT raise(ABORT, 'an entry is published once'); END;

CREATE TRIGGER notice_bytes_stay BEFORE DELETE ON notice_bytes
  WHEN NOT EXISTS (SELECT 1 FROM notices JOIN entries ON entries.entry_id = notices.waits_for_entry
                   WHERE notices.notice_number = OLD.notice_number AND entries.erased_at IS NOT NULL)
  BEGIN SELECT raise(ABORT, 'what was sent is kept, unless it holds the salts of an entry that is erased'); END;

CREATE TRIGGER logs_stay BEFORE DELETE ON logs BEGIN SELECT raise(ABORT, 'logs are never deleted'); END;
CREATE TRIGGER logs_unchanged BEFORE UPDATE OF log_number, origin, keys, began_at, retention ON logs BEGIN SELECT raise(ABORT, 'what a log has promised is never changed'); END;
CREATE TRIGGER logs_go_forward BEFORE UPDATE OF state ON logs
  WHEN NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (VALUES ('next', 'active'), ('active', 'ending'), ('ending', 'ended'))
  BEGIN SELECT raise(ABORT, 'a log only goes from next to active, ending, ended'); END;
-- Only places that no signed head covers may be taken back, and only by the end of the log: the check above makes it as long as what is published.
CREATE TRIGGER logs_never_shrink BEFORE UPDATE OF assigned, published_size ON logs
  WHEN (NEW.assigned < OLD.assigned AND NOT (OLD.state = 'ending' AND NEW.state = 'ended' AND NEW.adopted_from IS NOT NULL)) OR NEW.published_size < OLD.published_size
  BEGIN SELECT raise(ABORT, 'a log never gets smaller'); END;
CREATE TRIGGER logs_head_never_goes_back BEFORE UPDATE OF head_size, head_root, head_signed_at, head_note ON logs
  WHEN OLD.head_size IS NOT NULL AND (NEW.head_size IS NULL OR NEW.head_size < OLD.head_size OR NEW.head_signed_at < OLD.head_signed_at
    OR (NEW.head_size = OLD.head_size AND NEW.head_root IS NOT OLD.head_root))
  BEGIN SELECT raise(ABORT, 'a head never goes back, in size or time, and one size has one root'); END;

CREATE TRIGGER logs_adopted_once BEFORE UPDATE OF adopted_from ON logs WHEN OLD.state <> 'ending' BEGIN SELECT raise(ABORT, 'a log is given up once, by its end'); END;

CREATE TRIGGER log_entries_stay BEFORE DELETE ON log_entries
  WHEN NOT EXISTS (SELECT 1 FROM logs WHERE logs.log_number = OLD.log_number AND logs.adopted_from IS NOT NULL AND OLD.idx >= logs.assigned)
  BEGIN SELECT raise(ABORT, 'the entries of a log are never deleted'); END;
CREATE TRIGGER log_entries_unchanged BEFORE UPDATE ON log_entries BEGIN SELECT raise(ABORT, 'the entries of a log are never changed'); END;
CREATE TRIGGER log_entries_gapless BEFORE INSERT ON log_entries
  WHEN NEW.idx <> (SELECT coalesce(max(idx), -1) + 1 FROM log_entries WHERE log_number = NEW.log_number)
  BEGIN SELECT raise(ABORT, 'the indexes of a log have no gap'); END;

CREATE TRIGGER erasures_stay BEFORE DELETE ON erasures
  WHEN NOT EXISTS (SELECT 1 FROM logs WHERE logs.log_number = OLD.log_number AND logs.adopted_from IS NOT NULL AND OLD.idx >= logs.assigned)
  BEGIN SELECT raise(ABORT, 'erasures are never forgotten'); END;
CREATE TRIGGER erasures_done_once BEFORE UPDATE ON erasures
  WHEN OLD.erased_at IS NOT NULL OR NEW.log_number <> OLD.log_number OR NEW.idx <> OLD.idx OR NEW.asked_at <> OLD.asked_at
  BEGIN SELECT raise(ABORT, 'an erasure is done once'); END;
