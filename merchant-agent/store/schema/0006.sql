-- What servers answered of mails and tellings that were erased: it was left behind, and may name the customer.

UPDATE outbox SET reply = '' WHERE erased_at IS NOT NULL AND reply <> '';
UPDATE tellings SET reply = '' WHERE erased_at IS NOT NULL AND reply <> '';
