-- CreateTable
CREATE TABLE "connections" (
    "id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "order_prefix" TEXT NOT NULL,
    "secret" BYTEA NOT NULL,
    "secret_end" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "paused_at" TIMESTAMPTZ(3),
    "received" INTEGER NOT NULL DEFAULT 0,
    "last_received_at" TIMESTAMPTZ(3),
    "turned_away" INTEGER NOT NULL DEFAULT 0,
    "last_turned_away_at" TIMESTAMPTZ(3),
    "last_turned_away_for" TEXT,

    CONSTRAINT "connections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connection_deliveries" (
    "no" BIGSERIAL NOT NULL,
    "connection_id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "order_id" TEXT,
    "outcome" TEXT NOT NULL,
    "why" TEXT,
    "times" INTEGER NOT NULL DEFAULT 1,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "waits_for" TEXT,
    "facts" JSONB,

    CONSTRAINT "connection_deliveries_pkey" PRIMARY KEY ("no")
);

-- CreateTable
CREATE TABLE "connection_orders" (
    "connection_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "reference" TEXT,
    "currency" TEXT NOT NULL,
    "base" BIGINT NOT NULL,
    "gross" BIGINT NOT NULL,
    "taxes_included" BOOLEAN NOT NULL,

    CONSTRAINT "connection_orders_pkey" PRIMARY KEY ("connection_id","order_id")
);

-- CreateTable
CREATE TABLE "connection_refunds" (
    "connection_id" TEXT NOT NULL,
    "refund_id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "gross" BIGINT NOT NULL,
    "base" BIGINT NOT NULL,

    CONSTRAINT "connection_refunds_pkey" PRIMARY KEY ("connection_id","refund_id")
);

-- CreateIndex
CREATE INDEX "connections_brand_id_idx" ON "connections"("brand_id");

-- CreateIndex
CREATE UNIQUE INDEX "connections_id_brand_id_key" ON "connections"("id", "brand_id");

-- CreateIndex
CREATE INDEX "connection_deliveries_connection_id_no_idx" ON "connection_deliveries"("connection_id", "no");

-- CreateIndex
CREATE INDEX "connection_deliveries_received_at_idx" ON "connection_deliveries"("received_at");

-- CreateIndex
CREATE UNIQUE INDEX "connection_deliveries_connection_id_event_id_key" ON "connection_deliveries"("connection_id", "event_id");

-- CreateIndex
CREATE UNIQUE INDEX "connection_orders_connection_id_order_id_brand_id_key" ON "connection_orders"("connection_id", "order_id", "brand_id");

-- CreateIndex
CREATE UNIQUE INDEX "connection_orders_connection_id_reference_key" ON "connection_orders"("connection_id", "reference");

-- CreateIndex
CREATE INDEX "connection_refunds_connection_id_order_id_idx" ON "connection_refunds"("connection_id", "order_id");

-- AddForeignKey
ALTER TABLE "connections" ADD CONSTRAINT "connections_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_deliveries" ADD CONSTRAINT "connection_deliveries_connection_id_brand_id_fkey" FOREIGN KEY ("connection_id", "brand_id") REFERENCES "connections"("id", "brand_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_orders" ADD CONSTRAINT "connection_orders_connection_id_brand_id_fkey" FOREIGN KEY ("connection_id", "brand_id") REFERENCES "connections"("id", "brand_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_refunds" ADD CONSTRAINT "connection_refunds_connection_id_order_id_brand_id_fkey" FOREIGN KEY ("connection_id", "order_id", "brand_id") REFERENCES "connection_orders"("connection_id", "order_id", "brand_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- "What waits for this order?", and what waits at all: only that is in it.
CREATE INDEX connection_deliveries_waiting ON connection_deliveries (connection_id, waits_for) WHERE outcome = 'waiting';
-- Two shops of one brand whose orders are numbered alike must be told apart by their prefixes.
CREATE UNIQUE INDEX connections_numbering ON connections (brand_id, order_prefix) WHERE provider = 'woocommerce';

ALTER TABLE connections ADD CONSTRAINT connections_provider CHECK (provider IN ('shopify', 'woocommerce', 'stripe'));
ALTER TABLE connections ADD CONSTRAINT connections_counts CHECK (received >= 0 AND turned_away >= 0);
ALTER TABLE connection_deliveries ADD CONSTRAINT connection_deliveries_outcome
  CHECK (outcome IN ('received', 'recorded', 'replayed', 'waiting', 'ignored', 'refused'));
-- What waits says for what, and has what is to be done then; nothing else keeps any of it.
ALTER TABLE connection_deliveries ADD CONSTRAINT connection_deliveries_waiting
  CHECK ((outcome = 'waiting') = (waits_for IS NOT NULL) AND (outcome = 'waiting') = (facts IS NOT NULL));
ALTER TABLE connection_deliveries ADD CONSTRAINT connection_deliveries_times CHECK (times >= 1);
ALTER TABLE connection_orders ADD CONSTRAINT connection_orders_amounts CHECK (base >= 0 AND gross >= base);
ALTER TABLE connection_refunds ADD CONSTRAINT connection_refunds_amounts CHECK (base >= 0 AND gross >= 0);
