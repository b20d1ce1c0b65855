import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { present } from '@kolony/kernel';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OPERATIONS } from '../src/docs/operations.ts';
import { type ApiWorld, makeApiWorld } from './api-world.ts';

let api: ApiWorld;
let port: number;
let key: string;
beforeAll(async () => {
  api = await makeApiWorld();
  key = await api.keyWith(['conversions:write', 'conversions:read', ...MOST_SCOPES]);
  port = Number(new URL(await api.server.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterAll(() => api[Symbol.asyncDispose]());

const MOST_SCOPES = [
  'commissions:read',
  'campaigns:read',
  'campaigns:write',
  'deals:read',
  'links:read',
  'links:write',
  'webhooks:read',
  'webhooks:write',
] as const;

/** Most go to the server without a socket; of the others, answers to well framed ones, and connections with what is not. */
const INJECTED = 95_000;
const WELL_FRAMED = 5_000;
const BROKEN = 1_000;
const TOGETHER = 250;
const PIPELINED = 50;
const CONNECTIONS = 8;

/** Mulberry32: the same requests for the same seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * sides);
  };
}
type Roll = ReturnType<typeof dice>;
const pick = <T>(roll: Roll, from: readonly T[]): T => present(from[roll(from.length)], 'one');

const PIECES = [
  '%00',
  '%zz',
  '%E4%B8',
  "'",
  '"',
  '\\',
  '\\u0000',
  '\\ud83d',
  '<script>',
  '../',
  '?',
  '&',
  '=',
  ';',
  '中',
  '\u00ff',
  '9'.repeat(40),
  'a'.repeat(300),
  '-1',
  '1e400',
  'null',
  '__proto__',
  'constructor',
  "' OR 1=1--",
  'cnv_00000000000000000000000000',
];
const TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'application/x-ndjson',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  '',
  'application/json;;',
  '中',
];
const HEADERS = [
  'Accept',
  'Accept-Encoding',
  'Range',
  'If-None-Match',
  'Cookie',
  'X-Forwarded-For',
  'Origin',
];

const someText = (roll: Roll) => Array.from({ length: roll(4) }, () => pick(roll, PIECES)).join('');

/** What no field of any body should be. */
const VALUES: readonly ((roll: Roll) => unknown)[] = [
  () => null,
  () => true,
  () => -1,
  () => 1.5,
  () => 2 ** 53,
  () => 1e308,
  () => [],
  () => ({}),
  () => [[[[[]]]]],
  someText,
  (roll) => 'x'.repeat(roll(3_000)),
  (roll) => Array.from({ length: roll(60) }, () => someText(roll)),
  (roll) => ({ [someText(roll)]: someText(roll) }),
  () => '2026-13-45T99:99:99Z',
  () => '+275760-09-13T00:00:00Z',
];

/** An example's body with some of it replaced, taken away or added, at any depth. */
function mangled(roll: Roll, body: unknown): unknown {
  if (roll(4) === 0) return pick(roll, VALUES)(roll);
  if (Array.isArray(body)) return body.map((item) => (roll(2) ? item : mangled(roll, item)));
  if (body === null || typeof body !== 'object') return pick(roll, VALUES)(roll);
  const kept = Object.entries(body).flatMap(([name, value]) => {
    if (roll(12) === 0) return [];
    return [[name, roll(3) === 0 ? mangled(roll, value) : value] as const];
  });
  if (roll(6) === 0) kept.push([someText(roll) || 'x', pick(roll, VALUES)(roll)]);
  return Object.fromEntries(kept);
}

function bodyOf(roll: Roll, example: object | readonly object[] | undefined): string {
  if (roll(8) === 0) return someText(roll);
  const lines = Array.isArray(example) ? example : [example ?? {}];
  const text = lines.map((line) => JSON.stringify(mangled(roll, line)) ?? '').join('\n');
  if (roll(6) > 0) return text;
  // Cut, or with something in the middle that is no JSON.
  const at = roll(text.length + 1);
  return roll(2) ? text.slice(0, at) : text.slice(0, at) + pick(roll, PIECES) + text.slice(at);
}

/** Those that take a body have more that can be wrong. */
const CALLS = [
  ...Object.keys(OPERATIONS),
  ...Object.entries(OPERATIONS).flatMap(([name, { body }]) =>
    body ? Array.from({ length: 7 }, () => name) : [],
  ),
  'GET /metrics',
  'GET /healthz',
  'GET /',
  'PUT /v1/conversions',
];

interface Wrong {
  method: string;
  target: string;
  headers: [name: string, value: string][];
  body: string;
}

/** Whatever is wrong is in the address, the headers or the body. */
function wrong(roll: Roll): Wrong {
  const line = (text: string) => text.replaceAll(/[\r\n\0]/g, '');
  const name = roll(200) ? pick(roll, CALLS) : pick(roll, ['GET /docs', 'GET /v1/openapi.json']);
  const [method = '', pattern = ''] = name.split(' ');
  const path = pattern.replace(/\{\w+\}/g, () => someText(roll) || 'x') + (roll(4) ? '' : someText(roll));
  const query = roll(3)
    ? ''
    : `?${pick(roll, ['limit', 'cursor', 'state', 'x', '__proto__'])}=${someText(roll)}`;
  const { body: example } = OPERATIONS[name] ?? {};
  const natural = pattern.endsWith('/batch') ? 'application/x-ndjson' : 'application/json';
  return {
    method,
    target: line(path + query).replaceAll(/[^!-~]|#/g, '+'),
    headers: [
      ['Authorization', roll(40) === 0 ? line(someText(roll)) : `Bearer ${key}`],
      ...(method === 'GET'
        ? []
        : [['Content-Type', roll(6) ? natural : pick(roll, TYPES)] as [string, string]]),
      ...Array.from({ length: roll(3) }, (): [string, string] => [pick(roll, HEADERS), line(someText(roll))]),
    ],
    body: method === 'GET' ? '' : bodyOf(roll, example),
  };
}

/** Without a socket an address has to be one; over sockets it has not. */
function injectable(roll: Roll): Wrong {
  for (;;) {
    const request = wrong(roll);
    if (URL.canParse(request.target, 'http://x')) return request;
  }
}

/** Ends where HTTP says that it ends. */
function wellFramed(roll: Roll): string {
  const { method, target, headers, body } = wrong(roll);
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${target} HTTP/1.1\r\nHost: x\r\n${lines.join('')}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** Where it ends, nobody knows. */
function broken(roll: Roll): Buffer {
  const good = Buffer.from(wellFramed(roll));
  switch (roll(5)) {
    case 0:
      return Buffer.from(Array.from({ length: 1 + roll(400) }, () => roll(256)));
    case 1:
      return good.subarray(0, roll(good.length));
    case 2: {
      const flipped = Buffer.from(good);
      for (let n = 0; n < 3; n++) flipped[roll(flipped.length)] = roll(256);
      return flipped;
    }
    case 3:
      return Buffer.from(
        `POST /v1/conversions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nTransfer-Encoding: chunked\r\n\r\n${someText(roll)}\r\n`,
      );
    default:
      return Buffer.from(`GET /v1/campaigns HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(roll(40_000))}\r\n\r\n`);
  }
}

/** Sends, and gives every status of the answers: when there are so many, or the other side ends. */
function statuses(bytes: Buffer, expected?: number): Promise<number[]> {
  return new Promise((resolve) => {
    const found: number[] = [];
    let rest = '';
    const socket = connect(port, '127.0.0.1', () => (expected ? socket.write(bytes) : socket.end(bytes)));
    socket.setEncoding('latin1').on('data', (piece: string) => {
      const text = rest + piece;
      for (const [, status] of text.matchAll(/HTTP\/1\.1 (\d{3}) /g)) found.push(Number(status));
      // A status line that is cut in two is found with the next piece, a whole one is not found twice.
      rest = text.slice(-12).replace(/HTTP\/1\.1 \d{3} /, '');
      if (expected && found.length >= expected) socket.destroy();
    });
    socket.setTimeout(10_000, () => socket.destroy());
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(found));
  });
}

test('100,000 malformed requests to every endpoint: no server error, no crash, no growth', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const roll = dice(seed);
  const seen = new Map<number, number>();
  const saw = (statuses: readonly number[]) => {
    for (const status of statuses) seen.set(status, (seen.get(status) ?? 0) + 1);
  };
  const total = () => [...seen.values()].reduce((sum, count) => sum + count, 0);

  async function inject(goal: number): Promise<void> {
    for (const end = total() + goal; total() < end; ) {
      const asked = Array.from({ length: TOGETHER }, async () => {
        const { method, target, headers, body } = injectable(roll);
        const request = { method: method as 'GET', url: target, headers: Object.fromEntries(headers) };
        return (await api.server.inject(body ? { ...request, payload: body } : request)).statusCode;
      });
      saw(await Promise.all(asked));
    }
  }
  async function overSockets(goal: number, connections: number): Promise<void> {
    const end = total() + goal;
    let made = 0;
    await Promise.all(
      Array.from({ length: CONNECTIONS }, async () => {
        while (total() < end || made < connections) {
          if (made++ < connections) saw(await statuses(broken(roll)));
          if (total() >= end) continue;
          const frames = Array.from({ length: PIPELINED }, () => wellFramed(roll));
          saw(await statuses(Buffer.from(frames.join('')), PIPELINED));
        }
      }),
    );
  }
  async function memory(): Promise<number> {
    await sleep(100);
    return process.memoryUsage().rss / 2 ** 20;
  }
  await overSockets(WELL_FRAMED / 2, BROKEN / 2);
  await inject(INJECTED / 3);
  const warm = await memory();
  await inject((INJECTED * 2) / 3);
  await overSockets(WELL_FRAMED / 2, BROKEN / 2);
  const after = await memory();

  expect(
    [...seen].filter(([status]) => status >= 500),
    `seed ${seed}`,
  ).toEqual([]);
  expect(total()).toBeGreaterThanOrEqual(100_000);
  // It was the API that was asked, and everywhere: some of it was even right.
  for (const status of [200, 207, 400, 401, 404, 415, 422])
    expect([status, seen.get(status) ?? 0]).toEqual([
      status,
      expect.toSatisfy((count: number) => count > 100),
    ]);
  expect(after - warm, `MiB more, seed ${seed}`).toBeLessThan(192);
  expect((await api.call({ url: '/v1/conversions', body: api.order('alive') })).status).toBe(201);
}, 600_000);
