-- What customers touched before they ordered, delivered from PostgreSQL's outbox with the order: one row per touch that
-- the decision considered, those that earned nothing too. README.md says which question the table answers.

CREATE TABLE IF NOT EXISTS order_touches {{on_cluster}}
(
    brand_id      LowCardinality(String),
    campaign_id   LowCardinality(String),
    deal_id       LowCardinality(String),
    kol_id        LowCardinality(String),
    -- '' for a code.
    link_id       String,
    kind          Enum8('click' = 1, 'code' = 2),
    -- The click token, or the code.
    click_id      String,
    touch_at      DateTime64(3, 'UTC'),
    -- 0 for the oldest of its order.
    place         UInt16,
    verdict       LowCardinality(String),
    -- What pay gave it: basis points of the order, all touches of an attributed order sum to 10,000.
    share_bp      UInt16,
    conversion_id String,
    order_id      String,
    customer_id   String,
    -- The order's, minor units of `currency`: the same in every row of it.
    amount        Int64,
    currency      LowCardinality(String),
    order_at      DateTime64(3, 'UTC')
)
ENGINE = {{engine:MergeTree}}
PARTITION BY toYYYYMM(order_at)
ORDER BY (brand_id, order_at, conversion_id, place)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000,
    replicated_deduplication_window_seconds = 604800, fsync_after_insert = 1, fsync_part_directory = 1;
