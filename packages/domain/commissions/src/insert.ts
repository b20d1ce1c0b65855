import type { Decision, JudgedTouch } from '@kolony/attribution/schema';
import type { Tx } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import type { Priced } from './price.ts';
import type { NewConversion, RefusalReason } from './schema.ts';

export interface NewConversionRow {
  id: string;
  order: NewConversion;
  hash: string;
  decision: Decision;
}

/** Inserts in order of the shop's ids, so that two batches wait for each other in one direction only. */
export async function insertConversions(
  tx: Tx,
  scope: BrandScope,
  { now, rows }: { now: Date; rows: readonly NewConversionRow[] },
): Promise<Set<string>> {
  const json = rows.map(({ id, order, hash, decision }) => ({
    id,
    order_id: order.orderId,
    hash,
    campaign: decision.winner === null ? null : decision.touches[decision.winner]?.campaignId,
    status: order.status,
    amount: order.amount,
    currency: order.currency,
    customer: order.customerId ?? null,
    coupon: order.couponCode ?? null,
    items: order.items,
    metadata: order.metadata,
    decision,
    occurred: order.occurredAt,
    completed: order.status === 'completed' ? order.occurredAt : null,
  }));
  const inserted = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO conversions (id, brand_id, order_id, input_hash, campaign_id, status, amount, currency, customer_id,
      coupon_code, items, metadata, decision, occurred_at, completed_at, recorded_at)
    SELECT r.id, ${scope.brandId}, r.order_id, r.hash, r.campaign, r.status, r.amount, r.currency, r.customer,
      r.coupon, r.items, r.metadata, r.decision, r.occurred, r.completed, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(json)}::jsonb) AS r(id text, order_id text, hash text, campaign text,
      status text, amount bigint, currency text, customer text, coupon text, items jsonb, metadata jsonb,
      decision jsonb, occurred timestamptz, completed timestamptz)
    ORDER BY r.order_id
    ON CONFLICT (brand_id, order_id) DO NOTHING
    RETURNING id`;
  return new Set(inserted.map((row) => row.id));
}

export interface NewCommissionRow {
  id: string;
  conversionId: string;
  touch: JudgedTouch;
  priced: Priced;
  refusedFor: RefusalReason | null;
  /** An order that was only placed is not yet paid for: its hold does not run. */
  holdRuns: boolean;
}

export async function insertCommissions(
  tx: Tx,
  scope: BrandScope,
  { now, rows }: { now: Date; rows: readonly NewCommissionRow[] },
): Promise<void> {
  if (rows.length === 0) return;
  const json = rows.map(({ id, conversionId, touch, priced, refusedFor }) => ({
    id,
    conversion: conversionId,
    campaign: touch.campaignId,
    deal: touch.dealId,
    kol: touch.kolId,
    link: touch.linkId,
    terms: priced.terms.version,
    rule: priced.rule,
    base: priced.base,
    rate: priced.rateBp,
    amount: priced.amount,
    currency: priced.currency,
    derivation: priced.derivation,
    refused: refusedFor,
    hold: priced.holdUntil,
  }));
  await tx.$executeRaw`
    INSERT INTO commissions (id, brand_id, conversion_id, campaign_id, deal_id, kol_id, link_id, terms_version, rule,
      base, rate_bp, amount, currency, derivation, refused_for, hold_until, created_at)
    SELECT r.id, ${scope.brandId}, r.conversion, r.campaign, r.deal, r.kol, r.link, r.terms, r.rule,
      r.base, r.rate, r.amount, r.currency, r.derivation, r.refused, r.hold, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(json)}::jsonb) AS r(id text, conversion text, campaign text, deal text,
      kol text, link text, terms int, rule text, base bigint, rate int, amount bigint, currency text,
      derivation jsonb, refused text, hold timestamptz)`;
  await startHolds(
    tx,
    rows
      .filter((row) => row.holdRuns && !row.refusedFor)
      .map((row) => ({ id: row.id, due: row.priced.holdUntil })),
  );
}

/** Puts commissions into the queue of running holds, or moves them in it. */
export async function startHolds(tx: Tx, holds: readonly { id: string; due: Date }[]): Promise<void> {
  if (holds.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO commission_holds (commission_id, due_at)
    SELECT r.id, r.due FROM jsonb_to_recordset(${JSON.stringify(holds)}::jsonb) AS r(id text, due timestamptz)
    ON CONFLICT (commission_id) DO UPDATE SET due_at = excluded.due_at`;
}
