-- What was in an order, whom it came from and by which touch: arrays beside the row's own amount, so that a line costs
-- no row and no join, and queries that do not ask for them do not read them. README.md says which event carries what.

ALTER TABLE order_events {{on_cluster}}
    -- placed: 1 a customer's first order, 0 not, -1 nobody can tell.
    ADD COLUMN IF NOT EXISTS new_customer Int8 DEFAULT -1,
    -- placed: the click token of the touch that this deal earned by, or its code.
    ADD COLUMN IF NOT EXISTS click_id String,
    ADD COLUMN IF NOT EXISTS code LowCardinality(String),
    -- placed, refunded: parallel arrays; the amounts sum to `amount`.
    ADD COLUMN IF NOT EXISTS line_skus Array(String),
    ADD COLUMN IF NOT EXISTS line_categories Array(LowCardinality(String)),
    ADD COLUMN IF NOT EXISTS line_quantities Array(UInt32),
    ADD COLUMN IF NOT EXISTS line_amounts Array(Int64);
