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
    "open_to_apply" BOOLEAN NOT NULL DEFAULT false,
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
CREATE TABLE "budget_alerts" (
    "campaign_id" TEXT NOT NULL,
    "threshold_bp" INTEGER NOT NULL,
    "funded" BIGINT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "budget_alerts_pkey" PRIMARY KEY ("campaign_id","threshold_bp","funded")
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
    "fx" JSONB,
    "customer_id" TEXT,
    "new_customer" BOOLEAN,
    "coupon_code" TEXT,
    "items" JSONB NOT NULL,
    "metadata" JSONB NOT NULL,
    "refunded_lines" JSONB NOT NULL DEFAULT '[]',
    "decision" JSONB NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "completed_at" TIMESTAMPTZ(3),
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "frozen_at" TIMESTAMPTZ(3),

    CONSTRAINT "conversions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "commissions" (
    "id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "source_key" TEXT NOT NULL,
    "conversion_id" TEXT,
    "campaign_id" TEXT NOT NULL,
    "deal_id" TEXT NOT NULL,
    "kol_id" TEXT NOT NULL,
    "party" TEXT NOT NULL,
    "link_id" TEXT,
    "terms_version" INTEGER NOT NULL,
    "rule" TEXT NOT NULL,
    "rate_bp" INTEGER,
    "base" BIGINT NOT NULL,
    "outlay" BIGINT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "derivation" JSONB NOT NULL,
    "refused_for" TEXT,
    "hold_until" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "commissions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deal_progress" (
    "deal_id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "pending_orders" BIGINT NOT NULL DEFAULT 0,
    "pending_gmv" BIGINT NOT NULL DEFAULT 0,
    "settled_orders" BIGINT NOT NULL DEFAULT 0,
    "settled_gmv" BIGINT NOT NULL DEFAULT 0,
    "outlay" BIGINT NOT NULL DEFAULT 0,
    "reward" BIGINT NOT NULL DEFAULT 0,
    "reserved" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "deal_progress_pkey" PRIMARY KEY ("deal_id")
);

-- CreateTable
CREATE TABLE "deal_days" (
    "deal_id" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "outlay" BIGINT NOT NULL,

    CONSTRAINT "deal_days_pkey" PRIMARY KEY ("deal_id","day")
);

-- CreateTable
CREATE TABLE "customers" (
    "brand_id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "first_conversion_id" TEXT NOT NULL,

    CONSTRAINT "customers_pkey" PRIMARY KEY ("brand_id","customer_id")
);

-- CreateTable
CREATE TABLE "deal_clicks" (
    "deal_id" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "clicks" INTEGER NOT NULL,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deal_clicks_pkey" PRIMARY KEY ("deal_id","day")
);

-- CreateTable
CREATE TABLE "guarantees" (
    "deal_id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "kol_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "fee" BIGINT NOT NULL,
    "target" BIGINT NOT NULL,
    "actual" BIGINT NOT NULL,
    "refund" BIGINT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "guarantees_pkey" PRIMARY KEY ("deal_id")
);

-- CreateTable
CREATE TABLE "after_sale_cases" (
    "id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "conversion_id" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "after_sale_cases_pkey" PRIMARY KEY ("id")
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
    "kind" TEXT NOT NULL DEFAULT 'refund',
    "amount" BIGINT NOT NULL,
    "lines" JSONB NOT NULL DEFAULT '[]',
    "reason" TEXT NOT NULL,
    "won_back_at" TIMESTAMPTZ(3),
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
    "round" INTEGER NOT NULL DEFAULT 1,
    "invited_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "deals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "terms" (
    "deal_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "brand_id" TEXT NOT NULL,
    "rules" JSONB NOT NULL,
    "legs" JSONB NOT NULL,
    "effective_from" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_by" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',

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
CREATE TABLE "deal_offers" (
    "deal_id" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "brand_id" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "rules" JSONB NOT NULL,
    "deliverables" JSONB NOT NULL,
    "message" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deal_offers_pkey" PRIMARY KEY ("deal_id","round")
);

-- CreateTable
CREATE TABLE "deal_milestones" (
    "deal_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deal_milestones_pkey" PRIMARY KEY ("deal_id","key")
);

-- CreateTable
CREATE TABLE "deal_deliverables" (
    "id" TEXT NOT NULL,
    "deal_id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "milestone_key" TEXT,
    "state" TEXT NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "deal_deliverables_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "submissions" (
    "id" TEXT NOT NULL,
    "deliverable_id" TEXT NOT NULL,
    "deal_id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "url" TEXT,
    "media" TEXT[],
    "state" TEXT NOT NULL,
    "disclosure" TEXT,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "reviewed_at" TIMESTAMPTZ(3),
    "reviewed_by" TEXT,

    CONSTRAINT "submissions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "submission_comments" (
    "id" TEXT NOT NULL,
    "submission_id" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "submission_comments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "samples" (
    "id" TEXT NOT NULL,
    "deal_id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "cost" BIGINT NOT NULL,
    "carrier" TEXT NOT NULL DEFAULT '',
    "tracking_no" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "shipped_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3),

    CONSTRAINT "samples_pkey" PRIMARY KEY ("id")
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
    "site_origins" TEXT[] DEFAULT ARRAY[]::TEXT[],
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
CREATE TABLE "invitations" (
    "id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
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
CREATE TABLE "agencies" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agencies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agency_memberships" (
    "id" TEXT NOT NULL,
    "agency_id" TEXT NOT NULL,
    "kol_id" TEXT NOT NULL,
    "share_bp" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "agency_memberships_pkey" PRIMARY KEY ("id")
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
    "routes" JSONB NOT NULL DEFAULT '[]',
    "state" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "consent_required" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "coupons" (
    "id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "deal_id" TEXT NOT NULL,
    "kol_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "coupons_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payouts" (
    "id" TEXT NOT NULL,
    "no" BIGSERIAL NOT NULL,
    "brand_id" TEXT NOT NULL,
    "batch_id" TEXT NOT NULL,
    "party" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "recovered" BIGINT NOT NULL,
    "withheld" BIGINT NOT NULL,
    "tax" JSONB NOT NULL,
    "account" JSONB,
    "state" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_at" TIMESTAMPTZ(3),
    "submitted_at" TIMESTAMPTZ(3),
    "checked_at" TIMESTAMPTZ(3),
    "paid_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "reference" TEXT,
    "reason" TEXT,

    CONSTRAINT "payouts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payout_items" (
    "payout_id" TEXT NOT NULL,
    "commission_id" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "payout_items_pkey" PRIMARY KEY ("payout_id","commission_id")
);

-- CreateTable
CREATE TABLE "payout_batches" (
    "id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "total" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "approved_at" TIMESTAMPTZ(3),
    "approved_by" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "payout_batches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payout_policies" (
    "brand_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "minimum" BIGINT NOT NULL,
    "schedule" TEXT NOT NULL,
    "four_eyes_above" BIGINT NOT NULL,
    "provider" TEXT NOT NULL,
    "pay_from" JSONB,
    "prepared_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payout_policies_pkey" PRIMARY KEY ("brand_id","currency")
);

-- CreateTable
CREATE TABLE "payout_profiles" (
    "party" TEXT NOT NULL,
    "account" JSONB,
    "tax_rule_set" TEXT NOT NULL DEFAULT 'none',
    "legal_name" TEXT NOT NULL DEFAULT '',
    "tax_id_last4" TEXT NOT NULL DEFAULT '',
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payout_profiles_pkey" PRIMARY KEY ("party")
);

-- CreateTable
CREATE TABLE "sandbox_payments" (
    "key" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "digit" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "submissions" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sandbox_payments_pkey" PRIMARY KEY ("key")
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
CREATE INDEX "commissions_party_created_at_id_idx" ON "commissions"("party", "created_at", "id");

-- CreateIndex
CREATE INDEX "commissions_brand_id_created_at_id_idx" ON "commissions"("brand_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "commissions_conversion_id_idx" ON "commissions"("conversion_id");

-- CreateIndex
CREATE UNIQUE INDEX "commissions_deal_id_source_key_party_key" ON "commissions"("deal_id", "source_key", "party");

-- CreateIndex
CREATE INDEX "after_sale_cases_conversion_id_idx" ON "after_sale_cases"("conversion_id");

-- CreateIndex
CREATE UNIQUE INDEX "after_sale_cases_brand_id_case_id_key" ON "after_sale_cases"("brand_id", "case_id");

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
CREATE UNIQUE INDEX "deal_deliverables_deal_id_position_key" ON "deal_deliverables"("deal_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "deal_deliverables_id_brand_id_key" ON "deal_deliverables"("id", "brand_id");

-- CreateIndex
CREATE INDEX "submissions_deal_id_idx" ON "submissions"("deal_id");

-- CreateIndex
CREATE UNIQUE INDEX "submissions_deliverable_id_kind_revision_key" ON "submissions"("deliverable_id", "kind", "revision");

-- CreateIndex
CREATE INDEX "submission_comments_submission_id_id_idx" ON "submission_comments"("submission_id", "id");

-- CreateIndex
CREATE INDEX "samples_deal_id_idx" ON "samples"("deal_id");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "members_user_id_idx" ON "members"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_hash_key" ON "invitations"("hash");

-- CreateIndex
CREATE INDEX "invitations_brand_id_idx" ON "invitations"("brand_id");

-- CreateIndex
CREATE UNIQUE INDEX "kols_user_id_key" ON "kols"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "kols_handle_key" ON "kols"("handle");

-- CreateIndex
CREATE UNIQUE INDEX "agencies_user_id_key" ON "agencies"("user_id");

-- CreateIndex
CREATE INDEX "agency_memberships_agency_id_idx" ON "agency_memberships"("agency_id");

-- CreateIndex
CREATE INDEX "agency_memberships_kol_id_idx" ON "agency_memberships"("kol_id");

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
CREATE INDEX "coupons_deal_id_idx" ON "coupons"("deal_id");

-- CreateIndex
CREATE UNIQUE INDEX "coupons_brand_id_code_key" ON "coupons"("brand_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "payouts_no_key" ON "payouts"("no");

-- CreateIndex
CREATE INDEX "payouts_state_paid_at_idx" ON "payouts"("state", "paid_at");

-- CreateIndex
CREATE INDEX "payouts_brand_id_created_at_idx" ON "payouts"("brand_id", "created_at");

-- CreateIndex
CREATE INDEX "payouts_party_created_at_idx" ON "payouts"("party", "created_at");

-- CreateIndex
CREATE INDEX "payouts_batch_id_idx" ON "payouts"("batch_id");

-- CreateIndex
CREATE UNIQUE INDEX "payouts_id_brand_id_key" ON "payouts"("id", "brand_id");

-- CreateIndex
CREATE INDEX "payout_items_commission_id_idx" ON "payout_items"("commission_id");

-- CreateIndex
CREATE INDEX "payout_batches_brand_id_created_at_idx" ON "payout_batches"("brand_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "payout_batches_id_brand_id_key" ON "payout_batches"("id", "brand_id");

-- AddForeignKey
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliverables" ADD CONSTRAINT "deliverables_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaigns"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_alerts" ADD CONSTRAINT "budget_alerts_campaign_id_brand_id_fkey" FOREIGN KEY ("campaign_id", "brand_id") REFERENCES "campaigns"("id", "brand_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commissions" ADD CONSTRAINT "commissions_conversion_id_brand_id_fkey" FOREIGN KEY ("conversion_id", "brand_id") REFERENCES "conversions"("id", "brand_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "after_sale_cases" ADD CONSTRAINT "after_sale_cases_conversion_id_brand_id_fkey" FOREIGN KEY ("conversion_id", "brand_id") REFERENCES "conversions"("id", "brand_id") ON DELETE RESTRICT ON UPDATE CASCADE;

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
ALTER TABLE "deal_offers" ADD CONSTRAINT "deal_offers_deal_id_brand_id_fkey" FOREIGN KEY ("deal_id", "brand_id") REFERENCES "deals"("id", "brand_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deal_milestones" ADD CONSTRAINT "deal_milestones_deal_id_brand_id_fkey" FOREIGN KEY ("deal_id", "brand_id") REFERENCES "deals"("id", "brand_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deal_deliverables" ADD CONSTRAINT "deal_deliverables_deal_id_brand_id_fkey" FOREIGN KEY ("deal_id", "brand_id") REFERENCES "deals"("id", "brand_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_deliverable_id_brand_id_fkey" FOREIGN KEY ("deliverable_id", "brand_id") REFERENCES "deal_deliverables"("id", "brand_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission_comments" ADD CONSTRAINT "submission_comments_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submissions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "samples" ADD CONSTRAINT "samples_deal_id_brand_id_fkey" FOREIGN KEY ("deal_id", "brand_id") REFERENCES "deals"("id", "brand_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kols" ADD CONSTRAINT "kols_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agencies" ADD CONSTRAINT "agencies_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agency_memberships" ADD CONSTRAINT "agency_memberships_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agencies"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agency_memberships" ADD CONSTRAINT "agency_memberships_kol_id_fkey" FOREIGN KEY ("kol_id") REFERENCES "kols"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

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
ALTER TABLE "coupons" ADD CONSTRAINT "coupons_deal_id_brand_id_fkey" FOREIGN KEY ("deal_id", "brand_id") REFERENCES "deals"("id", "brand_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_batch_id_brand_id_fkey" FOREIGN KEY ("batch_id", "brand_id") REFERENCES "payout_batches"("id", "brand_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_items" ADD CONSTRAINT "payout_items_payout_id_fkey" FOREIGN KEY ("payout_id") REFERENCES "payouts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "webhook_endpoints" (
    "id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "event_types" TEXT[],
    "secret_version" INTEGER NOT NULL DEFAULT 1,
    "previous_secret_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),
    "disabled_for" TEXT,
    "failing_since" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_endpoints_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_events" (
    "id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_deliveries" (
    "endpoint_id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "brand_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "first_attempt_at" TIMESTAMPTZ(3),
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "leased_until" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("endpoint_id","event_id")
);

-- CreateTable
CREATE TABLE "webhook_attempts" (
    "id" BIGSERIAL NOT NULL,
    "brand_id" TEXT NOT NULL,
    "endpoint_id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "status" INTEGER,
    "error" TEXT,
    "answer" TEXT NOT NULL,

    CONSTRAINT "webhook_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "webhook_endpoints_brand_id_idx" ON "webhook_endpoints"("brand_id");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_endpoints_id_brand_id_key" ON "webhook_endpoints"("id", "brand_id");

-- CreateIndex
CREATE INDEX "webhook_events_at_idx" ON "webhook_events"("at");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_events_id_brand_id_key" ON "webhook_events"("id", "brand_id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_endpoint_id_state_next_attempt_at_idx" ON "webhook_deliveries"("endpoint_id", "state", "next_attempt_at");

-- CreateIndex
CREATE INDEX "webhook_deliveries_event_id_idx" ON "webhook_deliveries"("event_id");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_deliveries_endpoint_id_event_id_brand_id_key" ON "webhook_deliveries"("endpoint_id", "event_id", "brand_id");

-- CreateIndex
CREATE INDEX "webhook_attempts_endpoint_id_event_id_idx" ON "webhook_attempts"("endpoint_id", "event_id");

-- CreateIndex
CREATE INDEX "webhook_attempts_at_idx" ON "webhook_attempts"("at");

-- AddForeignKey
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_endpoint_id_brand_id_fkey" FOREIGN KEY ("endpoint_id", "brand_id") REFERENCES "webhook_endpoints"("id", "brand_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_event_id_brand_id_fkey" FOREIGN KEY ("event_id", "brand_id") REFERENCES "webhook_events"("id", "brand_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_attempts" ADD CONSTRAINT "webhook_attempts_endpoint_id_event_id_brand_id_fkey" FOREIGN KEY ("endpoint_id", "event_id", "brand_id") REFERENCES "webhook_deliveries"("endpoint_id", "event_id", "brand_id") ON DELETE CASCADE ON UPDATE CASCADE;
