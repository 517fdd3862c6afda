-- Times are milliseconds since 1970; money is whole minor units within ±(2^53−1). "sealed" columns are AES-256-GCM (sealing.ts).
-- The checks and triggers repeat the core's invariants: what the core never does, the database refuses.

CREATE TABLE meta (
  only_row       INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
  schema_version INTEGER NOT NULL CHECK (schema_version >= 1),
  store_id       TEXT    NOT NULL,
  key_check      BLOB    NOT NULL
) STRICT;

-- Who has an account --------------------------------------------------------------------------------------------------------------------

CREATE TABLE parties (
  party_id            INTEGER NOT NULL PRIMARY KEY,
  name                TEXT    NOT NULL,
  folded_name         TEXT    NOT NULL,
  language            TEXT    NOT NULL,
  opened_at           INTEGER NOT NULL,
  suspended_at        INTEGER,
  balance_in_receipts INTEGER NOT NULL CHECK (balance_in_receipts IN (0, 1))
) STRICT;

CREATE INDEX parties_by_name ON parties (folded_name);

CREATE TABLE addresses (
  address       TEXT    NOT NULL PRIMARY KEY,
  party_id      INTEGER NOT NULL REFERENCES parties (party_id),
  added_at      INTEGER NOT NULL,
  usable_from   INTEGER NOT NULL,
  proven_at     INTEGER,
  removed_at    INTEGER,
  undeliverable TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX addresses_of_party ON addresses (party_id);

CREATE TABLE blocks (
  buyer_party    INTEGER NOT NULL REFERENCES parties (party_id),
  merchant_party INTEGER NOT NULL REFERENCES parties (party_id),
  at             INTEGER NOT NULL,
  PRIMARY KEY (buyer_party, merchant_party)
) STRICT, WITHOUT ROWID;
CREATE INDEX blocks_of_merchant ON blocks (merchant_party);

CREATE TABLE tallies (
  scope  TEXT    NOT NULL,
  name   TEXT    NOT NULL,
  day    INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount BETWEEN -9007199254740991 AND 9007199254740991),
  PRIMARY KEY (scope, day, name)
) STRICT, WITHOUT ROWID;

-- Letters -------------------------------------------------------------------------------------------------------------------------------

-- turn counts from 1; a letter that staff reopen is decided anew in its next turn. due_at: not to be claimed before (0: at once).
CREATE TABLE letters (
  letter_id        INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  raw_sha256       BLOB    NOT NULL CHECK (length(raw_sha256) = 32),
  size             INTEGER NOT NULL CHECK (size >= 0),
  received_at      INTEGER NOT NULL,
  kept_at          INTEGER NOT NULL,
  intake           TEXT    NOT NULL CHECK (intake IN ('imap', 'lmtp', 'smtp', 'file')),
  envelope_from    TEXT,
  envelope_to      TEXT    NOT NULL CHECK (json_valid(envelope_to)),
  client_address   TEXT,
  helo             TEXT,
  from_hint        TEXT,
  message_id       TEXT,
  recipients       TEXT    NOT NULL CHECK (json_valid(recipients)),
  turn             INTEGER NOT NULL DEFAULT 1 CHECK (turn >= 1),
  stage            TEXT    NOT NULL DEFAULT 'unread' CHECK (stage IN ('unread', 'read', 'cleared')),
  attempts         INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  due_at           INTEGER NOT NULL DEFAULT 0,
  put_back_reason  TEXT,
  same_mail_hash   BLOB    CHECK (length(same_mail_hash) = 16),
  disposition_kind TEXT    CHECK (disposition_kind IN ('advanced', 'answered', 'recorded', 'nothing-new', 'refused', 'set-aside')),
  disposition_code TEXT,
  CHECK ((stage = 'cleared') = (disposition_kind IS NOT NULL)),
  CHECK ((disposition_kind IS NULL) = (disposition_code IS NULL))
) STRICT;
CREATE UNIQUE INDEX letters_once ON letters (raw_sha256);
CREATE INDEX letters_waiting ON letters (stage, received_at, letter_id) WHERE stage <> 'cleared';
CREATE INDEX letters_unread_from ON letters (from_hint, received_at, letter_id) WHERE stage = 'unread';
CREATE INDEX letters_same_mail ON letters (same_mail_hash, letter_id) WHERE same_mail_hash IS NOT NULL;

CREATE TABLE letter_bytes (
  letter_id INTEGER NOT NULL PRIMARY KEY REFERENCES letters (letter_id),
  sealed    BLOB    NOT NULL
) STRICT;

-- Where a mailbox keeps or kept the letter. A server that gives one UID to other bytes loses nothing: the place then means the later letter.
CREATE TABLE places (
  folder       TEXT    NOT NULL,
  uid_validity TEXT    NOT NULL,
  uid          INTEGER NOT NULL,
  letter_id    INTEGER NOT NULL REFERENCES letters (letter_id),
  PRIMARY KEY (folder, uid_validity, uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX places_of_letter ON places (letter_id);

CREATE TABLE cursors (
  mailbox      TEXT    NOT NULL,
  folder       TEXT    NOT NULL,
  uid_validity TEXT    NOT NULL,
  uid          INTEGER NOT NULL,
  PRIMARY KEY (mailbox, folder)
) STRICT, WITHOUT ROWID;

CREATE TABLE readings (
  letter_id INTEGER NOT NULL REFERENCES letters (letter_id),
  turn      INTEGER NOT NULL,
  sealed    BLOB    NOT NULL,
  PRIMARY KEY (letter_id, turn)
) STRICT;

-- What was decided ----------------------------------------------------------------------------------------------------------------------

CREATE TABLE instructions (
  instruction_id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  at             INTEGER NOT NULL,
  kind           TEXT    NOT NULL,
  body           TEXT    NOT NULL CHECK (json_valid(body)),
  not_before     INTEGER NOT NULL,
  done           INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1))
) STRICT;
CREATE INDEX instructions_open ON instructions (at, instruction_id) WHERE done = 0;

-- letter_id: the letter that it is about; ended_turn: the turn of that letter that it ended.
CREATE TABLE decisions (
  sequence         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  at               INTEGER NOT NULL,
  seed             TEXT    NOT NULL,
  input_kind       TEXT    NOT NULL CHECK (input_kind IN ('letter', 'instruction', 'deadline')),
  letter_id        INTEGER REFERENCES letters (letter_id),
  ended_turn       INTEGER,
  instruction_id   INTEGER REFERENCES instructions (instruction_id),
  payment_id       INTEGER REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  deadline         TEXT,
  deadline_at      INTEGER,
  disposition_kind TEXT    NOT NULL CHECK (disposition_kind IN ('advanced', 'answered', 'recorded', 'nothing-new', 'refused', 'set-aside')),
  disposition_code TEXT    NOT NULL,
  sealed           BLOB    NOT NULL,
  CHECK (input_kind <> 'letter' OR (letter_id IS NOT NULL AND ended_turn IS NOT NULL)),
  CHECK ((input_kind = 'instruction') = (instruction_id IS NOT NULL)),
  CHECK ((input_kind = 'deadline') = (payment_id IS NOT NULL AND deadline IS NOT NULL AND deadline_at IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX decisions_once_per_turn ON decisions (letter_id, ended_turn) WHERE letter_id IS NOT NULL;
CREATE UNIQUE INDEX decisions_once_per_instruction ON decisions (instruction_id) WHERE instruction_id IS NOT NULL;

CREATE TABLE decision_about (
  payment_id INTEGER NOT NULL REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  sequence   INTEGER NOT NULL REFERENCES decisions (sequence),
  PRIMARY KEY (payment_id, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_about_of_decision ON decision_about (sequence);

CREATE TABLE payments (
  payment_id     INTEGER NOT NULL PRIMARY KEY,
  reference      TEXT    NOT NULL,
  scheme         TEXT    NOT NULL,
  scheme_version INTEGER NOT NULL,
  state          TEXT    NOT NULL CHECK (state IN ('awaiting-forward', 'awaiting-order', 'awaiting-funds', 'awaiting-answer', 'settled', 'ended')),
  opened_at      INTEGER NOT NULL,
  buyer_party    INTEGER REFERENCES parties (party_id),
  merchant_party INTEGER REFERENCES parties (party_id),
  currency       TEXT    CHECK (length(currency) = 3),
  total          INTEGER CHECK (total BETWEEN 0 AND 9007199254740991),
  sealed         BLOB    NOT NULL,
  CHECK ((currency IS NULL) = (total IS NULL)),
  CHECK (buyer_party <> merchant_party),
  CHECK (state NOT IN ('awaiting-funds', 'awaiting-answer', 'settled') OR (buyer_party IS NOT NULL AND merchant_party IS NOT NULL AND total IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX payments_reference ON payments (reference);
CREATE INDEX payments_open ON payments (state, payment_id) WHERE state NOT IN ('settled', 'ended');
CREATE INDEX payments_of_buyer ON payments (buyer_party, payment_id);
CREATE INDEX payments_of_merchant ON payments (merchant_party, payment_id);

CREATE TABLE payment_keys (
  key        TEXT    NOT NULL,
  payment_id INTEGER NOT NULL REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (key, payment_id)
) STRICT, WITHOUT ROWID;

-- A secret pays once: the row is written when the payment is settled, and a second one for the same buyer can't be.
CREATE TABLE spent_secrets (
  buyer_party INTEGER NOT NULL REFERENCES parties (party_id),
  digest      TEXT    NOT NULL,
  payment_id  INTEGER NOT NULL REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (buyer_party, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE deadlines (
  payment_id INTEGER NOT NULL REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  kind       TEXT    NOT NULL CHECK (kind IN ('tell-waiting', 'match', 'remind', 'answer')),
  at         INTEGER NOT NULL,
  PRIMARY KEY (payment_id, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX deadlines_in_order ON deadlines (at, payment_id, kind);

CREATE TABLE staff_tasks (
  task_number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  task_id     TEXT    NOT NULL UNIQUE,
  code        TEXT    NOT NULL,
  detail      TEXT    NOT NULL,
  letter_id   INTEGER REFERENCES letters (letter_id),
  payment_id  INTEGER REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  at          INTEGER NOT NULL
) STRICT;

-- Money ---------------------------------------------------------------------------------------------------------------------------------

CREATE TABLE accounts (
  account_id TEXT    NOT NULL PRIMARY KEY,
  party_id   INTEGER REFERENCES parties (party_id),
  currency   TEXT    NOT NULL CHECK (length(currency) = 3),
  balance    INTEGER NOT NULL CHECK (balance BETWEEN -9007199254740991 AND 9007199254740991),
  held       INTEGER NOT NULL CHECK (held BETWEEN 0 AND 9007199254740991),
  floor      INTEGER CHECK (floor BETWEEN -9007199254740991 AND 9007199254740991),
  CHECK (floor IS NULL OR balance - held >= floor)
) STRICT, WITHOUT ROWID;
CREATE INDEX accounts_of_party ON accounts (party_id);

CREATE TABLE transfers (
  transfer_number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  transfer_id     TEXT    NOT NULL UNIQUE,
  sequence        INTEGER NOT NULL REFERENCES decisions (sequence),
  kind            TEXT    NOT NULL CHECK (kind IN ('deposit', 'withdrawal', 'payment')),
  currency        TEXT    NOT NULL CHECK (length(currency) = 3),
  payment_id      INTEGER REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  at              INTEGER NOT NULL,
  reference       TEXT    NOT NULL,
  booked_by       TEXT    NOT NULL CHECK (json_valid(booked_by)),
  CHECK ((kind = 'payment') = (payment_id IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX transfers_once_per_payment ON transfers (payment_id) WHERE kind = 'payment';

CREATE TABLE postings (
  posting_number  INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  transfer_number INTEGER NOT NULL REFERENCES transfers (transfer_number),
  account_id      TEXT    NOT NULL REFERENCES accounts (account_id),
  amount          INTEGER NOT NULL CHECK (amount BETWEEN -9007199254740991 AND 9007199254740991),
  balance_after   INTEGER NOT NULL CHECK (balance_after BETWEEN -9007199254740991 AND 9007199254740991)
) STRICT;
CREATE INDEX postings_of_account ON postings (account_id, posting_number);
CREATE INDEX postings_of_transfer ON postings (transfer_number);

CREATE TABLE holds (
  hold_number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  payment_id  INTEGER NOT NULL REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  account_id  TEXT    NOT NULL REFERENCES accounts (account_id),
  amount      INTEGER NOT NULL CHECK (amount BETWEEN 0 AND 9007199254740991),
  at          INTEGER NOT NULL,
  released_at INTEGER
) STRICT;
CREATE UNIQUE INDEX holds_open ON holds (payment_id) WHERE released_at IS NULL;

-- What is told --------------------------------------------------------------------------------------------------------------------------

-- sealed: the details and the seed of the salts.
CREATE TABLE entries (
  entry_number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  entry_id     TEXT    NOT NULL UNIQUE,
  kind         TEXT    NOT NULL CHECK (kind IN ('accepted', 'settled', 'returned')),
  payment_id   INTEGER NOT NULL REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  at           INTEGER NOT NULL,
  face         TEXT    NOT NULL CHECK (json_valid(face)),
  sealed       BLOB    NOT NULL,
  published_at INTEGER
) STRICT;
CREATE UNIQUE INDEX entries_once_per_kind ON entries (payment_id, kind);

CREATE TABLE notices (
  notice_number   INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  notice_id       TEXT    NOT NULL UNIQUE,
  sequence        INTEGER NOT NULL REFERENCES decisions (sequence),
  kind            TEXT    NOT NULL,
  payment_id      INTEGER REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  letter_id       INTEGER REFERENCES letters (letter_id),
  waits_for_entry TEXT    REFERENCES entries (entry_id) DEFERRABLE INITIALLY DEFERRED,
  owed_at         INTEGER NOT NULL,
  status          TEXT    NOT NULL DEFAULT 'owed' CHECK (status IN ('owed', 'made', 'sent', 'failed', 'bounced')),
  attempts        INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  due_at          INTEGER NOT NULL DEFAULT 0,
  sent_at         INTEGER,
  detail          TEXT,
  sealed          BLOB    NOT NULL,
  CHECK ((status = 'owed' AND sent_at IS NULL) OR status <> 'owed')
) STRICT;
CREATE INDEX notices_to_send ON notices (notice_number) WHERE status IN ('owed', 'made');
CREATE INDEX notices_of_payment ON notices (payment_id) WHERE payment_id IS NOT NULL;

CREATE TABLE notice_bytes (
  notice_number INTEGER NOT NULL PRIMARY KEY REFERENCES notices (notice_number),
  sha256        BLOB    NOT NULL CHECK (length(sha256) = 32),
  sealed        BLOB    NOT NULL
) STRICT;

-- What is written stays -----------------------------------------------------------------------------------------------------------------

CREATE TRIGGER letters_stay BEFORE DELETE ON letters BEGIN SELECT raise(ABORT, 'letters are never deleted'); END;
CREATE TRIGGER letters_bytes_stay BEFORE UPDATE OF raw_sha256, size, kept_at ON letters BEGIN SELECT raise(ABORT, 'a letter is kept as it came'); END;
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions BEGIN SELECT raise(ABORT, 'decisions are never deleted'); END;
CREATE TRIGGER decisions_unchanged BEFORE UPDATE ON decisions BEGIN SELECT raise(ABORT, 'decisions are never changed'); END;
CREATE TRIGGER decision_about_stay BEFORE DELETE ON decision_about BEGIN SELECT raise(ABORT, 'decisions are never deleted'); END;
CREATE TRIGGER decision_about_unchanged BEFORE UPDATE ON decision_about BEGIN SELECT raise(ABORT, 'decisions are never changed'); END;
CREATE TRIGGER instructions_stay BEFORE DELETE ON instructions BEGIN SELECT raise(ABORT, 'instructions are never deleted'); END;
CREATE TRIGGER instructions_unchanged BEFORE UPDATE OF instruction_id, at, kind, body ON instructions BEGIN SELECT raise(ABORT, 'instructions are never changed'); END;
CREATE TRIGGER transfers_stay BEFORE DELETE ON transfers BEGIN SELECT raise(ABORT, 'transfers are never deleted'); END;
CREATE TRIGGER transfers_unchanged BEFORE UPDATE ON transfers BEGIN SELECT raise(ABORT, 'transfers are never changed'); END;
CREATE TRIGGER postings_stay BEFORE DELETE ON postings BEGIN SELECT raise(ABORT, 'postings are never deleted'); END;
CREATE TRIGGER postings_unchanged BEFORE UPDATE ON postings BEGIN SELECT raise(ABORT, 'postings are never changed'); END;
CREATE TRIGGER entries_stay BEFORE DELETE ON entries BEGIN SELECT raise(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER entries_unchanged BEFORE UPDATE OF entry_number, entry_id, kind, payment_id, at, face, sealed ON entries BEGIN SELECT raise(ABORT, 'entries are never changed'); END;
CREATE TRIGGER entries_published_once BEFORE UPDATE OF published_at ON entries WHEN OLD.published_at IS NOT NULL BEGIN SELECT raise(ABORT, 'an entry is published once'); END;
CREATE TRIGGER spent_secrets_stay BEFORE DELETE ON spent_secrets BEGIN SELECT raise(ABORT, 'a spent secret stays spent'); END;
CREATE TRIGGER spent_secrets_unchanged BEFORE UPDATE ON spent_secrets BEGIN SELECT raise(ABORT, 'a spent secret stays spent'); END;
CREATE TRIGGER payments_stay BEFORE DELETE ON payments BEGIN SELECT raise(ABORT, 'payments are never deleted'); END;
CREATE TRIGGER payments_closed_stay_closed BEFORE UPDATE OF state ON payments WHEN OLD.state IN ('settled', 'ended') AND NEW.state <> OLD.state
  BEGIN SELECT raise(ABORT, 'a payment that is settled or ended stays so'); END;
CREATE TRIGGER holds_stay BEFORE DELETE ON holds BEGIN SELECT raise(ABORT, 'holds are never deleted'); END;
CREATE TRIGGER holds_unchanged BEFORE UPDATE OF hold_number, payment_id, account_id, amount, at ON holds BEGIN SELECT raise(ABORT, 'holds are only released'); END;
CREATE TRIGGER holds_released_once BEFORE UPDATE OF released_at ON holds WHEN OLD.released_at IS NOT NULL BEGIN SELECT raise(ABORT, 'a hold is released once'); END;
CREATE TRIGGER notices_stay BEFORE DELETE ON notices BEGIN SELECT raise(ABORT, 'notices are never deleted'); END;
CREATE TRIGGER notice_bytes_unchanged BEFORE UPDATE ON notice_bytes BEGIN SELECT raise(ABORT, 'a notice is made once'); END;
