-- Further roads: by which of them a party pays, cards of printed settlement numbers, payments that wait for a cheque or a post. SQLite can't change
-- a CHECK, so the table of payments is made anew; what refers to it is whole again before COMMIT.

PRAGMA defer_foreign_keys = ON;

-- By which roads a party pays (core/party.ts); NULL: by the plain ones.
ALTER TABLE parties ADD COLUMN roads TEXT CHECK (json_valid(roads));

-- Payments ------------------------------------------------------------------------------------------------------------------------------------

-- Dropping and filling looks, for each payment, through all that refers to it: these four had no index for that, and need none afterwards.
CREATE INDEX decisions_while_moved ON decisions (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX payment_keys_while_moved ON payment_keys (payment_id);
CREATE INDEX spent_secrets_while_moved ON spent_secrets (payment_id);
CREATE INDEX staff_tasks_while_moved ON staff_tasks (payment_id) WHERE payment_id IS NOT NULL;

CREATE TABLE payments_before AS
  SELECT payment_id, reference, scheme, scheme_version, state, opened_at, buyer_party, merchant_party, currency, total, sealed FROM payments;
DROP TABLE payments;

-- posted: the buyer's order and their post on the board are both there, so an entry says it.
CREATE TABLE payments (
  payment_id     INTEGER NOT NULL PRIMARY KEY,
  reference      TEXT    NOT NULL,
  scheme         TEXT    NOT NULL,
  scheme_version INTEGER NOT NULL,
  state          TEXT    NOT NULL
    CHECK (state IN ('awaiting-forward', 'awaiting-order', 'awaiting-roads', 'awaiting-funds', 'awaiting-answer', 'settled', 'ended')),
  opened_at      INTEGER NOT NULL,
  buyer_party    INTEGER REFERENCES parties (party_id),
  merchant_party INTEGER REFERENCES parties (party_id),
  currency       TEXT    CHECK (length(currency) = 3),
  total          INTEGER CHECK (total BETWEEN 0 AND 9007199254740991),
  posted         INTEGER NOT NULL CHECK (posted IN (0, 1)),
  sealed         BLOB    NOT NULL,
  CHECK ((currency IS NULL) = (total IS NULL)),
  CHECK (buyer_party <> merchant_party),
  CHECK (state NOT IN ('awaiting-roads', 'awaiting-funds', 'awaiting-answer', 'settled') OR (buyer_party IS NOT NULL AND merchant_party IS NOT NULL AND total IS NOT NULL))
) STRICT;
INSERT INTO payments (payment_id, reference, scheme, scheme_version, state, opened_at, buyer_party, merchant_party, currency, total, posted, sealed)
  SELECT payment_id, reference, scheme, scheme_version, state, opened_at, buyer_party, merchant_party, currency, total, 0, sealed FROM payments_before ORDER BY payment_id;
DROP TABLE payments_before;

DROP INDEX decisions_while_moved;
DROP INDEX payment_keys_while_moved;
DROP INDEX spent_secrets_while_moved;
DROP INDEX staff_tasks_while_moved;

CREATE UNIQUE INDEX payments_reference ON payments (reference);
CREATE INDEX payments_open ON payments (state, payment_id) WHERE state NOT IN ('settled', 'ended');
CREATE INDEX payments_of_buyer ON payments (buyer_party, payment_id);
CREATE INDEX payments_of_merchant ON payments (merchant_party, payment_id);

CREATE TRIGGER payments_stay BEFORE DELETE ON payments BEGIN SELECT raise(ABORT, 'payments are never deleted'); END;
CREATE TRIGGER payments_closed_stay_closed BEFORE UPDATE OF state ON payments WHEN OLD.state IN ('settled', 'ended') AND NEW.state <> OLD.state
  BEGIN SELECT raise(ABORT, 'a payment that is settled or ended stays so'); END;

-- Cards of printed settlement numbers -----------------------------------------------------------------------------------------------------------

-- issued_at: when the party was given it; NULL: printed, and never issued.
CREATE TABLE settlement_cards (
  card_id   TEXT    NOT NULL PRIMARY KEY CHECK (card_id <> ''),
  party_id  INTEGER NOT NULL REFERENCES parties (party_id),
  made_at   INTEGER NOT NULL,
  issued_at INTEGER,
  voided_at INTEGER,
  UNIQUE (card_id, party_id)
) STRICT;
CREATE INDEX settlement_cards_of_party ON settlement_cards (party_id);

-- digest: what a number is compared by; NULL once the number is used or its card is void. issued: by it the same number is never printed twice for
-- one party, and one that was used is known again. A table with rowids, filled at its end and with an `issued` in each row: so no row is ever moved
-- to another page, where an older copy of an erased digest could be left.
CREATE TABLE settlement_numbers (
  card_id  TEXT    NOT NULL,
  idx      INTEGER NOT NULL CHECK (idx >= 1),
  party_id INTEGER NOT NULL,
  digest   TEXT    CHECK (digest <> ''),
  issued   TEXT    NOT NULL CHECK (issued <> ''),
  PRIMARY KEY (card_id, idx),
  UNIQUE (party_id, issued),
  FOREIGN KEY (card_id, party_id) REFERENCES settlement_cards (card_id, party_id)
) STRICT;

CREATE TRIGGER settlement_cards_stay BEFORE DELETE ON settlement_cards BEGIN SELECT raise(ABORT, 'cards are never deleted'); END;
CREATE TRIGGER settlement_cards_unchanged BEFORE UPDATE OF card_id, party_id, made_at ON settlement_cards BEGIN SELECT raise(ABORT, 'a card is kept as it was made'); END;
CREATE TRIGGER settlement_cards_once BEFORE UPDATE OF issued_at, voided_at ON settlement_cards
  WHEN (OLD.issued_at IS NOT NULL AND NEW.issued_at IS NOT OLD.issued_at) OR (OLD.voided_at IS NOT NULL AND NEW.voided_at IS NOT OLD.voided_at)
  BEGIN SELECT raise(ABORT, 'a card is issued once, and stays void'); END;
CREATE TRIGGER settlement_numbers_stay BEFORE DELETE ON settlement_numbers BEGIN SELECT raise(ABORT, 'settlement numbers are never deleted'); END;
CREATE TRIGGER settlement_numbers_unchanged BEFORE UPDATE OF card_id, idx, party_id, issued ON settlement_numbers BEGIN SELECT raise(ABORT, 'a settlement number is kept as it was printed'); END;
CREATE TRIGGER settlement_numbers_only_erased BEFORE UPDATE OF digest ON settlement_numbers WHEN NEW.digest IS NOT NULL
  BEGIN SELECT raise(ABORT, 'the digest of a settlement number is only erased'); END;
