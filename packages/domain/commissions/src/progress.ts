import type { Sql } from '@kolony/db';
import { minor } from '@kolony/kernel';

/** A deal's running figures (see the table): kept in one row, so that tiers and caps cost one look. */
export interface Progress {
  dealId: string;
  brandId: string;
  pendingOrders: number;
  pendingGmv: number;
  settledOrders: number;
  settledGmv: number;
  outlay: number;
  reward: number;
  reserved: number;
}

interface Row {
  deal_id: string;
  brand_id: string;
  pending_orders: bigint;
  pending_gmv: bigint;
  settled_orders: bigint;
  settled_gmv: bigint;
  outlay: bigint;
  reward: bigint;
  reserved: bigint;
}

/** Opens the figures of deals that earn for the first time, in one order. */
export async function openProgress(tx: Sql, brandId: string, dealIds: readonly string[]): Promise<void> {
  if (dealIds.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO deal_progress (deal_id, brand_id) SELECT DISTINCT id, ${brandId}
    FROM unnest(${[...dealIds]}::text[]) AS id ORDER BY id ON CONFLICT DO NOTHING`;
}

/** Locks the deals' figures (after orders and campaigns, before accounts), in one order. */
export async function lockProgress(tx: Sql, dealIds: readonly string[]): Promise<Map<string, Progress>> {
  if (dealIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<Row[]>`
    SELECT deal_id, brand_id, pending_orders, pending_gmv, settled_orders, settled_gmv, outlay, reward, reserved
    FROM deal_progress WHERE deal_id = ANY(${[...dealIds]}::text[]) ORDER BY deal_id FOR NO KEY UPDATE`;
  return new Map(
    rows.map((row) => [
      row.deal_id,
      {
        dealId: row.deal_id,
        brandId: row.brand_id,
        pendingOrders: minor(row.pending_orders),
        pendingGmv: minor(row.pending_gmv),
        settledOrders: minor(row.settled_orders),
        settledGmv: minor(row.settled_gmv),
        outlay: minor(row.outlay),
        reward: minor(row.reward),
        reserved: minor(row.reserved),
      },
    ]),
  );
}

export async function saveProgress(tx: Sql, rows: Iterable<Progress>): Promise<void> {
  const json = [...rows];
  if (json.length === 0) return;
  await tx.$executeRaw`
    UPDATE deal_progress p SET pending_orders = r."pendingOrders", pending_gmv = r."pendingGmv",
      settled_orders = r."settledOrders", settled_gmv = r."settledGmv", outlay = r.outlay, reward = r.reward,
      reserved = r.reserved
    FROM jsonb_to_recordset(${JSON.stringify(json)}::jsonb) AS r("dealId" text, "pendingOrders" bigint,
      "pendingGmv" bigint, "settledOrders" bigint, "settledGmv" bigint, outlay bigint, reward bigint, reserved bigint)
    WHERE p.deal_id = r."dealId"`;
}

/** What the deals' orders of one day cost; the deals' progress rows are locked, so nobody else writes these. */
export async function dayOutlays(
  tx: Sql,
  days: readonly { dealId: string; day: string }[],
): Promise<Map<string, number>> {
  if (days.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ deal_id: string; day: string; outlay: bigint }[]>`
    SELECT d.deal_id, d.day, d.outlay FROM deal_days d
    JOIN jsonb_to_recordset(${JSON.stringify(days)}::jsonb) AS r("dealId" text, day text)
      ON d.deal_id = r."dealId" AND d.day = r.day`;
  return new Map(rows.map((row) => [dayKey(row.deal_id, row.day), minor(row.outlay)]));
}

export async function addDayOutlays(
  tx: Sql,
  brandId: string,
  days: readonly { dealId: string; day: string; outlay: number }[],
): Promise<void> {
  if (days.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO deal_days (deal_id, day, brand_id, outlay)
    SELECT r."dealId", r.day, ${brandId}, sum(r.outlay)
    FROM jsonb_to_recordset(${JSON.stringify(days)}::jsonb) AS r("dealId" text, day text, outlay bigint)
    GROUP BY r."dealId", r.day ORDER BY r."dealId", r.day
    ON CONFLICT (deal_id, day) DO UPDATE SET outlay = deal_days.outlay + excluded.outlay`;
}

export const dayKey = (dealId: string, day: string) => `${dealId}|${day}`;
