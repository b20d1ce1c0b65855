import { type Deps, enqueue, inTransaction, type OutboxRow, type Tx } from '@kolony/db';
import type { SystemScope } from '@kolony/identity/schema';
import type { Currency } from '@kolony/kernel';
import { minor } from '@kolony/kernel';
import { post, whereabouts } from '@kolony/ledger';
import { kolAccount } from './accounts.ts';
import { commissionEvent, type EventOrder, orderEvent } from './events.ts';

interface DueRow {
  id: string;
  brand_id: string;
  conversion_id: string;
  order_id: string;
  campaign_id: string;
  deal_id: string;
  kol_id: string;
  link_id: string;
  customer_id: string | null;
  currency: Currency;
  order_amount: bigint;
  refunded: bigint;
  occurred_at: Date;
}

/**
 * Moves commissions whose hold is over from pending to payable, `limit` at most; returns how many holds ended. Safe to
 * run anywhere, any number of times: a hold is a row that is taken out of its queue by the transaction that posts.
 */
export async function releaseDueHolds(
  deps: Deps,
  _scope: SystemScope,
  { limit }: { limit: number },
): Promise<number> {
  const now = deps.clock.now();
  return inTransaction(deps.db, async (tx) => {
    const due = await lockDue(tx, { now, limit });
    if (due.length === 0) return 0;
    const places = await whereabouts(
      tx,
      due.map((row) => row.id),
    );
    const held = due
      .map((row) => ({ row, amount: places.get(row.id)?.get('pending') ?? 0 }))
      .filter(({ amount }) => amount > 0);
    for (const brandId of [...new Set(held.map(({ row }) => row.brand_id))].sort()) {
      const own = held.filter(({ row }) => row.brand_id === brandId);
      await post(
        tx,
        { brandId },
        { at: now, transactions: own.map(({ row, amount }) => release(row, amount, now)) },
      );
    }
    await tx.commissionHold.deleteMany({ where: { commissionId: { in: due.map((row) => row.id) } } });
    await tx.conversion.updateMany({
      where: { id: { in: due.map((row) => row.conversion_id) } },
      data: { settledAt: now },
    });
    await enqueue(
      tx,
      due.flatMap((row) => events(row, places.get(row.id)?.get('pending') ?? 0, now)),
    );
    return due.length;
  });
}

/** Locks orders before anything else (order, campaign, account), then looks again at what is still due. */
async function lockDue(tx: Tx, { now, limit }: { now: Date; limit: number }): Promise<DueRow[]> {
  const candidates = await tx.$queryRaw<{ id: string }[]>`
    SELECT c.conversion_id AS id FROM commission_holds h JOIN commissions c ON c.id = h.commission_id
    WHERE h.due_at <= ${now} ORDER BY h.due_at LIMIT ${limit}`;
  if (candidates.length === 0) return [];
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM conversions WHERE id = ANY(${candidates.map((row) => row.id)}::text[])
    ORDER BY id FOR NO KEY UPDATE SKIP LOCKED`;
  return tx.$queryRaw<DueRow[]>`
    SELECT c.id, c.brand_id, c.conversion_id, v.order_id, c.campaign_id, c.deal_id, c.kol_id, c.link_id, v.customer_id,
      c.currency, v.amount AS order_amount, v.refunded, v.occurred_at
    FROM commission_holds h
    JOIN commissions c ON c.id = h.commission_id
    JOIN conversions v ON v.id = c.conversion_id
    WHERE v.id = ANY(${locked.map((row) => row.id)}::text[]) AND h.due_at <= ${now}
    ORDER BY c.id FOR UPDATE OF h`;
}

function release(row: DueRow, amount: number, now: Date) {
  return {
    kind: 'release',
    idempotencyKey: `release:${row.id}`,
    occurredAt: now,
    entries: [
      { account: kolAccount(row.kol_id, 'pending', row.currency), amount: -amount, subject: row.id },
      { account: kolAccount(row.kol_id, 'payable', row.currency), amount, subject: row.id },
    ],
  };
}

/** An order whose commission refunds rounded down to nothing settles all the same; one refunded in full does not. */
function events(row: DueRow, amount: number, now: Date): OutboxRow[] {
  const about: EventOrder = {
    brandId: row.brand_id,
    campaignId: row.campaign_id,
    dealId: row.deal_id,
    kolId: row.kol_id,
    linkId: row.link_id,
    conversionId: row.conversion_id,
    orderId: row.order_id,
    customerId: row.customer_id ?? '',
    currency: row.currency,
    orderAt: row.occurred_at,
  };
  const net = minor(row.order_amount) - minor(row.refunded);
  if (net === 0) return [];
  return [
    orderEvent(about, 'settled', { key: row.conversion_id, orders: 1, amount: net, at: now }),
    commissionEvent({ ...about, commissionId: row.id }, 'released', {
      key: row.id,
      amount,
      settledDelta: amount,
      at: now,
    }),
  ];
}
