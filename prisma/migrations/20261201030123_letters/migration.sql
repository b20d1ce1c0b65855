-- CreateTable
CREATE TABLE "letters" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "facts" JSONB,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "letters_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_readers" (
    "token" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "opted_out_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_readers_pkey" PRIMARY KEY ("token")
);

-- CreateIndex
CREATE UNIQUE INDEX "letters_key_key" ON "letters"("key");

-- CreateIndex
CREATE INDEX "letters_state_next_attempt_at_idx" ON "letters"("state", "next_attempt_at");

-- CreateIndex
CREATE UNIQUE INDEX "alert_readers_brand_id_user_id_key" ON "alert_readers"("brand_id", "user_id");

-- AddForeignKey
ALTER TABLE "alert_readers" ADD CONSTRAINT "alert_readers_brand_id_user_id_fkey" FOREIGN KEY ("brand_id", "user_id") REFERENCES "members"("brand_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;
