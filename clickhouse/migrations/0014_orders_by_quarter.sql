-- Orders and what they cost, rolled up to quarters of an hour of the orders' own instants. README.md says which question
-- the tables answer.

-- What an event counts as, said once: the rollups sum these, and so does every report over single events.
ALTER TABLE order_events {{on_cluster}}
    ADD COLUMN IF NOT EXISTS events UInt8 ALIAS 1,
    ADD COLUMN IF NOT EXISTS placed_orders Int64 ALIAS if(event = 'placed', orders, 0),
    ADD COLUMN IF NOT EXISTS paid_orders Int64 ALIAS if(event = 'paid', orders, 0),
    ADD COLUMN IF NOT EXISTS completed_orders Int64 ALIAS if(event = 'completed', orders, 0),
    ADD COLUMN IF NOT EXISTS settled_orders Int64 ALIAS if(event = 'settled', orders, 0),
    ADD COLUMN IF NOT EXISTS placed Int64 ALIAS if(event = 'placed', amount, 0),
    ADD COLUMN IF NOT EXISTS paid Int64 ALIAS if(event = 'paid', amount, 0),
    ADD COLUMN IF NOT EXISTS completed Int64 ALIAS if(event = 'completed', amount, 0),
    ADD COLUMN IF NOT EXISTS settled Int64 ALIAS if(event = 'settled', amount, 0),
    ADD COLUMN IF NOT EXISTS refunded Int64 ALIAS if(event = 'refunded', amount, 0);

ALTER TABLE commission_events {{on_cluster}}
    ADD COLUMN IF NOT EXISTS events UInt8 ALIAS 1,
    -- What the orders cost so far: accrued, less what refunds took back.
    ADD COLUMN IF NOT EXISTS cost Int64 ALIAS multiIf(event = 'accrued', amount, event = 'reversed', -amount, 0);

CREATE TABLE IF NOT EXISTS orders_by_quarter {{on_cluster}}
(
    brand_id         LowCardinality(String),
    campaign_id      LowCardinality(String),
    -- The first instant of the one in which the order was placed, whatever the event and whenever it came.
    quarter          DateTime('UTC'),
    deal_id          LowCardinality(String),
    kol_id           LowCardinality(String),
    -- '' for a code.
    link_id          String,
    currency         LowCardinality(String),
    events           SimpleAggregateFunction(sum, UInt64),
    placed_orders    SimpleAggregateFunction(sum, Int64),
    paid_orders      SimpleAggregateFunction(sum, Int64),
    completed_orders SimpleAggregateFunction(sum, Int64),
    settled_orders   SimpleAggregateFunction(sum, Int64),
    placed           SimpleAggregateFunction(sum, Int64),
    paid             SimpleAggregateFunction(sum, Int64),
    completed        SimpleAggregateFunction(sum, Int64),
    settled          SimpleAggregateFunction(sum, Int64),
    refunded         SimpleAggregateFunction(sum, Int64),
    -- A KOL asks without knowing the brand.
    INDEX by_kol kol_id TYPE bloom_filter GRANULARITY 1,
    INDEX by_deal deal_id TYPE bloom_filter GRANULARITY 1
)
ENGINE = {{engine:AggregatingMergeTree}}
PARTITION BY toYYYYMM(quarter)
ORDER BY (brand_id, campaign_id, quarter, deal_id, kol_id, link_id, currency)
-- A batch that is sent again counts once here too: the token of an insert goes on to its rollups.
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000,
    replicated_deduplication_window_seconds = 604800, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS commissions_by_quarter {{on_cluster}}
(
    brand_id      LowCardinality(String),
    campaign_id   LowCardinality(String),
    quarter       DateTime('UTC'),
    deal_id       LowCardinality(String),
    kol_id        LowCardinality(String),
    -- '' for a code, and for what no order cost.
    link_id       String,
    currency      LowCardinality(String),
    events        SimpleAggregateFunction(sum, UInt64),
    cost          SimpleAggregateFunction(sum, Int64),
    settled_delta SimpleAggregateFunction(sum, Int64),
    -- A KOL asks without knowing the brand.
    INDEX by_kol kol_id TYPE bloom_filter GRANULARITY 1,
    INDEX by_deal deal_id TYPE bloom_filter GRANULARITY 1
)
ENGINE = {{engine:AggregatingMergeTree}}
PARTITION BY toYYYYMM(quarter)
ORDER BY (brand_id, campaign_id, quarter, deal_id, kol_id, link_id, currency)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000,
    replicated_deduplication_window_seconds = 604800, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS orders_into_quarters {{on_cluster}} TO orders_by_quarter AS
SELECT brand_id, campaign_id, toStartOfFifteenMinutes(order_at) AS quarter, deal_id, kol_id, link_id, currency,
    sum(events) AS events, sum(placed_orders) AS placed_orders, sum(paid_orders) AS paid_orders,
    sum(completed_orders) AS completed_orders, sum(settled_orders) AS settled_orders, sum(placed) AS placed,
    sum(paid) AS paid, sum(completed) AS completed, sum(settled) AS settled, sum(refunded) AS refunded
FROM order_events
GROUP BY brand_id, campaign_id, quarter, deal_id, kol_id, link_id, currency;

CREATE MATERIALIZED VIEW IF NOT EXISTS commissions_into_quarters {{on_cluster}} TO commissions_by_quarter AS
SELECT brand_id, campaign_id, toStartOfFifteenMinutes(order_at) AS quarter, deal_id, kol_id, link_id, currency,
    sum(events) AS events, sum(cost) AS cost, sum(settled_delta) AS settled_delta
FROM commission_events
GROUP BY brand_id, campaign_id, quarter, deal_id, kol_id, link_id, currency;

-- Events from before the rollups; nothing else runs while migrations do.
TRUNCATE TABLE orders_by_quarter {{on_cluster}};

TRUNCATE TABLE commissions_by_quarter {{on_cluster}};

INSERT INTO orders_by_quarter
SELECT brand_id, campaign_id, toStartOfFifteenMinutes(order_at) AS quarter, deal_id, kol_id, link_id, currency,
    sum(events), sum(placed_orders), sum(paid_orders), sum(completed_orders), sum(settled_orders), sum(placed),
    sum(paid), sum(completed), sum(settled), sum(refunded)
FROM order_events
GROUP BY brand_id, campaign_id, quarter, deal_id, kol_id, link_id, currency;

INSERT INTO commissions_by_quarter
SELECT brand_id, campaign_id, toStartOfFifteenMinutes(order_at) AS quarter, deal_id, kol_id, link_id, currency,
    sum(events), sum(cost), sum(settled_delta)
FROM commission_events
GROUP BY brand_id, campaign_id, quarter, deal_id, kol_id, link_id, currency;
