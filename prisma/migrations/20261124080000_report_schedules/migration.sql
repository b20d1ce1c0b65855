-- CreateTable
CREATE TABLE "report_schedules" (
    "id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "report" TEXT NOT NULL,
    "question" JSONB NOT NULL,
    "every" TEXT NOT NULL,
    "weekday" INTEGER,
    "month_day" INTEGER,
    "hour" INTEGER NOT NULL,
    "locale" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_schedules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_recipients" (
    "token" TEXT NOT NULL,
    "schedule_id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "opted_out_at" TIMESTAMPTZ(3),

    CONSTRAINT "report_recipients_pkey" PRIMARY KEY ("token")
);

-- CreateTable
CREATE TABLE "report_mails" (
    "id" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "report_mails_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "report_schedules_brand_id_id_idx" ON "report_schedules"("brand_id", "id");

-- CreateIndex
CREATE INDEX "report_schedules_next_at_idx" ON "report_schedules"("next_at");

-- CreateIndex
CREATE UNIQUE INDEX "report_schedules_id_brand_id_key" ON "report_schedules"("id", "brand_id");

-- CreateIndex
CREATE UNIQUE INDEX "report_recipients_schedule_id_address_key" ON "report_recipients"("schedule_id", "address");

-- CreateIndex
CREATE UNIQUE INDEX "report_recipients_token_brand_id_key" ON "report_recipients"("token", "brand_id");

-- CreateIndex
CREATE INDEX "report_mails_state_next_attempt_at_idx" ON "report_mails"("state", "next_attempt_at");

-- CreateIndex
CREATE UNIQUE INDEX "report_mails_recipient_due_at_key" ON "report_mails"("recipient", "due_at");

-- AddForeignKey
ALTER TABLE "report_schedules" ADD CONSTRAINT "report_schedules_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_recipients" ADD CONSTRAINT "report_recipients_schedule_id_brand_id_fkey" FOREIGN KEY ("schedule_id", "brand_id") REFERENCES "report_schedules"("id", "brand_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_mails" ADD CONSTRAINT "report_mails_recipient_brand_id_fkey" FOREIGN KEY ("recipient", "brand_id") REFERENCES "report_recipients"("token", "brand_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A rhythm names what it needs and nothing else.
ALTER TABLE "report_schedules" ADD CONSTRAINT "report_schedules_when" CHECK (
    "hour" BETWEEN 0 AND 23 AND CASE "every"
        WHEN 'daily' THEN "weekday" IS NULL AND "month_day" IS NULL
        WHEN 'weekly' THEN coalesce("weekday" BETWEEN 1 AND 7, false) AND "month_day" IS NULL
        WHEN 'monthly' THEN coalesce("month_day" BETWEEN 1 AND 28, false) AND "weekday" IS NULL
        ELSE false END);

-- A mail ends once.
ALTER TABLE "report_mails" ADD CONSTRAINT "report_mails_state" CHECK ("state" IN ('pending', 'sent', 'failed') AND ("state" = 'pending') = ("ended_at" IS NULL));
