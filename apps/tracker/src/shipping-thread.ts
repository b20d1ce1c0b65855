import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { present } from '@kolony/kernel';
import { startShipper } from '@kolony/tracking';
import { openWarehouse } from '@kolony/warehouse';
import type { ShippedLog, ShippingPlan, ShippingState } from './shipping.ts';

/** Linux gives every thread a priority of its own; elsewhere it would be the whole tracker's. */
const AFTER_VISITORS = 10;
if (process.platform === 'linux') setPriority(AFTER_VISITORS);

/** How late the redirects' thread knows. Milliseconds. */
const EVERY = 100;

const { clickhouseUrl, logs }: ShippingPlan = workerData;
const port = present(parentPort, 'parent');
const warehouse = openWarehouse({ url: clickhouseUrl, surface: 'tracker' });
const shippers = logs.map(({ dir, table }: ShippedLog) =>
  startShipper({ dir, table, warehouse, log: (line) => console.error(line) }),
);
const tell = () =>
  port.postMessage(
    shippers.map(
      (one): ShippingState => ({ metrics: one.metrics(), trouble: one.trouble(), behind: one.behind() }),
    ),
  );
const timer = setInterval(tell, EVERY);
port.once('message', async () => {
  await Promise.all(shippers.map((one) => one.stop()));
  clearInterval(timer);
  tell();
  await warehouse.close();
  port.close();
});
