import cluster from 'node:cluster';
import { setFlagsFromString } from 'node:v8';
import { readServerConfig } from '@kolony/config';
import { startTracker } from './tracker.ts';
import { startWorkers } from './workers.ts';

// V8 learns where long-lived objects are made, and makes the next ones from there among the old. In the first moments of
// a load every request waits for links that are not known yet, and what it made seems to live long: from then on, in two
// starts of five, each click left its garbage among the old, and a full collection twice a second cost a sixth of the
// redirects.
setFlagsFromString('--no-allocation-site-pretenuring');
// What is old hardly grows after that, and is not waited for until it is three times what is in use.
setFlagsFromString('--heap-growing-percent=30');

const config = readServerConfig();
const { workers } = config.tracker;
const running =
  workers > 1 && cluster.isPrimary
    ? await startWorkers(workers)
    : await startTracker(config, Number(process.argv[2] ?? 0));
if (cluster.isPrimary) console.log(`tracker ready on ${config.urls.tracker}`);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await running.stop();
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
// Started by the supervisor: without it there is nobody to answer to.
process.on('disconnect', stop);
