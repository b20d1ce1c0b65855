-- AlterTable
ALTER TABLE "letters" ADD COLUMN     "invited" TEXT,
ADD COLUMN     "queued_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "letters_invited_queued_at_idx" ON "letters"("invited", "queued_at");
