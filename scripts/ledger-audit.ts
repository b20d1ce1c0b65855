/**
 * `npm run ledger-audit`: rebuilds every balance from the entries and compares, then compares PostgreSQL's orders,
 * commissions and winning clicks with ClickHouse's. Exit 1 on any difference.
 */
import { readConfig } from '@kolony/config';
import { openDatabase } from '@kolony/db';
import { auditLedger } from '@kolony/ledger';
import { openWarehouse } from '@kolony/warehouse';
import { reconcile } from './reconcile.ts';
import { withStores } from './with-stores.ts';

await withStores(readConfig(), async ({ databaseUrl, clickhouseUrl }) => {
  const db = openDatabase(databaseUrl);
  const warehouse = openWarehouse({ url: clickhouseUrl, surface: 'audit' });
  try {
    const { accounts, transactions, entries, drift } = await auditLedger(db);
    for (const { what, id, detail } of drift) console.log(`  ✗ ${what} ${id} ${detail}`);
    console.log(
      `Ledger: ${accounts} accounts, ${transactions} transactions, ${entries} entries, ${drift.length} in drift.`,
    );
    const compared = await reconcile(db, warehouse);
    for (const { what, postgres, clickhouse } of compared)
      console.log(
        `  ${postgres === clickhouse ? '✓' : '✗'} ${what}: PostgreSQL ${postgres}, ClickHouse ${clickhouse}`,
      );
    if (drift.length > 0 || compared.some(({ postgres, clickhouse }) => postgres !== clickhouse))
      process.exitCode = 1;
  } finally {
    await Promise.all([db.$disconnect(), warehouse.close()]);
  }
});
