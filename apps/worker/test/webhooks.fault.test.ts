import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MINUTE, SECOND } from '@kolony/kernel';
import { makeWorld } from '@kolony/scenarios/worlds';
import { freePort, type ServerProcess, startProcess } from '@kolony/testing';
import { createEndpoint, readDelivery, sendTestEvent, webhookSettings } from '@kolony/webhooks';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { until } from './facts.ts';

const SECRET = 'a1'.repeat(32);

/** A brand whose endpoint is a real server here, and workers that can be killed; ClickHouse is away all the time. */
async function makeWebhookWorld() {
  const world = await makeWorld(new Date());
  const dataDir = await mkdtemp(join(tmpdir(), 'kolony-webhooks-'));
  const clockFile = join(dataDir, 'clock');
  const workers: ServerProcess[] = [];
  const received: { id: string; verified: boolean }[] = [];
  let answer = (response: ServerResponse) => void response.writeHead(204).end();
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
    const verified = (() => {
      try {
        return new Webhook(secret).verify(body, Object.fromEntries(headers)) !== null;
      } catch {
        return false;
      }
    })();
    received.push({ id: String(request.headers['webhook-id']), verified });
    answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const deps = { ...world.deps, webhooks: webhookSettings({ secret: SECRET, webhooksToLoopback: true }) };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const { scope } = world.brand;
  const { endpoint, secret } = await createEndpoint(deps, scope, { url, eventTypes: ['deal.accepted'] });
  return {
    received,
    answering(next: typeof answer) {
      answer = next;
    },
    tell: async () => (await sendTestEvent(deps, scope, { id: endpoint.id })).eventId,
    read: (eventId: string) => readDelivery(deps, scope, { endpointId: endpoint.id, eventId }),
    /** The workers' clock, ahead of the system's by so many milliseconds. */
    setClock: (ahead: number) => writeFile(clockFile, String(ahead)),
    async startWorker() {
      const port = await freePort();
      const worker = await startProcess({
        entry: 'apps/worker/src/main.ts',
        env: {
          NODE_ENV: 'production',
          DATABASE_URL: world.databaseUrl,
          CLICKHOUSE_URL: 'http://kolony:none@127.0.0.1:1/kolony',
          KOLONY_SECRET: SECRET,
          KOLONY_DATA_DIR: dataDir,
          KOLONY_CLOCK_FILE: clockFile,
          KOLONY_WEBHOOKS_TO_LOOPBACK: 'true',
          WORKER_PORT: String(port),
        },
        readyUrl: `http://127.0.0.1:${port}/healthz`,
      });
      workers.push(worker);
      return worker;
    },
    async [Symbol.asyncDispose]() {
      for (const worker of workers) await worker.kill9();
      server.closeAllConnections();
      server.close();
      await world[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

test('killed between the attempt and its bookkeeping, again and again: sent again under the same id, signed anew', {
  timeout: 180_000,
}, async () => {
  await using w = await makeWebhookWorld();
  await w.setClock(0);
  const eventId = await w.tell();
  const KILLS = 3;
  for (let kill = 1; kill <= KILLS; kill++) {
    const worker = await w.startWorker();
    // The receiver has the event, and the worker dies before it hears so.
    w.answering(() => void worker.kill9());
    await until('the event came', async () => w.received.length === kill);
    await worker.kill9();
    expect(await w.read(eventId)).toMatchObject({ state: 'pending', attempts: kill, log: [] });
    await w.setClock(kill * 2 * MINUTE);
  }
  w.answering((response) => void response.writeHead(200).end('thanks'));
  await w.startWorker();
  await until('it is delivered', async () => (await w.read(eventId)).state === 'delivered');
  expect(w.received).toEqual(Array.from({ length: KILLS + 1 }, () => ({ id: eventId, verified: true })));
  expect(await w.read(eventId)).toMatchObject({
    attempts: KILLS + 1,
    log: [{ status: 200, answer: 'thanks' }],
  });
});

test('on SIGTERM an attempt under way is finished and booked; a slow receiver holds up no other event', {
  timeout: 120_000,
}, async () => {
  await using w = await makeWebhookWorld();
  await w.setClock(0);
  const waiting: ServerResponse[] = [];
  w.answering((response) => void waiting.push(response));
  const worker = await w.startWorker();
  const slow = await w.tell();
  await until('the slow one came', async () => waiting.length === 1);
  w.answering((response) => void response.writeHead(204).end());
  const quick = await w.tell();
  await until('the quick one is delivered', async () => (await w.read(quick)).state === 'delivered');
  expect(await w.read(slow)).toMatchObject({ state: 'pending', attempts: 1 });
  const stopped = worker.stop();
  await sleep(SECOND);
  waiting[0]?.writeHead(204).end();
  await stopped;
  expect(await w.read(slow)).toMatchObject({ state: 'delivered', attempts: 1, log: [{ status: 204 }] });
  expect(w.received).toHaveLength(2);
});
