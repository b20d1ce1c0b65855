import type { Database } from '@kolony/db';

/** What this process did since it started. */
export interface Counters {
  delivered(table: string, rows: number): void;
  released(holds: number): void;
  webhook(outcome: 'delivered' | 'failed'): void;
  failed(loop: string): void;
  lines(): string[];
}

export function openCounters(): Counters {
  const delivered = new Map<string, number>();
  const failed = new Map<string, number>();
  const webhooks = new Map<string, number>();
  let released = 0;
  const add = (to: Map<string, number>, key: string, by: number) => to.set(key, (to.get(key) ?? 0) + by);
  return {
    delivered: (table, rows) => add(delivered, table, rows),
    released: (holds) => {
      released += holds;
    },
    webhook: (outcome) => add(webhooks, outcome, 1),
    failed: (loop) => add(failed, loop, 1),
    lines: () => [
      '# HELP kolony_outbox_delivered_rows_total Rows acknowledged by ClickHouse.',
      '# TYPE kolony_outbox_delivered_rows_total counter',
      ...[...delivered].map(
        ([table, rows]) => `kolony_outbox_delivered_rows_total{table="${table}"} ${rows}`,
      ),
      '# HELP kolony_holds_released_total Holds that ended.',
      '# TYPE kolony_holds_released_total counter',
      `kolony_holds_released_total ${released}`,
      '# HELP kolony_webhook_attempts_total Attempts to tell a receiver of an event.',
      '# TYPE kolony_webhook_attempts_total counter',
      ...[...webhooks].map(
        ([outcome, times]) => `kolony_webhook_attempts_total{outcome="${outcome}"} ${times}`,
      ),
      '# HELP kolony_worker_failures_total Rounds that failed and are tried again.',
      '# TYPE kolony_worker_failures_total counter',
      ...[...failed].map(([loop, times]) => `kolony_worker_failures_total{loop="${loop}"} ${times}`),
    ],
  };
}

/**
 * Rows that wait in the outbox, and for how long its head has been seen waiting: the row at the head is remembered
 * from one look to the next, because rows carry no time of their own. Looked at twice a second and on each scrape.
 */
export function openGauge(db: Database, now: () => number = Date.now) {
  let head: { id: bigint; seenAt: number } | null = null;
  return {
    async look(): Promise<void> {
      const [row] = await db.$queryRaw<{ id: bigint | null }[]>`SELECT min(id) AS id FROM outbox`;
      const id = row?.id ?? null;
      if (id === null) head = null;
      else if (head?.id !== id) head = { id, seenAt: now() };
    },
    async lines(): Promise<string[]> {
      await this.look();
      const [row] = await db.$queryRaw<{ rows: bigint }[]>`SELECT count(*) AS rows FROM outbox`;
      const seconds = head === null ? 0 : (now() - head.seenAt) / 1_000;
      return [
        '# HELP kolony_outbox_rows Facts on their way to ClickHouse.',
        '# TYPE kolony_outbox_rows gauge',
        `kolony_outbox_rows ${row?.rows ?? 0}`,
        '# HELP kolony_outbox_oldest_seconds How long the oldest of them has been seen waiting.',
        '# TYPE kolony_outbox_oldest_seconds gauge',
        `kolony_outbox_oldest_seconds ${seconds.toFixed(3)}`,
      ];
    },
  };
}
export type Gauge = ReturnType<typeof openGauge>;
