import { KolonyError } from '@kolony/kernel';
import { PgBoss } from 'pg-boss';

/** `signal` aborts when the process stops or the job has run for its 15 minutes. */
export type Handler = (signal: AbortSignal) => Promise<void>;

export interface Schedule {
  /** Letters, digits, `.`, `-`, `_`; names the queue, so renaming one leaves the old schedule behind. */
  name: string;
  /** Five-field cron in UTC; every minute is the finest. */
  cron: string;
}

export interface Jobs {
  /**
   * Runs `handler` at the times of `cron`, once for all processes that schedule the same name. A run that throws is
   * tried again three times, a minute, two and four later; a time that passed while nothing ran is made up for once. A
   * handler must be safe to run twice.
   */
  schedule(schedule: Schedule, handler: Handler): Promise<void>;
  /** Runs a scheduled job now as well; for tests and operators. */
  runNow(name: string): Promise<void>;
  /** Takes no new job, waits up to ten seconds for the running ones and closes the connections. */
  stop(): Promise<void>;
}

export interface JobsOptions {
  /** Told of what pg-boss meets in the background, such as a database that went away. */
  onError?: (error: Error) => void;
}

const STOP_TIMEOUT = 10_000;
const QUEUE = {
  retryLimit: 3,
  retryDelay: 60,
  retryBackoff: true,
  expireInSeconds: 15 * 60,
  deleteAfterSeconds: 7 * 86_400,
};

/** Opens the queue (schema `pgboss`, made on first use); throws `jobs/unavailable` when PostgreSQL is away. */
export async function openJobs(databaseUrl: string, options: JobsOptions = {}): Promise<Jobs> {
  const boss = new PgBoss({ connectionString: databaseUrl, max: 3, application_name: 'kolony-jobs' });
  boss.on('error', (error) => options.onError?.(error instanceof Error ? error : new Error(String(error))));
  try {
    await boss.start();
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined);
    throw new KolonyError('jobs/unavailable', 'unavailable', {
      reason: error instanceof Error ? error.message : String(error),
    });
  }
  return {
    async schedule({ name, cron }, handler) {
      await boss.createQueue(name, { policy: 'singleton', ...QUEUE });
      await boss.work(name, { pollingIntervalSeconds: 2 }, async ([job]) => {
        if (job) await handler(job.signal);
      });
      await boss.schedule(name, cron, null, { tz: 'UTC', missed: 'once' });
    },
    async runNow(name) {
      await boss.send(name);
    },
    async stop() {
      await boss.stop({ graceful: true, timeout: STOP_TIMEOUT });
    },
  };
}
