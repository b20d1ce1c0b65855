import { describe, expect, test } from 'vitest';
import { readPlain } from './read-plain.ts';

const read = (text: string) => readPlain(Buffer.from(text, 'latin1'));
const lines = (...all: string[]) => `${all.join('\r\n')}\r\n\r\n`;

describe('a plain request', () => {
  test('is its method, address and fields, by names in lower case and without the blanks around them', () => {
    const request = read(
      lines(
        'GET /abc/q?sub1=a HTTP/1.1',
        'Host: go.example',
        'USER-AGENT:\t Phone \xe9/1.0 \t',
        'Referer:',
        'Connection: Keep-Alive',
      ),
    );
    expect(request).toMatchObject({ method: 'GET', url: '/abc/q?sub1=a' });
    expect(Object.fromEntries(request?.fields ?? [])).toEqual({
      host: 'go.example',
      'user-agent': 'Phone \xe9/1.0',
      referer: '',
      connection: 'Keep-Alive',
    });
    expect(request?.body).toHaveLength(0);
  });

  test('may bring a body of the length it says, in bytes', () => {
    const head = lines('POST /e HTTP/1.1', 'Host: x', 'Content-Length: 6');
    const request = readPlain(Buffer.from(`${head}{"中"}`.replace('"中"', '中!'), 'utf8'));
    expect(request?.body.toString('utf8')).toBe('{中!}');
  });
});

const GOOD = ['GET /abc HTTP/1.1', 'Host: x'];
test.each<[string, string]>([
  ['nothing', ''],
  ['a piece of a head', 'GET /abc HTTP/1.1\r\nHost: x\r\n'],
  ['two requests', lines(...GOOD) + lines(...GOOD)],
  ['a request and a piece of the next', `${lines(...GOOD)}GET`],
  ['a body that is not said', `${lines(...GOOD)}x`],
  ['half of a body', `${lines('POST /e HTTP/1.1', 'Host: x', 'Content-Length: 2')}x`],
  ['a body that goes on', `${lines('POST /e HTTP/1.1', 'Host: x', 'Content-Length: 2')}xyz`],
  ['a length that is no number', lines(...GOOD, 'Content-Length: +0')],
  ['a length that is said twice', lines(...GOOD, 'Content-Length: 0', 'Content-Length: 0')],
  ['chunks', `${lines('POST /e HTTP/1.1', 'Host: x', 'Transfer-Encoding: chunked')}0\r\n\r\n`],
  ['chunks, and a length', lines(...GOOD, 'Transfer-Encoding: chunked', 'Content-Length: 0')],
  ['a client that waits to be asked for its body', lines(...GOOD, 'Expect: 100-continue')],
  ['another protocol', lines(...GOOD, 'Connection: Upgrade', 'Upgrade: websocket')],
  ['a connection that ends', lines(...GOOD, 'Connection: close')],
  ['a connection that ends, as old proxies say it', lines(...GOOD, 'Proxy-Connection: close')],
  ['very many fields', lines(...GOOD, ...Array.from({ length: 1_200 }, (_, n) => `a${n}:`))],
  ['no host', lines('GET /abc HTTP/1.1', 'User-Agent: x')],
  ['two hosts', lines(...GOOD, 'host: y')],
  ['a field that is said twice', lines(...GOOD, 'Cookie: a=1', 'cookie: b=2')],
  ['an older HTTP', lines('GET /abc HTTP/1.0', 'Host: x')],
  ['a newer HTTP', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['another method', lines('PUT /abc HTTP/1.1', 'Host: x')],
  ['a method in lower case', lines('get /abc HTTP/1.1', 'Host: x')],
  ['a whole address', lines('GET http://x/abc HTTP/1.1', 'Host: x')],
  ['two spaces', lines('GET  /abc HTTP/1.1', 'Host: x')],
  ['an address with what no address has', lines('GET /\xe9 HTTP/1.1', 'Host: x')],
  ['a folded field', lines(...GOOD, 'Cookie: a', ' b')],
  ['a space before the colon', lines(...GOOD, 'Cookie : a')],
  ['a field without a name', lines(...GOOD, ': a')],
  ['a line that is no field', lines(...GOOD, 'Cookie')],
  ['lone line feeds', 'GET /abc HTTP/1.1\nHost: x\n\n'],
  ['a lone line feed in a field', lines(...GOOD, 'Cookie: a\nEvil: 1')],
  ['a lone carriage return in a field', lines(...GOOD, 'Cookie: a\rEvil: 1')],
  ['a NUL', lines(...GOOD, 'Cookie: a\0')],
  ['an empty line before', `\r\n${lines(...GOOD)}`],
  ['a head that is too long', lines(...GOOD, `Cookie: ${'a'.repeat(16_384)}`)],
])('is not: %s', (_what, text) => {
  expect(read(text)).toBeNull();
});
