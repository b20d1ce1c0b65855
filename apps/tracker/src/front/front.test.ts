import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Exchange } from './exchange.ts';
import { type Answer, putInFront } from './front.ts';
import { nodeExchange } from './node-exchange.ts';
import { readPlain } from './read-plain.ts';

const MOST = 1_000;

/** What was read of a request, as an answer. */
async function tell(who: string, exchange: Exchange): Promise<void> {
  const { method, url } = exchange;
  const body = await exchange.body(MOST);
  const agent = exchange.header('user-agent');
  exchange.send(
    body === null ? 413 : 200,
    { 'X-By': who },
    JSON.stringify({ method, url, agent, body: body?.toString('latin1') }),
  );
}

const mine: Answer = (exchange) => {
  if (!exchange.url.startsWith('/mine')) return false;
  tell('front', exchange);
  return true;
};

async function open({ answer = mine, idle }: { answer?: Answer; idle?: number } = {}) {
  const server = createServer((request, response) => {
    tell('node:http', nodeExchange(request, response)).catch(() => response.destroy());
  });
  const handedOver: Socket[] = [];
  server.on('connection', (socket) => handedOver.push(socket));
  const front = putInFront(server, answer, idle);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    front,
    port,
    /** What node:http was given. */
    handedOver,
    open: () => new Promise<number>((done) => server.getConnections((_, count) => done(count))),
    dial: () => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
      socket.setEncoding('latin1').on('error', () => undefined);
      return socket;
    },
    async [Symbol.asyncDispose]() {
      front.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const ask = (url: string, more = '', body = '') =>
  `${body ? 'POST' : 'GET'} ${url} HTTP/1.1\r\nHost: x\r\n${more}${body ? `Content-Length: ${body.length}\r\n` : ''}\r\n${body}`;

/** So many answers, as they come over the connection: who answered, the body, and the head. */
async function answersOf(socket: Socket, count: number) {
  let text = '';
  const answers: { by: string | undefined; url: string; head: string }[] = [];
  const take = () => {
    for (;;) {
      const end = text.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = text.slice(0, end);
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (text.length < end + 4 + length) return;
      const body = text.slice(end + 4, end + 4 + length);
      text = text.slice(end + 4 + length);
      answers.push({ by: /x-by: (.*)/i.exec(head)?.[1], url: body ? JSON.parse(body).url : '', head });
    }
  };
  const onData = (piece: string) => {
    text += piece;
    take();
  };
  socket.on('data', onData);
  for (const deadline = Date.now() + 5_000; answers.length < count && Date.now() < deadline; ) await sleep(2);
  socket.off('data', onData);
  expect(text).toBe('');
  return answers;
}

describe('a connection', () => {
  test('is kept, and each of its plain requests is answered without node:http', async () => {
    await using server = await open();
    const socket = server.dial();
    for (const url of ['/mine/1', '/mine/2', '/mine/3']) {
      socket.write(ask(url));
      const [answer] = await answersOf(socket, 1);
      expect(answer).toMatchObject({ by: 'front', url });
      expect(answer?.head).toMatch(
        /^HTTP\/1\.1 200 OK\r\nDate: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r\n/,
      );
    }
    socket.destroy();
  });

  test.each<[string, string[], string[]]>([
    ['several requests at once', [ask('/mine/1') + ask('/mine/2') + ask('/mine/3')], ['node:http']],
    ['a request in pieces', ['GET /mine/1 HT', 'TP/1.1\r\nHo', 'st: x\r\n\r', '\n'], ['node:http']],
    ['a body in a piece of its own', [ask('/mine/1', '', 'abc').slice(0, -3), 'abc'], ['node:http']],
    ['what is not for the front', [ask('/other'), ask('/mine/2')], ['node:http', 'node:http']],
    ['what is for it first', [ask('/mine/1'), ask('/other')], ['front', 'node:http']],
    ['a body', [ask('/mine/1', '', 'abc'), ask('/mine/2')], ['front', 'front']],
    [
      'too long a body, which is read all the same',
      [ask('/mine/1', '', 'a'.repeat(2_000)), ask('/mine/2')],
      ['front', 'front'],
    ],
    [
      'chunks',
      ['POST /mine/1 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n', '1\r\na\r\n0\r\n\r\n'],
      ['node:http'],
    ],
  ])('is answered in order, and by whom it must: %s', async (_what, pieces, by) => {
    await using server = await open();
    const socket = server.dial();
    const urls = [...pieces.join('').matchAll(/(?:GET|POST) (\/\S+)/g)].map(([, url]) => url);
    const got = answersOf(socket, urls.length);
    for (const piece of pieces) {
      socket.write(piece);
      await sleep(30);
    }
    const answers = await got;
    expect(answers.map(({ url }) => url)).toEqual(urls);
    expect([...new Set(answers.map((one) => one.by))]).toEqual([...new Set(by)]);
    socket.destroy();
  });

  test('that asks again before it has its answer waits for it', async () => {
    const waiting: Exchange[] = [];
    await using server = await open({ answer: (exchange) => waiting.push(exchange) > 0 });
    const socket = server.dial();
    const got = answersOf(socket, 2);
    socket.write(ask('/1'));
    await expect.poll(() => waiting.length).toBe(1);
    socket.write(ask('/2'));
    await sleep(50);
    expect(waiting).toHaveLength(1);
    await tell('front', waiting[0] as Exchange);
    await expect.poll(() => waiting.length).toBe(2);
    await tell('front', waiting[1] as Exchange);
    expect((await got).map(({ url }) => url)).toEqual(['/1', '/2']);
    socket.destroy();
  });

  test.each([ask('/mine/1'), ask('/mine/1') + ask('/other')])(
    'that has said all is answered, and ended',
    async (said) => {
      await using server = await open();
      const socket = server.dial();
      const ended = once(socket, 'end');
      const got = answersOf(socket, said.split('GET').length - 1);
      socket.end(said);
      expect((await got).map(({ url }) => url)).toContain('/mine/1');
      await ended;
    },
  );

  test('that does not read is not read from', async () => {
    let answered = 0;
    const large = Buffer.alloc(1024 * 1024);
    await using server = await open({
      answer(exchange) {
        answered += 1;
        exchange.send(200, {}, large);
        return true;
      },
    });
    const socket = server.dial();
    socket.pause();
    for (let n = 0; n < 40; n++) {
      socket.write(ask('/mine'));
      await sleep(5);
    }
    // What the kernel's buffers take of it is a matter of some megabytes.
    expect(answered).toBeLessThan(20);
    socket.destroy();
  });

  test('that is quiet for long is closed, and one that breaks takes nobody with it', async () => {
    await using server = await open({ idle: 60 });
    const quiet = server.dial();
    const broken = server.dial();
    await once(broken, 'connect');
    broken.write(ask('/mine/1'));
    broken.resetAndDestroy();
    quiet.resume();
    await once(quiet, 'end');
    const socket = server.dial();
    socket.write(ask('/mine/2'));
    expect(await answersOf(socket, 1)).toMatchObject([{ url: '/mine/2' }]);
    socket.destroy();
  });

  test('that is gone before its answer leaves nothing behind, whatever else it had sent', async () => {
    const waiting: Exchange[] = [];
    await using server = await open({ answer: (exchange) => waiting.push(exchange) > 0 });
    for (const more of ['x', ask('/2')]) {
      waiting.length = 0;
      const socket = server.dial();
      socket.write(ask('/1'));
      await expect.poll(() => waiting.length).toBe(1);
      socket.write(more);
      await sleep(20);
      socket.resetAndDestroy();
      await expect.poll(server.open).toBe(0);
      server.handedOver.length = 0;
      await tell('front', waiting[0] as Exchange);
      await sleep(20);
      expect([waiting.length, server.handedOver.length]).toEqual([1, 0]);
    }
  });

  test('ends with the server: at once when it is quiet, after its answer when it waits for one', async () => {
    const waiting: Exchange[] = [];
    await using server = await open({ answer: (exchange) => waiting.push(exchange) > 0 });
    const [quiet, busy] = [server.dial(), server.dial()];
    await Promise.all([once(quiet, 'connect'), once(busy, 'connect')]);
    busy.write(ask('/1'));
    await expect.poll(() => waiting.length).toBe(1);
    const [gone, ended] = [once(quiet.resume(), 'close'), once(busy, 'end')];
    quiet.on('end', () => quiet.destroy());
    server.front.close();
    await gone;
    const got = answersOf(busy, 1);
    await tell('front', waiting[0] as Exchange);
    expect((await got)[0]?.head).toContain('\r\nConnection: close');
    await ended;
  });
});

test('an answer has no body to HEAD, no length where HTTP has none, and no header of somebody else’s', async () => {
  const refused: unknown[] = [];
  await using server = await open({
    answer(exchange) {
      if (exchange.url === '/204') exchange.send(204, {});
      else if (exchange.url === '/evil')
        for (const value of ['a\r\nEvil: 1', 'a\nb', 'a\rb', 'a\0', '中']) {
          try {
            exchange.send(302, { Location: value });
          } catch (error) {
            refused.push(error);
          }
          if (refused.length === 5) exchange.send(200, {});
        }
      else exchange.send(200, {}, 'four');
      return true;
    },
  });
  const socket = server.dial();
  let text = '';
  socket.on('data', (piece: string) => {
    text += piece;
  });
  socket.write(ask('/204'));
  await expect.poll(() => text).toMatch(/^HTTP\/1\.1 204 No Content\r\nDate: [^\r]*\r\n\r\n$/);
  text = '';
  socket.write('HEAD /four HTTP/1.1\r\nHost: x\r\n\r\n');
  await expect.poll(() => text).toMatch(/^HTTP\/1\.1 200 OK\r\nDate: [^\r]*\r\nContent-Length: 4\r\n\r\n$/);
  text = '';
  socket.write(ask('/evil'));
  await expect.poll(() => refused).toHaveLength(5);
  await expect.poll(() => text).toMatch(/^HTTP\/1\.1 200 OK\r\nDate: [^\r]*\r\nContent-Length: 0\r\n\r\n$/);
  socket.destroy();
});

/** Mostly `usual`, else one of the `odd`. */
const mostly = (usual: readonly string[], odd: readonly string[]) =>
  fc.oneof(
    { arbitrary: fc.constantFrom(...usual), weight: 9 },
    { arbitrary: fc.constantFrom(...odd), weight: 1 },
  );

/** Heads that are nearly right, and bodies that are nearly as long as they say. */
const nearly = fc
  .record({
    method: mostly(['GET', 'POST', 'OPTIONS'], ['get', ' GET', 'PUT', 'GE\tT']),
    url: fc.array(
      mostly(['/', 'a', 'Z', '9', '?', '&', '=', '%', '"', '\\', '#'], ['\x7f', '\xe9', ' ', '\t']),
      {
        maxLength: 6,
      },
    ),
    fields: fc.array(
      fc.record({
        name: mostly(
          ['User-Agent', 'Cookie', 'X_y', '__proto__', "!#$%&'*+.^`|~"],
          ['Content-Length', 'Connection', 'A B', 'é', '', 'Host'],
        ),
        colon: mostly([':', ': ', ':\t', ':  '], [' : ', '']),
        value: mostly(
          ['0', 'keep-alive', '', 'a\tb', ' a', 'a ', 'a\xff', '\xa0a\xa0', '"', ':'],
          ['2', '02', '0x2', 'close', 'a\x01', 'a\x7f', 'a\0', 'a\r b', 'a\n b'],
        ),
        end: mostly(['\r\n'], ['\n', '\r', '\r\n ', '\r\n\r\n']),
      }),
      { maxLength: 4 },
    ),
    body: fc.constantFrom('', '', '', 'ab', 'abc'),
    said: fc.constantFrom('', '', 'Content-Length: 2\r\n', 'Content-Length: 3\r\n', 'content-length:02\r\n'),
  })
  .map(({ method, url, fields, body, said }) => {
    const head = fields.map(({ name, colon, value, end }) => name + colon + value + end).join('');
    return `${method} /${url.join('')} HTTP/1.1\r\nHost: x\r\n${said}${head}\r\n${body}`;
  });

test('whatever is plain, node:http reads the same in it', async () => {
  await using server = await open({ answer: () => false });
  let plain = 0;
  await fc.assert(
    fc.asyncProperty(nearly, async (text) => {
      const read = readPlain(Buffer.from(text, 'latin1'));
      if (read === null) return;
      plain += 1;
      const socket = server.dial();
      let said = '';
      socket.on('data', (piece: string) => {
        said += piece;
      });
      socket.end(text, 'latin1');
      await once(socket, 'end');
      socket.destroy();
      const body = Buffer.from(said.slice(said.indexOf('\r\n\r\n') + 4), 'latin1').toString('utf8');
      expect(JSON.parse(body)).toEqual({
        method: read.method,
        url: read.url,
        ...(read.fields.has('user-agent') ? { agent: read.fields.get('user-agent') } : {}),
        body: read.body.toString('latin1'),
      });
    }),
    { numRuns: 5_000 },
  );
  expect(plain).toBeGreaterThan(200);
});
