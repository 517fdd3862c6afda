-- Times are milliseconds since 1970; money is whole minor units within ±(2^53−1). "sealed" columns are AES-256-GCM (shared/sealing.ts).
-- The checks and triggers repeat the core's invariants: what the core never does, the database refuses.
-- Text that is ordered or is a key compares by its bytes (COLLATE "C"), wherever the server stands. Text that strangers write is only ever
-- indexed by a hash: a page of an index holds no value of more than 2,700 bytes, and a letter must be kept whatever stands in it.

CREATE TABLE meta (
  only_row       integer NOT NULL PRIMARY KEY CHECK (only_row = 1),
  schema_version integer NOT NULL CHECK (schema_version >= 1),
  store_id       text    NOT NULL,
  key_check      bytea   NOT NULL
);

-- Holds no row: whoever writes the journal or the board locks it, so that both have one order.
CREATE TABLE journal_turn (nothing integer);

-- How many there are of what has no gap in its numbers (sequences have gaps where a transaction was rolled back).
CREATE TABLE counters (
  name text COLLATE "C" NOT NULL PRIMARY KEY,
  last bigint NOT NULL CHECK (last >= 0)
);
INSERT INTO counters (name, last) VALUES ('letters', 0), ('instructions', 0), ('decisions', 0), ('transfers', 0), ('postings', 0), ('holds', 0), ('entries', 0), ('notices', 0), ('staff_tasks', 0);

-- Who has an account --------------------------------------------------------------------------------------------------------------------

CREATE TABLE parties (
  party_id            bigint  NOT NULL PRIMARY KEY,
  name                text    NOT NULL,
  folded_name         text COLLATE "C" NOT NULL,
  language            text    NOT NULL,
  opened_at           bigint  NOT NULL,
  suspended_at        bigint,
  balance_in_receipts boolean NOT NULL,
  face_alias          text,
  face_order_time     boolean NOT NULL,
  face_shop_name      boolean NOT NULL,
  face_disputes       boolean NOT NULL,
  fee                 json,
  statements          text    NOT NULL CHECK (statements IN ('on-request', 'monthly')),
  stated_until        text COLLATE "C" CHECK (stated_until ~ '^[0-9]{4}-[0-9]{2}$'),
  limits              json,
  -- By which roads a party pays (core/party.ts); NULL: by the plain ones.
  roads               json
);
CREATE INDEX parties_by_name ON parties USING hash (folded_name);
CREATE INDEX parties_stated ON parties (stated_until) WHERE statements = 'monthly';

CREATE TABLE addresses (
  address       text COLLATE "C" NOT NULL PRIMARY KEY,
  party_id      bigint NOT NULL REFERENCES parties (party_id),
  added_at      bigint NOT NULL,
  usable_from   bigint NOT NULL,
  proven_at     bigint,
  removed_at    bigint,
  undeliverable text
);
CREATE INDEX addresses_of_party ON addresses (party_id);

CREATE TABLE blocks (
  buyer_party    bigint NOT NULL REFERENCES parties (party_id),
  merchant_party bigint NOT NULL REFERENCES parties (party_id),
  at             bigint NOT NULL,
  PRIMARY KEY (buyer_party, merchant_party)
);
CREATE INDEX blocks_of_merchant ON blocks (merchant_party);

-- scope_hash, key_hash: the first 16 bytes of the SHA-256.
CREATE TABLE tallies (
  scope_hash bytea  NOT NULL CHECK (length(scope_hash) = 16),
  scope      text   NOT NULL,
  name       text COLLATE "C" NOT NULL,
  day        bigint NOT NULL,
  amount     bigint NOT NULL CHECK (amount BETWEEN -9007199254740991 AND 9007199254740991),
  PRIMARY KEY (scope_hash, day, name)
);

-- Letters -------------------------------------------------------------------------------------------------------------------------------

-- turn counts from 1; a letter that staff reopen is decided anew in its next turn. due_at: not to be claimed before (0: at once).
CREATE TABLE letters (
  letter_id        bigint  NOT NULL PRIMARY KEY,
  raw_sha256       bytea   NOT NULL CHECK (length(raw_sha256) = 32),
  size             bigint  NOT NULL CHECK (size >= 0),
  received_at      bigint  NOT NULL,
  kept_at          bigint  NOT NULL,
  intake           text    NOT NULL CHECK (intake IN ('imap', 'lmtp', 'smtp', 'file')),
  envelope_from    text,
  envelope_to      json    NOT NULL,
  client_address   text,
  helo             text,
  from_hint        text,
  message_id       text,
  recipients       json    NOT NULL,
  turn             bigint  NOT NULL DEFAULT 1 CHECK (turn >= 1),
  stage            text    NOT NULL DEFAULT 'unread' CHECK (stage IN ('unread', 'read', 'cleared')),
  attempts         bigint  NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  due_at           bigint  NOT NULL DEFAULT 0,
  put_back_reason  text,
  same_mail_hash   bytea   CHECK (length(same_mail_hash) = 16),
  disposition_kind text    CHECK (disposition_kind IN ('advanced', 'answered', 'recorded', 'nothing-new', 'refused', 'set-aside')),
  disposition_code text,
  CHECK ((stage = 'cleared') = (disposition_kind IS NOT NULL)),
  CHECK ((disposition_kind IS NULL) = (disposition_code IS NULL))
);
CREATE UNIQUE INDEX letters_once ON letters (raw_sha256);
CREATE INDEX letters_waiting ON letters (stage, received_at, letter_id) WHERE stage <> 'cleared';
CREATE INDEX letters_unread_from ON letters USING hash (from_hint) WHERE stage = 'unread';
CREATE INDEX letters_same_mail ON letters (same_mail_hash, letter_id) WHERE same_mail_hash IS NOT NULL;

CREATE TABLE letter_bytes (
  letter_id bigint NOT NULL PRIMARY KEY REFERENCES letters (letter_id),
  sealed    bytea  NOT NULL
);
-- Ciphertext does not get smaller.
ALTER TABLE letter_bytes ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- Where a mailbox keeps or kept the letter. A server that gives one UID to other bytes loses nothing: the place then means the later letter.
CREATE TABLE places (
  folder       text COLLATE "C" NOT NULL,
  uid_validity text COLLATE "C" NOT NULL,
  uid          bigint NOT NULL,
  letter_id    bigint NOT NULL REFERENCES letters (letter_id),
  PRIMARY KEY (folder, uid_validity, uid)
);
CREATE INDEX places_of_letter ON places (letter_id);

CREATE TABLE cursors (
  mailbox      text COLLATE "C" NOT NULL,
  folder       text COLLATE "C" NOT NULL,
  uid_validity text   NOT NULL,
  uid          bigint NOT NULL,
  PRIMARY KEY (mailbox, folder)
);

CREATE TABLE readings (
  letter_id bigint NOT NULL REFERENCES letters (letter_id),
  turn      bigint NOT NULL,
  sealed    bytea  NOT NULL,
  PRIMARY KEY (letter_id, turn)
);
ALTER TABLE readings ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- What was decided ----------------------------------------------------------------------------------------------------------------------

CREATE TABLE instructions (
  instruction_id bigint  NOT NULL PRIMARY KEY,
  at             bigint  NOT NULL,
  kind           text    NOT NULL,
  body           json    NOT NULL,
  not_before     bigint  NOT NULL,
  done           boolean NOT NULL DEFAULT false
);
CREATE INDEX instructions_open ON instructions (at, instruction_id) WHERE NOT done;
CREATE INDEX instructions_proof_late ON instructions ((body ->> 'entryId')) WHERE kind = 'proof-late';

CREATE TABLE payments (
  payment_id     bigint  NOT NULL PRIMARY KEY,
  reference      text COLLATE "C" NOT NULL,
  scheme         text    NOT NULL,
  scheme_version bigint  NOT NULL,
  state          text    NOT NULL
    CHECK (state IN ('awaiting-forward', 'awaiting-order', 'awaiting-roads', 'awaiting-funds', 'awaiting-answer', 'settled', 'ended')),
  opened_at      bigint  NOT NULL,
  buyer_party    bigint  REFERENCES parties (party_id),
  merchant_party bigint  REFERENCES parties (party_id),
  currency       text    CHECK (length(currency) = 3),
  total          bigint  CHECK (total BETWEEN 0 AND 9007199254740991),
  -- The buyer's order and their post on the board are both there, so an entry says it.
  posted         boolean NOT NULL,
  sealed         bytea   NOT NULL,
  CHECK ((currency IS NULL) = (total IS NULL)),
  CHECK (buyer_party <> merchant_party),
  CHECK (state NOT IN ('awaiting-roads', 'awaiting-funds', 'awaiting-answer', 'settled') OR (buyer_party IS NOT NULL AND merchant_party IS NOT NULL AND total IS NOT NULL))
);
CREATE UNIQUE INDEX payments_reference ON payments (reference);
CREATE INDEX payments_open ON payments (state, payment_id) WHERE state NOT IN ('settled', 'ended');
CREATE INDEX payments_of_buyer ON payments (buyer_party, payment_id);
CREATE INDEX payments_of_merchant ON payments (merchant_party, payment_id);

-- letter_id: the letter that it is about; ended_turn: the turn of that letter that it ended.
CREATE TABLE decisions (
  sequence         bigint NOT NULL PRIMARY KEY,
  at               bigint NOT NULL,
  seed             text   NOT NULL,
  input_kind       text   NOT NULL CHECK (input_kind IN ('letter', 'instruction', 'deadline')),
  letter_id        bigint REFERENCES letters (letter_id),
  ended_turn       bigint,
  instruction_id   bigint REFERENCES instructions (instruction_id),
  payment_id       bigint REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  deadline         text,
  deadline_at      bigint,
  disposition_kind text   NOT NULL CHECK (disposition_kind IN ('advanced', 'answered', 'recorded', 'nothing-new', 'refused', 'set-aside')),
  disposition_code text   NOT NULL,
  sealed           bytea  NOT NULL,
  CHECK (input_kind <> 'letter' OR (letter_id IS NOT NULL AND ended_turn IS NOT NULL)),
  CHECK ((input_kind = 'instruction') = (instruction_id IS NOT NULL)),
  CHECK ((input_kind = 'deadline') = (payment_id IS NOT NULL AND deadline IS NOT NULL AND deadline_at IS NOT NULL))
);
CREATE UNIQUE INDEX decisions_once_per_turn ON decisions (letter_id, ended_turn) WHERE letter_id IS NOT NULL;
CREATE UNIQUE INDEX decisions_once_per_instruction ON decisions (instruction_id) WHERE instruction_id IS NOT NULL;

CREATE TABLE decision_about (
  payment_id bigint NOT NULL REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  sequence   bigint NOT NULL REFERENCES decisions (sequence),
  PRIMARY KEY (payment_id, sequence)
);
CREATE INDEX decision_about_of_decision ON decision_about (sequence);

CREATE TABLE payment_keys (
  key_hash   bytea  NOT NULL CHECK (length(key_hash) = 16),
  payment_id bigint NOT NULL REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  key        text   NOT NULL,
  PRIMARY KEY (key_hash, payment_id)
);

-- A secret pays once: the row is written when the payment is settled, and a second one for the same buyer can't be.
CREATE TABLE spent_secrets (
  buyer_party bigint NOT NULL REFERENCES parties (party_id),
  digest      text COLLATE "C" NOT NULL,
  payment_id  bigint NOT NULL REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (buyer_party, digest)
);

CREATE TABLE deadlines (
  payment_id bigint NOT NULL REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  kind       text COLLATE "C" NOT NULL CHECK (kind IN ('tell-waiting', 'match', 'remind', 'answer', 'refund', 'dispute-merchant', 'dispute-staff')),
  at         bigint NOT NULL,
  PRIMARY KEY (payment_id, kind)
);
CREATE INDEX deadlines_in_order ON deadlines (at, payment_id, kind);

CREATE TABLE staff_tasks (
  task_number bigint NOT NULL PRIMARY KEY,
  task_id     text COLLATE "C" NOT NULL UNIQUE,
  code        text   NOT NULL,
  detail      text   NOT NULL,
  letter_id   bigint REFERENCES letters (letter_id),
  payment_id  bigint REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  at          bigint NOT NULL
);

-- Money ---------------------------------------------------------------------------------------------------------------------------------

CREATE TABLE accounts (
  account_id text COLLATE "C" NOT NULL PRIMARY KEY,
  party_id   bigint REFERENCES parties (party_id),
  currency   text   NOT NULL CHECK (length(currency) = 3),
  balance    bigint NOT NULL CHECK (balance BETWEEN -9007199254740991 AND 9007199254740991),
  held       bigint NOT NULL CHECK (held BETWEEN 0 AND 9007199254740991),
  floor      bigint CHECK (floor BETWEEN -9007199254740991 AND 9007199254740991),
  CHECK (floor IS NULL OR balance - held >= floor)
) WITH (fillfactor = 70);
CREATE INDEX accounts_of_party ON accounts (party_id);

CREATE TABLE transfers (
  transfer_number bigint NOT NULL PRIMARY KEY,
  transfer_id     text COLLATE "C" NOT NULL UNIQUE,
  sequence        bigint NOT NULL REFERENCES decisions (sequence),
  kind            text   NOT NULL CHECK (kind IN ('deposit', 'withdrawal', 'payment', 'refund', 'fee', 'collection')),
  currency        text   NOT NULL CHECK (length(currency) = 3),
  payment_id      bigint REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  at              bigint NOT NULL,
  reference       text   NOT NULL,
  booked_by       json   NOT NULL,
  CHECK ((kind IN ('payment', 'refund', 'fee')) = (payment_id IS NOT NULL))
);
CREATE UNIQUE INDEX transfers_once_per_payment ON transfers (payment_id, kind) WHERE kind IN ('payment', 'fee');
CREATE INDEX transfers_of_payment ON transfers (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX transfers_in_time ON transfers (at, transfer_number);

CREATE TABLE postings (
  posting_number  bigint NOT NULL PRIMARY KEY,
  transfer_number bigint NOT NULL REFERENCES transfers (transfer_number),
  account_id      text COLLATE "C" NOT NULL REFERENCES accounts (account_id),
  amount          bigint NOT NULL CHECK (amount BETWEEN -9007199254740991 AND 9007199254740991),
  balance_after   bigint NOT NULL CHECK (balance_after BETWEEN -9007199254740991 AND 9007199254740991)
);
CREATE INDEX postings_of_account ON postings (account_id, posting_number);
CREATE INDEX postings_of_transfer ON postings (transfer_number);

CREATE TABLE holds (
  hold_number bigint NOT NULL PRIMARY KEY,
  payment_id  bigint NOT NULL REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  account_id  text COLLATE "C" NOT NULL REFERENCES accounts (account_id),
  amount      bigint NOT NULL CHECK (amount BETWEEN 0 AND 9007199254740991),
  at          bigint NOT NULL,
  released_at bigint
);
CREATE UNIQUE INDEX holds_open ON holds (payment_id) WHERE released_at IS NULL;
CREATE INDEX holds_of_payment ON holds (payment_id);

-- Cards of printed settlement numbers -----------------------------------------------------------------------------------------------------------

-- issued_at: when the party was given it; NULL: printed, and never issued.
CREATE TABLE settlement_cards (
  card_id   text COLLATE "C" NOT NULL PRIMARY KEY CHECK (card_id <> ''),
  party_id  bigint NOT NULL REFERENCES parties (party_id),
  made_at   bigint NOT NULL,
  issued_at bigint,
  voided_at bigint,
  UNIQUE (card_id, party_id)
);
CREATE INDEX settlement_cards_of_party ON settlement_cards (party_id);

-- digest: what a number is compared by; NULL once the number is used or its card is void. issued: by it the same number is never printed twice for
-- one party, and one that was used is known again.
CREATE TABLE settlement_numbers (
  card_id  text COLLATE "C" NOT NULL,
  idx      bigint NOT NULL CHECK (idx >= 1),
  party_id bigint NOT NULL,
  digest   text   CHECK (digest <> ''),
  issued   text COLLATE "C" NOT NULL CHECK (issued <> ''),
  PRIMARY KEY (card_id, idx),
  UNIQUE (party_id, issued),
  FOREIGN KEY (card_id, party_id) REFERENCES settlement_cards (card_id, party_id)
);

-- What is told --------------------------------------------------------------------------------------------------------------------------

-- for_board false: made while the bank kept no board, never published.
-- face: the text of the face file; sealed: the details with their salts. Both are NULL once the entry is erased; the leaf stays.
CREATE TABLE entries (
  entry_number bigint  NOT NULL PRIMARY KEY,
  entry_id     text COLLATE "C" NOT NULL UNIQUE,
  kind         text COLLATE "C" NOT NULL CHECK (kind IN ('posted', 'accepted', 'settled', 'returned', 'refunded', 'disputed', 'dispute-closed', 'withdrawn')),
  payment_id   bigint  NOT NULL REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  at           bigint  NOT NULL,
  for_board    boolean NOT NULL,
  leaf         text    NOT NULL,
  face         json,
  sealed       bytea,
  published_at bigint,
  erased_at    bigint,
  CHECK ((erased_at IS NULL) = (face IS NOT NULL)),
  CHECK ((face IS NULL) = (sealed IS NULL)),
  CHECK (NOT for_board OR leaf <> ''),
  CHECK (for_board OR published_at IS NULL)
);
-- One of each kind for a payment; refunds may be in parts, and of withdrawals there is one for each entry: their id says which.
CREATE UNIQUE INDEX entries_once_per_kind ON entries (payment_id, (CASE WHEN kind IN ('withdrawn', 'refunded') THEN entry_id ELSE kind END));
CREATE INDEX entries_unpublished ON entries (entry_number) WHERE for_board AND published_at IS NULL;

CREATE TABLE notices (
  notice_number   bigint NOT NULL PRIMARY KEY,
  notice_id       text COLLATE "C" NOT NULL UNIQUE,
  sequence        bigint NOT NULL REFERENCES decisions (sequence),
  kind            text   NOT NULL,
  payment_id      bigint REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  letter_id       bigint REFERENCES letters (letter_id),
  waits_for_entry text COLLATE "C" REFERENCES entries (entry_id) DEFERRABLE INITIALLY DEFERRED,
  owed_at         bigint NOT NULL,
  status          text   NOT NULL DEFAULT 'owed' CHECK (status IN ('owed', 'made', 'sent', 'failed', 'bounced')),
  attempts        bigint NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  due_at          bigint NOT NULL DEFAULT 0,
  sent_at         bigint,
  detail          text,
  sealed          bytea  NOT NULL,
  CHECK ((status = 'owed' AND sent_at IS NULL) OR status <> 'owed')
);
CREATE INDEX notices_to_send ON notices (notice_number) WHERE status IN ('owed', 'made');
CREATE INDEX notices_of_payment ON notices (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX notices_of_entry ON notices (waits_for_entry) WHERE waits_for_entry IS NOT NULL;

CREATE TABLE notice_bytes (
  notice_number bigint NOT NULL PRIMARY KEY REFERENCES notices (notice_number),
  sha256        bytea  NOT NULL CHECK (length(sha256) = 32),
  sealed        bytea  NOT NULL
);
ALTER TABLE notice_bytes ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- The board -----------------------------------------------------------------------------------------------------------------------------

CREATE TABLE logs (
  log_number     bigint NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  origin         text COLLATE "C" NOT NULL UNIQUE CHECK (origin <> ''),
  keys           json   NOT NULL CHECK (json_array_length(keys) >= 1),
  state          text   NOT NULL CHECK (state IN ('next', 'active', 'ending', 'ended')),
  began_at       bigint NOT NULL,
  ended_at       bigint,
  retention      text   NOT NULL,
  assigned       bigint NOT NULL DEFAULT 0 CHECK (assigned >= 0),
  head_size      bigint CHECK (head_size BETWEEN 0 AND assigned),
  head_root      bytea  CHECK (length(head_root) = 32),
  head_signed_at bigint,
  head_note      bytea,
  published_size bigint NOT NULL DEFAULT 0 CHECK (published_size BETWEEN 0 AND coalesce(head_size, 0)),
  -- The log was given up: leaves from this index on were taken over from what is published.
  adopted_from   bigint CHECK (adopted_from BETWEEN 0 AND assigned),
  CHECK ((head_size IS NULL) = (head_root IS NULL) AND (head_size IS NULL) = (head_signed_at IS NULL) AND (head_size IS NULL) = (head_note IS NULL)),
  CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
  CHECK (state <> 'ended' OR published_size = assigned),
  CHECK (adopted_from IS NULL OR state = 'ended')
);
CREATE UNIQUE INDEX logs_one_open ON logs ((state IN ('active', 'ending'))) WHERE state IN ('active', 'ending');
CREATE UNIQUE INDEX logs_one_next ON logs (state) WHERE state = 'next';

-- Cosignatures of the head alone: witness is the name of the key, key_id its four bytes.
CREATE TABLE log_cosignatures (
  log_number bigint NOT NULL REFERENCES logs (log_number),
  witness    text COLLATE "C" NOT NULL,
  key_id     bytea  NOT NULL CHECK (length(key_id) = 4),
  line       text   NOT NULL,
  PRIMARY KEY (log_number, witness, key_id)
);

-- The places. A leaf without an entry is the log's own, about itself, or was taken over when the log was given up.
CREATE TABLE log_entries (
  log_number   bigint NOT NULL REFERENCES logs (log_number),
  idx          bigint NOT NULL CHECK (idx >= 0),
  leaf         bytea  NOT NULL CHECK (length(leaf) BETWEEN 1 AND 65535),
  entry_number bigint UNIQUE REFERENCES entries (entry_number),
  PRIMARY KEY (log_number, idx)
);

-- Face files that have to go; erased_at: when the file was gone.
CREATE TABLE erasures (
  log_number bigint NOT NULL,
  idx        bigint NOT NULL,
  asked_at   bigint NOT NULL,
  erased_at  bigint,
  PRIMARY KEY (log_number, idx),
  FOREIGN KEY (log_number, idx) REFERENCES log_entries (log_number, idx)
);
CREATE INDEX erasures_to_do ON erasures (log_number, idx) WHERE erased_at IS NULL;

CREATE TABLE leader (
  only_row integer NOT NULL PRIMARY KEY CHECK (only_row = 1),
  holder   text    NOT NULL,
  until    bigint  NOT NULL
);

-- What is written stays -----------------------------------------------------------------------------------------------------------------

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$;

CREATE TRIGGER letters_stay BEFORE DELETE ON letters FOR EACH ROW EXECUTE FUNCTION refuse('letters are never deleted');
CREATE TRIGGER letters_not_emptied BEFORE TRUNCATE ON letters EXECUTE FUNCTION refuse('letters are never deleted');
CREATE TRIGGER letters_bytes_stay BEFORE UPDATE OF letter_id, raw_sha256, size, kept_at ON letters FOR EACH ROW EXECUTE FUNCTION refuse('a letter is kept as it came');
CREATE TRIGGER letter_bytes_stay BEFORE UPDATE OR DELETE ON letter_bytes FOR EACH ROW EXECUTE FUNCTION refuse('a letter is kept as it came');
CREATE TRIGGER letter_bytes_not_emptied BEFORE TRUNCATE ON letter_bytes EXECUTE FUNCTION refuse('a letter is kept as it came');
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions FOR EACH ROW EXECUTE FUNCTION refuse('decisions are never deleted');
CREATE TRIGGER decisions_not_emptied BEFORE TRUNCATE ON decisions EXECUTE FUNCTION refuse('decisions are never deleted');
CREATE TRIGGER decisions_unchanged BEFORE UPDATE ON decisions FOR EACH ROW EXECUTE FUNCTION refuse('decisions are never changed');
CREATE TRIGGER decision_about_stay BEFORE DELETE ON decision_about FOR EACH ROW EXECUTE FUNCTION refuse('decisions are never deleted');
CREATE TRIGGER decision_about_not_emptied BEFORE TRUNCATE ON decision_about EXECUTE FUNCTION refuse('decisions are never deleted');
CREATE TRIGGER decision_about_unchanged BEFORE UPDATE ON decision_about FOR EACH ROW EXECUTE FUNCTION refuse('decisions are never changed');
CREATE TRIGGER instructions_stay BEFORE DELETE ON instructions FOR EACH ROW EXECUTE FUNCTION refuse('instructions are never deleted');
CREATE TRIGGER instructions_not_emptied BEFORE TRUNCATE ON instructions EXECUTE FUNCTION refuse('instructions are never deleted');
CREATE TRIGGER instructions_unchanged BEFORE UPDATE OF instruction_id, at, kind, body ON instructions FOR EACH ROW EXECUTE FUNCTION refuse('instructions are never changed');
CREATE TRIGGER transfers_stay BEFORE DELETE ON transfers FOR EACH ROW EXECUTE FUNCTION refuse('transfers are never deleted');
CREATE TRIGGER transfers_not_emptied BEFORE TRUNCATE ON transfers EXECUTE FUNCTION refuse('transfers are never deleted');
CREATE TRIGGER transfers_unchanged BEFORE UPDATE ON transfers FOR EACH ROW EXECUTE FUNCTION refuse('transfers are never changed');
CREATE TRIGGER postings_stay BEFORE DELETE ON postings FOR EACH ROW EXECUTE FUNCTION refuse('postings are never deleted');
CREATE TRIGGER postings_not_emptied BEFORE TRUNCATE ON postings EXECUTE FUNCTION refuse('postings are never deleted');
CREATE TRIGGER postings_unchanged BEFORE UPDATE ON postings FOR EACH ROW EXECUTE FUNCTION refuse('postings are never changed');
CREATE TRIGGER spent_secrets_stay BEFORE DELETE OR UPDATE ON spent_secrets FOR EACH ROW EXECUTE FUNCTION refuse('a spent secret stays spent');
CREATE TRIGGER spent_secrets_not_emptied BEFORE TRUNCATE ON spent_secrets EXECUTE FUNCTION refuse('a spent secret stays spent');
CREATE TRIGGER payments_stay BEFORE DELETE ON payments FOR EACH ROW EXECUTE FUNCTION refuse('payments are never deleted');
CREATE TRIGGER payments_not_emptied BEFORE TRUNCATE ON payments EXECUTE FUNCTION refuse('payments are never deleted');
CREATE TRIGGER payments_closed_stay_closed BEFORE UPDATE ON payments FOR EACH ROW
  WHEN (OLD.state IN ('settled', 'ended') AND NEW.state <> OLD.state) EXECUTE FUNCTION refuse('a payment that is settled or ended stays so');
CREATE TRIGGER holds_stay BEFORE DELETE ON holds FOR EACH ROW EXECUTE FUNCTION refuse('holds are never deleted');
CREATE TRIGGER holds_not_emptied BEFORE TRUNCATE ON holds EXECUTE FUNCTION refuse('holds are never deleted');
CREATE TRIGGER holds_unchanged BEFORE UPDATE OF hold_number, payment_id, account_id, amount, at ON holds FOR EACH ROW EXECUTE FUNCTION refuse('holds are only released');
CREATE TRIGGER holds_released_once BEFORE UPDATE ON holds FOR EACH ROW WHEN (OLD.released_at IS NOT NULL) EXECUTE FUNCTION refuse('a hold is released once');
CREATE TRIGGER notices_stay BEFORE DELETE ON notices FOR EACH ROW EXECUTE FUNCTION refuse('notices are never deleted');
CREATE TRIGGER notices_not_emptied BEFORE TRUNCATE ON notices EXECUTE FUNCTION refuse('notices are never deleted');
CREATE TRIGGER notice_bytes_unchanged BEFORE UPDATE ON notice_bytes FOR EACH ROW EXECUTE FUNCTION refuse('a notice is made once');

CREATE TRIGGER settlement_cards_stay BEFORE DELETE ON settlement_cards FOR EACH ROW EXECUTE FUNCTION refuse('cards are never deleted');
CREATE TRIGGER settlement_cards_not_emptied BEFORE TRUNCATE ON settlement_cards EXECUTE FUNCTION refuse('cards are never deleted');
CREATE TRIGGER settlement_cards_unchanged BEFORE UPDATE OF card_id, party_id, made_at ON settlement_cards FOR EACH ROW EXECUTE FUNCTION refuse('a card is kept as it was made');
CREATE TRIGGER settlement_cards_once BEFORE UPDATE ON settlement_cards FOR EACH ROW
  WHEN ((OLD.issued_at IS NOT NULL AND NEW.issued_at IS DISTINCT FROM OLD.issued_at) OR (OLD.voided_at IS NOT NULL AND NEW.voided_at IS DISTINCT FROM OLD.voided_at))
  EXECUTE FUNCTION refuse('a card is issued once, and stays void');
CREATE TRIGGER settlement_numbers_stay BEFORE DELETE ON settlement_numbers FOR EACH ROW EXECUTE FUNCTION refuse('settlement numbers are never deleted');
CREATE TRIGGER settlement_numbers_not_emptied BEFORE TRUNCATE ON settlement_numbers EXECUTE FUNCTION refuse('settlement numbers are never deleted');
CREATE TRIGGER settlement_numbers_unchanged BEFORE UPDATE OF card_id, idx, party_id, issued ON settlement_numbers FOR EACH ROW EXECUTE FUNCTION refuse('a settlement number is kept as it was printed');
CREATE TRIGGER settlement_numbers_only_erased BEFORE UPDATE ON settlement_numbers FOR EACH ROW
  WHEN (NEW.digest IS NOT NULL) EXECUTE FUNCTION refuse('the digest of a settlement number is only erased');

CREATE TRIGGER entries_stay BEFORE DELETE ON entries FOR EACH ROW EXECUTE FUNCTION refuse('entries are never deleted');
CREATE TRIGGER entries_not_emptied BEFORE TRUNCATE ON entries EXECUTE FUNCTION refuse('entries are never deleted');
CREATE TRIGGER entries_unchanged BEFORE UPDATE OF entry_number, entry_id, kind, payment_id, at, for_board, leaf ON entries FOR EACH ROW EXECUTE FUNCTION refuse('entries are never changed');
CREATE TRIGGER entries_erased_once BEFORE UPDATE OF face, sealed, erased_at ON entries FOR EACH ROW
  WHEN (OLD.erased_at IS NOT NULL OR NEW.erased_at IS NULL OR NEW.face IS NOT NULL OR NEW.sealed IS NOT NULL)
  EXECUTE FUNCTION refuse('entries are never changed: one is only erased, as a whole and for good');
CREATE TRIGGER entries_published_once BEFORE UPDATE OF published_at ON entries FOR EACH ROW
  WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION refuse('an entry is published once');

CREATE FUNCTION keep_notice_bytes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM notices JOIN entries ON entries.entry_id = notices.waits_for_entry WHERE notices.notice_number = OLD.notice_number AND entries.erased_at IS NOT NULL) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'what was sent is kept, unless it holds the salts of an entry that is erased';
END $$;
CREATE TRIGGER notice_bytes_stay BEFORE DELETE ON notice_bytes FOR EACH ROW EXECUTE FUNCTION keep_notice_bytes();
CREATE TRIGGER notice_bytes_not_emptied BEFORE TRUNCATE ON notice_bytes EXECUTE FUNCTION refuse('what was sent is kept');

CREATE TRIGGER logs_stay BEFORE DELETE ON logs FOR EACH ROW EXECUTE FUNCTION refuse('logs are never deleted');
CREATE TRIGGER logs_not_emptied BEFORE TRUNCATE ON logs EXECUTE FUNCTION refuse('logs are never deleted');
CREATE TRIGGER logs_unchanged BEFORE UPDATE OF log_number, origin, keys, began_at, retention ON logs FOR EACH ROW EXECUTE FUNCTION refuse('what a log has promised is never changed');
CREATE TRIGGER logs_go_forward BEFORE UPDATE ON logs FOR EACH ROW
  WHEN (NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('next', 'active'), ('active', 'ending'), ('ending', 'ended')))
  EXECUTE FUNCTION refuse('a log only goes from next to active, ending, ended');
-- Only places that no signed head covers may be taken back, and only by the end of the log: the check above makes it as long as what is published.
CREATE TRIGGER logs_never_shrink BEFORE UPDATE ON logs FOR EACH ROW
  WHEN ((NEW.assigned < OLD.assigned AND NOT (OLD.state = 'ending' AND NEW.state = 'ended' AND NEW.adopted_from IS NOT NULL)) OR NEW.published_size < OLD.published_size)
  EXECUTE FUNCTION refuse('a log never gets smaller');
CREATE TRIGGER logs_head_never_goes_back BEFORE UPDATE ON logs FOR EACH ROW
  WHEN (OLD.head_size IS NOT NULL AND (NEW.head_size IS NULL OR NEW.head_size < OLD.head_size OR NEW.head_signed_at < OLD.head_signed_at
    OR (NEW.head_size = OLD.head_size AND NEW.head_root IS DISTINCT FROM OLD.head_root)))
  EXECUTE FUNCTION refuse('a head never goes back, in size or time, and one size has one root');
CREATE TRIGGER logs_adopted_once BEFORE UPDATE OF adopted_from ON logs FOR EACH ROW WHEN (OLD.state <> 'ending') EXECUTE FUNCTION refuse('a log is given up once, by its end');

-- True where the log was given up and this place is behind its end.
CREATE FUNCTION is_taken_back(log bigint, place bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM logs WHERE logs.log_number = log AND logs.adopted_from IS NOT NULL AND place >= logs.assigned)
$$;
CREATE FUNCTION keep_place() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF is_taken_back(OLD.log_number, OLD.idx) THEN RETURN OLD; END IF;
  RAISE EXCEPTION '%', TG_ARGV[0];
END $$;
CREATE TRIGGER log_entries_stay BEFORE DELETE ON log_entries FOR EACH ROW EXECUTE FUNCTION keep_place('the entries of a log are never deleted');
CREATE TRIGGER log_entries_not_emptied BEFORE TRUNCATE ON log_entries EXECUTE FUNCTION refuse('the entries of a log are never deleted');
CREATE TRIGGER log_entries_unchanged BEFORE UPDATE ON log_entries FOR EACH ROW EXECUTE FUNCTION refuse('the entries of a log are never changed');
CREATE FUNCTION no_gap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW.idx <> (SELECT coalesce(max(idx), -1) + 1 FROM log_entries WHERE log_number = NEW.log_number) THEN
    RAISE EXCEPTION 'the indexes of a log have no gap';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER log_entries_gapless BEFORE INSERT ON log_entries FOR EACH ROW EXECUTE FUNCTION no_gap();

CREATE TRIGGER erasures_stay BEFORE DELETE ON erasures FOR EACH ROW EXECUTE FUNCTION keep_place('erasures are never forgotten');
CREATE TRIGGER erasures_not_emptied BEFORE TRUNCATE ON erasures EXECUTE FUNCTION refuse('erasures are never forgotten');
CREATE TRIGGER erasures_done_once BEFORE UPDATE ON erasures FOR EACH ROW
  WHEN (OLD.erased_at IS NOT NULL OR NEW.log_number <> OLD.log_number OR NEW.idx <> OLD.idx OR NEW.asked_at <> OLD.asked_at) EXECUTE FUNCTION refuse('an erasure is done once');

CREATE TRIGGER counters_stay BEFORE DELETE ON counters FOR EACH ROW EXECUTE FUNCTION refuse('counters are never deleted');
CREATE TRIGGER counters_not_emptied BEFORE TRUNCATE ON counters EXECUTE FUNCTION refuse('counters are never deleted');
CREATE TRIGGER counters_go_forward BEFORE UPDATE ON counters FOR EACH ROW WHEN (NEW.last < OLD.last OR NEW.name <> OLD.name) EXECUTE FUNCTION refuse('a counter only goes up');
