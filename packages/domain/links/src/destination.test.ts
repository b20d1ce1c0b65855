import { expect, test } from 'vitest';
import { checkDestination } from './destination.ts';

const landing = 'https://shop.example/serum';

test.each([
  ['https://shop.example/other?a=1#b', 'https://shop.example/other?a=1#b'],
  ['https://m.shop.example/', 'https://m.shop.example/'],
  ['http://shop.example', 'http://shop.example/'],
  ['HTTPS://SHOP.EXAMPLE/A', 'https://shop.example/A'],
])('%s is the campaign’s own host', (given, stored) => {
  expect(checkDestination(given, landing)).toBe(stored);
});

test.each([
  'https://evil.example/',
  'https://shop.example.evil.example/',
  'https://evilshop.example/',
  '//evil.example',
  '/\\evil.example',
  'https:evil.example',
  'https://shop.example@evil.example/',
  'https://user:pass@shop.example/',
  'javascript:alert(1)',
  'data:text/html,x',
  'ftp://shop.example/',
  'https://shop.example/\r\nSet-Cookie: a=b',
  'https://shop.example/\u0000',
  'https://ѕhop.example/', // Cyrillic ѕ
  'https://shop.example:8443/',
  ' https://shop.example/',
  '',
])('%j is refused', (given) => {
  expect(() => checkDestination(given, landing)).toThrow('links/bad_destination');
});
