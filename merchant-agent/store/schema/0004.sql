-- Since when the clock is not believed for erasing: it jumped.

ALTER TABLE meta ADD COLUMN doubted_at INTEGER;
