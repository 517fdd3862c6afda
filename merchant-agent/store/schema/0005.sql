-- How often a letter brought its reader or the program down, apart from how often it waited for DNS.

ALTER TABLE letters ADD COLUMN crashes INTEGER NOT NULL DEFAULT 0 CHECK (crashes >= 0);
