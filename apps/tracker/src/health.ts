import type { FastifyInstance } from 'fastify';
import type { TrackerDeps } from './deps.ts';
import type { Figure } from './site/site.ts';

/** Process up, dependencies, Prometheus metrics per phase of a click. */
export function health(server: FastifyInstance, { spool, shipper, resolver, site }: TrackerDeps): void {
  server.get('/healthz', () => ({ ok: true }));
  server.get('/readyz', (_request, reply) => {
    const trouble = spool.trouble();
    // Cached links go on without PostgreSQL, and segments wait for ClickHouse: only the disk makes clicks not durable.
    return reply.code(trouble ? 503 : 200).send({
      ok: !trouble,
      spool: trouble ?? 'durable',
      hears_changes: resolver.listening(),
      not_durable: spool.metrics().notDurable,
    });
  });
  server.get('/metrics', (_request, reply) => {
    const spooled = spool.metrics();
    const shipped = shipper.metrics();
    const figures: Figure[] = [
      ['kolony_clicks_appended_total', 'counter', spooled.appended],
      ['kolony_spool_commits_total', 'counter', spooled.commits],
      ['kolony_spool_commit_milliseconds', 'gauge', spooled.lastCommitMs],
      ['kolony_spool_waiting_bytes', 'gauge', spooled.waitingBytes],
      ['kolony_clicks_not_durable_total', 'counter', spooled.notDurable],
      ['kolony_clicks_shipped_total', 'counter', shipped.shipped],
      ['kolony_spool_segments_waiting', 'gauge', shipped.segmentsWaiting],
      ['kolony_spool_lag_milliseconds', 'gauge', shipped.lagMs],
      ['kolony_spool_damaged_records_total', 'counter', shipped.damaged],
      ['kolony_ship_failures_total', 'counter', shipped.failures],
      ['kolony_resolver_links', 'gauge', resolver.size()],
      ['process_resident_memory_bytes', 'gauge', process.memoryUsage().rss],
      ...(site?.figures() ?? []),
    ];
    return reply
      .type('text/plain; version=0.0.4')
      .send(figures.map(([name, kind, value]) => `# TYPE ${name} ${kind}\n${name} ${value}\n`).join(''));
  });
}
