import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';

/** Between the end of a worker and its successor, so that one that cannot start does not spin. Milliseconds. */
const PAUSE = 300;

/**
 * The primary of `count` processes that redirect behind one port. It passes news from each to the others (peers.ts) and
 * starts again what ends; it serves nothing itself. Resolves when all of them listen.
 */
export async function startWorkers(count: number): Promise<{ stop(): Promise<void> }> {
  let stopping = false;
  const workers = () => Object.values(cluster.workers ?? {}).filter((worker): worker is Worker => !!worker);

  function start(index: number): Worker {
    cluster.setupPrimary({ args: [String(index)] });
    const worker = cluster.fork();
    worker.on('message', (news) => {
      for (const other of workers()) if (other !== worker && other.isConnected()) other.send(news);
    });
    worker.once('exit', (code, signal) => {
      if (stopping) return;
      console.error(`tracker: worker ${index} ended (${signal ?? code}), another one is started`);
      setTimeout(() => stopping || start(index), PAUSE);
    });
    return worker;
  }

  await Promise.all(Array.from({ length: count }, (_, index) => once(start(index), 'listening')));
  return {
    async stop() {
      stopping = true;
      await Promise.all(
        workers().map(async (worker) => {
          const ended = once(worker, 'exit');
          worker.process.kill('SIGTERM');
          await ended;
        }),
      );
    },
  };
}
