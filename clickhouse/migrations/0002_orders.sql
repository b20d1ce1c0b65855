-- Facts about attributed orders and their commissions, delivered from PostgreSQL's outbox. Append-only: a late fact is
-- a new row that names the order's own instant, so a closed day is reopened by it and never edited.
-- README.md says which columns each event carries and which question each table answers.

CREATE TABLE IF NOT EXISTS order_events {{on_cluster}}
(
    event_id      String,
    event         Enum8('placed' = 1, 'paid' = 2, 'completed' = 3, 'refunded' = 4, 'settled' = 5),
    brand_id      LowCardinality(String),
    campaign_id   LowCardinality(String),
    deal_id       LowCardinality(String),
    kol_id        LowCardinality(String),
    link_id       String,
    conversion_id String,
    order_id      String,
    customer_id   String,
    -- +1 when the order reaches the event, 0 when only its amount changes, -1 when it is taken back in full.
    orders        Int8,
    -- Minor units of `currency`.
    amount        Int64,
    currency      LowCardinality(String),
    -- The order's own instant: what reports bucket by.
    order_at      DateTime64(3, 'UTC'),
    -- When this event happened.
    at            DateTime64(3, 'UTC'),
    -- "What did this KOL's deal bring?" asks without a brand, skips the granules of other campaigns.
    INDEX deal deal_id TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = {{engine:MergeTree}}
-- By the order's month, because every report asks for a period of orders, a late event lands beside its order.
PARTITION BY toYYYYMM(order_at)
ORDER BY (brand_id, campaign_id, order_at, event_id)
-- A batch that is sent again after a crash counts once: its token is remembered for the last 10,000 blocks (on a
-- cluster for a week too, because the default hour is shorter than an outage). Acknowledged means on disk.
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000,
    replicated_deduplication_window_seconds = 604800, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS commission_events {{on_cluster}}
(
    event_id      String,
    event         Enum8('accrued' = 1, 'reversed' = 2, 'released' = 3, 'in_payout' = 4, 'paid' = 5, 'clawed_back' = 6, 'refused' = 7),
    brand_id      LowCardinality(String),
    campaign_id   LowCardinality(String),
    deal_id       LowCardinality(String),
    kol_id        LowCardinality(String),
    link_id       String,
    commission_id String,
    conversion_id String,
    order_id      String,
    -- Minor units of `currency`, >= 0, `event` says the direction.
    amount        Int64,
    -- What the event adds to the cost of settled orders: released, less what refunds take back afterwards.
    settled_delta Int64 DEFAULT 0,
    currency      LowCardinality(String),
    order_at      DateTime64(3, 'UTC'),
    at            DateTime64(3, 'UTC'),
    -- "What did this KOL's deal bring?" asks without a brand, skips the granules of other campaigns.
    INDEX deal deal_id TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = {{engine:MergeTree}}
PARTITION BY toYYYYMM(order_at)
ORDER BY (brand_id, campaign_id, order_at, event_id)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000,
    replicated_deduplication_window_seconds = 604800, fsync_after_insert = 1, fsync_part_directory = 1;
