-- The click that won an order is looked for among all of a brand's: eight bytes to compare instead of a token's 44.

ALTER TABLE clicks {{on_cluster}} ADD COLUMN IF NOT EXISTS click_key UInt64 MATERIALIZED sipHash64(click_id);

ALTER TABLE clicks {{on_cluster}} MATERIALIZE COLUMN click_key;
