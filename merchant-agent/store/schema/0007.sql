-- How often the process ended while the order was priced: else it would end there at every start.

ALTER TABLE orders ADD COLUMN crashes INTEGER NOT NULL DEFAULT 0 CHECK (crashes >= 0);
