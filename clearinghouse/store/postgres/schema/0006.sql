-- Since when reading a letter fails: the first failed try since it came, or was reopened. NULL: nobody has tried in vain. For four hours from then it holds back
-- others (core/waiting.ts). Letters that wait while this is added begin anew.
ALTER TABLE letters ADD COLUMN failed_since bigint;
