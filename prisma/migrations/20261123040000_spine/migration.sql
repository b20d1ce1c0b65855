-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "campaigns" (
    "id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "brief" TEXT NOT NULL,
    "disclosure" TEXT NOT NULL,
    "landing_url" TEXT NOT NULL,
    "fallback_url" TEXT,
    "model" TEXT NOT NULL,
    "window_days" INTEGER NOT NULL,
    "code_rule" TEXT NOT NULL,
    "offer" JSONB NOT NULL,
    "starts_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaigns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deliverables" (
    "id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3),

    CONSTRAINT "deliverables_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversions" (
    "id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "input_hash" TEXT NOT NULL,
    "campaign_id" TEXT,
    "status" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "refunded" BIGINT NOT NULL DEFAULT 0,
    "currency" TEXT NOT NULL,
    "customer_id" TEXT,
    "coupon_code" TEXT,
    "items" JSONB NOT NULL,
    "metadata" JSONB NOT NULL,
    "decision" JSONB NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "completed_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conversions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "commissions" (
    "id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "conversion_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "deal_id" TEXT NOT NULL,
    "kol_id" TEXT NOT NULL,
    "link_id" TEXT NOT NULL,
    "terms_version" INTEGER NOT NULL,
    "rule" TEXT NOT NULL,
    "base" BIGINT NOT NULL,
    "rate_bp" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "derivation" JSONB NOT NULL,
    "refused_for" TEXT,
    "hold_until" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "commissions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "commission_holds" (
    "commission_id" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "commission_holds_pkey" PRIMARY KEY ("commission_id")
);

-- CreateTable
CREATE TABLE "refunds" (
    "id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "refund_id" TEXT NOT NULL,
    "conversion_id" TEXT NOT NULL,
    "input_hash" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "adjustments" JSONB NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refunds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "target" TEXT NOT NULL,
    "row" JSONB NOT NULL,
    "batch_id" TEXT,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deals" (
    "id" TEXT NOT NULL,
    "no" BIGSERIAL NOT NULL,
    "brand_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "kol_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "message" TEXT NOT NULL DEFAULT '',
    "offer" JSONB NOT NULL,
    "invited_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "deals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "terms" (
    "deal_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "brand_id" TEXT NOT NULL,
    "rules" JSONB NOT NULL,
    "effective_from" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_by" TEXT NOT NULL,

    CONSTRAINT "terms_pkey" PRIMARY KEY ("deal_id","version")
);

-- CreateTable
CREATE TABLE "deal_events" (
    "id" BIGSERIAL NOT NULL,
    "deal_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deal_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "app" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "brands" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "brands_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "members" (
    "brand_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "members_pkey" PRIMARY KEY ("brand_id","user_id")
);

-- CreateTable
CREATE TABLE "kols" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "bio" TEXT NOT NULL DEFAULT '',
    "time_zone" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "kols_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channels" (
    "id" TEXT NOT NULL,
    "kol_id" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "followers" INTEGER NOT NULL,
    "niche" TEXT NOT NULL,

    CONSTRAINT "channels_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "id" BIGSERIAL NOT NULL,
    "brand_id" TEXT,
    "kol_id" TEXT,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_attempts" (
    "key" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "sign_in_attempts_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "ledger_accounts" (
    "id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "balance" BIGINT NOT NULL DEFAULT 0,
    "may_go_below" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_transactions" (
    "id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "input_hash" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,
    "xid" xid8 NOT NULL DEFAULT pg_current_xact_id(),

    CONSTRAINT "ledger_transactions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entries" (
    "transaction_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "brand_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "subject" TEXT,

    CONSTRAINT "ledger_entries_pkey" PRIMARY KEY ("transaction_id","position")
);

-- CreateTable
CREATE TABLE "links" (
    "id" TEXT NOT NULL,
    "no" BIGSERIAL NOT NULL,
    "brand_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "deal_id" TEXT NOT NULL,
    "kol_id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "destination" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "consent_required" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payouts" (
    "id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "kol_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "recovered" BIGINT NOT NULL,
    "provider" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "approved_at" TIMESTAMPTZ(3),
    "approved_by" TEXT,
    "paid_at" TIMESTAMPTZ(3),
    "reference" TEXT,

    CONSTRAINT "payouts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payout_items" (
    "payout_id" TEXT NOT NULL,
    "commission_id" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "payout_items_pkey" PRIMARY KEY ("payout_id","commission_id")
);

-- CreateIndex
CREATE INDEX "campaigns_brand_id_created_at_idx" ON "campaigns"("brand_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "campaigns_id_brand_id_key" ON "campaigns"("id", "brand_id");

-- CreateIndex
CREATE UNIQUE INDEX "deliverables_campaign_id_position_key" ON "deliverables"("campaign_id", "position");

-- CreateIndex
CREATE INDEX "conversions_campaign_id_occurred_at_idx" ON "conversions"("campaign_id", "occurred_at");

-- CreateIndex
CREATE UNIQUE INDEX "conversions_brand_id_order_id_key" ON "conversions"("brand_id", "order_id");

-- CreateIndex
CREATE UNIQUE INDEX "conversions_id_brand_id_key" ON "conversions"("id", "brand_id");

-- CreateIndex
CREATE INDEX "commissions_kol_id_created_at_id_idx" ON "commissions"("kol_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "commissions_brand_id_created_at_id_idx" ON "commissions"("brand_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "commissions_conversion_id_deal_id_key" ON "commissions"("conversion_id", "deal_id");

-- CreateIndex
CREATE INDEX "commission_holds_due_at_idx" ON "commission_holds"("due_at");

-- CreateIndex
CREATE INDEX "refunds_conversion_id_idx" ON "refunds"("conversion_id");

-- CreateIndex
CREATE UNIQUE INDEX "refunds_brand_id_refund_id_key" ON "refunds"("brand_id", "refund_id");

-- CreateIndex
CREATE INDEX "outbox_batch_id_id_idx" ON "outbox"("batch_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "deals_no_key" ON "deals"("no");

-- CreateIndex
CREATE INDEX "deals_kol_id_invited_at_idx" ON "deals"("kol_id", "invited_at");

-- CreateIndex
CREATE INDEX "deals_brand_id_invited_at_idx" ON "deals"("brand_id", "invited_at");

-- CreateIndex
CREATE UNIQUE INDEX "deals_id_brand_id_key" ON "deals"("id", "brand_id");

-- CreateIndex
CREATE UNIQUE INDEX "deals_campaign_id_kol_id_key" ON "deals"("campaign_id", "kol_id");

-- CreateIndex
CREATE INDEX "deal_events_deal_id_id_idx" ON "deal_events"("deal_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "members_user_id_idx" ON "members"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "kols_user_id_key" ON "kols"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "kols_handle_key" ON "kols"("handle");

-- CreateIndex
CREATE INDEX "channels_kol_id_idx" ON "channels"("kol_id");

-- CreateIndex
CREATE UNIQUE INDEX "channels_platform_handle_key" ON "channels"("platform", "handle");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_hash_key" ON "api_keys"("hash");

-- CreateIndex
CREATE INDEX "api_keys_brand_id_idx" ON "api_keys"("brand_id");

-- CreateIndex
CREATE INDEX "audit_events_brand_id_id_idx" ON "audit_events"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_accounts_brand_id_path_currency_key" ON "ledger_accounts"("brand_id", "path", "currency");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_accounts_id_brand_id_currency_key" ON "ledger_accounts"("id", "brand_id", "currency");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transactions_brand_id_idempotency_key_key" ON "ledger_transactions"("brand_id", "idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transactions_id_brand_id_key" ON "ledger_transactions"("id", "brand_id");

-- CreateIndex
CREATE INDEX "ledger_entries_subject_idx" ON "ledger_entries"("subject");

-- CreateIndex
CREATE INDEX "ledger_entries_account_id_idx" ON "ledger_entries"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "links_no_key" ON "links"("no");

-- CreateIndex
CREATE UNIQUE INDEX "links_slug_key" ON "links"("slug");

-- CreateIndex
CREATE INDEX "links_deal_id_idx" ON "links"("deal_id");

-- CreateIndex
CREATE INDEX "links_kol_id_created_at_idx" ON "links"("kol_id", "created_at");

-- CreateIndex
CREATE INDEX "payouts_brand_id_created_at_idx" ON "payouts"("brand_id", "created_at");

-- CreateIndex
CREATE INDEX "payouts_kol_id_created_at_idx" ON "payouts"("kol_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "payouts_id_brand_id_key" ON "payouts"("id", "brand_id");

-- CreateIndex
CREATE INDEX "payout_items_commission_id_idx" ON "payout_items"("commission_id");

-- AddForeignKey
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliverables" ADD CONSTRAINT "deliverables_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaigns"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commissions" ADD CONSTRAINT "commissions_conversion_id_brand_id_fkey" FOREIGN KEY ("conversion_id", "brand_id") REFERENCES "conversions"("id", "brand_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commission_holds" ADD CONSTRAINT "commission_holds_commission_id_fkey" FOREIGN KEY ("commission_id") REFERENCES "commissions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_conversion_id_brand_id_fkey" FOREIGN KEY ("conversion_id", "brand_id") REFERENCES "conversions"("id", "brand_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deals" ADD CONSTRAINT "deals_campaign_id_brand_id_fkey" FOREIGN KEY ("campaign_id", "brand_id") REFERENCES "campaigns"("id", "brand_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deals" ADD CONSTRAINT "deals_kol_id_fkey" FOREIGN KEY ("kol_id") REFERENCES "kols"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "terms" ADD CONSTRAINT "terms_deal_id_brand_id_fkey" FOREIGN KEY ("deal_id", "brand_id") REFERENCES "deals"("id", "brand_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deal_events" ADD CONSTRAINT "deal_events_deal_id_fkey" FOREIGN KEY ("deal_id") REFERENCES "deals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kols" ADD CONSTRAINT "kols_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channels" ADD CONSTRAINT "channels_kol_id_fkey" FOREIGN KEY ("kol_id") REFERENCES "kols"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_transaction_id_brand_id_fkey" FOREIGN KEY ("transaction_id", "brand_id") REFERENCES "ledger_transactions"("id", "brand_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_account_id_brand_id_currency_fkey" FOREIGN KEY ("account_id", "brand_id", "currency") REFERENCES "ledger_accounts"("id", "brand_id", "currency") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "links" ADD CONSTRAINT "links_deal_id_brand_id_fkey" FOREIGN KEY ("deal_id", "brand_id") REFERENCES "deals"("id", "brand_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_items" ADD CONSTRAINT "payout_items_payout_id_fkey" FOREIGN KEY ("payout_id") REFERENCES "payouts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

