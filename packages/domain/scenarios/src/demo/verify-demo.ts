import type { Database } from '@kolony/db';
import { KolonyError } from '@kolony/kernel';
import { auditLedger } from '@kolony/ledger';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';

/** Reads the demo back: the books balance, and ClickHouse holds every click that was made. `scenarios/demo_is_wrong` */
export async function verifyDemo({
  db,
  warehouse,
  clicks,
}: {
  db: Database;
  warehouse: Warehouse;
  clicks: number;
}): Promise<void> {
  const { drift } = await auditLedger(db);
  const [stored] = await warehouse.query({
    name: 'seed.verify',
    sql: 'SELECT count() AS n FROM clicks',
    row: z.object({ n: z.coerce.number() }),
  });
  if (drift.length > 0)
    throw new KolonyError('scenarios/demo_is_wrong', 'internal', { drift: drift[0]?.detail ?? '' });
  if (stored?.n !== clicks)
    throw new KolonyError('scenarios/demo_is_wrong', 'internal', { clicks, stored: stored?.n ?? 0 });
}
