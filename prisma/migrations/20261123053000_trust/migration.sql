-- Orders are checked after they are recorded, and money never waits for it.
ALTER TABLE "conversions" ADD COLUMN "checked_at" TIMESTAMPTZ(3);
CREATE INDEX "conversions_brand_id_customer_id_idx" ON "conversions"("brand_id", "customer_id");

-- CreateTable
CREATE TABLE "order_checks" (
    "conversion_id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "score" INTEGER NOT NULL,
    "reasons" JSONB NOT NULL,
    "rules_version" INTEGER NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" TEXT,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "order_checks_pkey" PRIMARY KEY ("conversion_id")
);

-- CreateTable
CREATE TABLE "erasures" (
    "id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT,
    "token" TEXT NOT NULL,
    "click_ids" JSONB NOT NULL DEFAULT '[]',
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "erasures_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "order_checks_brand_id_state_checked_at_idx" ON "order_checks"("brand_id", "state", "checked_at");
CREATE UNIQUE INDEX "order_checks_conversion_id_brand_id_key" ON "order_checks"("conversion_id", "brand_id");
CREATE INDEX "erasures_brand_id_requested_at_idx" ON "erasures"("brand_id", "requested_at");

-- AddForeignKey
ALTER TABLE "order_checks" ADD CONSTRAINT "order_checks_conversion_id_brand_id_fkey" FOREIGN KEY ("conversion_id", "brand_id") REFERENCES "conversions"("id", "brand_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- "Which attributed orders wait for their check?": only those are in it.
CREATE INDEX conversions_unchecked ON conversions (recorded_at) WHERE checked_at IS NULL AND campaign_id IS NOT NULL;
CREATE INDEX erasures_open ON erasures (requested_at) WHERE done_at IS NULL;

ALTER TABLE order_checks ADD CONSTRAINT order_checks_state CHECK (state IN ('noted', 'held', 'released', 'refused'));
ALTER TABLE order_checks ADD CONSTRAINT order_checks_score CHECK (score BETWEEN 1 AND 100);
-- Decided by somebody at some time, or not at all.
ALTER TABLE order_checks ADD CONSTRAINT order_checks_decided
  CHECK ((state IN ('released', 'refused')) = (decided_at IS NOT NULL) AND (decided_at IS NULL) = (decided_by IS NULL));
ALTER TABLE erasures ADD CONSTRAINT erasures_kind CHECK (kind IN ('customer', 'visitor'));
-- Whose data it was is not kept beyond the erasure itself.
ALTER TABLE erasures ADD CONSTRAINT erasures_subject CHECK ((subject IS NULL) = (done_at IS NOT NULL));
