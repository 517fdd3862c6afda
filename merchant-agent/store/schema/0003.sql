-- A letter that waits to be proved is told of once, however often it is tried.

ALTER TABLE letters ADD COLUMN told_at INTEGER;
