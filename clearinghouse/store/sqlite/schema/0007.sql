-- From here on sealed values may be packed (common/packing.ts): a program that knows only earlier versions could not open them.

-- A key stands as the first 8 bytes of its SHA-256: so all keys of the books take half the pages, and each of them may lie on any page. Of two keys with
-- one hash the payments themselves tell which carries which.
ALTER TABLE payment_keys RENAME TO payment_keys_before;
CREATE TABLE payment_keys (
  key_hash   BLOB    NOT NULL CHECK (length(key_hash) = 8),
  payment_id INTEGER NOT NULL REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (key_hash, payment_id)
) STRICT, WITHOUT ROWID;
INSERT INTO payment_keys (key_hash, payment_id) SELECT DISTINCT hash_of_key(key) AS key_hash, payment_id FROM payment_keys_before ORDER BY key_hash, payment_id;
DROP TABLE payment_keys_before;
