-- Letters that are read and wait, by who wrote them: a working set has those of its own people alone, however many others wait.
CREATE INDEX letters_read_from ON letters (from_hint, received_at, letter_id) WHERE stage = 'read';
