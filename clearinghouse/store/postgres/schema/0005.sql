-- From here on sealed values may be packed (common/packing.ts): a program that knows only earlier versions could not open them.

-- A key stands as the first 8 bytes of its SHA-256 alone. Of two keys with one hash the payments themselves tell which carries which.
ALTER TABLE payment_keys RENAME TO payment_keys_before;
ALTER INDEX payment_keys_pkey RENAME TO payment_keys_before_pkey;
CREATE TABLE payment_keys (
  key_hash   bytea  NOT NULL CHECK (length(key_hash) = 8),
  payment_id bigint NOT NULL REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (key_hash, payment_id)
);
INSERT INTO payment_keys (key_hash, payment_id) SELECT DISTINCT substr(key_hash, 1, 8) AS key_hash, payment_id FROM payment_keys_before ORDER BY key_hash, payment_id;
DROP TABLE payment_keys_before;
