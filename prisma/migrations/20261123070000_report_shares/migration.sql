-- CreateTable
CREATE TABLE "report_shares" (
    "id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "report" TEXT NOT NULL,
    "question" JSONB NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "opened" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "report_shares_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "report_shares_hash_key" ON "report_shares"("hash");

-- CreateIndex
CREATE INDEX "report_shares_brand_id_id_idx" ON "report_shares"("brand_id", "id");

-- AddForeignKey
ALTER TABLE "report_shares" ADD CONSTRAINT "report_shares_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A link never outlives what its maker was asked for.
ALTER TABLE "report_shares" ADD CONSTRAINT "report_shares_expiry" CHECK ("expires_at" > "created_at" AND "expires_at" <= "created_at" + interval '90 days');
