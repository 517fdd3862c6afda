-- After a payment is settled: refunds, disputes, fees, statements. SQLite can't change a CHECK, so three tables are made anew; what refers to
-- them is whole again before COMMIT.

PRAGMA defer_foreign_keys = ON;

-- What a party has agreed with the bank -------------------------------------------------------------------------------------------------------

ALTER TABLE parties ADD COLUMN face_disputes INTEGER NOT NULL DEFAULT 0 CHECK (face_disputes IN (0, 1));
ALTER TABLE parties ADD COLUMN fee TEXT CHECK (json_valid(fee));
ALTER TABLE parties ADD COLUMN statements TEXT NOT NULL DEFAULT 'on-request' CHECK (statements IN ('on-request', 'monthly'));
ALTER TABLE parties ADD COLUMN stated_until TEXT CHECK (stated_until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]');
ALTER TABLE parties ADD COLUMN limits TEXT CHECK (json_valid(limits));
CREATE INDEX parties_stated ON parties (stated_until) WHERE statements = 'monthly';

-- Transfers -----------------------------------------------------------------------------------------------------------------------------------

-- A booking is never earlier than the one before it, as in all that are made from now on: statements find the borders of a month by it.

CREATE TABLE transfers_before AS SELECT transfer_number, transfer_id, sequence, kind, currency, payment_id, at, reference, booked_by FROM transfers;
DROP TABLE transfers;

CREATE TABLE transfers (
  transfer_number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  transfer_id     TEXT    NOT NULL UNIQUE,
  sequence        INTEGER NOT NULL REFERENCES decisions (sequence),
  kind            TEXT    NOT NULL CHECK (kind IN ('deposit', 'withdrawal', 'payment', 'refund', 'fee', 'collection')),
  currency        TEXT    NOT NULL CHECK (length(currency) = 3),
  payment_id      INTEGER REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  at              INTEGER NOT NULL,
  reference       TEXT    NOT NULL,
  booked_by       TEXT    NOT NULL CHECK (json_valid(booked_by)),
  CHECK ((kind IN ('payment', 'refund', 'fee')) = (payment_id IS NOT NULL))
) STRICT;
INSERT INTO transfers (transfer_number, transfer_id, sequence, kind, currency, payment_id, at, reference, booked_by)
  SELECT transfer_number, transfer_id, sequence, kind, currency, payment_id, max(at) OVER (ORDER BY transfer_number), reference, booked_by FROM transfers_before ORDER BY transfer_number;
DROP TABLE transfers_before;

CREATE UNIQUE INDEX transfers_once_per_payment ON transfers (payment_id, kind) WHERE kind IN ('payment', 'fee');
CREATE INDEX transfers_of_payment ON transfers (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX transfers_in_time ON transfers (at, transfer_number);

CREATE TRIGGER transfers_stay BEFORE DELETE ON transfers BEGIN SELECT raise(ABORT, 'transfers are never deleted'); END;
CREATE TRIGGER transfers_unchanged BEFORE UPDATE ON transfers BEGIN SELECT raise(ABORT, 'transfers are never changed'); END;

-- Deadlines -----------------------------------------------------------------------------------------------------------------------------------

CREATE TABLE deadlines_before AS SELECT payment_id, kind, at FROM deadlines;
DROP TABLE deadlines;
CREATE TABLE deadlines (
  payment_id INTEGER NOT NULL REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  kind       TEXT    NOT NULL CHECK (kind IN ('tell-waiting', 'match', 'remind', 'answer', 'refund', 'dispute-merchant', 'dispute-staff')),
  at         INTEGER NOT NULL,
  PRIMARY KEY (payment_id, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO deadlines (payment_id, kind, at) SELECT payment_id, kind, at FROM deadlines_before;
DROP TABLE deadlines_before;
CREATE INDEX deadlines_in_order ON deadlines (at, payment_id, kind);

-- Entries -------------------------------------------------------------------------------------------------------------------------------------

CREATE TABLE entries_before AS SELECT entry_number, entry_id, kind, payment_id, at, for_board, leaf, face, sealed, published_at, erased_at FROM entries;
DROP TABLE entries;

CREATE TABLE entries (
  entry_number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  entry_id     TEXT    NOT NULL UNIQUE,
  kind         TEXT    NOT NULL CHECK (kind IN ('posted', 'accepted', 'settled', 'returned', 'refunded', 'disputed', 'dispute-closed', 'withdrawn')),
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
  SELECT entry_number, entry_id, kind, payment_id, at, for_board, leaf, face, sealed, published_at, erased_at FROM entries_before ORDER BY entry_number;
DROP TABLE entries_before;

-- One of each kind for a payment; refunds may be in parts, and of withdrawals there is one for each entry: their id says which.
CREATE UNIQUE INDEX entries_once_per_kind ON entries (payment_id, CASE WHEN kind IN ('withdrawn', 'refunded') THEN entry_id ELSE kind END);
CREATE INDEX entries_unpublished ON entries (at) WHERE for_board = 1 AND published_at IS NULL;

CREATE TRIGGER entries_stay BEFORE DELETE ON entries BEGIN SELECT raise(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER entries_unchanged BEFORE UPDATE OF entry_number, entry_id, kind, payment_id, at, for_board, leaf ON entries
  BEGIN SELECT raise(ABORT, 'entries are never changed'); END;
CREATE TRIGGER entries_erased_once BEFORE UPDATE OF face, sealed, erased_at ON entries
  WHEN OLD.erased_at IS NOT NULL OR NEW.erased_at IS NULL OR NEW.face IS NOT NULL OR NEW.sealed IS NOT NULL
  BEGIN SELECT raise(ABORT, 'entries are never changed: one is only erased, as a whole and for good'); END;
CREATE TRIGGER entries_published_once BEFORE UPDATE OF published_at ON entries WHEN OLD.published_at IS NOT NULL BEGIN SELECT raise(ABORT, 'an entry is published once'); END;
