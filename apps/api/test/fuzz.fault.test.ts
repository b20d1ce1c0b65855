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

/** Answers to requests that are well framed, and connections with what is not. */
const WELL_FRAMED = Number(process.env.FZ ?? 100_000);
const BROKEN = 2_000;
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
  ...Object.keys(OPERATIONS)
    .filter((name) => !/^(GET|DELETE) /.test(name))
    .flatMap((name) => [name, name, name]),
  'GET /metrics',
  'GET /healthz',
  'GET /',
  'PUT /v1/conversions',
];

/** Ends where HTTP says that it ends; whatever is wrong is in the address, the headers or the body. */
function wellFramed(roll: Roll): string {
  const line = (text: string) => text.replaceAll(/[\r\n\0]/g, '');
  const name = roll(200) ? pick(roll, CALLS) : pick(roll, ['GET /docs', 'GET /v1/openapi.json']);
  const [method = '', pattern = ''] = name.split(' ');
  const path = line(
    pattern.replace(/\{\w+\}/g, () => someText(roll) || 'x') + (roll(3) ? '' : someText(roll)),
  );
  const query = roll(3)
    ? ''
    : `?${pick(roll, ['limit', 'cursor', 'state', 'x', '__proto__'])}=${someText(roll)}`;
  const target = (path + line(query)).replaceAll(/[^!-~]|#/g, '+');
  const { body: example } = OPERATIONS[name] ?? {};
  const body = method === 'GET' ? '' : bodyOf(roll, example);
  const natural = pattern.endsWith('/batch') ? 'application/x-ndjson' : 'application/json';
  const headers = [
    `Host: x`,
    roll(40) === 0 ? `Authorization: ${line(someText(roll))}` : `Authorization: Bearer ${key}`,
    ...(method === 'GET' ? [] : [`Content-Type: ${roll(6) ? natural : pick(roll, TYPES)}`]),
    ...Array.from({ length: roll(3) }, () => `${pick(roll, HEADERS)}: ${line(someText(roll))}`),
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return `${method} ${target} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n${body}`;
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
  let answers = 0;
  async function send(share: number): Promise<void> {
    const end = answers + WELL_FRAMED * share;
    let connections = 0;
    await Promise.all(
      Array.from({ length: CONNECTIONS }, async () => {
        while (answers < end) {
          const frames = Array.from({ length: PIPELINED }, () => wellFramed(roll));
          for (const status of await statuses(Buffer.from(frames.join('')), PIPELINED)) {
            answers += 1;
            seen.set(status, (seen.get(status) ?? 0) + 1);
          }
          if (connections++ < (BROKEN * share) / 2) {
            for (const status of await statuses(broken(roll))) seen.set(status, (seen.get(status) ?? 0) + 1);
            await statuses(broken(roll));
          }
        }
      }),
    );
  }
  const heap = async () => {
    await sleep(100);
    globalThis.gc?.();
    return process.memoryUsage().rss / 2 ** 20;
  };
  const t0 = performance.now();
  await send(1 / 3);
  console.log(performance.now() - t0, answers, seen);
  const warm = await heap();
  await send(2 / 3);
  const after = await heap();
  expect(
    [...seen].filter(([status]) => status >= 500),
    `seed ${seed}`,
  ).toEqual([]);
  expect(answers).toBeGreaterThanOrEqual(WELL_FRAMED);
  // It was the API that was asked: some of it was even right.
  for (const status of [200, 201, 207, 400, 401, 404, 415, 422])
    expect(seen.get(status) ?? 0).toBeGreaterThan(20);
  expect(after - warm, `MiB more, seed ${seed}`).toBeLessThan(192);
  expect((await api.call({ url: '/v1/conversions', body: api.order('alive') })).status).toBe(201);
}, 300_000);
