import cluster from 'node:cluster';
import { setFlagsFromString } from 'node:v8';
import { readServerConfig } from '@kolony/config';
import { startTracker } from './tracker.ts';
import { startWorkers } from './workers.ts';

// A click's garbage outlives the young generation (it waits for the disk): without this the heap grows to three times
// what is in use before anything is collected.
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
