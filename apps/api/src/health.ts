import type { FastifyInstance } from 'fastify';
import type { ApiDeps } from './deps.ts';
import { recordedBatches, recordedOrders } from './v1/order-queue.ts';

/** Process up, dependencies up, counters. Orders need PostgreSQL only; ClickHouse being away is not unreadiness. */
export function health(server: FastifyInstance, { db }: ApiDeps): void {
  server.get('/healthz', { schema: { hide: true } }, () => ({ ok: true }));
  server.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const [setting] = await db.$queryRaw<
      { synchronous_commit: string }[]
    >`SELECT current_setting('synchronous_commit') AS synchronous_commit`;
    // An acknowledged order must be on disk; with any weaker setting a crash loses some (research: 25 of 5,270).
    const durable = setting?.synchronous_commit === 'on';
    return reply
      .code(durable ? 200 : 503)
      .send({ ok: durable, postgres: 'up', synchronous_commit: setting?.synchronous_commit });
  });
  server.get('/metrics', { schema: { hide: true } }, (_request, reply) =>
    reply
      .type('text/plain; version=0.0.4')
      .send(
        [
          '# TYPE kolony_api_orders_total counter',
          `kolony_api_orders_total ${recordedOrders()}`,
          '# TYPE kolony_api_order_batches_total counter',
          `kolony_api_order_batches_total ${recordedBatches()}`,
          '# TYPE process_resident_memory_bytes gauge',
          `process_resident_memory_bytes ${process.memoryUsage().rss}`,
          '',
        ].join('\n'),
      ),
  );
}
