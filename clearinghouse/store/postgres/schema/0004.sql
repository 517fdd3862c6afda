-- What staff look at costs as much as what they see, however long the books are.

DROP INDEX payments_open;
CREATE INDEX payments_by_state ON payments (state, payment_id);
CREATE INDEX notices_gone_wrong ON notices (status, notice_number) WHERE status IN ('failed', 'bounced');
CREATE INDEX letters_by_disposition ON letters (disposition_kind, letter_id);
CREATE INDEX accounts_holding ON accounts (currency, held) WHERE held > 0 AND party_id IS NOT NULL;
CREATE INDEX parties_with_roads ON parties (party_id) WHERE roads IS NOT NULL;
