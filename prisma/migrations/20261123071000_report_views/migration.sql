-- CreateTable
CREATE TABLE "report_views" (
    "id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "report" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "search" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_views_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "report_views_brand_id_owner_report_name_key" ON "report_views"("brand_id", "owner", "report", "name");

-- AddForeignKey
ALTER TABLE "report_views" ADD CONSTRAINT "report_views_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
