import type { Database } from '@kolony/db';
import type { Warehouse } from '@kolony/warehouse';
import Fastify, { type FastifyInstance } from 'fastify';
import { reasonOf } from './log.ts';
import type { Counters, Gauge } from './metrics.ts';

export interface HealthDeps {
  db: Database;
  warehouse: Warehouse;
  counters: Counters;
  gauge: Gauge;
}

/** /healthz: the process is up. /readyz: both stores answer. /metrics: Prometheus text. */
export function buildServer({ db, warehouse, counters, gauge }: HealthDeps): FastifyInstance {
  const server = Fastify({ logger: false });
  server.get('/healthz', () => ({ status: 'ok' }));
  server.get('/readyz', async (_request, reply) => {
    const [postgres, clickhouse] = await Promise.all([
      check(() => db.$queryRaw`SELECT 1`),
      check(() => warehouse.ping()),
    ]);
    const ready = postgres === 'ok' && clickhouse === 'ok';
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'unavailable', postgres, clickhouse });
  });
  server.get('/metrics', async (_request, reply) => {
    reply.type('text/plain; version=0.0.4; charset=utf-8');
    // Without PostgreSQL the gauges are unknown, which is said by leaving them out.
    const gauges = await gauge.lines().catch(() => []);
    return `${[...gauges, ...counters.lines()].join('\n')}\n`;
  });
  return server;
}

async function check(ask: () => Promise<unknown>): Promise<string> {
  try {
    await ask();
    return 'ok';
  } catch (error) {
    return reasonOf(error);
  }
}
