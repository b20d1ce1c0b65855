import { type Deps, inTransaction, type OutboxRow, type Tx } from '@kolony/db';
import type { SystemScope } from '@kolony/identity/schema';
import { type Currency, minor, newId, present } from '@kolony/kernel';
import { post, whereabouts } from '@kolony/ledger';
import { partyAccount } from './accounts.ts';
import { eventOrder } from './conversion.ts';
import { commissionEvent, orderEvent } from './events.ts';
import { netBase } from './net.ts';
import { lockProgress, type Progress, saveProgress } from './progress.ts';
import { publish } from './publish.ts';
import { closedCampaigns } from './reversal.ts';
import { settleRewards } from './settle-rewards.ts';

interface DueRow {
  id: string;
  brand_id: string;
  conversion_id: string | null;
  order_id: string | null;
  campaign_id: string;
  deal_id: string;
  kol_id: string;
  party: string;
  link_id: string | null;
  customer_id: string | null;
  currency: Currency;
  base: bigint;
  refused_for: string | null;
  order_amount: bigint | null;
  refunded: bigint | null;
  occurred_at: Date | null;
  deciding: boolean;
  created_at: Date;
}

/**
 * Moves commissions whose hold is over from pending to payable, `limit` at most; returns how many holds ended. Safe to
 * run anywhere, any number of times: a hold is a row that is taken out of its queue by the transaction that posts. An
 * order settles with the hold of its KOL's leg, and with it the deal's tiers and bonuses are judged.
 */
export async function releaseDueHolds(
  deps: Deps,
  _scope: SystemScope,
  { limit }: { limit: number },
): Promise<number> {
  const now = deps.clock.now();
  return inTransaction(deps.db, async (tx) => {
    const due = await lockDue(tx, { now, limit });
    for (const brandId of [...new Set(due.map((row) => row.brand_id))].sort())
      await settle(tx, brandId, { due: due.filter((row) => row.brand_id === brandId), now });
    if (due.length > 0)
      await tx.commissionHold.deleteMany({ where: { commissionId: { in: due.map((row) => row.id) } } });
    return due.length;
  });
}

/** Locks orders before anything else (order, campaign, deal, account), then looks again at what is still due. */
async function lockDue(tx: Tx, { now, limit }: { now: Date; limit: number }): Promise<DueRow[]> {
  const candidates = await tx.$queryRaw<{ id: string; conversion_id: string | null }[]>`
    SELECT c.id, c.conversion_id FROM commission_holds h JOIN commissions c ON c.id = h.commission_id
    WHERE h.due_at <= ${now} ORDER BY h.due_at, c.conversion_id, c.id LIMIT ${limit}`;
  if (candidates.length === 0) return [];
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM conversions WHERE id = ANY(${candidates.flatMap((row) => row.conversion_id ?? [])}::text[])
    ORDER BY id FOR NO KEY UPDATE SKIP LOCKED`;
  const orderless = candidates.filter((row) => row.conversion_id === null).map((row) => row.id);
  return tx.$queryRaw<DueRow[]>`
    SELECT c.id, c.brand_id, c.conversion_id, v.order_id, c.campaign_id, c.deal_id, c.kol_id, c.party, c.link_id,
      v.customer_id, c.currency, c.base, c.refused_for, v.amount AS order_amount, v.refunded, v.occurred_at,
      coalesce(v.decision->'touches'->((v.decision->>'winner')::int)->>'dealId' = c.deal_id, false) AS deciding,
      c.created_at
    FROM commission_holds h
    JOIN commissions c ON c.id = h.commission_id
    LEFT JOIN conversions v ON v.id = c.conversion_id
    WHERE (v.id = ANY(${locked.map((row) => row.id)}::text[]) OR c.id = ANY(${orderless}::text[])) AND h.due_at <= ${now}
    ORDER BY c.id FOR UPDATE OF h`;
}

async function settle(
  tx: Tx,
  brandId: string,
  { due, now }: { due: readonly DueRow[]; now: Date },
): Promise<void> {
  const places = await whereabouts(
    tx,
    due.map((row) => row.id),
  );
  const held = due
    .map((row) => ({ row, amount: places.get(row.id)?.get('pending') ?? 0 }))
    .filter(({ amount }) => amount > 0);
  // The KOL's leg carries the order: of several legs only it settles it.
  const orders = due.filter((row) => row.conversion_id !== null && row.party === `kol:${row.kol_id}`);
  const counted = orders.filter((row) => row.refused_for === null);
  const closed = await closedCampaigns(tx, counted);
  const progress = await lockProgress(
    tx,
    counted.map((row) => row.deal_id),
  );
  for (const row of counted) count(present(progress.get(row.deal_id), 'progress'), row);
  await post(
    tx,
    { brandId },
    { at: now, transactions: held.map(({ row, amount }) => release(row, amount, now)) },
  );
  const cause = newId('stl', now.getTime());
  await settleRewards(tx, { brandId, dealIds: [...progress.keys()], progress, cause, closed, now });
  await saveProgress(tx, progress.values());
  await tx.commission.updateMany({
    where: { id: { in: due.map((row) => row.id) } },
    data: { settledAt: now },
  });
  await publish(
    tx,
    due.flatMap((row) => events(row, { amount: places.get(row.id)?.get('pending') ?? 0, now })),
  );
}

/** From pending to settled: what refunds left of the order. */
function count(figures: Progress, row: DueRow): void {
  const gmv = netOf(row);
  const orders = row.order_amount === row.refunded ? 0 : 1;
  figures.pendingGmv -= gmv;
  figures.settledGmv += gmv;
  figures.pendingOrders -= orders;
  figures.settledOrders += orders;
}

function netOf({ base, order_amount, refunded }: DueRow): number {
  return netBase(minor(base), { amount: minor(order_amount ?? 1n), refunded: minor(refunded ?? 0n) });
}

function release(row: DueRow, amount: number, now: Date) {
  return {
    kind: 'release',
    idempotencyKey: `release:${row.id}`,
    occurredAt: now,
    entries: [
      { account: partyAccount(row.party, 'pending', row.currency), amount: -amount, subject: row.id },
      { account: partyAccount(row.party, 'payable', row.currency), amount, subject: row.id },
    ],
  };
}

/** An order whose commission refunds rounded down to nothing settles all the same; one refunded in full does not. */
function events(row: DueRow, { amount, now }: { amount: number; now: Date }): OutboxRow[] {
  const about = eventOrder(
    row.brand_id,
    row,
    row.conversion_id && row.occurred_at
      ? {
          id: row.conversion_id,
          orderId: row.order_id ?? '',
          customerId: row.customer_id ?? '',
          occurredAt: row.occurred_at,
        }
      : null,
  );
  const released = commissionEvent(about, 'released', { key: row.id, amount, settledDelta: amount, at: now });
  if (row.conversion_id === null) return [released];
  const net = netOf(row);
  if (net === 0) return [];
  if (row.party !== `kol:${row.kol_id}`) return [released];
  const settled = orderEvent(about, 'settled', {
    key: `${row.conversion_id}:${row.deal_id}`,
    orders: row.deciding ? 1 : 0,
    amount: net,
    at: now,
  });
  return row.refused_for === null ? [settled, released] : [settled];
}
