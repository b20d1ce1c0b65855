/**
 * `npm run rebuild`: makes ClickHouse's rollups again from the rows they sum, month by month. Servers may run: reports go
 * on, what is new waits in the spool and the outbox until it is done. Exit 0 also when nothing differed.
 */
import { readConfig } from '@kolony/config';
import { rebuildRollups } from '@kolony/warehouse/rebuild';
import { withStores } from './with-stores.ts';

await withStores(readConfig(), async ({ clickhouseUrl }) => {
  let differed = 0;
  await rebuildRollups(clickhouseUrl, ({ rollup, month, before, after }) => {
    if (before !== after) differed += 1;
    console.log(
      `  ${before === after ? '✓' : '~'} ${rollup} ${month}: ${after} rows counted${before === after ? '' : `, ${before} before`}`,
    );
  });
  console.log(
    differed === 0
      ? 'Every rollup was right.'
      : `${differed} ${differed === 1 ? 'month was' : 'months were'} wrong.`,
  );
});
