/**
 * `npm run ledger-audit`: rebuilds every balance from the entries and compares, computes every commission again from
 * orders, touches and Terms and compares byte for byte, then compares PostgreSQL's orders,
 * commissions and winning clicks with ClickHouse's. Exit 1 on any difference.
 */
import { replayCommissions } from '@kolony/commissions';
import { processClock, readConfig } from '@kolony/config';
import { openDatabase } from '@kolony/db';
import { systemScope } from '@kolony/identity';
import { auditLedger } from '@kolony/ledger';
import { openWarehouse } from '@kolony/warehouse';
import { reconcile } from './reconcile.ts';
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
    const compared = await reconcile(db, warehouse);
    for (const { what, postgres, clickhouse } of compared)
      console.log(
        `  ${postgres === clickhouse ? '✓' : '✗'} ${what}: PostgreSQL ${postgres}, ClickHouse ${clickhouse}`,
      );
    if (
      drift.length + replay.drift.length > 0 ||
      compared.some(({ postgres, clickhouse }) => postgres !== clickhouse)
    )
      process.exitCode = 1;
  } finally {
    await Promise.all([db.$disconnect(), warehouse.close()]);
  }
});
