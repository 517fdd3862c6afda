-- How often the reader crashed on a letter since it came, or was reopened. attempts counts the claims beside: one that nobody ended (the process was killed) says
-- nothing of the letter.
ALTER TABLE letters ADD COLUMN crashes INTEGER NOT NULL DEFAULT 0 CHECK (crashes >= 0);
