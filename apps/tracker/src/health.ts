import type { FastifyInstance } from 'fastify';
import type { Figures } from './figures.ts';

/** Process up, dependencies, Prometheus metrics: of every process behind the port, whichever is asked. */
export function health(server: FastifyInstance, everybody: () => Figures[]): void {
  server.get('/healthz', () => ({ ok: true }));
  server.get('/readyz', (_request, reply) => {
    const all = everybody();
    const trouble = all.find((one) => one.trouble !== null)?.trouble;
    // Cached links go on without PostgreSQL, and segments wait for ClickHouse: only the disk makes clicks not durable.
    return reply.code(trouble ? 503 : 200).send({
      ok: !trouble,
      spool: trouble ?? 'durable',
      shipping: all.find((one) => one.shipping !== null)?.shipping ?? 'ok',
      hears_changes: all.every((one) => one.hearsChanges),
      not_durable: all.reduce((sum, one) => sum + (one.metrics.kolony_clicks_not_durable_total ?? 0), 0),
    });
  });
  server.get('/metrics', (_request, reply) => {
    const all = everybody();
    const names = new Set(all.flatMap(({ metrics }) => Object.keys(metrics)));
    const text = [...names].map((name) => {
      const kind = name.endsWith('_total') ? 'counter' : 'gauge';
      const samples = all.map(({ worker, metrics }) => `${name}{worker="${worker}"} ${metrics[name] ?? 0}\n`);
      return `# TYPE ${name} ${kind}\n${samples.join('')}`;
    });
    return reply.type('text/plain; version=0.0.4').send(text.join(''));
  });
}
