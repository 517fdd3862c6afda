-- Personal data goes when its time is over (retention.ts); what is erased is marked, so that it is looked at once.

ALTER TABLE meta ADD COLUMN erasure_at INTEGER;
ALTER TABLE orders ADD COLUMN erased_at INTEGER;
ALTER TABLE letters ADD COLUMN erased_at INTEGER;
ALTER TABLE outbox ADD COLUMN erased_at INTEGER;
ALTER TABLE tellings ADD COLUMN erased_at INTEGER;
CREATE INDEX orders_kept ON orders (since) WHERE erased_at IS NULL;
CREATE INDEX letters_kept ON letters (kept_at) WHERE erased_at IS NULL;
CREATE INDEX outbox_kept ON outbox (made_at) WHERE erased_at IS NULL;
CREATE INDEX tellings_kept ON tellings (made_at) WHERE erased_at IS NULL;
CREATE INDEX events_kept ON events (at) WHERE detail <> '';

-- History stays as it is, but for words that are erased.
DROP TRIGGER events_fixed;
CREATE TRIGGER events_fixed BEFORE UPDATE ON events
WHEN NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at OR NEW.order_id IS NOT OLD.order_id OR NEW.letter_id IS NOT OLD.letter_id OR NEW.kind IS NOT OLD.kind OR NEW.detail <> ''
BEGIN SELECT RAISE(ABORT, 'history is never changed'); END;
