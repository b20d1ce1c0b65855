import { enqueue, type OutboxRow, type Sql } from '@kolony/db';
import { Currency } from '@kolony/kernel';
import { announce } from '@kolony/webhooks';
import type { WebhookEvent } from '@kolony/webhooks/schema';
import { z } from 'zod';

/** What brands are told of what ClickHouse is told; the other facts are told in other words, or are nobody's business. */
const TOLD = new Map<string, 'commission.pending' | 'commission.payable' | 'commission.reversed'>([
  ['accrued', 'commission.pending'],
  ['released', 'commission.payable'],
  ['reversed', 'commission.reversed'],
]);

/** Sends facts on their way in the transaction that makes them true: to ClickHouse, and to the webhooks that want them. */
export async function publish(
  tx: Sql,
  rows: readonly OutboxRow[],
  more: readonly WebhookEvent[] = [],
): Promise<void> {
  await enqueue(tx, rows);
  await announce(tx, [...more, ...rows.flatMap(toldOf)]);
}

/** A row of commission_events, as `commissionEvent` writes it; empty names stand for "none". */
const CommissionRow = z.object({
  event: z.string(),
  brand_id: z.string(),
  commission_id: z.string(),
  campaign_id: z.string(),
  deal_id: z.string(),
  kol_id: z.string(),
  conversion_id: z.string(),
  order_id: z.string(),
  amount: z.int(),
  currency: Currency,
  at: z.iso.datetime(),
});

/** Where nothing moved (a refund that rounds to nothing), there is nothing to tell. */
function toldOf({ target, row }: OutboxRow): WebhookEvent[] {
  if (target !== 'commission_events') return [];
  const { event, brand_id: brandId, commission_id: id, at, ...about } = CommissionRow.parse(row);
  const type = TOLD.get(event);
  if (!type || about.amount === 0) return [];
  const data = { id, ...about, conversion_id: about.conversion_id || null, order_id: about.order_id || null };
  return [{ brandId, type, at: new Date(at), data }];
}
