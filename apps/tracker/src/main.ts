import { join } from 'node:path';
import { readServerConfig } from '@kolony/config';
import { startTracker } from './tracker.ts';

const config = readServerConfig();
const tracker = await startTracker(config, join(config.dataDir, 'spool', '0'));
console.log(`tracker ready on ${config.urls.tracker}`);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await tracker.stop();
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
// Started by the supervisor: without it there is nobody to answer to.
process.on('disconnect', stop);
