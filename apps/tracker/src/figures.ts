import type { TrackerDeps } from './deps.ts';

/** How one process is doing. */
export interface Figures {
  worker: number;
  /** Why clicks are not durable now; null while they are. */
  trouble: string | null;
  /** Why clicks wait on disk; null while ClickHouse takes them. */
  shipping: string | null;
  hearsChanges: boolean;
  /** Prometheus: a name that ends in _total counts, another one is a state. */
  metrics: Record<string, number>;
}

/** Per phase of a click: resolve, append, commit, ship. */
export function figuresOf({ spool, shipper, resolver, site }: TrackerDeps, worker: number): Figures {
  const spooled = spool.metrics();
  const shipped = shipper.metrics();
  const memory = process.memoryUsage();
  return {
    worker,
    trouble: spool.trouble(),
    shipping: shipper.trouble(),
    hearsChanges: resolver.listening(),
    metrics: {
      kolony_resolver_links: resolver.size(),
      kolony_resolver_hears_changes: resolver.listening() ? 1 : 0,
      kolony_clicks_appended_total: spooled.appended,
      kolony_clicks_not_durable_total: spooled.notDurable,
      kolony_spool_waiting_bytes: spooled.waitingBytes,
      kolony_spool_commits_total: spooled.commits,
      kolony_spool_commit_milliseconds_total: spooled.commitMs,
      kolony_spool_commit_milliseconds: spooled.lastCommitMs,
      kolony_clicks_shipped_total: shipped.shipped,
      kolony_ship_milliseconds_total: shipped.shipMs,
      kolony_ship_failures_total: shipped.failures,
      kolony_spool_segments_waiting: shipped.segmentsWaiting,
      kolony_spool_lag_milliseconds: shipped.lagMs,
      kolony_spool_damaged_records_total: shipped.damaged,
      ...site?.metrics(),
      process_resident_memory_bytes: memory.rss,
      nodejs_heap_size_total_bytes: memory.heapTotal,
      nodejs_heap_size_used_bytes: memory.heapUsed,
      nodejs_external_memory_bytes: memory.external,
    },
  };
}
