/** `npm run ledger-audit`: rebuilds every balance from the entries and compares; exit 1 on drift. */
import { readConfig } from '@kolony/config';
import { openDatabase } from '@kolony/db';
import { auditLedger } from '@kolony/ledger';
import { withStores } from './with-stores.ts';

await withStores(readConfig(), async ({ databaseUrl }) => {
  const db = openDatabase(databaseUrl);
  try {
    const { accounts, transactions, drift } = await auditLedger(db);
    for (const line of drift) console.log(JSON.stringify(line));
    console.log(`${accounts} accounts, ${transactions} transactions, ${drift.length} in drift.`);
    if (drift.length > 0) process.exitCode = 1;
  } finally {
    await db.$disconnect();
  }
});
