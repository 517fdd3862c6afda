-- What decisions were made under (core/context.ts `rulesText`), so that they can be made again: bank and policy as they stood in the configuration.
-- Each text is kept once, however many decisions were made under it. A decision of an earlier version has none.

CREATE TABLE rulebooks (
  rulebook_id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  sha256      BLOB    NOT NULL UNIQUE CHECK (length(sha256) = 32),
  body        TEXT    NOT NULL CHECK (json_valid(body))
) STRICT;

ALTER TABLE decisions ADD COLUMN rulebook_id INTEGER REFERENCES rulebooks (rulebook_id);

CREATE TRIGGER rulebooks_stay BEFORE DELETE ON rulebooks BEGIN SELECT raise(ABORT, 'rulebooks are never deleted'); END;
CREATE TRIGGER rulebooks_unchanged BEFORE UPDATE ON rulebooks BEGIN SELECT raise(ABORT, 'rulebooks are never changed'); END;
