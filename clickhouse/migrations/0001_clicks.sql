-- Clicks as the tracker's spool ships them, one row per request that a live link answered. README.md says which
-- question the table answers.

CREATE TABLE IF NOT EXISTS clicks {{on_cluster}}
(
    -- The click token.
    click_id      String,
    at            DateTime64(3, 'UTC'),
    brand_id      LowCardinality(String),
    campaign_id   LowCardinality(String),
    deal_id       LowCardinality(String),
    kol_id        LowCardinality(String),
    link_id       String,
    visitor       String,
    network_hash  String,
    kind          Enum8('click' = 1, 'head' = 2, 'prefetch' = 3, 'bot' = 4, 'datacentre' = 5),
    -- Somebody clicked.
    counted       Bool,
    -- The same visitor on the same link within half an hour before.
    repeat        Bool,
    -- Name of the link's route that was taken, '' for its own destination.
    route         LowCardinality(String),
    device        LowCardinality(String),
    in_app        LowCardinality(String),
    referrer_host LowCardinality(String),
    language      LowCardinality(String),
    country       LowCardinality(String),
    -- not_required, given, withheld
    consent       LowCardinality(String),
    -- A KOL asks without knowing the brand.
    INDEX by_kol kol_id TYPE bloom_filter GRANULARITY 1,
    INDEX by_deal deal_id TYPE bloom_filter GRANULARITY 1
)
ENGINE = {{engine:MergeTree}}
PARTITION BY toYYYYMM(at)
ORDER BY (brand_id, campaign_id, at, click_id)
-- A segment that is sent again after a crash counts once. Acknowledged means on disk.
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000,
    replicated_deduplication_window_seconds = 604800, fsync_after_insert = 1, fsync_part_directory = 1;
