/**
 * `npm run ledger-audit`: rebuilds every balance from the entries and compares, computes every commission again from
 * orders, touches and Terms and compares byte for byte, then compares PostgreSQL's orders, commissions and winning
 * clicks with ClickHouse's, campaign by campaign and day by day. Exit 1 on any difference.
 */
import { replayCommissions } from '@kolony/commissions';
import { processClock, readConfig } from '@kolony/config';
import { openDatabase } from '@kolony/db';
import { brandScopeOf, systemScope } from '@kolony/identity';
import { auditLedger } from '@kolony/ledger';
import { compareStores } from '@kolony/reports';
import { openWarehouse } from '@kolony/warehouse';
import { withStores } from './with-stores.ts';

const config = readConfig();
await withStores(config, async ({ databaseUrl, clickhouseUrl }) => {
  const db = openDatabase(databaseUrl);
  const warehouse = openWarehouse({ url: clickhouseUrl, surface: 'audit' });
  try {
    const { accounts, transactions, entries, drift } = await auditLedger(db);
    for (const { what, id, detail } of drift) console.log(`  ✗ ${what} ${id} ${detail}`);
    console.log(
      `Ledger: ${accounts} accounts, ${transactions} transactions, ${entries} entries, ${drift.length} in drift.`,
    );
    const replay = await replayCommissions({ db, clock: processClock(config) }, systemScope('audit'));
    for (const { what, id, detail } of replay.drift) console.log(`  ✗ ${what} ${id} ${detail}`);
    console.log(
      `Replay: ${replay.orders} orders attributed and ${replay.commissions} commissions priced again, ${replay.drift.length} differ.`,
    );
    const told = { days: 0, orders: 0, waiting: 0, different: 0 };
    for (const { id: brandId } of await db.brand.findMany({ select: { id: true }, orderBy: { id: 'asc' } })) {
      const scope = await brandScopeOf({ db }, systemScope('audit'), { brandId });
      const { days, orders, waiting, differences } = await compareStores({ db, warehouse }, scope);
      for (const { campaignId, day, figure, booked, told: other } of differences)
        console.log(
          `  ✗ ${campaignId} ${day ?? 'without an order'} ${figure}: PostgreSQL ${booked}, ClickHouse ${other}`,
        );
      told.days += days;
      told.orders += orders;
      told.waiting += waiting;
      told.different += differences.length;
    }
    console.log(
      `Event store: ${told.orders} orders on ${told.days} days of campaigns, ${told.waiting} facts on their way, ${told.different} figures differ.`,
    );
    if (drift.length + replay.drift.length + told.different + told.waiting > 0) process.exitCode = 1;
  } finally {
    await Promise.all([db.$disconnect(), warehouse.close()]);
  }
});
