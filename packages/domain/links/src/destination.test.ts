import { expect, test } from 'vitest';
import { checkDestination } from './destination.ts';

const landing = 'https://shop.example/serum';

test.each([
  ['https://shop.example/other?a=1#b', 'https://shop.example/other?a=1#b'],
  ['https://m.shop.example/', 'https://m.shop.example/'],
  ['http://shop.example', 'http://shop.example/'],
  ['HTTPS://SHOP.EXAMPLE/A', 'https://shop.example/A'],
  ['https://shop.example:443/', 'https://shop.example/'],
  ['https://shop.example/a/../../b', 'https://shop.example/b'],
  ['https://shop.example/?to=https://evil.example/', 'https://shop.example/?to=https://evil.example/'],
])('%s is the campaign’s own host', (given, stored) => {
  expect(checkDestination(given, landing)).toBe(stored);
});

test.each([
  'https://evil.example/',
  'https://shop.example.evil.example/',
  'https://evilshop.example/',
  'https://example/',
  'https://shop.example./',
  '//evil.example',
  '/\\evil.example',
  'https:evil.example',
  'https:/shop.example/',
  'https://shop.example@evil.example/',
  'https://evil.example\\@shop.example/',
  'https://evil.example#@shop.example/',
  'https://evil.example?.shop.example/',
  'https://user:pass@shop.example/',
  'https://shop.example%2eevil.example/',
  'https://shop.example%00.evil.example/',
  'javascript:alert(1)',
  'JavaScript://shop.example/%0aalert(1)',
  'data:text/html,x',
  'ftp://shop.example/',
  'https://shop.example/\r\nSet-Cookie: a=b',
  'https://shop.example/\t',
  'https://shop.example/\u0000',
  'https://ѕhop.example/', // Cyrillic ѕ: another host, xn--hop-…
  'https://xn--shop-9na.example/',
  'https://shop。example.evil.example/', // an ideographic full stop is a dot
  'https://shop.example:8443/',
  'https://127.0.0.1/',
  ' https://shop.example/',
  '',
])('%j is refused', (given) => {
  expect(() => checkDestination(given, landing)).toThrow('links/bad_destination');
});

test('a landing page on a port of its own is not left for another port', () => {
  expect(checkDestination('https://shop.example:8443/a', 'https://shop.example:8443/')).toBe(
    'https://shop.example:8443/a',
  );
  expect(() => checkDestination('https://shop.example:9000/', 'https://shop.example:8443/')).toThrow(
    'links/bad_destination',
  );
});

test('an internationalised host is compared as it is resolved', () => {
  expect(checkDestination('https://例子.example/x', 'https://xn--fsqu00a.example/')).toBe(
    'https://xn--fsqu00a.example/x',
  );
});

test('below a landing page that is an unsafe address nothing is safe', () => {
  expect(() => checkDestination('https://shop.example/', 'https://user@shop.example/')).toThrow(
    'links/bad_destination',
  );
});
