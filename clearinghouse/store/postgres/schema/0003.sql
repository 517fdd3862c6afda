-- What decisions were made under (core/context.ts `rulesText`), so that they can be made again: bank and policy as they stood in the configuration.
-- Each text is kept once, however many decisions were made under it. A decision of an earlier version has none.

CREATE TABLE rulebooks (
  rulebook_id bigint NOT NULL PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  sha256      bytea  NOT NULL UNIQUE CHECK (length(sha256) = 32),
  body        json   NOT NULL
);

ALTER TABLE decisions ADD COLUMN rulebook_id bigint REFERENCES rulebooks (rulebook_id);

CREATE TRIGGER rulebooks_stay BEFORE DELETE ON rulebooks FOR EACH ROW EXECUTE FUNCTION refuse('rulebooks are never deleted');
CREATE TRIGGER rulebooks_not_emptied BEFORE TRUNCATE ON rulebooks EXECUTE FUNCTION refuse('rulebooks are never deleted');
CREATE TRIGGER rulebooks_unchanged BEFORE UPDATE ON rulebooks FOR EACH ROW EXECUTE FUNCTION refuse('rulebooks are never changed');
