-- CreateTable
CREATE TABLE "report_defaults" (
    "brand_id" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "report" TEXT NOT NULL,
    "view_id" TEXT NOT NULL,

    CONSTRAINT "report_defaults_pkey" PRIMARY KEY ("brand_id","owner","report")
);

-- CreateIndex
CREATE UNIQUE INDEX "report_views_id_brand_id_key" ON "report_views"("id", "brand_id");

-- AddForeignKey
ALTER TABLE "report_defaults" ADD CONSTRAINT "report_defaults_view_id_brand_id_fkey" FOREIGN KEY ("view_id", "brand_id") REFERENCES "report_views"("id", "brand_id") ON DELETE CASCADE ON UPDATE CASCADE;
