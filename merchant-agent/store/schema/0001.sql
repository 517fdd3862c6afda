-- The shop's own records. Times are milliseconds since 1970 in UTC; amounts whole minor units. `sealed` columns are AES-256-GCM (sealing.ts).

CREATE TABLE meta (
  only_row       INTEGER PRIMARY KEY CHECK (only_row = 1),
  schema_version INTEGER NOT NULL CHECK (schema_version > 0),
  key_check      BLOB NOT NULL,
  -- From when on mails are looked at.
  began_at       INTEGER NOT NULL,
  -- The first number of the invoice sequence.
  invoice_start  INTEGER NOT NULL CHECK (invoice_start >= 1)
) STRICT;

CREATE TABLE cursors (
  mailbox      TEXT NOT NULL,
  folder       TEXT NOT NULL,
  uid_validity TEXT NOT NULL,
  uid          INTEGER NOT NULL CHECK (uid >= 0),
  PRIMARY KEY (mailbox, folder)
) STRICT, WITHOUT ROWID;

-- Mails of interest, as they came.
CREATE TABLE letters (
  id          INTEGER PRIMARY KEY,
  sha256      TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  received_at INTEGER NOT NULL,
  kept_at     INTEGER NOT NULL,
  intake      TEXT NOT NULL CHECK (intake IN ('imap', 'lmtp')),
  sealed      BLOB NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'set-aside')),
  -- What came of it; null while it waits.
  outcome     TEXT,
  order_id    INTEGER REFERENCES orders (id),
  tries       INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
  next_try_at INTEGER NOT NULL,
  CHECK ((state = 'waiting') = (outcome IS NULL))
) STRICT;
CREATE INDEX letters_waiting ON letters (next_try_at) WHERE state = 'waiting';

CREATE TABLE orders (
  id            INTEGER PRIMARY KEY,
  -- The same mail by two ways is one order.
  identity      TEXT NOT NULL UNIQUE,
  letter_id     INTEGER NOT NULL UNIQUE REFERENCES letters (id),
  buyer         TEXT NOT NULL,
  message_id    TEXT,
  -- Keyed digests of the password, so that a second order under it is noticed.
  secret        TEXT,
  received_at   INTEGER NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('read', 'draft', 'forwarding', 'forwarded', 'paid', 'shipped', 'ended', 'dropped')),
  since         INTEGER NOT NULL,
  -- Reason of a draft or of an end.
  reason        TEXT,
  code          TEXT,
  -- How many drafts were written; the last one is the one that can be answered.
  drafts        INTEGER NOT NULL DEFAULT 0 CHECK (drafts >= 0),
  invoice       INTEGER REFERENCES invoices (counter),
  reference     TEXT,
  suspicious    INTEGER NOT NULL DEFAULT 0 CHECK (suspicious >= 0),
  -- What was read of it and how it is priced.
  sealed        BLOB NOT NULL,
  CHECK ((state IN ('draft', 'ended')) = (reason IS NOT NULL)),
  CHECK (state <> 'draft' OR drafts > 0),
  CHECK (state NOT IN ('forwarding', 'forwarded', 'paid', 'shipped') OR invoice IS NOT NULL),
  CHECK (state NOT IN ('paid', 'shipped') OR reference IS NOT NULL)
) STRICT;
CREATE INDEX orders_by_state ON orders (state);
CREATE INDEX orders_by_buyer ON orders (buyer);

-- The gapless sequence: a row for every number, for good.
CREATE TABLE invoices (
  counter     INTEGER PRIMARY KEY CHECK (counter >= 1),
  number      TEXT NOT NULL UNIQUE,
  order_id    INTEGER NOT NULL REFERENCES orders (id),
  currency    TEXT NOT NULL CHECK (length(currency) = 3),
  total_minor INTEGER NOT NULL CHECK (total_minor BETWEEN 1 AND 9007199254740991),
  made_at     INTEGER NOT NULL,
  -- Of the forward that claims it; without angle brackets.
  message_id  TEXT NOT NULL UNIQUE,
  state       TEXT NOT NULL CHECK (state IN ('standing', 'void')),
  void_reason TEXT,
  sealed      BLOB NOT NULL,
  CHECK ((state = 'void') = (void_reason IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX invoices_standing ON invoices (order_id) WHERE state = 'standing';
CREATE TRIGGER invoices_gapless BEFORE INSERT ON invoices
WHEN NEW.counter <> coalesce((SELECT max(counter) + 1 FROM invoices), (SELECT invoice_start FROM meta))
BEGIN SELECT RAISE(ABORT, 'an invoice number out of sequence'); END;
CREATE TRIGGER invoices_kept BEFORE DELETE ON invoices BEGIN SELECT RAISE(ABORT, 'invoices are never deleted'); END;
CREATE TRIGGER invoices_fixed BEFORE UPDATE OF counter, number, order_id, currency, total_minor, made_at, message_id, sealed ON invoices
BEGIN SELECT RAISE(ABORT, 'an invoice is never changed'); END;

-- Mails that the agent owes somebody: bytes made once, sent until they are taken.
CREATE TABLE outbox (
  id          INTEGER PRIMARY KEY,
  message_id  TEXT NOT NULL UNIQUE,
  purpose     TEXT NOT NULL CHECK (purpose IN ('forward', 'draft', 'answer', 'ship', 'tell')),
  order_id    INTEGER REFERENCES orders (id),
  mail_from   TEXT NOT NULL,
  rcpt_to     TEXT NOT NULL,
  sealed      BLOB NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'dead')),
  attempts    INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  next_try_at INTEGER NOT NULL,
  made_at     INTEGER NOT NULL,
  ended_at    INTEGER,
  reply       TEXT NOT NULL DEFAULT '',
  CHECK ((state = 'waiting') = (ended_at IS NULL))
) STRICT;
CREATE INDEX outbox_due ON outbox (next_try_at) WHERE state = 'waiting';

-- What else tells of a paid order: the line in orders.csv, the webhook.
CREATE TABLE tellings (
  id          INTEGER PRIMARY KEY,
  order_id    INTEGER NOT NULL REFERENCES orders (id),
  kind        TEXT NOT NULL CHECK (kind IN ('csv', 'webhook')),
  -- The same for every try of one telling.
  key         TEXT NOT NULL UNIQUE,
  state       TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'dead')),
  attempts    INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  next_try_at INTEGER NOT NULL,
  made_at     INTEGER NOT NULL,
  ended_at    INTEGER,
  reply       TEXT NOT NULL DEFAULT '',
  sealed      BLOB NOT NULL,
  UNIQUE (order_id, kind),
  CHECK ((state = 'waiting') = (ended_at IS NULL))
) STRICT;
CREATE INDEX tellings_due ON tellings (next_try_at) WHERE state = 'waiting';

-- What happened, in order; never changed.
CREATE TABLE events (
  id        INTEGER PRIMARY KEY,
  at        INTEGER NOT NULL,
  order_id  INTEGER REFERENCES orders (id),
  letter_id INTEGER REFERENCES letters (id),
  kind      TEXT NOT NULL,
  detail    TEXT NOT NULL
) STRICT;
CREATE INDEX events_by_order ON events (order_id, id);
CREATE TRIGGER events_fixed BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'history is never changed'); END;
CREATE TRIGGER events_kept BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
