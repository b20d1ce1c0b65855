import { type Database, enqueue, inTransaction } from '@kolony/db';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';

const Int = z.coerce.number();

/** `order_events` rows in the outbox, as an order's transaction writes them; `amount` is 1 each, so sums count rows. */
export async function enqueueFacts(
  db: Database,
  { from, count }: { from: number; count: number },
): Promise<void> {
  const rows = Array.from({ length: count }, (_, i) => {
    const id = `cnv_${String(from + i).padStart(8, '0')}`;
    const at = new Date(Date.UTC(2026, 9 + ((from + i) % 3), 15)).toISOString();
    return {
      target: 'order_events',
      row: {
        event_id: `placed:${id}`,
        event: 'placed',
        brand_id: 'brd_a',
        campaign_id: 'cmp_a',
        deal_id: 'dea_a',
        kol_id: 'kol_a',
        link_id: 'lnk_a',
        conversion_id: id,
        order_id: id,
        customer_id: '',
        orders: 1,
        amount: 1,
        currency: 'CNY',
        order_at: at,
        at,
      },
    };
  });
  await inTransaction(db, (tx) => enqueue(tx, rows));
}

/** What ClickHouse has: equal numbers mean that nothing is there twice. */
export async function arrived(
  warehouse: Warehouse,
): Promise<{ rows: number; facts: number; amount: number }> {
  const [found] = await warehouse.query({
    name: 'arrived',
    sql: 'SELECT count() AS rows, uniqExact(event_id) AS facts, sum(amount) AS amount FROM order_events',
    row: z.object({ rows: Int, facts: Int, amount: Int }),
  });
  return found ?? { rows: 0, facts: 0, amount: 0 };
}

export async function waiting(db: Database): Promise<number> {
  const [row] = await db.$queryRaw<{ rows: bigint }[]>`SELECT count(*) AS rows FROM outbox`;
  return Number(row?.rows ?? 0);
}

export async function until(what: string, check: () => Promise<boolean>, seconds = 60): Promise<void> {
  const deadline = Date.now() + seconds * 1_000;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
