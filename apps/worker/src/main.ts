import { join } from 'node:path';
import { processClock, readServerConfig } from '@kolony/config';
import { openDatabase } from '@kolony/db';
import { openJobs } from '@kolony/jobs';
import { openTxtLookup } from '@kolony/links';
import { openMailer } from '@kolony/mail';
import { openWarehouse } from '@kolony/warehouse';
import { webhookSettings } from '@kolony/webhooks';
import { applyLateEvents } from './apply-late-events.ts';
import { checkNewOrders } from './check-orders.ts';
import { deliverOutbox } from './deliver-outbox.ts';
import { openWebhookDelivery } from './deliver-webhooks.ts';
import { forget } from './forget.ts';
import { scheduleHousekeeping } from './housekeeping.ts';
import { sendLetter } from './letters/send-letter.ts';
import { openLog } from './log.ts';
import { openCounters, openGauge } from './metrics.ts';
import { releaseHolds } from './release-holds.ts';
import { repeat } from './repeat.ts';
import { openReportMail } from './report-mail/send.ts';
import { buildServer } from './server.ts';
import { bookClicks, passTime, payOut } from './settle.ts';
import { checkStores, lookForUnusual } from './watch.ts';

/** Whatever is still under way after this is redelivered or rolled back: cutting it loses nothing. */
const DRAIN = 10_000;

const config = readServerConfig();
const log = openLog();
const db = openDatabase(config.databaseUrl);
const deps = { db, clock: processClock(config), webhooks: webhookSettings(config) };
const warehouse = openWarehouse({ url: config.clickhouseUrl, surface: 'worker' });
const counters = openCounters();
const gauge = openGauge(db);
const jobs = await openJobs(config.databaseUrl, {
  onError: (error) => log.error('jobs', { reason: error.message }),
});
await scheduleHousekeeping(jobs, { ...deps, lookUpTxt: openTxtLookup() });
const webhooks = openWebhookDelivery(deps, { counters, log });

const mailer = openMailer({ ...config.mail, folder: join(config.dataDir, 'mail') });
const reportMail = openReportMail({ ...deps, warehouse, mailer, log, brandUrl: config.urls.brand });

const stopping = new AbortController();
const running = { signal: stopping.signal, log };
const loops = Promise.all([
  repeat(
    {
      name: 'outbox delivery',
      work: () => deliverOutbox({ db, warehouse, counters, log }),
      pause: { busy: 100, idle: 250 },
      onFailure: () => counters.failed('outbox'),
    },
    running,
  ),
  repeat(
    {
      name: 'hold release',
      work: () => releaseHolds(deps, counters),
      pause: { busy: 0, idle: 1_000 },
      onFailure: () => counters.failed('holds'),
    },
    running,
  ),
  repeat(
    {
      name: 'order checks',
      work: () => checkNewOrders({ ...deps, warehouse, portalHost: new URL(config.urls.portal).hostname }),
      pause: { busy: 50, idle: 1_000 },
      onFailure: () => counters.failed('checks'),
    },
    running,
  ),
  repeat(
    {
      name: 'webhooks',
      work: () => webhooks.round(),
      pause: { busy: 10, idle: 250 },
      onFailure: () => counters.failed('webhooks'),
    },
    running,
  ),
  repeat(
    {
      name: 'erasures',
      work: () => forget({ ...deps, warehouse }),
      pause: { busy: 1_000, idle: 5_000 },
      onFailure: () => counters.failed('erasures'),
    },
    running,
  ),
  repeat(
    { name: 'shops’ events', work: () => applyLateEvents(deps), pause: { busy: 500, idle: 5_000 } },
    running,
  ),
  repeat({ name: 'deals and budgets', work: () => passTime(deps), pause: { busy: 0, idle: 5_000 } }, running),
  repeat({ name: 'payouts', work: () => payOut(deps), pause: { busy: 500, idle: 5_000 } }, running),
  repeat(
    { name: 'clicks', work: () => bookClicks({ ...deps, warehouse }), pause: { busy: 60_000, idle: 60_000 } },
    running,
  ),
  repeat(
    {
      name: 'agreement',
      work: () => checkStores({ ...deps, warehouse }, log),
      pause: { busy: 1_000, idle: 60_000 },
      onFailure: () => counters.failed('agreement'),
    },
    running,
  ),
  repeat(
    {
      name: 'alerts',
      work: () => lookForUnusual({ ...deps, warehouse }),
      pause: { busy: 1_000, idle: 60_000 },
      onFailure: () => counters.failed('alerts'),
    },
    running,
  ),
  repeat(
    {
      name: 'report mail',
      work: () => reportMail.round(),
      pause: { busy: 0, idle: 5_000 },
      onFailure: () => counters.failed('mail'),
    },
    running,
  ),
  repeat(
    {
      name: 'letters',
      work: () => sendLetter({ ...deps, mailer, log, urls: config.urls }),
      pause: { busy: 0, idle: 5_000 },
      onFailure: () => counters.failed('mail'),
    },
    running,
  ),
  repeat(
    {
      name: 'outbox gauge',
      work: async () => {
        await gauge.look();
        return 0;
      },
      pause: { busy: 500, idle: 500 },
    },
    running,
  ),
]);

const server = buildServer({ db, warehouse, counters, gauge });
await server.listen({ host: config.host, port: config.ports.worker });
console.log(`worker ready on http://${config.host}:${config.ports.worker}`);

async function drain(): Promise<void> {
  if (stopping.signal.aborted) return;
  stopping.abort();
  setTimeout(() => process.exit(0), DRAIN).unref();
  await Promise.allSettled([server.close(), loops, jobs.stop()]);
  await webhooks.drained();
  mailer.close();
  await Promise.allSettled([warehouse.close(), db.$disconnect()]);
  process.exit(0);
}
process.on('SIGTERM', drain);
process.on('SIGINT', drain);
// Started with an IPC channel: its end means that whoever started this process is gone.
if (process.connected) process.once('disconnect', drain);
