import { openBuckets } from '@kolony/kernel/buckets';
import { expect, test } from 'vitest';
import { RATE_LIMITS, rateLimiter } from '../src/rate-limit.ts';
import { makeApiWorld, type Reply } from './api-world.ts';

/** A stopped clock: nothing is filled up while a test runs. */
const stopped = (limits = RATE_LIMITS) => ({
  rateLimiter: rateLimiter(
    limits,
    openBuckets(() => 0),
  ),
});
const headers = ({ headers: { ratelimit, 'ratelimit-policy': policy, 'retry-after': retry } }: Reply) => ({
  ratelimit,
  policy,
  retry,
});

test('answers say what is left; beyond it 429 with Retry-After, per key and kind, and nothing is recorded', async () => {
  const limits = { ...RATE_LIMITS, writes: { perSecond: 1, burst: 3 }, reads: { perSecond: 1, burst: 2 } };
  await using api = await makeApiWorld(stopped(limits));
  const send = (id: string, key?: string) =>
    api.call({ url: '/v1/conversions', body: api.order(id), ...(key ? { key } : {}) });
  const first = await send('a');
  expect(first.status).toBe(201);
  expect(headers(first)).toEqual({
    ratelimit: '"writes";r=2;t=1',
    policy: '"writes";q=3;w=3',
    retry: undefined,
  });
  await send('b');
  await send('c');
  const refused = await send('d');
  expect(refused).toMatchObject({
    status: 429,
    body: { code: 'api/rate_limited', facts: { limit: 'writes', retry_after: 1 } },
  });
  expect(headers(refused)).toMatchObject({ ratelimit: '"writes";r=0;t=3', retry: '1' });
  expect(await api.world.deps.db.conversion.count()).toBe(3);
  expect((await api.call({ url: '/v1/conversions/a' })).status).toBe(200);
  expect((await send('d', await api.keyWith(['conversions:write']))).status).toBe(201);
});

test('the lines of a batch are counted beside its call, all or none', async () => {
  await using api = await makeApiWorld(stopped({ ...RATE_LIMITS, lines: { perSecond: 10, burst: 5 } }));
  const send = (count: number) =>
    api.call({
      url: '/v1/conversions/batch',
      raw: Array.from({ length: count }, (_, n) => `${JSON.stringify(api.order(`${count}-${n}`))}\n`).join(
        '',
      ),
      headers: { 'content-type': 'application/x-ndjson' },
    });
  const refused = await send(6);
  expect(refused).toMatchObject({ status: 429, body: { facts: { limit: 'lines', retry_after: 1 } } });
  expect(refused.headers['ratelimit-policy']).toBe('"writes";q=2000;w=10, "lines";q=5;w=1');
  expect(await api.world.deps.db.conversion.count()).toBe(0);
});

test('whoever has no key is not counted, and finds out nothing of limits', async () => {
  await using api = await makeApiWorld(stopped({ ...RATE_LIMITS, reads: { perSecond: 1, burst: 1 } }));
  for (let n = 0; n < 3; n++) {
    const answer = await api.call({ url: '/v1/campaigns', key: 'nobody' });
    expect(answer.status).toBe(401);
    expect(headers(answer)).toEqual({ ratelimit: undefined, policy: undefined, retry: undefined });
  }
  expect((await api.call({ url: '/v1/campaigns' })).status).toBe(200);
});
