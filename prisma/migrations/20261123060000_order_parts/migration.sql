-- AlterTable
ALTER TABLE "conversions" ADD COLUMN     "discount" BIGINT,
ADD COLUMN     "shipping" BIGINT,
ADD COLUMN     "store_id" TEXT,
ADD COLUMN     "tax" BIGINT;

-- What Prisma's schema cannot say: parts of an order are amounts or unknown, and a shop has a name or none is told.
ALTER TABLE conversions ADD CONSTRAINT conversions_discount CHECK (discount BETWEEN 0 AND 1000000000000);
ALTER TABLE conversions ADD CONSTRAINT conversions_shipping CHECK (shipping BETWEEN 0 AND 1000000000000);
ALTER TABLE conversions ADD CONSTRAINT conversions_tax CHECK (tax BETWEEN 0 AND 1000000000000);
ALTER TABLE conversions ADD CONSTRAINT conversions_store_id CHECK (length(store_id) BETWEEN 1 AND 60);
