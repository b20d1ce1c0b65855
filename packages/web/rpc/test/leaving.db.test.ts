import { makeWarehouse } from '@kolony/testing';
import { openWarehouse } from '@kolony/warehouse';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type BrandContext, brandPublic, brandRouterOf } from '../src/trpc.ts';

const Counted = z.object({ n: z.coerce.number() });

async function makeWorld() {
  const made = await makeWarehouse();
  const warehouse = openWarehouse({ url: made.url, surface: 'test' });
  const slow = () =>
    warehouse.query({ name: 'slow', sql: 'SELECT count() AS n FROM numbers(3e9)', row: Counted });
  const router = brandRouterOf({
    look: brandPublic.output(z.number()).query(async () => (await slow())[0]?.n ?? 0),
    change: brandPublic.output(z.number()).mutation(async () => (await slow())[0]?.n ?? 0),
  });
  return {
    request: (method: 'GET' | 'POST', path: string, signal: AbortSignal) =>
      fetchRequestHandler({
        endpoint: '/api/trpc',
        req: new Request(`http://app.example/api/trpc/${path}`, {
          method,
          signal,
          headers: { 'content-type': 'application/json' },
        }),
        router,
        // Nothing of it is read: anyone may ask.
        createContext: () => z.custom<BrandContext>().parse({}),
      }),
    async running() {
      const [found] = await warehouse.query({
        name: 'running',
        sql: "SELECT count() AS n FROM system.processes WHERE query LIKE '%numbers(3e9)%' AND query NOT LIKE '%processes%'",
        row: Counted,
      });
      return found?.n ?? 0;
    },
    async [Symbol.asyncDispose]() {
      await warehouse.close();
      await made[Symbol.asyncDispose]();
    },
  };
}

test('a page that leaves ends what it asked of ClickHouse; a change is finished', async () => {
  await using world = await makeWorld();
  const page = new AbortController();
  const look = world.request('GET', 'look', page.signal);
  await expect.poll(world.running, { interval: 20 }).toBe(1);
  page.abort();
  expect((await look).status).toBe(503);
  await expect.poll(world.running, { timeout: 1_000, interval: 50 }).toBe(0);

  const form = new AbortController();
  const change = world.request('POST', 'change', form.signal);
  await expect.poll(world.running, { interval: 20 }).toBe(1);
  form.abort();
  expect(await (await change).text()).toContain('3000000000');
});
