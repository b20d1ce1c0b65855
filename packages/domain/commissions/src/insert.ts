import type { Decision } from '@kolony/attribution/schema';
import type { Sql } from '@kolony/db';
import { present } from '@kolony/kernel';
import { canonicalCode } from '@kolony/links';
import type { CommissionRule, CommissionSource, Derivation, NewConversion, RefusalReason } from './schema.ts';

export interface NewConversionRow {
  id: string;
  order: NewConversion;
  hash: string;
  decision: Decision;
}

/** Inserts in order of the shop's ids, so that two batches wait for each other in one direction only. */
export async function insertConversions(
  tx: Sql,
  brandId: string,
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
    fx: order.fx ?? null,
    customer: order.customerId ?? null,
    is_new: order.customerIsNew ?? null,
    coupon: order.couponCode === undefined ? null : canonicalCode(order.couponCode),
    items: order.items,
    discount: order.discount ?? null,
    shipping: order.shipping ?? null,
    tax: order.tax ?? null,
    store: order.storeId ?? null,
    metadata: order.metadata,
    decision,
    occurred: order.occurredAt,
    completed: order.status === 'completed' ? order.occurredAt : null,
  }));
  const inserted = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO conversions (id, brand_id, order_id, input_hash, campaign_id, status, amount, currency, fx, customer_id,
      new_customer, coupon_code, items, discount, shipping, tax, store_id, metadata, decision, occurred_at, completed_at, recorded_at)
    SELECT r.id, ${brandId}, r.order_id, r.hash, r.campaign, r.status, r.amount, r.currency, r.fx, r.customer,
      r.is_new, r.coupon, r.items, r.discount, r.shipping, r.tax, r.store, r.metadata, r.decision, r.occurred, r.completed, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(json)}::jsonb) AS r(id text, order_id text, hash text, campaign text,
      status text, amount bigint, currency text, fx jsonb, customer text, is_new boolean, coupon text, items jsonb,
      discount bigint, shipping bigint, tax bigint, store text, metadata jsonb, decision jsonb, occurred timestamptz, completed timestamptz)
    ORDER BY r.order_id
    ON CONFLICT (brand_id, order_id) DO NOTHING
    RETURNING id`;
  return new Set(inserted.map((row) => row.id));
}

/** Remembers who bought for the first time; the answer: customer → the conversion that was the first. */
export async function firstOrders(
  tx: Sql,
  brandId: string,
  orders: readonly { id: string; customerId: string }[],
): Promise<Map<string, string>> {
  const firsts = new Map<string, string>();
  for (const { id, customerId } of orders) if (!firsts.has(customerId)) firsts.set(customerId, id);
  if (firsts.size === 0) return firsts;
  const json = [...firsts].map(([customer, conversion]) => ({ customer, conversion }));
  const [, rows] = await Promise.all([
    tx.$executeRaw`
      INSERT INTO customers (brand_id, customer_id, first_conversion_id)
      SELECT ${brandId}, r.customer, r.conversion
      FROM jsonb_to_recordset(${JSON.stringify(json)}::jsonb) AS r(customer text, conversion text)
      ORDER BY r.customer ON CONFLICT DO NOTHING`,
    tx.$queryRaw<{ customer_id: string; first_conversion_id: string }[]>`
      SELECT customer_id, first_conversion_id FROM customers
      WHERE brand_id = ${brandId} AND customer_id = ANY(${[...firsts.keys()]}::text[])`,
  ]);
  return new Map(rows.map((row) => [row.customer_id, row.first_conversion_id]));
}

/** One leg of what a deal earned from one source. */
export interface NewCommissionRow {
  id: string;
  source: CommissionSource;
  sourceKey: string;
  conversionId: string | null;
  campaignId: string;
  dealId: string;
  kolId: string;
  party: string;
  linkId: string | null;
  termsVersion: number;
  rule: CommissionRule;
  rateBp: number | null;
  base: number;
  outlay: number;
  amount: number;
  currency: string;
  derivation: Derivation;
  refusedFor: RefusalReason | null;
  holdUntil: Date;
  /** An order that was only placed is not yet paid for: its hold does not run. */
  holdRuns: boolean;
}

export async function insertCommissions(
  tx: Sql,
  brandId: string,
  { now, rows }: { now: Date; rows: readonly NewCommissionRow[] },
): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    WITH r AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id text, source text, "sourceKey" text,
        "conversionId" text, "campaignId" text, "dealId" text, "kolId" text, party text, "linkId" text,
        "termsVersion" int, rule text, "rateBp" int, base bigint, outlay bigint, amount bigint, currency text,
        derivation jsonb, "refusedFor" text, "holdUntil" timestamptz, "holdRuns" boolean)
    ), inserted AS (
    INSERT INTO commissions (id, brand_id, source, source_key, conversion_id, campaign_id, deal_id, kol_id, party,
      link_id, terms_version, rule, rate_bp, base, outlay, amount, currency, derivation, refused_for, hold_until,
      created_at)
    SELECT r.id, ${brandId}, r.source, r."sourceKey", r."conversionId", r."campaignId", r."dealId", r."kolId", r.party,
      r."linkId", r."termsVersion", r.rule, r."rateBp", r.base, r.outlay, r.amount, r.currency, r.derivation,
      r."refusedFor", r."holdUntil", ${now} FROM r
    )
    INSERT INTO commission_holds (commission_id, due_at) SELECT r.id, r."holdUntil" FROM r WHERE r."holdRuns"`;
}

/** Puts commissions into the queue of running holds, or moves them in it. */
export async function startHolds(tx: Sql, holds: readonly { id: string; due: Date }[]): Promise<void> {
  if (holds.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO commission_holds (commission_id, due_at)
    SELECT r.id, r.due FROM jsonb_to_recordset(${JSON.stringify(holds)}::jsonb) AS r(id text, due timestamptz)
    ON CONFLICT (commission_id) DO UPDATE SET due_at = excluded.due_at`;
}

/** A KOL's own leg is the one that carries the deal's facts: every deal has exactly one. */
export function isKolLeg(row: { party: string; kolId: string }): boolean {
  return row.party === `kol:${row.kolId}`;
}

export function kolLeg<Row extends { party: string; kolId: string }>(rows: readonly Row[]): Row {
  return present(rows.find(isKolLeg), 'the KOL’s leg');
}
