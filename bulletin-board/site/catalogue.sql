-- What lists, counts and searches need of the log's files. Derived: it may be deleted at any time and is made anew.
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- size, peaks: entries read, and the tree over them; verified, verified_peaks: the part of them whose root equals that of a signed checkpoint.
CREATE TABLE log (
  number   INTEGER PRIMARY KEY,
  origin   TEXT NOT NULL UNIQUE,
  size     INTEGER NOT NULL DEFAULT 0 CHECK (size >= 0),
  peaks    BLOB NOT NULL DEFAULT x'' CHECK (length(peaks) % 32 = 0),
  verified INTEGER NOT NULL DEFAULT 0 CHECK (verified BETWEEN 0 AND size),
  verified_peaks BLOB NOT NULL DEFAULT x'' CHECK (length(verified_peaks) % 32 = 0)
) STRICT;

CREATE TABLE entry (
  log       INTEGER NOT NULL,
  place     INTEGER NOT NULL,
  kind      TEXT NOT NULL,
  state     TEXT NOT NULL CHECK (state IN ('shown', 'withdrawn', 'missing', 'false', 'none')),
  reference TEXT,
  at        INTEGER,
  day       TEXT,
  alias     TEXT,
  ordered   INTEGER,
  shop      TEXT,
  -- Of an entry of kind posted: the buyer's own words.
  text      TEXT,
  -- Of an entry of kind withdrawn: whose face was erased.
  of_origin TEXT,
  of_place  INTEGER,
  PRIMARY KEY (log, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX entry_reference ON entry (reference, log, place) WHERE reference IS NOT NULL;
CREATE INDEX entry_kind ON entry (kind, log, place);
CREATE INDEX entry_day ON entry (day, log, place, kind);
CREATE INDEX entry_shop ON entry (shop, log, place) WHERE shop IS NOT NULL;
CREATE INDEX entry_at ON entry (at, kind) WHERE at IS NOT NULL;
CREATE INDEX entry_faceless ON entry (log, place) WHERE state IN ('missing', 'false');
CREATE INDEX entry_withdrawal ON entry (of_origin, of_place) WHERE of_origin IS NOT NULL;
