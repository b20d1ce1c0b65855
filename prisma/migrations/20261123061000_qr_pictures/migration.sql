-- CreateTable
CREATE TABLE "qr_pictures" (
    "id" TEXT NOT NULL,
    "brand_id" TEXT,
    "kol_id" TEXT,
    "type" TEXT NOT NULL,
    "image" BYTEA NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "qr_pictures_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "qr_pictures_brand_id_key" ON "qr_pictures"("brand_id");

-- CreateIndex
CREATE UNIQUE INDEX "qr_pictures_kol_id_key" ON "qr_pictures"("kol_id");

-- AddForeignKey
ALTER TABLE "qr_pictures" ADD CONSTRAINT "qr_pictures_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "qr_pictures" ADD CONSTRAINT "qr_pictures_kol_id_fkey" FOREIGN KEY ("kol_id") REFERENCES "kols"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say: it is one side's, under that side's name, small, and a PNG or a JPEG.
ALTER TABLE qr_pictures ADD CONSTRAINT qr_pictures_owner CHECK (num_nonnulls(brand_id, kol_id) = 1 AND id = coalesce(brand_id, kol_id));
ALTER TABLE qr_pictures ADD CONSTRAINT qr_pictures_image CHECK (octet_length(image) BETWEEN 1 AND 262144 AND
    (type = 'image/png' AND substr(image, 1, 8) = '\x89504e470d0a1a0a' OR type = 'image/jpeg' AND substr(image, 1, 2) = '\xffd8'));
