-- AlterTable
ALTER TABLE "links" ADD COLUMN     "sub_ids" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "brand_domains" (
    "brand_id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "proof" TEXT NOT NULL,
    "verified_at" TIMESTAMPTZ(3),
    "missing_since" TIMESTAMPTZ(3),
    "checked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "brand_domains_pkey" PRIMARY KEY ("brand_id")
);

-- CreateTable
CREATE TABLE "storefronts" (
    "kol_id" TEXT NOT NULL,
    "bio" TEXT NOT NULL,
    "published" BOOLEAN NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "storefronts_pkey" PRIMARY KEY ("kol_id")
);

-- CreateTable
CREATE TABLE "bundles" (
    "id" TEXT NOT NULL,
    "kol_id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "on_storefront" BOOLEAN NOT NULL,
    "published" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bundles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bundle_items" (
    "bundle_id" TEXT NOT NULL,
    "link_id" TEXT NOT NULL,
    "kol_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "bundle_items_pkey" PRIMARY KEY ("bundle_id","link_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "links_id_kol_id_key" ON "links"("id", "kol_id");

-- CreateIndex
CREATE UNIQUE INDEX "bundles_slug_key" ON "bundles"("slug");

-- CreateIndex
CREATE INDEX "bundles_kol_id_position_idx" ON "bundles"("kol_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "bundles_id_kol_id_key" ON "bundles"("id", "kol_id");

-- CreateIndex
CREATE INDEX "bundle_items_link_id_idx" ON "bundle_items"("link_id");

-- AddForeignKey
ALTER TABLE "brand_domains" ADD CONSTRAINT "brand_domains_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "storefronts" ADD CONSTRAINT "storefronts_kol_id_fkey" FOREIGN KEY ("kol_id") REFERENCES "kols"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bundles" ADD CONSTRAINT "bundles_kol_id_fkey" FOREIGN KEY ("kol_id") REFERENCES "kols"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bundle_items" ADD CONSTRAINT "bundle_items_bundle_id_kol_id_fkey" FOREIGN KEY ("bundle_id", "kol_id") REFERENCES "bundles"("id", "kol_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bundle_items" ADD CONSTRAINT "bundle_items_link_id_kol_id_fkey" FOREIGN KEY ("link_id", "kol_id") REFERENCES "links"("id", "kol_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A code is the same in any case: one spelling is stored, of the code itself and of the order that names it.
ALTER TABLE coupons ADD CONSTRAINT coupons_code CHECK (code = btrim(code) AND code <> '');
ALTER TABLE links ADD CONSTRAINT links_sub_ids CHECK (cardinality(sub_ids) <= 3);

-- "Which orders named this code?" Orders without one cost nothing here.
CREATE INDEX conversions_coupon ON conversions (brand_id, coupon_code, occurred_at) WHERE coupon_code IS NOT NULL;

-- Whoever proves a host first has it; an entry without proof keeps nobody out.
CREATE UNIQUE INDEX brand_domains_proven ON brand_domains (host) WHERE verified_at IS NOT NULL;
ALTER TABLE brand_domains ADD CONSTRAINT brand_domains_host CHECK (host = lower(host) AND host <> '');

-- The tracker hears at once which hosts are whose.
CREATE FUNCTION notify_domains() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('link_changed', 'domains');
  RETURN NULL;
END $$;
CREATE TRIGGER brand_domains_notify AFTER INSERT OR UPDATE OR DELETE ON brand_domains
  FOR EACH ROW EXECUTE FUNCTION notify_domains();
