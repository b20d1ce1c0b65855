-- What shops' pages report of visitors whom a KOL brought, as the tracker's second spool ships it. README.md says which
-- question the table answers, and what must never be read from it.

CREATE TABLE IF NOT EXISTS site_events {{on_cluster}}
(
    -- The page's own: a beacon that a browser sent twice counts once by uniqExact.
    event_id    String,
    event       Enum8('view' = 1, 'cart' = 2, 'order' = 3),
    -- When the tracker received it.
    at          DateTime64(3, 'UTC'),
    -- Of the newest touch.
    brand_id    LowCardinality(String),
    campaign_id LowCardinality(String),
    deal_id     LowCardinality(String),
    kol_id      LowCardinality(String),
    link_id     String,
    -- Click ids, oldest first.
    touches     Array(String),
    visitor     String,
    -- Not a bot.
    counted     Bool,
    origin      LowCardinality(String),
    page        String,
    -- Unconfirmed, like everything here.
    order_id    String,
    -- Minor units of `currency`.
    amount      Int64,
    currency    LowCardinality(String),
    skus        Array(String),
    quantities  Array(UInt32),
    -- A KOL asks without knowing the brand.
    INDEX by_kol kol_id TYPE bloom_filter GRANULARITY 1,
    INDEX by_deal deal_id TYPE bloom_filter GRANULARITY 1
)
ENGINE = {{engine:MergeTree}}
PARTITION BY toYYYYMM(at)
ORDER BY (brand_id, campaign_id, at, event_id)
-- A segment that is sent again after a crash counts once. Acknowledged means on disk.
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000,
    replicated_deduplication_window_seconds = 604800, fsync_after_insert = 1, fsync_part_directory = 1;
