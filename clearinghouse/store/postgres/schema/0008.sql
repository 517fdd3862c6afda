-- Letters that are read and wait, by who wrote them: a working set has those of its own people alone, however many others wait.
CREATE INDEX letters_read_from ON letters USING hash (from_hint) WHERE stage = 'read';
