-- CreateTable
CREATE TABLE "agreements" (
    "brand_id" TEXT NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "days" INTEGER NOT NULL,
    "orders" INTEGER NOT NULL,
    "waiting" INTEGER NOT NULL,
    "different" INTEGER NOT NULL,
    "differences" JSONB NOT NULL,

    CONSTRAINT "agreements_pkey" PRIMARY KEY ("brand_id")
);

-- CreateTable
CREATE TABLE "alerts" (
    "id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_by" TEXT,
    "seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "alerts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_rounds" (
    "brand_id" TEXT NOT NULL,
    "day" TEXT NOT NULL,

    CONSTRAINT "alert_rounds_pkey" PRIMARY KEY ("brand_id")
);

-- CreateTable
CREATE TABLE "annotations" (
    "id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "campaign_id" TEXT,
    "text" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "annotations_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "alerts_brand_id_day_campaign_id_metric_key" ON "alerts"("brand_id", "day", "campaign_id", "metric");

-- CreateIndex
CREATE INDEX "annotations_brand_id_day_idx" ON "annotations"("brand_id", "day");

-- AddForeignKey
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_rounds" ADD CONSTRAINT "alert_rounds_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotations" ADD CONSTRAINT "annotations_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Somebody has seen it at some instant, or nobody has.
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_seen" CHECK (("seen_by" IS NULL) = ("seen_at" IS NULL));
