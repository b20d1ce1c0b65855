import { KolonyError } from '@kolony/kernel';
import { type Limit, openBuckets } from '@kolony/kernel/buckets';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What is counted apart: reading, writing, the lines of batches, and test events (which hold a campaign's locks). */
export type LimitKind = 'reads' | 'writes' | 'lines' | 'tests';

/** Per API key and process. A live room's peak is some hundreds of orders a second; catching up goes by batches. */
export const RATE_LIMITS: Record<LimitKind, Limit> = {
  reads: { perSecond: 50, burst: 500 },
  writes: { perSecond: 200, burst: 2_000 },
  lines: { perSecond: 1_000, burst: 10_000 },
  tests: { perSecond: 5, burst: 60 },
};

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a call is counted as; by default reads for GET, else writes. */
    limit?: LimitKind;
  }
}

export interface RateLimiter {
  /** Counts a call, or so many lines, of a key, and says so in the answer's headers; `api/rate_limited` (429). */
  count(key: string, reply: FastifyReply, of: { kind: LimitKind; count: number }): void;
}

/** With no limits nothing is counted. */
export function rateLimiter(
  limits: Record<LimitKind, Limit> | null,
  take: ReturnType<typeof openBuckets> = openBuckets(),
): RateLimiter {
  if (!limits) return { count: () => undefined };
  return {
    count(key, reply, { kind, count }) {
      const limit = limits[kind];
      const taken = take(`${kind}:${key}`, limit, count);
      const window = Math.ceil(limit.burst / limit.perSecond);
      // draft-ietf-httpapi-ratelimit-headers-10; a batch is told of two.
      add(reply, 'ratelimit-policy', `"${kind}";q=${limit.burst};w=${window}`);
      add(reply, 'ratelimit', `"${kind}";r=${taken.left};t=${taken.reset}`);
      if (taken.ok) return;
      reply.header('retry-after', String(taken.wait));
      throw new KolonyError('api/rate_limited', 'rate_limited', { limit: kind, retry_after: taken.wait });
    },
  };
}

export function limitOf({ method, routeOptions: { config } }: FastifyRequest): LimitKind {
  return config.limit ?? (method === 'GET' || method === 'HEAD' ? 'reads' : 'writes');
}

/** All limits by one factor; 0: none. */
export function scaled(factor: number): Record<LimitKind, Limit> | null {
  if (factor === 0) return null;
  const by = ({ perSecond, burst }: Limit): Limit => ({
    perSecond: perSecond * factor,
    burst: Math.max(1, Math.round(burst * factor)),
  });
  const { reads, writes, lines, tests } = RATE_LIMITS;
  return { reads: by(reads), writes: by(writes), lines: by(lines), tests: by(tests) };
}

function add(reply: FastifyReply, name: string, item: string): void {
  const before = reply.getHeader(name);
  reply.header(name, before === undefined ? item : `${String(before)}, ${item}`);
}
