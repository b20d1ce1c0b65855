-- Clicks rolled up to quarters of an hour, in which every time zone's days and hours begin. README.md says which question
-- the table answers.

-- What a request counts as, said once: the rollup sums these, and so does every report over single clicks.
ALTER TABLE clicks {{on_cluster}}
    ADD COLUMN IF NOT EXISTS requests UInt8 ALIAS 1,
    ADD COLUMN IF NOT EXISTS repeats UInt8 ALIAS repeat,
    -- Somebody clicked, repeats included.
    ADD COLUMN IF NOT EXISTS raw_clicks UInt8 ALIAS counted,
    -- The same without repeats: what reports call clicks.
    ADD COLUMN IF NOT EXISTS unique_clicks UInt8 ALIAS counted AND NOT repeat,
    ADD COLUMN IF NOT EXISTS scans UInt8 ALIAS counted AND NOT repeat AND medium = 'qr',
    ADD COLUMN IF NOT EXISTS page_clicks UInt8 ALIAS counted AND NOT repeat AND medium IN ('storefront', 'bundle');

CREATE TABLE IF NOT EXISTS clicks_by_quarter {{on_cluster}}
(
    brand_id      LowCardinality(String),
    campaign_id   LowCardinality(String),
    -- Its first instant.
    quarter       DateTime('UTC'),
    deal_id       LowCardinality(String),
    kol_id        LowCardinality(String),
    link_id       String,
    kind          Enum8('click' = 1, 'head' = 2, 'prefetch' = 3, 'bot' = 4, 'datacentre' = 5),
    requests      SimpleAggregateFunction(sum, UInt64),
    repeats       SimpleAggregateFunction(sum, UInt64),
    raw_clicks    SimpleAggregateFunction(sum, UInt64),
    unique_clicks SimpleAggregateFunction(sum, UInt64),
    scans         SimpleAggregateFunction(sum, UInt64),
    page_clicks   SimpleAggregateFunction(sum, UInt64),
    first_at      SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
    last_at       SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
    -- A KOL asks without knowing the brand.
    INDEX by_kol kol_id TYPE bloom_filter GRANULARITY 1,
    INDEX by_deal deal_id TYPE bloom_filter GRANULARITY 1
)
ENGINE = {{engine:AggregatingMergeTree}}
PARTITION BY toYYYYMM(quarter)
ORDER BY (brand_id, campaign_id, quarter, deal_id, kol_id, link_id, kind)
-- A segment that is sent again counts once here too: the token of an insert goes on to its rollups.
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000,
    replicated_deduplication_window_seconds = 604800, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS clicks_into_quarters {{on_cluster}} TO clicks_by_quarter AS
SELECT brand_id, campaign_id, toStartOfFifteenMinutes(at) AS quarter, deal_id, kol_id, link_id, kind,
    sum(requests) AS requests, sum(repeats) AS repeats, sum(raw_clicks) AS raw_clicks,
    sum(unique_clicks) AS unique_clicks, sum(scans) AS scans, sum(page_clicks) AS page_clicks,
    min(at) AS first_at, max(at) AS last_at
FROM clicks
GROUP BY brand_id, campaign_id, quarter, deal_id, kol_id, link_id, kind;

-- Clicks from before the rollup; nothing else runs while migrations do.
TRUNCATE TABLE clicks_by_quarter {{on_cluster}};

INSERT INTO clicks_by_quarter
SELECT brand_id, campaign_id, toStartOfFifteenMinutes(at) AS quarter, deal_id, kol_id, link_id, kind,
    sum(requests), sum(repeats), sum(raw_clicks), sum(unique_clicks), sum(scans), sum(page_clicks), min(at), max(at)
FROM clicks
GROUP BY brand_id, campaign_id, quarter, deal_id, kol_id, link_id, kind;
