import type { Database } from '@kolony/db';
import { KolonyError } from '@kolony/kernel';
import { auditLedger } from '@kolony/ledger';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';

/** Reads the demo back: the books balance, and ClickHouse holds every click and visit that was made. `scenarios/demo_is_wrong` */
export async function verifyDemo({
  db,
  warehouse,
  clicks,
  visits,
}: {
  db: Database;
  warehouse: Warehouse;
  clicks: number;
  visits: number;
}): Promise<void> {
  const { drift } = await auditLedger(db);
  const [stored] = await warehouse.query({
    name: 'seed.verify',
    sql: 'SELECT (SELECT count() FROM clicks) AS clicks, (SELECT count() FROM site_events) AS visits',
    row: z.object({ clicks: z.coerce.number(), visits: z.coerce.number() }),
  });
  if (drift.length > 0)
    throw new KolonyError('scenarios/demo_is_wrong', 'internal', { drift: drift[0]?.detail ?? '' });
  if (stored?.clicks !== clicks || stored.visits !== visits)
    throw new KolonyError('scenarios/demo_is_wrong', 'internal', {
      clicks,
      visits,
      stored: `${stored?.clicks} ${stored?.visits}`,
    });
}
